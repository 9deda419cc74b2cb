"""Small questions about an Arabic word that several steps ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kg.extract.ar.morphology import Reading, analyse_word, splits, vocabulary
from kg.extract.rules.lexicon import Frame, load_table
from kg.model import EntityType
from kg.text.fold import fold

CLOSED = frozenset({"prep", "comp", "rel", "wh", "neg", "ptc", "cop"})
NAME_PARTICLES = frozenset(
    fold(w)
    for w in ("بن", "ابن", "بنت", "آل", "أبو", "أبي", "أبا", "أم", "دي", "دا", "دو", "فان", "فون", "ديل", "عبد", "سان", "ولد")
)
COLLEAGUES = frozenset(fold(w) for w in ("الزميل", "الزميلة"))
HONORIFICS = COLLEAGUES | frozenset(
    fold(w)
    for w in (
        "السيد",
        "السيدة",
        "الشيخ",
        "الدكتور",
        "الدكتورة",
        "الأستاذ",
        "الجنرال",
        "الكولونيل",
        "الكابتن",
        "الميجور",
        "الأدميرال",
        "الملازم",
        "اللواء",
        "العميد",
        "الفريق",
        "العقيد",
        "المشير",
        "المهندس",
        "الأمير",
        "الأميرة",
        "الملك",
        "المدعو",
        "القس",
        "البابا",
        "الحاخام",
        "المرشد",
        "الإمام",
        "السير",
        "اللورد",
        "النقيب",
        "المقدم",
        "الرائد",
        "القيادي",
        "القيادية",
        "المعارض",
        "السياسي",
        "الباحث",
        "الباحثة",
        "المخرج",
        "الفنان",
        "الفنانة",
        "الإعلامي",
        "الإعلامية",
        "الكاتبة",
        "الأسير",
        "المعتقل",
        "المعتقلة",
        "المرشح",
        "المرشحة",
        "المدون",
        "الطالب",
        "الطالبة",
        "الجندي",
        "الناشط",
        "الناشطة",
        "المحامي",
        "الصحفي",
        "الصحافي",
        "الكاتب",
        "النائب",
        "النائبة",
        "السيناتور",
        "الزميل",
        "الزميلة",
        "الوزير",
        "الوزيرة",
    )
)
SERVANT = "عبد"  # with a name of God: عبد الله
AMOUNTS = frozenset(
    fold(
        "جزء جزءا "
        "عدد عددا عشرات العشرات مئات المئات آلاف الآلاف كل بعض أحد إحدى واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة "
        "عشر عشرون عشرين ثلاث أربع خمس ست سبع ثمان ثماني تسع ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين "
        "ثمانون ثمانين تسعون تسعين المزيد مزيد معظم أكثر العديد عديد الكثير كثير غالبية أغلب "
        "كلا سائر كافة جميع اثنا اثني اثنتا اثنتي ألفا ألفي مئتا مئتي نصف ربع ثلث ثلثا ثلثي "
        "طن طنا أطنان دفعة كمية كميات سلسلة موجة أول ثاني ثالث رابع خامس آخر أحدث أبرز أكبر أرفع"
    ).split()
)
COMPOUNDS = {  # what two words mean together: سلاح الجو is no weapon
    **{(fold("سلاح"), fold(w)): EntityType.GOVERNMENT for w in ("جو", "طيران", "بحرية", "مدفعية", "بر", "مشاة")},
    (fold("خطوط"), fold("جوية")): EntityType.ORGANIZATION,
    (fold("ادعاء"), fold("عام")): EntityType.GOVERNMENT,
    (fold("تيار"), fold("كهربائي")): EntityType.OTHER,
    (fold("طبقة"), fold("سياسية")): EntityType.ORGANIZATION,
    **{
        (fold("حركة"), fold(w)): EntityType.EVENT
        for w in ("ملاحة", "مرور", "سير", "طيران", "سفر", "تجارة", "تجارية", "نقل", "تنقل", "سياحة", "قطارات", "نزوح")
    },
    **{(fold("تنظيم"), fold(w)): EntityType.EVENT for w in "انتخابات مؤتمر استفتاء مظاهرات احتجاجات زيارات".split()},
}
OF_PRESS = frozenset(fold(w) for w in ("صحفي", "صحافي", "صحفية", "صحافية"))
SPEECHES = frozenset(
    fold(w)
    for w in "مؤتمر لقاء بيان تصريح تصريحات حديث حوار مقابلة إيجاز تقرير كلمة خطاب تسجيل رسالة تغريدة منشور مداخلة".split()
)
MADE = frozenset(fold(w) for w in ("الصنع", "المنشأ", "المولد"))  # طائرة صينية الصنع: not of China
QUALITIES = frozenset(  # adjectives that are spelt like participles of verbs with an object (المواقف الثابتة ل)
    fold(w)
    for w in "قاطع حازم ثابت شامل جامد خارق خاطف سالم صادم صافي عابر عاطل عامل فارق كاذب ماجد متوسط محترم مقلق مهين مبارك".split()
)
RIVALS = frozenset(fold(w) for w in "منافسه منافسها منافسته غريمه غريمها سلفه سلفها خلفه حليفه خصمه".split())
COUNTERPART = frozenset(
    fold(w)
    for w in (
        "نظيره",
        "نظيرها",
        "نظيرته",
        "نظيرتها",
        "نظرائه",
        "نظرائها",
        "نظيريه",
        "نظيريها",
        "مضيفه",
        "مضيفها",
        "مضيفته",
        "مضيفتها",
    )
)
FORMER = frozenset(fold(w) for w in ("السابق", "السابقة", "الأسبق", "الراحل", "سابق", "سابقا", "المخلوع", "السابقين"))


@cache
def given_names() -> frozenset[str]:
    """Return the folded given names of the language (schema/lexicon/ar/_names.toml)."""
    return frozenset(fold(n) for n in load_table("ar", "_names").get("given", []))


@cache
def adjectives() -> frozenset[str]:
    """Return the folded adjectives that are known as such (schema/lexicon/ar/_nouns.toml), masculine singular."""
    return frozenset(fold(n) for n in load_table("ar", "_nouns").get("adjectives", []))


def is_verb(raw: str) -> bool:
    """Return whether a word can only be a finite verb."""
    readings = analyse_word(raw)
    return bool(readings) and readings[0].pos == "verb" and all(r.pos == "verb" for r in readings)


def may_be_verb(raw: str) -> bool:
    """Return whether a word has a verbal reading."""
    return any(r.pos == "verb" for r in analyse_word(raw))


def is_closed(raw: str) -> bool:
    """Return whether a word is a particle, preposition, pronoun, copula or time word."""
    return analyse_word(raw)[0].pos in CLOSED


_MASDAR = re.compile("ان..ا.|است..?ا.|ا.[تط].ا.|ا.د.ا.")


def masdar_shaped(norm: str) -> bool:
    """Return whether a folded word has the shape of a masdar of form VII, VIII or X (انضمام), which is hardly ever a name."""
    return _MASDAR.fullmatch(norm.removesuffix("ات")) is not None


def is_time(raw: str) -> bool:
    """Return whether a word belongs to a time expression (weekday, month, day ...)."""
    return analyse_word(raw)[0].pos in ("weekday", "month", "time")


@lru_cache(maxsize=1 << 16)
def accusative(raw: str) -> bool:
    """Return whether a word carries the ending of the indefinite accusative (so it is no genitive)."""
    if raw.endswith(("اً", "ًا", "ً")):
        return True
    readings = analyse_word(raw)
    return raw.endswith("ا") and all(r.form is not None and r.form.tense == "acc" for r in readings)


@lru_cache(maxsize=1 << 16)
def is_common(raw: str) -> bool:
    """Return whether a word is known vocabulary (so not an unknown proper name)."""
    return analyse_word(raw)[0].pos != "unknown" or _adjective(fold(raw))


def is_adjective(stem: str) -> bool:
    """Return whether a folded word without clitics is a known adjective in any gender and number."""
    return stem in adjectives() or adjective_stem(stem) in adjectives()


def counts(norm: str) -> bool:
    """Return whether what a number counts is accusative (20 أسيرا، عشرين أسيرا)."""
    return norm.isdigit() or (norm in AMOUNTS and norm.endswith(("ون", "ين", "عشر", "عشره")))


def is_noun(raw: str) -> bool:
    """Return whether a word may be a noun; "my telephone" is none where the word is an adjective too (اتصال هاتفي)."""
    return any(r.pos in ("head", "noun") and r.enc != "ي" for r in analyse_word(raw))


def _adjective(norm: str) -> bool:
    return any(is_adjective(rest) for _, _, rest in splits(norm))


@lru_cache(maxsize=1 << 14)
def adjective_stem(word: str) -> str:
    """Return an adjective without the endings of gender, number and case: روسيه، روسيين، روسيا -> روسي."""
    for end in ("تين", "تان", "ين", "ون", "ان", "ات", "ه", "ا"):
        if word.endswith(end) and len(word) - len(end) > 2:
            return word[: -len(end)]
    return word


def head_type(reading: Reading) -> str:
    """Return the class named by a head noun (``Government``), or ""."""
    return vocabulary().heads.get(reading.stem, "") if reading.pos == "head" else ""


def marks(frames: Iterable[Frame], following: Reading) -> bool:
    """Return whether the word behind a masdar marks whom its act is done to (القضاء على المسلحين, not المعارضة في الداخل)."""
    marker = following.lemma if following.pos == "prep" else following.prep
    return any(marker == fold(m) for f in frames if f.trigger != "noun" for m in f.masdar_object)
