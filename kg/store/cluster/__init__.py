"""A store whose graph is also at a SPARQL endpoint."""
