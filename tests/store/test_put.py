"""Writing articles: whole, once, in any order, one revision after the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg.errors import DataError, InputError, StoreError
from kg.model import Entity, EntityType, Evidence, Extraction, Polarity
from kg.store import StatementWhere, open_store
from kg.store.embedded import EmbeddedStore

from .builders import (
    CARIBBEAN,
    DENIAL,
    KREMLIN,
    MADURO,
    PUTIN,
    RUSSIA,
    SANCTION,
    STATES,
    SUPPORT,
    USA,
    VENEZUELA,
    article,
    read,
    sanctions,
    statement,
    supports,
)

ALL = StatementWhere()


def export(store: EmbeddedStore) -> bytes:
    return b"".join(store.export("nq"))


def test_what_is_put_comes_back_unchanged(store: EmbeddedStore) -> None:
    a = article()
    assert store.put(a, read(a)) is True
    rows = store.statements(ALL)
    assert {row.statement for row in rows} == {supports(a), sanctions(a)}
    assert [row.article for row in rows] == [a, a]
    assert store.article("a1") == a
    assert store.verify().problems == ()


def test_an_article_without_statements_is_kept_too(store: EmbeddedStore) -> None:
    a = article("bare", "لا خبر اليوم.", day=None)
    assert store.put(a, Extraction())
    assert store.article(a.id) == a
    assert store.revision(a.revision) == (a, Extraction())
    assert store.stats().statements == 0


def test_putting_the_same_again_changes_nothing(store: EmbeddedStore) -> None:
    a = article()
    store.put(a, read(a))
    before, stats = export(store), store.stats()
    assert store.put(a, read(a)) is False
    assert store.put(replace(a, url="https://elsewhere.test/"), read(a)) is False
    assert store.put(a, Extraction(tuple(reversed(read(a).statements)))) is False
    assert (export(store), store.stats()) == (before, stats)


def test_of_several_statements_with_one_id_the_first_counts(store: EmbeddedStore) -> None:
    a = article()
    store.put(a, Extraction((supports(a), replace(supports(a), polarity=Polarity.NEGATED))))
    assert [row.statement for row in store.statements(ALL)] == [supports(a)]


def test_any_order_gives_the_same_bytes() -> None:
    articles = [article(), article("a2", SANCTION, DENIAL), article("a3", SUPPORT, source="paper")]
    readings = [
        read(articles[0]),
        Extraction((sanctions(articles[1]), statement(articles[1], RUSSIA, "armsTo", VENEZUELA, DENIAL))),
        Extraction((supports(articles[2]),)),
    ]
    exports = set()
    for order in permutations(range(3)):
        with open_store("memory:", states=STATES) as store:
            for place in order:
                store.put(articles[place], readings[place])
            exports.add(b"".join(store.export("nq")))
    assert len(exports) == 1


def test_a_changed_article_supersedes_and_the_old_stays_readable(store: EmbeddedStore) -> None:
    old = article()
    new = article("a1", SANCTION, "ولم يصدر تعليق.")
    store.put(old, read(old))
    assert store.put(new, Extraction((sanctions(new),))) is True
    assert [row.statement for row in store.statements(ALL)] == [sanctions(new)]
    assert store.articles() == [new]
    assert store.article(old.id) == store.article("a1") == new
    assert store.article(old.revision) == old
    assert store.revision(old.revision) == (old, Extraction((supports(old), sanctions(old))))
    assert old.revision not in export(store).decode()
    assert store.entity("vladimir-putin") is None
    assert store.verify().problems == ()


def test_a_superseded_revision_does_not_come_back(store: EmbeddedStore) -> None:
    old, new = article(), article("a1", SANCTION)
    store.put(old, read(old))
    store.put(new, Extraction((sanctions(new),)))
    assert store.put(old, read(old)) is False
    assert store.articles() == [new]


def test_superseding_leaves_the_graph_as_if_only_the_new_had_been_put(store: EmbeddedStore) -> None:
    old, new, other = article(), article("a1", SANCTION), article("a2", SUPPORT)
    store.put(old, read(old))
    store.put(other, Extraction((supports(other),)))
    store.put(new, Extraction((sanctions(new),)))
    with open_store("memory:", states=STATES) as fresh:
        fresh.put(new, Extraction((sanctions(new),)))
        fresh.put(other, Extraction((supports(other),)))
        assert b"".join(fresh.export("nq")) == export(store)
    assert store.stats().quads == export(store).count(b"\n")


def test_a_new_reading_of_the_same_revision_replaces_the_old(store: EmbeddedStore) -> None:
    a = article()
    store.put(a, Extraction((supports(a),)))
    assert store.put(a, read(a)) is True
    assert {row.statement for row in store.statements(ALL)} == set(read(a).statements)
    assert store.stats().articles == 1
    assert store.verify().problems == ()


def test_shared_facts_leave_with_the_last_article_that_states_them(store: EmbeddedStore) -> None:
    ask = "ASK { GRAPH ?g { kge:vladimir-putin kg:supports kge:nicolas-maduro } kge:russia kg:supports kge:venezuela }"

    def holds() -> bool:
        return b"true" in store.query(ask, accept="json")[0]

    for name in ("a1", "a2"):
        a = article(name)
        store.put(a, read(a))
    assert holds()
    for name, still in (("a1", True), ("a2", False)):
        a = article(name, SANCTION)
        store.put(a, Extraction((sanctions(a),)))
        assert holds() is still


def test_what_an_article_does_not_prove_is_refused_and_leaves_no_trace(store: EmbeddedStore) -> None:
    a = article()
    forged = replace(supports(a), evidence=Evidence(0, 10, "كلام آخر"))
    with pytest.raises(DataError) as error:
        store.put(a, Extraction((sanctions(a), forged)))
    assert error.value.code == "KG-E427"
    assert store.stats().sequence == 0
    assert export(store) == b""
    assert store.put(a, read(a))


def test_text_that_is_no_unicode_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(InputError) as error:
        store.put(article("bad", "broken \udc80 text"), Extraction())
    assert error.value.code == "KG-E131"


def test_a_closed_store_says_so(store: EmbeddedStore) -> None:
    store.close()
    store.close()
    for use in (store.stats, lambda: store.put(article(), Extraction())):
        with pytest.raises(StoreError) as error:
            use()
        assert error.value.code == "KG-E209"


def test_entities_are_counted_by_their_statements(store: EmbeddedStore) -> None:
    for name in ("a1", "a2"):
        a = article(name)
        store.put(a, read(a))
    counts = {entity.id: number for entity, number in store.entities()}
    assert counts == {
        PUTIN.id: 2,
        MADURO.id: 2,
        USA.id: 2,
        VENEZUELA.id: 2,
        RUSSIA.id: 0,
        KREMLIN.id: 0,
        CARIBBEAN.id: 0,
    }


def test_names_that_differ_between_articles_all_stay(store: EmbeddedStore) -> None:
    short = Entity(MADURO.id, EntityType.PERSON, (("ar", "مادورو"),), "VEN")
    for name, target in (("a1", MADURO), ("a2", MADURO), ("a3", short)):
        a = article(name, SUPPORT)
        store.put(a, Extraction((statement(a, PUTIN, "supports", target, SUPPORT),)))
    found = store.entity("مادورو")
    assert found is not None
    assert (found.labels, found.aliases) == (MADURO.labels, ("مادورو",))
