"""The types of the GraphQL schema, each with how its fields are read for a whole level at once."""
