"""The rdflib face: reads like any Dataset, writes through the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SKOS, XSD, BNode, Literal, Namespace, URIRef

from kg.errors import InputError, StoreError
from kg.model import Extraction
from kg.store import open_store
from kg.store.embedded import EmbeddedStore

from .builders import STATES, article, read

KG = Namespace("https://w3id.org/kg-relations/vocab#")
KGE = Namespace("https://w3id.org/kg-relations/entity/")
NOTE, MINE = URIRef("http://x.test/note"), URIRef("http://x.test/mine")


@pytest.fixture
def filled() -> Iterator[EmbeddedStore]:
    a = article()
    with open_store("memory:", states=STATES) as store:
        assert isinstance(store, EmbeddedStore)
        store.put(a, read(a))
        yield store


def test_reading_what_the_store_wrote(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    assert (KGE.russia, KG.supports, KGE.venezuela) in graph
    assert graph.value(KGE["nicolas-maduro"], SKOS.prefLabel, any=True).language in ("ar", "en")
    assert len(graph) == filled.stats().quads
    a = article()
    named = graph.graph(URIRef(f"https://w3id.org/kg-relations/article/{a.revision}"))
    assert set(named) == {
        (KGE["vladimir-putin"], KG.supports, KGE["nicolas-maduro"]),
        (KGE["united-states"], KG.sanctions, KGE.venezuela),
    }
    assert len(named) == 2
    names = {str(context.identifier).rpartition("/")[2] for context in graph.graphs()}
    assert names == {a.revision, "state", "urn:x-rdflib:default"}


def test_plain_strings_are_plain_and_literals_keep_their_form(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    assert not rdflib.NORMALIZE_LITERALS
    source = graph.value(predicate=URIRef("http://purl.org/dc/terms/source"), object=Literal("wire"))
    assert source is not None
    assert all(str(o.datatype) != str(XSD.string) for _, _, o in graph.triples((source, None, None)) if type(o) is Literal)
    graph.add((MINE, NOTE, Literal("2025-12-01T00:00:00Z", datatype=XSD.dateTime)))
    graph.commit()
    assert str(graph.value(MINE, NOTE)) == "2025-12-01T00:00:00Z"


def test_writes_wait_for_commit_and_become_one_record(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    before = filled.stats()
    graph.add((KGE.russia, NOTE, Literal("ملاحظة", lang="ar")))
    graph.addN([(KGE.russia, NOTE, Literal("two"), graph.graph(MINE))])
    assert len(graph) == before.quads + 2
    assert {str(o) for o in graph.objects(KGE.russia, NOTE)} == {"ملاحظة"}
    assert filled.stats() == before
    graph.commit()
    after = filled.stats()
    assert (after.sequence, after.quads) == (before.sequence + 1, before.quads + 2)
    assert b"http://x.test/mine" in b"".join(filled.export("nq"))
    assert json.loads(filled.query("ASK { kge:russia <http://x.test/note> 'ملاحظة'@ar }", accept="json")[0])["boolean"]
    assert filled.verify().problems == ()
    graph.commit()
    assert filled.stats() == after


def test_rollback_drops_what_was_added_and_removed(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    before = set(graph.quads())
    graph.add((KGE.russia, NOTE, Literal("gone")))
    graph.remove((None, KG.supports, None))
    assert (KGE.russia, KG.supports, KGE.venezuela) not in graph
    graph.rollback()
    assert set(graph.quads()) == before
    graph.add((KGE.russia, NOTE, Literal("gone too")))
    graph.close()
    assert set(filled.dataset().quads()) == before


@pytest.mark.parametrize("value", [Literal(0), Literal(""), Literal("x"), Literal("x", lang="en"), KGE.russia])
def test_removing_one_triple_removes_that_one(filled: EmbeddedStore, value: URIRef | Literal) -> None:
    graph = filled.dataset()
    others = [Literal("another"), Literal(1), KGE.venezuela]
    for one in (value, *others):
        graph.add((MINE, NOTE, one))
    graph.commit()
    graph.remove((MINE, NOTE, value))
    graph.commit()
    assert set(graph.objects(MINE, NOTE)) == set(others)
    assert filled.verify().problems == ()


def test_an_added_triple_can_be_removed_before_the_commit(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    sequence = filled.stats().sequence
    graph.add((MINE, NOTE, Literal("x")))
    graph.remove((MINE, None, None))
    graph.remove((KGE.russia, RDF.type, None))
    graph.add((KGE.russia, RDF.type, KG.Country))
    graph.commit()
    assert filled.stats().sequence == sequence


def test_removing_a_graph(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    graph.graph(MINE).add((MINE, NOTE, Literal("x")))
    graph.commit()
    assert MINE in {context.identifier for context in graph.graphs()}
    graph.remove_graph(MINE)
    graph.commit()
    assert MINE not in {context.identifier for context in graph.graphs()}


def test_blank_nodes_become_iris(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    node = BNode()
    graph.add((node, RDF.type, MINE))
    graph.commit()
    assert (node, RDF.type, MINE) in graph
    assert isinstance(graph.value(predicate=RDF.type, object=MINE), URIRef)
    assert b"_:" not in b"".join(filled.export("nq"))


@pytest.mark.parametrize(
    "triple",
    [
        (URIRef("no iri"), NOTE, MINE),
        (MINE, NOTE, Literal("x\udc80")),
        (Literal("x"), NOTE, MINE),
        (MINE, NOTE, URIRef("a b:")),
    ],
)
def test_what_rdf_does_not_allow_is_refused(filled: EmbeddedStore, triple: tuple[object, object, object]) -> None:
    with pytest.raises(InputError) as error:
        filled.dataset().add(triple)
    assert error.value.code == "KG-E132"


def test_queries_go_to_the_worker_or_see_the_buffer(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    sparql = "SELECT ?o { kge:russia kg:supports ?o }"
    assert [row.o for row in graph.query(sparql)] == [KGE.venezuela]
    assert graph.query("ASK { kge:russia kg:supports kge:venezuela }").askAnswer is True
    built = graph.query("CONSTRUCT { ?s <http://x.test/note> ?o } { ?s kg:supports ?o }")
    assert (KGE.russia, NOTE, KGE.venezuela) in built.graph
    bound = graph.query("SELECT ?o { ?s kg:supports ?o }", initBindings={"s": KGE.russia})
    assert [row.o for row in bound] == [KGE.venezuela]
    graph.add((KGE.russia, KG.supports, MINE))
    assert {row.o for row in graph.query(sparql)} == {KGE.venezuela, MINE}
    graph.update("DELETE { ?s kg:supports ?o } WHERE { ?s kg:supports ?o }")
    assert list(graph.query(sparql)) == []


def test_prefixes_are_there(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    assert dict(graph.namespaces())["kg"] == URIRef(KG)
    graph.bind("x", "http://x.test/")
    assert graph.qname(NOTE) == "x:note"
    assert "kge:russia" in graph.serialize(format="trig")


def test_articles_and_scripts_do_not_take_each_others_quads(filled: EmbeddedStore) -> None:
    graph = filled.dataset()
    graph.add((KGE.russia, KG.condemns, KGE.venezuela))
    graph.remove((None, KG.modality, None))
    graph.commit()
    new = article("a1", "لا شيء جديد.")
    filled.put(new, Extraction())
    assert (KGE.russia, KG.condemns, KGE.venezuela) in graph
    assert filled.verify().problems == ()


def test_a_reader_s_dataset_shows_the_state_and_cannot_be_written(folder: Path) -> None:
    a = article()
    with open_store(str(folder), states=STATES) as store:
        store.put(a, read(a))
    with open_store(str(folder), read_only=True) as reader:
        graph = reader.dataset()
        assert (KGE.russia, KG.supports, KGE.venezuela) in graph
        for write in (lambda: graph.add((MINE, NOTE, MINE)), lambda: graph.remove((None, None, None))):
            with pytest.raises(StoreError) as error:
                write()
            assert error.value.code == "KG-E210"
