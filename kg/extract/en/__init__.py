"""English: words, phrases, clauses and dates for the shared engine."""
