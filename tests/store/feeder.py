"""A writer process for the tests: writes until it is killed, and prints what is durable.

Every article comes twice, whole, then revised to its second sentence: ``REVISION STATEMENTS``. With ``judge`` the whole
ones are judged in between: a statement is retracted, and for every second one that is undone: ``JUDGEMENT KIND``.
"""

from __future__ import annotations

import sys
from itertools import count

from builders import SANCTION, STATES, article, read, sanctions, supports  # type: ignore[import-not-found]

from kg.model import Article, Extraction
from kg.store import Store, open_store


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def judge(store: Store, whole: Article, number: int) -> None:
    made = store.retract(supports(whole).id, who="feeder", reason="misread")
    tell(made.id, made.kind.value)
    if number % 2:
        undone = store.undo(made.id, who="feeder", reason="it was right")
        tell(undone.id, undone.kind.value)


def main() -> None:
    folder, first, *more = sys.argv[1:]
    with open_store(folder, states=STATES) as store:
        tell("open")
        for number in count(int(first)):
            whole = article(f"k{number}")
            store.put(whole, read(whole))
            tell(whole.revision, 2)
            if more:
                judge(store, whole, number)
                if number % 4 < 2:
                    continue
            revised = article(f"k{number}", SANCTION)
            store.put(revised, Extraction((sanctions(revised),)))
            tell(revised.revision, 1)


if __name__ == "__main__":
    main()
