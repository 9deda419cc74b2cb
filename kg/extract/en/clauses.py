"""Clauses of English: which phrase is subject or object of which verb or event noun, read once from left to right.

A stack of open clauses is kept. A finite verb takes the subject that waits in the innermost clause; when that clause has its verb
already, the verb belongs to an outer clause whose subject still waits, to a complement clause, or is joined by "and".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.en.nominal import blame_actors, event_predicate, govern_event, oblige
from kg.extract.en.speech import attach_speech
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType

_CLAUSAL = frozenset("believe think know show hope fear expect see find mean suggest hear feel understand ensure demand".split())
_IF = frozenset({"if", "unless", "in case", "provided that"})
_SKIP = frozenset({"neg", "ptc", "time", "quote", "num", "word"})
_OBJECTS = ("", "on", "to", "for")


@dataclass(slots=True, eq=False)
class Clause:
    """An open clause: its subject, its last finite verb, and the bare phrase that may become the next subject."""

    kind: str = "main"
    subject: Filler | None = None
    verb: Predicate | None = None
    last: Predicate | None = None
    head: Filler | None = None
    pending: Filler | None = None
    pending_at: int = -1
    governor: Predicate | None = None
    link: str = ""
    conditional: bool = False
    fronted: list[Predicate] = field(default_factory=list)


class Clauses:
    """Builds the predicates of one sentence from its items."""

    def __init__(self, items: list[Item], triggers: Triggers) -> None:
        """Keep the items."""
        self.items = items
        self.triggers = triggers
        self.by_position: dict[int, Predicate] = {}
        self.stack = [Clause()]
        self.event: Predicate | None = None
        self.surface: dict[int, Filler | None] = {}
        self.latest: Predicate | None = None

    def predicates(self) -> list[Predicate]:
        """Return all predicates in text order."""
        for k, item in enumerate(self.items):
            self._item(k, item)
        for k, predicate in self.by_position.items():
            self._bounds(k, predicate)
        found = list(self.by_position.values())
        attach_speech(found, self.items, self.triggers)
        for predicate in found:
            blame_actors(predicate)
            oblige(predicate, self.surface.get(predicate.position), self.triggers)
        return found

    @property
    def top(self) -> Clause:
        """Return the innermost open clause."""
        return self.stack[-1]

    def _item(self, k: int, item: Item) -> None:
        if item.kind in ("np", "event"):
            self._phrase(k, item)
        elif item.kind == "verb":
            self._verb(k, item)
            self.event = None
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

    # -- phrases ----------------------------------------------------------------------------------------------------------

    def _phrase(self, k: int, item: Item) -> None:
        clause = self.top
        if item.kind == "event":
            event = event_predicate(self.items, k)
            self.by_position[k] = event
            govern_event(event, item, clause.last, self.event, self.triggers)
            if event.governor is None and event.subjects and clause.link == "comp" and not event.link:
                event.governor, event.link = clause.governor, "comp"
        if not item.depth and item.mention is not None and not item.coord:
            filler = Filler(item.mention, "marked" if item.marker else "direct", item)
            self._attach(filler, item, k)
        if item.kind == "event":
            self.event = self.by_position[k]

    def _attach(self, filler: Filler, item: Item, k: int) -> None:
        clause = self.top
        if item.marker:
            for node in (self.event, clause.last):
                if node is not None:
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

    def _measured(self, filler: Filler, node: Predicate, k: int) -> Filler:
        between = self.items[node.position + 1 : k]
        commas = sum(i.lemma == "comma" for i in between)
        return Filler(filler.mention, filler.how, filler.item, k - node.position, commas)

    # -- clause words -------------------------------------------------------------------------------------------------------

    def _open(self, k: int, item: Item) -> None:
        if item.kind == "rel":
            self.stack.append(Clause("rel", head=self._head(k)))
        elif item.kind == "comp":
            governor = self._comp_governor(k)
            self.stack.append(Clause("comp", governor=governor, link="comp" if governor else ""))
        else:
            self.stack.append(Clause("sub", conditional=item.lemma in _IF))

    def _head(self, k: int) -> Filler | None:
        for n in range(k - 1, max(-1, k - 6), -1):
            item = self.items[n]
            if item.kind in ("np", "event") and item.mention is not None and not item.depth and not item.coord:
                return Filler(item.mention, "relative", item, k - n)
            if item.kind in ("verb", "rel", "comp"):
                return None
        return None

    def _comp_governor(self, k: int) -> Predicate | None:
        before = self.by_position.get(k - 1)
        if before is not None:
            return before
        return self.top.last or self.latest

    # -- verbs ------------------------------------------------------------------------------------------------------------

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
        predicate.future = predicate.item.future
        j = k - 1
        while j >= 0 and self.items[j].kind in ("neg", "ptc", "quote"):
            if self.items[j].kind == "neg":
                predicate.negated = not predicate.negated
            elif self.items[j].lemma == "maybe":
                predicate.maybe = True
            j -= 1
        if predicate.item.marker == "without":
            predicate.negated = True
        predicate.conditional = any(c.conditional for c in self.stack[-1:])

    def _reduced(self, k: int, item: Item) -> bool:
        """Return whether a bare past form is a participle behind its noun: a tanker seized by the US."""
        clause = self.top
        after = self._after(k)
        own = any("by" in frame.object for frame in item.frames)
        if after is not None and after.kind == "prep" and after.lemma == "by" and clause.kind != "rel" and not own:
            return clause.pending is not None or clause.subject is not None
        if item.conj:
            return False
        if clause.verb is None:
            return clause.subject is not None and after is not None and after.kind in ("prep", "time") and self._verb_follows(k)
        if clause.pending is None or clause.pending_at != self._previous(k):
            return False
        last = clause.last
        clausal = last is not None and (last.item.lemma in self.triggers.report or last.item.lemma in _CLAUSAL)
        return (
            not clausal and not self._outer_waits() and (after is None or after.kind not in ("np", "event") or bool(after.marker))
        )

    def _after(self, k: int) -> Item | None:
        return next((i for i in self.items[k + 1 :] if i.kind not in ("quote", "num", "ptc")), None)

    def _previous(self, k: int) -> int:
        n = k - 1
        while n >= 0 and (self.items[n].depth or self.items[n].kind in ("neg", "ptc", "quote", "time", "word")):
            n -= 1
        return n

    def _verb_follows(self, k: int) -> bool:
        for item in self.items[k + 1 :]:
            if item.kind == "verb":
                return item.tense in ("finite", "past") and not item.conj
            if item.kind in ("rel", "comp", "sub") or item.lemma in ("comma", "colon", "stop"):
                return False
            if item.kind in ("np", "event") and not item.marker and not item.depth:
                return False
        return False

    def _outer_waits(self) -> bool:
        return any(c.subject is not None and c.verb is None for c in self.stack[:-1])

    # -- finite -----------------------------------------------------------------------------------------------------------

    def _finite(self, predicate: Predicate, k: int) -> None:
        clause = self.top
        if clause.verb is None:
            self._first_verb(predicate, clause)
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

    def _listed(self, clause: Clause, k: int) -> bool:
        """Return whether a lone comma parts a verb from the object before it: one of several verbs of a subject."""
        if clause.pending is None or self.items[self._previous(k)].lemma != "comma":
            return False
        return sum(i.lemma == "comma" for i in self.items[clause.pending_at : k]) == 1

    def _closes(self, k: int) -> bool:
        """Return whether a verb directly behind a relative clause belongs to the clause outside it."""
        last = self.top.last
        clausal = last is not None and (last.item.lemma in self.triggers.report or last.item.lemma in _CLAUSAL)
        before = self.items[self._previous(k)] if self._previous(k) >= 0 else None
        return not clausal or (before is not None and before.lemma == "comma")

    def _first_verb(self, predicate: Predicate, clause: Clause) -> None:
        subject = clause.subject
        if clause.kind == "rel":
            predicate.link = "relative"
            if subject is None:
                subject = clause.head
            elif clause.head is not None:
                predicate.direct.append(Filler(clause.head.mention, "relative", clause.head.item))
        else:
            predicate.governor, predicate.link = clause.governor, clause.link
        self._take(predicate, clause, subject)
        for fronted in clause.fronted:
            self._give_subject(fronted, subject)
            fronted.governor = predicate
        clause.fronted = []

    def _joined(self, predicate: Predicate, clause: Clause) -> None:
        """Read a verb joined to the one before: it shares subject and governor."""
        first = clause.verb or clause.last
        if first is not None:
            if first.link in ("comp", "colon", "relative"):
                predicate.link, predicate.governor = first.link, first.governor
            subject = self.surface.get(first.position)
            predicate.conditional = predicate.conditional or first.conditional
            predicate.future = predicate.future or (first.future and predicate.item.tense == "finite")
            self._take(predicate, clause, subject)
            return
        self._take(predicate, clause, None)

    def _next_clause(self, predicate: Predicate, clause: Clause, k: int) -> None:
        """Read a verb whose subject was taken for an object of the verb before: a complement clause, or a new one."""
        subject = clause.pending
        assert subject is not None  # noqa: S101 - the caller checked
        last = clause.last
        comma = any(i.lemma == "comma" or i.conj for i in self.items[self._from(last) : clause.pending_at + 1])
        for node in self.by_position.values():
            if node.item is subject.item and node.governor is last:
                node.governor, node.link = None, ""
            node.direct = [f for f in node.direct if f.mention is not subject.mention]
        if not comma and last is not None:
            inner = Clause("comp", governor=last, link="comp")
        elif clause.kind in ("sub", "rel") and len(self.stack) > 1:
            self.stack.pop()
            inner = self.top if self.top.verb is None else Clause(governor=self.top.governor, link=self.top.link)
        else:
            inner = Clause(governor=clause.governor, link=clause.link)
        inner.subject = Filler(subject.mention, "svo", subject.item)
        if inner is not self.top:
            self.stack.append(inner)
        self._first_verb(predicate, inner)
        del k

    @staticmethod
    def _from(last: Predicate | None) -> int:
        return last.position + 1 if last is not None else 0

    def _take(self, predicate: Predicate, clause: Clause, subject: Filler | None) -> None:
        clause.verb = clause.last = predicate
        clause.pending, clause.pending_at = None, -1
        self._give_subject(predicate, subject)

    def _give_subject(self, predicate: Predicate, subject: Filler | None) -> None:
        """Give a verb its surface subject: the object of a passive."""
        self.surface[predicate.position] = subject
        if subject is None:
            return
        subject = self._bound(predicate, subject)
        commas = 0
        item = subject.item
        distance = 0
        if item is not None and item in self.items:
            at = self.items.index(item)
            distance = abs(predicate.position - at)
            commas = sum(i.lemma == "comma" for i in self.items[min(at, predicate.position) : max(at, predicate.position)])
        filler = Filler(subject.mention, subject.how if subject.how != "direct" else "svo", item, distance, commas)
        if predicate.item.passive:
            predicate.direct.insert(0, Filler(filler.mention, "passive", item, distance, commas))
        else:
            predicate.subjects = [filler]

    def _bound(self, predicate: Predicate, subject: Filler) -> Filler:
        """Return the speaker in place of a pronoun that begins what is said: "the group says it destroyed" is about the group."""
        mention, node = subject.mention, predicate.governor
        if mention is None or mention.pronoun not in ("he", "she", "it", "they") or predicate.link != "comp" or node is None:
            return subject
        speaker = self.surface.get(node.position)
        if speaker is None or speaker.mention is None or speaker.mention.pronoun or speaker.mention.type not in ACTORS:
            return subject
        person = speaker.mention.type is EntityType.PERSON
        many = speaker.mention.number == "p"
        fits = {"it": not person and not many, "they": many}.get(mention.pronoun, person)
        return Filler(speaker.mention, subject.how, speaker.item, subject.distance, subject.commas) if fits else subject

    def _invert(self, predicate: Predicate, k: int) -> None:
        """Read the subject behind a reporting verb: "...," said the minister."""
        if predicate.item.lemma not in self.triggers.report or k + 1 >= len(self.items):
            return
        before = self._previous(k)
        sign = before < 0 or self.items[before].lemma in ("comma", "sign") or (k > 0 and self.items[k - 1].kind == "quote")
        item = self.items[k + 1]
        if not sign or item.kind != "np" or item.marker or item.mention is None or not self._ends(k + 2):
            return
        self._give_subject(predicate, Filler(item.mention, "vso", item))
        self.top.subject = None

    def _ends(self, n: int) -> bool:
        while n < len(self.items) and self.items[n].depth:
            n += 1
        return n >= len(self.items) or self.items[n].kind in ("punct", "time", "prep", "quote", "rel", "sub")

    # -- non-finite ---------------------------------------------------------------------------------------------------------

    def _infinitive(self, predicate: Predicate, k: int) -> None:
        clause = self.top
        near = self.by_position.get(self._previous(k))
        governor = near or clause.last or self.latest
        if predicate.item.conj and clause.last is not None and clause.last.item.tense == "inf":
            governor = clause.last.governor
        predicate.governor = governor
        if governor is None:
            return
        control = self.triggers.control(governor.item.lemma, "comp", noun=governor.item.kind == "event")
        predicate.link = "comp" if control is not None or near is governor else "purpose"
        rows = self.triggers.control_verbs.get(governor.item.lemma, [])
        addressed = control is not None and (control.controller == "object" or any(c.controller == "object" for c in rows))
        self._give_subject(predicate, self._controlled(governor, addressed))
        clause.last = predicate
        clause.pending, clause.pending_at = None, -1

    def _controlled(self, governor: Predicate, by_object: bool) -> Filler | None:
        if governor.item.kind == "event":
            subjects = [*governor.subjects, *governor.marked.get("poss", [])]
            if subjects:
                return subjects[0]
            return self.surface.get(governor.governor.position) if governor.governor is not None else None
        if by_object and not governor.item.passive:
            for marker in _OBJECTS:
                fillers = governor.marked.get(marker, []) if marker else governor.direct
                if fillers:
                    return Filler(fillers[-1].mention, "controlled", fillers[-1].item)
        return self.surface.get(governor.position)

    def _gerund(self, predicate: Predicate, k: int) -> None:
        clause = self.top
        before = self._previous(k)
        item = self.items[before] if before >= 0 else None
        if predicate.item.marker:
            self._after_preposition(predicate, k)
        elif item is not None and item.kind == "verb":
            predicate.governor, predicate.link = self.by_position.get(before), "comp"
            self._give_subject(predicate, self.surface.get(before))
        elif (
            item is not None
            and item.kind in ("np", "event")
            and item.mention is not None
            and not predicate.item.conj
            and (clause.verb is None or item.mention.type in ACTORS)
        ):
            predicate.link = "relative"
            self._give_subject(predicate, Filler(item.mention, "relative", item))
        else:
            predicate.link = "circumstance"
            verb = clause.verb or (self.stack[-2].verb if clause.kind == "sub" and len(self.stack) > 1 else None)
            self._depend(predicate, verb, clause)
        clause.last = predicate
        clause.pending, clause.pending_at = None, -1

    def _depend(self, predicate: Predicate, verb: Predicate | None, clause: Clause) -> None:
        if verb is None and clause.subject is None:
            self.stack[0].fronted.append(predicate)
            return
        predicate.governor = verb
        self._give_subject(predicate, self.surface.get(verb.position) if verb is not None else clause.subject)

    def _after_preposition(self, predicate: Predicate, k: int) -> None:
        clause = self.top
        marker = predicate.item.marker
        before = self._previous(k - 1) if k else -1
        near = self.by_position.get(before)
        control = (
            self.triggers.control(near.item.lemma, marker, noun=True) if near is not None and near.item.kind == "event" else None
        )
        governor = near if control is not None else self._host(clause, marker) or near
        if governor is None:
            predicate.link = "circumstance"
            self._depend(predicate, None, clause)
            return
        control = control or self.triggers.control(governor.item.lemma, marker, noun=governor.item.kind == "event")
        predicate.governor = governor
        predicate.link = marker if control is not None else "circumstance"
        self._give_subject(predicate, self._controlled(governor, control is not None and control.controller == "object"))

    def _host(self, clause: Clause, marker: str) -> Predicate | None:
        """Return the verb that a preposition with -ing goes with: the last one if it takes it, else the main one."""
        last = clause.last
        if last is not None and self.triggers.control(last.item.lemma, marker) is not None:
            return last
        return clause.verb or last

    def _reduced_relative(self, predicate: Predicate, k: int) -> None:
        """Read a participle behind its noun, or in front of the clause it goes with (backed by Russia, Assad ...)."""
        clause = self.top
        predicate.item.passive = True
        predicate.link = "relative"
        before = self._previous(k)
        while before >= 0 and (self.items[before].lemma == "comma" or self.items[before].kind == "prep"):
            before -= 1
        item = self.items[before] if before >= 0 else None
        if item is not None and item.kind in ("np", "event") and item.mention is not None:
            self._give_subject(predicate, Filler(item.mention, "relative", item))
        elif clause.subject is None:
            self.stack[0].fronted.append(predicate)
        clause.last = predicate

    # -- at the end -----------------------------------------------------------------------------------------------------------

    def _bounds(self, k: int, predicate: Predicate) -> None:
        j = k - 1
        while j >= 0 and not self._boundary(j):
            j -= 1
        predicate.clause_start = j + 1
        n = k + 1
        while n < len(self.items) and not self._boundary(n):
            n += 1
        predicate.clause_end = n
        if predicate.item.passive or predicate.item.kind == "event":
            agents = predicate.marked.pop("by", [])
            predicate.subjects += [
                Filler(f.mention, "agent", f.item, f.distance, f.commas) for f in agents or self._means(predicate)
            ]
            predicate.item.passive = False

    @staticmethod
    def _means(predicate: Predicate) -> list[Filler]:
        """Return the act that a passive without agent was done in, when that act tells its agent (killed in an Israeli strike)."""
        fillers = predicate.marked.get("in", []) if predicate.item.kind == "verb" else []
        return [f for f in fillers if f.item is not None and f.item.frames and f.mention is not None and f.mention.nisbas][:1]

    def _boundary(self, j: int) -> bool:
        item = self.items[j]
        return item.kind in ("verb", "comp", "rel", "sub", "wh") or (item.kind == "punct" and item.lemma in ("colon", "stop"))
