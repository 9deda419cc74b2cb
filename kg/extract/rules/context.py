"""How a clause presents its act: polarity, modality, and whose words it is.

The governors of a predicate are walked from the inside out: negation flips (twice is possible, not a fact), control words give their
modality, purposes are planned, claims are possible, and the first reporting word gives the attribution and ends the walk.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import Modality, Polarity

_REPORT_LINKS = frozenset({"comp", "colon", "object", "coord"})


@dataclass(slots=True)
class Context:
    """Polarity and modality of an act, the filler of its speaker, and which words decided (for features and --explain)."""

    negated: bool = False
    modality: Modality = Modality.ASSERTED
    speaker: Filler | None = None
    speech: Predicate | None = None
    trace: tuple[str, ...] = ()
    flips: int = 0

    @property
    def polarity(self) -> Polarity:
        """Return the polarity after all flips."""
        return Polarity.NEGATED if self.negated else Polarity.AFFIRMED

    def set(self, modality: Modality) -> None:
        """Take a modality unless a stronger one was found further inside."""
        if self.modality is Modality.ASSERTED or modality is Modality.CONDITIONAL:
            self.modality = modality

    def flip(self) -> None:
        """Negate; a double negation says only that the act is possible."""
        self.negated = not self.negated
        self.flips += 1
        if self.flips > 1:
            self.negated, self.modality = False, Modality.POSSIBLE


def _own(predicate: Predicate, context: Context) -> None:
    if predicate.negated:
        context.flip()
    if predicate.conditional:
        context.set(Modality.CONDITIONAL)
    elif predicate.maybe:
        context.set(Modality.POSSIBLE)
    elif predicate.future:
        context.set(Modality.PLANNED)


def read_context(predicate: Predicate, triggers: Triggers, modality: str = "") -> Context:
    """Return the context of a predicate; ``modality`` is what its own frame says ("" = asserted)."""
    context = Context(modality=Modality(modality) if modality else Modality.ASSERTED)
    _own(predicate, context)
    child = predicate
    for node in predicate.chain():
        if child.link == "purpose":
            context.set(Modality.PLANNED)
        if _step(node, child.link, context, triggers):
            break
        child = node
    return context


def _step(node: Predicate, link: str, context: Context, triggers: Triggers) -> bool:
    """Apply one governor; return whether the walk ends."""
    lemma, noun = node.item.lemma, node.item.kind == "event"
    control = triggers.control(lemma, link, noun=noun)
    report = not noun and lemma in triggers.report and link in _REPORT_LINKS
    context.trace += (f"{'control' if control else 'report' if report else 'light' if lemma in triggers.light else 'other'}",)
    if control is not None:
        if control.polarity is Polarity.NEGATED:
            context.flip()
        elif control.modality is not Modality.ASSERTED:
            context.set(control.modality)
        if lemma in triggers.claims and context.speaker is None:
            context.speaker, context.speech = node.subject, node
    if report:
        if lemma in triggers.claims:
            context.set(Modality.POSSIBLE)
        if node.negated:
            context.set(Modality.POSSIBLE)
        if context.speaker is None:
            context.speaker, context.speech = node.subject, node
        if link in ("comp", "colon"):
            return True
    if lemma in triggers.stopping and not noun and link == "object":
        context.flip()
    if not report:
        _own(node, context)
    return False
