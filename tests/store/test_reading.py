"""The reader against a plain reading of all statements in Python: random filters, orders, pages, counts, earlier states."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from kg.model import Extraction, Modality, Polarity, Precision, Statement, TimeSpan
from kg.rdf.event import event_key
from kg.store import Store, open_store
from kg.store.reading import events
from kg.store.reading.groups import CountRequest, GroupKey
from kg.store.reading.pages import PageRequest
from kg.store.reading.recent import Recent
from kg.store.where import NEWEST, EntityWhere, Order, OrderKey, StatementWhere

from .builders import KREMLIN, MADURO, PUTIN, RUSSIA, STATES, USA, VENEZUELA, article, statement

ACTORS = (RUSSIA, VENEZUELA, USA, PUTIN, MADURO, KREMLIN)
RELATIONS = ("supports", "sanctions", "meets", "threatens")
TIMES = ("2025-12-11", "2025-12-12", "2025-12", "2025", "2024-01-05", "2025-12-01/2025-12-20", None)
COLUMNS = ["key", "id", "moment", "relation", "polarity", "subject", "object", "confidence"]


def precision(time: str) -> Precision:
    if "/" in time:
        return Precision.INTERVAL
    return {10: Precision.DAY, 7: Precision.MONTH, 4: Precision.YEAR}[len(time)]


def drawn(chance: random.Random, number: int) -> tuple[object, Extraction]:
    of = article(
        f"a{number}", *(f"جملة رقم {n}." for n in range(8)), day=date(2025, 12, 1 + number % 28), source=f"s{number % 3}"
    )
    found = []
    for n in range(8):
        subject, object_ = chance.sample(ACTORS, 2)
        one = statement(of, subject, chance.choice(RELATIONS), object_, f"جملة رقم {n}")
        time = chance.choice(TIMES)
        found.append(
            replace(
                one,
                polarity=chance.choice(list(Polarity)),
                modality=chance.choice(list(Modality)),
                confidence=chance.randrange(100) / 100,
                time=TimeSpan(time, precision(time)) if time else None,
            )
        )
    return of, Extraction(tuple(found))


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Store, list[Statement], dict[str, str]]]:
    chance = random.Random(7)
    said: list[Statement] = []
    sources: dict[str, str] = {}
    with open_store("memory:", states=STATES) as store:
        for number in range(12):
            of, extraction = drawn(chance, number)
            store.put(of, extraction)
            said += extraction.statements
            sources.update((one.id, of.source) for one in extraction.statements)
        yield store, said, sources


def chosen(chance: random.Random, depth: int = 2) -> StatementWhere:
    """A random filter."""
    some: dict[str, object] = {}
    for name, make in {
        "subject": lambda: chance.choice(ACTORS).id,
        "object": lambda: EntityWhere(tuple(a.id for a in chance.sample(ACTORS, 2))),
        "actor": lambda: EntityWhere(states=(chance.choice(list(STATES)),)),
        "relations": lambda: tuple(chance.sample(RELATIONS, chance.randint(1, 3))),
        "polarity": lambda: chance.choice(list(Polarity)),
        "modality": lambda: tuple(chance.sample(list(Modality), 2)),
        "confidence": lambda: (chance.random() / 2, chance.choice([None, 0.8])),
        "sources": lambda: (f"s{chance.randrange(3)}",),
        "time": lambda: (chance.choice([None, "2025-01-01", "2025-12-12"]), chance.choice([None, "2025-12-11"])),
    }.items():
        if chance.random() < 0.2:
            some[name] = make()
    if depth:
        for name in ("all_of", "any_of", "none_of"):
            if chance.random() < 0.2:
                some[name] = tuple(chosen(chance, depth - 1) for _ in range(chance.randint(1, 2)))
    return StatementWhere(**some)  # type: ignore[arg-type]


def holds(where: StatementWhere, one: Statement, sources: dict[str, str]) -> bool:
    """Whether a statement fulfils a filter, in plain Python."""

    def entity(wanted: str | EntityWhere | None, *arguments: object) -> bool:
        if wanted is None:
            return True
        asked = EntityWhere((wanted,)) if isinstance(wanted, str) else wanted
        return any(
            (not asked.ids or a.entity.id in asked.ids) and (not asked.states or a.entity.state in asked.states)  # type: ignore[attr-defined]
            for a in arguments
        )

    def several(wanted: object, value: object) -> bool:
        return not wanted or value in (wanted if isinstance(wanted, tuple) else (wanted,))

    def overlaps() -> bool:
        if where.time is None or where.time == (None, None):
            return True
        if one.time is None:
            return False
        first, _, last = one.time.value.partition("/")
        low, high = where.time
        return (low is None or (last or first) + "~" >= low) and (high is None or first <= high)

    low, high = where.confidence or (None, None)
    return all(
        (
            entity(where.subject, one.subject),
            entity(where.object, one.object),
            entity(where.actor, one.subject, one.object),
            several(where.relations, one.relation),
            several(where.polarity, one.polarity),
            several(where.modality, one.modality),
            several(where.sources, sources[one.id]),
            low is None or one.confidence >= low,
            high is None or one.confidence <= high,
            overlaps(),
            all(holds(inner, one, sources) for inner in where.all_of),
            not where.any_of or any(holds(inner, one, sources) for inner in where.any_of),
            not any(holds(inner, one, sources) for inner in where.none_of),
        )
    )


def test_random_filters_find_what_plain_python_finds(world: tuple[Store, list[Statement], dict[str, str]]) -> None:
    store, said, sources = world
    chance = random.Random(11)
    sizes = Counter[bool]()
    with store.reading() as reader:
        for _ in range(400):
            where = chosen(chance)
            expected = sorted(
                (one for one in said if holds(where, one, sources)),
                key=lambda one: one.id,
            )
            rows = reader.page(PageRequest(where, first=1000), COLUMNS)
            assert sorted(row[1] for row in rows) == [one.id for one in expected], where
            assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)
            assert reader.counts(CountRequest(where)) == [(len(expected),)]
            groups = reader.counts(CountRequest(where, (GroupKey.RELATION, GroupKey.POLARITY)))
            assert {row[:2]: row[2] for row in groups} == Counter((one.relation, one.polarity.value) for one in expected)
            by_source = reader.counts(CountRequest(where, (GroupKey.SOURCE,)))
            assert dict(by_source) == Counter(sources[one.id] for one in expected)
            for key, width in ((GroupKey.YEAR, 4), (GroupKey.MONTH, 7), (GroupKey.DAY, 10)):
                starts = [one.time.value.partition("/")[0] if one.time else "" for one in expected]
                by_time = Counter(start[:width] if len(start) >= width else "" for start in starts)
                ranked = sorted(by_time.items(), key=lambda pair: (-pair[1], pair[0]))
                assert reader.counts(CountRequest(where, (key,), 2, (1, None))) == ranked[:2]
            sizes[bool(expected)] += 1
    assert min(sizes.values()) > 50, "the filters must neither find nothing nor everything"


def test_events_are_those_that_enough_sources_tell(world: tuple[Store, list[Statement], dict[str, str]]) -> None:
    store, said, sources = world
    chance = random.Random(13)
    told: dict[str, set[str]] = {}
    for one in said:
        told.setdefault(event_key(one), set()).add(sources[one.id])
    moments = {event_key(one): one.time.value for one in said if one.time}
    sizes = Counter[int]()
    with store.reading() as reader:
        for number in range(200):
            where = chosen(chance) if number % 4 else StatementWhere()
            least = chance.choice((0, 1, 2, 3))
            found = {event_key(one) for one in said if holds(where, one, sources)} - {""}
            expected = [key for key in sorted(found) if len(told[key]) >= least]
            expected.sort(key=moments.__getitem__, reverse=True)
            rows = events.page(reader, where, least, 1000, None)
            assert [(row.id, row.sources) for row in rows] == [(key, len(told[key])) for key in expected], where
            if len(expected) > 2:
                after = moments[expected[1]], expected[1]
                assert [row.id for row in events.page(reader, where, least, 2, after)] == expected[2:4]
                sizes[least] += 1
    assert min(sizes[least] for least in (0, 1, 2)) > 5


def test_an_answer_is_kept_again_after_a_write() -> None:
    recent, question = Recent(), ("SELECT 1", ())
    recent.keep(1, question, [(1,)])
    recent.keep(2, question, [(2,)])
    assert recent.get(2, question) == [(2,)]
    recent.keep(1, question, [(1,)])
    assert (recent.get(1, question), recent.get(2, question)) == (None, [(2,)])


@pytest.mark.parametrize(
    "order",
    [
        NEWEST,
        (Order(OrderKey.CONFIDENCE, descending=False),),
        (Order(OrderKey.RELATION, descending=False), Order(OrderKey.TIME)),
        (Order(OrderKey.RECORDED),),
        (Order(OrderKey.SUBJECT), Order(OrderKey.OBJECT, descending=False), Order(OrderKey.CONFIDENCE)),
    ],
)
@pytest.mark.parametrize(
    "where",
    [
        StatementWhere(),
        StatementWhere(actor="russia"),
        StatementWhere(any_of=(StatementWhere(subject="russia"), StatementWhere(object="kremlin"))),
    ],
)
def test_pages_in_both_directions_give_the_list(
    world: tuple[Store, list[Statement], dict[str, str]], order: tuple[Order, ...], where: StatementWhere
) -> None:
    store, _, _ = world
    columns = [*(one.key.value for one in order), "id"]
    with store.reading() as reader:
        whole = reader.page(PageRequest(where, order, first=1000), columns)
        expected = list(whole)
        for key in reversed(order):
            place = order.index(key)
            expected.sort(key=lambda row, place=place: row[place], reverse=key.descending)
        assert [row[:-1] for row in whole] == [row[:-1] for row in expected]
        ahead, after = [], None
        while rows := reader.page(PageRequest(where, order, first=7, after=after), columns):
            ahead += rows
            after = rows[-1]
        back, before = [], None
        while rows := reader.page(PageRequest(where, order, first=7, before=before, backward=True), columns):
            back += rows
            before = rows[-1]
        assert ahead == whole
        assert back == whole[::-1]
        middle = reader.page(PageRequest(where, order, first=1000, after=whole[2], before=whole[-3]), columns)
        assert middle == whole[3:-3]


def test_many_owners_by_one_query_are_as_one_by_one(world: tuple[Store, list[Statement], dict[str, str]]) -> None:
    store, said, _ = world
    ids = [actor.id for actor in ACTORS]
    where = StatementWhere(polarity=Polarity.AFFIRMED)
    with store.reading() as reader:
        for kind, one in (("any", "actor"), ("subject", "subject"), ("object", "object")):
            request = PageRequest(where, first=5)
            single = [reader.page(replace(request, where=replace(where, **{one: id_})), COLUMNS) for id_ in ids]
            assert reader.pages(request, COLUMNS, kind, ids) == single
            counts = reader.owned_counts(CountRequest(where), kind, ids)
            assert [n for [(n,)] in counts] == [reader.counts(CountRequest(replace(where, **{one: id_})))[0][0] for id_ in ids]
        (near,) = reader.neighbours(where, 2, ["russia"])
        met = Counter[str]()
        for s in said:
            sides = [s.subject.entity.id, s.object.entity.id]
            if "russia" in sides and s.polarity is Polarity.AFFIRMED:
                met.update(side for side in sides if side != "russia")
        assert [(other, n) for other, n, _ in near] == sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))[:2]


def test_an_earlier_state_is_read_as_it_was() -> None:
    chance = random.Random(5)
    with open_store("memory:", states=STATES) as store:
        states: list[list[tuple[object, ...]]] = [[]]
        for number in (0, 1, 2, 0, 1, 3, 0):
            store.put(*drawn(chance, number))  # type: ignore[arg-type]
            with store.reading() as reader:
                states.append(reader.page(PageRequest(first=1000), COLUMNS[1:]))
        with store.reading() as reader:
            assert reader.sequence == len(states) - 1 == 7
            for sequence, expected in enumerate(states):
                request = PageRequest(first=1000, base=reader.base(sequence=sequence))
                assert reader.page(request, COLUMNS[1:]) == expected
                merged = PageRequest(first=5, as_of=sequence)
                assert reader.page(merged, COLUMNS[1:]) == expected[:5]
                backwards = PageRequest(first=5, as_of=sequence, backward=True)
                assert reader.page(backwards, COLUMNS[1:]) == expected[::-1][:5]
                assert reader.counts(CountRequest(as_of=sequence)) == [(len(expected),)]
                tally = reader.counts(CountRequest(keys=(GroupKey.RELATION,), base=request.base))
                assert dict(tally) == Counter(row[2] for row in expected)
            assert sum(n for _, n in reader.counts(CountRequest(keys=(GroupKey.RELATION,)))) == len(states[-1])


def test_statements_between_states_are_those_of_the_graph(world: tuple[Store, list[Statement], dict[str, str]]) -> None:
    store, _, _ = world
    answer, _ = store.query(
        "SELECT ?x ?s ?o WHERE { ?x a kg:StateStatement ; rdf:subject ?s ; rdf:object ?o }",
        accept="csv",
    )
    lines = [[re.split("statement/|entity/", part)[1] for part in line.split(",")] for line in answer.decode().splitlines()[1:]]
    with store.reading() as reader:
        rows = reader.page(PageRequest(first=1000, base=reader.base(between_states=True)), ["id", "subject", "object"])
    assert sorted(map(list, rows)) == sorted(lines)
    assert lines
