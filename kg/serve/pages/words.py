"""The words of the pages in Arabic and English, and which of the two a reader gets."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

LANGUAGES = ("en", "ar")

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "about": "What the news says, statement by statement, with the words that prove it.",
        "according": "according to",
        "articles": "articles",
        "counts": "What is stored",
        "empty": "Nothing found.",
        "entities": "entities",
        "evidence": "Evidence",
        "format": "Format",
        "graphql": "Ask by GraphQL",
        "home": "kg",
        "language": "العربية",
        "more": "More",
        "no_script": "This page needs JavaScript; the address also answers to programs.",
        "permalink": "Link to this query",
        "query": "Query",
        "result": "Result",
        "run": "Run",
        "saved": "Saved queries",
        "search": "Search for an actor",
        "search_label": "Name of a country, person or organisation",
        "sparql": "Ask by SPARQL",
        "statements": "statements",
        "variables": "Variables (JSON)",
        "affirmed": "affirmed",
        "negated": "denied",
        "asserted": "stated as fact",
        "planned": "planned",
        "possible": "possible",
        "requested": "requested",
        "conditional": "conditional",
    },
    "ar": {
        "about": "ما تقوله الأخبار، عبارةً عبارة، مع الكلمات التي تثبته.",
        "according": "بحسب",
        "articles": "المقالات",
        "counts": "محتوى المخزن",
        "empty": "لا نتائج.",
        "entities": "الكيانات",
        "evidence": "الدليل",
        "format": "الصيغة",
        "graphql": "السؤال بلغة GraphQL",
        "home": "kg",
        "language": "English",
        "more": "المزيد",
        "no_script": "تحتاج هذه الصفحة إلى JavaScript، والعنوان نفسه يجيب البرامج أيضا.",
        "permalink": "رابط هذا الاستعلام",
        "query": "الاستعلام",
        "result": "النتيجة",
        "run": "تنفيذ",
        "saved": "استعلامات محفوظة",
        "search": "ابحث عن فاعل",
        "search_label": "اسم دولة أو شخص أو منظمة",
        "sparql": "السؤال بلغة SPARQL",
        "statements": "العبارات",
        "variables": "المتغيرات (JSON)",
        "affirmed": "مثبت",
        "negated": "منفي",
        "asserted": "مذكور كواقع",
        "planned": "مخطط له",
        "possible": "محتمل",
        "requested": "مطلوب",
        "conditional": "مشروط",
    },
}


def language(request: Request) -> str:
    """Return ``ar`` or ``en``: what ``?lang=`` says, else the first of the two in Accept-Language, else English."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return "en"


def other(lang: str) -> str:
    """Return the other of the two languages."""
    return "en" if lang == "ar" else "ar"


def order(lang: str) -> tuple[str, str]:
    """Return the languages of labels, the reader's first."""
    return lang, other(lang)
