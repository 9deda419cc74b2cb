"""From names to entities: gazetteer lookup, ids, coreference inside an article."""
