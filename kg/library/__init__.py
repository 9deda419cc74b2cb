"""kg from Python: one object for a store in a folder and for a kg server; ``kg.open`` makes it."""

from kg.library.graph import Graph
from kg.library.opening import open_graph
from kg.library.rows import IRI, Row, Rows, Text
from kg.library.statements import Statement, Statements

__all__ = ["IRI", "Graph", "Row", "Rows", "Statement", "Statements", "Text", "open_graph"]
