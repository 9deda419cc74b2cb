"""Answers for the sample articles: their statements, annotated by hand, in the words of the protocol.

The stand-in answers as a careful reader would: it takes the entities that the request offers by their names, and adds
those that are not offered. The trigger and the words of subject and object of each statement were written by hand too
(``answers/``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.text.fold import fold_name

from .standin import Act, is_repair, says, told

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ANSWERS = Path(__file__).parent / "answers"


def articles() -> dict[str, dict[str, Any]]:
    """Return the sample articles by id, each with the words written for its statements under ``words``."""
    found = {}
    for path in sorted(CORPUS.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        article["words"] = json.loads((ANSWERS / path.name).read_text(encoding="utf-8"))["words"]
        found[article["id"]] = article
    return found


class Reader:
    """A script for the stand-in: answers requests about sample articles, and nothing about others or in a repair."""

    def __init__(self) -> None:
        self._articles = list(articles().values())

    def __call__(self, request: dict[str, Any], _: int) -> Act:
        data = told(request)
        sentences = list(data["sentences"].values())
        article = next((one for one in self._articles if sentences[0] in one["text"]), None)
        if article is None or is_repair(request):
            return says({"entities": [], "statements": []})
        return says(Answering(article, data).answer())


class Answering:
    """One answer about one article."""

    def __init__(self, article: dict[str, Any], data: dict[str, Any]) -> None:
        self._article = article
        self._data = data
        self._names = {entity["id"]: {fold_name(name) for name in (entity["name"], *entity["as"])} for entity in data["entities"]}
        self._types = {entity["id"]: entity["type"] for entity in data["entities"]}
        self._added: list[dict[str, Any]] = []
        self._added_ids: dict[str, str] = {}

    def answer(self) -> dict[str, Any]:
        pairs = zip(self._article["statements"], self._article["words"], strict=True)
        statements = [self._statement(statement, *words) for statement, words in pairs]
        return {"entities": self._added, "statements": statements}

    def _statement(self, statement: dict[str, Any], trigger: str, subject_words: str, object_words: str) -> dict[str, Any]:
        relation = statement["relation"]
        end = self._article["text"].index(statement["quote"]) + len(statement["quote"])
        return {
            "sentence": self._sentence(statement["quote"]),
            "quote": statement["quote"],
            "trigger": trigger,
            "subject": self._id(statement["subject"], subject_words, end),
            "subject_words": subject_words,
            "relation": relation if isinstance(relation, str) else relation[0],
            "object": self._id(statement["object"], object_words, end),
            "object_words": object_words.removeprefix("+"),
            "polarity": statement["polarity"],
            "modality": statement["modality"],
            "attribution": self._id(statement["attribution"], "", len(self._article["text"]))
            if statement["attribution"]
            else None,
            "time": self._time(statement),
            "place": None,
        }

    def _speaker(self, entity: dict[str, Any] | None) -> str | None:
        return self._id(entity, "", len(self._article["text"])) if entity else None

    def _sentence(self, quote: str) -> int:
        return next((int(number) for number, text in self._data["sentences"].items() if quote in text), 0)

    def _time(self, statement: dict[str, Any]) -> str | None:
        return next((time["id"] for time in self._data["times"] if time["date"] == statement["date"]), None)

    def _id(self, entity: dict[str, Any], words: str, before: int) -> str:
        """Return the id of the entity offered under one of these names and of its class, or of one added."""
        names = {fold_name(name) for name in (entity["name"], *entity.get("aliases", ()))}
        kind = entity.get("type")
        fitting = [id_ for id_, known in self._names.items() if names & known and kind in (None, self._types[id_])]
        if words.startswith("+"):  # to be added by just these words, whatever is offered
            return self._add(entity, words[1:], 0)
        if entity["name"] in self._added_ids:
            return self._added_ids[entity["name"]]
        called, said = fold_name(entity["name"]), fold_name(words)
        best = max(fitting, key=lambda id_: (called in self._names[id_], said in self._names[id_]), default=None)
        if best is None or (said in names and not {called, said} & self._names[best]):
            return self._add(entity, words, before)
        return best

    def _add(self, entity: dict[str, Any], words: str, before: int) -> str:
        """Add an entity by its longest name up to a position, or else by the words that stand for it."""
        text, names = self._article["text"][:before], [entity["name"], *entity.get("aliases", ())]
        there = sorted((name for name in names if name in text), key=len, reverse=True)
        id_ = f"n{len(self._added) + 1}"
        owner = next((e["id"] for e in self._data["entities"] if _is_state(e, entity.get("state"))), None)
        name = words if words in there or not there else there[0]
        self._added.append({"id": id_, "name": name, "type": entity.get("type", "Organization"), "belongs_to": owner})
        self._added_ids[entity["name"]] = id_
        return id_


def _is_state(offered: dict[str, Any], code: str | None) -> bool:
    return offered["type"] == "Country" and code is not None and offered.get("state") == code
