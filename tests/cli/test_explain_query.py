"""kg query: --explain tells plan, rows, time, and whether a limit cut the query off; the query of its help runs."""

from __future__ import annotations

from pathlib import Path

from ..conftest import Command  # noqa: TID252 - test folders are no packages


def test_explain_tells_plan_rows_and_time(kg: Command, filled: Path) -> None:
    done = kg("query", "who-supports-whom", "--object", "لبنان", "--explain", "--store", str(filled))
    assert done.returncode == 0
    *plan, last = done.stdout.splitlines()
    assert plan[0] == "SelectQuery"
    assert any(line.strip() == "?node rdf:predicate kg:supports ." for line in plan)
    assert any(line.strip() == "?node rdf:object kge:lebanon ." for line in plan)
    assert last.startswith("1 rows, ")
    assert last.endswith("complete")


def test_explain_tells_which_limit_cut_it_off(kg: Command, filled: Path) -> None:
    done = kg("query", "-", "--explain", "--max-rows", "3", "--store", str(filled), stdin="SELECT * { ?s ?p ?o }")
    assert done.stdout.splitlines()[-1].endswith("cut off by the limit of rows")
    cross = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(9))
    done = kg(
        "query", "-", "--explain", "--timeout", "0.5", "--store", str(filled), stdin=f"SELECT (COUNT(*) AS ?n) {{ {cross} }}"
    )
    assert done.stdout.splitlines()[-1].endswith("cut off by the limit of time")


def test_explain_counts_triples_and_refuses_graphql(kg: Command, filled: Path) -> None:
    done = kg("query", "-", "--explain", "--store", str(filled), stdin="CONSTRUCT { ?s kg:x ?o } { ?s kg:supports ?o }")
    assert done.stdout.splitlines()[-1].startswith("1 rows, ")
    done = kg("query", "latest", "--explain", "--store", str(filled))
    assert (done.returncode, "KG-E006" in done.stderr) == (2, True)
    done = kg("query", "-", "--explain", "--store", str(filled), stdin="SELECT ?s { ?s ?p }")
    assert (done.returncode, "KG-E306" in done.stderr) == (2, True)


def test_the_query_that_help_shows_is_one_that_runs(kg: Command, filled: Path) -> None:
    shown = next(line for line in kg("query", "--help").stdout.splitlines() if line.strip().startswith("echo '"))
    done = kg("query", "-", "--format", "json", "--store", str(filled), stdin=shown.split("'")[1])
    assert (done.returncode, '"errors"' in done.stdout) == (0, False), done.stdout
