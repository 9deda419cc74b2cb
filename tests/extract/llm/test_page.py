"""The examples of docs/llm.md run against a stand-in and print what the page says.

Write its outputs anew with ``KG_WRITE_PAGES=1 pytest tests/extract/llm/test_page.py``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from .samples import answer, item
from .standin import is_repair, says

PAGE = Path(__file__).resolve().parents[3] / "docs" / "llm.md"
ADDRESS = "http://127.0.0.1:11434/v1"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ .*\n(?:> .*\n|>\n)*", re.MULTILINE)
SCORE = re.compile(r"(?<=confidence )[01]\.\d\d|^  - .*score .*\n", re.MULTILINE)
TOKENS = re.compile(r"\d+(?= tokens in)")

PRAISES = item(quote="أشادت مصر بالأردن يوم الاثنين", trigger="أشادت", subject="Egypt", subject_words="مصر", relation="praises",
               object="Jordan", object_words="بالأردن", time="t1")  # fmt: skip
CONDEMNS = item(quote="وفي رواية أخرى أن العراق أدان إيران", trigger="أدان", subject="Iraq", subject_words="العراق",
                object="Iran", object_words="إيران", modality="possible")  # fmt: skip
SUPPORTS = item(sentence=3, quote="وأعرب عن تضامنه معها", trigger="تضامنه", subject="Abdel Fattah el-Sisi", subject_words="وأعرب",
                relation="supports", object="Tunisia", object_words="معها")  # fmt: skip
INVENTED = item(quote="أيد الأردن مصر", trigger="أيد", subject="Jordan", subject_words="الأردن", relation="supports",
                object="Egypt", object_words="مصر")  # fmt: skip


def script(request, _):
    items = () if is_repair(request) else (PRAISES, CONDEMNS, SUPPORTS, INVENTED)
    return says(answer(request, *items))


def run(lines: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-c", lines],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout if not done.stdout or done.stdout.endswith("\n") else done.stdout + "\n"


def rewritten(text: str, folder: Path, address: str) -> str:
    """Return the page with what its commands print; each block is one shell, all share a folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"

    def block(match: re.Match[str]) -> str:
        parts, before = [], ""
        for command in COMMAND.findall(match[1]):
            line = "\n".join(each[2:] for each in command.splitlines())
            printed = run(f"{before}\n{line}".replace(ADDRESS, address), folder, environment)
            before += f"\n{line}" if line.startswith("export") else ""
            parts.append(command + printed.replace(address, ADDRESS))
        return f"```console\n{''.join(parts)}```"

    return BLOCK.sub(block, text)


def settled(text: str) -> str:
    """Return a page without figures that change with the scorer and the instructions."""
    return TOKENS.sub("N", SCORE.sub("", re.sub(r"cost [\d.]+", "cost N", text)))


def test_examples_print_what_the_page_says(standin, tmp_path):
    text = PAGE.read_text(encoding="utf-8")
    new = rewritten(text, tmp_path, standin(script).url)
    if os.environ.get("KG_WRITE_PAGES"):
        PAGE.write_text(new, encoding="utf-8")
    assert settled(new) == settled(text)
    assert len(BLOCK.findall(text)) == 3
