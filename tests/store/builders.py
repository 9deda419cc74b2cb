"""Hand-made articles and statements for the tests of the store: sentences of our own, offsets found in them."""

from __future__ import annotations

from datetime import date

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

RUSSIA = Entity("russia", EntityType.COUNTRY, (("ar", "روسيا"), ("en", "Russia")), "RUS", ("موسكو", "Moscow"))
VENEZUELA = Entity("venezuela", EntityType.COUNTRY, (("ar", "فنزويلا"), ("en", "Venezuela")), "VEN", ("كراكاس",))
USA = Entity(
    "united-states", EntityType.COUNTRY, (("ar", "الولايات المتحدة"), ("en", "United States")), "USA", ("أمريكا",)
)
PUTIN = Entity(
    "vladimir-putin", EntityType.PERSON, (("ar", "فلاديمير بوتين"), ("en", "Vladimir Putin")), "RUS", ("بوتين",)
)
MADURO = Entity("nicolas-maduro", EntityType.PERSON, (("ar", "نيكولاس مادورو"), ("en", "Nicolás Maduro")), "VEN")
KREMLIN = Entity("kremlin", EntityType.GOVERNMENT, (("ar", "الكرملين"), ("en", "Kremlin")), "RUS")
CARIBBEAN = Entity("caribbean", EntityType.PLACE, (("ar", "الكاريبي"), ("en", "Caribbean")))

STATES = {"RUS": "russia", "VEN": "venezuela", "USA": "united-states"}

SUPPORT = "أكد بوتين دعمه لمادورو في اتصال هاتفي، وفق ما ذكره الكرملين."
SANCTION = "فرضت الولايات المتحدة عقوبات على فنزويلا أمس."


def article(name: str = "a1", *sentences: str, day: date | None = date(2025, 12, 12), source: str = "wire") -> Article:
    return Article(
        name, " ".join(sentences or (SUPPORT, SANCTION)), "ar", day, f"عنوان {name}", source, f"https://x.test/{name}"
    )


def statement(
    of: Article,
    subject: Entity,
    relation: str,
    object_: Entity,
    quote: str,
    *,
    polarity: Polarity = Polarity.AFFIRMED,
    modality: Modality = Modality.ASSERTED,
    attribution: Entity | None = None,
    place: Entity | None = None,
    day: str = "",
    version: str = "1",
) -> Statement:
    start = of.text.index(quote)
    return Statement(
        of.revision,
        Argument(subject, subject.labels[0][1], start, start + 3),
        relation,
        Argument(object_, object_.labels[0][1]),
        Evidence(start, start + len(quote), quote),
        Provenance("rules", version, f"ar.{relation}.verb"),
        polarity,
        modality,
        Argument(attribution, "الكرملين", start, start + 2) if attribution else None,
        TimeSpan(day, Precision.DAY, "أمس") if day else None,
        Argument(place, "الكاريبي") if place else None,
        0.875,
    )


def supports(of: Article, **more: object) -> Statement:
    return statement(of, PUTIN, "supports", MADURO, SUPPORT, attribution=KREMLIN, day="2025-12-11", **more)  # type: ignore[arg-type]


def sanctions(of: Article, **more: object) -> Statement:
    return statement(of, USA, "sanctions", VENEZUELA, SANCTION, place=CARIBBEAN, **more)  # type: ignore[arg-type]


def extraction(of: Article) -> Extraction:
    return Extraction((supports(of), sanctions(of)))
