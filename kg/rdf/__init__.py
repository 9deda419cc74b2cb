"""RDF: the vocabulary, the data files of schema/ as Turtle, and how articles and statements become quads."""
