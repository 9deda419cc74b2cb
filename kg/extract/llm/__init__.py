"""The model extractor: a language model reads, and only what the text proves is taken."""

from kg.extract.llm.both import BothExtractor
from kg.extract.llm.extractor import ModelExtractor

__all__ = ["BothExtractor", "ModelExtractor"]
