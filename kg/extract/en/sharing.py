"""Arguments that words of a clause share with others: joined verbs, relative clauses, acts in front of a clause."""

from __future__ import annotations

from kg.extract.en.clause_state import Clause, refers
from kg.extract.en.morphology import readings, vocabulary
from kg.extract.en.nonfinite import NonFinite
from kg.extract.en.unsaid import parted
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, Modality

_JOINT = frozenset({"meets", "phones", "negotiatesWith", "visits", "signsAgreementWith"})
_SPEAKING = frozenset({"rejects", "denies", "condemns", "accuses", "praises", "callsOn", "threatens", "supports"})
_OPEN_QUESTIONS = frozenset("ask know see wonder determine decide say unclear uncertain doubt question".split())
_PRESENT = frozenset({"is", "are", "has", "have", "does", "do", "s"})
_STRANDING = frozenset({"punct", "verb", "ptc", "time", "comp", "sub", "rel", "prep"})


class Sharing(NonFinite):
    """Finds arguments that stand with another word."""

    def _claiming(self, lemma: str) -> bool:
        """Return whether a noun takes a clause without "that": allegations the army fired, no doubt it will leave."""
        return lemma in self.triggers.control_nouns or lemma in vocabulary().clausal_nouns

    def _ends(self, n: int) -> bool:
        while n < len(self.items) and self.items[n].depth:
            n += 1
        if n + 1 < len(self.items) and self.items[n].kind == "quote" and self.items[n + 1].kind in ("verb", "ptc", "neg"):
            return False  # said Oslo "must act"
        return n >= len(self.items) or self.items[n].kind in ("punct", "time", "prep", "quote", "rel", "sub")

    def _asked_whether(self, k: int) -> bool:
        """Return whether "if" means whether: behind a verb of asking or knowing, or "unclear"."""
        before = self.items[k - 1] if k else None
        last = self.top.last
        if last is not None and last.item.lemma == "ask" and before is not None and before.kind == "np" and not before.marker:
            return True  # asked the minister if
        return before is not None and (before.lemma in _OPEN_QUESTIONS or before.text in _OPEN_QUESTIONS)

    def _open_unsaid(self, k: int) -> None:
        """Open the clause of a phrase right behind a reporting verb that an insertion parts from its verb."""
        item, last = self.items[k], self.top.last
        if last is None or item.marker or item.depth or item.conj or self.surface.get(last.position) is None:
            return
        near = all(i.kind in ("quote", "time") or i.lemma == "on" for i in self.items[last.position + 1 : k])
        speaks = last.item.lemma in self.triggers.report and last.item.lemma not in self.triggers.addressing
        if near and speaks and parted(self.items, k):
            self.stack.append(Clause("comp", governor=last, link=self._clause_link(last)))

    def _clause_link(self, governor: Predicate | None) -> str:
        """Return how a finite complement hangs on a word: what is told is said, only "told to" is a request."""
        if governor is None:
            return ""
        control = self.triggers.control(governor.item.lemma, "comp", noun=governor.item.kind == "event")
        aim = control is not None and control.modality in (Modality.REQUESTED, Modality.PLANNED)
        told = aim and governor.item.lemma in self.triggers.report  # insisted that Oslo supports Rome
        return "colon" if told else "comp"

    def _comp_governor(self, k: int) -> Predicate | None:
        before = self.by_position.get(k - 1)
        if before is not None:
            return before
        event = self.event
        if event is not None and any("clause" in frame.masdar_object for frame in event.item.frames):
            return event
        last = self.top.last
        if last is not None and last.link == "relative" and last.item.lemma not in self.triggers.report:
            return self.top.verb or last  # said in a video released on Monday that
        return last or self.latest

    def _joined_participle(self, k: int, item: Item) -> None:
        """Read a participle joined to a name in front of its noun: Iran-backed rebels."""
        host = next(i for i in reversed(self.items[:k]) if not i.depth)
        doers = [doer for doer, at in host.mention.joined if at == item.start] if host.mention is not None else []
        objects = [Filler(host.mention, "passive", host)]
        self.by_position[k] = Predicate(item, k, [Filler(d, "agent") for d in doers], objects, link="joined")

    def _strand(self, k: int, item: Item) -> None:
        """Read a preposition without a phrase as that of the head of its relative clause: the group that Oslo relies on."""
        clause, after = self.top, self.items[k + 1] if k + 1 < len(self.items) else None
        bare = after is None or (after.kind in _STRANDING and not (after.kind == "verb" and after.marker))
        if clause.kind == "rel" and clause.head is not None and clause.subject is not None and clause.last is not None and bare:
            clause.last.marked[item.lemma].append(Filler(clause.head.mention, "relative", clause.head.item))

    def _ahead(self, subject: Filler) -> None:
        """Give an act of talking in front of a clause the clause's subject: "In a meeting with Kim, Moon said ..."."""
        first = self.items.index(subject.item) if subject.item in self.items else -1
        for event in self.by_position.values():
            if event.position >= first or event.item.kind != "event" or event.governor is not None or not event.item.marker:
                continue
            joint = any(frame.relation in _JOINT for frame in event.item.frames)
            if joint and not event.item.depth and not event.subjects and "poss" not in event.marked:
                event.subjects = [Filler(subject.mention, "topic", subject.item, first - event.position)]

    def _before_its_name(self, subject: Filler) -> None:
        """Give a pronoun in a clause in front of the main one that one's subject: While she disagrees, Senator Berg said ..."""
        opener = next((k for k, item in enumerate(self.items) if item.kind != "quote" and not item.conj), 0)
        first = self.items[opener + 1] if opener + 1 < len(self.items) else None
        if (
            self.items[opener].kind != "sub"
            or first is None
            or first.mention is None
            or not refers(first.mention.pronoun, subject.mention)
        ):
            return
        for verb in self.by_position.values():
            if verb.subjects and verb.subjects[0].item is first and verb.item.kind == "verb":
                verb.subjects[0] = Filler(subject.mention, "svo", subject.item)

    def _before_subject(self, clause: Clause, predicate: Predicate) -> None:
        """Read what "whose" opens as the object where a subject stands behind it: Oslo, whose plan Rome has praised."""
        owned, subject = clause.subject, clause.pending
        if clause.kind != "rel" or clause.head is not None or clause.verb is not None or owned is None or subject is None:
            return
        if clause.pending_at == self._previous(predicate.position):
            predicate.direct.append(Filler(owned.mention, "relative", owned.item))
            main, pronoun = self.stack[0].subject, subject.mention.pronoun if subject.mention is not None else ""
            doer = main if main is not None and refers(pronoun, main.mention) else subject  # praised a man whose plan he backs
            clause.subject, clause.pending, clause.pending_at = Filler(doer.mention, "svo", doer.item), None, -1

    def _inserted(self, clause: Clause, predicate: Predicate) -> bool:
        """Read "he said" between the subject of a clause and its verb: Oslo, he said, supports the plan."""
        k, speaker = predicate.position, clause.pending
        closed = k + 1 < len(self.items) and self.items[k + 1].lemma == "comma"
        waits = clause.subject is not None and clause.verb is None and speaker is not None and clause.pending_at == k - 1
        if not (waits and closed and k > 1 and self.items[k - 2].lemma == "comma"):
            return False
        if speaker is None or predicate.item.lemma not in self.triggers.report or clause.kind == "rel":
            return False
        self._give_subject(predicate, Filler(speaker.mention, "svo", speaker.item))
        clause.pending, clause.pending_at = None, -1
        return True

    def _behind_speaker(self, first: Predicate | None, predicate: Predicate) -> Predicate | None:
        """Return the verb that one is joined to: not an inserted "officials said" right before, but the verb before that."""
        if first is None or first.item.lemma not in self.triggers.report or not predicate.item.conj:
            return first
        between = self.items[first.position + 1 : predicate.position]
        if not between or between[0].lemma != "comma" or any(i.kind not in ("punct", "quote", "ptc", "neg") for i in between):
            return first
        verbs = [p for p in self.by_position.values() if p.position < first.position and p.item.kind == "verb"]
        return next((p for p in reversed(verbs) if p.item.tense in ("finite", "past") and p.link != "relative"), first)

    def _beside_speech(self, clause: Clause, predicate: Predicate) -> Predicate | None:
        """Return the reporting verb that a past verb is joined to over a complement in the present: noted it is late and left."""
        verb, told = clause.verb, clause.governor
        if (main := self._beside_main(clause, predicate)) is not None:
            return main
        if clause.kind != "comp" or verb is None or told is None or not predicate.item.conj or told.item.kind != "verb":
            return None
        spoken = bool(predicate.item.frames) and all(f.relation in _SPEAKING for f in predicate.item.frames)
        state = verb.item.lemma.split()[0] == "be" and predicate.item.lemma.split()[0] != "be" and not verb.item.passive
        if spoken and state and told.item.lemma in self.triggers.report and told.item.tense == predicate.item.tense == "past":
            return told  # said Oslo was late and accused it of lying
        now = {r.form for r in readings(verb.item.text.casefold().split(" ")[0])} & _PRESENT
        past = told.item.tense == predicate.item.tense == "past"
        return told if now and past and told.item.lemma in self.triggers.report else None

    def _beside_main(self, clause: Clause, predicate: Predicate) -> Predicate | None:
        """Return the verb of the main clause that an act of speech is joined to over a relative or what is said in it.

        Either a comma stands before "and", or the verb between is open and this one is not: rejected a plan that would end
        the war and has threatened to leave.
        """
        main, inner, frames = self.stack[0].verb, clause.verb, predicate.item.frames
        inside = any(c.kind == "rel" for c in self.stack[1:])
        if (
            main is None
            or inner is None
            or not (inside and predicate.item.conj == "and" and frames and clause is not self.stack[0])
        ):
            return None
        spoken = all(f.relation in _SPEAKING for f in frames) and any(f.relation in _SPEAKING for f in main.item.frames)
        comma = self.items[self._previous(predicate.position)].lemma == "comma"
        bare = predicate.item.text == predicate.item.lemma
        opened = (inner.future or inner.maybe) and not (predicate.future or predicate.maybe or main.future or bare)
        return main if spoken and (comma or opened) else None

    def _share_objects(self) -> None:
        """Give a verb without an object that of the verb joined to it: shot and killed the gunman."""
        for k, verb in self.by_position.items():
            first = self.by_position.get(self._previous(k)) if verb.item.kind == "verb" and verb.item.conj else None
            if first is not None and first.item.kind == "verb" and not first.direct and not verb.item.passive:
                first.direct = [f for f in verb.direct if f.how == "direct"]

    def _see_through(self) -> None:
        """Put what a noun of need or right is about in its place (endorsed the need for a truce)."""
        for verb in self.by_position.values():
            for n, filler in enumerate(verb.direct if verb.item.kind == "verb" else ()):
                mention, item = filler.mention, filler.item
                if mention is None or item not in self.items or mention.head not in vocabulary().transparent:
                    continue
                k = self.items.index(item)
                after = next((i for i in self.items[k + 1 : k + 4] if i.kind != "prep" and not i.depth), None)
                about = after.mention if after is not None and after.marker in ("for", "of") else mention.genitive
                meant = about or (mention.body if mention.body is not None and mention.body.type in ACTORS else None)
                if meant is not None:
                    verb.direct[n] = Filler(
                        meant, filler.how, after if about is not None else item, filler.distance, filler.commas
                    )

    def _carry_heads(self) -> None:
        """Give an event noun the slots of the light verb in its relative clause: the strikes that Oslo carried out."""
        events = {id(p.item): p for p in self.by_position.values() if p.item.kind == "event"}
        for verb in self.by_position.values():
            for filler in verb.direct if verb.link == "relative" and verb.item.lemma in self.triggers.light else ():
                event = events.get(id(filler.item)) if filler.how == "relative" and verb.subjects else None
                if event is not None and not event.subjects:
                    event.subjects = [Filler(f.mention, "governor", f.item, f.distance, f.commas) for f in verb.subjects]
                    for marker, fillers in verb.marked.items():
                        event.marked.setdefault(marker, fillers)
