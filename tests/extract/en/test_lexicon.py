"""The example sentences of the English lexicon: each must be found, no counter sentence may be."""

from collections.abc import Callable

from kg.extract.rules.candidate import Candidate
from kg.extract.rules.lexicon import load_frames
from kg.model import Argument
from kg.text.fold import fold
from kg.text.tokens import tokenise

_SMALL = frozenset({"the", "a", "an", "of"})


def _words(text: str) -> set[str]:
    return {t.norm.removesuffix("'s") for t in tokenise(fold(text)) if t.is_word} - _SMALL


def _names(argument: Argument) -> set[str]:
    names = (argument.mention, *(label for _, label in argument.entity.labels), *argument.entity.aliases)
    return set().union(*(_words(name) for name in names))


def _is(candidate: Candidate, relation: str, subject: str, obj: str) -> bool:
    return (
        candidate.relation == relation
        and bool(_words(subject) & _names(candidate.subject))
        and bool(_words(obj) & _names(candidate.object))
    )


def test_every_entry_has_an_example_and_a_counter_sentence() -> None:
    poor = [f.rule for f in load_frames("en") if not f.examples or not f.counter]
    assert poor == []


def test_every_masdar_tells_its_markers() -> None:
    silent = [f.rule for f in load_frames("en") if f.masdars and "ل" in f.masdar_object]
    assert silent == []


def test_the_lexicon_covers_all_relations() -> None:
    assert len({f.relation for f in load_frames("en")}) >= 48


def test_examples_are_found(framed: Callable[[str], list[Candidate]]) -> None:
    missed = [
        (frame.rule, sentence)
        for frame in load_frames("en")
        for sentence, subject, obj in frame.examples
        if not any(_is(c, frame.relation, subject, obj) or _is(c, frame.relation, obj, subject) for c in framed(sentence))
    ]
    assert missed == []


def test_counter_sentences_state_nothing(framed: Callable[[str], list[Candidate]]) -> None:
    wrong = [
        (frame.rule, sentence)
        for frame in load_frames("en")
        for sentence in frame.counter
        if any(c.relation == frame.relation for c in framed(sentence))
    ]
    assert wrong == []
