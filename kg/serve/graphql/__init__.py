"""The GraphQL API: ``execute`` runs a document without a server, ``sdl`` prints the schema."""

from kg.serve.graphql.execute import execute
from kg.serve.graphql.schema import build, sdl

__all__ = ["build", "execute", "sdl"]
