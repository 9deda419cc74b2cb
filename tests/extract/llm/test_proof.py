"""What the text must prove of an item, and the reason why not; and where the words of a model stand in the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.llm.quotes import How, Source
from kg.model import Article
from kg.text.sentences import Span

from .samples import AR, EN, answer, arabic, item
from .standin import is_repair, says

NOTHING = {"entities": [], "statements": []}


def once(*items, entities=()):
    """Answer with these items, and nothing in a repair."""
    return lambda request, _: says(NOTHING if is_repair(request) else answer(request, *items, entities=entities))


def test_a_right_item_becomes_a_statement_with_its_words_and_provenance(ask):
    asked = ask(once(item(time="t1", attribution="Kais Saied")), EN)
    (found,) = asked.extraction.statements
    assert found.evidence.quote == EN.text[found.evidence.start : found.evidence.end] == "Tunisia condemned Lebanon on Monday"
    assert EN.text[slice(*found.evidence.trigger)] == "condemned"
    assert EN.text[found.subject.start : found.subject.end] == found.subject.mention == "Tunisia"
    assert (found.time.value, EN.text[found.time.start : found.time.end]) == ("2026-03-09", "Monday")
    assert found.attribution.entity.id == "kais-saied"
    run = found.provenance
    assert (run.extractor, run.rule) == ("llm", "llm/answer/exact")
    for part in ("model=hand-written", "prompt=1+", "temperature=0", "max_tokens="):
        assert part in run.version
    assert asked.reasons == []


SAID_NOT = {"sentence": 2, "quote": "Kais Saied, did not support Morocco", "trigger": "support", "relation": "supports"}
SAID_NOT |= {"subject": "Kais Saied", "subject_words": "Kais Saied", "object": "Morocco", "object_words": "Morocco"}
THANKED = {"sentence": 3, "quote": "He thanked Algeria for its patience", "trigger": "thanked", "relation": "praises"}
THANKED |= {"subject": "Kais Saied", "subject_words": "He", "object": "Algeria", "object_words": "Algeria"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quote": "Tunisia praised Lebanon on Monday"}, "quote not in the text"),
        ({"quote": "Tunisia condemned Lebanon over the harbour"}, "quote not in the text"),
        ({"quote": ""}, "quote not in the text"),
        ({"quote": EN.text}, "quote longer than two sentences"),
        ({"trigger": "praised"}, "trigger not in the quote"),
        ({"trigger": "harbour"}, "trigger not in the quote"),
        ({"subject": "e99"}, "subject is no entity of the list"),
        ({"object": "kge:lebanon"}, "object is no entity of the list"),
        ({"object": "Tunisia", "object_words": "Tunisia"}, "self-loop"),
        ({"subject": "Morocco", "subject_words": "Tunisia"}, "subject words name somebody else"),
        ({"object": "Algeria", "object_words": "the harbour"}, "object not named before"),
        ({"object": "Algeria", "object_words": "on"}, "object words stand for nobody"),
        ({"object": "Morocco", "object_words": "Rabat"}, "object words not in the sentence"),
        ({"relation": "headOf"}, "domain Country"),
        ({"attribution": "e99"}, "speaker is no entity of the list"),
        ({"time": "t99"}, "time is none of the list"),
        ({"place": "Atlantis"}, "place is no entity of the list"),
        (SAID_NOT, "affirmed, but negated in the text"),
        ({**THANKED, "subject": "Lebanon"}, "subject words cannot stand for a Country"),
        ({"relation": "isFriendOf"}, "relation not in the ontology (isFriendOf)"),
        ({"relation": "no relationship"}, "relation not in the ontology (no relationship)"),
        ({"polarity": "true"}, "no such polarity or modality (true, asserted)"),
        ({"modality": "certain"}, "no such polarity or modality (affirmed, certain)"),
        ({"quote": None}, "key missing (quote)"),
        ({"time": 3}, "value of the wrong kind (time)"),
    ],
)
def test_what_is_not_proved_is_refused_with_its_reason(ask, changes, reason):
    asked = ask(once(item(**changes)), EN)
    assert asked.triples == []
    assert asked.reasons == [reason]
    assert len(asked.requests) == 2, "one repair was asked for"
    assert reason in asked.requests[1]["messages"][-1]["content"]


def test_denials_are_negated_and_pronouns_lead_back(ask):
    asked = ask(once(item(**SAID_NOT, polarity="negated"), item(**THANKED)), EN)
    assert asked.reasons == []
    denied, thanked = asked.extraction.statements
    assert (denied.polarity, denied.is_fact) == ("negated", False)
    assert (thanked.subject.entity.id, EN.text[thanked.subject.start : thanked.subject.end]) == ("kais-saied", "He")
    assert thanked.confidence < denied.confidence


def test_arabic_dropped_subjects_and_spelling_variants(ask):
    thanks = arabic(
        sentence=3, quote="وشكر الجزائر على صبرها", trigger="شكر", relation="praises", subject="Kais Saied", subject_words="وشكر",
        object="Algeria", object_words="الجزائر",
    )  # fmt: skip
    folded = arabic(quote="ادانت تونس لبنان يوم الإثنين", trigger="ادانت")
    asked = ask(once(thanks, folded), AR)
    assert asked.reasons == []
    assert asked.triples == [("tunisia", "condemns", "lebanon"), ("kais-saied", "praises", "algeria")]
    for found in asked.extraction.statements:
        assert AR.text[found.evidence.start : found.evidence.end] == found.evidence.quote
    assert [s.provenance.rule for s in asked.extraction.statements] == ["llm/answer/folded", "llm/answer/exact"]


FAR = Article(
    "far",
    "Kais Saied met reporters. The harbour was closed. Ships waited outside. Workers went home. Nobody said why. "
    "He thanked Algeria. The president of Tunisia, Kais Saied, flew home. Later he condemned Morocco. They thanked Algeria.",
    "en",
    date(2026, 3, 12),
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sentence": 6, "quote": "He thanked Algeria", "subject_words": "He"}, "subject named too far before"),
        ({"sentence": 9, "quote": "They thanked Algeria", "subject_words": "They"}, "subject words cannot stand for a Person"),
        ({"sentence": 8, "quote": "he condemned Morocco", "trigger": "condemned", "relation": "condemns", "subject_words": "he",
          "object": "Morocco", "object_words": "Morocco"}, None),
    ],
)  # fmt: skip
def test_a_pronoun_stands_near_a_name_it_can_stand_for(ask, changes, reason):
    asked = ask(once(item(**{**THANKED, **changes})), FAR)
    assert asked.reasons == ([reason] if reason else [])
    assert len(asked.triples) == (not reason)


def test_entities_that_a_model_adds_must_stand_in_the_text(ask):
    added = [
        {"id": "n1", "name": "the harbour", "type": "Place", "belongs_to": None},
        {"id": "n2", "name": "the airport", "type": "Place", "belongs_to": None},
    ]
    right = item(quote="Lebanon on Monday over the harbour", trigger="over", relation="attacks", subject="Lebanon",
                 subject_words="Lebanon", object="n1", object_words="the harbour")  # fmt: skip
    invented = {**right, "object": "n2", "object_words": "the airport"}
    asked = ask(once(right, invented, entities=added), EN)
    assert asked.triples == [("lebanon", "attacks", "place-the-harbour")]
    assert asked.reasons == ["object is no entity of the list"]


def test_a_repair_brings_what_was_meant(ask):
    def script(request, _):
        return says(answer(request, item() if is_repair(request) else item(quote="Tunisia has condemned Lebanon")))

    asked = ask(script, EN)
    assert asked.triples == [("tunisia", "condemns", "lebanon")]
    assert asked.reasons == ["quote not in the text"]
    assert asked.extraction.statements[0].provenance.rule == "llm/repair/exact"


def test_the_same_twice_is_stated_once(ask):
    assert len(ask(once(item(), item(), item(quote="Tunisia condemned Lebanon")), EN).triples) == 1


# -- where words stand ---------------------------------------------------------------------------------------------------

LONG = "The foreign ministry of Tunisia did not condemn the attack on the tanker near the strait of Hormuz on Monday evening."


def find(text: str, quote: str):
    found = Source(text).find(quote, Span(0, len(text)))
    return (text[found.start : found.end], found.how) if found else None


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("a cat sat", "cat sat", ("cat sat", How.EXACT)),
        ("a cat sat", "at sat", ("cat sat", How.EXACT)),
        ("وقال بوتين ذلك", "قال بوتين", ("وقال بوتين", How.EXACT)),
        ("أكّد الرئيس دعمه", "اكد الرئيس دعمه", ("أكّد الرئيس دعمه", How.FOLDED)),
        ("He said “no  way” twice", 'he said "no way"', ("He said “no  way”", How.FOLDED)),
        (LONG, LONG.replace("tanker", "tankr"), (LONG.removesuffix("."), How.ALIGNED)),
        (LONG, LONG.replace("not ", ""), None),
        (LONG, LONG.replace("Monday", "Sunday"), None),
        (LONG, "the attack ... on Monday evening", None),
        (
            "in 2025 ten men were killed near the old town gate of Aleppo",
            "in 2024 ten men were killed near the old town gate of Aleppo",
            None,
        ),
        ("a cat", "   ", None),
        ("", "a cat", None),
    ],
)
def test_quotes_are_found_exactly_folded_or_aligned(text, quote, expected):
    assert find(text, quote) == expected


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet='اأبتهة ًabA.“"\n', max_size=40), st.data())
def test_every_piece_of_a_text_is_found_and_is_a_piece_of_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Source(text).find(text[start:end], Span(0, len(text)))
    if text[start:end].strip():
        assert found is not None
        assert text[start:end].strip() in text[found.start : found.end]
    else:
        assert found is None
