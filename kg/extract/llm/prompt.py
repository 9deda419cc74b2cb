"""What is sent: instructions and answer schema, made from schema/llm and the ontology."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.extract.validate import DOERS
from kg.model import ACTORS, EntityType, Ontology, Relation, Term
from kg.resources import folder

Message = dict[str, str]
"""One message of a chat: ``role`` (system, user, assistant) and ``content``."""

_LANGUAGES = ("ar", "en")
_THINGS = frozenset(EntityType) - ACTORS


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much goes into one request: code points of text, sentences repeated, tokens of the answer."""

    window: int
    overlap: int
    answer: int


class Prompt:
    """The instructions, the answer schema and their version, for one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        """Read schema/llm; raises DataError (KG-E432) when a file is missing or wrong."""
        base = folder("schema") / "llm"
        settings = _toml(base / "prompt.toml")
        self._ontology = ontology
        self._instructions = _text(base / "instructions.md")
        self._repair = _text(base / "repair.md")
        try:
            self._version = str(settings["version"])
            self.sizes = Sizes(*(int(settings[k]) for k in ("window_characters", "overlap_sentences", "answer_tokens")))
            self.addressed: tuple[str, ...] = tuple(map(str, settings["addressed"]))
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("KG-E432", f"prompt.toml of schema/llm lacks or misstates {error}", "see its README") from error

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of an answer, in the strict form that providers take: all keys required, no others."""
        ontology = self._ontology
        text, some_id = {"type": "string"}, {"type": ["string", "null"]}
        entity = {"id": text, "name": text, "type": _enum(ontology.types), "belongs_to": some_id}
        statement = {
            "sentence": {"type": "integer"},
            **dict.fromkeys(("quote", "trigger", "subject", "subject_words"), text),
            "relation": {"type": "string", "enum": [relation.id for relation in ontology.relations]},
            **dict.fromkeys(("object", "object_words"), text),
            "polarity": _enum(ontology.polarities),
            "modality": _enum(ontology.modalities),
            **dict.fromkeys(("attribution", "time", "place"), some_id),
        }
        return _object({"entities": _list(_object(entity)), "statements": _list(_object(statement))})

    def instructions(self, lang: str) -> str:
        """Return the system message for articles of a language, whose examples it gives."""
        ontology = self._ontology
        values = {
            "types": _terms(ontology.types),
            "relations": "\n".join(_relation(relation, lang) for relation in ontology.relations),
            "polarities": _terms(ontology.polarities),
            "modalities": _terms(ontology.modalities),
            "schema": json.dumps(self.schema, ensure_ascii=False, separators=(",", ":")),
        }
        return _filled(self._instructions, values)

    def repair(self, refused: list[tuple[str, object]]) -> str:
        """Return the message that asks to correct refused items, given as pairs of reason and item."""
        lines = (f"- {reason}: {json.dumps(item, ensure_ascii=False)}" for reason, item in refused)
        return _filled(self._repair, {"refused": "\n".join(lines)})

    @cached_property
    def version(self) -> str:
        """Return the declared version, ``+``, and 8 hex digits of all that is sent but the article."""
        parts = (self._repair, *(self.instructions(lang) for lang in _LANGUAGES))
        return f"{self._version}+{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:8]}"


def _filled(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _relation(relation: Relation, lang: str) -> str:
    definition, example = _in(relation.definitions, "en"), _in(relation.examples, lang)
    mark = " Symmetric." if relation.symmetric else ""
    return f"{relation.id}: {definition}{mark} ({_classes(relation.domain & DOERS)} -> {_classes(relation.range)}) {example}"


def _classes(types: frozenset[EntityType]) -> str:
    """Return the names of classes, with ``Actor`` and ``Thing`` for all of a kind."""
    names: list[str] = []
    for name, kind in (("Actor", ACTORS), ("Thing", _THINGS)):
        names += [name] if kind <= types else sorted(types & kind)
    return " or ".join(names)


def _terms(terms: tuple[Term, ...]) -> str:
    return "\n".join(f"{term.id}: {_in(term.definitions, 'en')}" for term in terms)


def _in(pairs: tuple[tuple[str, str], ...], lang: str) -> str:
    return next((text for tag, text in pairs if tag == lang), "")


def _enum(terms: tuple[Term, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": [term.id for term in terms]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DataError("KG-E432", f"{str(path)!r} cannot be read: {error}", "reinstall kg-relations") from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataError("KG-E432", f"{str(path)!r} is no TOML: {error}", "mend the line named") from error
