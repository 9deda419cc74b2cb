"""An extractor of another package, found by its entry point: the example of docs/extend.md, registered and run."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.extract.registry import create, names
from kg.model import Article, Extraction
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology

GROUP = "kg.extractors"
TEXT = "The Egypt–Jordan summit ended. An Oz-Jordan meeting is for books. Later the Iran-Iraq talks began."


def block(page: str, language: str, file: str) -> str:
    """Return the one block of a page that begins with the name of this file."""
    (found,) = re.findall(rf"^```{language}\n# {re.escape(file)}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
def installed(root: Path, tmp_path: Path) -> Path:
    """Return a folder with the module of docs/extend.md and the metadata that pip would write for its pyproject.toml."""
    page = (root / "docs" / "extend.md").read_text(encoding="utf-8")
    project = tomllib.loads(block(page, "toml", "pyproject.toml"))["project"]
    site = tmp_path / "site"
    about = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir(parents=True)
    (site / "kg_summit.py").write_text(block(page, "python", "kg_summit.py"), encoding="utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    points = "".join(f"{name} = {where}\n" for name, where in project["entry-points"][GROUP].items())
    (about / "entry_points.txt").write_text(f"[{GROUP}]\n{points}")
    return site


def extract(text: str) -> Extraction:
    extractor = create("summit", load_gazetteer(), load_ontology())
    assert (extractor.name, extractor.version) == ("summit", "1.0")
    return extractor.extract(Article("a", text, "en"))


def test_it_is_known_by_its_name_once_it_is_installed(installed, monkeypatch):
    before = names()
    assert "summit" not in before
    with pytest.raises(UsageError, match="'summit'"):
        create("summit", load_gazetteer(), load_ontology())
    monkeypatch.syspath_prepend(installed)
    assert names() == sorted([*before, "summit"])


def test_it_keeps_the_contract(installed, monkeypatch):
    monkeypatch.syspath_prepend(installed)
    found = extract(TEXT)
    assert [(s.subject.entity.id, s.relation, s.object.entity.id) for s in found.statements] == [
        ("egypt", "meets", "jordan"),
        ("iran", "meets", "iraq"),
    ]
    assert [(r.reason, r.quote) for r in found.rejections] == [("party unknown", "Oz-Jordan meeting")]
    for statement in found.statements:
        evidence, subject = statement.evidence, statement.subject
        assert TEXT[evidence.start : evidence.end] == evidence.quote
        assert TEXT[subject.start : subject.end] == subject.mention
    assert extract(TEXT) == found
    assert extract("") == Extraction()


def test_the_command_line_uses_it(installed, kg_process):
    environment = {"PYTHONPATH": str(installed)}
    done = kg_process("extract", "-", "--extractor", "summit", stdin=TEXT, env=environment)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["evidence"]["text"] for each in said] == ["Egypt–Jordan summit", "Iran-Iraq talks"]
    assert {each["extractor"] for each in said} == {"summit"}
    stored = kg_process("ingest", "-", "--extractor", "summit", "--jobs", "2", stdin=TEXT, env=environment)
    assert stored.returncode == 0, stored.stderr
    assert "2 statements" in stored.stderr
