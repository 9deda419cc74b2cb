"""Help answers at once, says the same as docs/cli.md, and every command has a sentence and an example.

Write the page anew with ``python tests/cli/test_help.py``.
"""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg.cli.main import COMMANDS, cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
HEAVY = {
    "babel",
    "httpx",
    "pyoxigraph",
    "rapidfuzz",
    "rdflib",
    "rich",
    "simplemma",
    "starlette",
    "strawberry",
    "trafilatura",
}
INTRO = """# The command line

What `kg --help` and the help of every command print. This page is written by `python tests/cli/test_help.py`.
"""


def load(name: str) -> click.Command:
    return getattr(importlib.import_module(f"kg.cli.{name}"), name)


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {"kg": cli}
    for name in COMMANDS:
        found[f"kg {name}"] = command = load(name)
        if isinstance(command, click.Group):
            found |= {f"kg {name} {inner}": each for inner, each in command.commands.items()}
    return found


def page() -> str:
    parts = [INTRO]
    for path, command in commands().items():
        context = click.Context(command, info_name=path, terminal_width=100, help_option_names=["-h", "--help"])
        parts.append(f"## {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def test_page_of_commands_is_what_help_prints():
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("path", [path for path, command in commands().items() if not isinstance(command, click.Group)])
def test_every_command_has_an_example_that_parses(path):
    command = commands()[path]
    examples = [line.strip() for line in (command.help or "").splitlines() if re.search(rf"\b{path}\b", line)]
    assert examples
    undocumented = [each.name for each in command.params if isinstance(each, click.Option) and not each.help]
    assert set(undocumented) <= {"format_"}


@pytest.mark.parametrize("arguments", ["--help", "--version", *(f"{name} --help" for name in COMMANDS)])
def test_help_imports_nothing_heavy(arguments):
    code = f"import sys; from kg.cli.main import run; run({arguments.split()!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert loaded & HEAVY == set()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
