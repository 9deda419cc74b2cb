"""The contracts on imports name every room, and a broken one is told."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LINT = Path(sys.executable).parent / "lint-imports"
ALLOWED = {
    "RDF libraries stay in kg.rdf and kg.store": {"kg.rdf", "kg.store"},
    "The web stays in kg.serve": {"kg.serve"},
    "Only kg.cli talks to the terminal": {"kg.cli"},
}


def rooms(root: Path) -> set[str]:
    inside = (root / "kg").iterdir()
    return {f"kg.{path.stem}" for path in inside if path.suffix == ".py" or (path / "__init__.py").is_file()} - {"kg.__init__"}


def test_forbidden_imports_hold_for_every_other_room(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["name"]: each for each in project["tool"]["importlinter"]["contracts"] if each["type"] == "forbidden"}
    assert set(contracts) == set(ALLOWED)
    for name, contract in contracts.items():
        assert set(contract["source_modules"]) == rooms(root) - ALLOWED[name]


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("model/article.py", "", ""),
        ("model/article.py", "import kg.store.base", "Imports point one way BROKEN"),
        ("text/read.py", "import kg.resolve", "Imports point one way BROKEN"),
        ("ingest/events.py", "import rdflib", "RDF libraries stay in kg.rdf and kg.store BROKEN"),
        ("store/base.py", "import starlette.routing", "The web stays in kg.serve BROKEN"),
        ("serve/limits.py", "import rich", "Only kg.cli talks to the terminal BROKEN"),
        ("extract/rules/choose.py", "import kg.extract.llm", "The rules know nothing of language models BROKEN"),
        ("newroom.py", "import kg.errors", "newroom"),
    ],
)
def test_contract_catches(root, tmp_path, file, line, told):
    shutil.copy(root / "pyproject.toml", tmp_path)
    shutil.copytree(root / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "kg" / file).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([LINT, "--no-cache"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert told in done.stdout
    assert (done.returncode == 0) == (told == "")
