"""Conjugation and clitics: forms that news writes, read back to their lemma."""

from __future__ import annotations

import pytest

from kg.extract.ar.conjugate import noun_forms, verb_forms
from kg.extract.ar.morphology import analyse_word
from kg.text.fold import fold


@pytest.mark.parametrize(
    ("past", "present", "forms"),
    [
        ("أعلن", "يعلن", "أعلنت أعلنوا يعلن تعلن يعلنون نعلن أعلنتا يعلنان"),
        ("قال", "يقول", "قالت قالوا قلنا يقول تقول يقل يقولون"),
        ("التقى", "يلتقي", "التقت التقيا التقوا يلتقي تلتقي يلتقون يلتق"),
        ("دعا", "يدعو", "دعت دعوا يدعو تدعو يدع يدعون دعي"),
        ("شن", "يشن", "شنت شنوا يشن تشن"),
        ("بدأ", "يبدأ", "بدأت بدأوا يبدأ تبدأ يبدأون"),
        ("أدان", "يدين", "أدانت أدانوا يدين تدين يدن"),
        ("حاصر", "يحاصر", "حاصرت حوصر حوصرت"),
        ("استعاد", "يستعيد", "استعادت استعيد يستعاد"),
    ],
)
def test_verbs_of_every_class(past: str, present: str, forms: str) -> None:
    made = {form.text for form in verb_forms(past, present)}
    assert {fold(f) for f in forms.split()} <= made


@pytest.mark.parametrize(
    ("past", "present", "participle"),
    [
        ("أكد", "يؤكد", "مؤكدا"),
        ("كتب", "يكتب", "كاتب"),
        ("دعا", "يدعو", "داعي"),
        ("قال", "يقول", "قائل"),
        ("اتهم", "يتهم", "متهم"),
    ],
)
def test_active_participles(past: str, present: str, participle: str) -> None:
    made = {f.text for f in verb_forms(past, present) if f.pos == "participle"}
    assert fold(participle) in made


def test_bound_forms_of_nouns() -> None:
    assert {"مساعدت", "مساعدات"} <= {f.text for f in noun_forms("مساعدة")}
    assert {"لقاي", "لقاو"} <= {f.text for f in noun_forms("لقاء")}


@pytest.mark.parametrize(
    ("word", "pro", "stem", "enc"),
    [
        ("وأكد", "و", "أكد", ""),
        ("وستقدم", "وس", "تقدم", ""),
        ("للحكومة", "ل", "حكومة", ""),
        ("وبالقوات", "وب", "قوات", ""),
        ("دعمه", "", "دعم", "ه"),
        ("قواتها", "", "قوات", "ها"),
        ("حكومته", "", "حكومت", "ه"),
        ("فتحت", "", "فتحت", ""),
    ],
)
def test_clitics(word: str, pro: str, stem: str, enc: str) -> None:
    reading = analyse_word(word)[0]
    assert (reading.pro, reading.stem, reading.enc) == (pro, fold(stem), enc)


@pytest.mark.parametrize("word", ["بوتين", "لافروف", "فانس", "بلينكن", "كيربي"])
def test_a_name_is_not_cut(word: str) -> None:
    reading = analyse_word(word)[0]
    assert reading.pos == "unknown"
    assert reading.stem == fold(word)
