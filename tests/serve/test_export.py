"""/export: the same statements as GraphQL, in every format, however many."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from pyoxigraph import RdfFormat, parse

from .conftest import Call
from .world import ALL

WHERE = {"or": [{"actor": {"name": "مالي"}}, {"polarity": "NEGATED"}]}


def wanted() -> set[str]:
    return {one.id for one in ALL if "mali" in (one.subject.entity.id, one.object.entity.id) or one.polarity == "negated"}


def ids(format_: str, text: str) -> set[str]:
    if format_ == "csv":
        return {row["id"] for row in csv.DictReader(io.StringIO(text))}
    if format_ == "jsonl":
        return {one["id"] for one in ({"id": "", **json.loads(line)} for line in text.splitlines())}
    quads = parse(text.encode(), format={"nq": RdfFormat.N_QUADS, "ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}[format_])
    found = (re.fullmatch(r".*/statement/(s[0-9a-f]+)", getattr(quad.subject, "value", "")) for quad in quads)
    return {match[1] for match in found if match}


@pytest.mark.parametrize("format_", ["csv", "nq", "ttl", "jsonld"])
def test_every_format_has_the_statements_that_match(call: Call, format_: str) -> None:
    answer = call("GET", "/export", params={"where": json.dumps(WHERE), "format": format_})
    assert answer.status_code == 200
    assert ids(format_, answer.text) == wanted()
    whole = call("GET", "/export", params={"format": format_})
    assert ids(format_, whole.text) == {one.id for one in ALL}


def test_lines_of_json_are_those_of_extract(call: Call) -> None:
    answer = call("GET", "/export", headers={"Accept": "application/x-ndjson"}, params={"where": json.dumps(WHERE)})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert len(lines) == len(wanted())
    assert all(line["relation"] for line in lines)


@pytest.mark.parametrize(
    ("params", "status", "code"),
    [
        ({"format": "xls"}, 406, "KG-E331"),
        ({"format": "csv", "where": "{"}, 400, "KG-E336"),
        ({"format": "csv", "where": '{"nothing": 1}'}, 400, "KG-E317"),
        ({"format": "csv", "where": '{"actor": {"name": "nobody at all"}}'}, 400, "KG-E310"),
    ],
)
def test_what_cannot_be_exported_is_refused(call: Call, params: dict[str, str], status: int, code: str) -> None:
    answer = call("GET", "/export", params=params)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
