"""From articles to statements: extractors behind one protocol, and the place where they are registered."""
