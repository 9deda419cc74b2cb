import pytest

from kg.extract.registry import create
from kg.extract.rules import RuleExtractor
from kg.rdf.gazetteer import load_gazetteer
from kg.rdf.ontology import load_ontology


@pytest.fixture(scope="session")
def extractor() -> RuleExtractor:
    made = create("rules", load_gazetteer(), load_ontology())
    assert isinstance(made, RuleExtractor)
    return made
