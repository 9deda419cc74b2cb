"""How acts are presented: denied, planned, possible, requested and conditional ones are never facts; who says so; when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.rules.candidates import Candidate

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
        ("دعت مصر إسرائيل إلى وقف قصف غزة.", "attacks", "affirmed", "requested"),
        ("قال الجيش السوداني إن قوات الدعم السريع قصفت مدينة الأبيض.", "attacks", "affirmed", "possible"),
        ("تستعد فرنسا لهجوم محتمل من قبل إيران على قبرص.", "attacks", "affirmed", "possible"),
        ("تتجه كندا إلى سحب قواتها من سوريا.", "withdrawsFrom", "affirmed", "planned"),
        ("من المنتظر أن يزور ماكرون بيروت.", "visits", "affirmed", "planned"),
        ("من المستبعد أن تهاجم تركيا سوريا.", "attacks", "affirmed", "possible"),
        ("أرجأت كندا فرض عقوبات على العراق.", "sanctions", "affirmed", "planned"),
        ("ألغى أردوغان زيارته إلى بغداد.", "visits", "negated", "asserted"),
        ("جمدت ألمانيا مساعداتها لأفغانستان.", "aids", "negated", "asserted"),
        ("في حالة قيام إسرائيل بمهاجمة إيران سترد طهران.", "attacks", "affirmed", "conditional"),
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
    ],
)
def test_attribution(framed: Framed, text: str, relation: str, speaker: str) -> None:
    found = only(framed, text, relation)
    assert found.attribution is not None
    assert found.attribution.entity.id == speaker


def test_the_papers_own_voice_has_no_attribution(framed: Framed) -> None:
    assert only(framed, "تدعم مصر لبنان.", "supports").attribution is None


def test_the_day_told_is_resolved(framed: Framed) -> None:
    found = only(framed, "قصفت روسيا، الأربعاء، مدينة خاركيف.", "attacks")
    assert found.time is not None
    assert (found.time.value, found.time.precision) == ("2025-12-10", "day")


def test_no_day_is_invented(framed: Framed) -> None:
    assert only(framed, "قصفت روسيا مدينة خاركيف.", "attacks").time is None
