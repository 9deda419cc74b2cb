"""What bench/graphql.py measures beside: stock strawberry, the read model read by hand, one SPARQL query an object."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph

from kg.rdf.vocab import PREFIXES
from kg.store import Store
from kg.store.tables.entities import Forms

ROWS = 10_000
SMALL = "query ($name: String!) { entity(label: $name) { id label { value lang } aliases } }"

_OURS = """
import sys
from kg.rdf.ontology import load_ontology
from kg.serve.app import run
from kg.serve.limits import Limits
from kg.store import open_store
page = int(sys.argv[2])
wide = Limits() if page == 100 else Limits(page=page, cost=10**8, seconds=60)
with open_store(sys.argv[1], read_only=True) as store:
    run(store, load_ontology(), port=0, limits=wide, on_ready=lambda address: print(address + "graphql", flush=True))
"""
_STOCK = """
import socket, sys
import strawberry, uvicorn
from strawberry.asgi import GraphQL
from kg.rdf.ontology import load_ontology
from kg.serve.graphql import execute
from kg.serve.limits import Limits
from kg.store import open_store

@strawberry.type
class Statement:
    id: strawberry.ID
    iri: str
    polarity: str
    modality: str
    confidence: float
    recorded_at: str

@strawberry.type
class Label:
    value: str
    lang: str

@strawberry.type
class Entity:
    id: strawberry.ID
    aliases: list[str]
    @strawberry.field
    def label(self) -> Label | None:
        return Label(value="الفاعل 1", lang="ar")

store = open_store(sys.argv[1], read_only=True)
fields = "id iri polarity modality confidence recordedAt"
asked = "query ($first: Int!) { statements(first: $first) { nodes { %s } } }" % fields
answer = execute(store, load_ontology(), asked, {"first": int(sys.argv[2])}, limits=Limits(page=10**6, cost=10**9, seconds=60))
rows = [Statement(**{("recorded_at" if k == "recordedAt" else k): v for k, v in node.items()})
        for node in answer["data"]["statements"]["nodes"]]

@strawberry.type
class Query:
    @strawberry.field
    def statements(self) -> list[Statement]:
        return rows
    @strawberry.field
    def entity(self, label: str) -> Entity | None:
        found = store.entity(label)
        return Entity(id=found.id, aliases=list(found.aliases)) if found else None

listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio sets TCP_NODELAY
listening.bind(("127.0.0.1", 0))
listening.listen()
print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
app = GraphQL(strawberry.Schema(Query), graphql_ide=None)
uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off")).run(sockets=[listening])
"""


@contextmanager
def serving(code: str, *arguments: str) -> Iterator[str]:
    """Run a server in a process of its own; yields the address that it prints first."""
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own code
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def ours(folder: Path, page: int = 100) -> Any:  # noqa: ANN401 - a context manager
    """Return the server of kg over a store, as a context whose value is its address."""
    return serving(_OURS, str(folder), str(page))


def stock(folder: Path) -> Any:  # noqa: ANN401 - a context manager
    """Return stock strawberry over the same store: the rows in memory, entities by the same lookup."""
    return serving(_STOCK, str(folder), str(ROWS))


def by_hand(store: Store) -> dict[str, object]:
    """Return the answer of the nested query, read from the read model by SQL written for it."""
    with store.reading() as reader:
        connection = reader._connection  # noqa: SLF001 - what a hand-written fetch would have
        rows = connection.execute(
            "SELECT id, confidence, moment, subject, object, quote, article FROM statement WHERE relation = 'supports' "
            "ORDER BY moment DESC, id LIMIT 50"
        ).fetchall()
        latest: dict[str, list[dict[str, object]]] = {}
        for object_ in {row[4] for row in rows}:
            arms = " UNION ".join(f"SELECT moment, id, object FROM statement WHERE {side} = ?" for side in ("subject", "object"))
            found = connection.execute(f"{arms} ORDER BY moment DESC, id LIMIT 5", (object_, object_))
            latest[object_] = [
                {"id": id_, "time": {"value": moment} if moment else None, "object": {"id": other}}
                for moment, id_, other in found
            ]
        ids = sorted({id_ for row in rows for id_ in (row[3], row[4])})
        names = {id_: entity.labels[0][1] for id_, entity in Forms().merged(connection, ids).items()}
        keys = json.dumps(sorted({row[6] for row in rows}))
        articles = {
            key: (title, url, source)
            for key, title, url, source in connection.execute(
                "SELECT key, title, url, source FROM article WHERE key IN (SELECT value FROM json_each(?))", (keys,)
            )
        }
    nodes = []
    for id_, confidence, moment, subject, object_, quote, article in rows:
        title, url, source = articles[article]
        nodes.append(
            {
                "id": id_,
                "confidence": confidence,
                "time": {"value": moment} if moment else None,
                "subject": {"label": {"value": names[subject]}},
                "object": {"label": {"value": names[object_]}, "statements": {"nodes": latest[object_]}},
                "evidence": {"quote": quote},
                "article": {"title": title, "url": url},
                "source": {"name": source},
            }
        )
    return {"statements": {"nodes": nodes}}


_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_LATEST = """SELECT ?s ?t ?o WHERE { ?s a kg:Statement ; rdf:predicate kg:supports ; rdf:object ?o .
  OPTIONAL { ?s kg:time ?w } BIND(COALESCE(STR(?w), "") AS ?t) } ORDER BY DESC(?t) ?s LIMIT 50"""
_OF_OBJECT = """SELECT ?s ?t ?o WHERE { { ?s rdf:subject ?x } UNION { ?s rdf:object ?x } ?s a kg:Statement ; rdf:object ?o .
  OPTIONAL { ?s kg:time ?w } BIND(COALESCE(STR(?w), "") AS ?t) } ORDER BY DESC(?t) ?s LIMIT 5"""
_DETAILS = """SELECT * WHERE { ?s kg:article ?a ; kg:evidence/oa:hasSelector/oa:exact ?q ; rdf:subject/skos:prefLabel ?l .
  OPTIONAL { ?a dcterms:title ?title } }"""


def n_plus_one(graph: pyoxigraph.Store) -> list[str]:
    """Return the ids of the 50 statements, after asking for each object and each statement by a query of its own."""
    found = []
    for row in graph.query(_HEAD + _LATEST):
        found.append(row["s"].value.rpartition("/")[2])
        list(graph.query(_HEAD + _OF_OBJECT.replace("?x", str(row["o"]))))
        list(graph.query(_HEAD + _DETAILS.replace("?s", str(row["s"]))))
    return found
