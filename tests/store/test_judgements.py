"""Judgements: what they change, that they are undone without a trace in the answers, and that nothing is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import StoreError, UsageError
from kg.model import Argument, Entity, EntityType, Extraction, Judgement, JudgementKind, Statement
from kg.rdf.validate import validate
from kg.store import StatementWhere, Store, open_store
from kg.store.embedded import EmbeddedStore

from .builders import MADURO, PUTIN, RUSSIA, SANCTION, STATES, SUPPORT, USA, article, read, sanctions, supports

ALL = StatementWhere()
OTHER_PUTIN = Entity("person-bwtyn", EntityType.PERSON, (("ar", "بوتين"),), "RUS", ("القيصر",))
WHO = "reviewer"
BECAUSE = "same office, same day"


def export(store: Store) -> str:
    return b"".join(store.export("nq")).decode()


def facts(store: Store) -> str:
    """The graph without the judgements themselves, which tell when they were made."""
    return "".join(line for line in export(store).splitlines(keepends=True) if "/judgement/" not in line)


def told_otherwise(name: str = "a2") -> tuple[Statement, Extraction]:
    """An article in which the reading took Putin for somebody else."""
    of = article(name)
    said = replace(supports(of), subject=Argument(OTHER_PUTIN, "بوتين", 5, 10))
    return said, Extraction((said, sanctions(of)))


@pytest.fixture
def told(store: EmbeddedStore) -> EmbeddedStore:
    store.put(article("a1"), read(article("a1")))
    store.put(article("a2"), told_otherwise()[1])
    return store


def count(store: Store, **where: str) -> int:
    return store.count(StatementWhere(**where))  # type: ignore[arg-type]


def test_a_merge_makes_two_entities_one_for_every_question(told: EmbeddedStore) -> None:
    assert (count(told, subject=PUTIN.id), count(told, subject=OTHER_PUTIN.id)) == (1, 1)
    assert told.stats().events == 2
    made = told.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE)
    assert (made.kind, made.subject, made.object, made.who, made.reason) == (
        *(JudgementKind.MERGE, OTHER_PUTIN.id, PUTIN.id, WHO, BECAUSE),
    )
    assert count(told, subject=PUTIN.id) == count(told, subject=OTHER_PUTIN.id) == 2
    assert told.stats().events == 1
    for name in (PUTIN.id, OTHER_PUTIN.id, "القيصر"):
        entity = told.entity(name)
        assert entity is not None
        assert entity.id == PUTIN.id
        assert dict(entity.labels) == dict(PUTIN.labels)
        assert "القيصر" in entity.aliases
    assert [entity.id for entity, _ in told.entities("بوتين")] == [PUTIN.id]
    assert told.entities_by_id([OTHER_PUTIN.id])[OTHER_PUTIN.id].id == PUTIN.id
    found, _ = told.query("SELECT (COUNT(?s) AS ?n) { ?s a kg:Statement ; rdf:subject kge:vladimir-putin }", accept="csv")
    assert found.split() == [b"n", b"2"]
    assert told.query("ASK { kge:person-bwtyn dcterms:isReplacedBy kge:vladimir-putin }", accept="json")[0].count(b"true")
    assert validate(export(told).encode()) == []
    assert told.verify().problems == ()


def test_a_merge_changes_no_id_and_no_wording_of_a_statement(told: EmbeddedStore) -> None:
    said, _ = told_otherwise()
    told.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE)
    (row,) = told.statements(StatementWhere(ids=(said.id,)))
    assert row.statement.id == said.id
    assert row.statement.subject.entity.id == PUTIN.id
    assert (row.statement.subject.original, row.statement.subject.mention) == (OTHER_PUTIN.id, "بوتين")
    kept = told.revision(said.revision)
    assert kept is not None
    assert said in kept[1].statements


JUDGE: dict[str, Callable[[Store], Judgement]] = {
    "merge": lambda store: store.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE),
    "merge of two who were told apart": lambda store: store.merge(MADURO.id, PUTIN.id, who=WHO, reason="to be undone"),
    "reject": lambda store: store.reject_merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason="a namesake"),
    "statement": lambda store: store.retract(told_otherwise()[0].id, who=WHO, reason="misread"),
    "article": lambda store: store.retract("a1", who=WHO, reason="withdrawn by the paper"),
}


@pytest.mark.parametrize("name", JUDGE)
def test_what_is_undone_leaves_no_trace_but_the_record(told: EmbeddedStore, name: str) -> None:
    told.put(article("a3"), read(article("a3")))
    before, stats, rows = export(told), told.stats(), told.statements(ALL)
    made = JUDGE[name](told)
    assert told.verify().problems == ()
    undone = told.undo(made.id, who="chief", reason="a mistake")
    assert facts(told) == before
    assert told.statements(ALL) == rows
    assert told.verify().problems == ()
    after = told.stats()
    assert (after.articles, after.statements, after.entities) == (stats.articles, stats.statements, stats.entities)
    assert told.judgements() == [undone, replace(made, undone_by=undone.id)]
    assert told.judgements(holding=True) == []
    for text in (made.reason, undone.reason):
        assert f'"{text}"' in export(told)


@pytest.mark.parametrize("name", JUDGE)
def test_judging_twice_writes_nothing(told: EmbeddedStore, name: str) -> None:
    made = JUDGE[name](told)
    sequence = told.stats().sequence
    assert JUDGE[name](told) == made
    undone = told.undo(made.id, who=WHO, reason="a mistake")
    assert told.undo(made.id, who=WHO, reason="a mistake") == undone
    assert told.stats().sequence == sequence + 1


def test_a_retracted_statement_is_gone_from_answers_and_stays_on_record(told: EmbeddedStore) -> None:
    said, reading = told_otherwise()
    made = told.retract(said.id, who=WHO, reason="misread")
    assert made.object == said.revision
    assert told.statements(StatementWhere(ids=(said.id,))) == []
    assert count(told, article="a2") == 1
    lines = [line for line in export(told).splitlines() if said.id in line]
    assert len(lines) == 2
    assert any("wasInvalidatedBy" in line for line in lines)
    assert told.put(article("a2"), reading) is False
    again = replace(said, confidence=0.5)
    assert told.put(article("a2"), Extraction((again, *reading.statements[1:])))
    assert told.statements(StatementWhere(ids=(said.id,))) == []
    assert told.judgements(about=said.id) == [made]


def test_a_retracted_article_stays_away_however_often_it_comes(told: EmbeddedStore) -> None:
    old, new = article("a1"), article("a1", SANCTION, SUPPORT)
    made = told.retract(old.revision, who=WHO, reason="withdrawn by the paper")
    assert made.subject == old.id
    assert told.put(old, read(old)) is False
    assert told.put(new, read(new)) is True
    assert [a.name for a in told.articles()] == ["a2"]
    assert told.article("a1") is None
    assert count(told, article=new.revision) == 0
    assert new.revision not in export(told)
    assert told.verify().problems == ()
    told.undo(made.id, who=WHO, reason="it was the other one")
    assert told.article("a1") == new
    assert count(told, article=new.revision) == 2


def test_articles_read_later_are_seen_in_the_light_of_judgements(told: EmbeddedStore) -> None:
    told.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE)
    told.put(article("a3"), told_otherwise("a3")[1])
    assert count(told, subject=PUTIN.id) == 3
    (made,) = told.judgements()
    told.undo(made.id, who=WHO, reason="they are two")
    assert (count(told, subject=PUTIN.id), count(told, subject=OTHER_PUTIN.id)) == (1, 2)
    assert told.verify().problems == ()


def test_merges_follow_each_other(told: EmbeddedStore) -> None:
    first = told.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE)
    second = told.merge(PUTIN.id, MADURO.id, who=WHO, reason="to be undone")
    assert count(told, subject=OTHER_PUTIN.id) == count(told, subject=MADURO.id) == 2
    told.undo(first.id, who=WHO, reason="they are two")
    assert (count(told, subject=OTHER_PUTIN.id), count(told, subject=MADURO.id)) == (1, 1)
    told.undo(second.id, who=WHO, reason="they are two")
    assert (count(told, subject=PUTIN.id), count(told, subject=MADURO.id)) == (1, 0)
    assert told.verify().problems == ()


def test_judgements_against_each_other_are_refused(told: EmbeddedStore) -> None:
    rejected = told.reject_merge(PUTIN.id, OTHER_PUTIN.id, who=WHO, reason="a namesake")
    with pytest.raises(UsageError, match=rejected.id) as error:
        told.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE)
    assert (error.value.code, error.value.hint) == ("KG-E032", f"undo {rejected.id} first")
    told.merge(PUTIN.id, MADURO.id, who=WHO, reason="to be undone")
    with pytest.raises(UsageError, match=rejected.id):
        told.merge(OTHER_PUTIN.id, MADURO.id, who=WHO, reason=BECAUSE)
    with pytest.raises(UsageError, match="were merged"):
        told.reject_merge(MADURO.id, PUTIN.id, who=WHO, reason="no")
    with pytest.raises(UsageError, match="merged into"):
        told.merge(PUTIN.id, USA.id, who=WHO, reason="no")


@pytest.mark.parametrize(
    ("judge", "code"),
    [
        (lambda store: store.merge("nobody", PUTIN.id, who=WHO, reason=BECAUSE), "KG-E031"),
        (lambda store: store.merge(PUTIN.id, "nobody", who=WHO, reason=BECAUSE), "KG-E031"),
        (lambda store: store.merge(PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE), "KG-E032"),
        (lambda store: store.reject_merge(PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE), "KG-E032"),
        (lambda store: store.retract("s" + 20 * "0", who=WHO, reason=BECAUSE), "KG-E031"),
        (lambda store: store.retract("no-such-article", who=WHO, reason=BECAUSE), "KG-E031"),
        (lambda store: store.undo("j999", who=WHO, reason=BECAUSE), "KG-E031"),
        (lambda store: store.undo("rubbish", who=WHO, reason=BECAUSE), "KG-E031"),
        (lambda store: store.retract("a1", who=" ", reason=BECAUSE), "KG-E033"),
        (lambda store: store.retract("a1", who=WHO, reason=""), "KG-E033"),
        (lambda store: store.retract("a1", who=WHO, reason="half a character: \ud800"), "KG-E033"),
        (lambda store: store.merge(USA.id, RUSSIA.id, who=WHO, reason=BECAUSE), "KG-E032"),
    ],
)
def test_a_wrong_judgement_is_an_error_and_writes_nothing(
    told: EmbeddedStore, judge: Callable[[Store], Judgement], code: str
) -> None:
    before = told.stats()
    with pytest.raises(UsageError) as error:
        judge(told)
    assert error.value.code == code
    assert error.value.hint
    assert told.stats() == before


def test_judgements_survive_reopening_and_readers_see_them(folder: object) -> None:
    with open_store(str(folder), states=STATES) as store:
        store.put(article("a1"), read(article("a1")))
        store.put(article("a2"), told_otherwise()[1])
        made = store.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE)
        before = export(store)
    with open_store(str(folder), states=STATES, read_only=True) as reader:
        assert export(reader) == before
        assert reader.judgements() == [made]
        with pytest.raises(StoreError, match="reading only"):
            reader.undo(made.id, who=WHO, reason="no")
    with open_store(str(folder), states=STATES) as store:
        store.put(article("a3"), told_otherwise("a3")[1])
        assert count(store, subject=PUTIN.id) == 3


def test_the_store_of_another_time_answers_every_question(told: EmbeddedStore) -> None:
    states = [(told.stats(), facts(told), told.statements(ALL))]
    told.merge(OTHER_PUTIN.id, PUTIN.id, who=WHO, reason=BECAUSE)
    new = article("a1", SANCTION)
    for change in (
        lambda: told.retract(told_otherwise()[0].id, who=WHO, reason="misread"),
        lambda: told.put(new, Extraction((sanctions(new),))),
        lambda: told.undo("j3", who=WHO, reason="they are two"),
    ):
        states.append((told.stats(), facts(told), told.statements(ALL)))
        change()
    for stats, graph, rows in states:
        past = told.as_of(stats.sequence)
        assert (past.stats(), facts(past), past.statements(ALL)) == (stats, graph, rows)
        assert past.verify().problems == ()
        assert past.query("ASK { ?s a kg:Statement }", accept="json")[0].count(b"true")
        with pytest.raises(StoreError, match="reading only"):
            past.put(new, Extraction())
    assert told.as_of(0).stats().articles == 0
    assert told.as_of(datetime.now(UTC) + timedelta(days=1)).stats() == told.stats()
    assert told.as_of(datetime(2020, 1, 1, tzinfo=UTC)).stats().sequence == 0
    with pytest.raises(UsageError) as error:
        told.as_of(99)
    assert error.value.code == "KG-E034"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["put a1", "put a2", "put a3", "revise a1", *JUDGE, "undo"]), min_size=3, max_size=9))
def test_any_sequence_of_writes_ends_in_the_state_that_its_log_tells(steps: list[str]) -> None:
    with open_store("memory:", states=STATES) as store:
        assert isinstance(store, EmbeddedStore)
        for step in steps:
            verb, _, name = step.partition(" ")
            if verb == "put":
                store.put(article(name), read(article(name)) if name == "a1" else told_otherwise(name)[1])
            elif verb == "revise":
                store.put(article("a1", SANCTION), Extraction((sanctions(article("a1", SANCTION)),)))
            else:
                held = store.judgements(holding=True)
                try:
                    if step != "undo":
                        JUDGE[step](store)
                    elif held:
                        store.undo(held[-1].id, who=WHO, reason="a mistake")
                except UsageError:
                    continue  # it names what is not there, or is against another: refused, and nothing changed
        assert store.verify().problems == ()
        past = store.as_of(store.stats().sequence)
        assert (export(past), past.statements(ALL), past.stats()) == (export(store), store.statements(ALL), store.stats())
