"""Acts that stand before the verb that tells whether they take place: اللقاء سيعقد غدا، الهجوم لم يقع، زيارة بوتين ألغيت."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.rules.predicates import Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import Modality, Polarity
from kg.text.fold import fold

_STANDING = frozenset(fold(word) for word in ("حرب", "غزو", "احتلال", "صراع"))  # الحرب لا تجري كما خطط لها: it goes on
_BEFORE = frozenset({"svo", "topic", "shared"})


def hang(predicates: Iterable[Predicate], triggers: Triggers) -> None:
    """Hang an act on the verb behind it that denies it, puts it off or calls it off, as if it stood behind the verb."""
    found = list(predicates)
    events = {id(p.item): p for p in found if p.item.kind == "event" and p.link in ("", "comp") and p.item.lemma not in _STANDING}
    for verb in found:
        unreal = verb.item.text.startswith("ل")  # لم تكن الحرب لتحدث: it did
        subject = verb.subject if verb.item.kind == "verb" and not (verb.direct or unreal) else None
        event = events.get(id(subject.item)) if subject is not None and subject.how in _BEFORE else None
        if event is not None and _undecided(verb, triggers):
            event.link, event.governor = "object", verb


def _undecided(verb: Predicate, triggers: Triggers) -> bool:
    """Return whether a verb leaves open or denies that its subject took place."""
    control = triggers.control(verb.item.lemma, "object")
    if control is not None and (control.polarity is Polarity.NEGATED or control.modality is Modality.PLANNED):
        return True
    open_ = verb.negated or verb.future or verb.maybe or verb.conditional or verb.depends
    return open_ and (control is not None or verb.item.lemma in triggers.happening)
