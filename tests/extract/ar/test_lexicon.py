"""The example sentences of the Arabic lexicon: each must be found, no counter sentence may be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kg.extract.rules import RuleExtractor
from kg.extract.rules.candidate import Candidate
from kg.extract.rules.lexicon import load_frames
from kg.model import Argument, Article
from kg.text.fold import fold_name

PUBLISHED = date(2025, 12, 11)
Framed = Callable[[str], list[Candidate]]


def article(text: str) -> Article:
    return Article("a", text, "ar", PUBLISHED)


def _names(argument: Argument) -> list[str]:
    names = (argument.mention, *(label for _, label in argument.entity.labels), *argument.entity.aliases)
    return [fold_name(name) for name in names]


def _is(argument: Argument, name: str) -> bool:
    wanted = fold_name(name)
    return any(known == wanted or wanted in known or (len(known) > 2 and known in wanted) for known in _names(argument))


def _nisba(name: str) -> bool:
    """Return whether an example names its subject by an adjective (الأمريكية), which the statement gives as the state."""
    return name.startswith("ال") or name.endswith(("ي", "ية"))


def test_every_entry_has_an_example_and_a_counter_sentence() -> None:
    assert [f.rule for f in load_frames("ar") if not f.examples or not f.counter] == []


def test_the_lexicon_covers_all_relations() -> None:
    assert len({f.relation for f in load_frames("ar")}) >= 48


def _shows(candidate: Candidate, relation: str, subject: str, obj: str) -> bool:
    if candidate.relation != relation:
        return False
    straight = (_is(candidate.subject, subject) or _nisba(subject)) and _is(candidate.object, obj)
    turned = (_is(candidate.object, subject) or _nisba(subject)) and _is(candidate.subject, obj)
    return straight or turned


def test_examples_are_found(extractor: RuleExtractor) -> None:
    """Every example gives its candidate."""
    missed = []
    for frame in load_frames("ar"):
        for sentence, subject, obj in frame.examples:
            found = [c for c in extractor.candidates(article(sentence)) if _shows(c, frame.relation, subject, obj)]
            if not found:
                missed.append((frame.rule, sentence))
    assert missed == []


def test_counter_sentences_state_nothing(framed: Framed) -> None:
    wrong = [
        (frame.rule, sentence)
        for frame in load_frames("ar")
        for sentence in frame.counter
        if any(c.relation == frame.relation for c in framed(sentence))
    ]
    assert wrong == []
