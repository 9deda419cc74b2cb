"""Words of Arabic dates: weekdays, three systems of month names, numbers and ordinals, units, directions."""

from __future__ import annotations

from collections.abc import Iterable

from kg.text.fold import fold


def folded(words: str | Iterable[str]) -> frozenset[str]:
    """Return the folded forms of words, given as a list or with spaces between."""
    return frozenset(fold(w) for w in (words.split() if isinstance(words, str) else words))


def _numbered(rows: Iterable[str], first: int) -> dict[str, int]:
    return {fold(name): number for number, names in enumerate(rows, first) for name in names.split("|")}


MONTHS = _numbered(
    (
        "يناير|كانون الثاني|جانفي",
        "فبراير|شباط|فيفري",
        "مارس|آذار",
        "أبريل|إبريل|نيسان|أفريل",
        "مايو|أيار|ماي",
        "يونيو|حزيران|جوان",
        "يوليو|تموز|جويلية",
        "أغسطس|آب|أوت|غشت",
        "سبتمبر|أيلول|شتنبر",
        "أكتوبر|تشرين الأول",
        "نوفمبر|تشرين الثاني|نونبر",
        "ديسمبر|كانون الأول|دجنبر",
    ),
    1,
)
HIJRI_MONTHS = _numbered(
    (
        "محرم|المحرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر|ربيع الثاني",
        "جمادى الأولى",
        "جمادى الآخرة|جمادى الثانية",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذي القعدة|ذو القعدة",
        "ذي الحجة|ذو الحجة",
    ),
    1,
)
WEEKDAYS = _numbered(("الاثنين|الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"), 0)
NUMBERS = _numbered(
    (
        "واحد|واحدة",
        "اثنين|اثنتين",
        "ثلاثة|ثلاث",
        "أربعة|أربع",
        "خمسة|خمس",
        "ستة|ست",
        "سبعة|سبع",
        "ثمانية|ثماني",
        "تسعة|تسع",
        "عشرة|عشر",
    ),
    1,
)
_UNIT_ORDINALS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
ORDINALS = {
    **_numbered(_UNIT_ORDINALS, 1),
    **{fold(f"{'الحادي' if n == 1 else word} عشر"): 10 + n for n, word in enumerate(_UNIT_ORDINALS[:9], 1)},
    **{fold(f"{'الحادي' if n == 1 else word} والعشرين"): 20 + n for n, word in enumerate(_UNIT_ORDINALS[:9], 1)},
    fold("العشرين"): 20,
    fold("الثلاثين"): 30,
    fold("الحادي والثلاثين"): 31,
}
PAST = folded("الماضي الماضية الماضيين المنصرم المنصرمة الفائت الفائتة")
BEFORE = folded("السابق السابقة")
NEXT = folded("المقبل المقبلة المقبلين القادم القادمة القادمين")
THIS = folded("الجاري الحالي الجارية الحالية")
POINTING = folded("هذا هذه")
AGO = folded("قبل منذ")
ON = folded("بتاريخ")
ARTICLE = "ال"
PARTS = folded("صيف شتاء ربيع خريف بداية مطلع أوائل منتصف أواخر نهاية")
THE_MONTH = fold("الشهر")
BETWEEN = fold("بين")
MONTH_OF = folded("خلال شهر")
SINCE = fold("منذ")
ABOUT = folded("نحو حوالي قرابة زهاء")
TO = folded("إلى حتى - –")
SINGLE_UNITS = {
    **dict.fromkeys(folded("يوم"), ("day", 1)),
    **dict.fromkeys(folded("يومين"), ("day", 2)),
    **dict.fromkeys(folded("أسبوع"), ("week", 1)),
    **dict.fromkeys(folded("أسبوعين"), ("week", 2)),
    **dict.fromkeys(folded("شهر"), ("month", 1)),
    **dict.fromkeys(folded("شهرين"), ("month", 2)),
    **dict.fromkeys(folded("عام سنة"), ("year", 1)),
    **dict.fromkeys(folded("عامين سنتين"), ("year", 2)),
}
COUNTED_UNITS = {
    **dict.fromkeys(folded("يوم يوما أيام"), "day"),
    **dict.fromkeys(folded("أسبوع أسبوعا أسابيع"), "week"),
    **dict.fromkeys(folded("شهر شهرا أشهر شهور"), "month"),
    **dict.fromkeys(folded("عام عاما أعوام سنة سنوات سنين"), "year"),
}
YEAR_WORDS = folded("عام العام سنة السنة بعام")
YEAR_OF = folded("لعام للعام لسنة")
TWO_YEARS = folded("عامي لعامي سنتي")
TWO_DAYS = fold("يومي")
NAMED_BY_YEAR = folded("القرار قرار رقم العالم مونديال رؤية خطة أجندة أولمبياد نسخة")
DAY_WORDS = {
    fold(w): shift for w, shift in (("أمس", -1), ("الأمس", -1), ("اليوم", 0), ("الليلة", 0), ("غدا", 1), ("غد", 1), ("الغد", 1))
}
YESTERDAY = folded("أمس الأمس")
TONIGHT = fold("الليلة")
TODAY = fold("اليوم")
TOMORROW = folded("غد الغد غدا")
AFTER = fold("بعد")
FIRST = folded("الأول أول")
NOT_TODAY = folded("التالي الأول الثاني الثالث الرابع الخامس الأخير نفسه ذاته الذي الواحد")
THAT = folded("ذلك هذا")
