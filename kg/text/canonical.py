"""Turn the bytes of an input into the text that is stored and that all offsets count in."""

from __future__ import annotations

import codecs
import re
import unicodedata

from kg.errors import InputError

MAX_BYTES = 5_000_000  # of one article; a long read has 100 kB
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Characters that XML, and so some RDF formats, cannot carry; a blank takes their place, so that no offset moves.
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def decode(data: bytes, where: str) -> str:
    """Return bytes as text: UTF-8, or UTF-16 with a byte order mark.

    ``where`` names the input in errors. Raises InputError: too large (KG-E109), empty (KG-E103), not text (KG-E104).
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            "KG-E109",
            f"{where!r} is larger than {MAX_BYTES:,} bytes",
            "split it, or put many articles in a .jsonl file",
        )
    if not data.strip():
        raise InputError("KG-E103", f"{where!r} is empty", "give a file that holds the text of an article")
    text = data.decode("utf-16", errors="replace") if data.startswith(_UTF16) else _decode_utf8(data, where)
    if "\0" in text:
        raise InputError("KG-E104", f"{where!r} is not text: it holds NUL bytes", "give plain text, HTML or JSON")
    return text


def _decode_utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "KG-E104",
            f"{where!r} is not UTF-8 text: byte {data[error.start : error.start + 1]!r} at {error.start}",
            "old Arabic text: iconv -f windows-1256 -t utf-8 FILE; a picture, PDF or Word file is not read",
        ) from error


def canonical(text: str, where: str) -> str:
    r"""Return plain text in canonical form: NFC, ``\n`` line ends, no mark before it and no blanks after it.

    Raises InputError (KG-E103) for a text of blanks only, and KG-E104 for one that no file format can carry.
    """
    return unicodedata.normalize("NFC", checked(text.lstrip("\ufeff"), where)).rstrip()


def checked(text: str, where: str) -> str:
    """Return a text as it stands but for line ends and control characters; raises InputError as canonical() does.

    The text of a JSON record goes this way: who wrote the record may hold offsets into it.
    """
    if "\0" in text or _SURROGATE.search(text):
        raise InputError("KG-E104", f"{where!r} is not text: it holds NUL or half a character", "mend its escapes")
    clean = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not clean.strip():
        raise InputError("KG-E103", f"{where!r} holds no text", "give the text of an article")
    return clean
