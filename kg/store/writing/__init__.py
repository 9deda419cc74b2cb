"""Writes: what one record changes in the read model and in the graph."""
