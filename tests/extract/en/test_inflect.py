import pytest

from kg.extract.en.inflect import plural, verb_forms


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("condemn", ["condemn", "condemns", "condemned", "condemned", "condemning"]),
        ("seize", ["seize", "seizes", "seized", "seized", "seizing"]),
        ("deny", ["deny", "denies", "denied", "denied", "denying"]),
        ("ban", ["ban", "bans", "banned", "banned", "banning"]),
        ("clash", ["clash", "clashes", "clashed", "clashed", "clashing"]),
    ],
)
def test_regular_verbs(base: str, forms: list[str]) -> None:
    assert [f.text for f in verb_forms(base)] == forms


def test_final_l_may_be_doubled_or_not() -> None:
    texts = {f.text for f in verb_forms("funnel", doubling=True)}
    assert {"funnelled", "funneled", "funnelling", "funneling"} <= texts


def test_irregular_verbs_keep_their_forms() -> None:
    assert [f.text for f in verb_forms("strike", "struck", "struck")][2:4] == ["struck", "struck"]


@pytest.mark.parametrize(
    ("noun", "many"), [("army", "armies"), ("gunman", "gunmen"), ("air strike", "air strikes"), ("news", "news")]
)
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many
