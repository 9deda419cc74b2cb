"""Turn one JSON record, or one HTML page, into an article."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from kg.errors import InputError
from kg.model import Article
from kg.text.canonical import canonical, checked
from kg.text.language import LANGUAGES, guess

_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_WANTED = (
    'write {"id": ..., "text": ..., "title": ..., "date": "YYYY-MM-DD", "source": ..., "lang": "ar" or "en"}; '
    'only "text" must be there'
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of all inputs; it wins over what an input says of itself. None and "" say nothing."""

    date: date | None = None
    source: str = ""
    lang: str | None = None


def from_text(text: str, name: str, given: Given) -> Article:
    """Return a plain text as an article; raises InputError for an empty one."""
    body = canonical(text, name)
    return Article(name, body, given.lang or guess(body), given.date, source=given.source)


def from_json(data: str, where: str, name: str, given: Given) -> Article:
    """Return one JSON object as an article; keys that kg does not know are left aside.

    ``where`` names the input in errors; ``name`` names an article that has neither id nor url ("" = by its text).
    Raises InputError: broken JSON (KG-E105), a key missing or of the wrong kind (KG-E106), a bad date (KG-E107),
    a language that kg does not read (KG-E108).
    """
    record = _parse(data, where)
    text = checked(_string(record, "text", where), where)
    title, url = _string(record, "title", where), _string(record, "url", where)
    own = _string(record, "id", where) or url or name or hashlib.sha256(text.encode()).hexdigest()[:16]
    return Article(
        name=checked(own, where),
        text=text,
        lang=given.lang or _lang(record, where) or guess(text),
        date=given.date or _date(_string(record, "date", where), where),
        title=checked(title, where) if title.strip() else "",
        source=given.source or _string(record, "source", where),
        url=url if _URL.fullmatch(url) else "",
    )


def from_html(page: str, name: str, given: Given) -> Article:
    """Return the article of an HTML page without its menus; raises InputError (KG-E111) when it holds none.

    Title, date and address come from the page's metadata; a date that stands only in the running text is not taken.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - heavy, and most inputs are not HTML

    found = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError("KG-E111", f"{name!r} holds no article text", "give the page of one article, or its text as .txt")
    body = canonical(found.text or "", name)
    url = found.url if found.url and _URL.fullmatch(found.url) else ""
    day = given.date or (date.fromisoformat(found.date) if found.date else None)
    title = canonical(found.title, name) if found.title and found.title.strip() else ""
    return Article(url or name, body, given.lang or guess(body), day, title, given.source or found.sitename or "", url)


def _parse(data: str, where: str) -> dict[str, object]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError("KG-E105", f"{where!r} is not JSON: {error}", _WANTED) from error
    if not isinstance(record, dict):
        raise InputError(
            "KG-E105",
            f"{where!r} is not a JSON object but {type(record).__name__}",
            _WANTED + "; many go in a .jsonl file",
        )
    return record


def _string(record: dict[str, object], key: str, where: str) -> str:
    value = record.get(key)
    if key == "text" and value is None:
        raise InputError("KG-E106", f"{where!r} has no key 'text'", _WANTED)
    if value is None:
        return ""
    if key == "id" and isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise InputError("KG-E106", f"{where!r}: {key!r} must be a string, not {value!r:.80}", _WANTED)
    return value


def _date(value: str, where: str) -> date | None:
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as error:
        raise InputError("KG-E107", f"{where!r}: {value!r:.40} is no date", "write YYYY-MM-DD, or null") from error


def _lang(record: dict[str, object], where: str) -> str | None:
    value = _string(record, "lang", where)
    if not value:
        return None
    primary = value.lower().replace("_", "-").partition("-")[0]
    if primary not in LANGUAGES:
        raise InputError("KG-E108", f"{where!r}: kg does not read language {value!r:.40}", f"it reads {', '.join(LANGUAGES)}")
    return primary
