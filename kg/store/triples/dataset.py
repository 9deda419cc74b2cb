"""The graph as an rdflib Dataset: reads from Oxigraph, writes through the log.

What is added or removed is seen at once by the dataset itself and becomes one record of the log at ``commit()``;
``rollback()`` drops it, and so does closing without a commit.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from typing import Any, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from rdflib import Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph
from rdflib.query import Result
from rdflib.store import Store
from rdflib.term import Node, URIRef

from kg.errors import StoreError
from kg.rdf.vocab import PREFIXES
from kg.store.triples.graph import is_mark
from kg.store.triples.terms import from_graph_name, from_oxigraph, to_graph_name, to_oxigraph, to_quad

Write = Callable[[Collection[Quad], Collection[Quad]], bool]
Ask = Callable[[str, Mapping[str, str], str], tuple[bytes, str]]
GraphName = NamedNode | pyoxigraph.BlankNode | DefaultGraph
_Pattern = tuple[Node | None, Node | None, Node | None]
_Triple = tuple[Node, Node, Node]


def dataset(store: pyoxigraph.Store, write: Write | None, ask: Ask, size: Callable[[], int]) -> Dataset:
    """Return an rdflib Dataset on an Oxigraph store.

    ``write`` takes the quads of a commit to add and to remove, None makes the dataset read-only; ``ask`` answers a
    query with prefixes in a media type; ``size`` gives the number of quads.
    """
    result = QuietDataset(store=_LogStore(store, write, ask, size), default_union=False)
    for prefix, namespace in PREFIXES.items():
        result.bind(prefix, namespace, override=True, replace=True)
    return result


_GRAPHS: Final = 10_000
"""Graph objects that are kept, because rdflib takes longer to make one than we take to find a triple."""


class QuietDataset(Dataset):
    """A Dataset whose own methods do not warn about each other (rdflib 7.6 calls what it deprecates)."""

    @property
    def default_context(self) -> Graph:
        """Return the default graph."""
        return self._default_context

    @default_context.setter
    def default_context(self, value: Graph) -> None:
        self._default_context = value

    def contexts(self, triple: _Triple | None = None) -> Generator[Graph, None, None]:
        """Return the graphs, as ``graphs`` does."""
        return self.graphs(triple)


class _LogStore(Store):
    """An rdflib store that reads Oxigraph and buffers its writes. All methods may be used from any thread."""

    context_aware = True
    graph_aware = True
    formula_aware = False
    transaction_aware = True

    def __init__(self, store: pyoxigraph.Store, write: Write | None, ask: Ask, size: Callable[[], int]) -> None:
        """Keep what to read from and write to."""
        super().__init__()
        self._store = store
        self._write = write
        self._ask = ask
        self._size = size
        self._turn = threading.RLock()
        self._added: dict[Quad, None] = {}
        self._removed: dict[Quad, None] = {}
        self._prefixes: dict[str, URIRef] = {}
        self._graphs: dict[GraphName, Graph] = {}

    # --- writing ---

    def add(self, triple: _Triple, context: Graph | None, quoted: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Buffer one triple; see ``addN``."""
        self.addN([(*triple, context)])

    def addN(self, quads: Iterable[tuple[Node, Node, Node, Graph | None]]) -> None:  # noqa: N802
        """Buffer triples until ``commit``; raises StoreError (KG-E210), or InputError (KG-E132) for a bad term."""
        self._check_writable()
        new = [to_quad((s, p, o), context) for s, p, o, context in quads]
        with self._turn:
            for quad in new:
                self._removed.pop(quad, None)
                if quad not in self._store:
                    self._added[quad] = None

    def remove(self, triple: _Pattern, context: Graph | None = None) -> None:
        """Buffer the removal of all triples that match; a context of None means in every graph."""
        self._check_writable()
        with self._turn:
            for quad in self._quads(triple, context):
                if self._added.pop(quad, 0) == 0:
                    self._removed[quad] = None

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: a graph is there as soon as it has a triple."""

    def remove_graph(self, graph: Graph) -> None:
        """Buffer the removal of all triples of a graph."""
        self.remove((None, None, None), graph)

    def commit(self) -> None:
        """Write all that is buffered, durably, as one record of the log."""
        with self._turn:
            if self._write is not None and (self._added or self._removed):
                self._write(list(self._added), list(self._removed))
            self.rollback()

    def rollback(self) -> None:
        """Drop what is buffered."""
        with self._turn:
            self._added.clear()
            self._removed.clear()

    def close(self, commit_pending_transaction: bool = False) -> None:  # noqa: FBT001, FBT002
        """Commit or drop what is buffered; the kg store stays open."""
        if commit_pending_transaction:
            self.commit()
        self.rollback()

    def _check_writable(self) -> None:
        if self._write is None:
            raise StoreError("KG-E210", "the store was opened for reading only", "open it without read_only")

    # --- reading ---

    def triples(self, triple_pattern: _Pattern, context: Graph | None = None) -> Iterator[tuple[_Triple, Iterator[Graph]]]:
        """Yield matching triples with the graphs they are in; a context of None means any graph."""
        quads = self._quads(triple_pattern, context)
        if context is not None:
            return ((_triple(quad.triple), iter((self._graph(quad.graph_name),))) for quad in quads)
        found: dict[pyoxigraph.Triple, list[GraphName]] = {}
        for quad in quads:
            found.setdefault(quad.triple, []).append(quad.graph_name)
        return ((_triple(triple), map(self._graph, names)) for triple, names in found.items())

    def _quads(self, pattern: _Pattern, context: Graph | None) -> list[Quad]:
        subject, predicate, value = (to_oxigraph(node) if node is not None else None for node in pattern)
        if isinstance(subject, Literal) or isinstance(predicate, Literal):
            return []
        name = to_graph_name(context)
        with self._turn:
            found = list(self._store.quads_for_pattern(subject, predicate, value, name))
            if self._removed:
                found = [quad for quad in found if quad not in self._removed]
            wanted = (subject, predicate, value, name)
            return found + [quad for quad in self._added if _matches(quad, wanted)]

    def __len__(self, context: Graph | None = None) -> int:
        """Return the number of quads, or of triples of one graph."""
        if context is not None:
            return len(self._quads((None, None, None), context))
        with self._turn:
            return self._size() + len(self._added) - len(self._removed)

    def contexts(self, triple: _Triple | None = None) -> Generator[Graph, None, None]:
        """Return the graphs that hold a triple, or all named graphs that hold any."""
        with self._turn:
            if triple is None and not self._added and not self._removed:
                names: set[GraphName] = {name for name in self._store.named_graphs() if not is_mark(name)}
            else:
                names = {quad.graph_name for quad in self._quads(triple or (None, None, None), None)}
        return (self._graph(name) for name in names)

    def _graph(self, name: GraphName) -> Graph:
        graph = self._graphs.get(name)
        if graph is None:
            if len(self._graphs) >= _GRAPHS:
                self._graphs.clear()
            graph = self._graphs[name] = Graph(self, from_graph_name(name))
        return graph

    def query(
        self,
        query: object,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **_: object,
    ) -> Result:
        """Run a query text on the whole dataset in a query worker.

        Left to rdflib's own engine (which sees the buffer, and obeys FROM by reading files: for trusted queries only):
        prepared queries, queries with bindings or on one named graph, and all while something is buffered.
        """
        whole = str(queryGraph) in ("__UNION__", str(DATASET_DEFAULT_GRAPH_ID))
        if not isinstance(query, str) or initBindings or not whole or self._added or self._removed:
            raise NotImplementedError
        prefixes = {prefix: str(namespace) for prefix, namespace in initNs.items()}
        data, media_type = self._ask(query, prefixes, "application/sparql-results+json, application/n-triples")
        if media_type == "application/n-triples":
            result = Result("CONSTRUCT")
            result.graph = Graph().parse(data=data, format="nt")
            return result
        return Result.parse(io.BytesIO(data), format="json")

    # --- prefixes ---

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:  # noqa: FBT001, FBT002
        """Remember a prefix; prefixes are not stored."""
        if override or (prefix not in self._prefixes and self.prefix(namespace) is None):
            self._prefixes = {p: n for p, n in self._prefixes.items() if n != namespace} | {prefix: URIRef(namespace)}

    def namespace(self, prefix: str) -> URIRef | None:
        """Return the namespace of a prefix, or None."""
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """Return the prefix of a namespace, or None."""
        return next((p for p, n in self._prefixes.items() if n == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Return all prefixes with their namespaces."""
        return iter(self._prefixes.items())


def _triple(triple: pyoxigraph.Triple) -> _Triple:
    return from_oxigraph(triple.subject), from_oxigraph(triple.predicate), from_oxigraph(triple.object)


_Wanted = tuple[NamedNode | None, NamedNode | None, NamedNode | Literal | None, NamedNode | DefaultGraph | None]


def _matches(quad: Quad, wanted: _Wanted) -> bool:
    have = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    return all(want is None or term == want for term, want in zip(have, wanted, strict=True))
