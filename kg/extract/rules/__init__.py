"""The rule extractor: one engine, a layer and a lexicon per language."""

from kg.extract.rules.extractor import RuleExtractor

__all__ = ["RuleExtractor"]
