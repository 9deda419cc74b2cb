"""A writer process for the tests: puts articles until it is killed, and prints the revision of each that is durable.

Every article comes twice: whole, then revised to its second sentence.
"""

from __future__ import annotations

import sys
from itertools import count

from builders import SANCTION, STATES, article, read, sanctions  # type: ignore[import-not-found]

from kg.model import Extraction
from kg.store import open_store


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main() -> None:
    folder, first = sys.argv[1:]
    with open_store(folder, states=STATES) as store:
        tell("open")
        for number in count(int(first)):
            whole = article(f"k{number}")
            store.put(whole, read(whole))
            tell(whole.revision, 2)
            revised = article(f"k{number}", SANCTION)
            store.put(revised, Extraction((sanctions(revised),)))
            tell(revised.revision, 1)


if __name__ == "__main__":
    main()
