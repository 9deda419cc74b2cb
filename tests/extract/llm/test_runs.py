"""Whole runs by the command line: answers are kept and cost nothing again, a broken run goes on, costs are told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.store import open_store

from .conftest import KEY
from .samples import AR, EN, answer, arabic, item
from .standin import MODEL, fails, is_repair, says, told

NOTHING = {"entities": [], "statements": []}


def reader(request, _=0):
    """Answer rightly about EN and AR."""
    if is_repair(request):
        return says(NOTHING)
    return says(answer(request, item() if told(request)["language"] == "en" else arabic()))


def feed(*articles) -> str:
    return "\n".join(
        json.dumps({"id": a.name, "text": a.text, "lang": a.lang, "date": a.date.isoformat() if a.date else None})
        for a in articles
    )


def environment(server, **more: str) -> dict[str, str]:
    return {"KG_LLM_BASE_URL": server.url, "KG_LLM_MODEL": MODEL, "KG_LLM_API_KEY": KEY, **more}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "feed.jsonl").write_text(feed(EN, AR), encoding="utf-8")


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("files")
def test_ingesting_again_asks_nothing_and_changes_nothing(standin, kg, tmp_path):
    server = standin(reader)
    first = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server))
    assert first.returncode == 0, first.stderr
    assert "estimate: 2 requests, 0 from the cache" in first.stderr
    assert "2 articles (2 new or changed), 2 statements, 0 failed" in first.stderr
    assert len(server.requests) == 2
    again = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server))
    assert "estimate: 0 requests, 2 from the cache, 0 tokens in, 0 out" in again.stderr
    assert "asked hand-written: 0 requests, 2 from the cache, 0 tokens in, 0 out" in again.stderr
    assert "2 articles (0 new or changed)" in again.stderr
    assert len(server.requests) == 2
    kept = files_of(tmp_path / "kg-store" / "llm")
    assert len(kept) == 2
    for path in files_of(tmp_path):
        assert KEY.encode() not in path.read_bytes(), path


@pytest.mark.usefixtures("files")
def test_the_estimate_leaves_out_what_is_held(standin, kg):
    server = standin(reader)
    kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server))
    done = kg("ingest", "feed.jsonl", "--extractor", "llm", "--new-only", env=environment(server, KG_LLM_MODEL="other"))
    assert "estimate: 0 requests, 0 from the cache" in done.stderr


@pytest.mark.parametrize("bad", ["{", "I would rather not.", '{"entities": [], "statements": [{"quote": "x"}, {'])
def test_what_was_repaired_is_kept_with_its_repair(ask, tmp_path, bad):
    asked = [ask(lambda request, n: reader(request) if n else says(bad), EN, cache=str(tmp_path / "llm")) for _ in range(2)]
    assert [len(each.requests) for each in asked] == [2, 0]
    assert asked[0].extraction == asked[1].extraction


def test_what_is_of_no_use_is_not_kept(ask, tmp_path):
    asked = [ask(lambda *_: says("No."), EN, cache=str(tmp_path / "llm")) for _ in range(2)]
    assert [(each.error.code, len(each.requests)) for each in asked] == [("KG-E504", 2)] * 2


@pytest.mark.usefixtures("files")
def test_a_damaged_answer_is_asked_again(standin, kg, tmp_path):
    server = standin(reader)
    kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server))
    path = files_of(tmp_path / "kg-store" / "llm")[0]
    path.write_bytes(path.read_bytes()[:30])
    done = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server))
    assert "0 new or changed" in done.stderr
    assert len(server.requests) == 3


@pytest.mark.usefixtures("files")
def test_another_model_or_date_is_another_question(standin, kg):
    server = standin(reader)
    kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server))
    kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server, KG_LLM_MODEL="other"))
    kg("ingest", "feed.jsonl", "--extractor", "llm", "--date", "2026-03-13", env=environment(server))
    assert len(server.requests) == 6


@pytest.mark.usefixtures("files")
def test_a_run_that_broke_off_goes_on_where_it_stopped(standin, kg):
    """The second article fails; running again asks only for what is missing, and nothing half-read is stored."""
    broken = standin(lambda request, _: fails(418) if told(request)["language"] == "ar" else reader(request))
    first = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(broken))
    assert first.returncode == 5
    assert "error KG-E505: 'mina'" in first.stderr
    assert "1 articles (1 new or changed), 1 statements, 1 failed" in first.stderr
    whole = standin(reader)
    second = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(whole))
    assert second.returncode == 0, second.stderr
    assert len(whole.requests) == 1
    assert "asked hand-written: 1 requests, 1 from the cache" in second.stderr


@pytest.mark.usefixtures("files")
def test_a_failed_reading_leaves_what_was_stored(standin, kg, tmp_path):
    kg("ingest", "feed.jsonl", "--extractor", "rules")
    with open_store(str(tmp_path / "kg-store"), read_only=True) as store:
        before = store.stats()
    server = standin(lambda *_: fails(418))
    assert kg("ingest", "feed.jsonl", "--extractor", "both", env=environment(server)).returncode == 3
    with open_store(str(tmp_path / "kg-store"), read_only=True) as store:
        assert store.stats() == before


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("status", "code", "told_by"),
    [(401, "KG-E501", "KG_LLM_API_KEY"), (404, "KG-E502", "KG_LLM_MODEL")],
)
def test_what_cannot_get_better_ends_the_run(standin, kg, status, code, told_by):
    server = standin(lambda *_: fails(status))
    done = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server, KG_LLM_CONCURRENCY="1"))
    assert done.returncode == 6
    assert f"error {code}" in done.stderr
    assert told_by in done.stderr
    assert "asked hand-written" in done.stderr, "the cost is told all the same"
    assert KEY not in done.stderr
    assert len(server.requests) == 1


@pytest.mark.usefixtures("files")
def test_the_budget_ends_the_run_and_costs_are_told(standin, kg):
    server = standin(reader)
    prices = {"KG_LLM_PRICE_IN": "2", "KG_LLM_PRICE_OUT": "8"}
    low = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server, KG_LLM_BUDGET="13000", **prices))
    assert low.returncode == 6
    assert "budget of this run: 13000 tokens" in low.stderr
    assert "error KG-E506" in low.stderr
    assert len(server.requests) == 1
    done = kg("ingest", "feed.jsonl", "--extractor", "llm", env=environment(server, KG_LLM_BUDGET="40000", **prices))
    assert done.returncode == 0, done.stderr
    assert "cost 0.00" in done.stderr


def test_standard_input_is_read_without_an_estimate(standin, kg):
    done = kg("extract", "-", "--extractor", "llm", "--format", "table", stdin=feed(EN), env=environment(standin(reader)))
    assert done.returncode == 0
    assert "estimate: none for standard input" in done.stderr
    assert "condemns" in done.stdout


def test_the_settings_that_are_missing_or_wrong_are_named(kg):
    assert "KG_LLM_BASE_URL is not set" in kg("extract", "-", "--extractor", "llm", stdin="x").stderr
    for address in ("ftp://x/v1", "localhost:8000", "http://user:password@127.0.0.1/v1"):
        done = kg("extract", "-", "--extractor", "both", stdin="x", env={"KG_LLM_BASE_URL": address, "KG_LLM_MODEL": "m"})
        assert done.returncode == 2
        assert "error KG-E012" in done.stderr
        assert "password@" not in done.stderr


def test_many_articles_are_asked_about_at_once_and_come_in_order(standin, kg, tmp_path):
    articles = [{"id": f"a{n:02}", "text": EN.text.replace("Morocco", f"Morocco in {1990 + n}"), "lang": "en"} for n in range(12)]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    done = kg("extract", "many.jsonl", "--extractor", "llm", env=environment(standin(reader), KG_LLM_CONCURRENCY="5"))
    assert [json.loads(line)["article"] for line in done.stdout.splitlines()] == [each["id"] for each in articles]


LOADED = """
import sys
from kg.cli.main import run
code = run({arguments!r})
print(sorted(name for name in sys.modules if name.startswith("kg.extract.llm") or name == "httpx"), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [["extract", "a.txt", "--quiet"], ["ingest", "a.txt", "--quiet"], ["--help"]])
def test_the_rules_load_nothing_of_it(tmp_path, arguments):
    (tmp_path / "a.txt").write_text(EN.text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=arguments)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"
