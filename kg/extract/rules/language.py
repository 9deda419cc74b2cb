"""What a language layer offers to the shared engine. A new language is a new folder with these functions and a lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Protocol, cast

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers
from kg.resolve.index import NameIndex
from kg.text.language import LANGUAGES
from kg.text.tokens import Token


class Language(Protocol):
    """The functions of a language layer (a module)."""

    def read(
        self, tokens: Sequence[Token], published: date | None, index: NameIndex, local: NameIndex, triggers: Triggers
    ) -> list[Item]:
        """Return the items of a sentence, in order."""
        ...

    def predicates(self, items: list[Item], triggers: Triggers) -> list[Predicate]:
        """Return the predicates of a sentence, in order."""
        ...

    def pair_kind(self, text: str) -> str | None:
        """Return what a dual description stands for (any, person, country), or None when it is none (الجانبان)."""
        ...

    def source_cue(self, items: Sequence[Item], k: int) -> bool:
        """Return whether the item at ``k`` says that the phrase after it is the source of the sentence (بحسب)."""
        ...


def language(code: str) -> Language | None:
    """Return the layer of a language, the module ``kg.extract.CODE.layer``, or None for a code that is no language here."""
    return cast("Language", import_module(f"kg.extract.{code}.layer")) if code in LANGUAGES else None
