"""Fixtures of the RDF tests.

``make`` makes one statement of ``article`` about ``actors`` (by id); ``extraction`` holds four of them;
``encoded`` turns statements into quads; ``quads`` is the whole extraction encoded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pyoxigraph import Quad

from kg.model import (
    Argument,
    Article,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Modality,
    Polarity,
    Precision,
    Provenance,
    Statement,
    TimeSpan,
)
from kg.rdf.encode import encode

TEXT = (
    "أعلن الكرملين أن فلاديمير بوتين جدد دعمه لنيكولاس مادورو. "
    "ونفت موسكو أنها زودت كاراكاس بالسلاح. "
    "وقالت وكالة الأنباء إن بوتين اتصل هاتفيا بمادورو في 11 ديسمبر. "
    "وتعتزم روسيا زيارة فنزويلا."
)
STATES = {"RUS": "russia", "VEN": "venezuela"}
RUSSIA = Entity("russia", EntityType.COUNTRY, (("ar", "روسيا"), ("en", "Russia")), "RUS")
VENEZUELA = Entity("venezuela", EntityType.COUNTRY, (("ar", "فنزويلا"), ("en", "Venezuela")), "VEN")
KREMLIN = Entity("kremlin", EntityType.GOVERNMENT, (("ar", "الكرملين"), ("en", "Kremlin")), "RUS")
PUTIN = Entity(
    "vladimir-putin",
    EntityType.PERSON,
    (("ar", "فلاديمير بوتين"), ("en", "Vladimir Putin")),
    "RUS",
    ("بوتين", "فلاديمير بوتين"),
    ("http://www.wikidata.org/entity/Q7747",),
)
MADURO = Entity("nicolas-maduro", EntityType.PERSON, (("ar", "نيكولاس مادورو"), ("en", "Nicolás Maduro")), "VEN")
KNOWN = {"russia": RUSSIA, "venezuela": VENEZUELA}

Make = Callable[..., Statement]
Encoded = Callable[..., list[Quad]]


@pytest.fixture
def article() -> Article:
    return Article("news-1", TEXT, "ar", date(2025, 12, 12), "اتصال بين بوتين ومادورو", "wire", "https://example.org/1")


@pytest.fixture
def make(article: Article) -> Make:
    """Return a function that makes a statement from a subject, relation, object and a quote of the text."""

    def make(subject: Entity, relation: str, target: Entity, quote: str, **more: object) -> Statement:
        start = article.text.index(quote)
        return Statement(
            article.revision,
            Argument(subject, subject.label("ar")),
            relation,
            Argument(target, target.label("ar")),
            Evidence(start, start + len(quote), quote),
            Provenance("rules", "1.0", f"ar.{relation}"),
            **more,
        )

    return make


@pytest.fixture
def extraction(make: Make) -> Extraction:
    """Return four statements: a fact at actor level, a denial, a dated symmetric fact, and a plan."""
    return Extraction(
        (
            make(
                PUTIN,
                "supports",
                MADURO,
                "فلاديمير بوتين جدد دعمه لنيكولاس مادورو",
                attribution=Argument(KREMLIN, "الكرملين"),
                confidence=0.930,
            ),
            make(RUSSIA, "armsTo", VENEZUELA, "زودت كاراكاس بالسلاح", polarity=Polarity.NEGATED),
            make(
                PUTIN,
                "phones",
                MADURO,
                "بوتين اتصل هاتفيا بمادورو في 11 ديسمبر",
                time=TimeSpan("2025-12-11", Precision.DAY, "11 ديسمبر"),
            ),
            make(RUSSIA, "visits", VENEZUELA, "وتعتزم روسيا زيارة فنزويلا", modality=Modality.PLANNED),
        )
    )


@pytest.fixture
def actors() -> dict[str, Entity]:
    return {actor.id: actor for actor in (RUSSIA, VENEZUELA, KREMLIN, PUTIN, MADURO)}


@pytest.fixture
def encoded(article: Article) -> Encoded:
    def encoded(*statements: Statement) -> list[Quad]:
        return encode(article, Extraction(statements), states=STATES, known=KNOWN)

    return encoded


@pytest.fixture
def quads(encoded: Encoded, extraction: Extraction) -> list[Quad]:
    return encoded(*extraction.statements)
