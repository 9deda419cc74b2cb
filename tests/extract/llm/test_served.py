"""A server reads what is sent to it by the extractor that the sender names: rules, model or both."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

import kg
from kg.errors import ServiceError, UsageError

from .conftest import KEY
from .samples import AR, EN, answer, arabic, item
from .standin import MODEL, fails, is_repair, says, told

INGEST = """mutation ($input: ArticleInput!, $extractor: String) { ingestArticle(input: $input, extractor: $extractor) {
  changed rejected statements { relation { id } extractor evidence { quote } } } }"""
TOKEN = "w"  # noqa: S105 - of the test's own server


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[str]:
    """Run ``kg serve`` with settings, and yield its address."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    command = [Path(sys.executable).parent / "kg", "serve", "--port", "0", "--store", folder / "store"]
    run = subprocess.Popen(command, cwd=folder, env={**clean, "KG_TOKEN": TOKEN, **settings}, stderr=subprocess.PIPE, text=True)
    try:
        assert run.stderr is not None
        yield next(word for line in run.stderr for word in line.split() if word.startswith("http://"))
    finally:
        run.terminate()
        run.communicate(timeout=20)


def reader(request, _=0):
    """Answer about EN and AR: one right item, and one whose quote the text does not have."""
    if is_repair(request):
        return says({"entities": [], "statements": []})
    right = item() if told(request)["language"] == "en" else arabic()
    return says(answer(request, right, {**right, "quote": "Lebanon thanked Tunisia"}))


def posted(address: str, article, **variables: str) -> dict:
    """Return the answer to the mutation about an article."""
    given = {"text": article.text, "name": article.name, "date": article.date.isoformat()}
    asked = {"query": INGEST, "variables": {"input": given, **variables}}
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.post(f"{address}graphql", json=asked, headers={"Authorization": f"Bearer {TOKEN}"}).json()


def test_a_mutation_and_the_library_name_who_reads(standin, tmp_path):
    model = standin(reader)
    with serving(tmp_path, KG_LLM_BASE_URL=model.url, KG_LLM_MODEL=MODEL, KG_LLM_API_KEY=KEY) as address:
        assert {one["extractor"] for one in ingested(posted(address, EN))["statements"]} == {"rules"}
        assert model.requests == []
        read = ingested(posted(address, EN, extractor="llm"))
        assert read["changed"] is True
        assert read["rejected"] == 1
        (said,) = read["statements"]
        assert (said["extractor"], said["relation"]["id"]) == ("llm", "condemns")
        assert said["evidence"]["quote"] == "Tunisia condemned Lebanon on Monday"
        asked = len(model.requests)
        assert ingested(posted(address, EN, extractor="llm"))["changed"] is False
        assert len(model.requests) == asked, "the answers are kept in the store's folder"
        with kg.open(address, token=TOKEN) as graph:
            assert graph.ingest(AR.text, date=AR.date, extractor="both").statements >= 1
            with pytest.raises(UsageError, match="magic"):
                graph.ingest(AR.text, extractor="magic")
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


def test_nobody_without_the_token_spends_tokens_of_the_model(standin, tmp_path):
    model = standin(reader)
    with serving(tmp_path, KG_LLM_BASE_URL=model.url, KG_LLM_MODEL=MODEL, KG_LLM_API_KEY=KEY, KG_EXTRACTOR="llm") as address:
        ingested(posted(address, EN, extractor="rules"))
        ask = {"query": "query ($id: ID!) { rejections(article: $id) { reason } }", "variables": {"id": EN.name}}
        with httpx.Client(trust_env=False, timeout=30) as client:
            assert "errors" not in client.post(f"{address}graphql", json=ask).json()
            assert model.requests == []
            told = client.post(f"{address}graphql", json=ask, headers={"Authorization": f"Bearer {TOKEN}"}).json()
    assert "quote not in the text" in told["data"]["rejections"][0]["reason"]


def ingested(told: dict) -> dict:
    assert "errors" not in told, told
    return told["data"]["ingestArticle"]


def test_what_a_model_cannot_read_is_an_error_and_changes_nothing(standin, tmp_path):
    refusing = standin(lambda *_: fails(401, "wrong key"))
    with serving(tmp_path, KG_LLM_BASE_URL=refusing.url, KG_LLM_MODEL=MODEL, KG_LLM_API_KEY=KEY) as address:
        (error,) = posted(address, EN, extractor="llm")["errors"]
        assert error["extensions"]["code"] == "KG-E501"
        assert KEY not in str(error)
        with kg.open(address, token=TOKEN) as graph:
            with pytest.raises(ServiceError):
                graph.ingest(EN.text, extractor="both")
            assert graph.graphql("{ stats { articles } }")["stats"]["articles"] == 0


def test_a_server_that_knows_no_model_says_so(tmp_path):
    with serving(tmp_path) as address:
        (error,) = posted(address, EN, extractor="llm")["errors"]
        assert error["extensions"]["code"] == "KG-E011"
        assert "KG_LLM_BASE_URL" in error["message"] + error["extensions"]["hint"]


def test_a_folder_is_read_by_the_model_of_the_environment(standin, tmp_path, monkeypatch):
    monkeypatch.setenv("KG_LLM_BASE_URL", standin(reader).url)
    monkeypatch.setenv("KG_LLM_MODEL", MODEL)
    with kg.open(tmp_path / "store") as graph:
        assert graph.ingest(EN.text, date=EN.date, extractor="llm").statements == 1
        (said,) = graph.statements()
        assert said.extractor == "llm"
