"""Words that tell the sense of a trigger."""

from __future__ import annotations


def occurs(word: str, words: str) -> bool:
    """Return whether a folded word or phrase stands in the folded words, with any clitics before its first letter."""
    at = words.find(word)
    while at >= 0:
        before = words[:at].rsplit(" ", 1)[-1]
        after = words[at + len(word) : at + len(word) + 3].split(" ", 1)[0]
        if len(before) <= 3 and len(after) <= 2 and all(c in "وفبلكا" for c in before):
            return True
        at = words.find(word, at + 1)
    return False
