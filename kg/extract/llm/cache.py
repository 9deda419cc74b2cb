"""Answers that are kept, so that asking the same again costs nothing and gives the same.

One JSON file for each request, named by its digest (model, prompt version, parameters, and every word sent), in a
folder of the store. A file holds the answer and what it cost; no key and no address. Any file may be deleted at any
time: it is only asked for again.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from contextlib import suppress
from pathlib import Path

from kg.extract.llm.chat import Reply
from kg.extract.llm.prompt import Message


def digest(model: str, prompt: str, messages: list[Message]) -> str:
    """Return the name of a request: 64 hex digits of the model, the prompt version and all messages."""
    return hashlib.sha256(json.dumps([model, prompt, messages]).encode()).hexdigest()


class Cache:
    """A folder of answers; the empty path keeps none. Used from several threads and processes at once."""

    def __init__(self, folder: str) -> None:
        """Keep the path; the folder is made with the first answer, if the store's own directory is there."""
        self._folder = Path(folder) if folder else None

    def get(self, name: str) -> Reply | None:
        """Return the answer of a request, None if none is kept or its file is damaged."""
        if self._folder is None:
            return None
        try:
            value = json.loads(self._path(self._folder, name).read_bytes())
            return Reply(value["content"], value["finish"], value["tokens_in"], value["tokens_out"], value["parameters"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, name: str, model: str, prompt: str, reply: Reply) -> None:
        """Keep an answer, whole or not at all; a folder that cannot be written keeps nothing, which is no error."""
        if self._folder is None or not self._folder.parent.is_dir():
            return
        value = {
            "model": model,
            "prompt": prompt,
            "parameters": reply.parameters,
            "finish": reply.finish,
            "tokens_in": reply.tokens_in,
            "tokens_out": reply.tokens_out,
            "content": reply.content,
        }
        path = self._path(self._folder, name)
        part = path.with_name(f"{name}.{os.getpid()}-{threading.get_ident()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(value, indent=1), encoding="utf-8")
            part.replace(path)

    def drop(self, name: str) -> None:
        """Forget the answer of a request, if one is kept."""
        if self._folder is not None:
            self._path(self._folder, name).unlink(missing_ok=True)

    @staticmethod
    def _path(folder: Path, name: str) -> Path:
        return folder / name[:2] / f"{name}.json"
