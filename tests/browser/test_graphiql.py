"""GraphiQL in a real browser: nothing leaves the host, queries run, the address is a link, saved queries are at hand."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from kg.serve.assets import bundled

from .conftest import Visit

pytestmark = pytest.mark.skipif(bundled("graphiql.js") is None, reason="the bundle is not built: node web/build.mjs")


def test_a_link_opens_a_query_that_runs(visit: Visit) -> None:
    query = "{ stats { statements } }"
    page = visit("/graphiql?" + urlencode({"query": query, "variables": "{}"}))
    page.wait_for_selector(".graphiql-execute-button")
    page.wait_for_load_state("networkidle")  # before it has the schema, the button does nothing
    page.click(".graphiql-execute-button")
    page.wait_for_selector(".result-window .cm-number")
    assert '"statements"' in page.inner_text(".result-window")
    assert parse_qs(urlsplit(page.url).query)["query"] == [query]
    saved = json.loads(page.evaluate("localStorage.getItem('graphiql:favorites')"))["favorites"]
    assert {"latest", "about"} <= {one["label"] for one in saved}
