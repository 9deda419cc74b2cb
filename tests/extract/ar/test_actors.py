"""Who acts: titles and names, pronouns, dropped subjects, duals, counterparts, word order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.rules.candidate import Candidate
from kg.model import Statement

Framed = Callable[[str], list[Candidate]]
Stated = Callable[[str], tuple[Statement, ...]]


@pytest.mark.parametrize(
    ("text", "relation", "subject", "obj"),
    [
        ("زار الرئيس المصري عبد الفتاح السيسي السودان.", "visits", "abdel-fattah-el-sisi", "sudan"),
        ("الرئيس المصري عبد الفتاح السيسي زار السودان.", "visits", "abdel-fattah-el-sisi", "sudan"),
        ("أكد لافروف دعم موسكو لكوبا.", "supports", "russia", "cuba"),
        ("أشاد الدعم الأميركي لإسرائيل. وتواصل الدعم الأميركي لإسرائيل.", "supports", "united-states", "israel"),
        ("اعتقلت الشرطة ثلاثة أشخاص. قتل الجيش الإسرائيلي خمسة فلسطينيين.", "kills", None, None),
        ("حوصرت مدينة الفاشر من قبل قوات الدعم السريع.", "restricts", "rapid-support-forces", "el-fasher"),
        ("ندد لبنان بهجوم إسرائيلي استهدف بيروت.", "attacks", "israel", "lebanon"),
        ("تعرضت أوكرانيا لهجوم روسي واسع.", "attacks", "russia", "ukraine"),
        ("قال ماكرون إنه يجب على إسرائيل أن تنسحب من لبنان.", "callsOn", "emmanuel-macron", "israel"),
        ("قال ماكرون إنه يجب على إسرائيل أن تنسحب من لبنان.", "withdrawsFrom", "israel", "lebanon"),
        ("هاجم الحوثيون المدعومون من إيران السفينة.", "supports", "iran", "houthis"),
        ("شنت روسيا هجوما شاملا على كييف.", "attacks", "russia", "ukraine"),
        ("نفذت إسرائيل غارات مكثفة على لبنان.", "attacks", "israel", "lebanon"),
        ("تعاني إيران من عقوبات أميركية.", "sanctions", "united-states", "iran"),
        ("نددت مصر بقيام إسرائيل بقصف لبنان.", "attacks", "israel", "lebanon"),
        ("دعا الأمين العام للأمم المتحدة أنطونيو غوتيريش إسرائيل إلى الهدوء.", "callsOn", "antonio-guterres", "israel"),
        ("هنأ ملك الأردن تونس.", "praises", None, None),
        ("أرسلت الإمارات 50 طنا من المساعدات إلى السودان.", "aids", "united-arab-emirates", "sudan"),
        ("قتل الجيش الإسرائيلي 20 فلسطينيا في خان يونس.", "kills", None, None),
        ("خطف مسلحون أكثر من 300 مدني في نيجيريا.", "arrests", None, None),
        ("أكدت الرياض وقوفها إلى جانب الدوحة.", "supports", "saudi-arabia", "qatar"),
        ("دخلت الهدنة بين إسرائيل وحزب الله حيز التنفيذ.", "ceasesFireWith", "israel", "hezbollah"),
    ],
)
def test_subject_and_object(framed: Framed, text: str, relation: str, subject: str | None, obj: str | None) -> None:
    found = [c for c in framed(text) if c.relation == relation]
    assert found
    if subject is not None:
        assert (subject, obj) in [(c.subject.entity.id, c.object.entity.id) for c in found]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("قتل 12 شخصا في هجوم روسي على خاركيف.", "شخصا"),
        ("أصيب ثلاثة جنود في غارة روسية على خاركيف.", "ثلاثة جنود"),
        ("قتل قائد في حزب الله في غارة روسية.", "قائد في حزب الله"),
    ],
)
def test_whose_attack_it_was_killed(framed: Framed, text: str, victims: str) -> None:
    found = [c for c in framed(text) if c.relation == "kills"]
    assert [(c.subject.entity.id, c.subject.mention, c.object.mention) for c in found] == [("russia", "روسيا", victims)]


def test_a_joined_verb_keeps_its_subject(framed: Framed) -> None:
    text = "نددت وزارة الخارجية الإيرانية بالقصف الذي نفذته إسرائيل، وأكدت دعمها للبنان."
    found = [c for c in framed(text) if c.relation == "supports"]
    assert [(c.subject.mention, c.object.entity.id) for c in found] == [("وزارة الخارجية الإيرانية", "lebanon")]


def test_a_new_subject_after_and_is_no_second_object(framed: Framed) -> None:
    found = framed("باكو تجدد دعمها لأنقرة وأثينا تعزز قواتها في البحر.")
    assert {c.object.entity.id for c in found if c.relation == "supports"} == {"turkey"}
    joined = framed("جددت باكو دعمها لأنقرة وأثينا، وعززت قواتها.")
    assert {c.object.entity.id for c in joined if c.relation == "supports"} == {"turkey", "greece"}


def test_a_counterpart_has_the_title_of_the_one_before(stated: Stated) -> None:
    (met,) = [s for s in stated("التقى وزير الخارجية المصري نظيره الأردني في القاهرة.") if s.relation == "meets"]
    assert (met.subject.entity.id, met.object.entity.id) == ("badr-abdelatty", "ayman-safadi")


def test_a_pronoun_does_not_mean_the_other_side(framed: Framed) -> None:
    text = "أجرى الرئيس الروسي فلاديمير بوتين اتصالا مع نظيره الكوبي ميغيل دياز كانيل، وأكد دعم موسكو له."
    found = [c for c in framed(text) if c.relation == "supports"]
    assert [c.object.entity.state for c in found] == ["CUB"]


def test_an_unknown_person_gets_one_stable_entity_with_a_state(framed: Framed) -> None:
    text = "التقى وزير الزراعة البلغاري فاسيل غروديف السفير الياباني. وانتقد غروديف روسيا."
    subjects = {c.subject.entity.id: c.subject.entity.state for c in framed(text) if c.relation in ("meets", "condemns")}
    assert list(subjects.values()) == ["BGR"]


def test_offices_are_told_once(stated: Stated) -> None:
    text = "وصل الرئيس الروسي فلاديمير بوتين إلى بكين. وقال الرئيس الروسي فلاديمير بوتين إن المحادثات مفيدة."
    roles = [(s.subject.entity.id, s.object.entity.id) for s in stated(text) if s.relation == "headOf"]
    assert roles == [("vladimir-putin", "russia")]


def test_an_envoy_is_told_from_both_sides(stated: Stated) -> None:
    roles = {(s.relation, s.object.entity.id) for s in stated("قال السفير الفرنسي لدى تونس جان مرسيل لوبلان إن الحوار مستمر.")}
    assert {("officialOf", "france"), ("ambassadorTo", "tunisia")} <= roles


def test_an_envoy_of_the_united_nations_is_of_no_state(framed: Framed) -> None:
    found = [c for c in framed("التقى وزير الخارجية العماني المبعوث الأممي لليمن في مسقط.") if c.relation == "meets"]
    assert [c.object.entity.state for c in found] == ["IGO"]


@pytest.mark.parametrize(("visited", "state"), [("الولايات المتحدة", "USA"), ("الجزائر", None)])
def test_a_party_called_by_its_bent_is_that_of_a_state_that_is_told(framed: Framed, visited: str, state: str | None) -> None:
    text = f"زار الرئيس التونسي {visited}. وانتقد الحزب الجمهوري الزيارة."
    assert [c.subject.entity.state for c in framed(text) if c.relation == "condemns"] == [state]


def test_what_is_ours_has_no_state_of_whoever_was_named(framed: Framed) -> None:
    text = "أعلنت الجماعة الكردية أن حكومة أنقرة قصفت مواقعنا."
    assert [c.object.entity.state for c in framed(text) if c.relation == "attacks"] == [None]


def test_evidence_is_exact(stated: Stated) -> None:
    text = "عنوان\n(CNN)-- أكد الكرملين، الأربعاء، دعم روسيا لفنزويلا.وأدانت \u200fكوبا العقوبات الأميركية."
    found = stated(text)
    assert found
    assert all(text[s.evidence.start : s.evidence.end] == s.evidence.quote for s in found)


def test_the_same_article_gives_the_same_statements(stated: Stated) -> None:
    text = "فرضت كندا عقوبات على إيران. وردت طهران بطرد السفير الكندي، وفق وكالة رويترز."
    assert stated(text) == stated(text)
