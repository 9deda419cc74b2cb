"""Commands on a store: ingest, query, export, stats, verify, in real processes."""

import csv
import io
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.rdf.vocab import entity_iri, relation_iri
from kg.store import open_store

ARTICLE = json.dumps({"id": "one", "text": "أيدت تونس لبنان.", "date": "2025-12-11"})
FACT = f"<{entity_iri('tunisia')}> <{relation_iri('supports')}> <{entity_iri('lebanon')}>"


def test_batch_with_bad_inputs_stores_the_rest_and_says_which_failed(kg, tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    for name, content in {
        "a.json": ARTICLE.encode(),
        "broken.json": b"{",
        "empty.txt": b"",
        "lines.jsonl": b'{"id": "two", "text": "The weather is fine."}\nbroken\n',
        "picture.txt": b"\x89PNG\x00",
    }.items():
        (news / name).write_bytes(content)
    done = kg("ingest", "missing.txt", "news", "data.xyz")
    assert done.returncode == 5
    assert done.stdout == ""
    told = [line.split()[1].rstrip(":") for line in done.stderr.splitlines() if line.startswith("error ")]
    assert told == ["KG-E101", "KG-E105", "KG-E103", "KG-E105", "KG-E104", "KG-E101"]
    assert "2 articles (2 new or changed), 1 statements, 6 failed" in done.stderr
    with open_store(str(tmp_path / "kg-store"), read_only=True) as store:
        assert {article.name for article in store.articles()} == {"one", "two"}


def test_ingest_of_nothing_good_is_bad_input(kg):
    assert kg("ingest", "missing.txt").returncode == 3


def test_ingesting_twice_changes_nothing(kg):
    first = kg("ingest", "-", stdin=ARTICLE)
    once = kg("export").stdout
    again, passed = kg("ingest", "-", stdin=ARTICLE), kg("ingest", "-", "--new-only", stdin=ARTICLE)
    assert (first.returncode, again.returncode, passed.returncode) == (0, 0, 0)
    assert "1 articles (0 new or changed), 1 statements" in again.stderr
    assert "1 articles (0 new or changed), 0 statements" in passed.stderr
    assert kg("export").stdout == once
    assert once.count("\n") > 10


def test_changed_text_is_a_new_revision(kg, tmp_path):
    kg("ingest", "-", stdin=ARTICLE)
    done = kg("ingest", "-", "--new-only", stdin=ARTICLE.replace(".", "!"))
    assert "1 articles (1 new or changed)" in done.stderr
    with open_store(str(tmp_path / "kg-store"), read_only=True) as store:
        assert [article.text[-1] for article in store.articles()] == ["!"]


def test_new_actors_of_a_gazetteer_are_found_in_articles_that_are_stored(kg, tmp_path):
    prefixes = "".join(
        f"@prefix {name}: <{iri}> .\n"
        for name, iri in {
            "kg": "https://w3id.org/kg-relations/vocab#",
            "kge": "https://w3id.org/kg-relations/entity/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
        }.items()
    )
    actor = 'kge:zarqun a kg:Country ; skos:prefLabel "زرقون"@ar, "Zarqun"@en ; kg:state "ZRQ" .'
    (tmp_path / "mine.ttl").write_text(prefixes + actor, encoding="utf-8")
    article = json.dumps({"id": "one", "text": "أيدت زرقون لبنان."})
    kg("ingest", "-", stdin=article)
    done = kg("ingest", "-", "--gazetteer", "mine.ttl", stdin=article)
    assert "1 articles (1 new or changed), 1 statements" in done.stderr
    answer = kg("query", "who-supports-whom", "--subject", "Zarqun", "--lang", "en", "--format", "json")
    rows = json.loads(answer.stdout)["results"]["bindings"]
    assert {row["supporter"]["value"] for row in rows} == {"Zarqun"}


def ask(kg, filled, *arguments, stdin=""):
    done = kg("query", *arguments, "--store", str(filled), stdin=stdin)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_saved_query_names_actors_in_any_language(kg, filled):
    for name in ("لبنان", "Lebanon", "lebanon", entity_iri("lebanon")):
        lines = ask(kg, filled, "who-supports-whom", "--object", name).splitlines()
        assert len(lines) > 2
        assert "أيدت تونس لبنان" in lines[2]
    assert ask(kg, filled, "who-supports-whom", "--param", "object=Tunisia").count("\n") == 2


def test_formats_of_a_sparql_file(kg, filled, tmp_path):
    (tmp_path / "q.rq").write_text(f"SELECT ?p WHERE {{ <{entity_iri('tunisia')}> ?p <{entity_iri('lebanon')}> }}")
    assert ask(kg, filled, "q.rq").splitlines() == ["p", "-----------", "kg:supports"]
    rows = list(csv.reader(io.StringIO(ask(kg, filled, "q.rq", "--format", "csv"))))
    assert rows == [["p"], [relation_iri("supports")]]
    found = json.loads(ask(kg, filled, "q.rq", "--format", "json"))
    assert found["results"]["bindings"] == [{"p": {"type": "uri", "value": relation_iri("supports")}}]
    wrong = kg("query", "q.rq", "--format", "turtle", "--store", str(filled))
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_graph_and_yes_or_no_from_standard_input(kg, filled):
    construct = f"CONSTRUCT WHERE {{ <{entity_iri('tunisia')}> ?p <{entity_iri('lebanon')}> }}"
    for options in ([], ["--format", "turtle"]):
        turtle = ask(kg, filled, "-", *options, stdin=construct)
        (triple,) = parse(turtle.encode(), format=RdfFormat.TURTLE)
        assert str(triple.triple).startswith(FACT)
    assert ask(kg, filled, "-", stdin=f"ASK {{ {FACT} }}").splitlines()[-1] == "true"


def test_formats_of_graphql(kg, filled):
    document = '{ statements(where: {subject: {name: "tunisia"}, polarity: NEGATED}) { nodes { relation { id } polarity } } }'
    answer = json.loads(ask(kg, filled, "-", "--format", "json", stdin=document))
    assert answer["data"]["statements"]["nodes"] == [{"relation": {"id": "supports"}, "polarity": "NEGATED"}]
    assert ask(kg, filled, "-", stdin=document).splitlines()[0].split() == ["relation.id", "polarity"]
    assert ask(kg, filled, "-", "--format", "csv", stdin=document) == "relation.id,polarity\r\nsupports,NEGATED\r\n"


def test_variables_of_a_graphql_file_are_options(kg, filled, tmp_path):
    (tmp_path / "q.graphql").write_text(
        "query Q($name: ID!, $n: Int!) { entity(id: $name) { statements(first: $n) { totalCount } } }"
    )
    out = ask(kg, filled, "q.graphql", "--name", "tunisia", "--n", "1")
    assert out.splitlines()[-1].strip() == "2"


@pytest.mark.parametrize(
    ("arguments", "stdin", "expected"),
    [
        (["no-such-query"], "", (2, "KG-E320")),
        (["missing.rq"], "", (3, "KG-E430")),
        (["who-supports-whom", "--object", "Atlantis"], "", (2, "KG-E310")),
        (["who-supports-whom", "--colour", "red"], "", (2, "KG-E323")),
        (["evidence-of"], "", (2, "KG-E321")),
        (["-"], "SELECT nonsense", (2, "KG-E3")),
        (["-"], "{ nonsense }", (2, "KG-E3")),
        (["-", "--format", "turtle"], "{ stats { articles } }", (2, "KG-E006")),
    ],
)
def test_wrong_queries(kg, filled, arguments, stdin, expected):
    exit_code, code = expected
    done = kg("query", *arguments, "--store", str(filled), stdin=stdin)
    assert done.returncode == exit_code, done.stderr
    assert f"error {code}" in done.stderr
    assert "Traceback" not in done.stderr


def test_stats_and_verify(kg, filled):
    counts = json.loads(kg("stats", "--format", "json", "--store", str(filled)).stdout)
    assert (counts["articles"], counts["statements"], counts["by_relation"]) == (2, 2, {"supports": 2})
    assert "supports" in kg("stats", env={"KG_STORE": str(filled)}).stdout
    done = kg("verify", "--store", str(filled))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("0 problems\n")


def test_verify_tells_damage_with_exit_code_1(kg, tmp_path):
    import sqlite3  # noqa: PLC0415

    kg("ingest", "-", stdin=ARTICLE)
    with closing(sqlite3.connect(tmp_path / "kg-store" / "kg.sqlite")) as connection, connection:
        connection.execute("DELETE FROM statement")
    connection.close()
    done = kg("verify")
    assert done.returncode == 1
    assert "the count of statements of entity 'lebanon' is wrong" in done.stdout


@pytest.mark.parametrize("format_", ["nq", "trig", "turtle", "jsonld", "jsonl", "csv"])
def test_export(kg, filled, format_):
    done = kg("export", "--format", format_, "--store", str(filled))
    assert done.returncode == 0, done.stderr
    match format_:
        case "csv":
            assert [row["relation"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["supports"] * 2
        case "jsonl":
            assert {json.loads(line)["article"] for line in done.stdout.splitlines()} == {"yes", "no"}
        case _:
            known = {
                "nq": RdfFormat.N_QUADS,
                "trig": RdfFormat.TRIG,
                "turtle": RdfFormat.TURTLE,
                "jsonld": RdfFormat.JSON_LD,
            }
            quads = list(parse(done.stdout.encode(), format=known[format_]))
            assert any(str(quad.triple).startswith(FACT) for quad in quads)


@pytest.mark.parametrize("command", ["stats", "verify", "export", "query who-supports-whom", "serve --port 0"])
def test_commands_that_read_need_a_store(kg, tmp_path, command):
    done = kg(*command.split(), "--store", "nowhere")
    assert done.returncode == 4
    assert "KG-E201" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_second_writer_is_told_who_writes_and_readers_go_on(kg, tmp_path):
    kg("ingest", "-", stdin=ARTICLE)
    with open_store(str(tmp_path / "kg-store")):
        done = kg("ingest", "-", stdin=ARTICLE)
        assert done.returncode == 4
        assert "KG-E202" in done.stderr
        assert kg("stats").returncode == 0


def test_reader_of_the_output_may_leave_early(filled):
    script = Path(sys.executable).parent / "kg"
    process = subprocess.Popen(
        [script, "query", "-", "--format", "csv", "--store", filled],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    process.stdin.write(b"SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 9000")
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 0
