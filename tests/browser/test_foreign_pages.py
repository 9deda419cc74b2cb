"""Pages of another origin that ask our endpoint from a browser: YASGUI, Sparklis, fetch with a token; and one that may not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("browser")
QUERY = "SELECT ?name { ?s kg:supports ?o . ?o skos:prefLabel ?name } ORDER BY ?name"
TOKEN = "only for tests"  # noqa: S105

# As sparql_endpoint.ml of Sparklis asks: an XMLHttpRequest by form, XML back, read by its DOM.
SPARKLIS = """([address, query]) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("POST", address, true);
  request.withCredentials = false;
  request.setRequestHeader("Content-type", "application/x-www-form-urlencoded");
  request.setRequestHeader("Accept", "application/sparql-results+xml");
  request.onloadend = () => done([request.status, request.responseXML
    ? [...request.responseXML.getElementsByTagName("literal")].map((each) => each.textContent) : null]);
  request.send("query=" + encodeURIComponent(query));
})"""
UPDATE = """async ([address, token]) => {
  const headers = { "Content-Type": "application/sparql-update", Authorization: "Bearer " + token };
  const body = "INSERT DATA { <urn:page> <urn:says> 'نص' }";
  const answer = await fetch(address + "/update", { method: "POST", headers, body });
  return [answer.status, Number(answer.headers.get("KG-Sequence")) > 0];
}"""
PUT = """async ([address, token]) => {
  const headers = { "Content-Type": "text/turtle", Authorization: "Bearer " + token };
  return (await fetch(address, { method: "PUT", headers, body: "<urn:a> <urn:b> 1 ." })).status;
}"""
READ = """async ([address, query]) => {
  const here = address + "?query=" + encodeURIComponent(query);
  return await fetch(here).then((answer) => answer.status, (error) => String(error));
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder and the origin that serves it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "empty.html").write_text("<!doctype html><title>elsewhere</title>", encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def ours(elsewhere: tuple[Path, str], filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that lets pages of that origin ask."""
    store = tmp_path_factory.mktemp("asked") / "store"
    shutil.copytree(filled, store)
    command = [Path(sys.executable).parent / "kg", "serve", "--store", store, "--port", "0", "--token", TOKEN]
    with subprocess.Popen([*command, "--cors", elsewhere[1]], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process.stderr.readline().split()[3]
        process.terminate()


@pytest.fixture
def page(browser: Browser, elsewhere: tuple[Path, str]) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{elsewhere[1]}/empty.html")
    yield page
    context.close()


def test_sparklis(page: Page, ours: str) -> None:
    assert page.evaluate(SPARKLIS, [f"{ours}sparql", QUERY]) == [200, ["Lebanon", "لبنان"]]


def test_pages_of_an_allowed_origin_may_write_with_the_token(page: Page, ours: str) -> None:
    assert page.evaluate(UPDATE, [f"{ours}sparql", TOKEN]) == [204, True]
    assert page.evaluate(UPDATE, [f"{ours}sparql", "wrong"]) == [401, False]
    assert page.evaluate(PUT, [f"{ours}rdf-graphs?graph=urn:g", TOKEN]) == 201


def test_pages_of_another_origin_may_not_ask(browser: Browser, elsewhere: tuple[Path, str], ours: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(elsewhere[1].replace("127.0.0.1", "localhost") + "/empty.html")
    assert "Failed to fetch" in page.evaluate(READ, [f"{ours}sparql", QUERY])
    context.close()


YASGUI = """<!doctype html><meta charset="utf-8"><title>YASGUI</title><link rel="stylesheet" href="yasgui.min.css">
<div id="here"></div><script src="yasgui.min.js"></script><script>
const address = new URLSearchParams(location.search).get("endpoint");
new Yasgui(document.getElementById("here"), {
  requestConfig: { endpoint: address }, yasqe: { value: `QUERY` }, copyEndpointOnNewTab: false, autofocus: true,
});
</script>"""


@pytest.mark.slow
def test_yasgui(page: Page, elsewhere: tuple[Path, str], ours: str, tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("there is no npm")
    install = ["npm", "install", "--prefix", tmp_path, "--no-audit", "--no-fund", "--ignore-scripts", "@zazuko/yasgui@4"]
    if subprocess.run(install, capture_output=True, timeout=600, check=False).returncode:
        pytest.skip("npm cannot install YASGUI here")
    folder, origin = elsewhere
    for name in ("yasgui.min.js", "yasgui.min.css"):
        shutil.copy(tmp_path / "node_modules/@zazuko/yasgui/build" / name, folder)
    prefixes = "PREFIX kg: <https://w3id.org/kg-relations/vocab#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    (folder / "yasgui.html").write_text(YASGUI.replace("QUERY", prefixes + QUERY), encoding="utf-8")
    page.goto(f"{origin}/yasgui.html?endpoint={ours}sparql")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table tbody tr")
    assert "لبنان" in page.inner_text(".yasr table tbody")
