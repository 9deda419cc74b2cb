"""Every example of README.md and of PAGES runs, and prints what the page says (scores may differ).

``console`` blocks hold commands (``$``, continued by ``>``) and their output, run in order in one folder; ``python``
blocks are run in the same folder, and the ``text`` block after one holds its output. A server with the write token
``secret`` answers for 127.0.0.1:8000.
Write the outputs anew with ``python tests/structure/test_readme.py``.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[2] / "README.md"
PAGES = (README, *(README.parent / "docs" / name for name in ("extraction.md", "graphql.md", "identity.md")))
BIN = Path(sys.executable).parent
BLOCK = re.compile(r"^```(console|python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ .*\n(?:> .*\n|>\n)*", re.MULTILINE)
SCORE = re.compile(r"(?<=\bconfidence )[01]\.\d\d|^  - .*: score [01]\.\d\d below the threshold: .*\n", re.MULTILINE)
ADDRESS = "http://127.0.0.1:8000/"


def run(command: list[str], folder: Path) -> str:
    """Return what a command prints, errors too, in the order in which it does."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    environment["PATH"] = f"{BIN}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout if not done.stdout or done.stdout.endswith("\n") else done.stdout + "\n"


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Yield the address of a server for the store in a folder."""
    command = [BIN / "kg", "serve", "--port", "0", "--token", "secret"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        found = re.search(r"http://\S+", process.stderr.readline())
        yield found[0] if found else ""
        process.kill()


def console(body: str, folder: Path) -> str:
    parts = []
    for match in COMMAND.finditer(body):
        lines = [line[2:] for line in match[0].splitlines()]
        parts.append(match[0] + served(["bash", "-c", "\n".join(lines)], folder))
    return "".join(parts)


def served(command: list[str], folder: Path) -> str:
    """Return what a command prints, its last part the text of the example, with a server beside it if it asks one."""
    *head, body = command
    if ADDRESS not in body:
        return run(command, folder)
    with server(folder) as address:
        return run([*head, body.replace(ADDRESS, address)], folder).replace(address, ADDRESS)


def rewritten(text: str, folder: Path) -> str:
    """Return the page with the outputs that its examples print now."""
    printed = ""

    def block(match: re.Match[str]) -> str:
        nonlocal printed
        kind, body = match.groups()
        if kind == "console":
            body = console(body, folder)
        elif kind == "python":
            printed = served([sys.executable, "-c", body], folder)
        elif printed:
            body, printed = printed, ""
        return f"```{kind}\n{body}```"

    return BLOCK.sub(block, text)


def settled(text: str) -> str:
    """Return a page without scores and what falls by them alone: they change whenever the scorer is fitted anew."""
    return SCORE.sub("", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_the_page_says(page, tmp_path):
    text = page.read_text(encoding="utf-8")
    assert COMMAND.search(text)
    if "$ curl" in text and shutil.which("curl") is None:
        pytest.skip("there is no curl")
    assert settled(rewritten(text, tmp_path)) == settled(text)


def test_readme_has_examples_of_every_kind():
    assert {match[1] for match in BLOCK.finditer(README.read_text(encoding="utf-8"))} == {"console", "python", "text"}


def test_example_of_a_verb_has_the_keys_of_the_lexicon(root):
    (example,) = re.findall(r"^```toml\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    described = (root / "schema" / "lexicon" / "README.md").read_text(encoding="utf-8")
    (verb,) = tomllib.loads(example)["verb"]
    assert [key for key in verb if not re.search(rf"^{key} = ", described, re.MULTILINE)] == []
    assert {"lemma", "examples", "counter"} <= set(verb)


if __name__ == "__main__":
    for each in PAGES:
        with tempfile.TemporaryDirectory() as home:
            each.write_text(rewritten(each.read_text(encoding="utf-8"), Path(home)), encoding="utf-8")
