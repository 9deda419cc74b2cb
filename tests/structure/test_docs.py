"""What must be told is told: packages, commands, lexicon files, the language layer; links and worked examples hold."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from kg.extract.rules.language import Language

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md"), *ROOT.glob("schema/lexicon/*.md")])
SIDES = """
import json, sys
from kg.extract.rules import RuleExtractor
from kg.model import Article
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology

extractor = RuleExtractor(load_gazetteer(), load_ontology())
for sentence in json.load(sys.stdin):
    framed = [c for c in extractor.candidates(Article("a", sentence, "ar"))]
    print(json.dumps([[c.relation, c.subject.mention, c.object.mention] for c in framed]))
"""


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def packages() -> list[Path]:
    return sorted({path.parent for path in (ROOT / "kg").rglob("*.py")})


def test_every_package_says_what_it_holds():
    silent = []
    for folder in packages():
        init = folder / "__init__.py"
        told = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) if init.is_file() else None
        if not told or not told.splitlines()[0].endswith("."):
            silent.append(folder.relative_to(ROOT).as_posix())
    assert silent == []
    assert len(packages()) > 10


def test_every_command_has_its_section():
    assert set(COMMANDS) <= set(re.findall(r"^## kg (\w+)$", page("docs/cli.md"), re.MULTILINE))


def test_every_file_of_closed_classes_is_described_and_no_other():
    files = {path.name for path in (ROOT / "schema" / "lexicon").glob("*/_*")}
    described = re.findall(r"^\| `(_\w+\.\w+)` \| .{20,} \| .{10,} \|$", page("docs/extraction.md"), re.MULTILINE)
    assert sorted(described) == sorted(files)


def test_every_function_of_a_language_layer_is_described_and_no_other():
    described = re.findall(r"^\| `(\w+)` \| .{10,} \| .{20,} \|$", page("docs/extend.md"), re.MULTILINE)
    assert sorted(described) == sorted(name for name in vars(Language) if not name.startswith("_"))


def test_every_target_that_a_page_names_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):.*## ", page("Makefile"), re.MULTILINE))
    named = {name for each in PAGES for name in re.findall(r"(?:^|`|^    )make ([a-z-]+)", page(str(each)), re.MULTILINE)}
    assert named <= targets
    assert {"demo", "test", "fit", "bench"} <= named


def prose(path: Path) -> str:
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("source", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(source):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(source)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = (source.parent / name).resolve() if name else source
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def test_worked_examples_of_a_verb_and_a_relation_hold(tmp_path):
    """Add what docs/extraction.md says to a copy of kg, and run its example and counter sentences."""
    for name in ("kg", "schema"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    blocks = re.findall(r"^```(?:toml|turtle)\n# (schema/\S+)\n(.*?)^```$", page("docs/extraction.md"), re.MULTILINE | re.DOTALL)
    assert [Path(file).suffix for file, _ in blocks] == [".toml", ".ttl", ".toml"]
    cases: list[tuple[str, str, tuple[str, str] | None]] = []
    for file, body in blocks:
        with (tmp_path / file).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{body}")
        for verb in tomllib.loads(body)["verb"] if file.endswith(".toml") else []:
            cases += [(Path(file).stem, sentence, (subject, obj)) for sentence, subject, obj in verb["examples"]]
            cases += [(Path(file).stem, sentence, None) for sentence in verb["counter"]]
    done = subprocess.run(
        [sys.executable, "-c", SIDES],
        input=json.dumps([sentence for _, sentence, _ in cases]),
        cwd=tmp_path,  # which comes before PYTHONPATH
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    for (relation, sentence, sides), line in zip(cases, done.stdout.splitlines(), strict=True):
        found = [tuple(pair) for name, *pair in json.loads(line) if name == relation]
        assert found == [] if sides is None else sides in found, sentence
    assert {sides is None for _, _, sides in cases} == {True, False}
