"""kg lexicon mine lists words between two actors that no frame knows, and names that no gazetteer knows."""

import json

TEXT = """أذهلت تونس الجزائر. ثم أذهلت مصر السودان.
أيدت تونس لبنان. والتقى الرئيس سعيد المنوفي الوزير، وقال سعيد المنوفي إن الزيارة مفيدة."""


def mined(kg, *options):
    done = kg("lexicon", "mine", "-", "--lang", "ar", "--format", "jsonl", *options, stdin=TEXT)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_unknown_verb_between_actors_is_found_and_a_known_one_is_not(kg):
    verbs = mined(kg, "--kind", "verb", "--least", "1")
    assert ("اذهل", "direct") in {(one["word"], one["slot"]) for one in verbs}
    assert "ايد" not in {one["word"] for one in verbs}
    (found,) = (one for one in verbs if (one["word"], one["slot"]) == ("اذهل", "direct"))
    assert (found["places"], found["articles"]) == (2, 1)
    assert len(found["contexts"]) == 1
    assert "أذهلت تونس الجزائر" in found["contexts"][0]


def test_a_name_that_nobody_knows_is_found(kg):
    assert "سعيد المنوفي" in {one["word"] for one in mined(kg, "--kind", "name")}


def test_a_table_and_the_least_number(kg):
    done = kg("lexicon", "mine", "-", "--lang", "ar", "--least", "9", stdin=TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2
