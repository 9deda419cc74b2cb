"""Event nouns: whose act they name and what governs them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from kg.extract.en.inflect import plural
from kg.extract.en.morphology import head_type, vocabulary
from kg.extract.rules.agents import VIOLENT
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType, Entry, Modality
from kg.resolve.mention import Mention

_TELLING = frozenset("announce confirm report acknowledge reveal declare admit describe deny".split())
_DURING = frozenset({"on", "during", "in", "at"})
_AFTER = frozenset({"after", "following"})
_DONE_BY = frozenset("attacks invades restricts fightsWith violates withdrawsFrom deploysTo protestsAgainst pressures".split())
_CLAIMED = frozenset({"claim", "be behind"})  # whose subject did the attack
_MONEY = frozenset({"euro", "dollar", "pound", "million", "billion", "yen", "franc", "rouble", "ruble"})
_TALKS = frozenset({"meets", "negotiatesWith"})
_DONE_TO = frozenset({"ousts", "arrests", "releases", "kills", "deports", "expels", "attacks", "fightsWith", "sanctions"})
_INFLICTING = frozenset("hit slap target punish threaten strike".split())
_TOLD = frozenset({"agent", "possessor", "nisba"})
_SPEAKING = frozenset("condemns praises accuses rejects denies investigates supports callsOn".split())
_SAYING = frozenset("be mean clear time evidence proof view opinion message see know hope feel show".split())
_JUDGING = frozenset({"must", "need"})  # words that demand in any form
_AIMED = frozenset({"investigates", "sanctions", "withdrawsFrom", "invades"})
_THINKING = frozenset({"think", "believe", "feel"})
_HYPHENS = frozenset({"-", "–", "‑"})
_BLAME = frozenset({"condemns", "accuses"})
_ENVOYS = frozenset({"ambassador", "envoy"})  # who summons one protests to the state
_COPULAS = frozenset({"be", "become", "remain", "constitute"})


def event_predicate(items: list[Item], k: int) -> Predicate:
    """Return the predicate of an event noun with the subjects its own phrase tells: demonym, possessor, modifier, genitive."""
    item = items[k]
    predicate = Predicate(item, k)
    mention = item.mention
    if mention is None:
        return predicate
    before = next((i for i in reversed(items[:k]) if i.kind != "word"), None)
    if before is not None and before.kind == "neg":
        predicate.negated = True
    predicate.depends = bool(k) and items[k - 1].lemma == "any"
    adjectives = {word.casefold() for word in mention.text.split()[:-1]}
    if adjectives & vocabulary().figurative:
        item.frames = tuple(f for f in item.frames if f.relation not in VIOLENT)  # a legal battle
    predicate.future = bool(adjectives & vocabulary().planned)
    predicate.maybe = bool(adjectives & vocabulary().doubtful)
    if any("self" in frame.object for frame in item.frames):
        predicate.marked["self"].append(Filler(mention, "self", item))
    if _two_parties(items, k, mention):
        predicate.subjects.append(Filler(items[k - 2].mention, "nisba", items[k - 2]))
        second = mention.body if mention.body is not None else demonym(mention, mention.nisbas[0])
        predicate.marked["with"].append(Filler(second, "nisba", item))
        first = items[k - 2].text
        mention.text = mention.text if mention.text.startswith(first) else f"{first}-{mention.text}"
        return predicate
    for nisba in mention.nisbas:
        predicate.subjects.append(Filler(demonym(mention, nisba), "nisba", None))
    if mention.body is not None:
        _place_body(predicate, mention.body, mention.end)
    predicate.subjects = predicate.subjects or _doers_before(item, mention)
    if mention.genitive is not None:
        predicate.marked["gen"].append(Filler(mention.genitive, "genitive", item))
    if mention.possessor:
        _possessor(predicate, mention)
    return predicate


def _doers_before(item: Item, mention: Mention) -> list[Filler]:
    """Return who a common noun right before an act says did it, as a phrase of its own: a rebel attack."""
    words = mention.text.partition(" of ")[0].casefold().split()
    if len(words) < 2 or words[-2] not in vocabulary().doers or not any(f.relation in _DONE_BY for f in item.frames):
        return []
    kind = head_type(words[-2])
    several = kind in ("ArmedGroup", "Population") or words[-2] == "troop"
    text, number = (plural(words[-2]), "p") if several else (words[-2], "s")
    doer = Mention(mention.start, mention.end, text, EntityType(kind) if kind else None, head=words[-2], number=number)
    return [Filler(doer, "nisba", None)]


def _place_body(predicate: Predicate, body: Mention, end: int) -> None:
    """Take the owner or noun before an act, in a phrase that ends at ``end``, as its agent, what it aims at, or its place."""
    item = predicate.item
    if body.text in vocabulary().platforms:
        return  # a Facebook message is not its own
    aim = _aim(item, body)
    if item.mention is not None and _of_people(item, item.mention):
        predicate.marked["gen"].append(Filler(body, "genitive", item))
    elif aim:
        predicate.marked[aim].append(Filler(body, "nisba", item))
    elif _can_act(body, violent=any(f.relation in VIOLENT for f in item.frames)):
        predicate.subjects.insert(0, Filler(body, "possessor" if body.end < end else "nisba", None))
    elif body.type in ACTORS:
        predicate.marked["in"].append(Filler(body, "nisba", item))


def _two_parties(items: list[Item], k: int, mention: Mention) -> bool:
    """Return whether a hyphen joins two names in front of an act: the Seoul-Tokyo talks."""
    second = mention.body.type if mention.body is not None else mention.nisbas[0].type if mention.nisbas else None
    if k < 2 or second is None or items[k - 1].text not in _HYPHENS or items[k - 1].end != items[k].start:
        return False
    first = items[k - 2].mention
    return first is not None and first.type in ACTORS and second in ACTORS and items[k - 2].end == items[k - 1].start


def _of_people(item: Item, mention: Mention) -> bool:
    """Return whether a noun names people by what they do to their owner (Assad's Russian backers): he is whom they back."""
    owned = mention.body is not None and mention.body.end < mention.end and mention.type in ACTORS
    return owned and bool(mention.nisbas) and any("gen" in frame.object for frame in item.frames)


def _aim(item: Item, body: Mention) -> str:
    """Return the marker of what a bare country before an act of these kinds is: the Russia investigation, Iran sanctions.

    Abbreviations stand for adjectives: the US investigation.
    """
    named = body.type is EntityType.COUNTRY and not body.owner and not body.text.replace(".", "").isupper()
    if not named:
        return ""
    markers = (m for f in item.frames if f.relation in _AIMED for m in (f.object if f.trigger == "noun" else f.masdar_object))
    return next((m for m in markers if m not in ("gen", "direct")), "")


def _can_act(mention: Mention, *, violent: bool) -> bool:
    """Return whether a modifier can be the agent; a town or house without 's is rather the place (the Paris attacks)."""
    venue = violent and mention.type is EntityType.ORGANIZATION and not (mention.owner or mention.entry)
    return mention.type in ACTORS and not (mention.metonym and not mention.owner) and not venue


def _possessor(predicate: Predicate, mention: Mention) -> None:
    value = {"نا": "we", "ي": "ني"}.get(mention.possessor, mention.possessor)
    if not value:
        return
    pronoun = Mention(mention.start, mention.start + 1, mention.possessor, pronoun=value)
    filler = Filler(pronoun, "possessor", None)
    if mention.genitive is not None:
        predicate.subjects.append(filler)
    else:
        predicate.marked["poss"].append(filler)


def govern_event(predicate: Predicate, item: Item, verb: Predicate | None, outer: Predicate | None, triggers: Triggers) -> None:
    """Hang an event noun on the word that governs it: an outer noun (of), or the light, control or reporting verb before it."""
    if item.marker == "appos":
        return
    if item.depth:
        predicate.governor, predicate.link = outer, "gen" if outer is not None else "inside"
        return
    predicate.future = predicate.future or item.marker == "ahead of"
    planned = outer is not None and outer.item.lemma in triggers.control_nouns and item.marker not in triggers.adjuncts
    if planned and item.marker:
        predicate.governor, predicate.link = outer, item.marker
        return
    if verb is None:
        return
    lemma = verb.item.lemma
    link = "object" if item.marker == "in" and _amount(verb) else item.marker or "object"  # froze $2 million in aid to Oslo
    if lemma in _COPULAS and link == "object":
        predicate.governor, predicate.link = verb, "predicate"
        if not predicate.subjects:
            told = [f for f in verb.subjects if f.mention is None or f.mention.pronoun != "it"]  # it is the failure of Oslo
            predicate.subjects = [Filler(f.mention, "topic", f.item, f.distance, f.commas) for f in told]
        return
    _accompany(predicate, verb, triggers)
    light = item.marker in triggers.light.get(lemma, ()) and (lemma not in _CLAIMED or item.marker or _strikes(item))
    light = light or item.marker in triggers.suffering.get(lemma, ())
    if light or triggers.control(lemma, link) is not None or (lemma in _TELLING and link == "object"):
        predicate.governor, predicate.link = verb, link
    elif _brings_about(verb, item, link):
        _take_mood(predicate, verb, triggers)  # hopes to establish a dialogue


def _amount(verb: Predicate) -> bool:
    """Return whether the last object of a verb is an amount of money, which "in" tells the kind of."""
    told = verb.direct[-1].mention if verb.direct else None
    return told is not None and (told.head in _MONEY or (told.type is None and told.text.endswith(("million", "billion"))))


def _violent(item: Item) -> bool:
    return any(f.relation in VIOLENT for f in item.frames)


def _strikes(item: Item) -> bool:
    return any(f.relation in VIOLENT or f.relation == "cyberattacks" for f in item.frames)


def _accompany(predicate: Predicate, verb: Predicate, triggers: Triggers) -> None:
    """Take from a verb what an act that it happens in, or is done with, does not tell: how open it is, who acts, on whom."""
    item = predicate.item
    about = item.marker == "on" and _violent(item)  # stories on the attack
    talks = item.marker in _AFTER and any(f.relation in _TALKS for f in item.frames)
    during = (item.marker in _DURING and not about) or talks
    if _takes_part(verb) and during and item.frames and not predicate.subjects:
        if talks:
            predicate.future = predicate.future or verb.future
        else:
            _take_mood(predicate, verb, triggers)
        if not predicate.marked:
            predicate.subjects = [Filler(f.mention, "topic", f.item, f.distance, f.commas) for f in verb.subjects]
    if item.marker == "with" and verb.item.lemma in _INFLICTING:
        predicate.marked["on"] += [f for f in verb.direct if f.mention is not None and f.mention.type in ACTORS]


def _brings_about(verb: Predicate, item: Item, link: str) -> bool:
    """Return whether an act is what an infinitive brings about: not one it speaks of, nor a known one."""
    known = item.mention is not None and item.mention.definite
    speaks = any(frame.relation in _SPEAKING for frame in verb.item.frames)
    return link == "object" and verb.item.tense == "inf" and not known and not speaks


def _take_mood(predicate: Predicate, verb: Predicate, triggers: Triggers) -> None:
    """Let an act be as open as the verb that takes place in it: is expected to appear at a briefing, will speak on his visit."""
    node = verb.governor if verb.item.tense == "inf" and verb.link == "comp" else None
    control = triggers.control(node.item.lemma, "comp", noun=node.item.kind == "event") if node is not None else None
    modality = control.modality if control is not None else None
    predicate.future = predicate.future or verb.future or modality is Modality.PLANNED
    predicate.maybe = predicate.maybe or verb.maybe or modality is Modality.POSSIBLE
    predicate.obliged, predicate.conditional = modality is Modality.REQUESTED, predicate.conditional or verb.conditional


def _takes_part(verb: Predicate) -> bool:
    """Return whether the subject of a verb acts in what it tells: not who dies in an attack or sees a rise in attacks."""
    told = verb.direct[-1].mention if verb.direct else None
    counted = told is not None and told.head in vocabulary().changes
    return verb.item.lemma not in vocabulary().undergoing and not counted


def blame_actors(predicate: Predicate, events: Mapping[int, Predicate]) -> None:
    """Put the actor in the place of its act where an act is condemned: "condemned Israel's response" condemns Israel.

    ``events`` are the event nouns of the sentence by the identity of their items; they tell agents (the attack by Oslo).
    """
    ask_doers(predicate, events)
    blamed = {m for frame in predicate.item.frames if frame.relation in _BLAME for m in (*frame.object, *frame.masdar_object)}
    slots = [fillers for marker, fillers in predicate.marked.items() if marker in blamed]
    for slot in (predicate.direct, *slots) if blamed else ():
        for n, filler in enumerate(slot):
            mention = filler.mention
            stands = mention is not None and (mention.type not in ACTORS or mention.head in _ENVOYS)
            aimed = (
                filler.item is not None and mention is not None and mention.body is not None and _aim(filler.item, mention.body)
            )
            owner = _owner(mention) if mention is not None and stands and not aimed else None
            owner = owner or _agent(filler, events)
            if owner is not None:
                slot[n] = Filler(owner, filler.how, filler.item, filler.distance, filler.commas)


def ask_doers(predicate: Predicate, events: Mapping[int, Predicate]) -> None:
    """Offer whose act it is that a word asks for as whom it asks (demanded an Israeli withdrawal), under the marker "asked"."""
    if not any("asked" in frame.object for frame in predicate.item.frames):
        return
    for filler in predicate.direct if predicate.item.lemma == "demand" else predicate.marked.get("for", ()):
        event = events.get(id(filler.item)) if filler.item is not None else None
        kinds = {frame.relation for frame in event.item.frames} if event is not None else set()
        asked = bool(kinds) and not kinds & _DONE_TO  # no plan, and nobody is asked to be ousted
        doer = (_agent(filler, events) or _doer_of(event)) if event is not None and asked else None
        if doer is not None and event is not None:
            predicate.marked["asked"] = [Filler(doer, "addressed", filler.item, filler.distance, filler.commas)]
            for marker in ("from", "of", "on", "to"):
                if marker in event.marked:
                    predicate.marked.pop(marker, None)  # demanded a withdrawal from Oslo: not of Oslo
            return


def _doer_of(event: Predicate) -> Mention | None:
    """Return who acts in the of-phrase of an event noun that takes no object so (the withdrawal of troops)."""
    acts = [frame for frame in event.item.frames if frame.trigger == "verb" or frame.relation == "withdrawsFrom"]
    takes = any("gen" in (frame.object if frame.trigger == "noun" else frame.masdar_object) for frame in acts)
    told = [f.mention for f in event.marked.get("gen", []) if f.mention is not None and f.mention.type in ACTORS]
    return told[0] if acts and not takes and told else None


def _agent(filler: Filler, events: Mapping[int, Predicate]) -> Mention | None:
    """Return who the phrase of an event noun says did it, or None."""
    event = events.get(id(filler.item)) if filler.item is not None else None
    if event is None or filler.mention is not event.item.mention:
        return None
    told = (f.mention for f in event.subjects if f.how in _TOLD)
    return next((m for m in told if m is not None and m.type in ACTORS), None)


def _owner(mention: Mention) -> Mention | None:
    if mention.body is not None and mention.body.type in ACTORS:
        return mention.body
    kinds = (EntityType.POLICY, EntityType.EVENT, None)
    if mention.nisbas and not mention.name and (mention.type in kinds or mention.head in _ENVOYS):
        return demonym(mention, mention.nisbas[0])
    return None


def demonym(mention: Mention, nisba: Entry) -> Mention:
    """Return the state that a demonym of a phrase names, as a mention that spans the phrase."""
    label = next((name for tag, name in nisba.names if tag == "en"), nisba.id)
    return Mention(mention.start, mention.end, label, nisba.type, nisba, state=nisba.state, definite=True)


def said_of(
    predicate: Predicate,
    subject: Filler | None,
    events: Mapping[int, Predicate],
    triggers: Triggers,
    *,
    expletive: bool,
    done_to: bool,
) -> None:
    """Offer the subject of a word as its object where what is said of somebody is an act of the speaker.

    "X said Y must stop" is X's call on Y, "X said the attack was a crime" condemns it: such frames (``speaker = true``) take
    their subject from the reporting verb, and the slot ``subject``. What "we" must do is no call on anybody; where the word is
    followed by a clause (``expletive``), "it" stands for that clause: it is terrible that ..., it is wrong for Oslo to ...
    Nor is one asked to do what must be done to one (``done_to``).
    """
    if not any(frame.extra.get("speaker") for frame in predicate.item.frames):
        return
    predicate.marked["subject"] = []
    if predicate.link == "relative" or done_to or (predicate.item.lemma not in _JUDGING and _not_said(predicate)):
        return  # the senate, which must vote; the rebels must be stopped; never meant to harm them
    if predicate.link == "comp" and predicate.item.lemma in _JUDGING and not _told_by(predicate, triggers):
        return  # a signal that they have to wait
    if _open_saying(predicate) or (predicate.maybe and predicate.item.lemma not in _JUDGING):
        return  # does not think he is reliable, whether he must act; it could be worse
    own = subject is None or subject.mention is None or subject.mention.pronoun in ("we", "ني")
    if subject is None or subject.mention is None or own:
        return
    if subject.mention.pronoun == "it" and expletive:
        predicate.item.frames = tuple(f for f in predicate.item.frames if f.relation != "praises")  # it is wise for Oslo to go
        doer = next(iter(predicate.marked.get("for", ())), None)
        if doer is not None and doer.mention is not None and doer.mention.type in ACTORS:
            predicate.marked["subject"] = [Filler(doer.mention, "obliged", doer.item, doer.distance, doer.commas)]
        return
    mention = _agent(subject, events) or subject.mention
    predicate.marked["subject"] = [Filler(mention, "obliged", subject.item, subject.distance, subject.commas)]


def _open_saying(predicate: Predicate) -> bool:
    """Return whether what is said is denied or an open question (does not think, asked whether), or only foretold."""
    nodes = [predicate, *predicate.chain()]
    told = [n for n, above in pairwise(nodes) if n.link in ("comp", "colon") and (above.negated or n.doubted)]
    only_thought = any(node.item.lemma in _THINKING and node.link == "relative" for node in nodes)  # those who think he must go
    return only_thought or bool(told) or (predicate.item.lemma in _JUDGING and predicate.item.future)  # will have to


def _told_by(predicate: Predicate, triggers: Triggers) -> bool:
    """Return whether a clause hangs on words of speech or thought, so that somebody says it."""
    return any(node.item.lemma in triggers.report or node.item.lemma in _SAYING for node in predicate.chain())


def _not_said(predicate: Predicate) -> bool:
    """Return whether a verb only tells what is aimed at or did not happen: that judges nobody."""
    return predicate.item.tense in ("inf", "ing") or predicate.negated


def leave_office(predicate: Predicate) -> None:
    """Offer what a person's title belongs to as the office that the person leaves: "the Greek minister resigned"."""
    if not any("office" in (*frame.object, *frame.masdar_object) for frame in predicate.item.frames):
        return
    told = [f for f in predicate.marked.get("as", []) if f.mention is not None and f.mention.role is not None]
    for filler in [*told, *predicate.subjects, *predicate.marked.get("gen", [])][:1]:
        mention = filler.mention  # as head of the company, else by the title before the name
        if mention is None or mention.role is None:
            continue
        body = mention.body or (demonym(mention, mention.nisbas[0]) if mention.nisbas else None)
        if body is not None:
            predicate.marked["office"].append(Filler(body, "office", filler.item, filler.distance))
