"""Arguments that stand in a complement, and what a verb says of the act that is its subject.

"threatened to strike Oslo" threatens Oslo, "claims Oslo broke the truce" accuses Oslo: entries of the lexicon ask for these with
the markers ``act`` (the object of an infinitive or -ing form) and ``clause`` (the subject of a finite complement).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.en.morphology import readings, vocabulary
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType, Modality, Polarity

_BLAMING = frozenset("condemns accuses sanctions investigates arrests expels protestsAgainst restricts".split())
_SPOKEN = frozenset("condemns accuses rejects denies supports praises callsOn protestsAgainst meets negotiatesWith".split())
_THINKING = frozenset({"believe", "conclude"})
_JUDGING = frozenset({"rejects", "denies", "condemns", "praises"})
_FINITE = frozenset({"finite", "past"})
_STATES = frozenset({"be", "have", "become", "remain", "must"})
_ACCUSED = frozenset(
    "attacks kills invades fightsWith violates cyberattacks arrests seizes deports restricts pressures ousts armsTo".split()
)
_NAMING = frozenset({"name", "identify", "disclose", "discuss", "speak", "comment", "specify", "elaborate"})
_LEFT_TO = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PARTY})
_NOW = frozenset({"is", "are", "'s", "'re", "am"})  # is in Oslo to meet: has not met
_PUTTING = frozenset({"blame", "attribute", "link", "tie", "pin"})
_FEW_REACH = 3
_SIGNS = frozenset({"stop", "colon", "sign"})
SUPPOSING = frozenset({"in the event of", "in case of"})
_AWAITED = frozenset({"once", "until", "as soon as"})
_AHEAD = frozenset({"before", "ahead of", "prior to"})
_TEMPORAL = _AWAITED | {"before", "after", "when"}
_EFFORTS = frozenset({"effort", "fight", "campaign", "struggle", "battle", "drive", "work", "mobilize", "rally"})
_LASTING = frozenset("supports aids armsTo fightsWith pressures mediates cooperatesWith negotiatesWith callsOn rejects".split())
_POLLS = frozenset({"winsElectionIn"})  # to defeat somebody is also to beat him at the polls
_ARISING = frozenset({"break out", "erupt", "ensue", "flare up", "resume", "begin", "start", "continue", "take place"})
_OCCURRING = frozenset({"happen", "occur", "take place", "go ahead", "proceed", "resume", "begin", "start"})
_PARTIES = ("between", "with", "against")
_TWO = frozenset({"two", "both"})
_TOWARDS = ("against", "on", "at", "with", "to", "from")


def take_complements(found: Sequence[Predicate], surface: Mapping[int, Filler | None]) -> None:
    """Give each word with an ``act`` or ``clause`` slot the argument of its complement."""
    take_part(found, surface)
    fill_gaps(found)
    for predicate in found:
        governor = predicate.governor
        if governor is None or predicate.item.kind == "event" or predicate.link not in ("comp", "colon", "purpose"):
            continue
        markers = {m for frame in governor.item.frames for m in (*frame.object, *frame.masdar_object)}
        act = "act" in markers and predicate.item.tense in ("inf", "ing") and not predicate.negated  # promised not to attack
        if act and _meant(governor, predicate):
            refused = any(f.relation == "rejects" for f in governor.item.frames)
            if refused and (predicate.item.lemma in vocabulary().reporting or predicate.item.lemma in _NAMING):
                continue  # refused to name a successor
            governor.marked["act"] += _objects(predicate, () if refused else _TOWARDS)
        unreal = predicate.maybe or predicate.item.lemma == "must"  # nothing that happened
        open_ = predicate.future or predicate.conditional or unreal
        if governor.item.lemma in _THINKING and not _blames(predicate):
            continue  # believes Oslo to be a friend
        if governor.item.lemma == "insist" and not (predicate.obliged or predicate.item.lemma == "must"):
            continue  # insisted that Oslo is right
        accused = all(f.relation == "accuses" for f in governor.item.frames if "clause" in (*f.object, *f.masdar_object))
        if (
            "clause" in markers
            and not predicate.doubted
            and predicate.link != "purpose"
            and not (open_ and accused)
            and not governor.marked["clause"]
        ):
            subject = _meant_by_it(predicate, surface.get(predicate.position))
            if subject is not None and any(f.mention is subject.mention for f in governor.subjects[:1]):
                continue  # claims to have won
            if subject is not None and subject.mention is not None and subject.mention.type in ACTORS:
                governor.marked["clause"].append(Filler(subject.mention, "clause", subject.item))


def fill_gaps(found: Sequence[Predicate]) -> None:
    """Read "that" behind a noun of claiming as its relative where the verb lacks an object: a claim that Oslo denies."""
    for verb in found:
        noun = verb.governor
        if noun is None or noun.item.kind != "event" or verb.link != "comp" or verb.direct or verb.item.tense not in _FINITE:
            continue
        if any(f.relation in _JUDGING and "direct" in f.object for f in verb.item.frames) and not verb.marked.get("clause"):
            verb.direct.append(Filler(noun.item.mention, "relative", noun.item))
            verb.governor, verb.link = None, "relative"


def _meant_by_it(predicate: Predicate, subject: Filler | None) -> Filler | None:
    """Return who is told to have acted by "it was Oslo that fired", else the subject."""
    it = subject is not None and subject.mention is not None and subject.mention.pronoun == "it"
    return next(iter(predicate.direct), None) if it and predicate.item.lemma == "be" else subject


def take_part(found: Sequence[Predicate], surface: Mapping[int, Filler | None]) -> None:
    """Let who is told to be one of several do what those do: Oslo was among the states calling for a vote."""
    for verb in (p for p in found if p.item.lemma == "be" and not p.negated):
        one = surface.get(verb.position)
        told = [*verb.marked.get("among", ()), *(f for f in verb.direct if f.item is not None and _one_of(f))]
        several = {id(f.mention) for f in told if f.mention is not None and f.mention.entry is None}
        for other in found if one is not None and several else ():
            for n, filler in enumerate(other.subjects):
                if one is not None and filler.how == "relative" and id(filler.mention) in several:
                    other.subjects[n] = Filler(one.mention, "relative", one.item, filler.distance, filler.commas)


def _one_of(filler: Filler) -> bool:
    """Return whether a phrase tells one of several (one of the states)."""
    return filler.mention is not None and filler.mention.text.casefold().startswith("one of ")


def _blames(predicate: Predicate) -> bool:
    """Return whether what somebody is thought to do may be held against them: no state, possibility or kindness."""
    kind = {f.relation for f in predicate.item.frames}
    return predicate.item.lemma not in _STATES and not predicate.maybe and (not kind or bool(kind & _ACCUSED))


def settle_senses(found: Sequence[Predicate]) -> None:
    """Take from verbs what their construction does not mean.

    To deny somebody a permit denies no claim, to aim to upset somebody is not condemned by that one.
    """
    for predicate in found:
        predicate.negated = predicate.negated is not (predicate.item.lemma == "hesitate")  # will not hesitate to act: will
        predicate.direct[:] = [f for f in predicate.direct if not _explains(f, predicate.direct[0])]
        told = predicate.direct[0].mention if len(predicate.direct) > 1 else None
        if predicate.item.lemma == "deny" and told is not None and told.type in ACTORS:
            predicate.direct.clear()  # denied Oslo the permit
        if predicate.item.tense == "inf":  # does not want to upset Oslo
            frames = predicate.item.frames
            predicate.item.frames = tuple(f for f in frames if not (f.swap and f.relation == "condemns"))
        left = predicate.item.lemma == "leave" and any(p.governor is predicate and p.item.tense == "inf" for p in found)
        if left and predicate.direct and predicate.direct[0].mention and predicate.direct[0].mention.type in _LEFT_TO:
            predicate.item.frames = ()  # left the court to decide
        if predicate.item.lemma in _PUTTING:
            _settle_blame(predicate)
        elif predicate.item.lemma == "call" and predicate.direct:
            _settle_names(predicate, found)


def _settle_blame(predicate: Predicate) -> None:
    """Read an attack "blamed on Oslo" as put there by nobody who is told, and the death of somebody as no one who is blamed."""
    put = predicate.marked.get("on") or predicate.marked.get("to")
    if put and predicate.item.tense == "past" and not any(f.how == "direct" for f in predicate.direct):
        predicate.item.frames = ()
    if predicate.item.lemma == "blame" and predicate.marked.get("on"):
        predicate.direct[:] = [f for f in predicate.direct if f.mention is not None and f.mention.type in ACTORS]


def _settle_names(predicate: Predicate, found: Sequence[Predicate]) -> None:
    """Read "call" with two objects as naming: no inquiry is held that is called a hunt, and a name keeps what is under "for"."""
    direct = [f for f in predicate.direct if f.how == "direct"]
    for event in found if len(direct) > 1 else ():
        if event.governor is predicate and event.link == "object":
            event.governor, event.link = None, ""
    if direct and predicate.direct[0].distance < min((f.distance for f in predicate.marked["for"]), default=0):
        del predicate.marked["for"]  # called the deal a victory for Oslo


def _explains(obj: Filler, first: Filler) -> bool:
    """Return whether a phrase behind a comma only says what the object before it is: opposes a pathway, a crucial issue."""
    mention = obj.mention
    named = mention is not None and bool(mention.entry or mention.name or mention.nisbas)
    return obj.commas > first.commas and not named


def keep_moved(found: Sequence[Predicate], surface: dict[int, Filler | None], triggers: Triggers) -> None:
    """Leave a word its frames of forces that are ``moved`` (troops are stationed in Oslo) only where forces are its subject."""
    for predicate in found:
        _exist(predicate, surface, triggers)
        if any(frame.extra.get("moved") for frame in predicate.item.frames):
            subject = surface.get(predicate.position)
            forces = subject is not None and subject.mention is not None and subject.mention.head in vocabulary().forces
            predicate.item.frames = tuple(f for f in predicate.item.frames if forces or not f.extra.get("moved"))


def _exist(predicate: Predicate, surface: dict[int, Filler | None], triggers: Triggers) -> None:
    """Read "there are forces in Oslo" as "forces are in Oslo"."""
    places = predicate.marked.get("in", []) if predicate.item.lemma == "be" and not predicate.subjects else []
    for filler in predicate.direct[:1] if places else ():
        if filler.mention is not None and filler.mention.head in vocabulary().forces:
            predicate.item.lemma, predicate.item.frames = "be in", triggers.verb("be in")
            predicate.subjects, predicate.direct = [filler], list(places)
            surface[predicate.position] = filler


def clause_behind(items: Sequence[Item], k: int) -> bool:
    """Return whether a clause or infinitive stands right behind a verb and its adjective or noun."""
    words = (i for i in items[k + 1 : k + 6] if i.kind not in ("word", "quote", "neg") and not i.depth and i.lemma != "than")
    behind = list(words)[:3]
    n = 1 if behind and behind[0].kind in ("np", "event") and not behind[0].marker else 0
    return len(behind) > n and (behind[n].kind == "comp" or behind[n].lemma in ("to", "for", "that", "if", "when"))


def _meant(governor: Predicate, predicate: Predicate) -> bool:
    """Return whether the entry takes any act, or this one (``acts``: vowed to destroy, not vowed to help)."""
    acts = [lemma for frame in governor.item.frames for lemma in frame.extra.get("acts", ())]
    return not acts or predicate.item.lemma in acts


def _objects(predicate: Predicate, markers: Sequence[str]) -> list[Filler]:
    moved = "into" in predicate.marked and any(f.mention and f.mention.head in vocabulary().forces for f in predicate.direct)
    towards = ("into",) if moved else markers  # threatened to send troops into Oslo
    fillers = [*(() if moved else predicate.direct), *(f for marker in towards for f in predicate.marked.get(marker, ()))]
    return [Filler(f.mention, "act", f.item, f.distance, f.commas) for f in fillers[:2]]


def set_moods(
    found: Sequence[Predicate], items: Sequence[Item], surface: Mapping[int, Filler | None], triggers: Triggers
) -> None:
    """Tell of each act how open it is, from the words around its clause."""
    follow_plans(found, triggers)
    inherit_mood(found, surface, triggers)
    doubt_sources(found, items, surface)
    await_future(found, items, triggers)
    agree_together(found, items)
    depend_on_conditions(found, triggers)
    weigh_reasons(found, triggers)
    doubt_questions(found, items)


def follow_plans(found: Sequence[Predicate], triggers: Triggers) -> None:
    """Let what comes after a plan be one as well: will meet Oslo's envoy before travelling to Rome, ahead of talks there."""
    for act in (p for p in found if p.item.marker in _AHEAD and (p.item.kind == "event" or p.item.tense == "ing")):
        verbs = [p for p in found if p.item.kind == "verb" and p.position < act.position and p.clause_end >= act.position]
        host = act.governor if act.governor is not None and act.governor.item.kind == "verb" else next(iter(verbs[-1:]), None)
        if host is not None and act.item.kind == "event" and any(f.relation == "visits" for f in host.item.frames):
            act.future = True  # arrived in Oslo before talks there
        for node in (host, *host.chain()) if host is not None else ():
            control = triggers.control(node.item.lemma, "comp")
            if node.future or (control is not None and control.modality is Modality.PLANNED):
                act.future = True
                break


def inherit_mood(found: Sequence[Predicate], surface: Mapping[int, Filler | None], triggers: Triggers) -> None:
    """Let an act be as certain as the verb whose subject it is: "talks will resume", "a strike could happen" are no facts."""
    events = {id(p.item): p for p in found if p.item.kind == "event"}
    for verb in found:
        subject = surface.get(verb.position) if verb.item.kind == "verb" else None
        event = events.get(id(subject.item)) if subject is not None and subject.item is not None else None
        if event is None or event is verb:
            continue
        control = triggers.control(verb.item.lemma, "comp")
        ruled = verb.item.lemma == "rule out" and any(f.item is event.item for f in verb.direct[:1])
        event.maybe, event.negated = event.maybe or (ruled and verb.negated), event.negated is not (ruled and not verb.negated)
        if control is not None and control.controller == "subject" and subject in verb.direct[:1]:
            event.negated = event.negated is not (control.polarity is Polarity.NEGATED)
            event.future = event.future or control.modality is Modality.PLANNED
            event.maybe = event.maybe or control.modality is Modality.POSSIBLE
        if event.depends and (verb.future or verb.maybe):
            event.conditional = True  # any attack would be met with force
        if verb.item.lemma in _ARISING and not event.marked:
            event.marked.update({m: verb.marked[m] for m in _PARTIES if m in verb.marked})  # clashes broke out between
        event.negated = event.negated is not (verb.negated and verb.item.lemma in _OCCURRING)  # the talks did not take place
        waged = bool(event.marked.get("against")) and event.item.mention is not None and event.item.mention.definite
        if verb.item.lemma in vocabulary().happening and not (waged and verb.item.lemma == "be"):  # the war will be long
            event.future, event.maybe = event.future or verb.future, event.maybe or verb.maybe
            event.conditional = event.conditional or verb.conditional


def doubt_sources(found: Sequence[Predicate], items: Sequence[Item], surface: Mapping[int, Filler | None]) -> None:
    """Make what is told by those who are wrong, or believed by few, only possible: "false reports said", "few believe"."""
    for predicate in found:
        node = predicate.governor
        if node is None or predicate.link not in ("comp", "colon"):
            continue
        teller = surface.get(node.position) if node.item.kind != "event" else Filler(node.item.mention, "self")
        words = teller.mention.text.casefold().split() if teller is not None and teller.mention is not None else []
        behind = items[node.position + 1 : node.position + 2] if node.item.lemma == "be" else []  # it is a lie that
        words += [*node.item.lemma.split(), *(word for i in behind for word in i.text.split())]
        before = items[max(0, node.position - _FEW_REACH) : node.position]
        few = any(i.lemma == "few" for i in before) or [i.lemma for i in before[-1:]] == ["some"]  # some say
        predicate.maybe = predicate.maybe or few or bool(vocabulary().untrue & set(words))


def await_future(found: Sequence[Predicate], items: Sequence[Item], triggers: Triggers) -> None:
    """Take what is told in the present for what is to come where it times a future act: "Oslo will pay once Rome leaves"."""
    mains = [p for p in found if (p.future or _planned(p, triggers)) and p.item.kind == "verb" and not p.conditional]
    for predicate in found:
        opener = items[predicate.clause_start - 1] if predicate.clause_start else None
        if opener is None or opener.kind != "sub" or opener.lemma not in _TEMPORAL:
            continue
        if predicate.item.kind != "verb":
            predicate.maybe = predicate.maybe or opener.lemma == "until"  # until the withdrawal of troops is agreed
            continue
        forms = {r.form for r in readings(predicate.item.text.casefold().split(" ")[0]) if r.pos in ("verb", "aux")}
        if forms & {"s", "base"} and (mains or (opener.lemma == "before" and "past" not in forms)):
            predicate.conditional, predicate.future = opener.lemma in _AWAITED, True


def _planned(predicate: Predicate, triggers: Triggers) -> bool:
    """Return whether an infinitive tells a plan: is expected to raise it when he meets Oslo's envoy."""
    above = predicate.governor if predicate.item.tense == "inf" and predicate.link == "comp" else None
    control = triggers.control(above.item.lemma, "comp") if above is not None and above.item.kind == "verb" else None
    return control is not None and control.modality is Modality.PLANNED


def agree_together(found: Sequence[Predicate], items: Sequence[Item]) -> None:
    """Let what several agree to be no party to it: Oslo and Rome agreed to a truce with each other."""
    for predicate in found:
        subject = predicate.subject
        if predicate.item.lemma != "agree" or subject is None or subject.mention is None or subject.item not in items:
            continue
        behind = items[items.index(subject.item) + 1 : predicate.position]
        if _TWO & set(subject.mention.text.split()) or any(i.coord for i in behind):
            for marker in ("to", "on"):
                predicate.marked.pop(marker, None)


def depend_on_conditions(found: Sequence[Predicate], triggers: Triggers) -> None:
    """Make what is only done if something else happens conditional: "Oslo will pay if ...", "threatens sanctions if ..."."""
    for lacking in found:  # cannot sign it without a mandate
        if lacking.negated and (lacking.maybe or lacking.future) and lacking.marked.get("without"):
            lacking.conditional = True
    conditions = [p for p in found if p.conditional and _tells_condition(p)]
    mains = [p for p in found if not p.conditional and p.item.kind == "verb" and p.item.tense in ("finite", "past")]
    for condition in conditions[:1]:
        before = [p for p in mains if p.position < condition.position]
        host = before[-1] if before else next(iter(mains), None)
        if host is None:
            continue
        host.conditional = host.future or host.maybe
        for other in found:
            if other.governor is host and not other.conditional and other.position < condition.position:
                control = triggers.control(host.item.lemma, other.link)
                other.conditional = control is not None and control.modality in (Modality.PLANNED, Modality.POSSIBLE)


def doubt_questions(found: Sequence[Predicate], items: Sequence[Item]) -> None:
    """Make what a question asks for only possible: "Has Oslo left?", unlike "Why has Oslo left?"."""
    for end, sign in enumerate(items):
        if sign.text != "?":
            continue
        start = next((n + 1 for n in range(end - 1, -1, -1) if items[n].kind == "quote" or items[n].lemma in _SIGNS), 0)
        if items[start].kind == "verb" or items[start].lemma in ("maybe", "not"):
            for predicate in found:
                if start <= predicate.position < end and predicate.item.kind == "verb":
                    predicate.maybe = True


def _tells_condition(predicate: Predicate) -> bool:
    """Return whether a predicate is that of a clause with "if", or an act that is supposed (in the event of a strike)."""
    if predicate.item.kind == "event":
        return predicate.item.marker in SUPPOSING
    return predicate.item.kind == "verb" and predicate.item.tense not in ("inf", "ing")


def weigh_reasons(found: Sequence[Predicate], triggers: Triggers) -> None:
    """Tell reasons and aims from facts.

    What somebody is blamed or punished for is only alleged ("sanctioned for arming rebels"); what somebody came to say was said
    ("gathered to protest against the law"), while other aims stay plans. Who makes an effort to help or fight somebody does so.
    """
    for predicate in found:
        governor = predicate.governor
        if governor is None:
            continue
        told = {frame.relation for frame in governor.item.frames}
        blamed = told & _BLAMING and governor.item.lemma != "be"
        if predicate.link == "circumstance" and predicate.item.marker == "for" and blamed:
            predicate.maybe = True
        open_ = governor.future or governor.maybe or governor.negated or governor.conditional
        done = governor.item.tense in ("past", "finite") and not open_ and governor.item.text.split(" ")[0] not in _NOW
        spoken = {frame.relation for frame in predicate.item.frames}
        said = predicate.item.lemma in triggers.expressing or (spoken and spoken <= _SPOKEN)
        if predicate.link == "purpose" and done and said:
            predicate.link = "circumstance"
        if governor.item.lemma == "agree" and predicate.link == "to" and done and spoken == {"ceasesFireWith"}:
            predicate.subjects = [Filler(f.mention, "governor", f.item, f.distance, f.commas) for f in governor.subjects]
            predicate.governor, predicate.link = governor.governor, governor.link  # to agree to a truce is to declare it
        if governor.item.lemma in _EFFORTS and predicate.item.tense == "inf" and spoken and spoken - _POLLS <= _LASTING:
            predicate.governor, predicate.link = governor.governor, governor.link
