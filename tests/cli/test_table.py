"""Tables stand in line also with Arabic, and answers of both languages become rows."""

import json
import unicodedata

from kg.cli.results import Rows, from_graphql, from_sparql
from kg.cli.table import table


def columns(line: str) -> int:
    return sum(unicodedata.category(char) not in {"Mn", "Cf"} for char in line)


def test_columns_stand_in_line_in_spite_of_vowel_marks_and_direction_marks():
    lines = list(table(("name", "n"), [("مُدُنٌ", 1), ("Tunis", 22)]))
    assert [columns(line) for line in lines] == [8, 9, 8, 9]
    assert [columns(line[: line.rindex(" ") + 1]) for line in lines] == [7, 7, 7, 7]
    assert lines[2] == "\u2068مُدُنٌ\u2069    1"
    assert "\u2068" not in lines[3]


def test_long_cells_are_cut_and_lines_broken_in_a_cell_joined():
    lines = list(table(("text",), [("one\n two " + "x" * 99,), (None,)], widest=12))
    assert lines[2:] == ["one two xxx…", ""]


def test_table_without_rows_has_heads():
    assert list(table(("a", "bc"), [])) == ["a  bc", "-  --"]


def test_sparql_rows_in_the_order_of_the_query_with_short_iris():
    answer = {
        "head": {"vars": ["b", "a"]},
        "results": {"bindings": [{"a": {"type": "uri", "value": "https://w3id.org/kg-relations/entity/chad"}}]},
    }
    rows = from_sparql(json.dumps(answer).encode(), ("a", "b"))
    assert rows.rows == (("https://w3id.org/kg-relations/entity/chad", ""),)
    assert list(rows.as_text())[2] == "chad"
    assert rows.as_csv() == "a,b\r\nhttps://w3id.org/kg-relations/entity/chad,\r\n"
    assert from_sparql(b'{"head": {}, "boolean": true}').rows == (("true",),)


def test_graphql_lists_are_tables_with_dotted_names():
    node = {"relation": {"id": "meets"}, "tags": ["a", "b"], "date": None}
    data = {"entity": {"id": "chad", "does": {"totalCount": 1, "edges": [{"node": node}]}}, "none": []}
    beside, does = from_graphql(data)
    assert beside == ("", Rows(("entity.id", "entity.does.totalCount", "none"), (("chad", "1", ""),)))
    assert does == ("entity.does", Rows(("relation.id", "tags", "date"), (("meets", "a; b", ""),)))


def test_lists_inside_lists_are_tables_of_their_own():
    tables = from_graphql({"a": [{"b": [{"c": 1}]}, {"b": [{"c": 2}]}]})
    assert [(name, rows.rows) for name, rows in tables if rows.heads] == [("a.b", (("1",),)), ("a.b", (("2",),))]
