"""Reading the store in few steps: whole levels of statements, entities and articles at once, from one snapshot."""
