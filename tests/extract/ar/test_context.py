"""How acts are presented: denied, planned, possible, requested and conditional ones are never facts; who says so; when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.rules import RuleExtractor
from kg.extract.rules.candidate import Candidate
from kg.model import Article

Framed = Callable[[str], list[Candidate]]


def only(framed: Framed, text: str, relation: str) -> Candidate:
    found = [c for c in framed(text) if c.relation == relation]
    assert found, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "relation", "polarity", "modality"),
    [
        ("قصفت روسيا مدينة خاركيف أمس.", "attacks", "affirmed", "asserted"),
        ("لم تقصف روسيا مدينة خاركيف.", "attacks", "negated", "asserted"),
        ("لن تدعم بلجيكا هذه العقوبات.", "supports", "negated", "planned"),
        ("سيزور الرئيس الفرنسي إيمانويل ماكرون القاهرة الأسبوع المقبل.", "visits", "affirmed", "planned"),
        ("يعتزم الرئيس الفرنسي إيمانويل ماكرون زيارة القاهرة.", "visits", "affirmed", "planned"),
        ("قد تهاجم إسرائيل إيران.", "attacks", "affirmed", "possible"),
        ("هددت إسرائيل بقصف بيروت.", "attacks", "affirmed", "possible"),
        ("هددت إسرائيل بهجوم يستهدف إيران.", "attacks", "affirmed", "possible"),
        ("نفت إيران شن هجوم استهدف قطر.", "attacks", "negated", "asserted"),
        ("لم تتعرض بولندا لهجوم روسي.", "attacks", "negated", "asserted"),
        ("إذا هاجمت إسرائيل إيران فإن المنطقة ستشتعل.", "attacks", "affirmed", "conditional"),
        ("دعت مصر إسرائيل إلى وقف قصف غزة.", "attacks", "affirmed", "possible"),
        ("دعت مصر إسرائيل إلى فك حصار غزة.", "restricts", "affirmed", "possible"),
        ("أعلنت إسرائيل وقف قصف غزة.", "attacks", "negated", "asserted"),
        ("تعهدت إسرائيل بوقف قصف غزة.", "attacks", "negated", "planned"),
        ("قال الجيش السوداني إن قوات الدعم السريع قصفت مدينة الأبيض.", "attacks", "affirmed", "possible"),
        ("تستعد فرنسا لهجوم محتمل من قبل إيران على قبرص.", "attacks", "affirmed", "possible"),
        ("تتجه كندا إلى سحب قواتها من سوريا.", "withdrawsFrom", "affirmed", "planned"),
        ("من المنتظر أن يزور ماكرون بيروت.", "visits", "affirmed", "planned"),
        ("من المستبعد أن تهاجم تركيا سوريا.", "attacks", "affirmed", "possible"),
        ("يعتقد مسؤولون أميركيون أن إيران زودت روسيا بصواريخ.", "armsTo", "affirmed", "possible"),
        ("أرجأت كندا فرض عقوبات على العراق.", "sanctions", "affirmed", "planned"),
        ("ألغى أردوغان زيارته إلى بغداد.", "visits", "negated", "asserted"),
        ("جمدت ألمانيا مساعداتها لأفغانستان.", "aids", "negated", "asserted"),
        ("في حالة قيام إسرائيل بمهاجمة إيران سترد طهران.", "attacks", "affirmed", "conditional"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون إن الحرب الروسية على أوكرانيا طويلة.", "attacks", "affirmed", "asserted"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون إنه يعتقد أن مصر تدعم لبنان.", "supports", "affirmed", "possible"),
        ("ندد لبنان بما سماه هجوما إسرائيليا على بيروت.", "attacks", "affirmed", "possible"),
        ("قالت فرنسا إن أي هجوم إسرائيلي على لبنان سيواجه برد.", "attacks", "affirmed", "conditional"),
        ("قال ماكرون إن المنطقة ستشتعل ما لم تنسحب إسرائيل من لبنان.", "withdrawsFrom", "negated", "conditional"),
        ("قال ماكرون إن المنطقة ستشتعل إن هاجمت إسرائيل إيران.", "attacks", "affirmed", "conditional"),
        ("يعقد ماكرون الخميس المقبل اجتماعا مع السيسي.", "meets", "affirmed", "planned"),
        ("دعت مصر إسرائيل إلى عدم قصف لبنان.", "attacks", "negated", "requested"),
        ("تحدث ماكرون عن سبل الخروج من الصراع الروسي الأوكراني.", "fightsWith", "affirmed", "asserted"),
        ("وأشار البيان إلى الهجوم الكيني، الذي امتنعت أوغندا عن إدانته.", "condemns", "negated", "asserted"),
        ("قالت كندا إن كينيا ملتزمة بالاتفاق ولن تسمح باستخدام أراضيها، وإن مصر تدعم لبنان.", "supports", "affirmed", "asserted"),
        ("قال ماكرون إن كينيا لا تزال تدعم أوغندا.", "supports", "affirmed", "asserted"),
        ("وكندا ما زالت تدعم أوغندا.", "supports", "affirmed", "asserted"),
        ("اقترحت فرنسا هدنة، لكن إيران نفت قصف إسرائيل.", "attacks", "negated", "asserted"),
    ],
)
def test_polarity_and_modality(framed: Framed, text: str, relation: str, polarity: str, modality: str) -> None:
    found = only(framed, text, relation)
    assert (found.polarity, found.modality) == (polarity, modality)


def test_refusing_to_rule_out_is_only_possible(framed: Framed) -> None:
    found = only(framed, "رفض الرئيس التركي رجب طيب أردوغان استبعاد إرسال قوات تركية إلى ليبيا.", "deploysTo")
    assert (found.polarity, found.modality) == ("affirmed", "possible")


@pytest.mark.parametrize(
    ("text", "relation", "speaker"),
    [
        ("قال وزير الخارجية المصري بدر عبد العاطي إن مصر تدعم لبنان.", "supports", "badr-abdelatty"),
        ("تدعم مصر لبنان، بحسب وكالة رويترز.", "supports", "reuters"),
        ("أكد الكرملين دعم روسيا لفنزويلا.", "supports", "russia"),
        ("أعلنت موسكو، الأربعاء، أن الحل بعيد بعد أن قصفت إسرائيل إيران.", "attacks", "russia"),
        ("قالت الخارجية الفرنسية إن باريس ترى في ما يجري خطرا، مضيفة أن مصر تدعم لبنان.", "supports", "french-foreign-ministry"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون خلال لقاء مع الصحافيين في عمّان إن مصر تدعم لبنان.", "supports", "emmanuel-macron"),
        ("نقلت وكالة رويترز عن الرئيس الفرنسي إيمانويل ماكرون قوله إن مصر تدعم لبنان.", "supports", "emmanuel-macron"),
        ("نقلت قناة العربية، الأحد، عن الكرملين قوله إن مصر تدعم لبنان.", "supports", "russia"),
        ("قال بيان صادر عن الكرملين إن مصر تدعم لبنان.", "supports", "russia"),
        ("نفت موسكو اتهام فرنسا لإيران بقصف إسرائيل.", "attacks", "france"),
        ("رد الرئيس الفرنسي إيمانويل ماكرون بالقول إن مصر تدعم لبنان.", "supports", "emmanuel-macron"),
        ("مصر تدعم لبنان، يتابع الرئيس الفرنسي إيمانويل ماكرون، ولا تخفي ذلك.", "supports", "emmanuel-macron"),
        ("دعا الرئيس الفرنسي إيمانويل ماكرون لبنان إلى التفاوض مع إسرائيل.", "negotiatesWith", "emmanuel-macron"),
        ("قال الكرملين إن روسيا باقية. وأضاف أن مصر تدعم لبنان.", "supports", "russia"),
        ("تعهدت كندا بفرض عقوبات على إيران.", "sanctions", "canada"),
        ("ورحبت كندا بتأكيد فرنسا دعم لبنان.", "supports", "france"),
        ("وجهت كندا اتهامات لإيران بقصف العراق.", "attacks", "canada"),
        ("رحب الكرملين بالحوار، لكن بيان الخارجية الفرنسية أوضح أن مصر تدعم لبنان.", "supports", "french-foreign-ministry"),
        ("قال الكرملين إن كندا انسحبت من الاتفاق، وتابع: مصر تدعم لبنان.", "supports", "russia"),
    ],
)
def test_attribution(framed: Framed, text: str, relation: str, speaker: str) -> None:
    found = only(framed, text, relation)
    assert found.attribution is not None
    assert found.attribution.entity.id == speaker


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("تدعم مصر لبنان.", "supports"),
        ("يذكر أن مصر تدعم لبنان.", "supports"),
        ("تدعم مصر لبنان، وفقا لقرارات مجلس الأمن.", "supports"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون إن بلاده باقية، وذلك بعد زيارة أردوغان إلى بيروت.", "visits"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون إن بلاده باقية، فيما تدعم مصر لبنان.", "supports"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون إنه يدعو إسرائيل إلى الانسحاب من غزة.", "callsOn"),
    ],
)
def test_the_papers_own_voice_has_no_attribution(framed: Framed, text: str, relation: str) -> None:
    assert only(framed, text, relation).attribution is None


def test_the_day_told_is_resolved(framed: Framed) -> None:
    found = only(framed, "قصفت روسيا، الأربعاء، مدينة خاركيف.", "attacks")
    assert found.time is not None
    assert (found.time.value, found.time.precision) == ("2025-12-10", "day")


@pytest.mark.parametrize(
    ("text", "relation", "value"),
    [
        ("ستزور ميركل باريس الأحد.", "visits", "2025-12-14"),
        ("تواصلت المحادثات بين روسيا وأوكرانيا الأحد.", "negotiatesWith", "2025-12-07"),
        ("لا سفير لواشنطن في كييف منذ عام 2019، عندما زار ترامب لندن.", "visits", "2019"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون الثلاثاء إن الوضع صعب. ودعا ماكرون لبنان إلى الهدوء.", "callsOn", "2025-12-09"),
        ("قصفت روسيا مدينة خاركيف الأربعاء. وقال السكان إن القصف الروسي على خاركيف عنيف.", "attacks", "2025-12-10"),
        ("اتصل السيسي بماكرون. وجرى الاتصال بين السيسي وماكرون الأحد.", "phones", "2025-12-07"),
        ("زار ماكرون القاهرة الأحد والتقى الرئيس المصري عبد الفتاح السيسي.", "meets", "2025-12-07"),
        ("قال الجيش الروسي، الأربعاء، إن أوكرانيا قصفت روسيا خلال الليل.", "attacks", "2025-12-10"),
        ("منذ انتفاضة 2011 التي دعمها حلف شمال الأطلسي.", "supports", "2011"),
    ],
)
def test_days_are_told_around_an_act(framed: Framed, text: str, relation: str, value: str) -> None:
    found = [c for c in framed(text) if c.relation == relation][-1]
    assert found.time is not None
    assert found.time.value == value


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("قصفت روسيا مدينة خاركيف.", "attacks"),
        ("قال الرئيس الفرنسي إيمانويل ماكرون الثلاثاء إن روسيا قصفت مدينة خاركيف.", "attacks"),
        ("زار ماكرون، الذي انتخب عام 2017، القاهرة.", "visits"),
        ("زار ماكرون القاهرة قبل يومين من الانتخابات.", "visits"),
        ("قالت مصر إن إسرائيل تنتهك معاهدة كامب ديفيد لعام 1978.", "violates"),
        ("اتهمت فرنسا إيران بمحاولة انقلاب يوم 15 يوليو 2016.", "accuses"),
        ("استقبل السيسي الأحد وفدا بعد زيارة ماكرون إلى بيروت.", "visits"),
        ("وكانت روسيا قد دعمت فنزويلا، وقالت روسيا الأربعاء إن الوضع صعب.", "supports"),
    ],
)
def test_no_day_is_invented(framed: Framed, text: str, relation: str) -> None:
    assert only(framed, text, relation).time is None


def test_a_time_that_cannot_be_read_is_not_that_of_another_act(extractor: RuleExtractor) -> None:
    text = "قصفت تركيا دمشق في 3 مايو 2024. وقصفت تركيا دمشق أمس."
    found = [c for c in extractor.candidates(Article("a", text, "ar")) if c.relation == "attacks"]
    assert [c.time and c.time.value for c in found] == ["2024-05-03", None]
