"""kg extract prints what articles state, without a store, in the shape that the gold scorer reads."""

import json

import pytest
from pyoxigraph import RdfFormat, parse

from kg.rdf.vocab import entity_iri

TEXT = "قال مراسلنا إن الطقس جميل.\nأيدت تونس لبنان."
KEYS = ["article", "subject", "relation", "object", "polarity", "modality", "attribution", "date", "evidence"]


def record(**more) -> str:
    return json.dumps({"id": "sample-1", "text": TEXT, "statements": [], **more}, ensure_ascii=False)


def test_jsonl_is_the_prediction_shape_with_offsets_into_the_text(kg):
    done = kg("extract", "-", stdin=record(date="2025-12-11"))
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert "\\u" not in line
    found = json.loads(line)
    assert list(found) == [*KEYS, "confidence", "extractor"]
    assert found["article"] == "sample-1"
    assert list(found["subject"]) == ["iri", "type", "labels", "mention", "state"]
    assert (found["subject"]["state"], found["relation"], found["object"]["state"]) == ("TUN", "supports", "LBN")
    assert found["subject"]["iri"] == entity_iri("tunisia")
    evidence = found["evidence"]
    assert TEXT[evidence["start"] : evidence["end"]] == evidence["text"] == "أيدت تونس لبنان"


def test_text_and_json_of_the_same_words_give_the_same_offsets(kg, tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
    (tmp_path / "a.json").write_text(record(id="a.txt"), encoding="utf-8")
    assert kg("extract", "a.txt").stdout == kg("extract", "a.json").stdout != ""


def test_table_and_turtle(kg):
    lines = kg("extract", "-", "--format", "table", stdin=record()).stdout.splitlines()
    assert lines[0].split() == ["subject", "relation", "object", "how", "said", "by", "when", "evidence"]
    assert "supports" in lines[2]
    done = kg("extract", "-", "--format", "turtle", stdin=record())
    assert done.returncode == 0, done.stderr
    subjects = {str(quad.subject) for quad in parse(done.stdout.encode(), format=RdfFormat.TURTLE)}
    assert f"<{entity_iri('tunisia')}>" in subjects


def test_explain_tells_each_sentence_with_what_fired_and_what_did_not(kg):
    lines = kg("extract", "-", "--explain", stdin=record()).stdout.splitlines()
    first, second = map(json.loads, lines)
    assert first["text"] == TEXT.splitlines()[0]
    assert first["statements"] == []
    assert [one["relation"] for one in second["statements"]] == ["supports"]
    assert second["statements"][0]["rule"]
    assert TEXT[second["start"] : second["end"]] == second["text"]
    shown = kg("extract", "-", "--explain", "--format", "table", stdin=record()).stdout
    assert "  + تونس (tunisia) supports لبنان (lebanon): affirmed, asserted" in shown


def test_explain_gives_the_reason_of_a_rejection(kg):
    done = kg("extract", "-", "--explain", stdin="أعرب عن دعمه.")
    (sentence,) = map(json.loads, done.stdout.splitlines())
    assert sentence["statements"] == []
    assert [one["relation"] for one in sentence["rejections"]] == ["supports"]
    assert sentence["rejections"][0]["reason"]
    assert "rejected candidates: " in done.stderr


def test_number_of_processes_changes_nothing(kg_process, tmp_path):
    lines = [record(id=f"article-{number}") for number in range(12)]
    (tmp_path / "many.jsonl").write_text("\n".join([*lines[:6], "{broken", *lines[6:]]), encoding="utf-8")
    one, two = kg_process("extract", "many.jsonl"), kg_process("extract", "many.jsonl", "--jobs", "2")
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == len(lines)
    assert (one.returncode, two.returncode) == (5, 5)


@pytest.fixture
def plugin(tmp_path):
    """Install an extractor as another package would; it breaks on articles that say so. Returns its environment."""
    site = tmp_path / "site"
    (site / "brittle-1.0.dist-info").mkdir(parents=True)
    (site / "brittle-1.0.dist-info" / "METADATA").write_text("Name: brittle\nVersion: 1.0\n", encoding="utf-8")
    points = "[kg.extractors]\nbrittle = brittle:Brittle\n"
    (site / "brittle-1.0.dist-info" / "entry_points.txt").write_text(points, encoding="utf-8")
    code = """
from kg.model import Extraction

class Brittle:
    name, version = "brittle", "1.0"

    def __init__(self, gazetteer, ontology):
        pass

    def extract(self, article):
        return Extraction() if "fine" in article.text else {}["fine"]
"""
    (site / "brittle.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": str(site)}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_extractor_of_another_package_that_breaks_does_not_stop_the_rest(kg_process, plugin, jobs):
    lines = "\n".join(json.dumps({"id": text, "text": text}) for text in ("fine 1", "bad", "fine 2"))
    done = kg_process("extract", "-", "--extractor", "brittle", "--jobs", jobs, stdin=lines, env=plugin)
    assert done.returncode == 5
    assert "KG-E113: extractor 'brittle' failed on 'bad': KeyError: 'fine'" in done.stderr
    assert "2 articles, 0 statements, 1 failed" in done.stderr


def test_added_gazetteer_gives_new_actors(kg, tmp_path):
    (tmp_path / "mine.ttl").write_text(
        """
@prefix kg: <https://w3id.org/kg-relations/vocab#> .
@prefix kge: <https://w3id.org/kg-relations/entity/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kge:zarqun a kg:Country ; skos:prefLabel "زرقون"@ar, "Zarqun"@en .
""",
        encoding="utf-8",
    )
    done = kg("extract", "-", "--gazetteer", "mine.ttl", stdin="أيدت زرقون لبنان.")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["subject"]["iri"] == entity_iri("zarqun")
