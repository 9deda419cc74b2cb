"""Real SPARQL endpoints for tests: Oxigraph's server (PyPI package oxigraph) and Virtuoso (Debian virtuoso-opensource)."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

_INI = """
[Database]
DatabaseFile = {home}/virtuoso.db
ErrorLogFile = {home}/virtuoso.log
LockFile = {home}/virtuoso.lck
TransactionFile = {home}/virtuoso.trx
xa_persistent_file = {home}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {home}/virtuoso-temp.db
TransactionFile = {home}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {home}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""
_DEFAULT = "https://w3id.org/kg-relations/default"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(url: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.skip(f"the server ended with {process.returncode}")
        try:
            httpx.get(url, params={"query": "ASK {}"}, timeout=5)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.skip("the server does not answer")


@contextmanager
def oxigraph(home: Path) -> Iterator[str]:
    """Run ``oxigraph serve`` over an empty directory; yields the store URL without ``log``."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program oxigraph is not here (pip install oxigraph)")
    port = _free_port()
    command = [program, "serve", "--location", str(home / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(f"http://127.0.0.1:{port}/query", process, 30)
            yield f"sparql+http://127.0.0.1:{port}/query?update=/update&store=/store"
        finally:
            process.kill()


@contextmanager
def virtuoso(home: Path) -> Iterator[str]:
    """Run Virtuoso over a new database; yields the store URL without ``log``."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("the program virtuoso-t is not here (apt-get install virtuoso-opensource)")
    sql, http = _free_port(), _free_port()
    config = home / "virtuoso.ini"
    config.write_text(_INI.format(home=home, sql=sql, http=http))
    command = [program, "+foreground", "+configfile", str(config)]
    with subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(f"http://127.0.0.1:{http}/sparql", process, 120)
            address = f"dba:dba@127.0.0.1:{http}/sparql-auth"
            yield f"sparql+http://{address}?update=/sparql-auth&auth=digest&default={_DEFAULT}"
        finally:
            process.kill()
