"""``make demo`` as its user sees it, and the list of targets."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx


def test_make_alone_lists_the_targets(root):
    done = subprocess.run(["make", "-s"], cwd=root, capture_output=True, text=True, check=True)
    targets = set(re.findall(r"^  make ([a-z-]+) ", done.stdout, re.MULTILINE))
    assert {"demo", "test", "lint", "check-slow", "lock"} <= targets
    named = re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets == set(named)


def test_demo_answers_with_evidence_and_serves_until_interrupted(root, tmp_path):
    command = ["sh", ".ci/demo", str(tmp_path / "store"), "0"]
    environment = {"KG": str(Path(sys.executable).parent / "kg"), "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        told = []
        for line in process.stderr:
            told.append(line)
            if found := re.search(r"serves at (http://\S+)", line):
                assert httpx.get(found[1] + "healthz").is_success
                process.send_signal(signal.SIGINT)
        answers = process.stdout.read()
        assert process.wait(20) == 0, "".join(told)
    assert "error" not in "".join(told)
    for heading in ("== kg ingest", "== SPARQL", "== GraphQL", "== kg serve"):
        assert heading in answers
    _, sparql, graphql, _ = re.split(r"^== ", answers, flags=re.MULTILINE)[1:]
    assert len(sparql.splitlines()) > 3
    assert '"quote"' in graphql
