"""Statements of unannotated articles that somebody has read and judged, as labelled candidates for the scorer.

``judged.<lang>.tsv`` holds one a line: article, subject, relation, object (ids), polarity, modality, and the verdict: right, or
the kind of fault. The articles themselves are not ours and stand beside the gold, in ``articles/unannotated.<lang>.jsonl``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.extract.rules.candidate import Candidate
from kg.model import Article

Labelled = tuple[str, Candidate, dict[str, Any], bool]


def judged(
    verdicts: Path,
    articles: Path,
    read: Callable[[dict[str, Any]], Article],
    candidates: Callable[[Article], Iterator[tuple[Candidate, dict[str, Any]]]],
) -> Iterator[Labelled]:
    """Yield the candidates that have a verdict, in the order of the articles; a verdict nobody states any more is left out."""
    with verdicts.open(encoding="utf-8", newline="") as file:
        told = {tuple(row[:-1]): row[-1] == "right" for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    wanted = {key[0] for key in told}
    for line in articles.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        if data["id"] not in wanted:
            continue
        left = dict(told)
        for candidate, prediction in candidates(read(data)):
            right = left.pop(_key(prediction), None)
            if right is not None:
                yield data["id"], candidate, prediction, right


def _key(prediction: dict[str, Any]) -> tuple[str, ...]:
    subject, object_ = (prediction[slot]["iri"].rsplit("/", 1)[1] for slot in ("subject", "object"))
    return prediction["article"], subject, prediction["relation"], object_, prediction["polarity"], prediction["modality"]
