"""A state's ministry, army or parliament is one entity however, and in whichever language, it is named."""

from datetime import date

import pytest

from kg.extract.registry import create
from kg.extract.rules import RuleExtractor
from kg.model import Article, Statement
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology


@pytest.fixture(scope="module")
def extractor() -> RuleExtractor:
    made = create("rules", load_gazetteer(), load_ontology())
    assert isinstance(made, RuleExtractor)
    return made


def read(extractor: RuleExtractor, text: str, lang: str, name: str = "a") -> list[Statement]:
    return list(extractor.extract(Article(name, text, lang, date(2025, 7, 22))).statements)


@pytest.mark.parametrize(
    ("id_", "texts"),
    [
        (
            "sudan-foreign-ministry",
            {
                "ar": [
                    "أدانت وزارة الخارجية السودانية إثيوبيا.",
                    "أدانت الخارجية السودانية إثيوبيا.",
                    "أدانت وزارة خارجية السودان إثيوبيا.",
                ],
                "en": [
                    "Sudan's Foreign Ministry condemned Ethiopia.",
                    "The Sudanese Ministry of Foreign Affairs condemned Ethiopia.",
                ],
            },
        ),
        (
            "chad-interior-ministry",
            {"ar": ["اتهمت وزارة داخلية تشاد السودان بخرق الحدود."], "en": ["Chad's interior ministry condemned Sudan."]},
        ),
        ("kenya-army", {"ar": ["قصف الجيش الكيني الصومال."], "en": ["The Kenyan military bombed Somalia."]}),
        # one that the gazetteer knows by that name
        (
            "russian-foreign-ministry",
            {"ar": ["أدانت وزارة خارجية روسيا كييف."], "en": ["Russia's foreign ministry condemned Kyiv."]},
        ),
    ],
)
def test_one_body_in_two_languages(extractor: RuleExtractor, id_: str, texts: dict[str, list[str]]) -> None:
    for lang, sentences in texts.items():
        for sentence in sentences:
            assert {s.subject.entity.id for s in read(extractor, sentence, lang)} >= {id_}, sentence


def test_its_labels_are_those_of_both_languages(extractor: RuleExtractor) -> None:
    found = read(extractor, "أدانت الخارجية السودانية إثيوبيا.", "ar")[0].subject
    assert dict(found.entity.labels) == {"ar": "وزارة الخارجية السودانية", "en": "Sudanese Foreign Ministry"}
    assert "Sudanese Ministry of Foreign Affairs" in found.entity.aliases
    assert found.mention == "الخارجية السودانية"
    assert found.entity.state == "SDN"


def test_a_body_named_again_without_its_state_is_the_one_told_before(extractor: RuleExtractor) -> None:
    text = "أدانت وزارة الخارجية الكينية الصومال. واتهمت وزارة الخارجية الصومال بخرق الهدنة."
    acts = read(extractor, text, "ar")
    assert {s.subject.entity.id for s in acts if s.relation in ("condemns", "accuses")} == {"kenya-foreign-ministry"}


def test_a_body_of_no_state_that_is_told_is_another_one_in_every_article(extractor: RuleExtractor) -> None:
    first, again, other = (read(extractor, "اعتقل الجيش عشرة مسلحين.", "ar", name)[0].subject.entity for name in ("a", "a", "b"))
    assert first.id == again.id
    assert first.id != other.id
    assert first.state is None


def test_a_holder_known_by_name_tells_whose_ministry_it_is(extractor: RuleExtractor) -> None:
    text = "قالت الخارجية الكينية إنها تتابع الموقف. وقال المتحدث باسم الخارجية وانغ ون بين إن بلاده تدعم كينيا."
    offices = [s for s in read(extractor, text, "ar") if s.relation == "officialOf"]
    assert [s.object.entity.id for s in offices] == ["chinese-foreign-ministry"]


@pytest.mark.parametrize("name", ["خالد عمر", "حسن عمر", "السفير خالد عمر"])
def test_a_spokesman_belongs_to_the_state_of_the_ministry(extractor: RuleExtractor, name: str) -> None:
    statements = read(extractor, f"قال المتحدث باسم وزارة الخارجية السودانية {name} إن بلاده تتابع الموقف.", "ar")
    office = next(s for s in statements if s.relation == "officialOf")
    assert office.subject.entity.label("ar") == name.removeprefix("السفير ")
    assert (office.subject.entity.state, office.object.entity.id) == ("SDN", "sudan-foreign-ministry")


def test_the_day_on_which_a_spokesman_spoke_is_known_by_the_office(extractor: RuleExtractor) -> None:
    text = "قال المتحدث باسم وزارة الخارجية السودانية خالد عمر أمس إن بلاده تتابع الموقف. "
    text += "واتهم الناطق باسم الخارجية السودانية إثيوبيا بخرق الهدنة."
    accused = next(s for s in read(extractor, text, "ar") if s.relation == "accuses")
    assert accused.time is not None
    assert accused.time.value == "2025-07-21"
