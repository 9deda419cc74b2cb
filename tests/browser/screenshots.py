"""Take the pictures of docs/explorer.md: ``python tests/browser/screenshots.py``, then look at them.

It needs chromium and Playwright, and a bundle. pngquant makes the files small, if it is there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
KG = Path(sys.executable).parent / "kg"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUERY = "{ statements(first: 100) { nodes { id time { text } attribution { id } article { revision lang } } } }"


def paths(address: str) -> dict[str, str]:
    """Return what to picture: name and path."""
    answer = httpx.post(f"{address}graphql", json={"query": QUERY}, headers={"Accept": "application/json"}, timeout=60)
    told = answer.json()["data"]["statements"]["nodes"]
    full = [each for each in told if each["time"] and each["attribution"] and each["article"]["lang"] == "ar"]
    said, revision = full[0]["id"], full[0]["article"]["revision"]
    return {
        "entity": "/entity/russia?",
        "statement": f"/statement/{said}?",
        "article": f"/article/{revision}?statement={said}&",
        "compare": "/compare?subject=iran&",
        "graph": "/entity/russia?",
    }


def picture(page: Page, name: str, lang: str, address: str, path: str) -> None:
    page.goto(f"{address.rstrip('/')}{path}lang={lang}")
    page.evaluate("document.fonts.ready")
    if name == "graph":
        page.wait_for_selector("#graph[data-drawn]")
        page.locator("#neighbours").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('neighbours').scrollIntoView({ behavior: 'instant' })")
        page.wait_for_timeout(500)
    file = IMAGES / f"{name}-{lang}.png"
    page.screenshot(path=file)
    if small := shutil.which("pngquant"):
        subprocess.run([small, "--force", "--ext", ".png", "--strip", "32", str(file)], check=True)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        subprocess.run([KG, "ingest", ROOT / "tests" / "corpus", "--quiet"], cwd=home, check=True)
        with subprocess.Popen([KG, "serve", "--port", "0"], cwd=home, stderr=subprocess.PIPE, text=True) as server:
            address = re.findall(r"http://\S+", server.stderr.readline())[0]
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                for scheme, lang in (("light", "ar"), ("dark", "en")):
                    context = browser.new_context(
                        viewport={"width": 1000, "height": 700}, color_scheme=scheme, reduced_motion="reduce"
                    )
                    page = context.new_page()
                    for name, path in paths(address).items():
                        picture(page, name, lang, address, path)
                browser.close()
            server.terminate()


if __name__ == "__main__":
    main()
