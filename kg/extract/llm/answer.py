"""Read what a model answers: JSON in any of the wrappings that models put around it, whole or cut off, into plain items.

Nothing here trusts a value: each item either has the shape of the schema, or is an ``Odd`` with the reason why not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.model import EntityType, Modality, Ontology, Polarity, Relation

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_WORD_KEYS = ("quote", "trigger", "subject", "subject_words", "object", "object_words")
_STRING_KEYS = (*_WORD_KEYS, "relation", "polarity", "modality")
_OPTIONAL_KEYS = ("attribution", "time", "place")
_LONGEST = 2_000  # characters of a value that is looked at


@dataclass(frozen=True, slots=True)
class Addition:
    """An entity that a model adds: its id in the answer, its name as copied from the text, class, and whose it is."""

    id: str
    name: str
    type: EntityType
    belongs_to: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One statement as a model gives it: ids of the roster, words of the text; ``raw`` is the object as it came."""

    raw: dict[str, Any]
    sentence: int
    quote: str
    trigger: str
    subject: str
    subject_words: str
    relation: Relation
    object: str
    object_words: str
    polarity: Polarity
    modality: Modality
    attribution: str | None
    time: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Odd:
    """Something in the place of an item that is none, and why."""

    raw: object
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer holds, in order. ``whole`` is false when it is no JSON object or breaks off: then items may lack."""

    additions: tuple[Addition, ...]
    items: tuple[Item | Odd, ...]
    whole: bool


def read_answer(content: str, ontology: Ontology) -> Answer:
    """Return the items of an answer; one that holds no JSON gives none and is not whole."""
    text = _THOUGHT.sub("", content)
    value = _parsed(text)
    whole = value is not None and all(isinstance(value.get(key), list) for key in ("entities", "statements"))
    lists = value if value is not None else {key: list(_salvaged(text, key)) for key in ("entities", "statements")}
    additions = (_addition(raw) for raw in _listed(lists.get("entities")))
    values = _Values(ontology)
    items = tuple(values.item(raw) for raw in _listed(lists.get("statements")))
    return Answer(tuple(one for one in additions if one is not None), items, whole)


def _parsed(text: str) -> dict[str, Any] | None:
    """Return the JSON object in a text, which may stand in a fence or between words; None if there is none."""
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        return None
    for candidate in (text[start : end + 1], _TRAILING_COMMA.sub(r"\1", text[start : end + 1])):
        try:
            value = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else None
    return None


def _salvaged(text: str, key: str) -> Iterator[object]:
    """Yield the whole objects of a list in JSON that is broken or cut off further on."""
    opening = re.search(rf'"{key}"\s*:\s*\[', text)
    place = opening.end() if opening else len(text)
    decoder = json.JSONDecoder()
    while True:
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _addition(raw: object) -> Addition | None:
    if not isinstance(raw, dict) or not all(isinstance(raw.get(key), str) for key in ("id", "name", "type")):
        return None
    kind = next((t for t in EntityType if t.value.casefold() == raw["type"].strip().casefold()), None)
    owner = raw.get("belongs_to")
    if kind is None or not raw["name"].strip():
        return None
    return Addition(raw["id"].strip(), raw["name"].strip()[:_LONGEST], kind, owner if isinstance(owner, str) else None)


class _Values:
    """The values that an item may have."""

    def __init__(self, ontology: Ontology) -> None:
        self._relations = {relation.id.casefold(): relation for relation in ontology.relations}
        self._polarities = {value.value: value for value in Polarity}
        self._modalities = {value.value: value for value in Modality}

    def item(self, raw: object) -> Item | Odd:
        if not isinstance(raw, dict):
            return Odd(raw, "not an object")
        lacking = next((key for key in _STRING_KEYS if not isinstance(raw.get(key), str)), None)
        if lacking is not None:
            return Odd(raw, f"key missing ({lacking})")
        wrong = next((key for key in _OPTIONAL_KEYS if not isinstance(raw.get(key), str | None)), None)
        if wrong is not None:
            return Odd(raw, f"value of the wrong kind ({wrong})")
        relation = self._relations.get(raw["relation"].strip().casefold())
        if relation is None:
            return Odd(raw, f"relation not in the ontology ({raw['relation']:.40})")
        polarity = self._polarities.get(raw["polarity"].strip().casefold())
        modality = self._modalities.get(raw["modality"].strip().casefold())
        if polarity is None or modality is None:
            return Odd(raw, f"no such polarity or modality ({raw['polarity']:.20}, {raw['modality']:.20})")
        sentence = raw.get("sentence")
        number = sentence if isinstance(sentence, int) and not isinstance(sentence, bool) else 0
        return Item(
            raw=raw,
            sentence=number,
            relation=relation,
            polarity=polarity,
            modality=modality,
            **{key: raw[key].strip()[:_LONGEST] for key in _WORD_KEYS},
            **{key: (raw.get(key) or "").strip() or None for key in _OPTIONAL_KEYS},  # type: ignore[arg-type]
        )
