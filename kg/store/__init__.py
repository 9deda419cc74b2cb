"""The store: what was extracted, kept durably and asked by every face of kg."""

from kg.store.base import StatementRow, Stats, Store, Verification
from kg.store.opening import open_store
from kg.store.where import StatementWhere

__all__ = ["StatementRow", "StatementWhere", "Stats", "Store", "Verification", "open_store"]
