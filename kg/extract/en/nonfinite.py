"""Verbs without a subject of their own: infinitives, -ing forms and participles, and whose act they name."""

from __future__ import annotations

from kg.extract.en.clause_state import CLAUSAL, Clause, ClauseState
from kg.extract.rules.agents import VIOLENT
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType, Modality

_SPEAKING = frozenset("say insist argue reply respond remark believe think claim note add".split())
_RESULTING = frozenset("prompt spark trigger draw provoke raise".split())  # what comes of its being said
_MEANS = frozenset({"in", "by", "through"})
_IMPOSING = frozenset({"impose", "slap", "levy"})
_JUDGED = frozenset({"condemns", "praises", "accuses", "sanctions", "arrests", "expels", "ousts"})  # for what one did
_ROUTES = frozenset({"through", "in", "into", "across", "around", "outside"})  # before a city: marched through Oslo demanding
_ABOUT = frozenset({"on", "of", "against", "over", "about"})
_SAID = frozenset({"rejects", "denies", "accuses", "condemns", "praises", "callsOn"})
_WITHIN = ("in", "during", "after")
_DOING = ACTORS | {EntityType.VESSEL, EntityType.WEAPON}  # jets bombing a town


class NonFinite(ClauseState):
    """Reads infinitives, gerunds and participles."""

    def _infinitive(self, predicate: Predicate, k: int) -> None:
        clause = self.top
        near = self.by_position.get(self._previous(k)) or self._called_for(self._previous(k))
        governor = self._aim(near) or near or clause.last or self.latest
        if predicate.item.conj and clause.last is not None and clause.last.item.tense == "inf":
            governor = clause.last.governor
        predicate.governor = governor
        if governor is None:
            self._depend(predicate, None, clause)
            predicate.link, clause.last = "purpose", predicate
            return
        control = self.triggers.control(governor.item.lemma, "comp", noun=governor.item.kind == "event")
        if governor.item.lemma == "call" and not governor.marked.get("for"):
            control = None  # calls Oslo to thank it
        predicate.link = "comp" if control is not None or near is governor else "purpose"
        rows = self.triggers.control_verbs.get(governor.item.lemma, [])
        addressed = control is not None and (control.controller == "object" or any(c.controller == "object" for c in rows))
        self._give_subject(predicate, self._for_whom(k) or self._controlled(governor, by_object=addressed))
        clause.last = predicate
        clause.pending, clause.pending_at = None, -1

    def _for_whom(self, k: int) -> Filler | None:
        """Return the actor of a phrase with "for" right before an infinitive, whose subject it is: a plan for experts to go."""
        item = self.items[self._previous(k)] if k else None
        if item is None or item.marker != "for" or item.kind != "np" or item.mention is None or item.coord:
            return None
        acts = item.mention.type in ACTORS or item.mention.pronoun
        return Filler(item.mention, "controlled", item) if acts else None

    def _aim(self, near: Predicate | None) -> Predicate | None:
        """Return the noun of planning that an infinitive behind "be" spells out: Oslo's goal is to leave."""
        subject = self.surface.get(near.position) if near is not None and near.item.lemma == "be to" else None
        aim = next((p for p in self.by_position.values() if subject is not None and p.item is subject.item), None)
        return aim if aim is not None and aim.item.lemma in self.triggers.control_nouns else None

    def _called_for(self, before: int) -> Predicate | None:
        """Return the control noun whose for-phrase an infinitive stands behind: the call for Oslo to leave."""
        event = self.event
        if before < 1 or event is None or self.items[before].marker != "for" or event.position >= before:
            return None
        return event if event.item.lemma in self.triggers.control_nouns else None

    def _gerund(self, predicate: Predicate, k: int) -> None:
        clause = self.top
        before = self._previous(k)
        item = self.items[before] if before >= 0 else None
        last = clause.last
        if predicate.item.marker:
            self._after_preposition(predicate, k)
        elif predicate.item.conj and last is not None and last.item.tense == "ing" and (last.item.marker or last.link == "of"):
            predicate.governor, predicate.link = last.governor, last.link  # a ban on making and selling arms
            self._give_subject(predicate, self.surface.get(last.position))
        elif item is not None and item.kind == "verb" and item.lemma in _SPEAKING:
            predicate.link = "circumstance"  # said leaving Oslo is wrong: nobody does
            clause.last = predicate
            return
        elif item is not None and item.kind == "verb":
            predicate.governor, predicate.link = self.by_position.get(before), "comp"
            self._give_subject(predicate, self.surface.get(before))
        elif item is not None and self._spelt_out(before) is not None:
            predicate.governor, predicate.link = self._spelt_out(before), "of"
            self._give_subject(predicate, self._spelt_out_by(item))
        elif item is not None and last is not None and self._about_whom(last, item, before):
            predicate.governor, predicate.link = last, item.marker
            self._give_subject(predicate, Filler(item.mention, "controlled", item))
        elif (
            item is not None
            and item.kind in ("np", "event")
            and item.mention is not None
            and not predicate.item.conj
            and not (item.marker == "to" and self._goes_back(k))
            and not (item.mention.metonym and item.marker in _ROUTES)
            and (clause.verb is None or item.mention.type in (*_DOING, None) or self._violent(item) or self._tells_more(item, k))
        ):
            predicate.link = "relative"
            item = self.items[self._happened(before)]
            self._give_subject(predicate, Filler(item.mention, "relative", item))
            clause.last = predicate  # what waits to be a subject goes on waiting: the words coming from Oslo are ...
            return
        elif self._adverbial(predicate, clause, k):
            clause.last = predicate
            return
        clause.last = predicate
        clause.pending, clause.pending_at = None, -1

    def _adverbial(self, predicate: Predicate, clause: Clause, k: int) -> bool:
        """Read an -ing form that goes with the verb of its clause; return whether it goes on with a quotation instead."""
        last = clause.last
        if predicate.item.lemma == "include" and last is not None and last.item.tense == "inf":
            predicate.governor, predicate.link = last.governor, last.link  # is ready to take steps, including a visit
            self._give_subject(predicate, self.surface.get(last.position))
            return False
        host = last.governor if last is not None and last.item.tense == "ing" and self.items[k - 1].lemma == "comma" else None
        noun = host is not None and host.item.kind == "event"
        if last is not None and host is not None and self.triggers.control(host.item.lemma, last.link, noun=noun) is not None:
            predicate.governor, predicate.link = last.governor, last.link  # committed to (a goal of) protecting Oslo, arming Rome
            self._give_subject(predicate, self.surface.get(last.position))
            return False
        predicate.link = "circumstance"
        verb = clause.verb or (self.stack[-2].verb if clause.kind == "sub" and len(self.stack) > 1 else None)
        lemma, light = predicate.item.lemma, predicate.item.lemma in self.triggers.light  # paying some to leave
        acts = {f.relation for f in predicate.item.frames}  # to kill a bill rejects it: not only said
        says = lemma in self.triggers.report or (not light and bool(acts) and acts <= _SAID)
        speaks = (says or predicate.item.lemma in _RESULTING) and self.items[k - 1].lemma == "comma"
        if (
            speaks
            and clause.kind == "comp"
            and clause.governor is not None
            and clause.governor.item.lemma in self.triggers.report
        ):
            verb = clause.governor  # admitted that it was late, saying
        if verb is not None and self._resumed(verb, k):
            return True
        self._depend(predicate, verb, clause)
        return False

    def _goes_back(self, k: int) -> bool:
        """Return whether a pronoun behind an -ing form means the phrase before it: a letter to the banks telling them."""
        after = self.items[k + 1].mention if k + 1 < len(self.items) else None
        return after is not None and after.pronoun in ("he", "she", "they", "it")

    def _tells_more(self, item: Item, k: int) -> bool:
        """Return whether an -ing form tells more of the phrase right before it, under a preposition: a vote on a plan banning."""
        near = all(i.depth for i in self.items[self.items.index(item) + 1 : k])
        return bool(item.marker) and item.marker != "gen" and near

    def _about_whom(self, verb: Predicate, item: Item, at: int) -> bool:
        """Return whether a verb takes the phrase at ``at`` with the -ing form behind it: warned against Oslo leaving."""
        actor = item.mention is not None and (item.mention.type in ACTORS or bool(item.mention.pronoun))
        near = all(i.kind in ("prep", "quote") for i in self.items[verb.position + 1 : at])
        return bool(item.marker) and actor and near and self.triggers.control(verb.item.lemma, item.marker) is not None

    @staticmethod
    def _violent(item: Item) -> bool:
        """Return whether an item is an attack, of which an -ing form right behind tells more: raids killing ten."""
        return item.kind == "event" and any(f.relation in VIOLENT for f in item.frames)

    def _spelt_out(self, before: int) -> Predicate | None:
        """Return the noun of claiming or planning whose genitive acts in an -ing form: reports of Oslo leaving."""
        event = self.by_position.get(before) or self.event
        mention = self._spelt_out_by(self.items[before]).mention
        if event is None or event.item.kind != "event" or mention is None or mention.type not in ACTORS:
            return None
        control = self.triggers.control_nouns.get(event.item.lemma)
        return event if control is not None and control.modality is not Modality.REQUESTED else None

    @staticmethod
    def _spelt_out_by(item: Item) -> Filler:
        """Return the genitive in a phrase, or the phrase itself under "of"."""
        mention = item.mention if item.marker == "of" or item.mention is None else item.mention.genitive
        return Filler(mention, "genitive", item)

    def _resumed(self, verb: Predicate, k: int) -> bool:
        """Return whether a quotation goes on at ``k`` behind a reporting verb: ..., he said, "ranging from ..."."""
        between = [i.kind for i in self.items[verb.position + 1 : k]]
        return (
            verb.item.lemma in self.triggers.report and between[-2:] == ["punct", "quote"] and set(between) <= {"punct", "quote"}
        )

    def _depend(self, predicate: Predicate, verb: Predicate | None, clause: Clause) -> None:
        if verb is None and clause.subject is None:
            self.stack[0].fronted.append(predicate)
            return
        predicate.governor = verb
        self._give_subject(predicate, self.surface.get(verb.position) if verb is not None else clause.subject)

    def _after_preposition(self, predicate: Predicate, k: int) -> None:
        clause = self.top
        marker = predicate.item.marker
        before = self._previous(self._preposition(k))
        near = self.by_position.get(before)
        control = (
            self.triggers.control(near.item.lemma, marker, noun=True) if near is not None and near.item.kind == "event" else None
        )
        governor = near if control is not None or self._goes_with(near, marker) else self._host(clause, marker) or near
        if governor is None:
            predicate.link = "circumstance"
            self._depend(predicate, None, clause)
            return
        control = control or self.triggers.control(governor.item.lemma, marker, noun=governor.item.kind == "event")
        predicate.governor = governor
        judged = marker == "to" and k > 1 and self.items[k - 2].kind == "word"  # crucial to defeating Oslo
        predicate.maybe = predicate.maybe or (judged and control is None)
        predicate.link = marker if control is not None else "circumstance"
        quoted = marker == "as" and governor.item.lemma in self.triggers.quoting
        by_object = quoted or (control is not None and control.controller == "object") or self._reason(governor, marker)
        self._give_subject(predicate, self._controlled(governor, by_object=by_object))

    def _goes_with(self, near: Predicate | None, marker: str) -> bool:
        """Return whether a preposition with -ing goes with the noun before it, whose act is told: Oslo's insistence on arming."""
        told = near is not None and near.item.kind == "event" and bool(near.subjects) and marker in _ABOUT
        last = self.top.last
        return told and (last is None or self.triggers.control(last.item.lemma, marker) is None)

    @staticmethod
    def _reason(governor: Predicate, marker: str) -> bool:
        """Return whether an -ing form tells why somebody was treated so, who did it: thanked Oslo for helping."""
        imposed = governor.marked["on"] if governor.item.lemma in _IMPOSING else []  # on Oslo for arming Rome
        told = (imposed or governor.direct)[-1].mention if governor.item.kind == "verb" and (imposed or governor.direct) else None
        return marker == "for" and told is not None and (told.type in ACTORS or bool(told.pronoun))

    def _preposition(self, k: int) -> int:
        """Return where the preposition before an -ing form stands, over a quotation mark."""
        return next((n for n in range(k - 1, -1, -1) if self.items[n].kind not in ("quote", "neg", "ptc")), 0)

    def _host(self, clause: Clause, marker: str) -> Predicate | None:
        """Return the verb that a preposition with -ing goes with: the last one if it takes it, else the main one."""
        last = clause.last
        deep = last is not None and last.item.tense == "inf" and marker in _MEANS
        judged = last is not None and self._reason(last, marker) and any(f.relation in _JUDGED for f in last.item.frames)
        if last is not None and (deep or judged or self.triggers.control(last.item.lemma, marker) is not None):
            return last
        barring = (p for p in reversed(self.by_position.values()) if marker == "from" and p.item.kind == "verb")
        far = next((p for p in barring if self.triggers.control(p.item.lemma, marker) is not None), None)
        inside = far is not None and clause.verb is not None and far.position > clause.verb.position
        return far if inside else clause.verb or last  # to stop people, gangs among them, from entering

    def _reduced_relative(self, predicate: Predicate, k: int) -> None:
        """Read a participle behind its noun, or in front of the clause it goes with (backed by Russia, Assad ...)."""
        clause = self.top
        predicate.item.passive = not self._adjectival(predicate, k)
        predicate.link = "relative"
        before = self._previous(k)
        while before >= 0 and (self.items[before].lemma == "comma" or self.items[before].kind == "prep"):
            before -= 1
        before = self._headed(before) if before >= 0 and self.items[self._previous(k)].lemma == "comma" else before
        item = self.items[before] if before >= 0 else None
        if item is not None and item.kind in ("np", "event") and item.mention is not None:
            self._give_subject(predicate, Filler(item.mention, "relative", item))
        elif clause.subject is None:
            self.stack[0].fronted.append(predicate)
        clause.last = predicate

    def _headed(self, n: int) -> int:
        """Return the noun of planning or asking that the phrase at ``n`` tells more of: a bid for membership, backed by Rome."""
        head = self._previous(n)
        while head >= 0 and self.items[head].kind == "prep":
            head = self._previous(head)
        item = self.items[head] if head >= 0 and self.items[n].marker in ("for", "to", "on") else None
        aim = item is not None and item.kind == "event" and item.lemma in self.triggers.control_nouns
        return head if aim else n

    def _adjectival(self, predicate: Predicate, k: int) -> bool:
        """Read a participle that the lexicon knows as an adjective as one: voters opposed to the plan, firms worried about it."""
        after, frames = self._after(k), self.triggers.verb(predicate.item.text.casefold())
        fits = after is not None and after.kind == "prep" and any(after.lemma in frame.object for frame in frames)
        if fits:
            predicate.item.lemma, predicate.item.frames = predicate.item.text.casefold(), frames
        return fits

    def _reduced(self, k: int, item: Item) -> bool:
        """Return whether a bare past form is a participle behind its noun: a tanker seized by the US."""
        clause = self.top
        after = self._after(k)
        own = any("by" in frame.object for frame in item.frames)
        if item.conj and clause.last is not None and clause.last.item.passive and after is not None and after.kind == "prep":
            return False  # was founded by Oslo and financed by Rome
        if after is not None and after.kind == "prep" and after.lemma == "by" and clause.kind != "rel" and not own:
            return clause.pending is not None or clause.subject is not None
        if item.conj or item.lemma in _SPEAKING:
            return False
        if clause.verb is None and clause.kind == "rel" and clause.head is not None and clause.subject is not None:
            return False  # the strikes that Oslo carried out against them
        if clause.verb is None:
            return clause.subject is not None and after is not None and after.kind in ("prep", "time") and self._verb_follows(k)
        if self._in_phrase(k) and clause.pending is None and not self._outer_waits():
            return after is None or after.kind in ("prep", "time", "punct", "comp")
        if clause.pending is None or clause.pending_at != self._previous(k) or self._set_off(clause.pending_at):
            return False
        last = clause.last
        clausal = last is not None and (last.item.lemma in self.triggers.report or last.item.lemma in CLAUSAL)
        return (
            not clausal and not self._outer_waits() and (after is None or after.kind not in ("np", "event") or bool(after.marker))
        )

    def _in_phrase(self, k: int) -> bool:
        """Return whether a phrase with a preposition stands right before a word: in a video released on Monday."""
        before = self.items[k - 1] if k else None
        return before is not None and before.kind in ("np", "event") and bool(before.marker) and before.marker != "gen"

    def _means(self, predicate: Predicate) -> list[Filler]:
        """Return who did the act that a passive without agent happened in: killed in a US strike, in clashes with the army."""
        for filler in [f for m in _WITHIN for f in predicate.marked.get(m, []) if predicate.item.kind == "verb"]:
            if filler.item is None or not filler.item.frames or filler.mention is None:
                continue
            event = self.by_position.get(self.items.index(filler.item)) if filler.item in self.items else None
            if filler.mention.nisbas:
                return [filler]
            if event is not None:
                agents = [*event.subjects, *event.marked.get("by", []), *event.marked.get("with", [])]
                return [Filler(f.mention, "instrument", f.item, f.distance, f.commas) for f in agents[:1]]
        return []
