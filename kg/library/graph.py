"""What one can ask of kg from Python, whether it is a folder or a server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - ``date`` is the name of the parameter
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from kg.errors import QueryError
from kg.library.rows import Rows
from kg.library.statements import FIELDS, Statement, Statements
from kg.library.triples import Triples
from kg.model import Entity, EntityType

if TYPE_CHECKING:
    from rdflib import Dataset

_PAGE = 100
_TABLE, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_STATEMENTS = f"""query Statements($where: StatementWhere, $first: Int!, $after: String, $lang: [String!]!) {{
  statements(where: $where, first: $first, after: $after) {{
    totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {FIELDS} }}
  }}
}}"""
_ENTITY = "id type labels { lang value } aliases state sameAs"
_ENTITIES = (
    f"query Entities($search: String!, $first: Int!) {{ entities(search: $search, first: $first) {{ nodes {{ {_ENTITY} }} }} }}"
)
_ONE = f"query Entity($id: ID!) {{ entity(id: $id) {{ {_ENTITY} }} }}"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a text: its article and revision, how many statements it makes, and whether that was new."""

    article: str
    revision: str
    statements: int
    changed: bool


class Graph(ABC):
    """A store in a folder, or a kg server: the same questions give the same answers. Made by ``kg.open``.

    Names of entities and relations may be ids, IRIs or labels in any language. Every method raises KgError: QueryError
    for what is asked wrongly or stopped by a limit, StoreError when the store or the server cannot be reached.
    """

    def __init__(self, lang: Iterable[str]) -> None:
        """Keep the languages of names, best first."""
        self._lang = [*lang, "*"]

    # --- what a folder and a server do each in their way ---

    @abstractmethod
    def graphql(self, query: str, variables: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Return the data of a GraphQL query; raises QueryError with the first of its errors."""

    @abstractmethod
    def _sparql(self, text: str, accept: str) -> tuple[bytes, str]:
        """Return the answer to a SPARQL query and its media type."""

    @abstractmethod
    def query(self, name: str, **parameters: object) -> Rows | Triples | bool | dict[str, Any]:
        """Return the answer to a saved query: rows, triples or a truth for SPARQL, data for GraphQL.

        Parameters are those that ``kg query --list`` shows. Raises QueryError: KG-E320 to KG-E323, KG-E310.
        """

    @abstractmethod
    def ingest(self, text: str, *, date: Date | str | None = None, extractor: str = "", **about: str) -> Ingested:
        """Read a text, store what it states, and return what became of it.

        ``about`` may give ``id``, ``title``, ``source``, ``url`` and ``lang``. A text of the same id and source becomes a
        new revision. ``extractor`` names who reads it (rules, llm, both). Raises InputError for a text that cannot be
        used, UsageError and ServiceError for an extractor that cannot read; on a server, QueryError without its token.
        """

    @abstractmethod
    def dataset(self) -> Dataset:
        """Return the RDF as an rdflib Dataset; a folder's can be written by ``commit()``, a server's is only read."""

    @abstractmethod
    def close(self) -> None:
        """Release what is held."""

    # --- what follows from it ---

    def sparql(self, query: str, /, **bindings: object) -> Rows | Triples | bool:
        """Return the answer to a SPARQL query: rows for SELECT, triples for CONSTRUCT and DESCRIBE, a truth for ASK.

        ``bindings`` are values for its variables, bound as terms: text, numbers, dates, entities, IRIs, rdflib terms.
        ``$name`` in the query becomes the term, ``?name`` is held to it. The prefixes of kg need no declaration.
        """
        from kg.store.bindings import bind_values  # noqa: PLC0415 - the engine loads when one asks

        data, media_type = self._sparql(bind_values(query, bindings) if bindings else query, f"{_TABLE}, {_TRIPLES};q=0.9")
        return answer_of(data, media_type)

    def select(self, query: str, /, **bindings: object) -> Rows:
        """Return the rows of a SELECT, as ``sparql`` does; raises QueryError (KG-E348) for another form of query."""
        answer = self.sparql(query, **bindings)
        if not isinstance(answer, Rows):
            raise QueryError("KG-E348", "the query is no SELECT", "ask it by sparql()")
        return answer

    def statements(  # noqa: PLR0913 - conditions are given by name
        self,
        *,
        subject: str | Entity | None = None,
        relation: str | Iterable[str] | None = None,
        object: str | Entity | None = None,  # noqa: A002 - what RDF calls it
        actor: str | Entity | None = None,
        speaker: str | Entity | None = None,
        polarity: Literal["affirmed", "negated"] | None = None,
        modality: Literal["asserted", "planned", "possible", "requested", "conditional"] | None = None,
        article: str | None = None,
        text: str | None = None,
        acting_for: bool = False,
        first: int = 100,
    ) -> Statements:
        """Return the statements that meet all conditions given, newest act first, at most ``first`` of them.

        ``actor`` is either side, ``speaker`` who says so; with ``acting_for`` a state stands for those who act for it
        too. ``text`` asks for words of the quotes. None at all gives the latest.
        """
        names = {"subject": subject, "object": object, "actor": actor, "attribution": speaker}
        where: dict[str, Any] = {
            key: {"name": _name(value), "actingFor": acting_for} for key, value in names.items() if value is not None
        }
        enums = {"polarity": polarity, "modality": modality}
        where |= {key: [value.upper()] for key, value in enums.items() if value is not None}
        if article is not None:
            where["article"] = [article]
        if text is not None:
            where["text"] = {"match": text}
        if relation is not None:
            where["relation"] = _relations(relation)
        return self._pages(where, first)

    def _pages(self, where: Mapping[str, object], first: int) -> Statements:
        found: list[Statement] = []
        after, total = None, 0
        while len(found) < first:
            size = min(first - len(found), _PAGE)
            given = {"where": where, "first": size, "after": after, "lang": self._lang}
            page = self.graphql(_STATEMENTS, given)["statements"]
            found += [Statement.of(node) for node in page["nodes"]]
            total, after = page["totalCount"], page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        return Statements(found, total)

    def entity(self, name: str) -> Entity | None:
        """Return the entity of an id, an IRI or a name in any language (``بوتين``), or None."""
        node = self.graphql(_ONE, {"id": name})["entity"]
        return None if node is None else _entity(node)

    def entities(self, search: str = "", *, first: int = 20) -> list[Entity]:
        """Return the entities whose names match a search, those with most statements first."""
        nodes = self.graphql(_ENTITIES, {"search": search, "first": first})["entities"]["nodes"]
        return [_entity(node) for node in nodes]

    def __enter__(self) -> Self:
        """Return the graph."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()


def answer_of(data: bytes, media_type: str, columns: Iterable[str] = ()) -> Rows | Triples | bool:
    """Return the answer of SPARQL in bytes as rows, triples or a truth."""
    if not media_type.startswith(_TABLE):
        return Triples(data)
    if data.startswith(b'{"head":{},"boolean":'):
        return b"true" in data
    return Rows.of(data, tuple(columns))


def data_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a GraphQL answer; raises QueryError with code and hint of its first error."""
    errors = answer.get("errors")
    if errors:
        details = errors[0].get("extensions") or {}
        raise QueryError(details.get("code", "KG-E317"), errors[0].get("message", ""), details.get("hint", ""))
    data: dict[str, Any] = answer["data"]
    return data


def _name(value: str | Entity) -> str:
    return value.id if isinstance(value, Entity) else str(value)


def _relations(names: str | Iterable[str]) -> list[str]:
    from kg.store.parameters import relation_named  # noqa: PLC0415 - the ontology loads when it is needed

    return [relation_named(name) for name in ([names] if isinstance(names, str) else names)]


def _entity(node: Mapping[str, Any]) -> Entity:
    return Entity(
        id=node["id"],
        type=EntityType[node["type"]],
        labels=tuple((label["lang"], label["value"]) for label in node["labels"]),
        state=node["state"],
        aliases=tuple(node["aliases"]),
        same_as=tuple(node["sameAs"]),
    )
