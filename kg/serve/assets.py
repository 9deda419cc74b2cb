"""The files that pages load: our own from kg/serve/web, and those of others from kg/serve/static if it was built."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_HERE = Path(__file__).parent
_OWN, _BUILT = _HERE / "web", _HERE / "static"


class _Revalidated(StaticFiles):
    """Static files that a browser asks for again each time; the answer is 304 while they are the same."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


@cache
def bundled(name: str) -> str | None:
    """Return the address of a file of the bundle, or None if the bundle was built without it, or not at all."""
    return f"/bundle/{name}" if (_BUILT / name).is_file() else None


def mounts() -> list[Mount]:
    """Return the routes of the files: /static, and /bundle if there is one."""
    built = [Mount("/bundle", _Revalidated(directory=_BUILT))] if _BUILT.is_dir() else []
    return [Mount("/static", _Revalidated(directory=_OWN)), *built]
