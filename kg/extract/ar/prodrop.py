"""Arabic verbs without a subject: which clause before them tells it, and when nothing does."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.ar.row import MAX_SPAN, SO_THAT, Row, several
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS
from kg.text.fold import fold

_FROM, _WHERE = fold("من"), fold("حيث")
_DONE_TO = frozenset({"kills", "arrests"})


def _struck(verb: Predicate) -> bool:
    """Return whether a verb without an object may tell to whom something was done (قتل مئات المدنيين وخطفت نساء)."""
    done = verb.subject is not None and verb.subject.how == "vso" and not verb.direct
    return done and any(f.relation in _DONE_TO for f in verb.item.frames)


class ProDrop:
    """Asks the clauses of a sentence for subjects; ``by_position`` are the predicates built so far."""

    def __init__(self, row: Row, by_position: Mapping[int, Predicate]) -> None:
        """Keep the row and the predicates."""
        self.row = row
        self.items = row.items
        self.triggers = row.triggers
        self.by_position = by_position

    def topic(self, k: int, item: Item) -> Filler | None:
        """Return the subject of the verb before that can be that of a verb without one (ندد الوزير ... وأكد دعمه)."""
        if item.person != 3:
            return None
        for n in range(k - 1, -1, -1):
            before = self.by_position.get(n)
            if before is None or before.item.kind != "verb" or before.link == "relative" or self._goes_on_saying(k, before):
                continue
            subject = before.subject
            if subject is None or subject.mention is None or subject.mention.pronoun:
                continue
            if not self.may_be_several(item, subject) or _struck(before):
                continue
            gender = subject.mention.gender or before.item.gender
            if not item.gender or not gender or gender == item.gender or self.result(k):
                return Filler(subject.mention, "shared", subject.item, k - n)
        return None

    def may_be_several(self, verb: Item, subject: Filler) -> bool:
        """Return whether a phrase can be the subject of a verb by number: a plural verb behind its subject tells of several."""
        return verb.number != "p" or several(subject.mention) or self.row.joined(subject)

    def _goes_on_saying(self, k: int, before: Predicate) -> bool:
        """Return whether a verb is part of what somebody told before a verb of saying (قال X إن Y انسحب، وأضاف: X adds)."""
        report, item = self.triggers.report, self.items[k]
        if item.quoted and item.quoted == before.item.quoted:
            return False
        if before.link not in ("comp", "colon") or item.lemma not in report or self.items[k - 1].lemma != "comma":
            return False
        speakers = [node.subject.mention for node in before.chain() if node.item.lemma in report and node.subject is not None]
        return any(mention is not None and mention.type in ACTORS for mention in speakers)

    def goes_on_untold(self, k: int, shared: Filler | None) -> bool:
        """Return whether "and" joins a verb to one whose subject is not told (شوهدت عربات تتحرك وتطلق)."""
        before = self._verb_before(k) if shared is None and self.items[k].conj else None
        return (
            before is not None
            and before.item.kind == "verb"
            and not before.subjects
            and before.item.gender == self.items[k].gender
        )

    def conjoined(self, k: int) -> bool:
        """Return whether "and" joins the verb at ``k`` to the one before, also before its negation (ولن تسمح)."""
        j = k
        while j > 0 and not self.items[j].conj and self.items[j - 1].kind in ("neg", "quote"):
            j -= 1
        return bool(self.items[j].conj)

    def result(self, k: int) -> bool:
        """Return whether a verb tells the result of the clause before (ما أسفر عن): the same actor stands behind it."""
        told = k > 0 and self.items[k - 1].kind == "wh" and self.items[k - 1].lemma in SO_THAT
        return told and (k < 2 or self.items[k - 2].kind != "ptc")  # إذا ما

    def goes_on(self, k: int) -> bool:
        """Return whether a verb has the subject of the clause before: joined by "and" or حيث, its result, or expected."""
        where = k > 0 and self.items[k - 1].kind == "wh" and self.items[k - 1].lemma == _WHERE
        return where or self.conjoined(k) or self.result(k) or self.expected(k)

    def expected(self, k: int) -> bool:
        """Return whether "it is planned that" stands before a verb (ومن المقرر أن يشارك): who acted before will."""
        before = self.items[k - 2 : k] if k > 1 else []
        return len(before) > 1 and before[1].kind == "comp" and before[0].marker == _FROM and before[0].kind == "event"

    def _verb_before(self, k: int) -> Predicate | None:
        """Return the nearest verb or participle before the item at ``k``."""
        before = (self.by_position[n] for n in range(k - 1, max(-1, k - 2 * MAX_SPAN), -1) if n in self.by_position)
        return next((p for p in before if p.item.kind != "event"), None)
