"""Event nouns of Arabic: genitive, nisba, possessor and what follows under prepositions, and the word an event hangs on."""

from __future__ import annotations

from kg.extract.ar.row import MAX_SPAN, Row, is_phrase
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import EntityType, Entry
from kg.resolve.mention import Mention
from kg.text.fold import fold

_AGENT_MARKERS = ("من قبل",)
_OFFICES = frozenset({"memberOf", "officialOf", "headOf", "ambassadorTo"})
_HE_IS = frozenset(fold(w) for w in ("هو", "هي", "هم", "وهو", "وهي", "وهم"))


class Nominal:
    """Builds the predicates of event nouns; ``by_position`` are the predicates of the sentence built so far."""

    def __init__(self, row: Row, by_position: dict[int, Predicate]) -> None:
        """Keep the row and the predicates."""
        self.row = row
        self.items = row.items
        self.triggers = row.triggers
        self.by_position = by_position

    def nearest(self, j: int) -> Predicate | None:
        """Return the predicate at ``j`` or the nearest before it."""
        return next((self.by_position[n] for n in range(j, max(-1, j - 2 * MAX_SPAN), -1) if n in self.by_position), None)

    def event(self, k: int, item: Item) -> Predicate:
        """Return the predicate of the event noun at ``k``."""
        predicate = Predicate(item, k, clause_start=self.row.clause_start(k))
        mention = item.mention
        if mention is None:
            return predicate
        end = self._event_phrases(predicate, k)
        predicate.clause_end = end
        if mention.genitive is not None:
            predicate.marked["gen"].append(Filler(mention.genitive, "genitive", item))
        for nisba in mention.nisbas:
            adjective = Mention(mention.start, mention.end, _label(nisba), nisba.type, nisba, state=nisba.state, definite=True)
            predicate.subjects.append(Filler(adjective, "nisba", None))
        if mention.possessor:
            pronoun = Mention(mention.start, mention.start + 1, mention.possessor, pronoun=mention.possessor)
            predicate.marked["poss"].append(Filler(pronoun, "possessor", None))
        for marker in _AGENT_MARKERS:
            predicate.subjects += [
                Filler(f.mention, "agent", f.item, f.distance, f.commas) for f in predicate.marked.pop(marker, [])
            ]
        self._govern_event(predicate, k)
        before = next((i for i in reversed(self.items[:k]) if i.kind != "quote"), None)
        predicate.negated = before is not None and before.kind == "neg" and not item.depth
        predicate.conditional = before is not None and before.lemma == fold("أي") and not item.depth
        if any(frame.relation in _OFFICES for frame in item.frames):
            predicate.subjects = self._holder(predicate, k) or predicate.subjects
        return predicate

    def _holder(self, predicate: Predicate, k: int) -> list[Filler]:
        """Return who holds the office that a noun names: the topic before it (تركيا عضو في)، or the name behind it."""
        for j in range(predicate.clause_end - 1, k, -1):
            filler = self._bare_person(j)
            if filler is not None:
                return [Filler(filler.mention, "apposition", filler.item, j - k)]
        pronoun = False
        for n in range(k - 1, max(-1, k - MAX_SPAN), -1):
            item = self.items[n]
            if item.kind == "np" and item.mention is not None and not item.depth and (not item.marker or pronoun):
                return [Filler(item.mention, "topic", item, k - n)]
            pronoun = pronoun or item.lemma in _HE_IS
            if item.kind not in ("cop", "time", "quote", "ptc", "neg", "punct"):
                return []
        return []

    def _bare_person(self, j: int) -> Filler | None:
        item = self.items[j]
        mention = item.mention
        if item.kind != "np" or mention is None or item.marker or item.coord:
            return None
        return Filler(mention, "direct", item) if mention.type is EntityType.PERSON else None

    def _event_phrases(self, predicate: Predicate, k: int) -> int:
        commas, j = 0, k + 1
        while j < len(self.items) and j - k <= MAX_SPAN:
            item = self.items[j]
            if item.opens or item.kind in ("verb", "comp", "rel", "wh", "participle") or item.lemma in ("colon", "stop", "dash"):
                break
            if item.lemma == "comma":
                commas += 1
            if item.mention is not None and is_phrase(item):
                if not item.marker and not item.coord:
                    owned = predicate.item.mention is not None and bool(predicate.item.mention.possessor)
                    adjacent = j == k + 1 and (item.kind == "np" or owned)
                    if adjacent or (item.kind == "np" and item.mention.type is EntityType.PERSON):
                        predicate.direct.append(Filler(item.mention, "direct", item, 1, commas))
                        j += 1
                        continue
                    break
                if item.kind == "event" and item.marker in self.triggers.adjuncts:
                    break  # what follows belongs to that event (الحرب على أوكرانيا خلال اجتماعه مع مودي)
                if (item.coord and item.kind == "event") or (item.conj and not item.coord):
                    break
                if item.marker and not item.coord:
                    predicate.marked[item.marker].append(Filler(item.mention, "marked", item, j - k, commas))
            j += 1
        return j

    def _govern_event(self, predicate: Predicate, k: int) -> None:
        item = predicate.item
        if item.depth:
            outer = self.nearest(k - 1)
            if outer is not None and outer.item.kind == "event" and outer.item.end == item.end:
                predicate.governor, predicate.link = outer, "gen"
            elif self.items[k - 1].kind == "np":
                predicate.link = "inside"
            return
        if item.coord:
            joined = self.nearest(k - 1)
            if joined is not None:
                predicate.governor, predicate.link = joined.governor, joined.link
            return
        n = k
        while n > max(0, k - 2 * MAX_SPAN):
            n = self.row.opened.get(n - 1, n - 1)
            before = self.items[n]
            if before.kind in ("comp", "rel", "wh") or before.lemma in ("colon", "stop"):
                self._topic(predicate, n)
                return
            link = self._hangs_on(item, n, adjacent=n == k - 1)
            if link:
                predicate.governor, predicate.link = self.by_position[n], link
                return

    def _hangs_on(self, item: Item, n: int, *, adjacent: bool) -> str:
        """Return how an event noun hangs on the predicate at ``n``, or "" if it does not."""
        found = self.by_position.get(n)
        if found is None:
            return ""
        if found.item.kind == "event" and not item.marker:
            return "gen" if adjacent and found.item.lemma in self.triggers.control_nouns else ""
        return item.marker or "object"

    def _topic(self, predicate: Predicate, n: int) -> None:
        if self.items[n].kind == "comp" or self.items[n].lemma == "colon":
            predicate.governor, predicate.link = self.nearest(n - 1), "comp"


def _label(entry: Entry) -> str:
    return next((name for tag, name in entry.names if tag == "ar"), "")
