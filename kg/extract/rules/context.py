"""How a clause presents its act: polarity, modality, and whose words it is.

The governors of a predicate are walked from the inside out: negation flips (twice is possible, not a fact), control words give
their modality, purposes are planned, claims are possible, and the first reporting word gives the attribution and ends the walk.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.rules.above import accused
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.purposes import amid, completes, gives_reason, is_purpose, performs, raised, taken, voiced, why, yet_to_come
from kg.extract.rules.speech import reports_here
from kg.extract.rules.standing import acts_on, enabled, known, own_act, stands
from kg.extract.rules.triggers import Control, Triggers
from kg.model import Modality, Polarity
from kg.text.fold import fold

_WITH = fold("ب")
_MEANS = frozenset({"in", "by", "through"})
_REPORT_LINKS = frozenset({"comp", "colon", "object", "coord", fold("عن"), fold("إلى")})


@dataclass(slots=True)
class Context:
    """Polarity and modality of an act, the filler of its speaker, and which words decided (for features and --explain).

    ``settled``: a word was passed that hides what is above it from the act; above it only a speaker is still looked for.
    ``claim``: the act is itself a claim, and no word was passed yet.
    ``decided``: a word of deciding was passed.
    ``intended``: the word passed last tells that one means to do what its infinitive says (agree to pay).
    ``act``: the predicate itself. ``spoken``: it judges by being said.
    ``asked``: the speaker is who asks for the act, so far; whoever reports that goes before.
    ``stopping``: the word passed last is one of stopping; ``stopped``: somebody is asked to stop, who goes on so far.
    """

    negated: bool = False
    modality: Modality = Modality.ASSERTED
    speaker: Filler | None = None
    speech: Predicate | None = None
    trace: tuple[str, ...] = ()
    flips: int = 0
    settled: bool = False
    claim: bool = False
    stopping: bool = False
    stopped: bool = False
    decided: bool = False
    background: bool = False
    intended: bool = False
    asked: bool = False
    act: Predicate | None = None
    spoken: bool = False

    @property
    def polarity(self) -> Polarity:
        """Return the polarity after all flips."""
        return Polarity.NEGATED if self.negated else Polarity.AFFIRMED

    @property
    def claimed(self) -> bool:
        """Return whether a clause is put as true: only then somebody is judged by it."""
        return not self.negated and self.modality is not Modality.CONDITIONAL

    def set(self, modality: Modality) -> None:
        """Take a modality unless a stronger one was found further inside."""
        if self.modality is Modality.ASSERTED or modality is Modality.CONDITIONAL:
            self.modality = modality

    def hedge(self) -> None:
        """Take a plan that may only be one for a possibility."""
        if self.modality in (Modality.ASSERTED, Modality.PLANNED):
            self.modality = Modality.POSSIBLE

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
    elif predicate.maybe or predicate.item.hedged:
        context.hedge()
    elif predicate.obliged:
        context.set(Modality.REQUESTED)
    elif predicate.future:
        context.set(Modality.PLANNED)
    elif predicate.wished and predicate.governor is None:
        context.hedge()  # من المستحيل أن تدعم


def read_context(predicate: Predicate, triggers: Triggers, modality: str = "", *, spoken: bool = False) -> Context:
    """Return the context of a predicate; ``modality`` is what its own frame says ("" = asserted).

    ``spoken``: the act is what a speaker says of somebody (it would be a mistake), however sure the words are.
    """
    context = Context(modality=Modality(modality) if modality else Modality.ASSERTED, act=predicate, spoken=spoken)
    if not spoken:
        _own(predicate, context)
    elif predicate.negated:
        context.flip()
    if predicate.item.marker in triggers.goals:
        context.set(Modality.PLANNED)
    _described(predicate, context, triggers)
    context.settled = predicate.described or stands(predicate)
    context.claim = predicate.item.kind == "event" and predicate.item.lemma in triggers.claims
    child = predicate
    for node in predicate.chain():
        if amid(node, child) or child.item.marker in triggers.goals:
            context.set(Modality.PLANNED)
        if _link(child) in triggers.adjuncts:
            context.settled = context.background = True  # what happens meanwhile is no part of what is said or wanted
        if context.settled:
            _speaker_above(node, child, context, triggers)
        elif _step(node, child, context, triggers):
            context.settled = True
        child = node
    if _depends(predicate, context, triggers):
        context.set(Modality.CONDITIONAL)
    return context


def _depends(predicate: Predicate, context: Context, triggers: Triggers) -> bool:
    """Return whether what is planned or threatened hangs on a condition."""
    around = [node for node in (predicate, *predicate.chain()) if node.depends]
    threat = context.modality is Modality.POSSIBLE and any(node.item.lemma in triggers.commits for node in around)
    may = predicate.depends and predicate.maybe
    return bool(around) and (threat or may or context.modality is Modality.PLANNED)


def _link(child: Predicate) -> str:
    """Return how a predicate hangs on its governor; for a circumstance by the word that opens it (before leaving)."""
    return child.item.marker if child.link == "circumstance" and child.item.marker else child.link


def _speaker_above(node: Predicate, child: Predicate, context: Context, triggers: Triggers) -> None:
    if node.conditional and child.link == "comp" and not context.background:
        context.set(Modality.CONDITIONAL)  # if it feels that Oslo makes ready to strike
    verb = node.item.kind != "event" and node.item.lemma in triggers.report
    if verb and child.link in ("comp", "colon") and context.speaker is None and context.speech is None:
        there = context.background or (context.act is not None and context.act.described)
        _report(node, context, triggers, claimed=not there)


def _described(predicate: Predicate, context: Context, triggers: Triggers) -> None:
    """Read the adjectives of an event noun: a possible attack, an expected visit."""
    mention = predicate.item.mention
    for word in fold(mention.text).split()[1:] if mention is not None else ():
        control = triggers.control_nouns.get(word.removeprefix("ال").removesuffix("ه"))
        if control is not None and control.modality is not Modality.ASSERTED and triggers.is_adjective(control):
            context.set(control.modality)


def _step(node: Predicate, child: Predicate, context: Context, triggers: Triggers) -> bool:
    """Apply one governor; return whether the walk ends."""
    lemma, noun = node.item.lemma, node.item.kind == "event"
    if taken(node, child, triggers) or gives_reason(node, child):
        return True
    control = _addressed(node, child, triggers) or _controls(node, child, triggers)
    control = None if control is not None and child is context.act and acts_on(node, child, triggers) else control
    report = not noun and _reports(node, child, triggers)
    happens = not noun and lemma in triggers.happening and child.link == "object"
    light = happens or (not noun and (lemma in triggers.light or lemma in triggers.impersonal or lemma in triggers.suffering))
    kind = "control" if control else "report" if report else "light" if light else "other"
    context.trace += (kind,)
    context.decided = context.decided or lemma in triggers.deciding
    if noun and lemma in triggers.report_nouns and context.speaker is None:
        context.speaker, context.speech = _bearer(node, triggers), node
    _stop(node, child, control, kind, context, triggers)
    if child.link == "purpose" or (_beside(node, child, control, kind, triggers) and is_purpose(node, child, triggers)):
        context.set(Modality.POSSIBLE if node.maybe else Modality.PLANNED)  # قد تلجأ إلى المحكمة لمقاضاة
    if control is not None:
        _control(control, node, child, context, triggers)
    if report:
        _told(node, child, context, triggers)
        if child.link in ("comp", "colon"):
            return not _relates(node)
    _open(node, child, kind, context, triggers)
    if (
        control is not None
        or happens
        or (light and not known(child))
        or (noun and child.link == "relative")
        or (_goes_along(child) and not (node.negated and child.item.lemma in triggers.suffering))  # drawing a rebuke
    ):
        _own(node, context)
    _share_plan(node, child, context, triggers)
    if kind != "other" or not _ends(node, child):
        return False
    if yet_to_come(node, child):
        context.set(Modality.POSSIBLE)
    return True


def _beside(node: Predicate, child: Predicate, control: Control | None, kind: str, triggers: Triggers) -> bool:
    """Return whether an act is no part of what is said above it: an operation may have one for its aim, and so may who enters."""
    if kind == "light":
        markers = triggers.light.get(node.item.lemma)
        return markers is not None and child.link not in markers
    if control is None:
        return kind == "other"
    return node.item.kind == "event" and control.modality is Modality.ASSERTED and control.polarity is not Polarity.NEGATED


def _open(node: Predicate, child: Predicate, kind: str, context: Context, triggers: Triggers) -> None:
    """Take from a governor that it only may be so (it was not shown that Oslo had bombed), or hangs on a condition."""
    feared = child.future and node.item.lemma in triggers.claims  # worried that Oslo will fall
    if child.link == "comp" and kind == "other" and (node.negated or child.wished or feared):
        context.hedge()
    if node.conditional:
        context.set(Modality.CONDITIONAL)


def _goes_along(child: Predicate) -> bool:
    """Return whether a verb without a subject of its own is as certain as the one it hangs on (might resign, leaving ...)."""
    participle = child.link == "circumstance" and child.item.tense == "ing" and not child.item.marker
    return participle or (child.link == "comp" and child.item.tense == "inf") or _jointly(child)


def _share_plan(node: Predicate, child: Predicate, context: Context, triggers: Triggers) -> None:
    """Take the plan that somebody makes together with somebody else (تخطط بالتعاون مع X لإنشاء مصنع)."""
    if node.item.kind != "event" and _jointly(child):
        controls = triggers.control_verbs.get(node.item.lemma, ())
        taken = (c.modality for c in controls if (node.marked.get(c.marker) if c.marker else node.direct))
        context.set(next(taken, Modality.ASSERTED))


def _jointly(child: Predicate) -> bool:
    """Return whether an event only tells with whom its verb is done (ستنشئ مصنعا بالتعاون مع)."""
    together = child.item.kind == "event" and child.link == _WITH
    return together and any(frame.relation == "cooperatesWith" for frame in child.item.frames)


def _ends(node: Predicate, child: Predicate) -> bool:
    """Return whether a word that only stands above an act hides from it what is above the word."""
    if child.link == "circumstance" and node.item.tense in ("inf", "ing") and child.item.marker in _MEANS:
        return False  # was said to have had a part in arming: as certain as the infinitive
    if child.link == "comp" and child.item.tense == "inf":
        return False  # the law would require the senate to vote to remove him
    return child.link not in ("purpose", "coord") and (node.item.kind != "event" or known(child))


def _stop(node: Predicate, child: Predicate, control: Control | None, kind: str, context: Context, triggers: Triggers) -> None:
    """Negate what is ended (halted the raids, ordered an end to the raids); who is asked to end it does it so far."""
    if context.stopping and control is not None and control.modality is Modality.REQUESTED:
        context.negated, context.flips, context.settled, context.stopped = False, 0, True, True
    elif context.stopping and kind != "other" and not context.negated:
        context.flip()
    stops = node.item.lemma in triggers.stopping and not completes(node, context.act, triggers)
    if stops and kind == "light" and child.link == "object" and not why(node, child):
        context.flip()
    context.stopping = stops and (node.item.kind == "event" or control is not None)


def _told(node: Predicate, child: Predicate, context: Context, triggers: Triggers) -> None:
    """Take what a reporting verb says of its object or complement."""
    mention = child.item.mention
    teller = node.subject.mention if node.subject is not None else None
    if raised(node, child) or (teller is not None and teller.head in triggers.vague and teller.genitive is None):
        context.set(Modality.POSSIBLE)
    _report(node, context, triggers, claimed=child.link != "object" or mention is None or not mention.definite)
    if node.item.lemma in triggers.claims and child.future and not own_act(node, child):
        foretold = context.modality is Modality.REQUESTED and child.item.lemma == "must"  # expects that Oslo will have to pay
        context.modality = Modality.POSSIBLE if foretold else context.modality
        context.hedge()  # fears that Oslo will attack


def _relates(node: Predicate) -> bool:
    """Return whether a verb tells what a noun says (denied claims that say that Oslo attacked): what is above the noun counts."""
    return node.link == "relative" and node.governor is not None and node.governor.item.kind == "event"


def _addressed(node: Predicate, child: Predicate, triggers: Triggers) -> Control | None:
    """Return the control of a verb that somebody else is to act by: wants Oslo to pay, unlike wants to pay."""
    if child.item.tense != "inf" or child.link != "comp" or not node.direct or node.direct[0].how == "passive":
        return None
    return triggers.addressing.get(node.item.lemma)


def _reports(node: Predicate, child: Predicate, triggers: Triggers) -> bool:
    """Return whether a verb reports what hangs on it."""
    lemma, link = node.item.lemma, child.link
    if child.doubted:
        return False  # to find out whether
    if child.item.tense == "inf" and not raised(node, child):
        return False  # agreed to pay: an act of its own, unlike what one was said to do
    return lemma in triggers.report and link in _REPORT_LINKS and (link in ("comp", "colon") or lemma not in triggers.clausal)


def _controls(node: Predicate, child: Predicate, triggers: Triggers) -> Control | None:
    """Return how a word controls what hangs on it; with nobody addressed it is its own subject's act (Oslo needs to pay)."""
    control = triggers.control(node.item.lemma, child.link, noun=node.item.kind == "event")
    if control is not None and control.controller == "none" and child.link == "on":
        return None  # a report on the raid
    if control is None or control.controller != "object" or child.item.tense != "inf" or node.direct or child.link != "comp":
        return control
    return next((c for c in triggers.control_verbs.get(node.item.lemma, ()) if c.controller == "subject"), control)


def _control(control: Control, node: Predicate, child: Predicate, context: Context, triggers: Triggers) -> None:
    claim = control.polarity is Polarity.NEGATED and context.claim
    context.claim = False
    if all(any(f.relation == "agreesWith" for f in p.item.frames) for p in (node, child)):
        return  # agreed to form a coalition with: to agree is the act
    if claim:
        context.settled = True  # who denies an accusation does not deny that it was made
    elif control.polarity is Polarity.NEGATED:
        context.flip()
    elif context.stopped or enabled(node, control) or _done_by_it(control, node, child, context, triggers):
        pass
    elif control.modality is Modality.POSSIBLE and _hedges(control, child, context, triggers):
        context.hedge()  # it is possible that Oslo will pay, likely to try to pay
    elif control.modality is Modality.REQUESTED and (context.intended or child.link == "against"):
        _ask(child, context)
    elif control.modality is not Modality.ASSERTED and not (node.negated and node.item.lemma in triggers.consenting):
        context.set(control.modality)  # who did not agree to go has not gone
    context.intended = control.modality is Modality.PLANNED and (child.item.tense == "inf" or child.item.kind == "event")
    asked = control.modality is Modality.REQUESTED and control.controller == "object"
    claims = node.item.lemma in triggers.claims
    if (asked or claims or node.item.lemma in triggers.commits) and context.speaker is None:
        context.speaker, context.speech, context.asked = _bearer(node, triggers), node, asked
        if claims and context.speaker is None and node.item.kind == "event":
            context.settled = context.background = True  # accusations that nobody is named for


def _hedges(control: Control, child: Predicate, context: Context, triggers: Triggers) -> bool:
    """Return whether a word of possibility makes a plan only a possible one (من المرجح أن تستخدم القوة لعرقلة)."""
    likely = child.link == "comp" and (control.controller == "none" or triggers.is_adjective(control))
    return likely or (child.link in ("comp", "gen", "of") and (child.future or context.intended))


def _done_by_it(control: Control, node: Predicate, child: Predicate, context: Context, triggers: Triggers) -> bool:
    """Return whether a plan or an agreement to say something says it (want to praise, agree that one must)."""
    if context.spoken and node.item.kind != "event" and node.item.lemma in triggers.report:
        return True  # يعتقد أن على كندا أن: to say so is the act
    said = child is context.act and (performs(node, child) or voiced(node, child, triggers))
    if control.modality is Modality.REQUESTED or child.item.tense == "inf":
        return said  # I would like to thank, not: to see you thank
    return control.modality is Modality.PLANNED and (said or _urges(child, context, triggers) or performs(node, context.act))


def _urges(child: Predicate, context: Context, triggers: Triggers) -> bool:
    """Return whether an act is a word of asking (اتفقا على ضرورة أن): it is done, whatever is asked."""
    asking = triggers.control_nouns.get(child.item.lemma) if child is context.act and child.item.kind == "event" else None
    return asking is not None and asking.modality is Modality.REQUESTED


def _ask(child: Predicate, context: Context) -> None:
    """Take what somebody is asked to mean to do (must agree to pay), or not to do (a call against sending troops)."""
    if child.link == "against":
        context.flip()
        context.set(Modality.REQUESTED)
    else:
        context.modality = Modality.REQUESTED


def _bearer(node: Predicate, triggers: Triggers) -> Filler | None:
    """Return whose demand or claim it is: the subject, of a noun its adjective, possessor or genitive (اتهامها لإسرائيل ب).

    A noun without any has that of the verb that only carries it (وجه اتهامات ب); not who prompts or denies the claim.
    """
    if node.item.kind != "event":
        return node.subject
    if accused(node) and node.governor is not None:
        return node.governor.subject
    above = node.governor if node.link == "object" else None
    carried = above is not None and (node.item.lemma not in triggers.claims or above.item.lemma in triggers.light)
    governor = above.subject if above is not None and carried else None
    return next(iter((*node.subjects, *node.marked.get("poss", ()), *node.marked.get("gen", ()))), governor)


def _report(node: Predicate, context: Context, triggers: Triggers, *, claimed: bool = True) -> None:
    """Take the speaker; what is ``claimed`` (not only referred to: نعتبر هذه الاتهامات) by a verb of claiming is possible."""
    if claimed and ((node.item.lemma in triggers.claims and not context.spoken) or node.negated):
        context.set(Modality.POSSIBLE)
    if node.conditional:
        context.set(Modality.CONDITIONAL)  # nobody has said it yet
    elif (context.speaker is None or context.asked) and reports_here(node, triggers):
        context.speaker, context.speech, context.asked = document(node, triggers) or node.subject, node, False


def document(node: Predicate, triggers: Triggers) -> Filler | None:
    """Return the document that speaks in a verb without a subject (جاء في البيان أن), unlike who adds something in it."""
    if node.item.lemma not in triggers.appearing or (node.subject is not None and node.subject.mention is not None):
        return None
    for fillers in node.marked.values():
        for filler in fillers:
            if filler.mention is not None and filler.mention.head in triggers.carriers:
                return filler
    return None
