"""Tell why: for each sentence the statements that it yields, and the candidates that were rejected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.ingest.events import Extracted
from kg.model import Article, Extraction, Rejection, Statement
from kg.model.prediction import to_prediction
from kg.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence and what came of it, in text order."""

    start: int
    end: int
    text: str
    statements: tuple[Statement, ...]
    rejections: tuple[Rejection, ...]


def explain(article: Article, extraction: Extraction) -> Iterator[Explained]:
    """Yield every sentence of an article with what begins in it; sentences that yield nothing come too."""
    spans = list(sentences(article.text))
    for index, span in enumerate(spans):
        low = span.start if index else 0
        high = spans[index + 1].start if index + 1 < len(spans) else len(article.text) + 1
        yield Explained(
            span.start,
            span.end,
            article.text[span.start : span.end],
            tuple(one for one in extraction.statements if low <= one.evidence.start < high),
            tuple(one for one in extraction.rejections if low <= one.start < high),
        )


def as_jsonl(events: Iterable[Extracted]) -> Iterator[str]:
    """Yield one JSON object for each sentence."""
    for event in events:
        for sentence in explain(event.article, event.extraction):
            yield json.dumps(_as_dict(event.article.name, sentence), ensure_ascii=False)


def as_text(events: Iterable[Extracted]) -> Iterator[str]:
    """Yield lines for people: the sentence, ``+`` for a statement, ``-`` for a rejected candidate."""
    for event in events:
        yield f"== {event.article.name}"
        for sentence in explain(event.article, event.extraction):
            yield f"[{sentence.start}:{sentence.end}] {' '.join(sentence.text.split())}"
            yield from map(_fired, sentence.statements)
            yield from map(_rejected, sentence.rejections)


def _fired(statement: Statement) -> str:
    sides = statement.subject.mention, statement.object.mention
    ids = statement.subject.entity.id, statement.object.entity.id
    how = f"{statement.polarity}, {statement.modality}"
    said = f", says {statement.attribution.mention}" if statement.attribution else ""
    when = f", {statement.time.value}" if statement.time else ""
    rule = f"{statement.provenance.rule}, confidence {statement.confidence:.2f}"
    review = f"; review: {statement.review}" if statement.review else ""
    return f"  + {sides[0]} ({ids[0]}) {statement.relation} {sides[1]} ({ids[1]}): {how}{said}{when}; {rule}{review}"


def _rejected(rejection: Rejection) -> str:
    rule = f"; {rejection.rule}" if rejection.rule else ""
    return f"  - {rejection.relation}: {rejection.reason}: {' '.join(rejection.quote.split())!r}{rule}"


def _review(statement: Statement) -> dict[str, str]:
    return {"review": statement.review} if statement.review else {}


def _as_dict(name: str, sentence: Explained) -> dict[str, object]:
    return {
        "article": name,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "statements": [{**to_prediction(name, one), "rule": one.provenance.rule, **_review(one)} for one in sentence.statements],
        "rejections": [
            {"relation": one.relation, "reason": one.reason, "start": one.start, "end": one.end, "rule": one.rule}
            for one in sentence.rejections
        ],
    }
