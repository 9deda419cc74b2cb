"""Clients that people use, unchanged, against a real server: SPARQLWrapper, rdflib's stores, curl."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from .world import ALL, filled_store
from .writable import TOKEN, serving

SUPPORTS = "SELECT ?o { <https://w3id.org/kg-relations/entity/salim-hadi> <https://w3id.org/kg-relations/vocab#supports> ?o }"
TUNISIA = "https://w3id.org/kg-relations/entity/tunisia"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clients")
    filled_store(folder).close()
    with serving(folder / "store") as address:
        yield address


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(address: str, method: str) -> None:
    client = SPARQLWrapper(f"{address}sparql", updateEndpoint=f"{address}sparql/update")
    client.setMethod(method)
    if method == "POST":
        client.setRequestMethod(POSTDIRECTLY)
    client.setQuery(SUPPORTS)
    client.setReturnFormat(JSON)
    assert [row["o"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == [TUNISIA]
    client.setReturnFormat(XML)
    assert TUNISIA in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().decode().split() == ["o", TUNISIA]
    client.setQuery("CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }")
    for format_ in (TURTLE, N3):
        client.setReturnFormat(format_)
        assert b"supports" in client.queryAndConvert()


def test_sparqlwrapper_updates(address: str) -> None:
    client = SPARQLWrapper(f"{address}sparql", updateEndpoint=f"{address}sparql/update")
    client.setCredentials("anybody", TOKEN)
    client.setMethod(POST)
    client.setQuery("INSERT DATA { GRAPH <urn:wrapper> { <urn:a> <urn:b> 'نص' } }")
    client.query()
    client.setQuery("ASK { GRAPH <urn:wrapper> { <urn:a> <urn:b> 'نص' } }")
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["boolean"] is True


def test_rdflib_sparqlstore(address: str) -> None:
    graph = Graph(SPARQLStore(f"{address}sparql"))
    assert [str(row.o) for row in graph.query(SUPPORTS)] == [TUNISIA]
    supports = URIRef("https://w3id.org/kg-relations/vocab#supports")
    assert str(graph.value(URIRef("https://w3id.org/kg-relations/entity/salim-hadi"), supports)) == TUNISIA
    assert len(list(graph.triples((None, URIRef("https://w3id.org/kg-relations/vocab#polarity"), None)))) >= len(ALL)


def test_rdflib_sparqlupdatestore(address: str) -> None:
    store = SPARQLUpdateStore(f"{address}sparql", f"{address}sparql/update", headers={"Authorization": f"Bearer {TOKEN}"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
        dataset = Dataset(store)
        graph = dataset.graph(URIRef("urn:rdflib"))
        graph.add((URIRef("urn:a"), URIRef("urn:b"), Literal("نص", lang="ar")))
        assert [str(value) for value in graph.objects()] == ["نص"]
        graph.remove((URIRef("urn:a"), None, None))
        assert len(list(graph)) == 0


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl(address: str, tmp_path: Path) -> None:
    def curl(*arguments: str) -> str:
        command = ["curl", "--silent", "--show-error", "--fail-with-body", *arguments]
        return subprocess.run(command, capture_output=True, check=True, timeout=30).stdout.decode()

    found = curl("--data-urlencode", f"query={SUPPORTS}", "-H", "Accept: text/csv", f"{address}sparql")
    assert found.split() == ["o", TUNISIA]
    found = curl("-G", "--compressed", "--data-urlencode", f"query={SUPPORTS}", f"{address}sparql")
    assert json.loads(found)["results"]["bindings"]
    (tmp_path / "new.ttl").write_text("<urn:a> <urn:b> 1 .", encoding="utf-8")
    token = ["-H", f"Authorization: Bearer {TOKEN}"]
    here = f"{address}rdf-graphs/curl"
    curl(*token, "-T", str(tmp_path / "new.ttl"), "-H", "Content-Type: text/turtle", here)
    curl(*token, "-F", f"file=@{tmp_path / 'new.ttl'};type=text/turtle", here)
    assert "<urn:a> <urn:b> 1" in curl(here)
    curl(*token, "-X", "DELETE", here)
    curl(*token, "--data-urlencode", "update=INSERT DATA { <urn:c> <urn:d> 2 }", f"{address}sparql/update")
    assert "true" in curl("--data-urlencode", "query=ASK { <urn:c> <urn:d> 2 }", f"{address}sparql")
