"""One sentence as the engine sees it: tokens, items, predicates, and who is meant by a phrase of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.rules.items import Item
from kg.extract.rules.language import Language
from kg.extract.rules.predicates import Filler, Predicate, holder
from kg.extract.rules.speech import Scope, Telling, govern, innermost, relayed, scopes
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, Argument, Entity, EntityType
from kg.resolve.discourse import Discourse, to_entity
from kg.resolve.mention import Mention, several_people
from kg.text.fold import fold
from kg.text.tokens import Token

_SIGNED = frozenset({"en"})  # languages in which "I" outside a quotation is the author of the article
_ACTED_ON = frozenset({"direct", "marked", "passive", "obliged"})
_THEN = frozenset({"ثم"})
_CLAUSAL = frozenset({"verb", "comp", "rel", "wh"})
_AND_THAT = frozenset({"وذلك"})
_AIMS = frozenset({"ل", fold("إلى"), "purpose"})
_FOR = frozenset({"ل", fold("على"), fold("بسبب")})
_PASSED = frozenset({"prep", "quote", "time"})
_THAT = fold("ذلك")
_SPOKESMAN = "spokesperson"
_HIS = frozenset({"ه", "ها", "هم"})
_NOT_OF = {"he": "f", "she": "m"}  # the gender that one is not of
_OTHERS = frozenset({"he", "she", "they"})


@dataclass(slots=True)
class SentenceView:
    """A sentence in its article.

    ``row`` are all items, ``items`` those outside asides, which predicates count positions in.
    ``telling`` is who has spoken so far, shared by the sentences of an article.
    ``cues`` are positions in ``row`` of words that name a source (بحسب).
    """

    tokens: list[Token]
    row: list[Item]
    items: list[Item]
    predicates: list[Predicate]
    discourse: Discourse
    triggers: Triggers
    layer: Language
    telling: Telling
    cues: list[int]
    scopes: list[Scope] = field(init=False)
    _places: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Find which part is in whose words."""
        self.scopes = scopes(self.items, self.predicates, self.triggers)
        govern(self.scopes, self.predicates, self.triggers)

    def place(self, item: Item) -> int | None:
        """Return where an item stands in ``row``, or None."""
        if not self._places:
            self._places.update((id(other), k) for k, other in enumerate(self.row))
        return self._places.get(id(item))

    def pair_kind(self, mention: Mention) -> str | None:
        """Return what a dual description stands for, or None."""
        words = mention.text.split()
        several = not mention.definite and (
            len(words) > 2 or words in (["two"], ["two", "men"])
        )  # two opposition leaders; shot two men
        return None if mention.parts or several else self.layer.pair_kind(mention.text)

    def pair(self, kind: str, avoid: Entity | None = None) -> tuple[Argument, Argument] | None:
        """Return the two actors that a dual description of a kind means, or None; ``avoid`` is a third one, who acts on them."""
        return self.discourse.pair(kind, avoid) or (self.telling.sides() if kind == "any" else None)

    def resolve(self, filler: Filler, predicate: Predicate, *, avoid: Entity | None = None) -> Argument | None:
        """Return the entity of a filler; a dropped subject is looked for in the clauses before."""
        mention = filler.mention
        if mention is None:
            return self._dropped(filler, predicate, avoid)
        if mention.pronoun:
            if mention.pronoun in ("ني", "ي"):
                return self._speaker(predicate)
            if mention.pronoun in ("we", "نا"):
                return self._side(self._speaker(predicate))
            if mention.pronoun == _THAT:
                return self.telling.accuser(avoid)
            if mention.pronoun == "it" and filler.how in _ACTED_ON:
                return self.discourse.it(avoid=avoid)
            found = self.bound(filler, predicate) or self._ahead(filler, predicate)
            if found is not None and avoid is not None and found.entity.id == avoid.id and _to_do(filler, predicate):
                found = self.discourse.man(mention.pronoun, avoid)  # سارع ماكرون إلى تهنئته: another one
            doer = self._does_to(mention, predicate)
            return found or self._of_another(mention, predicate, self.discourse.argument(mention, avoid=doer or avoid))
        return self.discourse.argument(mention, avoid=avoid, owner=self._teller(mention, predicate))

    def _does_to(self, mention: Mention, predicate: Predicate) -> Entity | None:
        """Return who does something to whom a pronoun means in a clause above, so that it means another (اتهمتها إيران بقصف)."""
        for node in predicate.chain():
            told = node.subject.mention if node.subject is not None else None
            if told is not None and not told.pronoun and any(f.mention is mention for f in node.direct[:1]):
                found = self.discourse.argument(told)
                return found.entity if found is not None else None
        return None

    def _dropped(self, filler: Filler, predicate: Predicate, avoid: Entity | None) -> Argument | None:
        """Return whom a verb without a subject tells of."""
        item = predicate.item if filler.item is None or filler.item.kind not in ("verb", "participle") else filler.item
        if item.person == 1:
            speaker = self._speaker(predicate)
            return self._side(speaker) if item.number == "p" else speaker
        if item.lemma in self.triggers.report and self._goes_on(predicate):
            return self.telling.speaker
        if item.number == "d":
            return None
        if self._may_be_i(predicate, item):
            return self._speaker(predicate)
        body = self._spoken_for(predicate, item)
        if body is not None:
            return body
        first = predicate.link != "relative" and not any(
            p.item.kind == "verb" and p.item.start < item.start for p in self.predicates
        )
        if self._done_by_nobody(item, first=first) or (item.lemma in self.triggers.impersonal and item.gender == "m"):
            return None
        return self.discourse.dropped(item.gender, item.number, avoid=avoid, acting=not item.passive, first=first)

    def _done_by_nobody(self, verb: Item, *, first: bool) -> bool:
        """Return whether a light verb without a subject rather tells what was done (ووجهت انتقادات إلى الرئيس).

        So it does where it agrees with its indefinite noun and, as the ``first`` of its sentence, not with who acted in the one
        before, else where a pronoun stands between (لو فرضت عليها عقوبات).
        """
        node = next((p for p in self.predicates if p.item is verb), None)
        act = node.direct[0].item if node is not None and node.direct else None
        mention = act.mention if act is not None and act.kind == "event" else None
        light = verb.lemma in self.triggers.light and verb.tense == "past" and verb.gender == "f" and verb.number == "s"
        if (
            node is None
            or not light
            or mention is None
            or mention.definite
            or mention.genitive is not None
            or mention.gender != "f"
        ):
            return False
        if not first:
            near = (f.mention for fs in node.marked.values() for f in fs if f.distance == 1)
            return any(m is not None and m.pronoun for m in near)
        topic = self.discourse.topic
        row = next((s for s in self.discourse.seen if topic is not None and s.entity.id == topic.id), None)
        return row is None or not (row.gender == "f" or (row.entity.type is EntityType.COUNTRY and row.gender != "m"))

    def _of_another(self, mention: Mention, predicate: Predicate, found: Argument | None) -> Argument | None:
        """Return whom a pronoun means; inside a quotation it is not whoever speaks ("He fired at us," the guard said)."""
        if found is None or mention.pronoun not in _OTHERS or not self.tokens[mention.start].quoted:
            return found
        speaker = self._speaker(predicate)
        if speaker is None or speaker.entity.id != found.entity.id:
            return found
        return self.discourse.pronoun(mention.pronoun, avoid=speaker.entity, acting=self.discourse.acts(mention))

    @staticmethod
    def _may_be_i(predicate: Predicate, verb: Item) -> bool:
        """Return whether a past of the third person feminine is rather "I" in the words of a man (قال الوزير: اجتمعت)."""
        node = predicate.governor if predicate.link == "colon" else None
        told = node.subject.mention if node is not None and node.subject is not None else None
        man = (
            told is not None and told.type is EntityType.PERSON and node is not None and (told.gender or node.item.gender) == "m"
        )
        return man and verb.tense == "past" and verb.gender == "f" and verb.number == "s" and verb.text.endswith("ت")

    def _spoken_for(self, predicate: Predicate, verb: Item) -> Argument | None:
        """Return the body that a spokesman means who speaks of one of the other gender (قال المتحدث باسم الحركة إنها ستقاتل)."""
        node = predicate.governor if predicate.link == "comp" else None
        told = node.subject.mention if node is not None and node.subject is not None else None
        if node is None or told is None or told.body is None or told.role is None or told.role.id != _SPOKESMAN or node.direct:
            return None
        speaker = told.gender or node.item.gender
        if node.item.lemma not in self.triggers.report or not verb.gender or not speaker or verb.gender == speaker:
            return None
        return self.discourse.argument(told.body) if told.body.gender in ("", verb.gender) else None

    def _teller(self, mention: Mention, predicate: Predicate) -> Argument | None:
        """Return who says or does what governs a phrase of a homeland: it is his (قال الوزير لرويترز إن بلاده ترفض)."""
        inner = mention if mention.possessor or mention.genitive is None else mention.genitive
        if inner.possessor not in (*_HIS, *_NOT_OF, "they") or not self.discourse.is_homeland(inner):
            return None
        above = list(predicate.chain())
        for node in (
            (*above, predicate) if inner.possessor in _NOT_OF else (predicate, *above)
        ):  # accused Oslo of raiding his country
            filler = relayed(node, self.triggers) or node.subject
            owner = filler.mention if filler is not None else None
            if owner is None or owner is mention or owner.pronoun or owner.type not in ACTORS or node.item.kind == "event":
                continue
            person = owner.type is EntityType.PERSON or inner.possessor not in _NOT_OF
            if person and owns(inner.possessor, owner) and owner.start < mention.start and not self.discourse.is_homeland(owner):
                return self.discourse.argument(owner)
        return None

    def _goes_on(self, predicate: Predicate) -> bool:
        """Return whether a reporting verb without a subject (وأضاف) goes on with who spoke in the sentence before."""
        verb, item = self.telling.verb, predicate.item
        first = not any(p.item.kind == "verb" and p.position < predicate.position for p in self.predicates)
        return first and verb is not None and verb.gender == item.gender and verb.person == item.person

    def bound(self, filler: Filler, predicate: Predicate) -> Argument | None:
        """Return who acts in what governs an event, where its possessor means that one (إعلان روسيا انسحابها، أعلنت رفضها)."""
        event = self._owned(filler, predicate)
        if event is None or filler.mention is None:
            return None
        owner = self._alike(event) or self._beside(event) or self._governing(event)
        if owner is None or owner.pronoun or not owns(filler.mention.pronoun, owner):
            return None
        found = self.discourse.argument(owner)
        return Argument(found.entity, found.mention) if found is not None else None  # the pronoun itself names nobody

    def _owned(self, filler: Filler, predicate: Predicate) -> Predicate | None:
        """Return the event whose possessor a filler is, also where it acts in another one (تابع الأمن عملياته التي تستهدف)."""
        if filler.mention is None or not filler.mention.pronoun:
            return None
        events = (predicate, *(p for p in self.predicates if p.item.kind == "event"))
        found = next((p for p in events if any(f.mention is filler.mention for f in p.marked.get("poss", ()))), None)
        return found or (predicate if filler.how == "possessor" else None)

    def _alike(self, predicate: Predicate) -> Mention | None:
        """Return whose the phrase is that "and" or "then" joins an event to (مواقف الدول وإداناتها، فوز حماس ثم سيطرتها)."""
        k = predicate.position
        if predicate.item.depth or not (predicate.item.coord or (k and self.items[k - 1].lemma in _THEN)):
            return None
        for item in reversed(self.items[:k]):
            if item.kind in _CLAUSAL:
                return None
            owner = item.mention.genitive if item.mention is not None and not item.depth else None
            while owner is not None and owner.type not in ACTORS:
                owner = owner.genitive
            if owner is not None:
                return owner
        return None

    def _beside(self, predicate: Predicate) -> Mention | None:
        """Return whose the noun is right before the preposition of an event (إعراب الرئيس عن تحفظه، رغبة كندا في دعمها)."""
        item = predicate.item
        if item.depth or not item.marker or item.marker in self.triggers.adjuncts:
            return None
        left = (i for i in reversed(self.items[: predicate.position]) if i.kind not in _PASSED and not i.depth)
        before = next(left, None)
        mention = before.mention if before is not None and before.kind == "np" else None
        return _actor([Filler(mention.genitive, "gen")]) if mention is not None and mention.type not in ACTORS else None

    def _governing(self, predicate: Predicate) -> Mention | None:
        """Return who acts in what an event hangs on, past events that tell nobody; in an adverbial, in the clause before it."""
        topic = self._topic_of(predicate) or self._said_by_noun(predicate)
        if topic is not None:
            return topic
        node, link = predicate.governor or holder(self.predicates, predicate), predicate.link
        while node is not None and node.item.kind == "event":
            told = _actor(node.marked.get("gen", []))
            if told is not None or node.subjects:
                return told if told is not None or link not in _FOR else self._judged(node)
            link, node = node.link, node.governor
        if node is None:
            adverbial = predicate.item.marker in self.triggers.adjuncts
            verbs = [p for p in reversed(self.predicates) if p.item.kind == "verb" and p.position < predicate.position]
            clauses = [other.subjects[:1] for other in verbs if other.link != "relative"] if adverbial else []
            return _actor(clauses[0]) if clauses else None
        before = [f for f in node.direct if f.mention is not None and f.mention.start < predicate.item.start]
        aimed = next((f.mention for f in before if f.mention is not None and f.mention.type in ACTORS), None)
        apart = self.items[max(0, predicate.position - 2)].text in _AND_THAT  # ، وذلك خلال استقباله
        if aimed is None or apart or link == "object" or link in self.triggers.light.get(node.item.lemma, ()):
            return _actor(node.subjects[:1])
        praised = link in _FOR and any(f.relation == "praises" for f in node.item.frames)
        return aimed if praised else None  # شكر كندا على دعمها: hers

    def _topic_of(self, predicate: Predicate) -> Mention | None:
        """Return whom a clause with أن and without a verb is about, before an event in it (قال إن الحزب بحاجة إلى دعمه)."""
        for k in range(predicate.position - 1, 0, -1):
            item, before = self.items[k], self.items[k - 1]
            if item.kind in ("verb", "participle", "rel", "comp") or item.lemma in ("stop", "colon"):
                return None
            if before.kind == "comp":
                told = item.kind == "np" and not item.marker and item.mention is not None and item.mention.type in ACTORS
                return item.mention if told else None
        return None

    def _said_by_noun(self, predicate: Predicate) -> Mention | None:
        """Return whose words a noun of saying tells that open with an event (تصريحات الوزير بأن مباحثاته كانت بناءة)."""
        k = predicate.position
        opens = k > 1 and self.items[k - 1].kind == "comp" and self.items[k - 2].mention is not None
        said = self.items[k - 2].mention if opens else None
        if said is None or said.head not in self.triggers.report_nouns:
            return None
        return _actor([Filler(said.genitive, "gen")])

    def _judged(self, event: Predicate) -> Mention | None:
        """Return whom the critics of an event judge: what for is his own (تعرضت كندا لانتقادات من منظمات لانتهاكها الاتفاق)."""
        node = event.governor
        if node is None or event.link not in self.triggers.suffering.get(node.item.lemma, ()):
            return None
        return _actor(node.subjects[:1])

    def _ahead(self, filler: Filler, predicate: Predicate) -> Argument | None:
        """Return the subject of the main clause that a possessor in the adverbial before it means (خلال زيارته، أكد الوزير)."""
        outer = next((i for i in reversed(self.items[: predicate.position + 1]) if not i.depth), predicate.item)
        if filler.how != "possessor" or filler.mention is None or outer.marker not in self.triggers.adjuncts:
            return None
        if any(i.mention is not None and i.mention.type in ACTORS and not i.depth for i in self.items[: predicate.position]):
            return None
        verbs = [p for p in self.predicates if p.item.kind == "verb"]
        if not verbs or verbs[0].position < predicate.position or verbs[0].link or verbs[0].item.conj:
            return None
        subject = verbs[0].subject
        if subject is None or subject.mention is None or subject.mention.pronoun:
            return None
        found = self.discourse.argument(subject.mention)
        return found if found is not None and found.entity.type in ACTORS else None

    def _side(self, speaker: Argument | None) -> Argument | None:
        """Return whom a speaker means by "we": the country of an official or a ministry, else the speaker."""
        if speaker is None or speaker.entity.type not in (EntityType.PERSON, EntityType.GOVERNMENT):
            return speaker
        body = self.discourse.spoken.get(speaker.entity.id)
        if body is not None and body.entity.type not in (EntityType.COUNTRY, EntityType.GOVERNMENT):
            return Argument(body.entity, speaker.mention)  # المتحدث باسم الصندوق: the fund
        country = self.discourse.index.countries.get(speaker.entity.state or "")
        side = country or self.discourse.index.served_body(speaker.entity.id, self.discourse.published)
        return Argument(to_entity(side), speaker.mention) if side is not None else speaker

    def _speaker(self, predicate: Predicate) -> Argument | None:
        for node in predicate.chain():
            if node.item.lemma in self.triggers.report and node.subject is not None and node.subject.mention is not None:
                return self.discourse.argument(node.subject.mention)
        scope = innermost(self.scopes, predicate.position)
        if scope is not None and scope.speech.subject is not None and scope.speech.subject.mention is not None:
            return self.discourse.argument(scope.speech.subject.mention)
        if (head := self.headline(predicate)) is not None:
            return head  # بوتين: سندعم سوريا
        quoted = predicate.item.quoted or (self.items and self.items[0].kind == "quote")
        return self.telling.speaker if quoted or self.discourse.lang not in _SIGNED else None

    def headline(self, predicate: Predicate) -> Argument | None:
        """Return who speaks in a line that begins with his name and a colon (واشنطن: لن نقبل), or None."""
        head = self.items[0].mention if len(self.items) > 1 and self.items[1].lemma == "colon" else None
        if head is None or predicate.position < 2 or self.items[0].marker or head.type not in ACTORS:
            return None
        return self.discourse.argument(head)


def _actor(fillers: Sequence[Filler]) -> Mention | None:
    """Return the first actor of some fillers, or None."""
    return next((f.mention for f in fillers if f.mention is not None and f.mention.type in ACTORS), None)


def _to_do(filler: Filler, predicate: Predicate) -> bool:
    """Return whether a possessor is that of an act which the subject of a verb goes on to do: it is done to somebody else."""
    node = predicate.governor
    verb = node is not None and node.item.kind == "verb"
    return filler.how == "possessor" and verb and predicate.item.kind == "event" and predicate.link in _AIMS


def owns(pronoun: str, owner: Mention) -> bool:
    """Return whether a pronoun can mean a phrase by gender and number (احتجاجهم: not that of the police force)."""
    if pronoun in _NOT_OF and owner.type is EntityType.PERSON:
        return owner.number != "p" and owner.gender != _NOT_OF[pronoun]
    if pronoun == "هم":
        people = owner.type in (EntityType.POPULATION, EntityType.ARMED_GROUP)
        return people or (owner.number != "s" and owner.gender != "f")
    if several_people(owner):
        return False
    return {"ها": "m", "ه": "f"}.get(pronoun, "none") != owner.gender
