"""Inputs become articles whose text is exactly what offsets count in; bad inputs become errors with codes."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article
from kg.text import read as module
from kg.text.canonical import MAX_BYTES, canonical
from kg.text.read import read

TEXT = "استقبل وزير الخارجية المصري نظيره الأردني في القاهرة."


def one(path: Path, **options) -> Article:
    (item,) = read(str(path), **options)
    assert isinstance(item, Article), item
    return item


def codes(path: Path | str) -> list[str]:
    return [item.code if isinstance(item, InputError) else "ok" for item in read(str(path))]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_file_is_named_by_its_file_and_takes_what_the_caller_says(tmp_path):
    path = write(tmp_path / "a.txt", TEXT)
    article = one(path, date=date(2025, 12, 11), source="Wire")
    assert article == Article("a.txt", TEXT, "ar", date(2025, 12, 11), source="Wire")
    assert one(path, lang="en").lang == "en"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbfone\r\ntwo\rthree\n\n", "one\ntwo\nthree"),
        ("e\u0301tat".encode(), "état"),
        ("مدينة".encode("utf-16"), "مدينة"),
        (b"form\x0cfeed", "form feed"),
        (b"  indented", "  indented"),
    ],
)
def test_text_is_made_canonical(tmp_path, raw, text):
    assert one(write(tmp_path / "a.txt", raw)).text == text


def test_json_keeps_the_text_as_it_stands_and_leaves_unknown_keys(tmp_path):
    text = "  cafe\u0301 ـ مُدُن  \n"
    record = {"id": 7, "text": text, "date": "2025-12-11T08:30:00Z", "lang": "en-GB", "title": "T", "statements": [1]}
    article = one(write(tmp_path / "a.json", json.dumps(record)))
    assert article == Article("7", text, "en", date(2025, 12, 11), "T")


def test_caller_wins_over_the_record(tmp_path):
    path = write(tmp_path / "a.json", json.dumps({"text": TEXT, "date": "2001-01-01", "source": "Old", "lang": "ar"}))
    article = one(path, date=date(2025, 1, 2), source="New", lang="en")
    assert (article.date, article.source, article.lang, article.name) == (date(2025, 1, 2), "New", "en", "a.json")


def test_record_without_id_is_named_by_url_else_by_its_text(tmp_path):
    lines = [{"text": TEXT, "url": "https://example.org/1"}, {"text": TEXT}, {"text": TEXT, "url": "not a url"}]
    path = write(tmp_path / "a.jsonl", "\n".join(json.dumps(line) for line in lines))
    first, second, third = read(str(path))
    assert isinstance(first, Article)
    assert (first.name, first.url) == ("https://example.org/1",) * 2
    assert isinstance(second, Article)
    assert len(second.name) == 16
    assert isinstance(third, Article)
    assert (third.name, third.url) == ("not a url", "")


def test_broken_line_is_told_by_number_and_the_rest_goes_on(tmp_path):
    good = json.dumps({"id": "x", "text": TEXT})
    path = write(tmp_path / "a.jsonl", f"{good}\n\n{{broken\n[1]\n{good}\n")
    items = list(read(str(path)))
    assert [type(item) for item in items] == [Article, InputError, InputError, Article]
    assert "line 3" in items[1].message
    assert items[1].code == "KG-E105"
    assert "line 4" in items[2].message
    assert items[2].hint


def test_html_gives_article_text_and_metadata_without_menu(tmp_path):
    body = "".join(f"<p>{TEXT} وبحث الجانبان الفقرة رقم {i} من جدول الأعمال.</p>" for i in range(4))
    page = f"""<!DOCTYPE html><html lang="ar"><head><title>زيارة</title>
      <meta property="article:published_time" content="2025-12-11T10:00:00+03:00">
      <link rel="canonical" href="https://example.org/visit"></head>
      <body><nav><a href="/">الرئيسية</a></nav><article><h1>زيارة</h1>{body}</article></body></html>"""
    article = one(write(tmp_path / "a.html", page))
    assert TEXT in article.text
    assert "الرئيسية" not in article.text
    assert (article.title, article.date, article.lang) == ("زيارة", date(2025, 12, 11), "ar")
    assert article.name == article.url == "https://example.org/visit"


def test_date_in_running_text_is_not_the_date_of_a_page(tmp_path):
    body = "".join(f"<p>{TEXT} كان ذلك في 3 مارس 2019 بحسب الفقرة رقم {i}.</p>" for i in range(4))
    page = f"<html><head><title>t</title></head><body><article>{body}</article></body></html>"
    assert one(write(tmp_path / "a.html", page)).date is None


def test_folder_is_read_in_order_with_subfolders_and_without_hidden_or_unknown_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.json", ".hidden.txt", ".git/x.txt", "picture.png"):
        write(tmp_path / name, json.dumps({"text": TEXT}) if name.endswith("json") else TEXT)
    assert [item.name for item in read(str(tmp_path)) if isinstance(item, Article)] == ["a/b.json", "a/z.txt", "b.txt"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "KG-E103"),
        ("blank.txt", b" \n\t ", "KG-E103"),
        ("blank.json", json.dumps({"text": "  "}), "KG-E103"),
        ("empty.jsonl", b"\n\n", "KG-E103"),
        ("nul.txt", b"text\x00text", "KG-E104"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\xff\xd8", "KG-E104"),
        ("old.txt", TEXT.encode("cp1256"), "KG-E104"),
        ("half.json", b'{"text": "a\\ud800b"}', "KG-E104"),
        ("broken.json", b'{"text": ', "KG-E105"),
        ("list.json", b'[{"text": "a"}]', "KG-E105"),
        ("deep.json", b"[" * 100_000, "KG-E105"),
        ("number.json", b'{"id": ' + b"9" * 10_000 + b"}", "KG-E105"),
        ("keyless.json", b'{"title": "a"}', "KG-E106"),
        ("kind.json", b'{"text": ["a"]}', "KG-E106"),
        ("date.json", b'{"text": "a", "date": "last week"}', "KG-E107"),
        ("french.json", b'{"text": "a", "lang": "fr"}', "KG-E108"),
        ("huge.txt", b"a" * (MAX_BYTES + 1), "KG-E109"),
        ("huge.jsonl", b'{"text": "' + b"a" * (2 * MAX_BYTES) + b'"}\n{"text": "b"}\n', "KG-E109 ok"),
        ("menu.html", b"<html><body><script>go()</script></body></html>", "KG-E111"),
        ("data.xyz", b"a", "KG-E102"),
    ],
)
def test_bad_inputs_have_codes(tmp_path, name, content, code):
    assert codes(write(tmp_path / name, content)) == code.split()


def test_missing_path_and_folder_without_articles(tmp_path):
    assert codes(tmp_path / "no.txt") == ["KG-E101"]
    assert codes(tmp_path) == ["KG-E112"]


def test_every_error_names_its_input_and_says_what_to_do(tmp_path):
    write(tmp_path / "a.json", b"{")
    (error,) = read(str(tmp_path))
    assert isinstance(error, InputError)
    assert "a.json" in error.message
    assert error.hint


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (TEXT.encode(), ["stdin-"]),
        (b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n', ["a", "b"]),
        (b'{\n "id": "a",\n "text": "x"\n}\n', ["a"]),
        (b'{broken\n{"id": "b", "text": "y"}\n', ["KG-E105", "b"]),
        (b"", ["KG-E103"]),
        (b"<html><body><article>" + b"<p>The envoy met the minister in Rome today.</p>" * 9 + b"</article>", ["stdin"]),
    ],
)
def test_standard_input_is_sniffed(monkeypatch, data, names):
    monkeypatch.setattr(module.sys, "stdin", Stdin(data))
    items = list(read("-"))
    assert len(items) == len(names)
    for item, name in zip(items, names, strict=True):
        assert (item.code if isinstance(item, InputError) else item.name).startswith(name)


def test_same_text_from_standard_input_is_the_same_article(monkeypatch):
    seen = []
    for data in (TEXT, TEXT, TEXT + "!"):
        monkeypatch.setattr(module.sys, "stdin", Stdin(data.encode()))
        seen += [item.id for item in read("-") if isinstance(item, Article)]
    assert seen[0] == seen[1] != seen[2]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_canonical_text_is_stable(text):
    try:
        once = canonical(text, "x")
    except InputError:
        assert not any(char.isalnum() for char in text)
        return
    assert canonical(once, "x") == once
