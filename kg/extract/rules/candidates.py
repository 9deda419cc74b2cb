"""From matches to candidate statements: who is meant, how it is said, when, and the features the scorer weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.rules.agents import ATTACKER, VIOLENT
from kg.extract.rules.asked import asked_for, nothing
from kg.extract.rules.attribution import issuer, voice
from kg.extract.rules.candidate import Candidate
from kg.extract.rules.classes import (
    DECIDED,
    HOSTILE,
    at_sea,
    by_adjective,
    count_people,
    empty,
    generic,
    hollow,
    moves,
    nameless,
    narrow,
    public,
    transparent,
    vague,
    wish,
)
from kg.extract.rules.context import Context, read_context
from kg.extract.rules.coordination import coordinated, town
from kg.extract.rules.features import features
from kg.extract.rules.items import Item
from kg.extract.rules.located import guests
from kg.extract.rules.match import Matcher
from kg.extract.rules.matched import Match
from kg.extract.rules.mediation import mediated
from kg.extract.rules.meeting import meet_subject
from kg.extract.rules.offices import left_office
from kg.extract.rules.owners import beside, doer, not_own, not_theirs, own_side, owner_of, told_actor
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.presentation import presentation
from kg.extract.rules.recalled import recalled
from kg.extract.rules.retold import said
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.speech import Act
from kg.extract.rules.threats import unaimed
from kg.extract.rules.together import together
from kg.extract.validate import DOERS, refuse
from kg.model import Argument, Entity, EntityType, Modality, Relation
from kg.resolve.discourse import to_entity
from kg.resolve.mention import Mention
from kg.text.fold import fold

_BOTH = "هما"
_SAYING_IT = frozenset({"en"})  # languages with a pronoun of its own for things
_IN = frozenset({fold("في"), "in"})
_LAND = frozenset({EntityType.COUNTRY, EntityType.PLACE})
_JUDGED = frozenset({"supports", "praises"})
_OWNED = DECIDED | {EntityType.VESSEL, EntityType.WEAPON}  # which stand for whose they are: navy ships


class Candidates:
    """Makes the candidates of one sentence."""

    def __init__(self, view: SentenceView, relations: dict[str, Relation]) -> None:
        """Keep the sentence and the ontology's relations by id."""
        self.view = view
        self.relations = relations
        symmetric = frozenset(r.id for r in relations.values() if r.symmetric)
        self.matcher = Matcher(view.items, view.predicates, symmetric, view.triggers)
        self.rejected: list[tuple[str, str, int, int]] = []
        self.unvoiced: list[tuple[Match, list[Argument]]] = []

    def all(self) -> Iterator[Candidate]:
        """Yield the candidates in text order."""
        predicates = {p.item.start: p for p in self.view.predicates if p.item.frames or p.item.lemma in self.view.triggers.report}
        for item in self.view.items:
            predicate = predicates.get(item.start) if item.kind in ("verb", "participle", "event") else None
            party = item.depth > 1 and item.mention is not None and item.mention.type is EntityType.PARTY
            if predicate is not None and predicate.item is item and not party:  # قوى المعارضة: who opposes, not that they do
                yield from self._predicate(predicate)
            noted = item.mention is not None and not item.depth and item.kind == "np" and not self._venue(item)
            if item.mention is not None and noted and self.view.pair_kind(item.mention) is None:
                self.view.discourse.note(item.mention, place=item.marker in _IN and item.mention.type in _LAND)
            for inner in _persons_inside(item):
                self.view.discourse.note(inner)
            if item.mention is not None and not item.depth and self.view.discourse.lang in _SAYING_IT:
                self.view.discourse.note_thing(item.mention)
                owner = item.mention.body
                if owner is not None and owner.owner and owner.type is EntityType.PERSON:
                    self.view.discourse.note(owner)  # Berg's plan: he

    def _venue(self, item: Item) -> bool:
        """Return whether a phrase only tells on which platform something was written."""
        return bool(item.marker) and item.mention is not None and fold(item.mention.name) in self.view.triggers.platforms

    def _predicate(self, predicate: Predicate) -> Iterator[Candidate]:
        framed, filled = False, set[str]()
        for match in self.matcher.matches(predicate):
            if match.second and match.frame.rule in filled:
                continue
            for candidate in self._match(match):
                framed = True
                filled.add(match.frame.rule)
                yield candidate
                if candidate.accuser is not None:
                    yield from self._accusation(candidate, candidate.accuser)
                self._tell(candidate)
                for visit in guests(self.view, predicate, candidate):
                    yield visit
                    self._tell(visit)
        if not framed and self.view.triggers.recalling:
            yield from self._recalled(predicate)
        if predicate.item.kind == "verb" and predicate.subjects:
            meet_subject(self.view, predicate, self.relations)

    def _tell(self, candidate: Candidate) -> None:
        """Remember an act, for words that mean it again."""
        relation = self.relations[candidate.relation]
        act = Act(relation, candidate.rule, candidate.subject, candidate.object, candidate.modality)
        self.view.telling.acts.append(act)

    def _accusation(self, claim: Candidate, accuser: Argument) -> Iterator[Candidate]:
        """Yield that a party which tells a hostile act of another accuses it, where its language says so (``voiced``)."""
        relation = self.relations.get("accuses")
        if relation is None or not self.view.triggers.voiced or refuse(relation, accuser.entity, claim.subject.entity):
            return
        rule = f"{self.view.discourse.lang}/accuses/told"
        kept = ("types=", "actors=", "link=", "context=", "depth=", "S=", "order=")
        names = [f"told {key}" for key in claim.features if key.startswith(kept)]
        names += [f"rule={rule}", f"told {claim.relation}", f"told victim={accuser.entity.state == claim.object.entity.state}"]
        yield replace(
            claim,
            relation="accuses",
            rule=rule,
            subject=accuser,
            object=claim.subject,
            modality=Modality.ASSERTED,
            attribution=None,
            time=None,
            again=(said(accuser),),
            trigger=(claim.trigger[0], claim.trigger[0]),
            features=dict.fromkeys([*names, "frame", "relation=accuses"], 1.0),
            accuser=None,
        )

    def _recalled(self, predicate: Predicate) -> Iterator[Candidate]:
        """Yield an act that tells one side or none as one that was told before between the same actors."""
        view, agents = self.view, self.matcher.agents
        frames = [frame for frame in self.matcher.allowed(predicate) if not self.matcher.told_beside(frame, predicate)]
        told_before = recalled(view, predicate, frames, self.relations, agents)
        between = mediated(view, predicate, frames, agents)
        for match, pair in (*told_before, *between, *unaimed(view, predicate, frames, agents)):
            if not self._refuse(self.relations[match.frame.relation], match, *pair):
                threat = match.marker == ATTACKER  # to say it is the act, however open what is threatened
                context = Context() if threat else read_context(predicate, view.triggers, match.frame.modality)
                if match.modality is not Modality.ASSERTED and (self._mutual(match) or match.frame.relation in VIOLENT):
                    context.set(match.modality)  # the summit that is only planned, the attack that is feared
                yield self._candidate(match, context, *pair)

    def _mutual(self, match: Match) -> bool:
        """Return whether an act is one that two sides agree on, which is as certain as it was when told before."""
        relation = self.relations[match.frame.relation]
        return relation.symmetric and relation.plover not in HOSTILE

    def _match(self, match: Match, pairs: list[tuple[Argument, Argument]] | None = None) -> Iterator[Candidate]:
        relation = self.relations.get(match.frame.relation)
        if relation is None:
            return
        spoken = bool(match.frame.extra.get("speaker"))
        context = read_context(match.predicate, self.view.triggers, match.frame.modality, spoken=spoken)
        if nothing(self.view.items, match.predicate):
            context.flip()
        if not asked_for(match.frame, match.predicate, relation, context):
            return
        if spoken and relation.plover != "REQUEST" and (match.predicate.conditional or not context.claimed):
            self._reject(match, "not said to be so")
            return
        for subject, obj in pairs or self._pairs(match):
            if match.frame.swap:
                subject, obj = obj, subject  # noqa: PLW2901 - the frame turns its slots round
            reason = self._refuse(relation, match, subject, obj)
            if reason:
                self._reject(match, reason)
                means = match.subject.mention.head if match.subject.mention is not None else ""
                if relation.id in VIOLENT and reason == "domain Event" and obj.entity.type in relation.range:
                    self.view.telling.strike(relation, obj, means)  # استهدف الهجوم المطار: nobody is told to be behind it
                continue
            yield self._candidate(match, context, subject, obj)

    def voiced(self, speaker: Argument) -> Iterator[Candidate]:
        """Yield what the sentence judges or demands in a quotation whose ``speaker`` only a later one names."""
        for match, objects in self.unvoiced:
            yield from self._match(match, [(speaker, obj) for obj in objects])

    def _reject(self, match: Match, reason: str) -> None:
        item = match.predicate.item
        self.rejected.append((match.frame.rule, reason, item.start, item.end))

    # -- who ------------------------------------------------------------------------------------------------------------

    def _pairs(self, match: Match) -> Iterator[tuple[Argument, Argument]]:
        if match.marker == "pair":
            yield from self._pair(match)
            return
        if match.marker == "office":
            yield from self._office(match)
            return
        relation, frame = self.relations[match.frame.relation], match.frame
        domain, span = narrow(relation.domain & DOERS, frame.subject_type), narrow(relation.range, frame.object_type)
        first, second = (span, domain) if frame.swap else (domain, span)
        subjects: list[Argument] = []
        for filler in (match.subject, *match.others):
            if filler.how == "voice":
                subjects = self._voice(match)
                if not subjects and match.predicate.item.quoted:
                    self.unvoiced.append((match, self._arguments(match.object, match.predicate, second)))
                break
            subjects = self._arguments(filler, match.predicate, first) or subjects
            subjects += beside(self.view, match, filler) if subjects and not relation.symmetric else []
            if any(a.entity.type in first or filler.how == "possessor" for a in subjects) or told_actor(match, filler):
                break
        for subject in subjects:
            towns = relation.id == "invades" and not frame.swap and match.marker not in ("gen", "poss")
            for obj in self._arguments(match.object, match.predicate, second, avoid=subject.entity, towns=towns):
                found = doer(self.view, match, obj) or obj
                yield subject, not_own(self.view, relation, match.object.mention, subject, found)
        if not subjects:
            self._reject(match, "subject unknown")

    def _voice(self, match: Match) -> list[Argument]:
        """Return whose words a sentence is in, as attribution finds it: "It was a mistake," he said; a quotation that runs on."""
        found = voice(self.view, match.predicate, read_context(match.predicate, self.view.triggers, match.frame.modality))
        return [found] if found is not None else []

    def _office(self, match: Match) -> Iterator[tuple[Argument, Argument]]:
        """Yield who left an office, and what the office belongs to by the title told (استقالت وزيرة الدفاع الألمانية)."""
        for person in self._arguments(match.subject, match.predicate, frozenset({EntityType.PERSON})):
            body = left_office(self.view, match.subject, match.object, person)
            if body is not None:
                yield person, body

    def _pair(self, match: Match) -> Iterator[tuple[Argument, Argument]]:
        mention = match.subject.mention
        kind = self.view.pair_kind(mention) if mention is not None else ("they" if match.predicate.item.number == "d" else None)
        if kind is not None:
            both = self.view.pair(kind)
            if both is not None:
                yield both
            return
        group = self._arguments(match.subject, match.predicate, self.relations[match.frame.relation].domain)
        for i, first in enumerate(group):
            for second in group[i + 1 :]:
                yield first, second
                if not self.relations[match.frame.relation].symmetric:
                    yield second, first

    def _arguments(
        self,
        filler: Filler,
        predicate: Predicate,
        allowed: frozenset[EntityType],
        *,
        avoid: Entity | None = None,
        towns: bool = False,
    ) -> list[Argument]:
        if filler.mention is None:
            if several := together(self.view, predicate, filler):
                return several
            found = self.view.resolve(filler, predicate, avoid=avoid)
            return [found] if found else []
        if filler.mention.pronoun:
            owner = self.view.bound(filler, predicate) if filler.mention.pronoun == "هم" else None
            several = together(self.view, predicate, filler) if owner is None else [owner]
            if several or filler.mention.pronoun == _BOTH:
                return several  # استضافتهما: of one alone it never is
        if (kind := self.view.pair_kind(filler.mention)) is not None:
            return list(self.view.pair(kind, avoid) or ())
        arguments: list[Argument] = []
        for mention in coordinated(self.view.items, filler):
            place = town(mention) if towns and mention.metonym else mention  # سيطروا على صنعاء: not on the state
            count_people(place, predicate, self.view.discourse.lang)
            found = self._typed(place, filler, predicate, allowed, avoid)
            arguments += [found] if found is not None else []
        return arguments

    def _typed(
        self, mention: Mention, filler: Filler, predicate: Predicate, allowed: frozenset[EntityType], avoid: Entity | None
    ) -> Argument | None:
        """Resolve a mention; where its class does not fit, look at whose it is (مطالب أربيل -> أربيل)."""
        first: Argument | None = None
        node: Mention | None = mention
        while node is not None:
            found = self.view.resolve(Filler(node, filler.how, filler.item), predicate, avoid=avoid)
            first = first or found
            if found is not None and found.entity.type in allowed:
                return found
            overrun = not_theirs(node, filler, predicate)
            if overrun or not transparent(node, allowed) or (node.type in DECIDED and moves(predicate)):
                break
            if node.genitive is None and by_adjective(node) and not (node.type is None and moves(predicate)):
                entity, people = to_entity(node.nisbas[0]), node.type is EntityType.POPULATION and node.role is None
                if entity.type in allowed and node.type is not EntityType.PERSON and not people:  # فلسطينيون: not the state
                    return Argument(entity, entity.label(self.view.discourse.lang))
            if node.genitive is None and node.body is not None and (node.type in _OWNED or node.type is None):
                owner = self.view.discourse.argument(node.body)
                if owner is not None and owner.entity.type in allowed:
                    return owner
            if node.genitive is None and node.possessor and not any(f.relation == "kills" for f in predicate.item.frames):
                owner = owner_of(self.view, self.relations, node.possessor, predicate, avoid)
                if owner is not None and owner.entity.type in allowed:
                    return owner
            node = node.genitive
        return issuer(self.view, replace(filler, mention=mention), allowed) or first

    def _refuse(self, relation: Relation, match: Match, subject: Argument, obj: Argument) -> str:
        """Return why the ontology forbids a pair, or ""."""
        frame = match.frame
        first, second = (obj, subject) if frame.swap else (subject, obj)
        if relation.plover in HOSTILE and at_sea(match.object.mention, self.view.triggers.nowhere):
            return "generic"
        bare = relation.id in _JUDGED and second.entity.type is EntityType.OTHER and empty(match.object.mention)
        if relation.id == "callsOn" and match.marker == "for" and wish(match.object.mention):
            return "generic"
        bare = bare or nameless((subject.entity, obj.entity), self.view.discourse.lang, self.view.triggers.bare)
        if bare or hollow(match.object.mention, self.view.triggers.hollow):
            return "generic"
        if own_side(self.view, relation, match, first, second):
            return "own side"
        if generic(match.subject.mention, first) or (generic(match.object.mention, second) and relation.plover not in HOSTILE):
            return "generic"
        if relation.plover == "ROLE" and vague(match.object.mention if frame.swap else match.subject.mention):
            return "generic"
        return refuse(relation, subject.entity, obj.entity) or _unfit(relation, match, subject, obj)

    def _candidate(self, match: Match, context: Context, subject: Argument, obj: Argument) -> Candidate:
        view, item = self.view, match.predicate.item
        (start, end), relation = self._span(match), self.relations[match.frame.relation]
        told = presentation(view, match, context, (subject, obj), relation)
        candidate = Candidate(
            relation=match.frame.relation,
            rule=match.frame.rule,
            subject=subject,
            object=obj,
            polarity=told.context.polarity,
            modality=told.context.modality,
            attribution=told.attribution,
            time=told.time,
            again=told.again,
            accuser=told.accuser,
            start=start,
            end=end,
            trigger=(view.tokens[item.start].start, view.tokens[item.end - 1].end),
            spoken=bool(match.frame.extra.get("speaker") or match.frame.extra.get("beside")),
        )
        candidate.slots = id(match.subject.mention), id((match.beside or match.object).mention)
        candidate.features = features(match, told.context, (subject, obj), view, relation)
        return candidate

    def _span(self, match: Match) -> tuple[int, int]:
        tokens, trigger = self.view.tokens, match.predicate.item
        positions = [trigger.start, trigger.end - 1]
        for filler in (match.subject, match.object):
            mention = filler.mention
            if (mention is not None and not mention.pronoun and filler.how != "relative") or (mention and filler.item):
                positions += [mention.start, mention.end - 1] if mention is not None else []
        return tokens[min(positions)].start, tokens[max(positions)].end


def _unfit(relation: Relation, match: Match, subject: Argument, obj: Argument) -> str:
    """Return why the frame of a match does not take a pair by the classes of both, or ""."""
    frame, mention = match.frame, match.object.mention
    if mention is not None and mention.pronoun == "it" and (relation.plover == "CONSULT" or relation.id == "denies"):
        return "generic"  # dealt with it, denied it
    kinds = {subject.entity.type, obj.entity.type}
    home = subject.entity.state is not None and subject.entity.state == obj.entity.state
    if relation.symmetric and relation.plover not in HOSTILE and home and kinds == {EntityType.PERSON, EntityType.COUNTRY}:
        return "own side"  # Putin and Russia worked
    if frame.extra.get("persons") not in (None, public(match.subject.mention, subject) and public(match.object.mention, obj)):
        return "sense"
    if subject.entity.type not in narrow(relation.domain, frame.subject_type):
        return f"subject type {subject.entity.type}"
    if obj.entity.type not in narrow(relation.range, frame.object_type):
        return f"object type {obj.entity.type}"
    return ""


def _persons_inside(item: Item) -> Iterator[Mention]:
    """Yield the persons by name in the genitive of a phrase (إقالة نتنياهو): pronouns that follow may mean them."""
    inner = item.mention.genitive if item.mention is not None and not item.depth else None
    while inner is not None:
        if inner.type is EntityType.PERSON and (inner.entry is not None or inner.name) and not inner.parts:
            yield inner
        inner = inner.genitive
