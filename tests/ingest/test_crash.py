"""A run that ends early leaves every article whole or absent, and is taken up again."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.store import StatementWhere, open_store

KG = Path(sys.executable).parent / "kg"
TEXT = "أيدت تونس لبنان.\nلم تؤيد تونس ليبيا.\nأيدت تونس الجزائر."
STATEMENTS = 3
AT_ONCE = 130


def feed(name: str, count: int) -> str:
    return "".join(json.dumps({"id": f"{name}-{number}", "text": TEXT}) + "\n" for number in range(count))


@contextmanager
def ingesting(folder: Path, lines: str) -> Iterator[subprocess.Popen[str]]:
    """Yield ``kg ingest -`` when it has stored a hundred articles."""
    with subprocess.Popen([KG, "ingest", "-"], cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdin.write(lines)
        process.stdin.flush()
        assert "100 articles" in process.stderr.readline()
        yield process


@pytest.mark.parametrize("rounds", [1, pytest.param(20, marks=pytest.mark.slow)])
def test_killed_at_any_time_each_article_is_whole_or_absent(tmp_path, rounds):
    moments = random.Random(rounds)
    held = 0
    for number in range(rounds):
        with ingesting(tmp_path, feed(f"r{number}", AT_ONCE)) as process:
            time.sleep(moments.uniform(0, 0.15))
            process.kill()
        now = whole_articles(tmp_path / "kg-store")
        assert held + 100 <= now <= held + AT_ONCE
        held = now
    with ingesting(tmp_path, "".join(feed(f"r{number}", AT_ONCE) for number in range(rounds))) as process:
        process.stdin.close()
        assert process.wait(60) == 0
    assert whole_articles(tmp_path / "kg-store") == rounds * AT_ONCE


def whole_articles(path: Path) -> int:
    """Return how many articles a store holds, after a check that it is whole and so is each of them."""
    with open_store(str(path)) as store:
        assert store.verify().problems == ()
        articles = store.articles(first=100_000)
        counts = {store.count(StatementWhere(article=article.id)) for article in articles}
        assert counts == {STATEMENTS}
        return len(articles)


def test_interrupt_keeps_what_is_stored_and_says_so_by_its_exit_code(tmp_path):
    with ingesting(tmp_path, feed("a", 100)) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().strip() == "interrupted"
    assert whole_articles(tmp_path / "kg-store") == 100
