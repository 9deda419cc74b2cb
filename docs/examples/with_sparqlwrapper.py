"""Who accuses whom, and in which words: a table by SPARQL."""

import sys

from SPARQLWrapper import JSON, SPARQLWrapper

address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/"
client = SPARQLWrapper(f"{address}sparql")
client.setReturnFormat(JSON)
client.setQuery("""
SELECT ?who ?whom ?quote {
  ?statement rdf:subject ?s ; rdf:predicate kg:accuses ; rdf:object ?o ; kg:evidence/oa:hasSelector/oa:exact ?quote .
  ?s skos:prefLabel ?who . ?o skos:prefLabel ?whom
  FILTER(LANG(?who) = "ar" && LANG(?whom) = "ar")
}
ORDER BY ?who ?whom LIMIT 10
""")
for row in client.queryAndConvert()["results"]["bindings"]:
    print(*(row[name]["value"] for name in ("who", "whom", "quote")), sep=" | ")
