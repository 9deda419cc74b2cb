"""Who acts in a clause is remembered, for pronouns, dropped subjects and pairs that follow, and for who speaks."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.rules.attribution import author, remember_day, remember_papers, remember_speech
from kg.extract.rules.context import document
from kg.extract.rules.coordination import coordinated
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.presentation import SPOKEN
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.speech import relayed
from kg.extract.rules.together import of_subject
from kg.model import ACTORS, EntityType, Relation
from kg.text.fold import fold

_THIRD = 3
_IN = ("in", fold("في"))
_ONE = ACTORS - {EntityType.POPULATION, EntityType.COUNTRY}


def meet_subject(view: SentenceView, predicate: Predicate, relations: Mapping[str, Relation]) -> None:
    """Remember who acts in a clause, for pronouns and dropped subjects that follow, and who speaks."""
    filler, discourse = relayed(predicate, view.triggers) or predicate.subjects[0], view.discourse
    _remember_group(view, predicate)
    _learn_gender(filler, predicate, says=predicate.item.lemma in view.triggers.report)
    if filler.mention is not None and not filler.mention.pronoun and view.pair_kind(filler.mention) is None:
        subject = discourse.note(filler.mention, subject=True)
    else:
        subject = view.resolve(filler, predicate)
        if subject is not None and subject.entity.type in ACTORS:
            discourse.mark_subject(subject)
    if subject is not None and subject.entity.type in ACTORS and not predicate.link and discourse.main is None:
        discourse.main = subject.entity
    reports = predicate.item.lemma in view.triggers.report
    paper = document(predicate, view.triggers) if reports else None
    if paper is not None:
        filler, subject = paper, author(view, paper) or view.resolve(paper, predicate)
    elif reports:
        subject = author(view, filler) or subject  # the statement said: whoever issued it
    if subject is None or (subject.entity.type not in ACTORS and not (reports and _carries(filler, view))):
        return
    if not reports and not predicate.item.quoted:  # in a statement, he congratulated them; issued a statement
        ahead = view.items[predicate.clause_start : predicate.position]
        told = [*predicate.direct, *(f for marker in _IN for f in predicate.marked.get(marker, ()))]
        told += [Filler(item.mention, "marked", item) for item in ahead if item.marker in _IN]
        remember_papers(view, [f for f in told if f.mention is not None and not f.mention.definite], subject)
    if reports and not predicate.item.quoted:  # who speaks inside a quotation does not speak in the article
        remember_speech(view, predicate, subject)
    elif _speaks(predicate, view) or any(
        relations[f.relation].plover in SPOKEN for f in predicate.item.frames if f.relation in relations
    ):
        remember_day(view, predicate, subject)


def _learn_gender(filler: Filler, predicate: Predicate, *, says: bool) -> None:
    """Tell the gender of a subject that its words do not tell by that of its verb (قالت ميركل، أفادت مصادر).

    A person behind a verb that may have left its subject out can be its object (كرمت ميركل), unless it is a verb of saying.
    """
    mention, verb = filler.mention, predicate.item
    sure = filler.how == "svo" or (filler.how == "vso" and (says or mention is None or mention.type is not EntityType.PERSON))
    told = sure and verb.kind == "verb" and verb.number == "s" and verb.person == _THIRD
    if (
        told
        and mention is not None
        and not (mention.gender or mention.pronoun)
        and mention.number == "s"
        and mention.type in _ONE
    ):
        mention.gender = verb.gender


def _remember_group(view: SentenceView, predicate: Predicate) -> None:
    """Keep several subjects (or the subject and whom it met) for dual and plural forms that follow."""
    filler = predicate.subjects[0]
    again = of_subject(view, predicate) if filler.mention is None or view.pair_kind(filler.mention) is not None else []
    if again:
        view.discourse.join(again)
    if again or filler.mention is None:
        return
    told, others = coordinated(view.items, filler), predicate.marked.get("مع", [])[:1]
    if len(told) < 2 and not others:
        return
    group = [a for m in told if (a := view.discourse.argument(m)) and a.entity.type in ACTORS]
    for other in others:
        if len(group) == 1 and other.mention is not None and not other.mention.pronoun:
            partner = view.discourse.argument(other.mention)
            if partner is not None and partner.entity.type in ACTORS:
                group.append(partner)
    if len(group) > 1:
        view.discourse.join(group)


def _speaks(predicate: Predicate, view: SentenceView) -> bool:
    """Return whether a verb asks for something or promises it: that too is done by saying so (اقترح، تعهد)."""
    return predicate.item.lemma in view.triggers.addressing or predicate.item.lemma in view.triggers.commits


def _carries(filler: Filler, view: SentenceView) -> bool:
    """Return whether a subject that is no actor speaks all the same: a source, a statement."""
    return filler.mention is not None and filler.mention.head in view.triggers.carriers
