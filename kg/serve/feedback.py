"""What people found wrong, in the format of annotated articles: one article a line, for fitting and for scoring."""

from __future__ import annotations

import json
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

from kg.model import Article, Judgement, JudgementKind, Statement
from kg.model.entity import Argument
from kg.serve.state import state_of
from kg.store.base import Store

_PAGE = 500


async def feedback(request: Request) -> StreamingResponse:
    """Return ``/curate.jsonl``: each article of which a statement was withdrawn, with what holds and what does not."""
    lines = feedback_lines(state_of(request).store)
    headers = {"Content-Disposition": 'attachment; filename="feedback.jsonl"', "Cache-Control": "no-cache"}
    return StreamingResponse(lines, media_type="application/jsonl", headers=headers)


def feedback_lines(store: Store) -> Iterator[str]:
    """Yield a line of JSON for each article revision, by its id.

    ``statements`` are those in force, in the format of annotated articles; ``wrong`` those withdrawn, each with
    ``reason``, ``who`` and ``recorded``.
    """
    withdrawn: dict[str, list[Judgement]] = {}
    for judgement in _retracted(store):
        if judgement.subject.startswith("s"):
            withdrawn.setdefault(judgement.object, []).append(judgement)
    for revision in sorted(withdrawn):
        found = store.revision(revision)
        if found is not None:
            article, extraction = found
            yield json.dumps(_line(article, extraction.statements, withdrawn[revision]), ensure_ascii=False) + "\n"


def _retracted(store: Store) -> Iterator[Judgement]:
    after: str | None = None
    while found := store.judgements(kinds=(JudgementKind.RETRACT,), holding=True, first=_PAGE, after=after):
        yield from found
        after = found[-1].id


def _line(article: Article, statements: tuple[Statement, ...], wrong: list[Judgement]) -> dict[str, object]:
    judged = {each.subject: each for each in wrong}
    return {
        "id": article.name,
        "lang": article.lang,
        "date": article.date.isoformat() if article.date else None,
        "title": article.title,
        "text": article.text,
        "source": article.source,
        "statements": [_gold(each) for each in statements if each.id not in judged],
        "wrong": [_gold(each) | _verdict(judged[each.id]) for each in statements if each.id in judged],
    }


def _verdict(judgement: Judgement) -> dict[str, object]:
    return {"reason": judgement.reason, "who": judgement.who, "recorded": judgement.recorded}


def _gold(said: Statement) -> dict[str, object]:
    return {
        "quote": said.evidence.quote,
        "subject": _argument(said.subject),
        "relation": said.relation,
        "object": _argument(said.object),
        "polarity": said.polarity.value,
        "modality": said.modality.value,
        "attribution": _argument(said.attribution) if said.attribution else None,
        "date": said.time.value if said.time else None,
    }


def _argument(argument: Argument) -> dict[str, object]:
    entity = argument.entity
    names = dict.fromkeys((argument.mention, *(label for _, label in entity.labels), *entity.aliases))
    return {"name": entity.label("en", "ar"), "aliases": list(names), "type": entity.type.value, "state": entity.state}
