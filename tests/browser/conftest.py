"""Fixtures of the tests in a real browser: Debian's chromium, driven by Playwright, against a real server.

``served`` is the address of a server over the sample articles and one with emoji, Latin and clitics; ``visit`` opens a
page of it: any request to another host, error of a script or breach of the content policy fails the test.
All is skipped where there is no chromium or no Playwright.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
KG = Path(sys.executable).parent / "kg"
TOKEN = "only for tests"  # noqa: S105
MIXED = {
    "id": "mixed",
    "date": "2026-03-04",
    "source": "وكالة الطير",
    "lang": "ar",
    "title": "🕊️ دعم لتونس",
    "text": (
        "🕊️🇹🇳 أعلن وزير الخارجية الجزائري دعمه لتونس (EU27) يوم الأحد. 👩‍👩‍👧‍👦 وأدانت الجزائر قصف إسرائيل لبنان بصواريخ F-35.\n\n"
        "وللجزائر دعمت فرنسا مالي. ولم تؤيّدِ الـجزائرُ ليبيا 𝟚 مرات. وبحسب Reuters هدّدت مالي الجزائرَ بالرد."
    ),
}
PROOF = """<script>alert(1)</script> & "نقطة"."""

Visit = Callable[..., "Page"]


@pytest.fixture(scope="session")
def chromium() -> str:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    return CHROMIUM


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser; it is closed after each module, because Playwright's loop must not run when other tests have their own."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with api.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def served(chromium: str, corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001 - or skip
    """The address of a server, ending with a slash."""
    folder = tmp_path_factory.mktemp("served")
    line = json.dumps({**MIXED, "text": f"{MIXED['text']}\n{PROOF}"}, ensure_ascii=False)
    subprocess.run([KG, "ingest", corpus, "-", "--quiet"], input=line.encode(), cwd=folder, check=True, capture_output=True)
    command = [KG, "serve", "--port", "0", "--token", TOKEN]  # so that the forms that write are there
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found is not None
        httpx.get(found[0] + "entity/russia", headers={"Accept": "text/html"}, timeout=60)  # the first page compiles its query
        yield found[0]
        process.terminate()


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Visit]:
    """Return a function that opens a path in a new context; its options are those of a Playwright context."""
    wrong: list[str] = []

    def visit(path: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 850}, "reduced_motion": "reduce", **options})
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: request.url.startswith((served, "blob:", "data:")) or wrong.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(served + path.removeprefix("/"))
        return page

    opened: list[object] = []
    yield visit
    for context in opened:
        context.close()
    assert wrong == []
