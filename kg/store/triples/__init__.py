"""The graph: Oxigraph fed from the log, its frozen snapshots, and its face for rdflib."""
