"""Comunica 4, from npm, asks our endpoint unchanged: it finds the endpoint by its service description."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from .world import filled_store
from .writable import serving

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm")]

QUERY = """PREFIX kg: <https://w3id.org/kg-relations/vocab#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name WHERE { ?s kg:supports ?o . ?o skos:prefLabel ?name } ORDER BY ?name"""


@pytest.fixture(scope="module")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comunica")
    install = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "@comunica/query-sparql@4"]
    if subprocess.run(install, capture_output=True, timeout=600, check=False).returncode:
        pytest.skip("npm cannot install Comunica here")
    return folder / "node_modules" / ".bin" / "comunica-sparql"


@pytest.mark.parametrize("kind", ["sparql@", ""])
def test_comunica(comunica: Path, tmp_path: Path, kind: str) -> None:
    filled_store(tmp_path).close()
    with serving(tmp_path / "store", "--cors", "*") as address:
        command = [comunica, f"{kind}{address}sparql", "-q", QUERY, "-t", "application/sparql-results+json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    names = {row["name"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]}
    assert names == {"Tunisia", "تونس"}
