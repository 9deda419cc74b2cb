"""Finding statements, entities and articles in the read model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from kg.errors import UsageError
from kg.model import Entity, EntityType, Extraction, Modality, Polarity, Precision, TimeSpan
from kg.store import StatementWhere, Store, open_store
from kg.store.embedded import EmbeddedStore
from kg.store.names import renamed

from .builders import DENIAL, MADURO, RUSSIA, STATES, VENEZUELA, article, read, sanctions, statement, supports

FIRST, SECOND = article("a1"), article("a2", DENIAL, day=date(2025, 12, 14), source="paper")
DENIED = replace(
    statement(SECOND, RUSSIA, "armsTo", VENEZUELA, DENIAL),
    polarity=Polarity.NEGATED,
    modality=Modality.POSSIBLE,
    time=TimeSpan("2024", Precision.YEAR, "last year"),
)
SUPPORTS, SANCTIONS = supports(FIRST), sanctions(FIRST)


@pytest.fixture(scope="module")
def filled() -> Iterator[Store]:
    with open_store("memory:", states=STATES) as store:
        store.put(FIRST, read(FIRST))
        store.put(SECOND, Extraction((DENIED,)))
        yield store


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (StatementWhere(), [SUPPORTS, DENIED, SANCTIONS]),
        (StatementWhere(subject="vladimir-putin"), [SUPPORTS]),
        (StatementWhere(object="venezuela"), [DENIED, SANCTIONS]),
        (StatementWhere(actor="venezuela"), [DENIED, SANCTIONS]),
        (StatementWhere(subject="russia"), [DENIED]),
        (StatementWhere(subject="russia", acting_for=True), [SUPPORTS, DENIED]),
        (StatementWhere(actor="venezuela", acting_for=True), [SUPPORTS, DENIED, SANCTIONS]),
        (StatementWhere(subject="russia", object="venezuela", acting_for=True), [SUPPORTS, DENIED]),
        (StatementWhere(subject="kremlin", acting_for=True), []),
        (StatementWhere(relations=("sanctions", "armsTo")), [DENIED, SANCTIONS]),
        (StatementWhere(polarity=Polarity.NEGATED), [DENIED]),
        (StatementWhere(modality=Modality.ASSERTED), [SUPPORTS, SANCTIONS]),
        (StatementWhere(attribution="kremlin"), [SUPPORTS]),
        (StatementWhere(article=FIRST.id), [SUPPORTS, SANCTIONS]),
        (StatementWhere(article=SECOND.revision), [DENIED]),
        (StatementWhere(article="a2", subject="russia"), [DENIED]),
        (StatementWhere(article="unknown"), []),
        (StatementWhere(ids=(SANCTIONS.id, "s0", DENIED.id)), [DENIED, SANCTIONS]),
        (StatementWhere(text="العقوبات"), [SANCTIONS]),
        (StatementWhere(text="CARAC arm"), [DENIED]),
        (StatementWhere(text="؟!"), []),
    ],
)
def test_conditions(filled: Store, where: StatementWhere, expected: list[object]) -> None:
    assert [row.statement for row in filled.statements(where)] == expected
    assert filled.count(where) == len(expected)


def test_pages_join_to_the_whole(filled: Store) -> None:
    everything = [row.statement.id for row in filled.statements(StatementWhere())]
    paged, after = [], None
    while page := filled.statements(StatementWhere(), first=1, after=after):
        after = page[-1].statement.id
        paged.append(after)
    assert paged == everything
    assert filled.statements(StatementWhere(), first=0) == []


def test_a_page_after_an_unknown_statement_is_an_error(filled: Store) -> None:
    with pytest.raises(UsageError) as error:
        filled.statements(StatementWhere(), after="s404")
    assert error.value.code == "KG-E022"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("russia", "russia"),
        ("https://w3id.org/kg-relations/entity/vladimir-putin", "vladimir-putin"),
        ("بوتين", "vladimir-putin"),
        ("فِلاديمير بوتين", "vladimir-putin"),
        ("MOSCOW", "russia"),
        ("Nicolas Maduro", "nicolas-maduro"),
        ("كرملين", "kremlin"),
        ("الولايات المتحده", "united-states"),
        ("نابليون", None),
        ("", None),
    ],
)
def test_an_entity_by_any_name(filled: Store, name: str, expected: str | None) -> None:
    found = filled.entity(name)
    assert (found.id if found else None) == expected


def test_search_finds_beginnings_of_words_most_statements_first(filled: Store) -> None:
    assert [(entity.id, number) for entity, number in filled.entities("مادو")] == [("nicolas-maduro", 1)]
    assert [(entity.id, number) for entity, number in filled.entities(first=2)] == [
        ("venezuela", 2),
        ("nicolas-maduro", 1),
    ]
    assert filled.entities('")*') == []


def test_articles_newest_first_and_by_page(filled: Store) -> None:
    assert filled.articles() == [SECOND, FIRST]
    assert filled.articles(first=1) == [SECOND]
    assert filled.articles(after=SECOND.id) == [FIRST]
    assert filled.articles(after=FIRST.id) == []
    assert filled.article("nothing") is None
    with pytest.raises(UsageError):
        filled.articles(after="nothing")


def test_counts(filled: Store) -> None:
    stats = filled.stats()
    assert (stats.sequence, stats.articles, stats.statements, stats.entities, stats.events) == (2, 2, 3, 7, 1)
    assert stats.by_relation == (("armsTo", 1), ("sanctions", 1), ("supports", 1))
    assert stats.quads == b"".join(filled.export("nq")).count(b"\n")


def test_an_event_shows_when_a_second_source_tells_of_it() -> None:
    with open_store("memory:", states=STATES) as store:
        events = []
        for name in ("a1", "a2"):
            a = article(name)
            store.put(a, read(a))
            rows = store.statements(StatementWhere(relations=("supports",)))
            events.append({row.event for row in rows})
        assert events[0] == {""}
        (event,) = events[1]
        assert event.startswith("e")
        assert {row.event for row in store.statements(StatementWhere(relations=("sanctions",)))} == {""}
        found, _ = store.query(
            f"SELECT (COUNT(DISTINCT ?article) AS ?n) {{ ?s kg:article ?article ; kg:event "
            f"<https://w3id.org/kg-relations/event/{event}> . ?s a kg:Statement }}",
            accept="csv",
        )
        assert found == b"n\r\n2\r\n"


def test_entities_by_id_have_the_names_of_all_articles() -> None:
    other = replace(MADURO, labels=(("ar", "مادورو"), ("fr", "Nicolás Maduro Moros")))
    with open_store("memory:", states=STATES) as store:
        store.put(FIRST, Extraction((SUPPORTS,)))
        second = article("a2")
        store.put(second, Extraction((replace(supports(second), object=replace(SUPPORTS.object, entity=other)),)))
        found = store.entities_by_id({"nicolas-maduro", "kremlin", "napoleon"})
        assert found.keys() == {"nicolas-maduro", "kremlin"}
        assert found["nicolas-maduro"] == store.entity("nicolas-maduro")
        assert {lang for lang, _ in found["nicolas-maduro"].labels} == {"ar", "en", "fr"}
        whole = renamed(store.statements(StatementWhere()), found)
        assert {row.statement.object.entity for row in whole} == {found["nicolas-maduro"]}
        assert {row.statement.subject.entity for row in whole} == {SUPPORTS.subject.entity}
        assert {row.statement.id for row in whole} == {row.statement.id for row in store.statements(StatementWhere())}
        assert store.entities_by_id(()) == {}


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("الرئاسة الأمريكية", "رئاسه امريكيه"),
        ("الإمارات العربيّة", "الامارات عربية"),
        ("مُصطفى", "مصطفي"),
        ("بـــوتين", "بوتين"),
        ("آل الشيخ", "ال شيخ"),
        ("مؤتمر القمّة", "مؤتمر القمة"),
        ("شؤون اللاجئين", "لاجئين"),
        ("José Napoleón", "jose napoleon"),
    ],
)
def test_names_and_evidence_are_found_however_arabic_is_spelt(store: EmbeddedStore, label: str, asked: str) -> None:
    named = Entity("e1", EntityType.ORGANIZATION, (("ar", label),))
    text = f"أعلن مصدر أن {label} فرضت عقوبات على فنزويلا."
    a = article("a1", text)
    store.put(a, Extraction((statement(a, named, "sanctions", VENEZUELA, text),)))
    assert [entity.id for entity, _ in store.entities(asked)] == ["e1"]
    assert [row.statement.evidence.quote for row in store.statements(StatementWhere(text=asked))] == [text]
    assert store.statements(StatementWhere(text="غيرها")) == []
