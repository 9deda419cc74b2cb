"""Schemathesis asks every field of the schema at random, mutations too: whatever it sends, the server answers."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from .conftest import serving

pytestmark = pytest.mark.slow
COMMAND = (sys.executable, "-m", "schemathesis.cli")
EACH, ALL = 60, 1000
# Half of its strings are such as the store knows, so that it does not ask for nothing all the time.
CONFIG = """
[dictionaries.names]
values = ["mali", "تونس", "Algeria", "salim-hadi", "harbour-1", "The Gazette", "supports", "Mali expelled Algerian envoys", "DZA"]

[dictionaries.sizes]
values = [1, 2, 20, 100]

[generation.dictionaries]
string = { dictionary = "names", probability = 0.5 }
integer = { dictionary = "sizes", probability = 0.8 }
"""


@pytest.mark.skipif(find_spec("schemathesis") is None, reason="schemathesis is not installed")
def test_no_question_is_a_server_error(tmp_path: Path) -> None:
    config = tmp_path / "schemathesis.toml"
    config.write_text(CONFIG, encoding="utf-8")
    options = ["--header", "Authorization: Bearer secret", "--checks", "not_a_server_error", "--phases", "fuzzing"]
    options += ["--max-examples", str(EACH), "--seed", "1", "--suppress-health-check", "all", "--no-color"]
    with serving(tmp_path) as (process, address):
        command = [*COMMAND, "--config-file", config, "run", address + "graphql", *options]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=1200, check=False)
        assert process.poll() is None, "the server is still there"
        process.terminate()
        assert process.stderr is not None
        log = process.stderr.read()
    assert done.returncode == 0, done.stdout[-3000:]
    generated, passed = map(int, re.findall(r"(\d+) generated, (\d+) passed", done.stdout)[0])
    assert generated == passed >= ALL, done.stdout
    assert "failed inside" not in log
    assert "Traceback" not in log
