"""The Arabic language layer: morphology, mentions, clauses, dates."""
