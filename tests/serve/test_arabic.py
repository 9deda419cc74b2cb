"""The Arabic of the pages: verbs agree with their subjects, reasons are told in Arabic."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from kg.ingest.readers import Readers
from kg.model import Article, EntityType
from kg.serve.pages.agreement import agreeing
from kg.serve.pages.rejected import rejected
from kg.serve.pages.words import WORDS


@pytest.mark.parametrize(
    ("subject", "type_", "id_", "verb"),
    [
        ("روسيا", "COUNTRY", "russia", "تدعم"),
        ("الولايات المتحدة", "COUNTRY", "united-states", "تدعم"),
        ("لبنان", "COUNTRY", "lebanon", "يدعم"),
        ("وزارة الخارجية الأردنية", "GOVERNMENT", "x", "تدعم"),
        ("القوات الروسية", "ARMED_GROUP", "x", "تدعم"),
        ("الأمم المتحدة", "ORGANIZATION", "x", "تدعم"),
        ("مجلس الجامعة العربية", "ORGANIZATION", "x", "يدعم"),
        ("حلف شمال الأطلسي", "ORGANIZATION", "x", "يدعم"),
        ("أسامة حمدان", "PERSON", "x", "يدعم"),
        ("", "OTHER", "x", "يدعم"),
    ],
)
def test_a_verb_agrees_with_its_subject(subject: str, type_: str, id_: str, verb: str) -> None:
    assert agreeing("يدعم", subject, type_, id_) == verb
    assert agreeing("مسؤول في", subject, type_, id_) == "مسؤول في"
    assert type_ in EntityType.__members__


def test_what_the_rules_reject_is_told_in_arabic(corpus: Path) -> None:
    readers, seen = Readers(), set[str]()
    for file in sorted(corpus.glob("*-tanker-*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        article = Article(told["id"], told["text"], told["lang"], date.fromisoformat(told["date"]))
        seen |= {each.reason for each in readers.extract(article).rejections}
    assert len(seen) > 5
    for reason in seen:
        shown = re.sub(r"<[^>]*>", "", rejected([("x", "", reason)], [], "ar", "ar").partition("<tbody>")[2])
        assert re.match(r"x[\u0621-\u064a]", shown), reason
    assert WORDS["en"]["why_itself"] in rejected([("x", "", "self-loop")], [], "ar", "en")
    assert "a reason of a plug-in" in rejected([("x", "", "a reason of a plug-in")], [], "ar", "ar")
