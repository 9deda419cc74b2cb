"""The server: GraphQL, SPARQL and pages over HTTP."""
