"""Matching valency frames against predicates: which phrase fills subject and object of which relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.text.fold import fold

_BETWEEN = ("بين", "between")


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A frame with a subject and an object filler, before anybody knows who they are.

    ``marker`` is how the object is marked: direct, gen, poss, pair, or a preposition. A filler whose mention is None is the
    dropped subject of the clause; ``pair`` matches have the same filler twice (الرئيسان). ``others`` are subjects to try, in
    order, where the first is of a class that cannot act (توريد الأسلحة: the weapons do not act).
    """

    frame: Frame
    predicate: Predicate
    subject: Filler
    object: Filler
    marker: str
    others: tuple[Filler, ...] = ()


_SENSE_REACH = 7
_AGENTS = tuple(fold(m) for m in ("من قبل", "على يد", "من", "بيد"))
_INSTRUMENTS = tuple(fold(m) for m in ("في", "ب", "جراء", "إثر", "خلال", "نتيجة", "بسبب"))


class Matcher:
    """Matches the frames of one sentence's predicates."""

    def __init__(
        self, items: Sequence[Item], predicates: Sequence[Predicate], symmetric: frozenset[str], triggers: Triggers
    ) -> None:
        """Keep the items of the sentence and its predicates; ``symmetric`` are the relations without direction."""
        self.items = items
        self.by_item = {id(p.item): p for p in predicates}
        self.symmetric = symmetric
        self.triggers = triggers

    def matches(self, predicate: Predicate) -> Iterator[Match]:
        """Yield all matches of a predicate, best fillers first for each frame."""
        for frame in self.allowed(predicate):
            if predicate.item.kind == "event":
                yield from self._event(frame, predicate)
            elif frame.trigger != "noun":
                yield from self._verb(frame, predicate)

    def allowed(self, predicate: Predicate) -> Iterator[Frame]:
        """Yield the frames of a predicate whose sense conditions hold."""
        for frame in predicate.item.frames:
            if self._allowed(frame, predicate) and (frame.trigger != "phrase" or self._has_companion(frame, predicate)):
                yield frame

    def _has_companion(self, frame: Frame, predicate: Predicate) -> bool:
        if predicate.item.kind != "event":
            return self._companion(frame, predicate) is not None
        inner = predicate.item.mention.genitive if predicate.item.mention is not None else None
        thing = predicate.direct[0].mention if predicate.direct else None
        return any(m is not None and m.head in _companions(frame) for m in (inner, thing))

    # -- sense ----------------------------------------------------------------------------------------------------------

    def _allowed(self, frame: Frame, predicate: Predicate) -> bool:
        if not frame.requires and not frame.excludes:
            return True
        words = self._words(predicate)
        if frame.requires and not any(_occurs(fold(w), words) for w in frame.requires):
            return False
        return not any(_occurs(fold(w), words) for w in frame.excludes)

    def _words(self, predicate: Predicate) -> str:
        end = min(max(predicate.clause_end, predicate.position + 1), predicate.position + _SENSE_REACH)
        own = fold(predicate.item.text).split(" ", 1)[1:]
        return " " + " ".join([*own, *(fold(i.text) for i in self.items[predicate.position + 1 : end] if not i.depth)]) + " "

    # -- verbs ----------------------------------------------------------------------------------------------------------

    def _verb(self, frame: Frame, predicate: Predicate) -> Iterator[Match]:
        if predicate.item.passive:
            yield from self._passive(frame, predicate, self._agents(predicate))
            return
        companion = self._companion(frame, predicate) if frame.trigger == "phrase" else None
        subject = self._said_by(predicate) if frame.extra.get("speaker") else self._asked(predicate) or predicate.subject
        if subject is None:
            return
        if subject.how == "dropped" or (subject.how == "vso" and not predicate.direct):
            yield from self._passive(frame, predicate, self._instrument(predicate, named=False))
        for marker in frame.object:
            objects = self._objects(predicate, marker, companion)
            for obj in objects[:2]:
                if not self._same(subject, obj):
                    yield Match(frame, predicate, subject, obj, marker, self._behind(subject))
            if objects:
                return
            if marker == "direct" and frame.trigger == "verb" and predicate.topic is not None and self._lone(predicate, subject):
                actor = replace(predicate.topic, how="reanalysed")
                yield Match(frame, predicate, actor, replace(subject, how="reanalysed"), marker)
        if frame.relation in self.symmetric or frame.extra.get("reciprocal"):
            yield Match(frame, predicate, subject, subject, "pair")

    def _behind(self, subject: Filler) -> tuple[Filler, ...]:
        """Return whose act the event is that stands as a subject (الهجوم الإسرائيلي استهدف بيروت), best first."""
        event = self.by_item.get(id(subject.item)) if subject.item is not None and subject.item.kind == "event" else None
        if event is None or subject.mention is None or subject.mention.entry is not None:
            return ()
        return (*event.subjects, *event.marked.get("poss", []), *self._governor(event))

    def _asked(self, predicate: Predicate) -> Filler | None:
        """Return who is asked to do what a clause without a subject tells (طلب من إسرائيل أن تنسحب)."""
        node = predicate.governor
        if predicate.link != "comp" or node is None or predicate.subject is None or predicate.subject.mention is not None:
            return None
        control = self.triggers.control(node.item.lemma, "comp", noun=node.item.kind == "event")
        if control is None or control.controller != "object" or node.item.lemma in self.triggers.report:
            return None
        return next(iter(_addressed(node, predicate)), None)

    def _said_by(self, predicate: Predicate) -> Filler | None:
        """Return who says that somebody must do something (قال إن على إسرائيل أن): the speaker is the one who asks for it."""
        for node in predicate.chain():
            if node.item.kind == "verb" and node.item.lemma in self.triggers.report:
                filler = node.subject
                return Filler(filler.mention, "governor", filler.item or node.item, 1) if filler is not None else None
        return None

    def _lone(self, predicate: Predicate, subject: Filler) -> bool:
        """Return whether the only phrase behind a verb may be its object, its subject being that of the clause before."""
        end = predicate.clause_end
        complement = end < len(self.items) and self.items[end].kind == "comp"  # نفت إيران أنها: the clause is the object
        return subject.how == "vso" and not complement

    @staticmethod
    def _objects(predicate: Predicate, marker: str, companion: Item | None) -> list[Filler]:
        """Return the fillers of a slot of a verb; of a phrase, what is in the companion's genitive or behind it."""
        if marker != "direct":
            found = predicate.marked.get(fold(marker), [])
            start = companion.start if companion is not None else -1
            return [f for f in found if f.item is None or f.item.start >= start]
        if predicate.item.definite:
            return predicate.marked.get("ل", [])  # الداعم ل: a participle takes its object under ل
        direct = [f for f in predicate.direct if companion is None or f.item is not companion]
        inner = companion.mention.genitive if companion is not None and companion.mention is not None else None
        return [Filler(inner, "genitive", companion), *direct] if inner is not None else direct

    def _passive(self, frame: Frame, predicate: Predicate, agents: Sequence[Filler]) -> Iterator[Match]:
        """Match a passive with an agent: its subject is the object, the agent acts (قتل عشرة في غارة إسرائيلية)."""
        if "direct" not in frame.object or frame.trigger == "phrase":
            return
        objects = [*predicate.subjects, *predicate.direct]
        objects = [f for f in objects if f.mention is not None]
        if objects and agents:
            yield Match(frame, predicate, replace(agents[0], how="agent"), replace(objects[0], how="passive"), "passive")

    def _agents(self, predicate: Predicate) -> list[Filler]:
        """Return who does what a passive tells: behind من قبل، من or على يد, else behind the attack that it happened in."""
        agents = [f for m in _AGENTS for f in predicate.marked.get(m, []) if m != "من" or (f.mention and f.mention.entry)]
        return agents + self._instrument(predicate)

    @staticmethod
    def _from(predicate: Predicate, markers: Sequence[str]) -> list[Filler]:
        """Return the source of an event noun under من (ترحيب من التحالف), unless that marks its object."""
        if "من" in markers:
            return []
        fillers = predicate.marked.get("من", [])[:1]
        return [replace(f, how="agent") for f in fillers if f.mention is not None and f.mention.entry is not None]

    def _instrument(self, predicate: Predicate, *, named: bool = True) -> list[Filler]:
        """Return who stands behind the attack that an act happened in (مقتل ثلاثة في غارة إسرائيلية).

        ``named`` takes the genitive of the attack too, which after a verb may as well be the place (في قصف حلب).
        """
        found: list[Filler] = []
        for filler in (f for marker in _INSTRUMENTS for f in predicate.marked.get(marker, [])):
            event = self.by_item.get(id(filler.item))
            mention = filler.mention
            if event is None or event.item.kind != "event" or mention is None or mention.entry is not None:
                continue
            agent = next((f.mention for f in event.subjects if f.mention is not None), mention.genitive if named else None)
            if agent is not None:
                found.append(Filler(agent, "instrument", filler.item, filler.distance, filler.commas))
        return found

    def _companion(self, frame: Frame, predicate: Predicate) -> Item | None:
        wanted = _companions(frame)
        marker = fold(frame.companion_marker)
        end = max(predicate.clause_end, predicate.position + 1)
        for item in self.items[predicate.position + 1 : end]:
            if item.mention is None or item.depth:
                continue
            head, text = item.mention.head, fold(item.text)
            hit = (
                head in wanted
                or text in wanted
                or any(text.startswith(w + " ") or text.removeprefix("ال").startswith(w) for w in wanted)
            )
            if hit and item.marker == marker:
                return item
        return None

    @staticmethod
    def _same(a: Filler, b: Filler) -> bool:
        return a.mention is not None and a.mention is b.mention

    def _carries(self, node: Predicate, link: str, *, control: bool) -> bool:
        """Return whether a word hands its subject down as the agent: light, control, and what hangs on it as purpose."""
        marker = "" if link == "object" else link
        if link in self.triggers.adjuncts:
            return node.item.kind == "verb"  # أفرجت إيران عنه بعد محادثات مع لندن
        return control or link in ("purpose", "comp", "gen") or marker in self.triggers.light.get(node.item.lemma, ())

    # -- event nouns ----------------------------------------------------------------------------------------------------

    def _event(self, frame: Frame, predicate: Predicate) -> Iterator[Match]:
        mention = predicate.item.mention
        genitive = predicate.marked.get("gen", [])
        if frame.trigger == "phrase":
            wanted = _companions(frame)
            inner = mention.genitive if mention is not None else None
            thing = predicate.direct[0].mention if predicate.direct else None
            if inner is not None and inner.head in wanted:
                genitive = []
            elif thing is None or thing.head not in wanted:
                return  # else سحب الولايات المتحدة قواتها: the genitive acts
        possessor = predicate.marked.get("poss", [])
        markers = frame.masdar_object if frame.trigger != "noun" else frame.object
        found = False
        fillers = [(f, m) for m in markers if m not in ("gen", "direct") for f in predicate.marked.get(fold(m), [])[:1]]
        for obj, marker in sorted(fillers, key=lambda pair: pair[0].distance)[:2]:
            if not found:
                subjects = [
                    *genitive,
                    *predicate.subjects,
                    *possessor,
                    *self._from(predicate, markers),
                    *self._governor(predicate),
                ]
                subjects = [s for s in subjects if not self._same(s, obj)]
                if subjects:
                    found = True
                    yield Match(frame, predicate, subjects[0], obj, marker, tuple(subjects[1:]))
        suffered = None if found else self._suffered(frame, predicate)
        if suffered is not None:
            yield suffered
            return
        if not found and ("gen" in markers or "direct" in markers):
            yield from self._genitive(frame, predicate, genitive, possessor)
        if not found and frame.relation in self.symmetric:
            yield from self._between(frame, predicate, genitive)

    def _suffered(self, frame: Frame, predicate: Predicate) -> Match | None:
        """Match an event noun that hangs on a suffering verb, whose subject it is done to (تعرضت كييف لهجوم روسي)."""
        node, marker = predicate.governor, "" if predicate.link == "object" else predicate.link
        if node is None or node.item.kind == "event" or marker not in self.triggers.suffering.get(node.item.lemma, ()):
            return None
        actors = [*predicate.subjects, *predicate.marked.get("poss", []), *self._from(predicate, ())]
        for obj in [f for f in node.subjects if f.mention is not None][:1]:
            for actor in [a for a in actors if not self._same(a, obj)][:1]:
                return Match(frame, predicate, actor, obj, "suffered")
        return None

    def _genitive(self, frame: Frame, predicate: Predicate, genitive: list[Filler], possessor: list[Filler]) -> Iterator[Match]:
        if predicate.direct and (genitive or possessor):
            yield Match(frame, predicate, (genitive or possessor)[0], predicate.direct[0], "direct")
            return
        objects = genitive or possessor
        subjects = [*predicate.subjects, *self._instrument(predicate), *self._governor(predicate)]
        subjects = [s for s in subjects if not objects or not self._same(s, objects[0])]
        if objects and subjects:
            yield Match(frame, predicate, subjects[0], objects[0], "gen" if genitive else "poss", tuple(subjects[1:]))

    def _between(self, frame: Frame, predicate: Predicate, genitive: list[Filler]) -> Iterator[Match]:
        for filler in (f for between in _BETWEEN for f in predicate.marked.get(between, [])[:1]):
            yield Match(frame, predicate, filler, filler, "pair")
            return
        for filler in [*genitive, *self._governor(predicate)][:1]:
            yield Match(frame, predicate, filler, filler, "pair")

    def _governor(self, predicate: Predicate) -> list[Filler]:
        """Return whose act an event noun is by the word that governs it.

        That is the subject of a light, control or reporting verb, or the one addressed where that word asks or accuses somebody
        (دعا روسيا إلى سحب قواتها).
        """
        link = predicate.link
        for node in predicate.chain():
            control = self.triggers.control(node.item.lemma, link, noun=node.item.kind == "event")
            if control is not None and control.controller == "none":
                return []
            if control is not None and control.controller == "object":
                return _addressed(node, predicate)
            agent = _agent_of(node, link)
            if agent is not None:
                return [agent]
            if node.subjects and not self._carries(node, link, control=control is not None):
                return []
            if node.subjects:
                filler = node.subjects[0]
                return [Filler(filler.mention, "governor", filler.item or node.item, filler.distance + 1, filler.commas)]
            link = node.link
        return []


def _addressed(node: Predicate, predicate: Predicate) -> list[Filler]:
    """Return whom a control verb asks or accuses: its object, or who stands under ل, من or على (يجب على إسرائيل أن)."""
    fillers = [*node.direct, *node.marked.get("ل", []), *node.marked.get("من", []), *node.marked.get("علي", [])]
    if not node.direct and node.subjects and node.subjects[0].how == "vso":
        fillers.append(node.subjects[0])  # اتهمت إسرائيل بقصف: the one after the verb is accused
    fillers = [f for f in fillers if f.mention is not predicate.item.mention]
    return [Filler(f.mention, "addressed", f.item, f.distance, f.commas) for f in fillers[:1]]


def _agent_of(node: Predicate, link: str) -> Filler | None:
    """Return whose act a governing event noun is: its genitive or possessor (التزام بريطانيا ب، استعدادها ل)."""
    if node.item.kind != "event" or node.subjects or link == "gen":
        return None
    for slot in ("gen", "poss"):
        for filler in node.marked.get(slot, []):
            return Filler(filler.mention, "governor", filler.item, filler.distance + 1, filler.commas)
    return None


def _companions(frame: Frame) -> set[str]:
    """Return the folded companions of a phrase, also without article and possessive."""
    words = {fold(w) for w in frame.companions}
    return words | {w.removeprefix("ال").removesuffix("ها") for w in words}


def _occurs(word: str, words: str) -> bool:
    """Return whether a folded word or phrase stands in the folded words, with any clitics before its first letter."""
    at = words.find(word)
    while at >= 0:
        before = words[:at].rsplit(" ", 1)[-1]
        after = words[at + len(word) : at + len(word) + 3].split(" ", 1)[0]
        if len(before) <= 3 and len(after) <= 2 and all(c in "وفبلكا" for c in before):
            return True
        at = words.find(word, at + 1)
    return False
