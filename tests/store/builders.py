"""Hand-made articles and statements for the tests of the store: sentences of our own, offsets found in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.model import (
    Argument,
    Article,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Precision,
    Provenance,
    Statement,
    TimeSpan,
)

RUSSIA = Entity("russia", EntityType.COUNTRY, (("ar", "روسيا"), ("en", "Russia")), "RUS", ("موسكو", "Moscow"))
VENEZUELA = Entity("venezuela", EntityType.COUNTRY, (("ar", "فنزويلا"), ("en", "Venezuela")), "VEN", ("كراكاس",))
USA = Entity("united-states", EntityType.COUNTRY, (("ar", "الولايات المتحدة"), ("en", "United States")), "USA", ("أمريكا",))
PUTIN = Entity("vladimir-putin", EntityType.PERSON, (("ar", "فلاديمير بوتين"), ("en", "Vladimir Putin")), "RUS", ("بوتين",))
MADURO = Entity("nicolas-maduro", EntityType.PERSON, (("ar", "نيكولاس مادورو"), ("en", "Nicolás Maduro")), "VEN")
KREMLIN = Entity("kremlin", EntityType.GOVERNMENT, (("ar", "الكرملين"), ("en", "Kremlin")), "RUS")
CARIBBEAN = Entity("caribbean", EntityType.PLACE, (("ar", "الكاريبي"), ("en", "Caribbean")))

STATES = {"RUS": "russia", "VEN": "venezuela", "USA": "united-states"}

SUPPORT = "أكد بوتين دعمه لمادورو في اتصال هاتفي، وفق ما ذكره الكرملين."
SANCTION = "فرضت الولايات المتحدة عقوبات على فنزويلا أمس."
DENIAL = "Moscow did not arm Caracas last year."


def article(name: str = "a1", *sentences: str, day: date | None = date(2025, 12, 12), source: str = "wire") -> Article:
    """An article of the sentences, or of SUPPORT and SANCTION."""
    text = " ".join(sentences or (SUPPORT, SANCTION))
    return Article(name, text, "ar", day, f"عنوان {name}", source, f"https://x.test/{name}")


def statement(of: Article, subject: Entity, relation: str, object_: Entity, quote: str) -> Statement:
    """An asserted statement of an article, without a time; ``replace`` gives it more."""
    start = of.text.index(quote)
    return Statement(
        of.revision,
        Argument(subject, subject.labels[0][1], start, start + 3),
        relation,
        Argument(object_, object_.labels[0][1]),
        Evidence(start, start + len(quote), quote, (start + 1, start + 3)),
        Provenance("rules", "1", f"ar.{relation}.verb"),
        confidence=0.875,
    )


def supports(of: Article) -> Statement:
    """Putin supports Maduro, said by the Kremlin, with a day."""
    said = statement(of, PUTIN, "supports", MADURO, SUPPORT)
    time = TimeSpan("2025-12-11", Precision.DAY, "أمس", 8, 11)
    return replace(said, attribution=Argument(KREMLIN, "الكرملين", 50, 58), time=time)


def sanctions(of: Article) -> Statement:
    """The United States sanction Venezuela in the Caribbean, without a time."""
    return replace(statement(of, USA, "sanctions", VENEZUELA, SANCTION), place=Argument(CARIBBEAN, "الكاريبي"))


def read(of: Article) -> Extraction:
    """What is to be read in an article of SUPPORT and SANCTION."""
    return Extraction((supports(of), sanctions(of)))
