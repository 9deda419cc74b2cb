"""The 13 tests of the SPARQL 1.1 Graph Store Protocol (7 direct, 6 by ``?graph=``), from their published descriptions.

Each has the name that it has there (sparql11/graph-store-protocol/manifest and manifest-indirect).
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
ROOM = "rdf-graphs"
HEAD = "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n@prefix v: <http://www.w3.org/2006/vcard/ns#> .\n"
ALICE = HEAD + '[] a foaf:Person ; foaf:businessCard [ a v:VCard ; v:given-name "Alice" ] .'

Address = Callable[[str], str]


def card(name: str) -> str:
    return HEAD + f'<http://www.example/person/1> a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn "{name}" ] .'


@pytest.fixture(params=["direct", "indirect"])
def address(request: pytest.FixtureRequest, endpoint: httpx.Client) -> Address:
    """Return a function that gives the address of a graph in one of the two ways, and start without graphs."""
    endpoint.post("/sparql/update", data={"update": "DROP ALL"}).raise_for_status()

    def direct(name: str) -> str:
        return f"{endpoint.base_url}{ROOM}/person/{name}"

    def indirect(name: str) -> str:
        return f"{endpoint.base_url}{ROOM}?graph={quote(direct(name), safe='')}"

    return direct if request.param == "direct" else indirect


def content(endpoint: httpx.Client, address: str) -> Graph:
    answer = endpoint.get(address, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    return Graph().parse(data=answer.content, format="turtle")


def same(found: Graph, turtle: str) -> bool:
    return isomorphic(found, Graph().parse(data=turtle, format="turtle"))


def test_put_get_repeat(endpoint: httpx.Client, address: Address) -> None:
    here, other = address("1.ttl"), f"{ROOM}?graph={endpoint.base_url}{ROOM}/person/1.ttl"
    assert endpoint.put(here, content=card("John Doe"), headers=TURTLE).status_code == 201
    assert same(content(endpoint, other), card("John Doe"))
    assert endpoint.put(other, content=card("Jane Doe"), headers=TURTLE).status_code in (200, 204)
    assert same(content(endpoint, here), card("Jane Doe"))


def test_put_get_default(endpoint: httpx.Client) -> None:
    assert endpoint.put(f"{ROOM}?default", content=ALICE, headers=TURTLE).status_code in (200, 201, 204)
    assert same(content(endpoint, f"{ROOM}?default"), ALICE)


def test_put_delete_get_delete(endpoint: httpx.Client, address: Address) -> None:
    here = address("2.ttl")
    assert endpoint.put(here, content=ALICE, headers=TURTLE).status_code in (200, 201, 204)
    assert endpoint.delete(here).status_code in (200, 204)
    assert endpoint.get(here).status_code == 404
    assert endpoint.delete(here).status_code in (200, 204, 404)


def test_post_get_post_get(endpoint: httpx.Client, address: Address) -> None:
    here = address("1.ttl")
    assert endpoint.post(here, content=card("Jane Doe"), headers=TURTLE).status_code in (200, 201, 204)
    assert same(content(endpoint, here), card("Jane Doe"))
    subject = "<http://www.example/person/1>"
    files = {
        name: (
            name,
            f'@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n{subject} foaf:{key} "{value}" .\n',
            "text/turtle; charset=utf-8",
        )
        for name, key, value in (("lastName.ttl", "familyName", "Doe"), ("firstName.ttl", "givenName", "Jane"))
    }
    assert endpoint.post(here, files=files).status_code in (200, 204)
    more = f'{card("Jane Doe")} {subject} foaf:familyName "Doe" ; foaf:givenName "Jane" .'
    assert same(content(endpoint, here), more)


def test_post_get_new_graph(endpoint: httpx.Client) -> None:
    answer = endpoint.post(ROOM, content=ALICE, headers=TURTLE)
    assert answer.status_code == 201
    assert same(content(endpoint, f"{ROOM}?graph={answer.headers['location']}"), ALICE)
    assert same(content(endpoint, answer.headers["location"]), ALICE)


def test_head_existing(endpoint: httpx.Client, address: Address) -> None:
    assert endpoint.put(address("1.ttl"), content=card("John Doe"), headers=TURTLE).is_success
    answer = endpoint.head(address("1.ttl"), headers={"Accept": "text/turtle; charset=utf-8"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert answer.content == b""


def test_head_non_existing(endpoint: httpx.Client, address: Address) -> None:
    assert endpoint.head(address("4.ttl"), headers={"Accept": "text/turtle; charset=utf-8"}).status_code == 404


def test_put_get_uri_pct_encoded_indirect(endpoint: httpx.Client) -> None:
    here = f"{ROOM}?graph={quote('http://www.example/a%20b/%D9%86%D8%B5.ttl', safe='')}"
    assert endpoint.put(here, content=ALICE, headers=TURTLE).status_code == 201
    assert same(content(endpoint, here), ALICE)
    found = endpoint.get("sparql", params={"query": "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()["results"]["bindings"]
    assert {row["g"]["value"] for row in found} >= {"http://www.example/a%20b/%D9%86%D8%B5.ttl"}


def test_put_mismatched_payload(endpoint: httpx.Client, address: Address) -> None:
    """Also in the older manifest (http-rdf-update): RDF that is not of the format it is said to be."""
    answer = endpoint.put(address("1.ttl"), content=card("Jane Doe"), headers={"Content-Type": "application/rdf+xml"})
    assert answer.status_code == 400
    assert endpoint.get(address("1.ttl")).status_code == 404
