"""An article in two languages is read sentence by sentence, each with the grammar of its own language."""

from kg.extract.rules import RuleExtractor
from kg.model import Article, Statement

MIXED = (
    "أدانت مصر إثيوبيا بسبب السد الجديد. "
    "Canada announced its support for Japan on Tuesday. "
    "وزار وزير الخارجية الروسي سيرغي لافروف تونس، وقال إن شركة Gazprom Export LLC وقعت عقدا."
)
WANTED = {("egypt", "condemns", "ethiopia"), ("canada", "supports", "japan"), ("sergei-lavrov", "visits", "tunisia")}


def _told(statements: tuple[Statement, ...]) -> set[tuple[str, str, str]]:
    return {(s.subject.entity.id, s.relation, s.object.entity.id) for s in statements}


def test_both_languages_of_an_article_are_read(extractor: RuleExtractor) -> None:
    for main in ("ar", "en"):
        found = extractor.extract(Article("mixed", MIXED, main)).statements
        assert {
            ("egypt", "condemns", "ethiopia"),
            ("canada", "supports", "japan"),
            ("sergei-lavrov", "visits", "tunisia"),
        } <= _told(found)
        assert all(MIXED[s.evidence.start : s.evidence.end] == s.evidence.quote for s in found)
        assert [s.provenance.rule[:2] for s in found if s.relation == "supports"] == ["en"]


def test_a_name_in_another_script_does_not_change_the_language_of_a_sentence(extractor: RuleExtractor) -> None:
    found = extractor.extract(Article("names", "أيدت تونس شركة Lockheed Martin Corporation في المحادثات.", "ar")).statements
    assert all(s.provenance.rule.startswith("ar/") for s in found)
