"""kg review: a person in an Arabic and an English article is proposed as one, judged, and judged otherwise."""

import json

import pytest

ARABIC = json.dumps({"id": "ar", "text": "زار وزير النفط الفنزويلي خوان بيريرا مصر يوم الأحد.", "date": "2025-12-08"})
ENGLISH = json.dumps({"id": "en", "text": "Venezuelan Oil Minister Juan Pereira visited Egypt on Sunday.", "date": "2025-12-08"})


@pytest.fixture
def pair(kg) -> dict[str, str]:
    """Return the one proposal of a store with both articles."""
    assert kg("ingest", "-", "--quiet", stdin=f"{ARABIC}\n{ENGLISH}\n").returncode == 0
    (found,) = _proposed(kg)
    return found


def _proposed(kg) -> list[dict[str, str]]:
    return [json.loads(line) for line in kg("review", "list", "--format", "json").stdout.splitlines()]


def _visits(kg) -> set[str]:
    lines = kg("export", "--format", "jsonl").stdout.splitlines()
    told = [json.loads(line) for line in lines]
    return {row["subject"]["iri"].rsplit("/", 1)[-1] for row in told if row.get("relation") == "visits"}


def test_pairs_come_with_likeness_and_reason_and_nothing_is_merged(kg, pair):
    assert pair["likeness"] >= 0.8
    assert "خوان بيريرا / Juan Pereira" in pair["reason"] or "Juan Pereira / خوان بيريرا" in pair["reason"]
    assert _visits(kg) == {pair["source"], pair["target"]}


def test_accepting_makes_one_of_them_and_undoing_two_again(kg, pair):
    done = kg("review", "accept", pair["source"], pair["target"], "--who", "Amal", "--reason", "same minister")
    assert done.returncode == 0
    judgement = done.stdout.split()[0]
    assert _visits(kg) == {pair["target"]}
    assert _proposed(kg) == []
    assert kg("review", "undo", judgement, "--who", "Amal", "--reason", "a namesake").returncode == 0
    assert _visits(kg) == {pair["source"], pair["target"]}
    assert _proposed(kg) == [pair]


def test_a_rejected_pair_is_proposed_no_more_until_that_is_undone(kg, pair):
    done = kg("review", "reject", pair["source"], pair["target"], "--who", "Amal", "--reason", "two ministers")
    assert _proposed(kg) == []
    assert kg("review", "accept", pair["source"], pair["target"]).returncode == 2
    log = [json.loads(line) for line in kg("review", "log", "--format", "json").stdout.splitlines()]
    assert [(one["kind"], one["who"], one["reason"]) for one in log] == [("rejectMerge", "Amal", "two ministers")]
    kg("review", "undo", done.stdout.split()[0])
    assert _proposed(kg) == [pair]


def test_an_unknown_id_is_an_error_with_a_hint(kg, pair):
    done = kg("review", "accept", "nobody", pair["target"])
    assert done.returncode == 2
    assert "KG-E031" in done.stderr
    assert "take an id" in done.stderr
