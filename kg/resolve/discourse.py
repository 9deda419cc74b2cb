"""Who is meant: from mentions to entities inside one article, in reading order.

Rules (Lappin and Leass 1994 in spirit): pronouns and definite descriptions go back to the latest fitting entity, subjects first;
titles go to the person who was introduced with them; dual forms (الجانبان) to the latest pair of actors. Who cannot be told is
None.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.model import ACTORS, Argument, Entity, EntityType, Entry, Role, StateBody
from kg.resolve.bent import elsewhere, state_told
from kg.resolve.ids import entity_id, short_names
from kg.resolve.index import NameIndex
from kg.resolve.mention import Mention, fresh
from kg.resolve.pairs import LATTER, latter, pair
from kg.resolve.seen import PRONOUNS, SPEAKERS, THINGS, Seen, abroad, back, fits, kept, leads, named_so, other, titled_so
from kg.text.fold import fold, fold_name
from kg.text.tokens import Token

_SPOKESMAN = "spokesperson"
_HOMELAND = frozenset(fold(w) for w in ("بلاد", "بلد", "وطن"))
_LANDS = frozenset({"country", "nation", "homeland", "motherland"})  # homelands where a pronoun tells whose
_SIDES = frozenset(fold(w) for w in ("جانب", "طرف"))


def to_entity(entry: Entry) -> Entity:
    """Return the entity of a gazetteer entry: first name of each language as label, the rest as aliases."""
    labels: dict[str, str] = {}
    aliases: list[str] = []
    for tag, name in entry.names:
        if tag in labels:
            aliases.append(name)
        else:
            labels[tag] = name
    return Entity(entry.id, entry.type, tuple(sorted(labels.items())), entry.state, tuple(aliases), entry.same_as)


@dataclass(slots=True)
class Discourse:
    """The entities met so far in an article.

    ``tokens`` are those of the sentence that is read, ``begins`` the clock at the start of each so far, ``begun`` of that one;
    ``main`` is who acts in its main clause, ``topic`` who did in the sentence before; ``group`` are actors who were told to act
    together, at the clock ``grouped``. ``spoken`` maps spokesmen, by their ids, to the bodies that they speak for.
    """

    lang: str
    published: date | None
    index: NameIndex
    local: NameIndex
    article: str = ""
    seen: list[Seen] = field(default_factory=list)
    group: tuple[Argument, ...] = ()
    grouped: int = 0
    clock: int = 0
    tokens: list[Token] = field(default_factory=list)
    begun: int = 0
    begins: list[int] = field(default_factory=list)
    main: Entity | None = None
    topic: Entity | None = None
    pronouns: dict[int, Argument] = field(default_factory=dict)
    thing: tuple[Mention, list[Token], int] | None = None
    told: Counter[str] = field(default_factory=Counter)
    spoken: dict[str, Argument] = field(default_factory=dict)

    def begin(self, tokens: list[Token]) -> None:
        """Begin a sentence."""
        self.tokens, self.begun = tokens, self.clock
        self.begins.append(self.clock)
        self.topic, self.main = self.main, None
        self.pronouns.clear()

    # -- meeting entities ---------------------------------------------------------------------------------------------

    def note(self, mention: Mention, *, subject: bool = False, place: bool = False) -> Argument | None:
        """Resolve a mention and remember it, as a ``place`` if it tells where; None when it cannot be told who is meant."""
        if mention.parts:
            group = [a for part in mention.parts if (a := self.note(part, subject=subject)) is not None]
            if len(group) > 1:
                self.join(group)
            return group[0] if group else None
        argument = self.argument(mention) if mention.pronoun not in SPEAKERS else None
        if argument is None or argument.entity.type not in ACTORS:
            return argument
        if mention.pronoun:
            self.pronouns[id(mention)] = argument
        self.clock += 1
        if argument.entity.state:
            self.told[argument.entity.state] += 1
        role = self._office(mention)
        if mention.body is not None and mention.role is not None and mention.role.id == _SPOKESMAN:
            body = self.argument(mention.body)
            self.spoken.update({argument.entity.id: body} if body is not None else {})
        known = next((s for s in self.seen if s.entity.id == argument.entity.id), None)
        if known is not None and place and not known.place:
            return argument
        if known is not None:
            self.seen.remove(known)
            known.place = place
            again = known.source == id(mention)  # met as the subject of its verb already
            known.position, known.subject, known.source = self.clock, subject or (known.subject and again), id(mention)
            known.role, known.head, known.gender = role or known.role, mention.head or known.head, mention.gender or known.gender
            self.seen.append(known)
        elif not mention.pronoun:
            row = Seen(argument.entity, argument.mention, mention.gender, mention.number, self.clock, subject, role, mention.head)
            row.source, row.place = id(mention), place
            row.body = kind.id if (kind := self._body_kind(mention)) is not None else ""
            self.seen.append(row)
        return argument

    def note_thing(self, mention: Mention) -> None:
        """Remember a thing that was told of (a bill, a deal), which "it" may mean where it is acted on."""
        if mention.type in THINGS and mention.number == "s" and not mention.pronoun:
            self.thing = mention, self.tokens, self.clock

    def it(self, *, avoid: Entity | None = None) -> Argument | None:
        """Return what "it" means where something is done to it: a thing that was told of later than any actor that fits."""
        rows = [s for s in self.recent() if other(s, avoid) and fits(s, "it", "s")]
        if self.thing is None or (rows and self.thing[2] < rows[0].position):
            return self.pronoun("it", avoid=avoid)
        tokens, self.tokens = self.tokens, self.thing[1]
        found = self.argument(self.thing[0])
        self.tokens = tokens
        return Argument(found.entity, found.mention) if found is not None else None

    def join(self, group: Sequence[Argument]) -> None:
        """Remember several actors who act together, for dual and plural forms that follow."""
        self.group, self.grouped = tuple(group), self.clock

    def together(self, number: str) -> tuple[Argument, ...]:
        """Return the actors told to act together that a dual (``d``) or plural (``p``) form goes back to, or ().

        They were told in this sentence or the one before; a plural rather means people met since.
        """
        if len(self.group) < 2 or self.grouped < self.begins[-2:][0]:
            return ()
        if number == "d":
            return self.group if len(self.group) == 2 else ()
        ids = {a.entity.id for a in self.group}
        newer = any(s.position > self.grouped and s.entity.id not in ids and fits(s, "", "p") for s in self.seen)
        return () if newer else self.group

    def mark_subject(self, argument: Argument) -> None:
        """Remember that an entity was the subject of a clause, for later pro-drop."""
        self.clock += 1
        for row in self.seen:
            if row.entity.id == argument.entity.id:
                self.seen.remove(row)
                row.position, row.subject, row.place = self.clock, True, False
                self.seen.append(row)
                return

    def latest_role(self) -> Role | None:
        """Return the title of the person met last with one (whose counterpart نظيره is), or None."""
        for row in sorted(self.seen, key=lambda s: -s.position):
            if row.role and row.entity.type is EntityType.PERSON:
                return self.index.roles.get(row.role.split("/", 1)[0])
        return None

    # -- resolving ------------------------------------------------------------------------------------------------------

    def argument(self, mention: Mention, *, avoid: Entity | None = None, owner: Argument | None = None) -> Argument | None:
        """Return the entity a mention means, without remembering it.

        ``avoid`` is the other argument of the act, ``owner`` whose country "his country" is, where that is told.
        """
        if mention.pronoun:
            return self.meant(mention, avoid) or self.pronoun(mention.pronoun, avoid=avoid, acting=self.acts(mention))
        if mention.text in LATTER:
            return latter(self.recent(), LATTER[mention.text], avoid)
        if elsewhere(mention, self.told):
            mention = replace(mention, entry=None, state=None)
        if mention.entry is not None:
            if " " in mention.name:
                self.local.add(mention.entry, short_names(mention.name, mention.entry.state, mention.type))
            return self._said(self._in_office(mention.entry), mention.text, mention)
        if mention.type is EntityType.PERSON:
            return self._person(mention)
        return self._described(mention, avoid, owner)

    def _in_office(self, entry: Entry) -> Entity:
        """Return a known entity; a person acts for the state or body whose office he held on the day of the article."""
        entity = to_entity(entry)
        state = self.index.served(entry, self.published)
        return replace(entity, state=state) if state is not None and state != entity.state else entity

    def pronoun(self, enclitic: str, *, avoid: Entity | None = None, acting: bool = False) -> Argument | None:
        """Return the latest actor that fits a pronoun in gender and number.

        ``avoid`` is the other argument of the act: the pronoun cannot mean it, and rather means nobody of the same state.
        ``acting``: the pronoun is the subject of a verb, so "he" rather goes back to the subject of a sentence before.
        """
        gender, number = PRONOUNS.get(enclitic, ("", "d"))
        if number == "d":
            return None
        rows = [s for s in self.recent() if not s.place and other(s, avoid) and fits(s, gender, number)]
        rows = abroad(rows, avoid)
        if gender == "she":  # a woman told to be one goes before whoever may be one
            women = [s for s in sorted(self.seen, key=lambda s: -s.position) if other(s, avoid) and s.gender == "f"]
            rows = [s for s in women if s.entity.type is EntityType.PERSON] or rows
        elif rows and acting and gender == "he" and rows[0].position <= self.begun:
            near = [s for s in rows if self._sentence(s) == self._sentence(rows[0])]
            rows = [s for s in near if s.subject] or rows  # of those told of in one sentence its subject
        return back(rows[0]) if rows else None

    def man(self, enclitic: str, avoid: Entity) -> Argument | None:
        """Return the person told of last, other than ``avoid``, whom a pronoun for one man may mean, or None."""
        gender, number = PRONOUNS.get(enclitic, ("", "d"))
        rows = [s for s in self.recent() if other(s, avoid) and s.entity.type is EntityType.PERSON and fits(s, gender, number)]
        return back(rows[0]) if rows and (gender, number) == ("m", "s") else None

    def may_mean(self, enclitic: str, entity: Entity) -> bool:
        """Return whether a pronoun may mean an entity that was met, by gender and number."""
        gender, number = PRONOUNS.get(enclitic, ("", "d"))
        return any(s.entity.id == entity.id and number != "d" and fits(s, gender, number) for s in self.seen)

    def meant(self, mention: Mention, avoid: Entity | None) -> Argument | None:
        """Return whom a pronoun was told to mean where it stands, however often it is asked for in its sentence."""
        known = self.pronouns.get(id(mention))
        return known if known is not None and (avoid is None or avoid.id != known.entity.id) else None

    def acts(self, mention: Mention) -> bool:
        """Return whether a pronoun has the form of a subject (he, not him or his)."""
        return self.tokens[mention.start].norm == mention.pronoun

    def _sentence(self, row: Seen) -> int:
        """Return how many sentences had begun when an entity was told of last."""
        return bisect_left(self.begins, row.position)

    def dropped(
        self, gender: str, number: str, *, avoid: Entity | None = None, acting: bool = True, first: bool = False
    ) -> Argument | None:
        """Return the latest subject that fits a verb without one; of a passive (not ``acting``) the latest that fits at all.

        The ``first`` verb of a sentence goes on with who acts in the main clause of the one before.
        """
        rows = self.recent()
        rows += [s for s in self.seen if first and self.topic is not None and s.entity.id == self.topic.id and s not in rows]
        fitting = [s for s in rows if not s.place and other(s, avoid) and fits(s, gender, number)]
        subjects = [s for s in fitting if s.subject] if acting else []
        if first and acting and self.topic is not None:
            subjects.sort(key=lambda s: self.topic is not None and s.entity.id != self.topic.id)
        rows = subjects or fitting
        return back(rows[0]) if rows else None

    def pair(self, kind: str = "", avoid: Entity | None = None) -> tuple[Argument, Argument] | None:
        """Return the two actors that a dual means (الجانبان، الرئيسان، البلدان): see :func:`kg.resolve.pairs.pair`."""
        return pair(self, kind, avoid)

    def state(self, code: str) -> Argument | None:
        """Return a state by its code, or None if none has it."""
        entry = self.index.countries.get(code)
        return Argument(to_entity(entry), to_entity(entry).label(self.lang)) if entry is not None else None

    def recent(self) -> list[Seen]:
        """Return the entities told of last, latest first."""
        return sorted(self.seen, key=lambda s: -s.position)[:8]

    def _person(self, mention: Mention) -> Argument | None:
        state = state_told(mention, self.told)
        if mention.name:
            entry = self._introduce(mention, state)
            return self._said(to_entity(entry), mention.text, mention)
        if mention.role is None:
            return self._called(mention) if mention.definite else self._new(mention, state)  # an unnamed one: "a journalist"
        key = self._office(mention)
        people = [s for s in self.recent() + self.seen if s.entity.type is EntityType.PERSON and not fresh(mention)]
        people = [s for s in people if (not state or s.entity.state == state) and (mention.number == "s" or s.number == "p")]
        short = (s for s in people if titled_so(s, mention))
        who = next((s for s in people if s.role == key), next(short, None)) or leads(people, mention, self.index, self.published)
        if who is not None:
            return self._said(who.entity, who.mention, mention)
        country = self.index.countries.get(state or "")
        one = country is not None and not mention.former and mention.number != "p"  # رؤساء الأجهزة الكندية: not the president
        holder = self.index.holder(mention.role.id, country.id, self.published) if country and one else None
        if holder is not None:
            return self._said(to_entity(holder), mention.text, mention)
        if mention.number == "p":
            mention.type = EntityType.POPULATION
        elif not state and " " not in mention.text:
            return None if fresh(mention) else self._called(mention)
        return self._new(mention, state)

    def _office(self, mention: Mention) -> str:
        """Return the key of a title: its role, with the body where that is no state (متحدث باسم البنتاغون)."""
        if mention.role is None:
            return ""
        body = mention.body
        if body is None or body.type is EntityType.COUNTRY:
            return mention.role.id
        found = self.argument(body)
        return f"{mention.role.id}/{found.entity.id if found is not None else fold_name(body.text)}"

    def body(self, mention: Mention, state: str | None) -> Argument | None:
        """Return the body that a title names; where it tells no state, that of the holder (الخارجية وانغ ون بين)."""
        kind, country = self._body_kind(mention), self.index.countries.get(state or "")
        if mention.state is not None or mention.entry is not None or kind is None or country is None:
            return self.argument(mention)
        return self._said(to_entity(self.index.body_of_state(kind, country)), mention.text, mention)

    def _called(self, mention: Mention) -> Argument | None:
        """Return the latest one that was described by the same word (an official ... the official), or None."""
        rows = (s for s in self.recent() if s.head and s.head == mention.head and s.number == mention.number)
        known = next(rows, None)
        return self._said(known.entity, known.mention, mention) if known is not None else None

    def _said(self, entity: Entity, words: str, mention: Mention) -> Argument:
        """Return an entity as a mention of the sentence names it."""
        return Argument(entity, words, self.tokens[mention.start].start, self.tokens[mention.end - 1].end)

    def _introduce(self, mention: Mention, state: str | None) -> Entry:
        """Return the local entry of a person named in full, made at the first mention."""
        entry = Entry(
            id=entity_id("Person", mention.name),
            type=EntityType.PERSON,
            names=((self.lang, mention.name),),
            state=state,
        )
        self.local.add(entry, [mention.name, *short_names(mention.name, state)])
        return entry

    @staticmethod
    def is_homeland(mention: Mention) -> bool:
        """Return whether a phrase means somebody's country (بلاده, "his country")."""
        told = mention.head in _LANDS and mention.number != "p" and mention.possessor != "we"
        return bool(mention.possessor) and (told or mention.head in _HOMELAND)

    def _described(self, mention: Mention, avoid: Entity | None = None, owner: Argument | None = None) -> Argument | None:
        head = mention.head
        if self.is_homeland(mention) or (head in _HOMELAND and not mention.nisbas):
            return self._homeland(mention, owner, avoid)
        if mention.state is None and mention.genitive is not None and self.is_homeland(mention.genitive):
            self._at_home(mention, mention.genitive, owner)
        if head in _SIDES and mention.nisbas:
            entity = to_entity(mention.nisbas[0])
            return self._said(entity, entity.label(self.lang), mention)
        bare = mention.definite and not mention.nisbas and mention.genitive is None and not mention.possessor
        if bare and " " not in mention.text:
            rows = [s for s in self.recent() if named_so(s, head, mention.type)] or kept(self.recent(), mention)
            rows = abroad(rows, avoid) if mention.type is EntityType.COUNTRY else rows
            if rows:
                return self._said(rows[0].entity, rows[0].mention, mention)
        if mention.possessor and mention.state is None and mention.possessor not in SPEAKERS:
            had = self.pronoun(mention.possessor)
            mention.state = had.entity.state if had else None
        if mention.type is None and not (mention.head and (mention.definite or " " in mention.text)):
            return None
        kind = self._body_kind(mention)
        body = self._body_of_state(mention, kind) if kind is not None else None
        return self._said(body, mention.text, mention) if body is not None else self._new(mention, mention.state)

    def _body_kind(self, mention: Mention) -> StateBody | None:
        """Return which body of a state a mention names, or None; not where only a pronoun tells whose it is (جيشها)."""
        if mention.type is not EntityType.GOVERNMENT or len(mention.nisbas) > 1 or mention.former or mention.possessor:
            return None
        return self.index.bodies.kind(mention.text, self.index.countries.get(mention.state or ""))

    def _body_of_state(self, mention: Mention, kind: StateBody) -> Entity | None:
        """Return the body of the state told, else the one of its kind met last (وزارة الخارجية); None where none was."""
        country = self.index.countries.get(mention.state or "")
        if country is not None:
            return to_entity(self.index.body_of_state(kind, country))
        rows = [s for s in self.recent() if s.body == kind.id] if mention.definite and mention.state is None else []
        return rows[0].entity if rows else None

    def _homeland(self, mention: Mention, owner: Argument | None, avoid: Entity | None = None) -> Argument | None:
        """Return the state of whoever "his country" belongs to (بلاده، بلدهم، وطنه); a bare "the country" is not told."""
        if not mention.possessor or mention.genitive is not None:
            return self._new(mention, mention.state) if mention.genitive is not None else None
        if mention.possessor in ("نا", "ي"):
            return None
        if owner is None:
            owner = self.pronoun(mention.possessor, avoid=avoid) if mention.possessor != "ها" else self.dropped("f", "s")
        country = self.index.countries.get((owner.entity.state if owner else None) or "")
        if country is None:
            return None
        entity = to_entity(country)
        return self._said(entity, entity.label(self.lang), mention)

    def _at_home(self, mention: Mention, homeland: Mention, owner: Argument | None) -> None:
        """Put the state into a phrase that tells it by "his country" (قوات بلاده -> قوات كندا)."""
        country = self._homeland(homeland, owner)
        if country is not None and mention.text.endswith(homeland.text):
            mention.state = country.entity.state
            mention.text = mention.text.removesuffix(homeland.text) + country.mention

    def _new(self, mention: Mention, state: str | None) -> Argument:
        kind = mention.type or EntityType.OTHER
        name = mention.count + (mention.owned or mention.text) + mention.complement
        told = entity_id(kind.value, fold_name(fold(name)), state)
        # an army of no state that is told is another one in every article
        id_ = f"{told}-{self.article}" if kind is EntityType.GOVERNMENT and state is None and not mention.name else told
        entity = Entity(id_, kind, ((self.lang, name),), state)
        return self._said(entity, mention.text, mention)
