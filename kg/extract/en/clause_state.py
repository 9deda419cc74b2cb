"""The state of reading clauses: the stack of open clauses, and who is whose subject."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention

CLAUSAL = frozenset("believe think know show hope fear expect see find mean suggest hear feel understand ensure demand".split())
_GROUPS = frozenset({EntityType.ORGANIZATION, EntityType.PARTY, EntityType.ARMED_GROUP, EntityType.GOVERNMENT})
_SHOWING = frozenset({"evidence", "proof", "indication", "sign"})
_OBJECTS = ("", "on", "to", "for")
_PEOPLE = frozenset({"those", "anyone", "everyone", "someone", "anybody", "everybody", "ones"})  # before who: no one that is told
_PLACING = frozenset({"in", "at", "near", "outside", "across"})
_PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY})


@dataclass(slots=True, eq=False)
class Clause:
    """An open clause: its subject, its last finite verb, and the bare phrase that may become the next subject.

    ``head`` is what a relative clause tells of, ``marker`` the preposition that stands before the relative (in which);
    it is ``set_off`` where a comma stands before it.
    """

    kind: str = "main"
    subject: Filler | None = None
    verb: Predicate | None = None
    last: Predicate | None = None
    head: Filler | None = None
    marker: str = ""
    pending: Filler | None = None
    pending_at: int = -1
    governor: Predicate | None = None
    link: str = ""
    conditional: bool = False
    maybe: bool = False
    set_off: bool = False
    fronted: list[Predicate] = field(default_factory=list)


class ClauseState:
    """The items, predicates and open clauses of one sentence while it is read."""

    def __init__(self, items: list[Item], triggers: Triggers) -> None:
        """Keep the items."""
        self.items = items
        self.triggers = triggers
        self.by_position: dict[int, Predicate] = {}
        self.stack = [Clause()]
        self.event: Predicate | None = None
        self.surface: dict[int, Filler | None] = {}
        self.latest: Predicate | None = None

    @property
    def top(self) -> Clause:
        """Return the innermost open clause."""
        return self.stack[-1]

    def _previous(self, k: int) -> int:
        n = k - 1
        while n >= 0 and (self.items[n].depth or self.items[n].kind in ("neg", "ptc", "quote", "time", "word")):
            n -= 1
        return n

    def _after(self, k: int) -> Item | None:
        return next((i for i in self.items[k + 1 :] if i.kind not in ("quote", "num", "ptc")), None)

    def _set_off(self, at: int) -> bool:
        """Return whether a comma or quotation mark stands right before a phrase, so that it begins a clause."""
        return at > 0 and (self.items[at - 1].lemma == "comma" or self.items[at - 1].kind == "quote")

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
        if item is not None and predicate.item.tense not in ("inf", "ing"):
            predicate.negated = predicate.negated is not self._none(item)

    def _none(self, item: Item) -> bool:
        """Return whether a subject is said to be none (no troops, nor Greece, hardly any rebels, no proof emerged)."""
        acting = item.kind == "np" or (item.mention is not None and item.mention.type in ACTORS)
        if item not in self.items or not (acting or item.lemma in self.triggers.report_nouns or item.lemma in _SHOWING):
            return False
        before = (other.kind for other in reversed(self.items[: self.items.index(item)]) if other.kind != "ptc")
        return next(before, "") == "neg"

    def _bound(self, predicate: Predicate, subject: Filler) -> Filler:
        """Return the speaker in place of a pronoun that begins what is said: "the group says it destroyed" is about the group."""
        mention, node, link = subject.mention, predicate.governor, predicate.link
        outer = self.stack[-2] if len(self.stack) > 1 and self.top.kind == "sub" else None
        if node is None and outer is not None and outer.kind == "comp" and outer.verb is None and outer.subject is None:
            node, link = outer.governor, "comp"  # said that while she agrees, ...
        if mention is None or link not in ("comp", "colon") or node is None:
            return subject
        speaker = self.surface.get(node.position)
        if node.item.lemma == "ask" and node.direct:
            speaker = node.direct[-1]  # asked the minister if he agrees
        if speaker is None or not refers(mention.pronoun, speaker.mention):
            return subject
        return Filler(speaker.mention, subject.how, speaker.item, subject.distance, subject.commas)

    def _bind_owner(self, event: Predicate, clause: Clause) -> None:
        """Let "his meeting" be that of the clause's subject where it fits, and "the Trump-Kim summit" be one phrase."""
        half = event.subjects[0].item if event.subjects and event.subjects[0].how == "nisba" else None
        if half is not None:
            clause.subject = None if clause.subject is not None and clause.subject.item is half else clause.subject
            for node in self.by_position.values():
                node.direct = [f for f in node.direct if f.item is not half]
        told = event.subjects and event.subjects[-1].how == "possessor"  # his plan of Oslo: the genitive is another's
        owners = event.subjects[-1:] if told else event.marked.get("poss", [])
        subject = self.surface.get(clause.last.position) if clause.last is not None else clause.subject
        if not owners or subject is None or owners[0].mention is None or subject.item is event.item:
            return
        if refers(owners[0].mention.pronoun, subject.mention):
            (event.subjects if told else owners)[-1 if told else 0] = Filler(subject.mention, "possessor", subject.item)

    def _controlled(self, governor: Predicate, *, by_object: bool) -> Filler | None:
        if governor.item.kind == "event":
            if governor.marked.get("for"):
                return governor.marked["for"][-1]  # plans for the troops to leave
            subjects = [*governor.subjects, *governor.marked.get("poss", [])]
            if subjects:
                return subjects[0]
            held = (p for p in self.by_position.values() if any(f.item is governor.item for f in p.direct))
            verb = next(held, None) or governor.governor or self.top.verb  # played a role in arming
            told = self.surface.get(verb.position) if verb is not None else None
            return (
                told if told is None or told.mention is None or told.mention.pronoun != "it" else None
            )  # it is a failure to act
        if by_object and not governor.item.passive:
            slots = [governor.marked.get(marker, []) if marker else governor.direct for marker in _OBJECTS]
            people = [[f for f in fillers if f.mention is not None and f.mention.type in ACTORS] for fillers in slots]
            for fillers in people if any(people) and governor.item.lemma in self.triggers.light else slots:
                if fillers:
                    return Filler(fillers[-1].mention, "controlled", fillers[-1].item)
        return self.surface.get(governor.position)

    def _measured(self, filler: Filler, node: Predicate, k: int) -> Filler:
        between = self.items[node.position + 1 : k]
        commas = sum(i.lemma == "comma" for i in between)
        return Filler(filler.mention, filler.how, filler.item, k - node.position, commas)

    def _absolute(self, k: int) -> bool:
        """Return whether a phrase under "with" behind a comma acts in what follows it: ..., with Oslo urging calm."""
        before, after = self.items[max(0, k - 2) : k], self.items[k + 1 : k + 2]
        with_ = self.items[k].marker == "with" and [i.kind for i in before] == ["punct", "prep"]
        return with_ and bool(after) and after[0].kind == "verb" and after[0].tense == "ing" and not after[0].marker

    def _head(self, k: int, relative: str) -> Filler | None:
        """Return what a relative clause tells of: the first of several that "and" joins, but the last behind "as well as"."""
        last = True
        for n in range(k - 1, max(-1, k - 6), -1):
            item = self.items[n]
            phrase = item.kind in ("np", "event") and item.mention is not None and not item.depth
            alone = item.conj == "as well as" or (last and (not item.conj or (relative == "who" and self._apart_from(n))))
            last = last and not phrase
            if phrase and (alone or not item.coord):
                at = self._named_before(self._happened(n))
                return Filler(_thing(self.items[at].mention, relative), "relative", self.items[at], k - at)
            if item.kind in ("verb", "rel", "comp") or item.lemma in _PEOPLE:
                return None
        return None

    def _named_before(self, n: int) -> int:
        """Return where the name stands that the phrase at ``n`` describes behind a comma, else ``n``: Oslo, a town that ..."""
        told, name = self.items[n].mention, self.items[n - 2].mention if n > 1 and self.items[n - 1].lemma == "comma" else None
        bare = told is not None and not (told.definite or told.name or told.entry or self.items[n].marker or self.items[n].coord)
        kinds = [m.type for m in (told, name) if m is not None]
        alike = kinds[0] in kinds[1:] or all(kind in _GROUPS or kind is None for kind in kinds)
        named = name is not None and bool(name.name or name.entry) and alike
        return n - 2 if bare and named and told is not None and told.number != "p" else n

    def _apart_from(self, n: int) -> bool:
        """Return whether people at ``n`` are joined to one who is named, so that "who" means them: Berg and rebels who ..."""
        first = next((i.mention for i in reversed(self.items[:n]) if i.kind == "np" and not i.depth and not i.coord), None)
        last = self.items[n].mention
        many = last is not None and last.number == "p" and not (last.name or last.entry)
        return many and first is not None and first.type is EntityType.PERSON and bool(first.name or first.entry)

    def _happened(self, n: int) -> int:
        """Return where the act stands that took place in the place at ``n``, else ``n``: the attacks in Paris that killed ..."""
        item = self.items[n]
        mention, before = item.mention, self._previous(n)
        inner = self.items[self._previous(before)] if before > 0 and self.items[before].lemma == "comma" else None
        known = mention is not None and mention.entry is not None and mention.type in _PLACES
        if inner is not None and inner.marker in _PLACING and not item.marker and known:
            return self._happened(self._previous(before))  # in Lyon, France
        while before >= 0 and self.items[before].kind == "prep":
            before = self._previous(before)
        placed = item.marker in _PLACING and mention is not None and (mention.metonym or mention.type in _PLACES)
        return before if placed and before >= 0 and self.items[before].kind == "event" else n

    @staticmethod
    def _from(last: Predicate | None) -> int:
        return last.position + 1 if last is not None else 0


def _thing(mention: Mention | None, relative: str) -> Mention | None:
    """Return what "which" behind a person means: the body whose member that is."""
    if relative != "which" or mention is None or not (mention.type is EntityType.PERSON or mention.head == "member"):
        return mention
    inner = mention.genitive or mention.body
    return inner if inner is not None and inner.type is not EntityType.PERSON else mention


def refers(pronoun: str, mention: Mention | None) -> bool:
    """Return whether a pronoun of the third person can go back to a mention, by class and number."""
    if mention is None or mention.pronoun or mention.type not in ACTORS or pronoun not in ("he", "she", "it", "they"):
        return False
    person, many = mention.type is EntityType.PERSON, mention.number == "p"
    return {"it": not person and not many, "they": many}.get(pronoun, person)
