"""Relative clauses of Arabic: what they tell of the act or thing they describe, once all clauses of a sentence are built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.ar.against import tell_against
from kg.extract.ar.heads import MAX_SPAN
from kg.extract.ar.row import Row
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.senses import companions
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_TWO = 2
_AS = "ك"
_MOVES = frozenset({"invades", "attacks", "deploysTo", "withdrawsFrom", "fightsWith"})
_SLOTS = frozenset({"direct", "gen", "subject", "clause"})
_CONSISTING = frozenset(fold(w) for w in ("حملة", "حملات", "عملية", "عمليات", "سلسلة", "موجة"))
_DURING = fold("خلال")
_TALKS = frozenset({"meets", "phones", "negotiatesWith", "hosts"})
_OF = fold("من")
RESUMING = ("ه", "ها", "هم", "هما")


def resumed(predicate: Predicate, reach: int = 2) -> bool:
    """Return whether a pronoun under a preposition stands for the head of a relative clause (التي نفذ فيها X غارات)."""
    fillers = [f for fs in predicate.marked.values() for f in fs if f.distance <= reach]
    return any(f.mention is not None and f.mention.pronoun in RESUMING for f in fillers)


def _inside(mention: Mention | None, item: Item) -> bool:
    """Return whether a mention is that of somebody inside the phrase of an act (هدد بقتل الجنود الذين احتجزهم: no one is yet)."""
    return mention is not None and mention.start > item.start


class Relatives:
    """Joins relative clauses to what they describe; ``by_position`` are the predicates of the sentence."""

    def __init__(self, row: Row, by_position: Mapping[int, Predicate]) -> None:
        """Keep the row and the predicates."""
        self.row = row
        self.by_position = by_position

    def tell(self, verb: Predicate) -> None:
        """Let an event noun take its arguments from the relative clause behind it (المحادثات التي أجراها X مع Y)."""
        self._takes_place(verb)
        self._during(verb)
        self._give_back(verb)
        tell_against(verb, self.by_position.values())
        if verb.link != "relative":
            return
        self._as(verb)
        self._described_as_fact(verb)
        self._says(verb)
        self._resume(verb)
        self._told_of(verb)
        self._hand_back(verb)
        self._expressed(verb)
        for filler in self._carried(verb):
            event = self._event_of(filler) if filler.how == "clitic" else None
            if event is None or event.subjects:
                continue
            event.subjects = [Filler(f.mention, "governor", f.item or verb.item, f.distance, f.commas) for f in verb.subjects[:1]]
            for marker, fillers in verb.marked.items():
                event.marked[marker] = event.marked.get(marker) or [f for f in fillers if f.mention is not filler.mention]
            self._hand_in(event)
            self._hang_on(event, verb)

    def _as(self, verb: Predicate) -> None:
        """Let who is told to be something do what a clause says of that (مصر كدولة عربية ترفض التهجير: Egypt does)."""
        told = verb.subjects[0].item if verb.subjects else None
        k = self.row.items.index(told) if told is not None and told.marker == _AS and told in self.row.items else 0
        who = self.row.items[k - 1] if k else None
        if who is not None and who.kind == "np" and not who.marker and who.mention is not None and who.mention.type in ACTORS:
            verb.subjects = [Filler(who.mention, "svo", who, 1), *verb.subjects[1:]]

    def _give_back(self, verb: Predicate) -> None:
        """Leave to the verb above what stands behind a clause that tells who issued a speech (في بيان نشرته الوزارة كندا)."""
        end = self.row.issued(verb.position) if verb.item.kind == "verb" else None
        over = (p for p in self.by_position.values() if p.item.kind == "verb" and p.position < verb.position < p.clause_end)
        above = max(over, key=lambda p: p.position, default=None)
        if end is None or above is None or end >= len(self.row.items):
            return
        start = self.row.items[end].start
        verb.direct = [f for f in verb.direct if f.item is None or f.item.start < start]
        for marker, fillers in verb.marked.items():
            verb.marked[marker] = [f for f in fillers if f.item is None or f.item.start < start]
        for event in self.by_position.values():
            if event.governor is verb and event.item.kind == "event" and event.position >= end:
                event.governor, event.link = above, event.item.marker or "object"

    def _hand_in(self, event: Predicate) -> None:
        """Let the act that a campaign or operation consists of take what is told of that (حملة اعتقالات تشنها الشرطة بحق X)."""
        acts = self.by_position.values() if event.item.lemma in _CONSISTING else ()
        for act in (a for a in acts if a.governor is event and a.link == "gen" and not a.subjects):
            act.subjects = list(event.subjects)
            for marker, fillers in event.marked.items():
                if marker not in ("gen", "poss"):
                    act.marked[marker] = act.marked.get(marker) or list(fillers)

    def _hang_on(self, event: Predicate, verb: Predicate) -> None:
        """Let the acts in a relative clause hang on the noun that its light verb carries (اتهامات وجهتها كندا للجيش بقصف)."""
        for act in self.by_position.values():
            if (
                act.governor is verb
                and act.item.kind == "event"
                and act.item.marker
                and event.item.lemma in self.row.triggers.claims
            ):
                act.governor = event

    def _takes_place(self, verb: Predicate) -> None:
        """Let an event be still to come, or doubtful, that the verb behind it says takes place so (المحادثات ستعقد في جنيف)."""
        head = verb.subjects[0] if verb.subjects else None
        if head is None or head.how not in ("svo", "relative") or verb.item.kind != "verb" or verb.direct:
            return
        if verb.item.lemma not in self.row.triggers.impersonal and verb.item.lemma not in self.row.triggers.light:
            return
        event = self._event_of(head)
        for part in [
            p for p in self.by_position.values() if event is not None and event in (p, p.governor if p.link == _OF else None)
        ]:
            part.future, part.maybe = part.future or verb.future, part.maybe or verb.maybe  # جولة من المحادثات ستعقد
            part.conditional = part.conditional or verb.conditional

    def _during(self, verb: Predicate) -> None:
        """Let what is to be done on a visit be still to come (وصل في زيارة يلتقي خلالها الوزير)."""
        present = verb.item.kind == "verb" and verb.item.tense == "present" and not verb.item.passive
        meant = next((f.mention for f in verb.marked.get(_DURING, [])[:1] if f.distance <= _TWO), None) if present else None
        if meant is None:
            return
        for event in self.by_position.values():
            visit = event.position < verb.position and any(f.relation == "visits" for f in event.item.frames)
            if visit and event.item.kind == "event" and (meant is event.item.mention or meant.pronoun == "ها"):
                verb.future = True

    def _says(self, verb: Predicate) -> None:
        """Let a verb of saying hang on the noun that says so (الاتهامات التي قالت إن): who denies the one denies the other."""
        head = verb.subjects[0] if verb.subjects else None
        if head is None or head.how != "relative" or verb.governor is not None or verb.item.lemma not in self.row.triggers.report:
            return
        event = self._event_of(head)
        actor = head.mention is not None and head.mention.type in ACTORS  # لقتال الجماعة التي أعلنت ولاءها: she did
        verb.governor = None if actor and event is not None and event.item.mention is not head.mention else event

    def _carried(self, verb: Predicate) -> list[Filler]:
        """Return the head of a relative clause that its light verb carries (محادثات أجراها، الزيارة التي قام بها)."""
        markers = self.row.triggers.light.get(verb.item.lemma, set())
        acts_on = any(f.trigger == "verb" and "direct" in f.object for f in verb.item.frames)
        if not markers and (acts_on or verb.item.lemma in self.row.triggers.suffering):
            return []  # الهجوم الذي أدانته الهند، الهجمات التي شهدتها تونس
        return [*verb.direct[:1], *(f for m in markers if m for f in verb.marked.get(m, [])[:1])]

    def _resume(self, verb: Predicate) -> None:
        """Let the possessor of an act in a relative clause mean its head (الهجوم الذي امتنعت الهند عن إدانته)."""
        head = self.row.relative_head(verb.position)
        if head is None or verb.subject is None or verb.subject.mention in (None, head.mention):
            return
        for event in self.by_position.values():
            if event.governor is not verb or event.item.kind != "event":
                continue
            bind(event, head)  # المدينة التي قام بزيارة إليها الوزير
            owners = event.marked["poss"]
            both = bool(owners) and owners[0].mention is not None and owners[0].mention.pronoun == RESUMING[-1]
            if both and head.mention is not None and head.mention.number == "s":
                continue  # تركيا البلد الذي رفض عضويتهما بسبب استضافتهما: those two
            if owners and owners[0].mention is not None and owners[0].mention.pronoun in RESUMING:
                event.marked["poss"] = [Filler(head.mention, "clitic", head.item)]

    def _told_of(self, verb: Predicate) -> None:
        """Let an event noun take what a relative clause tells of it, if the verb states nothing (محادثات جرت بين X وY)."""
        head = verb.subjects[0] if verb.subjects else None
        if head is None or head.how not in ("relative", "attribute") or verb.direct:
            return
        event = self._event_of(head)
        acts = verb.item.kind == "verb" or not verb.item.passive
        if event is None or (acts and any(f.trigger == "verb" for f in verb.item.frames)):
            return
        for marker, fillers in verb.marked.items():
            event.marked[marker] = event.marked.get(marker) or list(fillers)

    def _hand_back(self, verb: Predicate) -> None:
        """Give the verb above what its object is said of behind a relative clause (عزت مالي الهجوم الذي هز المدينة إلى التنظيم).

        That is a phrase that the verb above marks by a preposition as the one of the relative clause does not; also one behind
        the subject of the verb above (أدى هجوم شنته الحركة إلى مقتل).
        """
        found = self.row.relative_head(verb.position)
        head = found.item if found is not None else verb.governor.item if verb.governor is not None else None
        above = next((p for p in self.by_position.values() if p.position < verb.position and _takes(p, head)), None)
        if above is None:
            return
        for marker in (_markers(above) - _markers(verb)) | self._resulting(above, verb):
            if verb.marked.get(marker) and not above.marked.get(marker):
                above.marked[marker] = verb.marked.pop(marker)
                for act in self.by_position.values():
                    if act.governor is verb and act.link == marker:
                        act.governor = above

    @staticmethod
    def _resulting(above: Predicate, verb: Predicate) -> set[str]:
        """Return the preposition under which what a verb above brings about stands behind another one (تسبب ... في مقتل)."""
        led = ((fold(f.companion_marker), companions(f)) for f in above.item.frames if f.companion_marker)
        return {
            marker
            for marker, nouns in led
            if any(f.mention is not None and f.mention.head in nouns for f in verb.marked.get(marker, [])[:1])
        }

    def _expressed(self, verb: Predicate) -> None:
        """Let an event noun be the act of who expresses it in its relative clause (الدعم الذي أعربت عنه واشنطن لأوكرانيا)."""
        head = self.row.relative_head(verb.position)
        event = self._event_of(head) if head is not None else None
        if event is None or event.subjects or not resumed(verb) or verb.item.lemma not in self.row.triggers.expressing:
            return
        event.subjects = [Filler(f.mention, "governor", f.item or verb.item, f.distance, f.commas) for f in verb.subjects[:1]]
        for marker, fillers in verb.marked.items():
            rest = [f for f in fillers if f.mention is None or not f.mention.pronoun]
            event.marked[marker] = event.marked.get(marker) or rest

    def _event_of(self, filler: Filler) -> Predicate | None:
        """Return the predicate of a filler that is an event noun."""
        if filler.item is None or filler.item.kind != "event":
            return None
        return next((p for p in self.by_position.values() if p.item is filler.item), None)

    def _described_as_fact(self, verb: Predicate) -> None:
        """Mark a definite event noun that a relative clause tells of as fact."""
        told = (*verb.subjects[:1], *verb.direct[:1], *(f for f in self._carried(verb) if f.how == "clitic"))
        heads = [f.item for f in told if f.item is not None and f.item.kind == "event" and not _inside(f.mention, f.item)]
        for event in self.by_position.values():
            mention = event.item.mention
            if event.item in heads and mention is not None and mention.definite and not (verb.future or verb.maybe):
                event.described = event.position < verb.position


def agreeing(mention: Mention, participle: Item) -> Mention:
    """Return the phrase that a participle describes: the genitive where it cannot be the head (إسقاط الحكومة المدعومة).

    Who is backed is an actor, not what an actor has (ضغط الجيش المدعوم من الرياض).
    """
    inner, gender = mention.genitive, participle.gender
    if participle.passive and inner is not None and inner.definite and inner.type in ACTORS and mention.type not in ACTORS:
        return inner
    masculine = mention.gender or ("m" if mention.type is EntityType.EVENT and mention.head[-1:] not in "هت" else "")
    other = bool(gender and masculine) and masculine != gender and mention.number == "s"
    return inner if other and inner is not None and inner.gender == gender else mention


def where(predicate: Predicate, head: Filler) -> bool:
    """Return whether a relative clause tells what somebody else did in the place that it describes (الأراضي التي توغلت فيها)."""
    place = head.mention is not None and head.mention.type is EntityType.PLACE
    moved = any(f.relation in _MOVES for f in predicate.item.frames)
    return place and moved and resumed(predicate) and not predicate.direct


def whole(row: Row, predicate: Predicate, bare: list[Filler]) -> bool:
    """Return whether a relative clause has subject and object behind its verb (التي اختطفت الجبهة ثلاثة عناصر منها)."""
    if len(bare) < _TWO or not resumed(predicate, MAX_SPAN) or not row.agrees(predicate.item, bare[0].mention):
        return False
    first, second = bare[0].mention, bare[1].mention
    return first is not None and bool(first.entry or first.name) and second is not None and not second.definite


def _takes(predicate: Predicate, item: Item | None) -> bool:
    """Return whether a phrase is the direct object of a verb, or the subject behind it."""
    told = [*predicate.direct[:1], *(f for f in predicate.subjects[:1] if f.how == "vso")]
    return item is not None and predicate.item.kind == "verb" and any(f.item is item for f in told)


def _markers(predicate: Predicate) -> set[str]:
    """Return the prepositions under which a verb takes its objects."""
    return {fold(m) for frame in predicate.item.frames for m in frame.object if m not in _SLOTS}


def bind(predicate: Predicate, head: Filler) -> None:
    """Let the pronoun that stands for the head of a relative clause mean it (الاتفاق الذي انسحبت منه واشنطن)."""
    for marker, fillers in predicate.marked.items():
        first = fillers[0] if fillers else None
        near = first is not None and first.distance <= _TWO and first.mention is not None and marker not in ("poss", "gen")
        if near and first is not None and first.mention is not None and first.mention.pronoun in RESUMING:
            predicate.marked[marker] = [Filler(head.mention, "clitic", head.item, first.distance), *fillers[1:]]


def guest(predicate: Predicate, head: Filler, bare: list[Filler]) -> bool:
    """Return whether the phrase behind a verb is whom somebody met on the visit it tells of (زيارة X التي التقى خلالها Y)."""
    visit = head.item is not None and head.item.kind == "event" and any(f.relation == "visits" for f in head.item.frames)
    meets = [f for f in predicate.item.frames if f.relation in _TALKS]
    alone = all(f.commas > bare[0].commas for f in bare[1:])
    return visit and bool(meets) and alone and not any(predicate.marked.get(fold(m)) for f in meets for m in f.object)


def means(clitic: str, mention: Mention | None, opener: str = "") -> bool:
    """Return whether a pronoun can mean a phrase by gender (not: المحكمة التي تحاكمه), which the relative tells too."""
    if {"ها": "ذي", "ه": "تي"}.get(clitic, "-") == opener[-2:]:
        return False
    if clitic == "هم" and mention is not None and mention.type is EntityType.PERSON and mention.number == "s":  # الذي عينهم
        return False
    return mention is None or {"ها": "m", "ه": "f"}.get(clitic) != mention.gender or not mention.gender


def loyal(by_position: Mapping[int, Predicate], participle: Item, item: Item, n: int) -> Filler | None:
    """Return whom an indefinite participle describes behind the complement of another (القوات الموالية للحكومة مدعومة بتحالف)."""
    before = by_position.get(n - 1) if item.marker and not participle.text.startswith("ال") else None
    return before.subject if before is not None and before.item.kind == "participle" and before.item.definite else None


def described_before(items: Sequence[Item], by_position: Mapping[int, Predicate], k: int) -> Filler | None:
    """Return what the participle before one joined to it by "and" describes (الحوثيين المدعومين من إيران والمسيطرين على)."""
    if not items[k].conj:
        return None
    before = next((p for n in range(k - 1, max(-1, k - 5), -1) if (p := by_position.get(n)) is not None), None)
    head = before.subject if before is not None and before.item.kind == "participle" else None
    return head if head is not None and head.how == "attribute" else None
