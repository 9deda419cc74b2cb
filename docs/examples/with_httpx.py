"""The SPARQL protocol by hand: formats, an error with its place, and an answer that is not sent twice."""

import sys

import httpx

address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/"
query = """SELECT ?relation (COUNT(*) AS ?number) { ?s a kg:Statement ; rdf:predicate ?relation }
GROUP BY ?relation ORDER BY DESC(?number)"""

with httpx.Client(base_url=address) as client:
    answer = client.get("sparql", params={"query": query}, headers={"Accept": "text/csv"})
    print(*answer.text.splitlines()[:4], sep="\n")

    again = client.get("sparql", params={"query": query}, headers={"Accept": "text/csv", "If-None-Match": answer.headers["etag"]})
    print("asked again:", again.status_code)

    problem = client.post("sparql", data={"query": "SELECT ?s { ?s ?p }"}).json()
    print("a mistake:", problem["code"], "line", problem["line"], "column", problem["column"])
