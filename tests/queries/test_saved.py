"""Every saved query says what it is, runs, and gives what it should on the hand-made world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import DataError, QueryError
from kg.rdf.ontology import load_ontology
from kg.serve.saved import run_saved
from kg.store.base import Store
from kg.store.parameters import names_in
from kg.store.saved import bind, draft, load_saved, read_saved, saved, variables

from ..serve.world import IN_GAZETTE, IN_HARBOUR  # noqa: TID252 - test folders are no packages

SAVED = load_saved()
TABLES = [name for name, query in SAVED.items() if query.columns]
ROWS = "application/sparql-results+json"
SUPPORT, DENIAL, TALK, THREAT = IN_HARBOUR
BACKING, EXPULSION, SEIZURE, PLAN = IN_GAZETTE


def answer(store: Store, name: str, **params: str) -> list[dict[str, str]]:
    """Return the rows of a saved query, each a dict of the cells that it has."""
    body, media = run_saved(store, load_ontology(), name, params, ROWS)
    assert media == ROWS
    return [{key: cell["value"] for key, cell in row.items()} for row in json.loads(body)["results"]["bindings"]]


def ids(rows: list[dict[str, str]]) -> set[str]:
    return {row["statement"].rpartition("/")[2] for row in rows}


def test_there_are_both_languages() -> None:
    assert {query.language for query in SAVED.values()} == {"sparql", "graphql"}


@pytest.mark.parametrize("name", SAVED)
def test_a_query_says_what_it_is_in_both_languages(name: str) -> None:
    query = SAVED[name]
    for texts in (query.title, query.description, *(parameter.description for parameter in query.parameters)):
        assert {lang for lang, text in texts if text} == {"ar", "en"}
    if query.language == "sparql":
        assert set(names_in(query.text)) == {parameter.name for parameter in query.parameters}
    else:
        assert all(f"${parameter.name}: " in query.text for parameter in query.parameters)


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_are_those_of_the_result(store: Store, name: str) -> None:
    for text in (SAVED[name].text, draft(SAVED[name])):
        body, _ = store.query(text, accept=ROWS)
        assert json.loads(body)["head"]["vars"] == list(SAVED[name].columns)


def test_who_supports_whom_between_actors_and_states(store: Store) -> None:
    rows = answer(store, "who-supports-whom", object="تونس")
    assert {(row["supporter"], row["supported"], row["level"]) for row in rows} == {
        ("سليم الهادي", "تونس", "actor"),
        ("الجزائر", "تونس", "state"),
    }
    assert ids(rows) == {SUPPORT.id, BACKING.id}
    assert {row["time"] for row in rows} == {"2026-03-01"}
    assert {row["publisher"] for row in rows} == {"وكالة المرفأ", "The Gazette"}
    english = answer(store, "who-supports-whom", subject="Algeria", lang="en")
    assert {(row["supporter"], row["quote"]) for row in english} == {
        ("Algeria", SUPPORT.evidence.quote),
        ("Algeria", BACKING.evidence.quote),
    }
    assert answer(store, "who-supports-whom", object="Mali") == []


def test_hostile_acts_by_and_against(store: Store) -> None:
    rows = answer(store, "hostile-acts", actor="الجزائر", lang="en")
    assert {(row["direction"], row["relation"], row["other"], row.get("says")) for row in rows} == {
        ("against", "threatens", "Mali", None),
        ("against", "expels", "Mali", "Algerian foreign ministry"),
    }
    by = answer(store, "hostile-acts", actor="Libyan coast guard")
    assert [(row["direction"], row["relation"]) for row in by] == [("by", "seizes")]


def test_hostile_relations_are_those_of_the_ontology() -> None:
    kinds = {"THREATEN", "SANCTION", "COERCE", "ASSAULT"}
    hostile = {one.id for one in load_ontology().relations if one.plover in kinds} | {"deploysTo"}
    listed = SAVED["hostile-acts"].text.partition("VALUES ?act {")[2].partition("}")[0].split()
    assert {name.removeprefix("kg:") for name in listed} == hostile


def test_statements_between_hold_all_manners(store: Store) -> None:
    rows = answer(store, "statements-between", a="Algeria", b="Mali", lang="en")
    assert {(row["subject"], row["relation"], row["object"], row["polarity"]) for row in rows} == {
        ("Algeria", "sanctions", "Mali", "negated"),
        ("Mali", "threatens", "Algeria", "affirmed"),
        ("Mali", "expels", "Algeria", "affirmed"),
    }
    only = answer(store, "statements-between", a="Mali", b="Algeria", only="يهدد")
    assert ids(only) == {THREAT.id}


def test_what_a_source_denies(store: Store) -> None:
    (row,) = answer(store, "what-a-source-denies", source="Algerian foreign ministry", lang="en")
    assert (row["denier"], row["relation"], row["object"]) == ("Algerian foreign ministry", "sanctions", "Mali")
    assert row["quote"] == DENIAL.evidence.quote
    assert answer(store, "what-a-source-denies", source="Mali") == []


def test_a_timeline_is_in_order_of_time(store: Store) -> None:
    rows = answer(store, "timeline", actor="Algeria", lang="en")
    assert [row.get("time") for row in rows][:3] == ["2026", "2026-03-01", "2026-03-01"]
    assert all("time" not in row for row in rows[3:])
    assert ids(rows) == {one.id for one in (SUPPORT, BACKING, EXPULSION, DENIAL, TALK, THREAT)}
    assert EXPULSION.id not in ids(answer(store, "timeline", actor="Algeria", since="2027-01-01"))


def test_who_says_what(store: Store) -> None:
    rows = answer(store, "who-says", actor="mali", lang="en")
    assert {(row["says"], row["relation"], row["polarity"]) for row in rows} == {
        ("Algerian foreign ministry", "sanctions", "negated"),
        ("Algerian foreign ministry", "expels", "affirmed"),
    }
    assert answer(store, "who-says", actor="mali", speaker="tunisia") == []


def test_plans_and_possibilities_are_no_facts(store: Store) -> None:
    rows = answer(store, "plans-and-possibilities")
    assert {(row["modality"], row["statement"].rpartition("/")[2]) for row in rows} == {
        ("possible", TALK.id),
        ("planned", PLAN.id),
    }
    assert ids(answer(store, "plans-and-possibilities", actor="ليبيا")) == {TALK.id}


def test_the_graph_of_facts_has_no_denied_or_planned_act(store: Store) -> None:
    body, media = run_saved(store, load_ontology(), "facts-graph", {}, "application/n-triples")
    assert media == "application/n-triples"
    triples = {
        tuple(part.rpartition("/")[2].rpartition("#")[2].strip("<>") for part in line.split()[:3])
        for line in body.decode().splitlines()
    }
    assert ("salim-hadi", "supports", "tunisia") in triples
    assert ("algeria", "supports", "tunisia") in triples
    assert ("mali", "threatens", "algeria") in triples
    assert not {name for _, name, _ in triples} & {"sanctions", "meets", "hosts"}
    some, _ = run_saved(store, load_ontology(), "facts-graph", {"actor": "mali"}, "application/n-triples")
    assert 0 < len(some.splitlines()) < len(triples)


def test_graphql_queries_answer(store: Store) -> None:
    def data(name: str, **params: str) -> dict[str, dict[str, object]]:
        body, media = run_saved(store, load_ontology(), name, params, "text/csv")
        assert media == "application/json"
        return json.loads(body)["data"]

    proof = data("evidence-of", statement=SEIZURE.id)["statement"]
    assert proof["evidence"]["quote"] == SEIZURE.evidence.quote
    assert proof["rule"] == "test:seizes"
    about = data("about", entity="سليم الهادي", first="1")["entity"]
    assert (about["does"]["totalCount"], len(about["does"]["nodes"])) == (2, 1)
    latest = data("latest", actor="Algeria")["statements"]
    assert latest["totalCount"] == 6
    assert data("latest")["statements"]["totalCount"] == 8


@pytest.mark.parametrize(
    ("name", "params", "code", "hint"),
    [
        ("who-suports-whom", {}, "KG-E320", "who-supports-whom"),
        ("timeline", {}, "KG-E321", "value"),
        ("timeline", {"actor": "nobody at all"}, "KG-E310", "spelling"),
        ("timeline", {"actor": "mali", "since": "yesterday"}, "KG-E322", "YYYY-MM-DD"),
        ("timeline", {"actor": "mali", "sinse": "2026-01-01"}, "KG-E323", "since"),
        ("statements-between", {"a": "mali", "b": "libya", "only": "expel"}, "KG-E322", "expels"),
        ("evidence-of", {"statement": "s1"}, "KG-E322", "hexadecimal"),
        ("latest", {"first": "ten"}, "KG-E322", "digits"),
    ],
)
def test_wrong_parameters_are_explained(store: Store, name: str, params: dict[str, str], code: str, hint: str) -> None:
    with pytest.raises(QueryError) as error:
        run_saved(store, load_ontology(), name, params, ROWS)
    assert error.value.code == code
    assert hint in error.value.hint


def test_a_file_without_front_matter_is_a_query(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    query = read_saved(path)
    assert (query.name, query.language, query.parameters) == ("mine", "sparql", ())
    assert bind(query, {}, store) == "ASK { ?s ?p ?o }"
    assert variables(saved("latest"), {"first": "3"}, store) == {"first": 3}


@pytest.mark.parametrize(
    "text",
    [
        "# +++\n# title = {}\nASK {}",
        "# +++\n# title = [\n# +++\nASK {}",
        "# +++\n# titel = {}\n# +++\nASK {}",
        '# +++\n# [[parameter]]\n# name = "x"\n# type = "colour"\n# +++\nASK {}',
        '# +++\n# [[parameter]]\n# type = "string"\n# +++\nASK {}',
        '# +++\n# parameter = ["x"]\n# +++\nASK {}',
        '# +++\n# title = "plain"\n# +++\nASK {}',
        '# +++\n# columns = "plain"\n# +++\nASK {}',
    ],
)
def test_a_bad_front_matter_names_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.rq") as error:
        read_saved(path)
    assert error.value.code == "KG-E430"


def test_other_files_are_refused(tmp_path: Path) -> None:
    for name in ("query.sql", "missing.rq"):
        with pytest.raises(DataError, match=name):
            read_saved(tmp_path / name)
