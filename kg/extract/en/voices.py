"""Where the clause of a word begins and ends, and who acts in a passive or a nominal clause."""

from __future__ import annotations

from kg.extract.en.sharing import Sharing
from kg.extract.rules.predicates import Filler, Predicate


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
            if "of" in predicate.marked and "gen" not in predicate.marked:
                predicate.marked["gen"] = predicate.marked.pop("of")
            own = any("from" in (*f.object, *f.masdar_object) for f in predicate.item.frames)
            agents = [*predicate.marked.pop("by", []), *([] if own else predicate.marked.pop("from", []))]
            predicate.subjects += [Filler(f.mention, "agent", f.item, f.distance, f.commas) for f in agents]

    def _passive(self, k: int, predicate: Predicate) -> None:
        """Give a passive its agent; an event noun as its subject hangs on it (sanctions were imposed on X by Y)."""
        agents = predicate.marked.pop("by", []) or self._means(predicate)
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

    def _boundary(self, j: int) -> bool:
        item = self.items[j]
        return item.kind in ("verb", "comp", "rel", "sub", "wh") or (item.kind == "punct" and item.lemma in ("colon", "stop"))
