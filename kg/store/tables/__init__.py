"""The read model: rows of SQLite that answer lists, filters, counts and searches."""
