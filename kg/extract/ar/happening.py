"""Acts that stand before the verb that tells whether they take place: اللقاء سيعقد غدا، الهجوم لم يقع، زيارة بوتين ألغيت."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, Modality, Polarity
from kg.text.fold import fold

_STANDING = frozenset(fold(word) for word in ("حرب", "غزو", "احتلال", "صراع"))  # الحرب لا تجري كما خطط لها: it goes on
_ALLEGING = frozenset(fold(word) for word in ("زعم", "ادعى", "اتهم", "نفى", "أنكر"))
_STOPPED = frozenset(fold(word).removesuffix("ه") for word in ("متوقف", "معلق", "مجمد", "ملغى", "ملغاة", "منهار"))
_BETWEEN = frozenset({"prep", "conj", "quote", "time"})
_TALKS = frozenset({"meets", "phones", "negotiatesWith", "visits"})
_BEFORE = frozenset({"svo", "topic", "shared"})


def hang(items: Sequence[Item], predicates: Iterable[Predicate], triggers: Triggers) -> None:
    """Hang an act on the verb behind it that denies it, puts it off or calls it off, as if it stood behind the verb.

    An adjective that is all a clause says of an act tells the same (المحادثات متوقفة، الزيارة مقررة غدا); where a clause only
    goes on about an act of somebody, that took place.
    """
    found = list(predicates)
    events = {id(p.item): p for p in found if p.item.kind == "event" and p.link in ("", "comp") and p.item.lemma not in _STANDING}
    for verb in found:
        unreal = verb.item.text.startswith("ل")  # لم تكن الحرب لتحدث: it did
        subject = verb.subject if verb.item.kind == "verb" and not (verb.direct or unreal) else None
        event = events.get(id(subject.item)) if subject is not None and subject.how in _BEFORE else None
        if event is not None and _undecided(verb, triggers):
            event.link, event.governor = "object", verb
    for event in events.values():
        _said_of(items, event, triggers)
    _presuppose(found, triggers)


def _said_of(items: Sequence[Item], event: Predicate, triggers: Triggers) -> None:
    """Read the adjective without an article that a clause says of a definite act: stopped, planned or possible."""
    mention, j = event.item.mention, event.position + 1
    while j < len(items) and (items[j].depth or items[j].marker or items[j].coord or items[j].kind in _BETWEEN):
        j += 1
    said = items[j] if j < len(items) and items[j].kind in ("word", "np", "participle") else None
    if said is None or said.conj or mention is None or not mention.definite:
        return
    word = fold(said.text).removesuffix("ه")
    control = triggers.control_nouns.get(word)
    if word in _STOPPED:
        event.negated = True
    elif control is not None and triggers.is_adjective(control):
        event.future = event.future or control.modality is Modality.PLANNED
        event.maybe = event.maybe or control.modality is Modality.POSSIBLE


def _presuppose(found: Sequence[Predicate], triggers: Triggers) -> None:
    """Let an act told with who does it be a fact where a clause only goes on about it (حذر من أن قصف X للمدينة يقوض الهدنة)."""
    events = {id(p.item): p for p in found if p.item.kind == "event" and p.link == "comp" and _with_actor(p)}
    for verb in found:
        subject = verb.subject if verb.item.kind == "verb" else None
        event = events.get(id(subject.item)) if subject is not None and subject.how in _BEFORE else None
        told = event.governor.item.lemma if event is not None and event.governor is not None else ""
        open_ = verb.future or verb.maybe or verb.conditional or verb.depends
        open_ = open_ or verb.item.lemma in triggers.happening or verb.item.lemma in triggers.copular  # يشكل خطأ: if it comes
        if event is not None and not open_ and told not in _ALLEGING and not _open_word(verb, triggers):
            event.described = True


def _with_actor(event: Predicate) -> bool:
    """Return whether an event noun is definite by whose it is (قصف تركيا، القصف التركي، قصفها), and none that may be."""
    mention = event.item.mention
    if mention is None or not mention.definite or event.negated or event.maybe or event.conditional:
        return False
    inner = mention.genitive
    return bool(mention.possessor) or bool(mention.nisbas) or (inner is not None and (inner.type in ACTORS or bool(inner.entry)))


def front(predicates: Iterable[Predicate], triggers: Triggers) -> None:
    """Hang the talks that open a sentence under a preposition of circumstance on its first verb (بعد محادثات مع بكين، عدلت)."""
    found = [p for p in predicates if not p.item.depth]
    first = found[0] if found else None
    if first is None or first.item.kind != "event" or first.item.marker not in triggers.adjuncts or first.governor is not None:
        return
    verb = next((p for p in found if p.item.kind == "verb"), None)
    talks = any(f.relation in _TALKS for f in first.item.frames)
    if talks and verb is not None and not verb.link and verb.governor is None:
        first.governor, first.link = verb, first.item.marker


def _undecided(verb: Predicate, triggers: Triggers) -> bool:
    """Return whether a verb leaves open or denies that its subject took place."""
    control = triggers.control(verb.item.lemma, "object")
    if _open_word(verb, triggers):
        return True
    open_ = verb.negated or verb.future or verb.maybe or verb.conditional or verb.depends
    return open_ and (control is not None or verb.item.lemma in triggers.happening)


def _open_word(verb: Predicate, triggers: Triggers) -> bool:
    """Return whether a verb by itself says of its object that it is not, or is to come."""
    control = triggers.control(verb.item.lemma, "object")
    return control is not None and (control.polarity is Polarity.NEGATED or control.modality is Modality.PLANNED)
