"""Where the clause of a word begins and ends, and who acts in a passive or a nominal clause."""

from __future__ import annotations

from kg.extract.en.sharing import Sharing
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS

_BESIDE = frozenset({"when", "as", "after", "while"})  # they open clauses that tell how something came about


class Voices(Sharing):
    """Finds bounds, agents and the surface subjects of passives once all words are read."""

    def _bounds(self, k: int, predicate: Predicate) -> None:
        j = k - 1
        while j >= 0 and not self._boundary(j):
            j -= 1
        predicate.clause_start = j + 1
        n = k + 1
        while n < len(self.items) and not self._boundary(n):
            n += 1
        predicate.clause_end = n
        if predicate.item.passive:
            self._passive(k, predicate)
        elif predicate.item.kind == "event":
            near = [f for f in predicate.marked.get("of", []) if not f.commas]  # the raids, without warning, of Oslo's port
            if near and "gen" not in predicate.marked:
                predicate.marked["gen"] = near
                del predicate.marked["of"]
            own = any("from" in (*f.object, *f.masdar_object) for f in predicate.item.frames)
            agents = [*predicate.marked.pop("by", []), *([] if own else predicate.marked.pop("from", []))]
            predicate.subjects += [Filler(f.mention, "agent", f.item, f.distance, f.commas) for f in agents]

    def _passive(self, k: int, predicate: Predicate) -> None:
        """Give a passive its agent; an event noun as its subject hangs on it (sanctions were imposed on X by Y)."""
        agents = predicate.marked.pop("by", []) or self._means(predicate) or self._attackers(predicate)
        predicate.subjects += [Filler(f.mention, "agent", f.item, f.distance, f.commas) for f in agents]
        predicate.item.passive = False
        surface = self.surface.get(k)
        if not agents and surface is not None and any(frame.extra.get("moved") for frame in predicate.item.frames):
            predicate.subjects = [Filler(surface.mention, "passive", surface.item)]
        event = next((p for p in self.by_position.values() if surface is not None and p.item is surface.item), None)
        if event is None or event.governor is not None or predicate.item.lemma not in self.triggers.light:
            return
        event.governor, event.link = predicate, "object"
        for marker, fillers in predicate.marked.items():
            event.marked.setdefault(marker, fillers)

    def _attackers(self, predicate: Predicate) -> list[Filler]:
        """Return who attacked when somebody was killed, by the clause behind that tells when: died when rebels shelled a camp."""
        if not any(frame.relation == "kills" for frame in predicate.item.frames):
            return []
        for k, other in self.by_position.items():
            subject = self.surface.get(k)
            struck = other.item.kind == "verb" and any(frame.relation == "attacks" for frame in other.item.frames)
            if k < predicate.position or not struck or subject is None or subject.mention is None or other.item.passive:
                continue
            opener = next((self.items[j].lemma for j in range(k - 1, predicate.position, -1) if self._boundary(j)), "")
            sure = not (other.negated or other.maybe or other.future or other.conditional)
            if opener in _BESIDE and sure and subject.mention.type in ACTORS and not subject.mention.pronoun:
                return [subject]
        return []

    def _boundary(self, j: int) -> bool:
        item = self.items[j]
        return item.kind in ("verb", "comp", "rel", "sub", "wh") or (item.kind == "punct" and item.lemma in ("colon", "stop"))
