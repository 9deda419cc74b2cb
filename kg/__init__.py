"""kg: a relation store that can prove what it says."""

__version__ = "0.1.0"
