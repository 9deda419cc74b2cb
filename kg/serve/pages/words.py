"""The words of the pages in Arabic and English, and which of the two a reader gets."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from kg.model import EntityType

LANGUAGES = ("en", "ar")

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "alias": "Also called",
        "any": "any",
        "back": "To the first page",
        "busiest": "Actors with the most statements",
        "characters": "characters",
        "edit": "Open in the editor",
        "error": "That did not work",
        "found": "Found",
        "not_found": "Not found",
        "queries": "Queries",
        "required": "required",
        "rows": "rows",
        "same_as": "The same elsewhere",
        "saved_about": "Questions with blanks to fill in; each also answers to programs at its address.",
        "state": "State",
        "type": "Kind",
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
        "alias": "يسمى أيضا",
        "any": "أي قيمة",
        "back": "إلى الصفحة الأولى",
        "busiest": "أكثر الفاعلين ذكرا",
        "characters": "الأحرف",
        "edit": "فتح في المحرر",
        "error": "تعذر تنفيذ الطلب",
        "found": "ما عُثر عليه",
        "not_found": "غير موجود",
        "queries": "استعلامات",
        "required": "إلزامي",
        "rows": "صفوف",
        "same_as": "الشيء نفسه في مواضع أخرى",
        "saved_about": "أسئلة تُملأ فراغاتها، وكل منها يجيب البرامج أيضا على عنوانه.",
        "state": "الدولة",
        "type": "النوع",
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

TYPES: Mapping[str, Mapping[EntityType, str]] = {
    "en": {
        EntityType.COUNTRY: "country",
        EntityType.PERSON: "person",
        EntityType.GOVERNMENT: "part of a government",
        EntityType.ORGANIZATION: "organisation",
        EntityType.PARTY: "political party",
        EntityType.ARMED_GROUP: "armed group",
        EntityType.POPULATION: "people",
        EntityType.PLACE: "place",
        EntityType.VESSEL: "vessel",
        EntityType.WEAPON: "weapon",
        EntityType.AGREEMENT: "agreement",
        EntityType.POLICY: "policy",
        EntityType.EVENT: "event",
        EntityType.OTHER: "other",
    },
    "ar": {
        EntityType.COUNTRY: "دولة",
        EntityType.PERSON: "شخص",
        EntityType.GOVERNMENT: "جهة حكومية",
        EntityType.ORGANIZATION: "منظمة",
        EntityType.PARTY: "حزب",
        EntityType.ARMED_GROUP: "جماعة مسلحة",
        EntityType.POPULATION: "جماعة من الناس",
        EntityType.PLACE: "مكان",
        EntityType.VESSEL: "سفينة أو طائرة",
        EntityType.WEAPON: "سلاح",
        EntityType.AGREEMENT: "اتفاق",
        EntityType.POLICY: "سياسة",
        EntityType.EVENT: "حدث",
        EntityType.OTHER: "غير ذلك",
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
