"""Reading articles, and their text: language, sentences, tokens, folding. Offsets are never lost."""
