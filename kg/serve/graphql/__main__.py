"""Write the GraphQL schema to standard output: ``python -m kg.serve.graphql > schema/graphql/schema.graphql``."""

import sys

from kg.serve.graphql import sdl

sys.stdout.write(sdl())
