"""How a text presents an act between two actors: is it a fact, planned or claimed, in whose words, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kg.extract.rules.attribution import attribution
from kg.extract.rules.classes import HOSTILE
from kg.extract.rules.context import Context
from kg.extract.rules.matched import Match
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.retold import is_definite, names_of, said, talks
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.standing import known
from kg.extract.rules.when import goes_on, open_time, past_perfect, to_come, when
from kg.model import ACTORS, Argument, Entity, EntityType, Modality, Polarity, Precision, Relation, TimeSpan
from kg.text.fold import fold

SPOKEN = frozenset({"SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN"})
PERFORMATIVE = SPOKEN - {"SUPPORT"}
_TO_COME = frozenset({Modality.PLANNED, Modality.REQUESTED})
_EXECUTED = frozenset(
    {"visits", "meets", "hosts", "deploysTo", "withdrawsFrom"}
)  # with attacks, acts that a decision is only the plan of
_TALKS = frozenset({"meets", "negotiatesWith"})
_SEEN = frozenset({"attacks", "kills", "invades", "seizes", "arrests", "restricts", "expels", "deports"})  # done in the open
_HELPS = frozenset({"supports", "aids", "armsTo", "hosts", "cooperatesWith"})
_PARTIES = ACTORS - {EntityType.ORGANIZATION, EntityType.POPULATION}


@dataclass(frozen=True, slots=True)
class Presentation:
    """Polarity and modality (in ``context``), who says so (None: the paper), when, and where else its time may be told.

    ``again`` are names of the act, best first: an act told under one of them with its time is the same one.
    ``accuser`` is the party that tells a hostile act of another as something that happened.
    """

    context: Context
    attribution: Argument | None
    time: TimeSpan | None
    again: tuple[str, ...]
    accuser: Argument | None = None


def presentation(
    view: SentenceView, match: Match, context: Context, actors: tuple[Argument, Argument], relation: Relation
) -> Presentation:
    """Return how the act of a match between two actors is presented; ``context`` is what its governors say."""
    subject, predicate = actors[0], match.predicate
    saying = bool(match.frame.extra.get("speaker"))  # said Oslo has the right to act: to say so is to back it
    performed = saying or (relation.plover in PERFORMATIVE and relation.id != "investigates") or relation.id == "praises"
    speaker = attribution(view, predicate, context, subject, performed=performed)
    named = is_definite(predicate) and not predicate.marked.get("gen")  # ordered the strike on Oslo: which took place
    decided = context.decided and ((relation.plover == "ASSAULT" and not named) or relation.id in _EXECUTED)
    if _asked(view):
        context = replace(context)
        context.set(Modality.POSSIBLE)
    accuser: Argument | None = None
    if not decided:
        context, accuser = _accused(view, match, context, actors, relation, speaker)
    fact = context.modality is Modality.ASSERTED
    spoken = fact and relation.plover in SPOKEN and relation.id != "signsAgreementWith" and not goes_on(view, predicate)
    day = view.telling.days.get(subject.entity.id) if fact and relation.id == "phones" else None
    written = day is not None and day.precision is Precision.DAY  # a letter, on the day on which its sender spoke
    time = when(view, predicate, (speaker, subject), speech=spoken or written, ahead=decided or context.modality in _TO_COME)
    if decided and not _long_ago(time, view.discourse.published):
        context = replace(context)
        context.set(Modality.PLANNED)
    if _ahead(time, view.discourse.published) or to_come(view, predicate):
        context = replace(context)
        context.set(Modality.PLANNED)
    again: tuple[str, ...] = ()
    if spoken and not past_perfect(view, predicate):
        again = (said(subject),) if speaker is None else (said(speaker), said(subject))
    elif fact and context.polarity is Polarity.AFFIRMED:
        again = names_of(view, match, relation, actors)
        if time is not None:
            held = tuple(talks(a) for a in actors) if relation.id in _TALKS else ()
            view.telling.tell((*again, *held), time)
        elif not is_definite(predicate):
            again = again[1:]  # the frame alone names only what is known already
    elif time is not None and relation.plover in HOSTILE and context.modality is Modality.POSSIBLE:
        view.telling.tell(names_of(view, match, relation, actors)[1:], time)  # accused of a raid on 1 May
    own = performed and speaker is not None and (_says_we(match) or _own_words(view, speaker, subject))
    known_by = again if time is None and not open_time(view, predicate) else ()
    return Presentation(context, None if own else speaker, time, known_by, accuser)


def _accused(
    view: SentenceView,
    match: Match,
    context: Context,
    actors: tuple[Argument, Argument],
    relation: Relation,
    speaker: Argument | None,
) -> tuple[Context, Argument | None]:
    """Return the context of an act that one party tells of another, only possible then, and who accuses by telling it."""
    affirmed = context.stopped or context.polarity is Polarity.AFFIRMED  # who says that another did not attack accuses nobody
    claimed = context.stopped or not _presupposed(view, match.predicate, context)
    if context.speaker is None or not claimed or not affirmed:
        return context, None
    hostile = context.stopped or relation.plover in HOSTILE or _backs_foe(relation, speaker, actors[1])
    if not accuses(speaker, actors[0], hostile=hostile):
        return context, None
    stated = context.modality is Modality.ASSERTED and context.polarity is Polarity.AFFIRMED
    accuser = speaker if relation.plover in HOSTILE and (stated or _claims(view, context)) else None
    told = stated and not context.stopped and not _claims(view, context) and not _blamed(match)
    if not told or not suffered(relation, speaker, actors):
        context = replace(context)
        if _claims(view, context):
            context.hedge()
        else:
            context.set(Modality.POSSIBLE)
    return context, accuser


def _asked(view: SentenceView) -> bool:
    """Return whether a sentence asks if something is so; not where it asks why or how."""
    return view.tokens[-1].text in ("?", "؟") and not any(item.kind == "wh" for item in view.items)


def _presupposed(view: SentenceView, predicate: Predicate, context: Context) -> bool:
    """Return whether an act is only referred to (ندد بالحرب الروسية، عندما غزا، القصف الذي نفذته): no claim of the speaker."""
    mention = predicate.item.mention
    if predicate.item.kind != "event" or mention is None:
        opener = view.items[predicate.clause_start - 1] if predicate.clause_start else None
        return predicate.item.tense == "past" and opener is not None and opener.lemma in view.triggers.whens
    if known(predicate) or context.background or predicate.described:
        return True
    done = any(p.link == "relative" and any(f.mention is mention for f in p.direct[:1]) for p in view.predicates)
    owned = any(f.how == "agent" for f in predicate.subjects) and not predicate.item.depth  # the pressure on Oslo from Rome
    return mention.definite and (done or owned or bool(predicate.marked.get("gen")))


def accuses(speaker: Argument | None, subject: Argument, *, hostile: bool) -> bool:
    """Return whether one party tells a hostile act of another, or asks it to stop one: the paper does not vouch for that."""
    if speaker is None or not hostile or speaker.entity.type not in _PARTIES or speaker.entity.state == "IGO":
        return False
    if subject.entity.type is EntityType.ARMED_GROUP and not _known_group(subject.entity):
        return False  # "gunmen" are no party that could deny it
    if speaker.entity.state is None and fold(subject.mention).split(" ")[0] in fold(speaker.mention).split(" "):
        return False  # المتحدث باسم الجيش tells what الجيش did
    if subject.entity.type is speaker.entity.type is EntityType.GOVERNMENT and None in (
        subject.entity.state,
        speaker.entity.state,
    ):
        return False  # a ministry tells what the police did
    armed = any(e.type is EntityType.ARMED_GROUP and _known_group(e) for e in (speaker.entity, subject.entity))
    return speaker.entity.id != subject.entity.id and (armed or speaker.entity.state != subject.entity.state)


def _backs_foe(relation: Relation, speaker: Argument | None, obj: Argument) -> bool:
    """Return whether an act helps an armed group of the speaker's own state: to tell it of somebody accuses him."""
    group = obj.entity.type is EntityType.ARMED_GROUP and obj.entity.state is not None
    return relation.id in _HELPS and group and speaker is not None and speaker.entity.state == obj.entity.state


def suffered(relation: Relation, speaker: Argument | None, actors: tuple[Argument, Argument]) -> bool:
    """Return whether one tells what was done to itself, a thing that one sees: shelled, seized, entered; not a judgement."""
    subject, obj = (a.entity for a in actors)
    seen = relation.id in _SEEN or (relation.id == "violates" and obj.type is EntityType.PLACE)
    if speaker is None or not seen or subject.state is None:
        return False
    own = obj.id == speaker.entity.id or (obj.state is not None and obj.state == speaker.entity.state)
    return own and obj.state != subject.state


def _blamed(match: Match) -> bool:
    """Return whether an act is known and only who did it is told (قالت إن روسيا نفذت القصف)."""
    return is_definite(match.predicate) and match.subject.how == "governor"


def _known_group(group: Entity) -> bool:
    return group.state is not None or len(group.labels) > 1


def _says_we(match: Match) -> bool:
    """Return whether somebody acts by these very words (we urge)."""
    mention = match.subject.mention
    person = match.predicate.item.person == 1 if mention is None else mention.pronoun in ("we", "نا", "ني", "ي")
    return person and match.predicate.item.kind == "verb"


def _own_words(view: SentenceView, speaker: Argument, subject: Argument) -> bool:
    """Return whether a speaker is the subject of an act, says "we" for it, or is one of a group whose act it is."""
    if speaker.entity.id == subject.entity.id or (speaker.start >= 0 and speaker.start == subject.start):
        return True
    return {a.entity.id for a in view.discourse.group} >= {speaker.entity.id, subject.entity.id}


def _claims(view: SentenceView, context: Context) -> bool:
    claimed = context.speech is not None and context.speech.item.lemma in view.triggers.claims
    return claimed and context.polarity is Polarity.AFFIRMED


def _long_ago(time: TimeSpan | None, published: date | None) -> bool:
    """Return whether a time lies so far back that what was decided then has been done (his decision to strike Oslo last year)."""
    return time is not None and published is not None and time.value[:4] < str(published.year)


def _ahead(time: TimeSpan | None, published: date | None) -> bool:
    """Return whether a time lies after the publication: then the act is no fact yet."""
    return time is not None and published is not None and time.value[:10] > published.isoformat()[: len(time.value[:10])]
