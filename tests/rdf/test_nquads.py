from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, Store

from kg.errors import DataError
from kg.rdf.nquads import from_nquads, to_nquads
from kg.rdf.terms import node, text
from kg.rdf.vocab import KG, entity_id, entity_iri

ODD = st.sampled_from(['"', "\\", "\n", "\r", "\t", "\0", "\x0b", "\x85", "\u2028", "\u200f", "\u202e", "ﷺ", "𐎀", "é", "\ufeff"])
STRINGS = st.lists(st.one_of(ODD, st.text(max_size=4)), max_size=8).map("".join)
LANGUAGES = st.sampled_from(["", "ar", "en", "ar-EG", "not a tag"])
QUADS = st.builds(
    lambda id_, value, lang, graph: Quad(node(entity_iri(id_)), node(KG + "x"), text(value, lang), graph),
    st.text(min_size=1, max_size=5),
    STRINGS,
    LANGUAGES,
    st.sampled_from([DefaultGraph(), node("https://example.org/g")]),
)


@settings(deadline=None)
@given(st.lists(QUADS, max_size=6))
def test_any_text_comes_back(quads: list[Quad]) -> None:
    data = to_nquads(quads)
    assert set(from_nquads(data)) == set(quads)
    assert to_nquads(from_nquads(data)) == data
    assert data.count(b"\n") == len(set(quads))


@settings(deadline=None)
@given(st.lists(QUADS, max_size=6))
def test_a_store_gives_the_same_bytes_back(quads: list[Quad]) -> None:
    store = Store()
    store.extend(quads)
    assert to_nquads(store) == to_nquads(quads)


@settings(deadline=None)
@given(st.text(max_size=8))
def test_entity_ids_survive_their_iri(id_: str) -> None:
    assert entity_id(entity_iri(id_)) == id_
    assert entity_iri(id_).isascii()


def test_lines_are_sorted_and_single() -> None:
    one = Quad(node("https://example.org/b"), node(KG + "x"), text("1"))
    two = Quad(node("https://example.org/a"), node(KG + "x"), text("2"))
    assert to_nquads([one, two, one]).splitlines() == [
        b'<https://example.org/a> <https://w3id.org/kg-relations/vocab#x> "2" .',
        b'<https://example.org/b> <https://w3id.org/kg-relations/vocab#x> "1" .',
    ]
    assert to_nquads([]) == b""
    assert from_nquads(b"") == []


@pytest.mark.parametrize("data", [b"<a> <b> .", b"\xff\xfe", b"<https://example.org/a> <b> <c> .\n"])
def test_what_is_no_nquads_is_told(data: bytes) -> None:
    with pytest.raises(DataError) as caught:
        from_nquads(data)
    assert caught.value.code == "KG-E421"
