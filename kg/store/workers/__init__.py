"""User SPARQL: what is checked of it, and the processes that run it."""
