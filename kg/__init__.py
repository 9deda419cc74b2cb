"""kg: a relation store that can prove what it says.

>>> import kg
>>> with kg.open("memory:") as g:
...     g.ingest("أيدت تونس لبنان.", date="2025-12-11").statements
...     [(s.subject, s.relation, s.object) for s in g.statements(actor="Tunisia")]
1
[('تونس', 'يدعم', 'لبنان')]
"""

from __future__ import annotations

from kg.version import VERSION

TYPE_CHECKING = False  # as in typing, whose import alone would take longer than all else here
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.library import IRI, Graph, Row, Rows, Statement, Statements, Text

__version__ = VERSION
__all__ = ["IRI", "Graph", "Row", "Rows", "Statement", "Statements", "Text", "__version__", "open"]


def open(target: str | Path, *, token: str = "", lang: Iterable[str] = ("ar", "en"), timeout: float = 60.0) -> Graph:  # noqa: A001
    """Return the graph of a folder, of ``memory:``, or of a kg server by its address; use it in a ``with`` block.

    ``token`` lets a server write (else ``KG_TOKEN`` of the environment). ``lang`` are the languages of names, best
    first. ``timeout`` is in seconds, for one question. A folder that holds no store becomes one with the first text
    that is ingested; questions before that raise StoreError (KG-E201).
    """
    from kg import library  # noqa: PLC0415 - all else loads when it is used

    return library.open_graph(target, token=token, lang=lang, timeout=timeout)


def __getattr__(name: str) -> object:
    """Return a class of the library, loaded now."""
    if name in __all__:
        from kg import library  # noqa: PLC0415

        return getattr(library, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
