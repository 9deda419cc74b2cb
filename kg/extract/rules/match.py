"""Matching valency frames against predicates: which phrase fills subject and object of which relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.rules import sides
from kg.extract.rules.agents import ATTACKER, HARMING, VIOLENT, Agents, suffered
from kg.extract.rules.aimed import aimed_at
from kg.extract.rules.companion import companion_of, given_to, objects_of
from kg.extract.rules.coordination import coordinated, introduces
from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.matched import Match
from kg.extract.rules.parties import of_event, parties
from kg.extract.rules.passives import AGENTS, HOLDER, by_source, done_by, held, may_be_passive
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.reach import beyond, faces, holds, joined_with, lone, nearest, nearest_first, surname, uncounted, within
from kg.extract.rules.senses import (
    alike_marked,
    allowed,
    becomes,
    companions,
    coordinate,
    driven,
    misplaced,
    only_named,
    placed,
    shows,
)
from kg.extract.rules.sides import BETWEEN
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.text.fold import fold

_BOTH, _GIVEN = "هما", ("supports", "praises")  # the plan has the backing of Oslo


class Matcher:
    """Matches the frames of one sentence's predicates."""

    def __init__(
        self, items: Sequence[Item], predicates: Sequence[Predicate], symmetric: frozenset[str], triggers: Triggers
    ) -> None:
        """Keep the items of the sentence and its predicates; ``symmetric`` are the relations without direction."""
        self.items = items
        self.by_item = {id(p.item): p for p in predicates}
        self.symmetric = symmetric
        self.agents = Agents(self.by_item, symmetric, triggers)
        self.triggers = triggers
        self._senses: dict[int, list[Frame]] = {}

    def matches(self, predicate: Predicate) -> Iterator[Match]:
        """Yield all matches of a predicate, best fillers first for each frame."""
        for frame in self.allowed(predicate):
            found: Iterator[Match] = iter(())
            if predicate.item.kind == "event":
                if not (self._told_by_verb(frame, predicate) or self._told_by_phrase(frame, predicate)):
                    found = self._phrased(frame, predicate) if frame.companion_marker else self._event(frame, predicate)
            elif frame.trigger != "noun":
                found = self._verb(frame, predicate)
            yield from (m for m in found if placed(frame, self.items, predicate, m.subject, m.object))

    def told_beside(self, frame: Frame, predicate: Predicate) -> bool:
        """Return whether another word of the clause tells the act of an event noun: its verb, or the death that it caused."""
        told = self._told_by_verb(frame, predicate) or self._same_threat(frame, predicate)
        return told or (frame.relation in VIOLENT and self.agents.is_means(predicate))

    def _named(self, predicate: Predicate) -> bool:
        """Return whether an event noun is only what somebody is called (وصف قطر بالشريك): that is no act."""
        node = predicate.governor
        return node is not None and (node.item.lemma, predicate.link) in self.triggers.labelling

    @staticmethod
    def _told_by_verb(frame: Frame, predicate: Predicate) -> bool:
        """Return whether an event noun is the subject of a verb of the same relation (الغارة دمرت المبنى): the verb tells it."""
        node = predicate.governor
        if node is None or node.item.kind == "event" or not node.direct or node.subject is None:
            return False
        return node.subject.mention is predicate.item.mention and any(f.relation == frame.relation for f in node.item.frames)

    def _told_by_phrase(self, frame: Frame, predicate: Predicate) -> bool:
        """Return whether an event noun only makes another act with the word that governs it (وقعا اتفاقا: not only agreed)."""
        node = predicate.governor
        if self._same_threat(frame, predicate):
            return True
        if node is None or predicate.link not in ("object", "gen") or frame.trigger != "verb" or frame.relation in VIOLENT:
            return False  # وقف القصف: there was shelling
        others = (f for f in self.allowed(node) if f.relation != frame.relation and not f.extra.get("speaker"))
        told = [f for f in others if predicate.item.lemma in companions(f) | {fold(w) for w in f.requires}]
        match = self._event if node.item.kind == "event" else self._verb
        own = predicate.item.mention  # إعادة انتخابها: that she was elected is told by one word
        return any(
            f.trigger == "phrase" or own not in (m.subject.mention, m.object.mention) for f in told for m in match(f, node)
        )

    def _same_threat(self, frame: Frame, predicate: Predicate) -> bool:
        """Return whether the answer that a noun tells is what its verb threatens with (هدد برد قاس): one threat and no plan."""
        node = predicate.governor
        if frame.relation != "threatens" or node is None or node.item.kind == "event":
            return False
        threats = (f for f in self.allowed(node) if f.relation == frame.relation and predicate.item.lemma in companions(f))
        return any(fold(f.companion_marker) == predicate.link and next(self._verb(f, node), None) for f in threats)

    def allowed(self, predicate: Predicate) -> Sequence[Frame]:
        """Return the frames of a predicate whose sense conditions hold."""
        found = self._senses.get(id(predicate))
        if found is None:
            frames = () if self._named(predicate) else predicate.item.frames
            fit = (f for f in frames if allowed(f, predicate, self.items, self.triggers.naming))
            self._senses[id(predicate)] = found = [f for f in fit if f.trigger != "phrase" or self._has_companion(f, predicate)]
        return found

    def _has_companion(self, frame: Frame, predicate: Predicate) -> bool:
        if predicate.item.kind != "event" or frame.companion_marker:
            return companion_of(self.items, frame, predicate) is not None
        inner = predicate.item.mention.genitive if predicate.item.mention is not None else None
        thing = predicate.direct[0].mention if predicate.direct else None
        return any(m is not None and m.head in companions(frame) for m in (inner, thing))

    def _verb(self, frame: Frame, predicate: Predicate) -> Iterator[Match]:
        unvowelled = (frame.relation in VIOLENT and may_be_passive(predicate)) or done_by(predicate)
        passive = list(self._passive(frame, predicate)) if predicate.item.passive or unvowelled else []
        yield from passive
        if passive or predicate.item.passive:
            return
        if frame.extra.get("joins"):
            joined = parties(frame, predicate)
            yield from [Match(frame, predicate, *joined)] if joined is not None else []
            return
        if not of_event(frame, predicate):
            return
        companion = companion_of(self.items, frame, predicate) if frame.trigger == "phrase" else None
        subject = self._actor(frame, predicate, companion)
        if subject is None or (frame.extra.get("identifies") and only_named(subject)) or driven(frame, subject, companion):
            return
        found = False
        for marker in nearest_first(frame.object, predicate, companion):
            means = self.agents.instrument(predicate) if marker == "instrument" else None  # استشهد في قصف إسرائيلي
            found_here = objects_of(frame, predicate, marker, companion) if means is None else means
            objects = nearest(self.by_item.values(), frame, predicate, found_here, marker, companion)
            objects = self.agents.doers(objects) if frame.extra.get("doer") else objects
            if subject.how == "vso" and objects and marker == "direct" and misplaced(frame, subject, objects[0]):
                yield from self._reanalysed(frame, predicate, subject)  # وعينت سالي بروكس سفيرة: somebody else did
                return
            for n, obj in enumerate(o for o in objects[:2] if o is objects[0] or not becomes(frame, o)):
                more = n > 0 and marker != "direct" and coordinate(self.items, obj)
                if not self._same(subject, obj):
                    yield Match(
                        frame,
                        predicate,
                        subject,
                        obj,
                        marker,
                        self.agents.behind(subject),
                        second=found or (n > 0 and not more),
                        beside=objects[0] if more and alike_marked(self.items, obj) else None,
                    )
            found = found or bool(objects)
            if (
                not found
                and marker == "direct"
                and frame.trigger == "verb"
                and lone(self.items, predicate, subject, self.triggers.recalling)
            ):
                yield from self._reanalysed(frame, predicate, subject)
        yield from self._together(frame, predicate, subject) if found else self._objectless(frame, predicate, subject)

    def _actor(self, frame: Frame, predicate: Predicate, companion: Item | None) -> Filler | None:
        """Return the subject of a frame of a verb: for what is judged or demanded in somebody's words, whoever says so."""
        if frame.extra.get("speaker"):
            return self.agents.said_by(predicate) or Filler(None, "voice")
        found = self.agents.asked(predicate) or predicate.subject
        if found is None or uncounted(self.items, predicate, found):
            return None
        if companion is None or found.item is not companion or frame.relation not in ("kills", "releases"):
            return found  # else those killed or freed do not act (أوقعت عشرات القتلى): who does is told before
        return replace(predicate.topic, how="reanalysed") if predicate.topic is not None else None

    @staticmethod
    def _reanalysed(frame: Frame, predicate: Predicate, subject: Filler) -> Iterator[Match]:
        """Match the only phrase behind a verb as its object, its subject being that of the clause before."""
        if predicate.topic is not None:
            actor = replace(predicate.topic, how="reanalysed")
            yield Match(frame, predicate, actor, replace(subject, how="reanalysed"), "direct")

    def _objectless(self, frame: Frame, predicate: Predicate, subject: Filler) -> Iterator[Match]:
        """Match a verb that has no object of its own: by its act, the office it leaves, or the group that is its subject."""
        if frame.extra.get("through"):
            yield from self._through(frame, predicate, subject)
        if frame.extra.get("office"):
            yield Match(frame, predicate, subject, subject, "office")
        if (self._mutual(frame) and not self._came(predicate)) or frame.extra.get("reciprocal"):
            yield Match(frame, predicate, subject, subject, "pair")

    def _came(self, predicate: Predicate) -> bool:
        """Return whether who came in the clause before is whom one verb lets meet several (وصل إلى أنقرة حيث يلتقي X وY)."""
        topic = predicate.topic
        if topic is None or predicate.item.number != "s":
            return False
        came = [p for p in self.by_item.values() if any(s.item is topic.item for s in p.subjects) and p.item.kind == "verb"]
        return any(f.relation == "visits" for p in came for f in p.item.frames)

    def _mutual(self, frame: Frame) -> bool:
        """Return whether several sides do an act to each other: they meet, but a letter goes one way."""
        return frame.relation in self.symmetric and frame.extra.get("mutual", True)

    def _together(self, frame: Frame, predicate: Predicate, subject: Filler) -> Iterator[Match]:
        """Match several subjects with each other, where no phrase told as an object can be one (التقيا على هامش القمة)."""
        if self._mutual(frame) and len(coordinated(self.items, subject)) > 1:
            yield Match(frame, predicate, subject, subject, "pair", second=True)

    def _through(self, frame: Frame, predicate: Predicate, subject: Filler) -> Iterator[Match]:
        """Match whom the act aims at that a verb takes as its object (هدد بشن هجوم على إسرائيل: he threatens Israel)."""
        target = aimed_at(predicate, fold(str(frame.extra["through"])), self.by_item.values(), self.triggers)
        if target is not None:
            yield Match(frame, predicate, subject, target, "through")

    def _passive(self, frame: Frame, predicate: Predicate) -> Iterator[Match]:
        """Match a passive with an agent: its subject is the object, the agent (من قبل، من، على يد) acts."""
        if "direct" not in frame.object or frame.trigger == "phrase":
            return
        behind = predicate.direct if predicate.item.passive else []  # قتل ضابط وأصيبت زوجته: she was hurt
        told = behind or [f for f in predicate.subjects if f.how != "shared" or predicate.item.passive]
        objects = [*told, *(f for f in predicate.direct if f not in told)]
        told = [f for f in objects if f.mention is not None]
        agents = [f for m in AGENTS for f in predicate.marked.get(m, []) if m != "من" or by_source(frame, predicate, f)]
        agents += predicate.marked.get(HOLDER, []) if held(predicate) else []
        if predicate.item.kind == "participle":
            agents += predicate.marked.get("ب", [])  # المدعومة بتحالف
        objects = told or (objects if agents and predicate.item.passive else [])
        agents += self.agents.instrument(predicate)
        if objects and agents:
            agent, done_to = replace(agents[0], how="agent"), replace(objects[0], how="passive")
            yield Match(frame, predicate, agent, done_to, "passive", self.agents.behind(agents[0]))  # مدعومون بضربات أميركية

    @staticmethod
    def _same(a: Filler, b: Filler) -> bool:
        return a.mention is not None and a.mention is b.mention

    def _event(self, frame: Frame, predicate: Predicate) -> Iterator[Match]:
        genitive = self._acting_genitive(frame, predicate)
        if genitive is None:
            return
        possessor = predicate.marked.get("poss", [])
        markers = frame.masdar_object if frame.trigger != "noun" else frame.object
        markers += self.triggers.against if frame.relation in HARMING and ATTACKER not in frame.object else ()
        if frame.extra.get("self"):
            actors = [*genitive, *predicate.subjects, *possessor, *self.agents.governor(predicate)]
            own = Filler(predicate.item.mention, "self", predicate.item)
            yield from (Match(frame, predicate, a, own, "self", tuple(actors[1:])) for a in actors[:1])
            return
        if (genitive or possessor) and faces(frame, predicate, markers):
            yield Match(frame, predicate, (genitive or possessor)[0], predicate.direct[0], "direct")
            return
        marked = self._under(frame, predicate, markers, genitive)
        if marked is not None or (marked := self._suffered(frame, predicate)) is not None:
            yield marked
            return
        if self._mutual(frame) and any(f.mention is not None and f.mention.pronoun == _BOTH for f in possessor):
            yield Match(frame, predicate, possessor[0], possessor[0], "pair")  # عقب لقائهما
            return
        direct = bool(predicate.direct and (genitive or possessor)) and "direct" in frame.object
        if direct or "gen" in markers or "direct" in markers:
            yield from self._genitive(frame, predicate, genitive, possessor)
        if frame.extra.get("office"):
            actors = [*genitive, *possessor, *self.agents.governor(predicate)]
            yield from (Match(frame, predicate, a, a, "office") for a in actors[:1])
        if self._mutual(frame) or frame.extra.get("reciprocal"):
            yield from self._equals(frame, predicate, genitive)

    @staticmethod
    def _acting_genitive(frame: Frame, predicate: Predicate) -> list[Filler] | None:
        """Return the genitive that may act: none where it is the noun of a phrase; None where a phrase lacks its noun."""
        genitive = predicate.marked.get("gen", [])
        if frame.trigger != "phrase":
            needed = {fold(w) for w in frame.requires} if frame.trigger == "noun" and "gen" not in frame.object else set()
            told = [f for f in genitive if f.mention is None or f.mention.nisbas or f.mention.head not in needed]  # تبادل أسرى
            signed = frame.relation == "signsAgreementWith"  # اتفاقية تبادل السجناء مع كندا: they sign nothing
            return [f for f in told if not (signed and f.mention is not None and f.mention.type in (None, EntityType.EVENT))]
        mention = predicate.item.mention
        inner = mention.genitive if mention is not None else None
        thing = predicate.direct[0].mention if predicate.direct else None
        if inner is not None and inner.head in companions(frame):
            return []
        return (
            genitive if thing is not None and thing.head in companions(frame) else None
        )  # سحب الولايات المتحدة قواتها: she acts

    def _under(self, frame: Frame, predicate: Predicate, markers: Sequence[str], genitive: list[Filler]) -> Match | None:
        """Match what stands under a preposition of an event noun's frame (دعم موسكو لكاراكاس)."""
        acts = self.by_item.values()
        for obj, marker in self._marked(frame, predicate, markers):
            subjects = [
                *genitive,
                *joined_with(self.items, predicate, marker),  # الحوار بين الحكومة مع المتمردين
                *predicate.subjects,
                *predicate.marked.get("poss", []),
                *self.agents.told(predicate, markers),
                *(() if any(map(surname, genitive)) else self.agents.governor(predicate)),
            ]
            subjects = [s for s in subjects if not self._same(s, obj) and not holds(s, predicate)]
            others = beyond(self.items, predicate, genitive, markers, obj, marker) or within(acts, frame, predicate, obj)
            if subjects and not others:
                return Match(frame, predicate, subjects[0], obj, marker, tuple(subjects[1:]))
        return None

    def _marked(self, frame: Frame, predicate: Predicate, markers: Sequence[str]) -> list[tuple[Filler, str]]:
        """Return what stands under the prepositions of an event noun's frame, nearest first, at most two."""
        barred = ("gen", "direct", *(BETWEEN if frame.relation in self.symmetric else ()))
        slots = {m: predicate.marked.get(fold(m), []) for m in markers if m not in barred}
        if BETWEEN[0] in slots and predicate.governor is not None and not any(slots.values()):
            slots = {BETWEEN[0]: predicate.governor.marked.get(BETWEEN[0], [])}  # محادثات بين X وY بوساطة مصرية
        fillers = [(f, m) for m, found in slots.items() for f in found[:1]]
        return sorted(fillers, key=lambda pair: pair[0].distance)[:2]

    def _phrased(self, frame: Frame, predicate: Predicate) -> Iterator[Match]:
        """Match the masdar of a phrase whose noun stands under a preposition (وقوف مصر إلى جانب السودان)."""
        companion = companion_of(self.items, frame, predicate)
        if companion is None:
            return
        genitive = predicate.marked.get("gen", [])
        actors = [*genitive, *predicate.subjects, *predicate.marked.get("poss", []), *self.agents.governor(predicate)]
        inner = companion.mention.genitive if companion.mention is not None else None
        for marker in frame.object:
            if marker in ("gen", "direct"):
                own = (predicate.direct or genitive) if marker == "direct" else []  # شطب كوبا من القائمة
                objects = own or ([Filler(inner, "genitive", companion)] if inner is not None else [])
            else:
                objects = [f for f in predicate.marked.get(fold(marker), []) if f.item is None or f.item.start >= companion.start]
            for obj in objects[:1]:
                subjects = [a for a in actors if not self._same(a, obj)]
                if subjects:
                    yield Match(frame, predicate, subjects[0], obj, marker, tuple(subjects[1:]))
                    return

    def _suffered(self, frame: Frame, predicate: Predicate) -> Match | None:
        """Match an event noun that hangs on a suffering verb, whose subject it is done to (تعرضت كييف لهجوم روسي)."""
        node, marker = predicate.governor, "" if predicate.link == "object" else predicate.link
        suffers = node is not None and self.triggers.suffers(node.item, marker)
        if node is None or node.item.kind == "event" or not suffers or frame.relation == "protestsAgainst":
            return None  # شهدت باريس مظاهرة: not against Paris
        owners = self.agents.instrument(predicate) if suffered(frame) else predicate.marked.get("poss", [])  # لقوا مصرعهم في غارة
        actors = [*predicate.subjects, *owners, *self.agents.told(predicate, ())]
        if frame.relation in _GIVEN or node.item.passive:  # قوبل المقترح برفض الحكومة
            actors += [f for f in predicate.marked.get("gen", []) if f.mention is not None and f.mention.type in ACTORS]
        sufferers = [*(node.direct if node.item.passive else ()), *node.subjects]
        for obj in [f for f in sufferers if f.mention is not None][:1]:
            for actor in [a for a in actors if not self._same(a, obj)][:1]:
                return Match(frame, predicate, actor, obj, "gen" if suffered(frame) else "suffered")
        return None

    def _genitive(self, frame: Frame, predicate: Predicate, genitive: list[Filler], possessor: list[Filler]) -> Iterator[Match]:
        apart = predicate.governor is None or predicate.link in self.triggers.adjuncts
        mutual = self._mutual(frame) and any(m not in ("gen", "direct") for m in frame.masdar_object)
        if mutual and apart and genitive and len(coordinated(self.items, genitive[0])) > 1:
            yield Match(frame, predicate, genitive[0], genitive[0], "pair")  # لقاء الرئيس ورئيس الحكومة
            return
        if predicate.direct and (becomes(frame, predicate.direct[0]) or given_to(frame, predicate)):
            pass  # انتخابه رئيسا: he is elected; منح تونس قرضا: she is given it
        elif genitive and predicate.direct and introduces(genitive[0].mention, predicate.direct[0].mention):
            genitive = predicate.direct[:1]  # اغتيال الضابط الرفيع في الحرس صياد خدايي
        elif predicate.direct and (genitive or possessor) and not (suffered(frame) or shows(frame, predicate.direct[0])):
            yield Match(frame, predicate, (genitive or possessor)[0], predicate.direct[0], "direct")
            return
        objects = genitive or possessor
        means = self.agents.instrument(predicate) if frame.relation in (HARMING | VIOLENT) - {"accuses"} else []
        subjects = [*predicate.subjects, *means, *self.agents.governor(predicate)]
        subjects = [s for s in subjects if not objects or not self._same(s, objects[0])]
        if not genitive and self._their_own(possessor, subjects):
            return
        if objects and subjects:
            yield Match(frame, predicate, subjects[0], objects[0], "gen" if genitive else "poss", tuple(subjects[1:]))

    def _their_own(self, possessor: list[Filler], subjects: list[Filler]) -> bool:
        """Return whether a dual possessor means the two who act (تواصل لندن وروما ضرباتهما على): they are not struck."""
        dual = bool(possessor) and possessor[0].mention is not None and possessor[0].mention.pronoun == "هما"
        return dual and bool(subjects) and len(coordinated(self.items, subjects[0])) > 1

    def _equals(self, frame: Frame, predicate: Predicate, genitive: list[Filler]) -> Iterator[Match]:
        """Match the sides of an act that has no direction."""
        named = sides.adjectives(predicate)
        if named:
            yield from (Match(frame, predicate, a, b, "nisba") for a, b in named)
            return
        both = sides.between(self.items, predicate)
        if both is not None:
            yield Match(frame, predicate, *both, "pair" if both[0] is both[1] else "between")
            return
        shared = [f for f in predicate.subjects if f.how == "governor"]
        apart = (frame.relation in VIOLENT and frame.trigger != "phrase") or sides.partner(predicate)
        apart = apart or (bool(predicate.direct) and bool(predicate.marked.get("poss")))  # لدى استقباله الرئيس: he does
        together = [] if apart else [*shared, *self.agents.governor(predicate)]
        if frame.relation == "cooperatesWith":
            together = [f for f in together if not sides.closed(self.items, predicate, f)]
        for filler in [*genitive, *together][:1]:  # خاضت لندن وباريس الحرب: who wage it together fight a third one
            yield Match(frame, predicate, filler, filler, "pair")
