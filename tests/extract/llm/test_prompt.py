"""Instructions and answer schema follow the ontology; windows and their overlap cover an article."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.llm.prompt import Prompt
from kg.extract.llm.windows import windows
from kg.model import Modality, Polarity
from kg.rdf.ontology import load_ontology
from kg.text.sentences import sentences

ONTOLOGY = load_ontology()


def strict(schema: dict[str, object]) -> bool:
    """Return whether all objects of a schema require all their keys and allow no other, as providers want it."""
    if schema.get("type") == "array":
        return strict(schema["items"])
    if schema.get("type") != "object":
        return True
    keys = schema["properties"]
    return schema["required"] == list(keys) and schema["additionalProperties"] is False and all(map(strict, keys.values()))


def test_the_schema_lists_what_the_ontology_lists():
    schema = Prompt(ONTOLOGY).schema
    assert strict(schema)
    statement = schema["properties"]["statements"]["items"]["properties"]
    assert statement["relation"]["enum"] == [relation.id for relation in ONTOLOGY.relations]
    assert statement["polarity"]["enum"] == list(Polarity)
    assert statement["modality"]["enum"] == list(Modality)
    assert len(schema["properties"]["entities"]["items"]["properties"]["type"]["enum"]) == 14


def test_the_instructions_tell_every_relation_with_definition_and_example():
    prompt = Prompt(ONTOLOGY)
    for lang in ("ar", "en"):
        told = prompt.instructions(lang)
        assert "{" not in told.replace(json.dumps(prompt.schema, ensure_ascii=False, separators=(",", ":")), "")
        for relation in ONTOLOGY.relations:
            assert f"\n{relation.id}: {dict(relation.definitions)['en']}" in told
            assert dict(relation.examples)[lang] in told
        for term in (*ONTOLOGY.types, *ONTOLOGY.polarities, *ONTOLOGY.modalities):
            assert f"\n{term.id}: {dict(term.definitions)['en']}" in told


def test_a_new_relation_changes_prompt_schema_and_version():
    supports = ONTOLOGY.get("supports")
    assert supports is not None
    new = replace(supports, id="borrowsFrom", definitions=(("en", "The subject takes a loan."),))
    before, after = Prompt(ONTOLOGY), Prompt(replace(ONTOLOGY, relations=(*ONTOLOGY.relations, new)))
    assert "borrowsFrom: The subject takes a loan." in after.instructions("ar")
    assert "borrowsFrom" in json.dumps(after.schema)
    assert before.version != after.version
    assert before.version == Prompt(ONTOLOGY).version


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.lists(st.sampled_from(["One.", "Two words.", "A rather long sentence of seven words.", "\n"]), max_size=40),
    st.integers(5, 90),
)
def test_windows_cover_every_sentence_and_overlap(parts, size):
    text = " ".join(parts)
    spans = list(sentences(text))
    found = list(windows(text, size=size, overlap=2))
    read = {window.first + k: span for window in found for k, span in enumerate(window.sentences)}
    assert [read[number] for number in sorted(read)] == spans
    for window in found:
        assert len(window.sentences) == 1 or window.span.end - window.span.start <= size
        halves = window.halves()
        assert all(len(half.sentences) < len(window.sentences) for half in halves)
        assert {s for half in halves for s in half.sentences} == (set(window.sentences) if halves else set())
    for before, after in pairwise(found):
        assert after.first <= before.first + len(before.sentences)
        assert after.first > before.first
