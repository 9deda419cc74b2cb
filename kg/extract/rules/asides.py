"""What stands beside the clauses of a sentence: datelines, brackets, sources, places; no clause takes its arguments from them."""

from __future__ import annotations

from kg.extract.rules.items import Item
from kg.model import EntityType

_DATELINE = 14
_DASH_REACH = 12
_TALKS = frozenset({"meets", "phones", "negotiatesWith"})


def mark_asides(row: list[Item], cues: list[int]) -> None:
    """Mark datelines, what stands in brackets, and source phrases (بحسب X) up to the next comma, as asides."""
    dateline = next((k for k, item in enumerate(row[:_DATELINE]) if _after_dateline(row, k)), None)
    depth, source = 0, False
    for k, item in enumerate(row):
        if item.kind == "punct" and item.lemma == "open":
            depth += 1
        if k in cues and not source:
            source = True
        elif source and item.kind == "punct" and item.lemma in ("comma", "stop", "colon"):
            source = item.lemma == "comma" and _explains(row, k)
        elif source and item.kind == "comp" and k and row[k - 1].kind == "np":
            source = False  # كشفت الصحيفة نقلا عن مصادر أن
        item.aside = item.aside or source or depth > 0 or (dateline is not None and k <= dateline)
        if item.kind == "punct" and item.lemma == "close":
            depth = max(0, depth - 1)
    for k in range(2, len(row)):
        _mark_place(row, k)
    _mark_dashes(row)


def _explains(row: list[Item], k: int) -> bool:
    """Return whether what stands behind a comma only says what the source before it is (according to Xinhua, the agency, ...)."""
    behind = [i for i in row[k + 1 : k + 6] if not i.depth][:3]
    told = behind[0].mention if behind and behind[0].kind == "np" else None
    plain = told is not None and told.definite and not (told.entry or told.name or told.pronoun)
    after = behind[2].mention if len(behind) > 2 and behind[1].lemma == "comma" else None
    return plain and after is not None and bool(after.entry or after.name)


def _after_dateline(row: list[Item], k: int) -> bool:
    """Return whether a dash closes a dateline: two of them (برلين --), or one right behind brackets ((CNN)—)."""
    return row[k].text.startswith("--") or (row[k].text[:1] == "—" and k > 0 and row[k - 1].lemma == "close")


def _mark_dashes(row: list[Item]) -> None:
    """Mark what stands between two near dashes as an aside."""
    opened: int | None = None
    for k, item in enumerate(row):
        if item.lemma != "dash":
            continue
        if opened is not None and 1 < k - opened <= _DASH_REACH:
            inside = row[opened + 1 : k]
            if inside[0].kind == "prep" and any(f.relation in _TALKS for inner in inside for f in inner.frames):
                row[opened].lemma = item.lemma = "comma"  # where somebody said it: -في مؤتمر صحفي مع نظيره-
            else:
                for inner in row[opened : k + 1]:
                    inner.aside = inner.kind != "time"
            opened = None
        else:
            opened = k


def _mark_place(row: list[Item], k: int) -> None:
    """Mark a country between commas behind a place (في بيروت، لبنان،) as an aside."""
    mention, before = row[k].mention, row[k - 2].mention
    if mention is None or before is None or row[k - 1].lemma != "comma" or row[k].marker or not row[k - 2].marker:
        return
    closed = k + 1 == len(row) or row[k + 1].lemma == "comma"
    if closed and mention.type is EntityType.COUNTRY and (before.metonym or before.type is EntityType.PLACE):
        row[k].aside = True
