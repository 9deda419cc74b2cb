"""A small hand-made world: two articles in Arabic and English, with statements of every manner, in a real store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
from kg.store import open_store
from kg.store.base import Store


def actor(id_: str, type_: EntityType, ar: str, en: str, state: str | None = None, *aliases: str) -> Entity:
    return Entity(id_, type_, (("ar", ar), ("en", en)), state, aliases)


ALGERIA = actor("algeria", EntityType.COUNTRY, "الجزائر", "Algeria", "DZA", "Algiers")
TUNISIA = actor("tunisia", EntityType.COUNTRY, "تونس", "Tunisia", "TUN")
MALI = actor("mali", EntityType.COUNTRY, "مالي", "Mali", "MLI")
LIBYA = actor("libya", EntityType.COUNTRY, "ليبيا", "Libya", "LBY")
SALIM = actor("salim-hadi", EntityType.PERSON, "سليم الهادي", "Salim Hadi", "DZA")
MINISTRY = actor(
    "algeria-foreign-ministry", EntityType.GOVERNMENT, "وزارة الخارجية الجزائرية", "Algerian foreign ministry", "DZA"
)
GUARD = actor("libya-coast-guard", EntityType.GOVERNMENT, "خفر السواحل الليبي", "Libyan coast guard", "LBY")
TANKER = actor("tanker-nawras", EntityType.VESSEL, "ناقلة النورس", 'The "Nawras" <b>tanker</b>')

HARBOUR = Article(
    name="harbour-1",
    lang="ar",
    date=date(2026, 3, 2),
    title="الهادي: <script>alert(1)</script> مع تونس",
    source="وكالة المرفأ",
    url="https://harbour.example/1",
    text=(
        "أعلن الرئيس سليم الهادي تأييده لتونس يوم الأحد. ونفت وزارة الخارجية أن تكون الجزائر عاقبت مالي. "
        "وقد تلتقي الجزائر ليبيا في مارس. وهددت مالي الجزائر بالرد."
    ),
)
GAZETTE = Article(
    name="gazette-1",
    lang="en",
    date=date(2026, 3, 3),
    title="Tanker taken off Tripoli",
    source="The Gazette",
    url="javascript:alert(1)",
    text=(
        "Salim Hadi backed Tunisia on Sunday. Mali expelled Algerian envoys in 2026, the foreign ministry in Algiers "
        "said. The Libyan coast guard seized a tanker. Tunisia plans to host Mali."
    ),
)


def _argument(article: Article, entity: Entity, near: int) -> Argument:
    """An argument that stands where its label does, from an offset on; implied if it does not."""
    label = entity.label(article.lang)
    start = article.text.find(label, near)
    return Argument(entity, label, start, start + len(label)) if start >= 0 else Argument(entity, label)


def _trigger(quote: str, start: int) -> tuple[int, int]:
    """The second word of a quote."""
    first = quote.index(" ") + 1
    return start + first, start + quote.index(" ", first)


def _time(article: Article, value: str, precision: Precision, text: str) -> TimeSpan:
    start = article.text.index(text)
    return TimeSpan(value, precision, text, start, start + len(text))


def said(article: Article, quote: str, subject: Entity, relation: str, object_: Entity, **more: object) -> Statement:
    start = article.text.index(quote)
    speaker, time = more.pop("speaker", None), more.pop("time", None)
    return Statement(
        article.revision,
        _argument(article, subject, start),
        relation,
        _argument(article, object_, start),
        Evidence(start, start + len(quote), quote, _trigger(quote, start)),
        Provenance("by-hand", "1", f"test:{relation}"),
        attribution=_argument(article, speaker, 0) if isinstance(speaker, Entity) else None,
        time=_time(article, *time) if isinstance(time, tuple) else None,
        **more,  # type: ignore[arg-type]
    )


SUNDAY_AR = ("2026-03-01", Precision.DAY, "يوم الأحد")
SUNDAY_EN = ("2026-03-01", Precision.DAY, "on Sunday")
YEAR = ("2026", Precision.YEAR, "in 2026")

IN_HARBOUR = (
    said(HARBOUR, "أعلن الرئيس سليم الهادي تأييده لتونس", SALIM, "supports", TUNISIA, time=SUNDAY_AR, confidence=0.9),
    said(HARBOUR, "الجزائر عاقبت مالي", ALGERIA, "sanctions", MALI, polarity=Polarity.NEGATED, speaker=MINISTRY),
    said(HARBOUR, "وقد تلتقي الجزائر ليبيا", ALGERIA, "meets", LIBYA, modality=Modality.POSSIBLE),
    said(HARBOUR, "وهددت مالي الجزائر", MALI, "threatens", ALGERIA),
)
IN_GAZETTE = (
    said(GAZETTE, "Salim Hadi backed Tunisia", SALIM, "supports", TUNISIA, time=SUNDAY_EN),
    said(GAZETTE, "Mali expelled Algerian envoys", MALI, "expels", ALGERIA, time=YEAR, speaker=MINISTRY),
    said(GAZETTE, "The Libyan coast guard seized a tanker", GUARD, "seizes", TANKER),
    said(GAZETTE, "Tunisia plans to host Mali", TUNISIA, "hosts", MALI, modality=Modality.PLANNED),
)
ALL = IN_HARBOUR + IN_GAZETTE


def filled_store(folder: Path) -> Store:
    store = open_store(str(folder / "store"))
    store.put(HARBOUR, Extraction(IN_HARBOUR))
    store.put(GAZETTE, Extraction(IN_GAZETTE))
    return store
