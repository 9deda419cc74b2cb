"""What is known of an entity: its IRI answers with RDF."""

import sys

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/"
graph = Graph().parse(f"{address}entity/russia.ttl", format="turtle")

russia = URIRef("https://w3id.org/kg-relations/entity/russia")
for name in sorted(graph.objects(russia, SKOS.prefLabel)):
    print(name.language, name)
print("triples:", len(graph))
