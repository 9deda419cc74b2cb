"""Read articles from files, folders and standard input.

What can be read: ``.txt``; ``.html`` and ``.htm``; ``.json`` (one article); ``.jsonl`` and ``.ndjson`` (one a line);
folders of these, with their subfolders; ``-`` (standard input: text, HTML, one JSON object, or JSON lines).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date as Date  # noqa: N812 - ``date`` is the name of the parameter
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.text.canonical import MAX_BYTES, decode
from kg.text.records import Given, from_html, from_json, from_text

Item = Article | InputError

_LINES = (".jsonl", ".ndjson")
_SUFFIXES = (".txt", ".html", ".htm", ".json", *_LINES)
_STDIN = "stdin"


def read(path: str, *, date: Date | None = None, source: str = "", lang: str | None = None) -> Iterator[Item]:
    """Yield the articles of a path (``-`` is standard input), or, in the place of one that cannot be read, its error.

    Folders are read in the order of their sorted paths; an article of a folder is named by its path inside it.
    ``date``, ``source`` and ``lang`` win over what an input says of itself. Nothing is raised: a bad input is an
    InputError among the items, and the rest goes on.
    """
    given = Given(date, source, lang)
    if path == "-":
        yield from _stdin(sys.stdin.buffer, given)
        return
    try:
        files = _files(Path(path))
    except InputError as error:
        yield error
        return
    for file, name in files:
        yield from _file(file, name, given)


def _files(path: Path) -> list[tuple[Path, str]]:
    if path.is_dir():
        found = sorted(_walk(path))
        if not found:
            raise InputError("KG-E112", f"folder {str(path)!r} holds no article", f"kg reads {', '.join(_SUFFIXES)}")
        return [(file, file.relative_to(path).as_posix()) for file in found]
    if not path.exists():
        raise InputError("KG-E101", f"there is no file or folder {str(path)!r}", "check the spelling and the folder")
    if path.suffix.lower() not in _SUFFIXES:
        raise InputError(
            "KG-E102",
            f"{str(path)!r}: kg does not know the file type {path.suffix!r}",
            f"it reads {', '.join(_SUFFIXES)}; for plain text of another name: kg ingest - < FILE",
        )
    return [(path, path.name)]


def _walk(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(base) / name
            if file.suffix.lower() in _SUFFIXES and not name.startswith("."):
                yield file


def _file(file: Path, name: str, given: Given) -> Iterator[Item]:
    try:
        with file.open("rb") as stream:
            if file.suffix.lower() in _LINES:
                yield from _json_lines(_lines(stream), str(file), given)
            else:
                data = stream.read(MAX_BYTES + 1)
                yield _or_error(lambda: _document(decode(data, str(file)), file, name, given))
    except OSError as error:
        yield InputError("KG-E110", f"{str(file)!r} cannot be read: {error.strerror}", "check its permissions")


def _document(text: str, file: Path, name: str, given: Given) -> Article:
    match file.suffix.lower():
        case ".json":
            return from_json(text, str(file), name, given)
        case ".html" | ".htm":
            return from_html(text, name, given)
        case _:
            return from_text(text, name, given)


def _json_lines(lines: Iterable[bytes], where: str, given: Given) -> Iterator[Item]:
    empty = True
    for number, line in enumerate(lines, start=1):
        if line.strip():
            empty = False
            yield _or_error(partial(_record, line, f"{where} line {number}", given))
    if empty:
        yield InputError("KG-E103", f"{where!r} is empty", "give one JSON object a line")


def _record(line: bytes, where: str, given: Given) -> Article:
    return from_json(decode(line, where), where, "", given)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream; of a line that is too long no more than its beginning is held."""
    while line := stream.readline(MAX_BYTES + 1):
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES + 1)
        yield line


def _stdin(stream: BinaryIO, given: Given) -> Iterator[Item]:
    """Yield what standard input holds; JSON lines are read one by one, so that a feed can be endless."""
    first = stream.readline(MAX_BYTES + 1)
    if _is_record(first):
        yield from _json_lines(chain([first], _lines(stream)), _STDIN, given)
        return
    data = first + stream.read(MAX_BYTES + 1)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        whole = _or_error(partial(_record, data, _STDIN, given))
        many = isinstance(whole, InputError) and whole.code == "KG-E105" and len(start.splitlines()) > 1
        yield from _json_lines(data.splitlines(), _STDIN, given) if many else [whole]
    elif start[:15].lower().startswith((b"<!doctype html", b"<html")):
        yield _or_error(lambda: from_html(decode(data, _STDIN), _STDIN, given))
    else:
        yield _or_error(lambda: _text_of_stdin(decode(data, _STDIN), given))


def _is_record(line: bytes) -> bool:
    return not isinstance(_or_error(partial(_record, line, _STDIN, Given())), InputError)


def _text_of_stdin(text: str, given: Given) -> Article:
    article = from_text(text, _STDIN, given)
    return from_text(text, f"{_STDIN}-{article.revision[-12:]}", given)


def _or_error(make: Callable[[], Article]) -> Item:
    try:
        return make()
    except InputError as error:
        return error
