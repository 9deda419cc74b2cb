"""Offices told in passing: "the Russian president Vladimir Putin" states that he heads Russia."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.candidate import Candidate
from kg.extract.rules.items import Item
from kg.extract.rules.offices import office_body
from kg.extract.rules.sentence import SentenceView
from kg.model import ACTORS, Argument, EntityType, Modality, Polarity, Role
from kg.resolve.mention import Mention

_BY_TITLE = frozenset({"en"})  # languages in which a title alone goes back to whoever was named
_ASSUMING_REACH = 3
_PARTIES = frozenset({EntityType.PARTY, EntityType.ORGANIZATION, EntityType.ARMED_GROUP})
_JOINED = _PARTIES | {EntityType.GOVERNMENT}
_LINKS = frozenset({"comma", "be", "هو", "هي", "وهو", "وهي"})
_NO_MORE = frozenset({"former", "ex", "ousted", "deposed"})
OFFICES = frozenset({"headOf", "officialOf", "memberOf", "ambassadorTo"})


def first_told(candidate: Candidate, told: set[tuple[str, str, str]]) -> bool:
    """Return whether an office is told for the first time in the article, and remember it."""
    key = (candidate.subject.entity.id, candidate.relation, candidate.object.entity.id)
    if key in told:
        return False
    told.add(key)
    return True


def counterparts(view: SentenceView) -> None:
    """Give "his counterpart" the title of the person before it in the sentence, else of the one met last with a title."""
    role, body = view.discourse.latest_role(), None
    for item in view.items:
        mention = item.mention
        if mention is not None and item.kind == "np" and mention.type is EntityType.GOVERNMENT and not item.depth:
            body = mention
        if mention is None or item.kind != "np" or mention.type is not EntityType.PERSON:
            continue
        if mention.counterpart and body is not None and mention.gender == "f" and mention.nisbas and not mention.name:
            mention.type, mention.counterpart, mention.head = EntityType.GOVERNMENT, False, body.head  # القوات العراقية ونظيرتها
            continue
        if mention.counterpart:
            for person in (mention, *mention.parts):
                person.role = person.role or role
        elif mention.role is not None:
            role = mention.role
        elif mention.entry is not None:
            role = view.discourse.index.office(mention.entry, view.discourse.published) or role


def titled(view: SentenceView) -> None:
    """Give a person named beside a title the state that it tells (المتحدث باسم الخارجية السودانية السفير خالد عمر)."""
    for k, item in enumerate(view.items):
        title = item.mention
        if item.kind != "np" or title is None or title.role is None or title.state is None or title.name:
            continue
        named = _named_before(view, k) or _named_behind(view.items, k)
        if named is not None and named.entry is None:
            named.state = named.state or title.state


def roles(view: SentenceView, told: set[tuple[str, str, str]]) -> Iterator[Candidate]:
    """Yield a candidate for each office that is told for the first time; ``told`` remembers them for the article."""
    for k, item in enumerate(view.items):
        if item.kind not in ("np", "event") or item.depth or item.mention is None:
            continue
        inner = [m for m in _titled(item.mention) if m is not item.mention]
        for member in (item.mention, *inner):
            yield from (found for found in _memberships(view, item, member) if first_told(found, told))
        _represents(view, item.mention)
        for mention in _titled(item.mention):
            holder = _holder(view, k, mention)
            if holder is None:
                continue
            for found in _roles(view, mention, holder):
                if first_told(found, told):
                    yield found


def _represents(view: SentenceView, mention: Mention) -> None:
    """Give a person who is known to hold an office the title, where the state stands before the name (Norway's Anna Berg)."""
    if mention.entry is not None and mention.role is None and mention.type is EntityType.PERSON and mention.body is not None:
        role = view.discourse.index.office(mention.entry, view.discourse.published)
        mention.role = role if role is not None and role.body == "state" else None


def _memberships(view: SentenceView, item: Item, mention: Mention) -> Iterator[Candidate]:
    """Yield the bodies that a person is told to be a member of beside the title (Senator X, a Republican)."""
    if not mention.memberships:
        return
    person, lang = view.discourse.argument(mention), view.discourse.lang
    described = person is not None and person.entity.label(lang) == mention.text and not mention.name
    for body in mention.memberships if not described else ():
        of = view.discourse.argument(body)
        start, end = view.tokens[item.start].start, view.tokens[max(mention.end, body.end) - 1].end
        if person is not None and of is not None:
            yield Candidate(
                "memberOf", f"{lang}/role/member", person, of, Polarity.AFFIRMED, Modality.ASSERTED, None, None, start, end,
                (start, end),
            )  # fmt: skip


def _titled(mention: Mention) -> Iterator[Mention]:
    """Yield the persons with a title in a phrase: itself, those of a dual, and those it belongs to (سياسة الرئيس ...)."""
    if mention.type is EntityType.PERSON and mention.role is not None and not mention.parts:
        yield mention
    for inner in (*mention.parts, mention.body, mention.genitive):
        if inner is not None:
            yield from _titled(inner)


def _holder(view: SentenceView, k: int, mention: Mention) -> Mention | None:
    """Return who has the title of a mention in the phrase ``k``: named in it, in apposition or behind it; or None."""
    if mention.name or mention.entry:
        return mention
    if mention is not view.items[k].mention:
        return None
    holder = _named_before(view, k) or _named_behind(view.items, k) or _assuming(view, k)
    heads = mention.role is not None and mention.role.relation == "headOf" and bool(mention.nisbas) and mention.definite
    if holder is None and heads and view.discourse.lang in _BY_TITLE:
        if mention.role is not None and mention.role.id == "leader" and (leads := _leading_before(view, k)) is not None:
            return leads
        known = view.discourse.argument(mention)  # the Korean leader, who was named before
        met = known is not None and any(s.entity.id == known.entity.id for s in view.discourse.seen)
        return mention if met and known is not None and _has_name(known, mention, view) else None
    if holder is None and mention.body is not None and mention.role is not None and "spokes" in mention.role.id:
        return mention  # an unnamed spokesman of a body is told to be its official all the same
    return holder


def _leading_before(view: SentenceView, k: int) -> Mention | None:
    """Return the person named before in the sentence who leads the state of the title at ``k``, or None."""
    title = view.items[k].mention
    nisba = title.nisbas[0] if title is not None and title.nisbas else None
    heads = {entry.id for entry in view.discourse.index.heads(nisba, view.discourse.published)} if nisba is not None else set()
    before = (item.mention for item in reversed(view.items[:k]) if item.mention is not None)
    return next((m for m in before if m.entry is not None and m.entry.id in heads), None)


def _has_name(person: Argument, title: Mention, view: SentenceView) -> bool:
    """Return whether a person is known by name, and not only by the title or another description."""
    label = person.entity.label(view.discourse.lang)
    return label != title.text and label.split(" ")[-1][:1].isupper()


def _tells(mention: Mention) -> bool:
    """Return whether a title says what it belongs to; "the ambassador" and "colonel" do not."""
    return mention.body is not None or bool(mention.nisbas) or (mention.role is not None and bool(mention.role.of))


def _named_before(view: SentenceView, k: int) -> Mention | None:
    """Return the person a title stands in apposition to: "Andriy Yermak, head of the office of ...", or None."""
    items, j = view.items, k - 1
    while j >= 0 and (items[j].lemma in _LINKS or items[j].kind in ("cop", "rel")):
        j -= 1
    if _describes(items, j) and j < k - 1:
        j -= 2  # Senator Berg, the Ohio Republican who is chairman of a committee
    before = items[j].mention if j >= 0 and items[j].kind == "np" and not items[j].depth else None
    mention = items[k].mention
    if before is None or mention is None or items[k].marker or items[k].coord or not _tells(mention):
        return None
    verb = items[j - 1] if j == k - 1 and j and items[j - 1].kind == "verb" else None
    if verb is not None and verb.lemma not in view.triggers.report:
        return None  # حث أوبراين رئيس جنوب السودان: whom he urged
    if before.role is not None and mention.role is not None and _tells(before):
        another = mention.role.id != before.role.id and j < k - 1  # Senator Berg, chairman of a committee
        return before if another and before.name else None
    return before if before.type is EntityType.PERSON and before.name else None


def _describes(items: list[Item], j: int) -> bool:
    """Return whether the phrase at ``j`` describes a person named before a comma."""
    if j < 2 or items[j - 1].lemma != "comma" or items[j].kind != "np" or items[j].marker or items[j].conj:
        return False
    told, person = items[j].mention, items[j - 2].mention
    described = told is not None and not told.name and told.entry is None and told.role is None
    return described and person is not None and person.type is EntityType.PERSON and bool(person.name)


def _assuming(view: SentenceView, k: int) -> Mention | None:
    """Return who comes to the office told by the title at ``k`` by the verb right before it: X was sworn in as ..., or None."""
    title = view.items[k].mention
    for predicate in view.predicates:
        near = predicate.position < k <= predicate.position + _ASSUMING_REACH
        if not near or predicate.item.lemma not in view.triggers.assuming or title is None or not _tells(title):
            continue
        open_ = predicate.negated or predicate.future or predicate.maybe or predicate.conditional or predicate.obliged
        named = [
            f for f in predicate.direct if f.mention is not title and (f.how == "passive" or f.distance < k - predicate.position)
        ]
        subject = next((f.mention for f in (*named, *predicate.subjects) if f.mention is not None), None)
        if open_ or subject is None or subject.type is not EntityType.PERSON or not (subject.name or subject.entry):
            continue
        finite = predicate.item.tense in ("finite", "past") and (predicate.link != "comp" or predicate.governor is None)
        return subject if finite and view.items[k].marker in ("", "as") else None
    return None


def _named_behind(items: list[Item], k: int) -> Mention | None:
    """Return the person named right behind a title by another one: "the permanent representative, Ambassador ...", or None."""
    title, j = items[k].mention, k + 1
    if title is None or title.number != "s" or not _tells(title):
        return None
    if j < len(items) and items[j].lemma == "comma":
        j += 1
    behind = items[j] if j < len(items) else None
    named = behind.mention if behind is not None and behind.kind == "np" and not (behind.marker or behind.coord) else None
    if named is None or named.type is not EntityType.PERSON or not named.name:
        return None
    if {title.gender, named.gender} == {"m", "f"}:
        return None  # عين الرئيس وزيرة العدل أميناتا
    return named if named.role is not None and not _tells(named) else None


def _held(role: Role) -> frozenset[EntityType]:
    """Return the classes of what an office can be of: also a region with a governor or an attorney general of its own.

    One is a member of no state, and a candidate of a party.
    """
    if role.relation == "memberOf":
        return _PARTIES if role.body == "party" else _JOINED
    return ACTORS if role.body in ("organization", "party", "none") else ACTORS | {EntityType.PLACE}


def _left(view: SentenceView, mention: Mention) -> bool:
    """Return whether a title tells that its holder heads the body no more (the former governor of Ohio)."""
    heads = mention.role is not None and mention.role.relation == "headOf" and mention.former
    return heads and any(token.norm in _NO_MORE for token in view.tokens[mention.start : mention.end])


def _roles(view: SentenceView, mention: Mention, holder: Mention) -> Iterator[Candidate]:
    """Yield what a title tells: whose official its holder is, and for an envoy, to whom."""
    person = view.discourse.argument(holder)
    role = mention.role
    if person is None or role is None or _left(view, mention):
        return
    span = view.tokens[min(mention.start, holder.start)].start, view.tokens[max(mention.end, holder.end) - 1].end
    told = [("officialOf" if role.envoy else role.relation, office_body(view, mention, holder))]
    if role.envoy and mention.genitive is not None:
        told.append(("ambassadorTo", view.discourse.argument(mention.genitive)))
    for relation, body in told:
        if body is not None and body.entity.id != person.entity.id and body.entity.type in _held(role):
            if relation == "headOf" and body.entity.type is EntityType.PERSON:
                relation = "officialOf"  # noqa: PLW2901 - the minister's chief of staff
            yield Candidate(
                relation, f"{view.discourse.lang}/role/{role.id}", person, body, Polarity.AFFIRMED, Modality.ASSERTED, None, None,
                span[0], span[1], span,
            )  # fmt: skip
