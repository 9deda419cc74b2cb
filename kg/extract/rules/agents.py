"""Whose act a predicate is, where its own slots do not tell: what governs it, the attack it happened in, the source under من."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.rules.above import accusation, accused, for_himself, is_actor, lays_down, only_said
from kg.extract.rules.companion import has_noun
from kg.extract.rules.coordination import introduces
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.reach import able, above, helped, partitive, rejected
from kg.extract.rules.sentence import owns
from kg.extract.rules.speech import relayed
from kg.extract.rules.triggers import Control, Triggers
from kg.model import ACTORS, EntityType, Modality, Polarity
from kg.resolve.mention import Mention
from kg.text.fold import fold

HARMING = frozenset("kills arrests restricts violates pressures deports cyberattacks threatens sanctions accuses".split())
VIOLENT = frozenset({"attacks", "fightsWith", "kills"})
_HARSH = (VIOLENT - {"fightsWith"}) | {"arrests", "invades", "seizes", "deports", "expels", "ousts"}
_SUFFERED = frozenset({"kills", "arrests", "releases"})  # مقتل جندي: he did not act
_TALKS = frozenset({"meets", "phones", "negotiatesWith", "visits"})
_JUDGED = frozenset({"condemns", "praises", "accuses", "denies"})
_SAID = frozenset({"condemns", "praises", "rejects", "denies", "accuses", "callsOn"})
_BACKING = frozenset(fold(w) for w in ("أيد", "دعم", "ساند", "تأييد", "مساندة", "مؤازرة"))
_FORCES = frozenset({EntityType.GOVERNMENT, EntityType.ARMED_GROUP, EntityType.COUNTRY})
_BLAMED = frozenset(fold(w) for w in ("عدوان", "اعتداء", "اعتداءات", "انتهاك", "انتهاكات", "إبادة", "مجازر"))  # never one's own
_CRITICAL = frozenset({"condemns", "accuses", "callsOn"})
ATTACKER = "attacker"
"""The marker of a frame whose act may be threatened without a target (threats.py), and of the matches found for it."""
_CAUSES = frozenset({EntityType.EVENT, EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.ARMED_GROUP})
_STRIKERS = frozenset({EntityType.GOVERNMENT, EntityType.ARMED_GROUP, EntityType.PERSON, EntityType.POPULATION})
_FROM_REACH, _JOINED_REACH, _DATIVE, _SOURCE = 4, 6, "ل", "من"
_SUMS = frozenset(fold(w) for w in ("مبلغ", "مبالغ", "مليون", "مليار", "ملايين", "مليارات", "أموال", "ميزانية", "موازنة"))
_WITHIN = tuple(fold(m) for m in ("في", "ضمن"))
_INSTRUMENTS = tuple(fold(m) for m in ("في", "ب", "جراء", "إثر", "خلال", "نتيجة", "بسبب"))


class Agents:
    """Finds who acts in the predicates of one sentence."""

    def __init__(self, by_item: Mapping[int, Predicate], symmetric: frozenset[str], triggers: Triggers) -> None:
        """Keep the predicates by the identity of their items; ``symmetric`` are the relations without direction."""
        self.by_item = by_item
        self.symmetric = symmetric
        self.triggers = triggers

    def behind(self, subject: Filler) -> tuple[Filler, ...]:
        """Return whose act the event is that stands as a subject (الهجوم الإسرائيلي استهدف بيروت), best first."""
        event = self.by_item.get(id(subject.item)) if subject.item is not None and subject.item.kind == "event" else None
        if event is None or subject.mention is None or subject.mention.entry is not None:
            return ()
        told = self.triggers.control_nouns.get(event.item.lemma)
        if told is not None and told.controller == "none":
            return ()  # reports of a coup
        return (*event.subjects, *event.marked.get("poss", []), *self.governor(event))

    def asked(self, predicate: Predicate) -> Filler | None:
        """Return who is asked to do what a clause without a subject tells (طلب من إسرائيل أن تنسحب)."""
        node = predicate.governor
        if predicate.link != "comp" or node is None or predicate.subject is None or predicate.subject.mention is not None:
            return None
        control = self.triggers.control(node.item.lemma, "comp", noun=node.item.kind == "event")
        if control is None or control.controller != "object" or node.item.lemma in self.triggers.report:
            return None
        return next(iter(_addressed(node, predicate)), None)

    def said_by(self, predicate: Predicate) -> Filler | None:
        """Return who says that somebody must do something (قال إن على إسرائيل أن): the speaker is the one who asks for it."""
        for node in predicate.chain():
            if node.item.kind in ("verb", "participle") and node.item.lemma in self.triggers.report:
                filler = relayed(node, self.triggers) or node.subject
                return Filler(filler.mention, "governor", filler.item or node.item, 1) if filler is not None else None
        return None

    def told(self, predicate: Predicate, markers: Sequence[str]) -> list[Filler]:
        """Return whose an event is that is told without the article, right behind it under ل (هجوم للتنظيم على المدينة).

        Or its source under من (ترحيب من التحالف); what stands behind another event is the source of that one (تلبية لدعوة من
        واشنطن). Neither where the preposition marks the object.
        """
        mention = predicate.item.mention
        had = mention is not None and not mention.definite and mention.genitive is None and _DATIVE not in markers
        owners = [f for f in predicate.marked.get(_DATIVE, [])[:1] if had and not f.commas and _is_force(predicate, f)]
        acts = [p.item.start for p in self.by_item.values() if p.item.kind == "event" and not p.item.depth]
        sources = predicate.marked.get(_SOURCE, [])[:1] if _SOURCE not in markers else []
        for filler in (f for f in sources if f.distance <= _FROM_REACH and f.mention is not None):
            start = filler.mention.start if filler.mention is not None else 0
            known = filler.mention is not None and filler.mention.entry is not None and not partitive(mention)
            force = mention is not None and mention.genitive is None and _is_force(predicate, filler)  # not: نشر مئات من الجنود
            if (known or force) and not any(predicate.item.end <= k < start for k in acts):
                owners.append(filler)
        return [replace(f, how="agent") for f in owners]

    def doers(self, fillers: Sequence[Filler]) -> list[Filler]:
        """Return whose act each event noun is that takes no object, by its genitive or adjective (دعا إلى التزام روسيا)."""
        events = [(f, self.by_item.get(id(f.item))) for f in fillers]
        told = [
            (f, [*able(e.marked.get("gen", [])), *e.subjects]) for f, e in events if e and e.item.lemma in self.triggers.doing
        ]
        return [replace(f, mention=actors[0].mention, how="addressed", item=actors[0].item) for f, actors in told if actors]

    def instrument(self, predicate: Predicate) -> list[Filler]:
        """Return who stands behind the attack that an act happened in (مقتل ثلاثة في غارة إسرائيلية، بنيران الجيش)."""
        return [
            agent
            for node in (predicate, *self._hurt_too(predicate), *self._met(predicate))
            for marker in _INSTRUMENTS
            for filler in node.marked.get(marker, [])
            for means in (filler, *self._joined(filler))
            for agent in self._behind_means(means)
        ]

    def _hurt_too(self, predicate: Predicate) -> list[Predicate]:
        """Return the verb of killing or hurting joined to another (قتل ثلاثة وأصيب خمسة في قصف): one attack did both."""
        if predicate.item.kind != "verb" or any(predicate.marked.get(m) for m in _INSTRUMENTS):
            return []
        behind = [p for p in self.by_item.values() if p.item.kind == "verb" and p.position > predicate.position]
        following = min(behind, key=lambda p: p.position, default=None)
        joined = following is not None and following.item.conj == "و" and following.position - predicate.position <= _JOINED_REACH
        pair = (predicate, following) if following is not None and joined else ()
        hurt = bool(pair) and all(any(f.relation == "kills" for f in p.item.frames) for p in pair)
        return [following] if following is not None and hurt else []

    def _met(self, predicate: Predicate) -> list[Predicate]:
        """Return the verb by which somebody meets the death that a noun tells (لقوا مصرعهم إثر غارة): it tells in what."""
        node, link = predicate.governor, "" if predicate.link == "object" else predicate.link
        return [node] if node is not None and link in self.triggers.suffering.get(node.item.lemma, ()) else []

    @staticmethod
    def is_means(predicate: Predicate) -> bool:
        """Return whether an event noun is what somebody was killed or hurt in or by (مقتل ثلاثة في الغارة): that act tells it."""
        node = predicate.governor
        if node is None or not any(f.relation in _SUFFERED for f in node.item.frames):
            return False
        causes = node.subject is not None and node.subject.mention is predicate.item.mention  # أسفرت الغارة عن مقتل
        return causes or predicate.link in _INSTRUMENTS

    def _joined(self, filler: Filler) -> list[Filler]:
        """Return the events joined to that of a filler by "and" (في قصف واشتباكات)."""
        event = self.by_item.get(id(filler.item)) if filler.item is not None else None
        if event is None:
            return []
        others = [p for p in self.by_item.values() if p.item.coord and p.governor is event.governor and p.link == event.link]
        return [replace(filler, mention=p.item.mention, item=p.item) for p in others if p.position > event.position]

    def _behind_means(self, filler: Filler) -> list[Filler]:
        """Return whose attack or fire that of a filler is; none if it is no attack."""
        mention, item = filler.mention, filler.item
        if mention is None or item is None or mention.entry is not None:
            return []
        event = self.by_item.get(id(item))
        violent = event is not None and any(f.relation in VIOLENT for f in event.item.frames)
        if not violent and mention.head not in self.triggers.fire:
            return []
        agent = mention.genitive
        if event is not None and event.subjects and event.subjects[0].how in ("governor", "agent"):
            agent = event.subjects[0].mention  # في هجوم شنه المسلحون
        if mention.nisbas and not (agent is not None and agent.type in _STRIKERS):  # رصاص مسلح فلسطيني
            nisba = mention.nisbas[0]
            name = nisba.names[0][1] if nisba.names else ""
            agent = Mention(mention.start, mention.end, name, nisba.type, nisba, state=nisba.state, definite=True)
        acts = agent is not None and (agent.type in ACTORS or agent.entry is not None)
        return [Filler(agent, "instrument", item, filler.distance, filler.commas)] if acts else []

    def _carries(self, node: Predicate, link: str, predicate: Predicate, *, control: bool) -> bool:
        """Return whether a word hands its subject down as the agent: light, control, and what hangs on it as purpose."""
        marker = "" if link == "object" else link
        if link == self.triggers.purpose_marker and node.item.kind == "verb" and not self._takes(node, link):
            return True  # أرسلت واشنطن وفدا لإجراء محادثات
        if link in self.triggers.goals and node.item.kind == "verb":
            return node.item.lemma not in self.triggers.report  # زار الوفد طهران بهدف دعم الحكومة
        if link == _WITHIN[0] and node.item.kind == "verb" and any(f.relation == "violates" for f in predicate.item.frames):
            return node.item.lemma not in self.triggers.report  # رحلوهم في انتهاك للاتفاق
        if link in self.triggers.means:
            return (
                node.item.lemma not in self.triggers.report and node.item.lemma not in self.triggers.control_verbs
            )  # تدعم كندا الحكومة من خلال تزويدها بالسلاح: who does so by that does that
        if link in self.triggers.adjuncts:
            return node.item.kind == "verb" and self._goes_on(node, predicate)
        said = link == "comp" and node.item.lemma not in self.triggers.report  # who tells of an attack did not attack
        cause = node.subject.mention.type if node.subject is not None and node.subject.mention is not None else None
        if cause in _CAUSES and any(f.relation in _SUFFERED and fold(f.companion_marker) == link for f in node.item.frames):
            return True  # أسفرت الغارة عن مقتل جندي وإصابة آخر
        return control or said or link in ("purpose", "gen") or marker in self.triggers.light.get(node.item.lemma, ())

    def _goes_on(self, node: Predicate, predicate: Predicate) -> bool:
        """Return whether who acts in a clause acts in the event it came after or during as well.

        So it is with talks (أفرجت إيران عنه بعد محادثات مع لندن), and where both do harm (دخلت القوات القرية بعد قصف الحاجز),
        but not for what a pronoun tells to be done to somebody (سجن النائب بعد اتهامه).
        """
        if any(f.relation in self.symmetric or f.relation in _TALKS for f in predicate.item.frames):
            return True
        harsh = all(any(f.relation in _HARSH and "instrument" not in f.object for f in e.item.frames) for e in (node, predicate))
        said = any(f.relation in _SAID for f in node.item.frames)  # نفى: denied, or exiled
        return harsh and not said and not predicate.marked.get("poss")

    def _spoke_in(self, node: Predicate, link: str, predicate: Predicate) -> bool:
        """Return whether an event noun is the meeting, call or tour in which somebody spoke or came (قال في اتصال مع)."""
        talks = {f.relation for f in predicate.item.frames} & _TALKS
        says = node.item.lemma in self.triggers.report or any(f.relation in _SAID for f in node.item.frames)
        tours = "visits" in talks and any(f.relation == "visits" for f in node.item.frames)  # وصل في زيارة ضمن جولة
        return bool(talks) and link in (_WITHIN if tours else _WITHIN[:1]) and (says or tours) and node.item.kind != "event"

    def _of_nobody(self, node: Predicate, link: str, control: Control | None, predicate: Predicate) -> bool:
        """Return whether nobody is told to act in an event: its word foils it, denies what others say, or is only about it.

        (أحبط الجيش هجوما، نفى الوزير الاتهامات، رسالة النواب بشأن التحقيق، القضايا المتعلقة بالحرب.)
        """
        blamed = predicate.item.lemma in _BLAMED and node.item.lemma in self.triggers.stopping  # تسعى حماس إلى وقف العدوان
        examined = node.item.lemma in self.triggers.examining or only_said(node, link, predicate, self.triggers)  # لجنة لتوثيق
        if blamed or examined or (control is not None and control.controller == "none"):
            return True
        if node.item.lemma in self.triggers.ordering and any(
            f.mention is not None and f.mention.type in ACTORS for f in node.direct
        ):
            return True  # أمر الرئيس النائب العام بفتح تحقيق
        if control is not None and control.polarity is Polarity.NEGATED and (_of_critics(predicate) or rejected(node, predicate)):
            return True
        if link in self.triggers.adjuncts and node.item.kind == "event" and any(suffered(f) for f in node.item.frames):
            return True  # أعلن الحاكم مقتل ستة خلال معارك: he did not fight
        related = node.item.lemma in self.triggers.relating and link not in self.triggers.light.get(node.item.lemma, ())
        return link in self.triggers.topics or related or (node.item.lemma in self.triggers.relating and node.item.kind != "verb")

    def _undergone(self, node: Predicate, link: str, predicate: Predicate) -> bool:
        """Return whether an act may be that of the verb's subject though the verb is not known to carry it (نصب كمينا ل)."""
        mention, verb = predicate.item.mention, node.item
        if link != "object" or verb.kind != "verb" or mention is None or mention.definite or mention.possessor:
            return False
        judged = verb.lemma in _BACKING or any(f.relation in _JUDGED for f in verb.frames)  # أدانت مصر قصف مستشفى: not hers
        return not (judged or verb.lemma in self.triggers.report or verb.lemma in self.triggers.suffering or verb.passive)

    def _is_object(self, node: Predicate, link: str) -> bool:
        """Return whether what hangs on an event noun by a preposition is what that act of speech or inquiry is about."""
        backs = node.item.lemma in _BACKING  # دعمها لفتح تحقيق: somebody else is to open it
        frames = [f for f in node.item.frames if backs or f.relation in _SAID or f.relation == "investigates"]
        markers = {fold(m) for frame in frames for m in (*frame.object, *frame.masdar_object)}
        return node.item.kind == "event" and link in markers

    def _of_others(self, node: Predicate, link: str, predicate: Predicate) -> bool:
        """Return whether an act above tells that another one is not its subject's.

        An inquiry is about a death, what those want whom fear or blame is about is theirs (خشية الحكومة من تسلل مقاتلين لدعم
        الحزب), and who strives to stop an act does not do it (الضغط لوقف التحقيق).
        """
        if node.item.kind != "event":
            return False
        said = {fold(m) for f in node.item.frames if f.relation in _SAID for m in (*f.object, *f.masdar_object)} - {link}
        wanted = link == self.triggers.purpose_marker and any(node.marked.get(m) for m in said)
        stops = link == "gen" and node.link == self.triggers.purpose_marker and node.item.lemma in self.triggers.stopping
        asked = stops and node.governor is not None and self.triggers.control(node.governor.item.lemma, node.link) is not None
        return wanted or (stops and not asked) or _only_about(node, predicate)

    def _struck(self, node: Predicate, predicate: Predicate) -> bool:
        """Return whether a verb tells who died in an attack (الجنود الذين قتلوا نتيجة قصف القوات: they were shelled)."""
        return node is predicate.governor and node.item.kind == "verb" and not node.direct and self.is_means(predicate)

    def of_many(self, predicate: Predicate) -> bool:
        """Return whether an adjective tells whose an act is without naming a state (الدعم الدولي، ضغوط غربية): not his."""
        mention = predicate.item.mention
        if mention is None or mention.genitive is not None or any(f.relation in _TALKS for f in predicate.item.frames):
            return False
        words = {fold(w).removeprefix("ال") for w in mention.text.split(" ")[1:]}
        return bool(words & self.triggers.common)

    def _agent_of(self, node: Predicate, link: str) -> Filler | None:
        """Return whose act a governing event noun is: its genitive or possessor (التزام بريطانيا ب، استعدادها ل)."""
        if node.item.kind != "event" or node.subjects or link == "gen":
            return None
        frames = [f for f in node.item.frames if f.trigger == "verb"]
        done_to = bool(frames) and all("gen" in f.masdar_object and f.relation not in VIOLENT for f in frames)  # إرسال قوات
        done_to = done_to and node.item.lemma not in self.triggers.report_nouns  # إعلان الجيش القبض على
        war = any(f.relation == "fightsWith" for f in node.item.frames)  # أسفرت حرب اليمن عن مقتل: it was waged there
        strives = node.item.lemma in self.triggers.control_nouns and not (node.marked.get("gen") or node.marked.get("poss"))
        for slot in (_SOURCE,) if strives else ("poss",) if done_to or war else ("gen", "poss"):  # محاولات من روسيا لمهاجمة
            for filler in [f for f in node.marked.get(slot, []) if slot != _SOURCE or _acts(f)]:
                mention = filler.mention
                acts = mention is None or mention.type in ACTORS or mention.entry is not None or bool(mention.pronoun)
                if mention is not None and mention.head in _SUMS:
                    continue  # تخصيص مبلغ لدعم
                if link in self.triggers.adjuncts and (done_to or not acts or (mention is not None and mention.possessor)):
                    return None  # تفتيت الوحدة بعد استجوابه، إنقاذه بعد محاصرته
                owner = _told_above(node, mention) if mention is not None and mention.pronoun else None
                return Filler(owner or mention, "governor", filler.item, filler.distance + 1, filler.commas)
        return None

    @staticmethod
    def _takes(node: Predicate, link: str) -> bool:
        """Return whether a verb marks its own object by the preposition of purpose (تعرض ل; توجه بنداء ل, not توجه للقاء)."""
        return any(fold(m) == link for frame in node.item.frames if has_noun(frame, node) for m in frame.object)

    def governor(self, predicate: Predicate) -> list[Filler]:
        """Return whose act an event noun is by the word that governs it.

        That is the subject of a light, control or reporting verb, or the one addressed where that word asks or accuses somebody
        (دعا روسيا إلى سحب قواتها).
        """
        if is_actor(predicate) or self.of_many(predicate) or helped(predicate, self.triggers):
            return []  # "its allies" are no act
        link, nodes = above(predicate, self.triggers.purpose_marker)
        for node in nodes:
            control = self.triggers.control(node.item.lemma, link, noun=node.item.kind == "event")
            if self._of_nobody(node, link, control, predicate) or self._of_others(node, link, predicate):
                return list(self.behind(node.subjects[0])) if lays_down(node, control) else []
            if control is not None and (control.controller == "object" or accusation(node)):
                asked = control.modality is Modality.REQUESTED
                return _addressed(node, predicate, asked=asked) or (
                    for_himself(node, predicate, self.symmetric | _TALKS) if asked else []
                )
            if control is None and (self._is_object(node, link) or self._struck(node, predicate)):
                return []  # التنديد باغتيال: who condemns a killing did not kill
            agent = None if any(f.relation in _SUFFERED for f in node.item.frames) else self._agent_of(node, link)
            if agent is not None:
                return [agent]
            jointly = node is predicate.governor and link == "ب"  # بالتعاون مع
            jointly = jointly and any(f.relation in self.symmetric for f in predicate.item.frames)
            around = link in self.triggers.adjuncts or link in self.triggers.means
            if around and node.item.kind == "event" and control is None:
                continue  # يبتعد بايدن عن سياسات بلاده خلال زيارة إلى اليابان: who acts in the clause visits
            carried = jointly or self._carries(node, link, predicate, control=control is not None)
            carried = carried or self._spoke_in(node, link, predicate)
            if node.subjects and (_only_told(node, predicate) or not (carried or self._undergone(node, link, predicate))):
                return []
            if node.subjects:
                filler, how = relayed(node, self.triggers) or node.subjects[0], "governor" if carried else "governing"
                actor = Filler(filler.mention, how, filler.item or node.item, filler.distance + 1, filler.commas)
                return [actor, *(self.behind(filler) if filler.item is not predicate.item else ())]
            link = node.link
        return []


def _is_force(predicate: Predicate, filler: Filler) -> bool:
    """Return whether the first phrase behind an event noun is a state, its force or an armed group."""
    others = [*predicate.direct, *(f for fillers in predicate.marked.values() for f in fillers)]
    first = all(f.distance >= filler.distance for f in others if f.distance)
    return first and filler.mention is not None and filler.mention.type in _FORCES


def _of_critics(predicate: Predicate) -> bool:
    """Return whether an event noun is of what others say against or want of somebody (الاتهامات، الانتقادات، المطالب)."""
    mention, frames = predicate.item.mention, predicate.item.frames
    if mention is None or mention.possessor or mention.genitive is not None or not (mention.definite or mention.number == "p"):
        return False
    return bool(frames) and all(f.relation in _CRITICAL for f in frames)


def _told_above(node: Predicate, pronoun: Mention) -> Mention | None:
    """Return whom the possessor of an act means that is the object of somebody's act (إعلان واشنطن نيتها), else None."""
    above = node.governor
    if above is None or above.item.kind != "event" or node.link != "object":
        return None
    actors = [f.mention for f in above.marked.get("gen", []) if f.mention is not None and f.mention.type in ACTORS]
    return next((a for a in actors if not a.pronoun and owns(pronoun.pronoun, a)), None)


def suffered(frame: Frame) -> bool:
    """Return whether a noun tells what happened to somebody, not what somebody did (مقتل، مصرع)."""
    return frame.relation in _SUFFERED and frame.trigger == "noun" and "gen" in frame.object


def _acts(filler: Filler) -> bool:
    """Return whether the source right behind a noun of striving is an actor."""
    return filler.mention is not None and filler.mention.type in ACTORS and filler.distance <= _FROM_REACH


def _only_about(node: Predicate, predicate: Predicate) -> bool:
    """Return whether a noun above a death is about it and no act that brings it (تحقيق في مقتل، تعزية في مقتل)."""
    dies = bool(predicate.item.frames) and all(suffered(f) for f in predicate.item.frames)
    return dies and node.item.kind == "event" and not any(f.relation in VIOLENT for f in node.item.frames)


def _only_told(node: Predicate, predicate: Predicate) -> bool:
    """Return whether a death is told by somebody who has no force of his own (أعلنت مصادر رسمية مقتل جنديين)."""
    mention = node.subjects[0].mention
    dies = all(suffered(f) for f in predicate.item.frames)
    return dies and mention is not None and mention.type is EntityType.ORGANIZATION


def _addressed(node: Predicate, predicate: Predicate, *, asked: bool = True) -> list[Filler]:
    """Return whom a control verb asks or accuses: its object, or who stands under ل, من or على (يجب على إسرائيل أن).

    Who is asked stands before the act; who asks (``asked``) is nobody who is asked, but the only one behind a verb of accusing
    may be the accused.
    """
    told = node.subjects[0] if node.subjects else None
    fillers = [f for f in node.direct if told is None or not introduces(told.mention, f.mention)]
    fillers += [*accused(node), *node.marked.get("ل", []), *node.marked.get("من", []), *node.marked.get("علي", [])]
    if not node.direct and not asked and told is not None and told.how == "vso":
        accuses = node.item.kind == "verb" and any(f.relation == "accuses" for f in node.item.frames)
        fillers.insert(0 if accuses else len(fillers), told)  # اتهمت إسرائيل بقصف: the one after the verb is accused
    if node.item.passive and told is not None:
        fillers.insert(0, told)  # شركات متهمة بمساعدة
    fillers = [f for f in fillers if f.mention is not predicate.item.mention]
    fillers = [f for f in fillers if f.mention is None or f.mention.type is not EntityType.EVENT]  # يتطلب دخول رفح والقضاء على
    fillers = [f for f in fillers if f.item is None or f.item.end <= predicate.item.start]  # not: طلب عقد لقاء
    return [Filler(f.mention, "addressed", f.item, f.distance, f.commas) for f in fillers[:1]]
