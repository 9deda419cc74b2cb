"""Verb groups: auxiliaries, negation and modals in front of a main verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.en.around import Tag
from kg.extract.en.morphology import vocabulary

_MAYBE = frozenset("may might could can cannot".split())
_FUTURE = frozenset("will would shall".split())
_OBLIGED = frozenset("must should ought".split())
_PAST_BE = frozenset({"was", "were", "been"})
_BETWEEN = frozenset({"adv", "neg", "quote", "time"})
_SCHEDULED = frozenset({"schedule", "slate"})  # is scheduled for Friday: the one to come
_ADDING = frozenset("only just merely simply solely".split())
_LINKING = frozenset("remain become grow feel".split())


@dataclass(slots=True)
class Group:
    """A verb group: its main word, tense (finite, inf, ing, past, pp), and what its auxiliaries say.

    ``tense`` past means a bare form that may be a past tense or a participle without auxiliary. ``ongoing``: a progressive.
    ``wished``: a subjunctive (demands that Oslo leave).
    """

    main: int
    lemma: str
    tense: str
    passive: bool = False
    future: bool = False
    maybe: bool = False
    obliged: bool = False
    ongoing: bool = False
    wished: bool = False
    negations: list[int] = field(default_factory=list)


def verb_group(tags: Sequence[Tag], i: int) -> Group | None:
    """Return the verb group that begins at ``i`` (auxiliary, modal, verb or infinitive marker), or None."""
    k = i + 1 if tags[i].pos == "inf" else i
    auxiliaries: list[Tag] = []
    negations: list[int] = []
    last = k
    while k < len(tags) and tags[k].pos in ("aux", "modal", *_BETWEEN):
        if _negates(tags, k):
            negations.append(k)
        if tags[k].pos in ("aux", "modal"):
            auxiliaries.append(tags[k])
            last = k
        k += 1
        if auxiliaries and _set_off(tags, k):
            k += 3  # Oslo has, in turn, accused Rome
    if k < len(tags) and tags[k].pos == "verb" and _fits(auxiliaries, tags[k]):
        return _finish(tags, i, k, auxiliaries, negations)
    if not auxiliaries:
        return None
    return _copula(tags, (i, k, last), auxiliaries, negations)


def _negates(tags: Sequence[Tag], k: int) -> bool:
    """Return whether a word negates the verb of its group: not where it only says that there is more (did not just attack)."""
    tag = tags[k]
    negative = tag.pos == "neg" or (tag.pos in ("aux", "modal") and tag.form == "not") or tag.lemma in ("cannot", "no longer")
    return negative and not adds(tags, k)


def adds(tags: Sequence[Tag], k: int) -> bool:
    """Return whether a negation stands before a word of adding: not only."""
    return k + 1 < len(tags) and tags[k + 1].lemma in _ADDING


def _set_off(tags: Sequence[Tag], k: int) -> bool:
    """Return whether an adverb between commas stands before a verb at ``k``."""
    return [t.lemma if t.pos == "sign" else t.pos for t in tags[k : k + 4]] == [",", "adv", ",", "verb"]


def _fits(auxiliaries: list[Tag], verb: Tag) -> bool:
    if not auxiliaries:
        return True
    last = auxiliaries[-1]
    if last.pos == "modal" or last.lemma == "do":
        return verb.form in ("base", "past", "pret")
    if last.lemma == "be":
        return verb.form in ("ing", "pp", "past")
    return verb.form in ("pp", "past")


def _finish(tags: Sequence[Tag], i: int, k: int, auxiliaries: list[Tag], negations: list[int]) -> Group:
    verb = tags[k]
    group = Group(k, verb.lemma, _tense(tags[i], verb, auxiliaries), negations=negations)
    group.passive = bool(auxiliaries) and auxiliaries[-1].lemma == "be" and verb.form in ("pp", "past")
    group.ongoing = bool(auxiliaries) and (verb.form == "ing" or any(a.form == "being" for a in auxiliaries))
    group.wished = verb.form == "wish"
    _modality(group, tags[i], auxiliaries)
    group.future = group.future or (group.passive and group.lemma in _SCHEDULED)
    return _linked(tags, k, group) if verb.lemma in _LINKING else group


def _linked(tags: Sequence[Tag], k: int, group: Group) -> Group:
    """Make the adjective of control behind a linking verb at ``k`` the main word of its group: remains wary of."""
    at = next((n for n in range(k + 1, len(tags)) if tags[n].pos != "adv"), k)
    if tags[at].lemma in vocabulary().adjectives and tags[at].pos == "adj":
        group.main, group.lemma = at, tags[at].lemma
    return group


def _tense(first: Tag, verb: Tag, auxiliaries: list[Tag]) -> str:
    if first.pos == "inf" or verb.form == "bare":
        return "inf"
    if auxiliaries:
        return "ing" if auxiliaries[0].form in ("being", "having") else "finite"
    if verb.form in ("s", "base", "pret", "wish"):
        return "finite"
    return verb.form


def _modality(group: Group, first: Tag, auxiliaries: list[Tag]) -> None:
    modal = next((a.lemma for a in auxiliaries if a.pos == "modal"), "")
    group.maybe = modal in _MAYBE
    group.future = modal in _FUTURE
    perfect = any(a.lemma == "have" for a in auxiliaries) and group.lemma not in ("have", "must")
    group.obliged = modal in _OBLIGED and first.pos == "modal" and not perfect
    group.maybe = group.maybe or (modal in _OBLIGED and perfect)  # should have paid
    if group.obliged:
        group.tense = "inf"


def _to_blame(tags: Sequence[Tag], k: int) -> bool:
    """Return whether "to blame" without an object stands at ``k``: Oslo is to blame."""
    after = tags[k + 2].pos if k + 2 < len(tags) else "sign"
    return k + 1 < len(tags) and tags[k + 1].lemma == "blame" and after in ("sign", "quote", "prep", "conj", "adv", "sub")


def _copula(tags: Sequence[Tag], at: tuple[int, int, int], auxiliaries: list[Tag], negations: list[int]) -> Group:
    """Return a group whose main verb is be, have or do itself; an adjective of control behind be becomes the main word.

    ``at`` are the positions of the first word, the word after the group, and the last auxiliary.
    """
    i, k, last = at
    lemma = auxiliaries[-1].lemma
    group = Group(last, lemma, "inf" if tags[i].pos == "inf" else "finite", negations=negations)
    group.ongoing = [a.lemma for a in auxiliaries[-2:]] == ["be", "have"] and auxiliaries[-1].form == "having"
    if lemma == "be" and k < len(tags) and tags[k].lemma in vocabulary().adjectives and tags[k].pos != "prep":
        done = tags[k].lemma == "able" and any(a.form in _PAST_BE for a in auxiliaries)
        group.main, group.lemma = k, "manage" if done else tags[k].lemma  # was able to attack: did it
    elif lemma == "be" and k + 1 < len(tags) and tags[k].lemma == "about" and tags[k + 1].pos == "inf":
        group.main, group.lemma = k, "about"
    elif lemma == "be" and k < len(tags) and tags[k].pos == "inf" and not _to_blame(tags, k):
        group.lemma, group.negations = "be to", []  # "is not to" negates the infinitive
    elif lemma == "have" and k < len(tags) and tags[k].pos == "inf":
        group.lemma = "must"
    elif auxiliaries[0].form in ("being", "having"):
        group.tense = "ing"
    _modality(group, tags[i], auxiliaries)
    return group
