"""Every example of docs/examples runs against a real server over the sample articles and prints what it promises."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
SAMPLES = ("ar-caracas-moscow.json", "en-caracas-support.json", "ar-fasher-accusations.json")


@pytest.fixture(scope="module")
def address(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("examples")
    command = Path(sys.executable).parent / "kg"
    articles = [str(corpus / name) for name in SAMPLES]
    subprocess.run([command, "ingest", *articles, "-q", "--store", folder / "store"], check=True, timeout=120)
    serve = [command, "serve", "--store", folder / "store", "--port", "0"]
    with subprocess.Popen(serve, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process.stderr.readline().split()[3]
        process.terminate()


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


PROMISED = {
    "with_sparqlwrapper.py": r"(?m)^[^|\n]+ \| [^|\n]+ \| .+$",
    "with_httpx.py": r"(?s)relation,number\n.*vocab#.*asked again: 304\na mistake: KG-E306 line 1 column \d+",
    "with_rdflib.py": r"(?s)ar روسيا\nen Russia\n.*triples: \d+",
    "with_pandas.py": r"(?s)relation\n.*\d+\n.*subject +relation +object +source",
}


@pytest.mark.parametrize("name", PROMISED)
def test_scripts(address: str, name: str) -> None:
    assert re.search(PROMISED[name], run(sys.executable, EXAMPLES / name, address))


@pytest.mark.skipif(shutil.which("jq") is None or shutil.which("curl") is None, reason="there is no curl or jq")
def test_the_shell_pipeline(address: str) -> None:
    lines = run("sh", EXAMPLES / "with_curl.sh", address).splitlines()
    assert len(lines) == 5
    assert all(line.count("\t") == 3 for line in lines)


@pytest.mark.skipif(importlib.util.find_spec("ipykernel") is None, reason="there is no Jupyter kernel")
def test_the_notebook(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    monkeypatch.setitem(os.environ, "KG_ADDRESS", address)
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [cell.outputs[0].data for cell in notebook.cells if cell.cell_type == "code"]
    shown = [data.get("text/html", data["text/plain"]) for data in outputs]
    assert shown[0].count("<mark>") == 5
    assert 'dir="auto"' in shown[0]
    assert "relation" in shown[1]
    if folder := os.environ.get("KG_NOTEBOOK_OUT"):
        nbformat.write(notebook, Path(folder) / "executed.ipynb")


BLOCKS = re.findall(
    r"^```python\n(.*?)^```$", (EXAMPLES.parent / "python.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_page_about_python(block: str) -> None:
    assert "لبنان" in run(sys.executable, "-c", block)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_page_about_sparql(address: str) -> None:
    (command,) = re.findall(r"^curl .*$", (EXAMPLES.parent / "sparql.md").read_text(encoding="utf-8"), re.MULTILINE)
    command = command.replace("http://127.0.0.1:8000/", address).replace("kge:tunisia kg:supports", "?s kg:supports")
    assert run("sh", "-c", command).startswith("o\nhttps://w3id.org/kg-relations/entity/")


def test_every_file_is_told_of() -> None:
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES.iterdir() if path.name != "README.md" and f"[{path.name}]" not in told] == []
