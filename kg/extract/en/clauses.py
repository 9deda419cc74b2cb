"""Clauses of English: which phrase is subject or object of which verb or event noun, read once from left to right.

A stack of open clauses is kept. A finite verb takes the subject that waits in the innermost clause; when that clause has its verb
already, the verb belongs to an outer clause whose subject still waits, to a complement clause, or is joined by "and".
"""

from __future__ import annotations

from kg.extract.en.apposition import sides_with
from kg.extract.en.clause_state import CLAUSAL, Clause
from kg.extract.en.complements import (
    SUPPOSING,
    clause_behind,
    keep_moved,
    set_moods,
    settle_senses,
    take_complements,
)
from kg.extract.en.nominal import blame_actors, event_predicate, govern_event, leave_office, said_of
from kg.extract.en.origins import reach_origin, reach_voters
from kg.extract.en.parties import imply_parties
from kg.extract.en.speech import attach_speech
from kg.extract.en.voices import Voices
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate

_UNDONE = frozenset({"without", "instead of"})  # before -ing: it was not done
_UNREACHED = frozenset({"close to", "closer to", "rather than"})
_OF_SOMEBODY = frozenset("inform notify remind assure accuse suspect fear quote cite describe find know show deny".split())
_IF = frozenset(
    "if|unless|in case|provided that|as long as|so long as|on condition that|on the condition that|only if".split("|")
)


class Clauses(Voices):
    """Builds the predicates of one sentence from its items."""

    def predicates(self) -> list[Predicate]:
        """Return all predicates in text order."""
        for k, item in enumerate(self.items):
            self._item(k, item)
        found = list(self.by_position.values())
        keep_moved(found, self.surface, self.triggers)
        settle_senses(found)
        self._share_objects()
        for k, predicate in self.by_position.items():
            self._bounds(k, predicate)
        self._carry_heads()
        self._see_through()
        attach_speech(found, self.items, self.triggers)
        imply_parties(found, self.surface, self.triggers)
        take_complements(found, self.surface)
        set_moods(found, self.items, self.surface, self.triggers)
        events = {id(p.item): p for p in found if p.item.kind == "event"}
        for predicate in found:
            at = predicate.position
            passive = any(p.governor is predicate and p.direct and p.direct[0].how == "passive" for p in found)
            passive = passive or (predicate.item.lemma == "need" and not any(p.governor is predicate for p in found))  # need cash
            said_of(
                predicate, self.surface.get(at), events, self.triggers, expletive=clause_behind(self.items, at), done_to=passive
            )
            leave_office(predicate)
            blame_actors(predicate, events)
            reach_origin(predicate, self.items)
            reach_voters(predicate)
        return found

    def _item(self, k: int, item: Item) -> None:
        if item.kind in ("np", "event"):
            self._phrase(k, item)
        elif item.kind == "verb":
            self._verb(k, item)
            self.event = None
        elif item.kind == "prep":
            self._strand(k, item)
        elif item.kind == "participle":
            self._joined_participle(k, item)
        elif item.kind in ("rel", "comp", "sub", "wh"):
            self._open(k, item)
            self.event = None
        elif item.kind == "punct" and item.lemma in ("colon", "stop"):
            self._reset(item)

    def _reset(self, item: Item) -> None:
        main = Clause()
        if item.lemma == "colon" and self.latest is not None:
            main.governor, main.link = self.latest, "colon"
        self.stack, self.event = [main], None

    def _phrase(self, k: int, item: Item) -> None:
        self._open_unsaid(k)
        clause = self.top
        if item.kind == "event":
            event = event_predicate(self.items, k)
            event.conditional = item.marker in SUPPOSING
            told = sides_with(self.items, k) if not event.subjects else None
            event.subjects += [Filler(told.mention, "topic", told)] if told is not None else []
            self.by_position[k] = event
            outer = self.stack[-2].last if clause.kind == "sub" and clause.last is None and len(self.stack) > 1 else None
            govern_event(event, item, self._host_of(item, clause) or outer, self.event, self.triggers)
            self._bind_owner(event, clause)
            if event.governor is None and clause.link in ("comp", "colon") and not event.link:
                event.governor, event.link = clause.governor, clause.link if event.subjects else "colon"
        if not item.depth and item.mention is not None and not item.coord:
            filler = Filler(item.mention, "marked" if item.marker else "direct", item)
            self._attach(filler, item, k)
        if item.kind == "event":
            self.event = self.by_position[k]

    @staticmethod
    def _host_of(item: Item, clause: Clause) -> Predicate | None:
        """Return the verb an event noun goes with: the main one where it tells when (vowed to help in a talk with Oslo)."""
        last = clause.last
        beside = item.marker in ("in", "during") and last is not None and last.item.tense == "inf" and last.link == "comp"
        return clause.verb if beside and clause.verb is not None else last

    def _attach(self, filler: Filler, item: Item, k: int) -> None:
        clause = self.top
        if item.marker:
            for node in (self.event, clause.last):
                if node is not None and not self._apart(node, k) and not (node is clause.last and self._taken(item.marker)):
                    node.marked[item.marker].append(self._measured(filler, node, k))
            return
        if clause.last is not None:
            clause.last.direct.append(self._measured(filler, clause.last, k))
            clause.pending, clause.pending_at = filler, k
        elif clause.subject is None:
            clause.subject = Filler(filler.mention, "svo", item)
            clause.pending_at = k
        else:
            clause.pending, clause.pending_at = filler, k

    def _apart(self, node: Predicate, k: int) -> bool:
        """Return whether a comma parts a phrase from an act in front of its clause: After the raids, Oslo in its report ..."""
        if node is not self.event or self.top.last is not None or self.items[k].coord:
            return self._absolute(k)
        behind = zip(self.items[node.position : k], self.items[node.position + 1 :], strict=False)
        return any(sign.lemma == "comma" and not item.coord for sign, item in behind)

    def _taken(self, marker: str) -> bool:
        """Return whether an act under a preposition takes a phrase from the verb: spoke during a meeting with the minister."""
        event, last = self.event, self.top.last
        if event is None or not event.item.marker:
            return False
        if event.item.depth and last is not None and any(marker in frame.object for frame in last.item.frames):
            return False  # sent a convoy of aid to Oslo
        return any(marker in (*frame.object, *frame.masdar_object) for frame in event.item.frames)

    def _open(self, k: int, item: Item) -> None:
        if item.kind == "rel":
            before = self.items[k - 1] if k else None
            marker = before.lemma if before is not None and before.kind == "prep" else ""
            head = None if item.lemma == "whose" else self._head(k, item.lemma)
            apart = self.items[k - (2 if marker else 1)].lemma == "comma" if k > 1 else False
            self.stack.append(Clause("rel", head=head, marker=marker, set_off=apart))
        elif item.kind == "comp":
            governor = self._comp_governor(k)
            self.stack.append(Clause("comp", governor=governor, link=self._clause_link(governor), maybe=item.lemma == "whether"))
        elif item.lemma == "if" and self._asked_whether(k):
            self.stack.append(Clause("comp", governor=self.top.last, link="comp", maybe=True))
        else:
            self.stack.append(Clause("sub", conditional=item.lemma in _IF, maybe=item.lemma == "whether"))

    def _verb(self, k: int, item: Item) -> None:
        predicate = Predicate(item, k)
        self._particles(predicate, k)
        if item.tense == "inf":
            self._infinitive(predicate, k)
        elif item.tense == "ing":
            self._gerund(predicate, k)
        elif item.tense == "pp" or (item.tense == "past" and self._reduced(k, item)):
            self._reduced_relative(predicate, k)
        else:
            self._finite(predicate, k)
        self.by_position[k] = predicate
        self.latest = predicate

    def _particles(self, predicate: Predicate, k: int) -> None:
        predicate.future = predicate.item.future and predicate.item.lemma != "would like"
        j = k - 1
        while j >= 0 and self.items[j].kind in ("neg", "ptc", "quote"):
            if self.items[j].kind == "neg":
                predicate.negated = not predicate.negated
            elif self.items[j].lemma == "maybe":
                predicate.maybe = True
            elif self.items[j].lemma == "wish":
                predicate.obliged = True
            j -= 1
        if predicate.item.marker in _UNDONE:
            predicate.negated = True
        predicate.maybe = predicate.maybe or predicate.item.marker in _UNREACHED
        predicate.conditional = any(c.conditional for c in self.stack[-1:])
        predicate.maybe, predicate.doubted = predicate.maybe or self.top.maybe, self.top.maybe and self.top.kind == "comp"

    def _finite(self, predicate: Predicate, k: int) -> None:
        self._close_relative(predicate, k)
        clause = self.top
        if self._inserted(clause, predicate):
            return
        self._before_subject(clause, predicate)
        if self._claimed_before(clause, k):
            self._next_clause(predicate, clause, k)
        elif clause.verb is None:
            self._adopt(clause)
            self._first_verb(predicate, clause)
        elif self._claimed(clause, k):
            inner = Clause("comp", governor=clause.last, link="comp")
            inner.subject = clause.head
            self.stack.append(inner)
            self._first_verb(predicate, inner)
        elif predicate.item.conj or (self._listed(clause, k) and not self._outer_waits()):
            self._joined(predicate, clause)
        elif clause.pending is not None and not (self._outer_waits() and self._closes(k)):
            self._next_clause(predicate, clause, k)
        elif self._outer_waits():
            while self.top.verb is not None or self.top.subject is None:
                self.stack.pop()
            self._first_verb(predicate, self.top)
        else:
            self._joined(predicate, clause)
        self._invert(predicate, k)

    def _close_relative(self, predicate: Predicate, k: int) -> None:
        """Close a relative clause between commas before a verb that goes on with the main one: sacked Berg, who ..., and left."""
        comma = self.items[k - 1].lemma == "comma" if k else False
        while len(self.stack) > 1 and predicate.item.conj == "and" and comma and self.top.set_off:
            if self.top.verb is None or self.stack[-2].verb is None:
                return
            self.stack.pop()

    def _claimed(self, clause: Clause, k: int) -> bool:
        """Return whether a verb right behind a reporting verb tells of the head of the clause: "a jet that Ankara says broke"."""
        last = clause.last
        if clause.kind != "rel" or clause.head is None or last is None or last.item.lemma not in self.triggers.report:
            return False
        between = self.items[last.position + 1 : k]
        return self.surface.get(last.position) is not clause.head and all(i.kind in ("ptc", "neg", "quote") for i in between)

    def _adopt(self, clause: Clause) -> None:
        """Make the phrase behind a fronted participle the subject: "After issuing warnings, the army fired"."""
        subject = clause.pending
        if clause.subject is not None or subject is None or clause.kind == "rel" or self._acts_as_subject(clause):
            return
        for node in self.by_position.values():
            node.direct = [f for f in node.direct if f.mention is not subject.mention]
        clause.subject = Filler(subject.mention, "svo", subject.item)

    def _acts_as_subject(self, clause: Clause) -> bool:
        """Return whether the infinitive or -ing form that opens a clause is its subject: "To leave Oslo is wrong"."""
        first = clause.last
        if first is None or first.item.tense not in ("inf", "ing") or first.item.marker or first.governor is not None:
            return False
        return all(i.lemma not in ("comma", "dash") for i in self.items[first.position : clause.pending_at + 1])

    def _listed(self, clause: Clause, k: int) -> bool:
        """Return whether a lone comma parts a verb from the object before it: one of several verbs of a subject."""
        if clause.pending is None or self.items[self._previous(k)].lemma != "comma":
            return False
        if self._set_off(clause.pending_at) and self.items[k].lemma in self.triggers.report:
            return False  # "...," the minister, a Liberal, said
        return sum(i.lemma == "comma" for i in self.items[clause.pending_at : k]) == 1

    def _closes(self, k: int) -> bool:
        """Return whether a verb directly behind a relative clause belongs to the clause outside it."""
        last = self.top.last
        clausal = last is not None and (last.item.lemma in self.triggers.report or last.item.lemma in CLAUSAL)
        before = self.items[self._previous(k)] if self._previous(k) >= 0 else None
        return not clausal or (before is not None and before.lemma == "comma")

    def _first_verb(self, predicate: Predicate, clause: Clause) -> None:
        subject = clause.subject
        if clause.kind == "rel":
            predicate.link = "relative"
            if subject is None:
                subject = clause.head
            elif clause.head is not None:
                slot = predicate.marked[clause.marker] if clause.marker else predicate.direct
                slot.append(Filler(clause.head.mention, "relative", clause.head.item))
        else:
            predicate.governor, predicate.link = clause.governor, clause.link
        self._take(predicate, clause, subject)
        if subject is not None and clause.kind == "main":
            self._ahead(subject)
            self._before_its_name(subject)
        for fronted in clause.fronted:
            for node in self.by_position.values():
                if node is fronted or (node.governor is fronted and node.item.tense == "inf"):  # eager to help, Oslo ...
                    self._give_subject(node, subject)
            fronted.governor = predicate
        clause.fronted = []

    def _joined(self, predicate: Predicate, clause: Clause) -> None:
        """Read a verb joined to the one before: it shares subject and governor."""
        last = clause.last
        if last is not None and last.item.tense == "inf" and predicate.item.text == predicate.item.lemma and not predicate.future:
            self._joined_infinitive(predicate, last, clause)
            return
        if (told := self._beside_speech(clause, predicate)) is not None:
            while self.top.verb is not told and len(self.stack) > 1:
                self.stack.pop()
            clause = self.top
        first = self._behind_speaker(clause.verb or clause.last, predicate)
        if first is not None:
            if first.link in ("comp", "colon", "relative"):
                predicate.link, predicate.governor = first.link, first.governor
            subject = self.surface.get(first.position)
            predicate.conditional = predicate.conditional or first.conditional
            after = self._after(predicate.position)
            active = after is not None and after.kind in ("np", "event", "comp") and not after.marker
            shared = predicate.item.tense == "finite" or (first.item.passive and not active)  # will be armed and sent to
            predicate.item.passive = predicate.item.passive or (shared and predicate.item.tense == "past")
            predicate.future = predicate.future or (first.future and shared)
            bare = predicate.item.text == predicate.item.lemma and predicate.item.tense == "finite"
            predicate.maybe = predicate.maybe or (first.maybe and bare)  # may attack Oslo and seize it
            helped = bare and first.item.text == first.item.lemma  # did not come and help
            predicate.negated = predicate.negated or (first.negated and helped)
            self._take(predicate, clause, subject)
            return
        self._take(predicate, clause, None)

    def _joined_infinitive(self, predicate: Predicate, last: Predicate, clause: Clause) -> None:
        """Read a bare form joined to an infinitive as one too: urged Oslo to stop the raids and free the crew."""
        predicate.item.tense, predicate.governor, predicate.link = "inf", last.governor, last.link
        self._give_subject(predicate, self.surface.get(last.position))
        clause.last = predicate
        clause.pending, clause.pending_at = None, -1

    def _next_clause(self, predicate: Predicate, clause: Clause, k: int) -> None:
        """Read a verb whose subject was taken for an object of the verb before: a complement clause, or a new one."""
        subject = clause.pending
        assert subject is not None  # noqa: S101 - the caller checked
        last = clause.last
        comma = any(i.lemma == "comma" or i.conj for i in self.items[self._from(last) : clause.pending_at + 1])
        for node in self.by_position.values():
            if node.item is subject.item and node.governor is last:
                node.governor, node.link = None, ""
            node.direct = [f for f in node.direct if f.mention is not subject.mention or f.how != "direct"]
        head = self._contact_head(clause.pending_at, last)
        claim = self._claim_before(clause.pending_at)
        if comma and self._inserted_speech(k):
            inner = Clause()
        elif claim is not None:
            inner = Clause("comp", governor=claim, link="comp")
        elif head is not None and not comma:
            inner = Clause("rel", head=head)
        elif not comma and last is not None:
            inner = Clause("comp", governor=last, link=self._clause_link(last))
        elif clause.kind in ("sub", "rel") and len(self.stack) > 1:
            self.stack.pop()
            inner = self.top if self.top.verb is None else Clause(governor=self.top.governor, link=self.top.link)
        else:
            inner = Clause(governor=clause.governor, link=clause.link)
        inner.subject = Filler(subject.mention, "svo", subject.item)
        if inner is not self.top:
            self.stack.append(inner)
        self._first_verb(predicate, inner)

    def _inserted_speech(self, k: int) -> bool:
        """Return whether a reporting verb ends its clause: "It is a sign that Oslo is late, the minister said."""
        after = self.items[k + 1] if k + 1 < len(self.items) else None
        return self.items[k].lemma in self.triggers.report and (after is None or after.kind in ("punct", "quote", "time"))

    def _claimed_before(self, clause: Clause, k: int) -> bool:
        """Return whether the phrase right before a verb begins what a noun of claiming before it tells."""
        near = clause.pending is not None and clause.pending_at == self._previous(k)
        return near and clause.pending_at > 0 and self._claim_before(clause.pending_at) is not None

    def _claim_before(self, at: int) -> Predicate | None:
        """Return the noun of claiming right before the subject of a clause without "that": "allegations the army fired"."""
        before = self.by_position.get(self._previous(at)) if not self.items[at].conj else None
        event = before is not None and before.item.kind == "event"
        return before if event and before is not None and self._claiming(before.item.lemma) else None

    def _contact_head(self, at: int, last: Predicate | None) -> Filler | None:
        """Return the phrase right before another one that a verb follows: "the firms the US is targeting", or None."""
        before = self._previous(at)
        item = self.items[before] if before >= 0 else None
        if item is None or item.kind not in ("np", "event") or item.mention is None or item.mention.pronoun:
            return None
        if last is not None and last.item.lemma in self.triggers.report:
            return None
        return Filler(item.mention, "relative", item)

    def _take(self, predicate: Predicate, clause: Clause, subject: Filler | None) -> None:
        clause.verb = clause.last = predicate
        clause.pending, clause.pending_at = None, -1
        self._give_subject(predicate, subject)

    def _invert(self, predicate: Predicate, k: int) -> None:
        """Read the subject behind a reporting verb: "...," said the minister."""
        addressing = predicate.item.lemma in self.triggers.addressing or predicate.item.lemma in _OF_SOMEBODY  # told Reuters
        if predicate.item.lemma not in self.triggers.report or addressing or k + 1 >= len(self.items):
            return
        before = self._previous(k)
        sign = before < 0 or self.items[before].lemma in ("comma", "sign") or (k > 0 and self.items[k - 1].kind == "quote")
        item = self.items[k + 1]
        if not sign or item.kind != "np" or item.marker or item.mention is None or not self._ends(k + 2):
            return
        self._give_subject(predicate, Filler(item.mention, "vso", item))
        self.top.subject = None
