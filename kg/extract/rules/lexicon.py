"""The valency lexicon of one language, read from schema/lexicon/<lang>/*.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from kg.errors import DataError
from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Frame:
    """One way a word states a relation; see schema/lexicon/README.md for the meaning of each field.

    ``trigger`` is verb, noun or phrase. ``lemmas`` are the words that can trigger it (a masdar frame has the verb's lemma in
    ``rule``), ``forms`` pairs of past and present for verbs. ``rule`` names the frame for provenance: ``ar/supports/أيد``.
    """

    rule: str
    relation: str
    trigger: str
    lemma: str
    present: str = ""
    masdars: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    object: tuple[str, ...] = ("direct",)
    masdar_object: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    companion_marker: str = ""
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    object_type: tuple[str, ...] = ()
    subject_type: tuple[str, ...] = ()
    swap: bool = False
    modality: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[tuple[str, ...], ...] = ()
    counter: tuple[str, ...] = ()


def _strings(row: dict[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    return (value,) if isinstance(value, str) else tuple(value)


def _words(lang: str, row: dict[str, Any], key: str) -> tuple[str, ...]:
    """Return the words of a list; ``@name`` stands for the list of that name in ``_closed.toml``."""
    words = _strings(row, key)
    closed = load_table(lang, "_closed") if any(w.startswith("@") for w in words) else {}
    return tuple(each for w in words for each in (closed.get(w[1:], []) if w.startswith("@") else [w]))


_KNOWN = {
    "lemma", "verb", "present", "masdar", "participle", "plural", "object", "masdar_object", "with", "with_marker",
    "requires", "excludes", "object_type", "subject_type", "swap", "modality", "examples", "counter",
}  # fmt: skip


def _frame(lang: str, relation: str, trigger: str, row: dict[str, Any], path: Path) -> Frame:
    lemma = row.get("lemma") or row.get("verb") or ""
    if not lemma:
        raise DataError("KG-E410", f"{path.name}: a [[{trigger}]] has no lemma", "see schema/lexicon/README.md")
    objects = _strings(row, "object") or ("direct",)
    masdar_object = _strings(row, "masdar_object")
    if not masdar_object:
        masdar_object = tuple(m for o in objects for m in (("ل", "gen") if o == "direct" else (o,)))
    return Frame(
        rule=f"{lang}/{relation}/{lemma}",
        relation=relation,
        trigger=trigger,
        lemma=lemma,
        present=row.get("present", ""),
        masdars=_strings(row, "masdar"),
        participles=_strings(row, "participle"),
        plurals=_strings(row, "plural"),
        object=objects,
        masdar_object=masdar_object,
        companions=_words(lang, row, "with"),
        companion_marker=row.get("with_marker", ""),
        requires=_words(lang, row, "requires"),
        excludes=_words(lang, row, "excludes"),
        object_type=_strings(row, "object_type"),
        subject_type=_strings(row, "subject_type"),
        swap=bool(row.get("swap", False)),
        modality=row.get("modality", ""),
        extra={k: v for k, v in row.items() if k not in _KNOWN},
        examples=tuple(tuple(e) for e in row.get("examples", [])),
        counter=_strings(row, "counter"),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError("KG-E411", f"{path.name} is not valid TOML: {error}", "mend the line it names") from error


@cache
def load_frames(lang: str) -> tuple[Frame, ...]:
    """Return all frames of a language in file order; raises DataError (KG-E410, KG-E411) for a broken file."""
    frames: list[Frame] = []
    for path in sorted((folder("schema") / "lexicon" / lang).glob("[!_]*.toml")):
        data = _read(path)
        relation = data.get("relation", path.stem)
        for trigger in ("verb", "noun", "phrase"):
            frames += [_frame(lang, relation, trigger, row, path) for row in data.get(trigger, [])]
    return tuple(frames)


@cache
def load_table(lang: str, name: str) -> dict[str, Any]:
    """Return a closed-class file (``_closed``, ``_report`` ...) as plain data; empty when it does not exist."""
    path = folder("schema") / "lexicon" / lang / f"{name}.toml"
    return _read(path) if path.is_file() else {}
