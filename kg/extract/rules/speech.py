"""Reported speech: which part of a sentence is in whose words.

A reporting verb with a complement opens a scope at its complementizer, colon or quotation mark. The scope holds all that follows,
however deep, up to the next reporting word of the same level, the end of a quotation, or a word that goes back to the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, Argument, Entity, Modality, Precision, Relation, TimeSpan
from kg.text.fold import fold

_OPENING_REACH = 40
_SHORT_QUOTE = 3
_LAST_ACTS = 3
_BUT_REACH = 8
_ASIDE = 8
_QUOTED = fold("عن")


@dataclass(frozen=True, slots=True)
class Scope:
    """Items ``start`` to ``end`` (half-open) are what the subject of ``speech`` says."""

    start: int
    end: int
    speech: Predicate


@dataclass(frozen=True, slots=True)
class Act:
    """An act that was told: its relation, the word that told it, between whom, and how certain it was."""

    relation: Relation
    rule: str
    subject: Argument
    object: Argument
    modality: Modality = Modality.ASSERTED


@dataclass(slots=True)
class Telling:
    """Who has spoken so far in an article: the last speaker and the verb of saying.

    ``days`` maps an entity's id to the day on which it spoke last.
    ``authors`` maps the head noun of a document (بيان) to whoever issued the last one.
    ``struck`` are those whom an attack was told on by nobody, with the word for it.
    ``times`` maps the name of an act to the times told of it, by ISO value; ``acts`` are those told so far.
    """

    speaker: Argument | None = None
    verb: Item | None = None
    days: dict[str, TimeSpan] = field(default_factory=dict)
    authors: dict[str, Argument] = field(default_factory=dict)
    times: dict[str, dict[str, TimeSpan]] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    struck: list[tuple[str, Relation, Argument]] = field(default_factory=list)

    def strike(self, relation: Relation, victim: Argument, word: str) -> None:
        """Remember whom an act was done to by somebody who is not told, and the word for it."""
        self.struck.append((word, relation, victim))

    def victim(self, relation: Relation, word: str) -> Argument | None:
        """Return whom the act was done to that a word means: the latest that nobody did, told by that word, else the latest."""
        unknown = [row for row in self.struck if row[1].id == relation.id and row[0] == word]
        if unknown:
            return unknown[-1][2]
        return next((act.object for act in reversed(self.acts) if act.relation.plover == relation.plover), None)

    def accuser(self, accused: Entity | None) -> Argument | None:
        """Return who accused somebody, or his state, last in the article, or None."""
        if accused is None:
            return None
        for act in reversed(self.acts):
            own = act.object.entity.id == accused.id or (accused.state is not None and act.object.entity.state == accused.state)
            if act.relation.id == "accuses" and own:
                return act.subject
        return None

    def sides(self) -> tuple[Argument, Argument] | None:
        """Return between whom the latest of the last few acts was that two sides do to each other (they fight, they talk)."""
        return next(((a.subject, a.object) for a in reversed(self.acts[-_LAST_ACTS:]) if a.relation.symmetric), None)

    def tell(self, names: Sequence[str], time: TimeSpan) -> None:
        """Keep the time told of an act under its names, unless it is a month or year: other acts of it are others."""
        for name in names if time.precision in (Precision.DAY, Precision.INTERVAL) else ():
            self.times.setdefault(name, {}).setdefault(time.value, time)

    def told(self, names: Sequence[str]) -> TimeSpan | None:
        """Return the time told of an act under the first of its names that only one is known of, or None."""
        known = (self.times.get(name, {}) for name in names)
        return next((next(iter(times.values())) for times in known if len(times) == 1), None)


def scopes(items: Sequence[Item], predicates: Sequence[Predicate], triggers: Triggers) -> list[Scope]:
    """Return the scopes of a sentence in the order of their reporting words."""
    found: list[Scope] = []
    open_ = {id(p.governor) for p in predicates if p.doubted}  # whoever finds out whether says nothing
    reports = {p.position: p for p in predicates if reports_here(p, triggers) and id(p) not in open_}
    verbs = {p.position: p for p in predicates if p.item.kind in ("verb", "participle")}
    for k, speech in sorted(reports.items()):
        start = _opening(items, k, verbs, triggers.anew) or _bare_complement(speech, predicates)
        if _inserted(items, k) and items[k].tense == "present":
            found.append(Scope(0, len(items), speech))  # رغم ذلك، يتابع الوزير، إلا أن
        elif start is not None:
            found.append(Scope(start, _end(items, start, reports, triggers), main_speech(speech, found)))
        elif _inserted(items, k):
            found.append(Scope(0, len(items), speech))
    return found + _sayings(items, verbs, reports, triggers)


def _bare_complement(speech: Predicate, predicates: Sequence[Predicate]) -> int | None:
    """Return where a complement without a complementizer begins (he said Oslo ...), or None."""
    said = [p for p in predicates if p.governor is speech and p.link in ("comp", "colon") and p.item.tense not in ("inf", "ing")]
    starts = [p.clause_start for p in said]
    return min((s for s in starts if s > speech.position), default=None)


def _sayings(
    items: Sequence[Item], verbs: dict[int, Predicate], reports: dict[int, Predicate], triggers: Triggers
) -> list[Scope]:
    """Return the scopes that a noun of saying opens (رد عليه بالقول إن): whoever does what the verb before says speaks."""
    found: list[Scope] = []
    for n in range(1, len(items)):
        opens = items[n].kind == "comp" or items[n].lemma == "colon"
        if not opens or not {items[n - 1].lemma, fold(items[n - 1].text)} & triggers.sayings:
            continue
        speech = next((verbs[k] for k in range(n - 1, -1, -1) if k in verbs and verbs[k].subjects), None)
        if speech is not None and speech.position not in reports:
            found.append(Scope(n, _end(items, n, reports, triggers), speech))
    return found


def govern(found: Sequence[Scope], predicates: Sequence[Predicate], triggers: Triggers) -> None:
    """Hang the clauses inside a scope that hang on a word before it on the verb that reports them.

    (قال X خلال مؤتمر مع Y إن: what follows is no part of the conference.) A clause behind its end hangs on nothing inside it.
    """
    for scope in found:
        for predicate in predicates:
            governor = predicate.governor
            if governor is None or predicate.link not in ("comp", "colon") or not scope.start < predicate.position:
                continue
            if governor.position == scope.start - 1 and governor.item.lemma in triggers.control_nouns:
                continue  # found no evidence that: what the noun says of it holds
            if governor.position < scope.start and predicate.position < scope.end:
                predicate.governor = scope.speech
            elif scope.speech.position <= governor.position < scope.end <= predicate.position and not innermost(
                found, predicate.position
            ):
                predicate.governor, predicate.link = None, ""


def _inserted(items: Sequence[Item], k: int) -> bool:
    """Return whether a reporting verb with its subject stands between commas (، يتابع الوزير،): all around it is said."""
    ends = next((n for n in range(k + 1, min(len(items), k + 4)) if items[n].lemma == "comma"), None)
    return k > 0 and items[k - 1].lemma == "comma" and ends is not None and not items[k].conj


def _passed_on(predicate: Predicate, triggers: Triggers) -> bool:
    """Return whether a relative clause only tells who passed on what somebody said (في تصريحات نقلتها الوكالة، إن)."""
    told = predicate.direct[0] if predicate.link == "relative" and predicate.item.clitic and predicate.direct else None
    return told is not None and told.how == "clitic" and told.mention is not None and told.mention.head in triggers.documents


def reports_here(predicate: Predicate, triggers: Triggers) -> bool:
    """Return whether somebody speaks here: a reporting verb, or a participle of one that goes on telling (مضيفا).

    A passive (قيل إن) and a present without a subject (يذكر أن) name nobody.
    """
    item = predicate.item
    if item.lemma not in triggers.report or item.passive or any(f.how == "passive" for f in predicate.direct[:1]):
        return False
    if _passed_on(predicate, triggers):
        return False
    if item.kind == "participle":
        return not fold(item.text).startswith("ال")
    return item.kind == "verb" and not is_paper(predicate, triggers)


def relayed(predicate: Predicate, triggers: Triggers) -> Filler | None:
    """Return whom a newspaper quotes (نقلت الصحيفة عن الوزير قوله): that one speaks, not the newspaper; or None."""
    if predicate.item.lemma not in triggers.relaying:
        return None
    return next((f for f in predicate.marked.get(_QUOTED, []) if f.mention is not None and f.mention.type in ACTORS), None)


def is_paper(predicate: Predicate, triggers: Triggers) -> bool:
    """Return whether the paper itself speaks (يذكر أن)."""
    item, subject = predicate.item, predicate.subject
    told = subject is not None and subject.mention is not None
    return item.lemma in triggers.paper and item.tense == "present" and item.gender == "m" and not told


def main_speech(speech: Predicate, before: Sequence[Scope]) -> Predicate:
    """Return the verb whose subject speaks: a participle (قال ... مضيفا) goes on with the speech of the sentence."""
    if speech.item.kind != "participle":
        return speech
    return next((s.speech for s in reversed(before) if not _nested(s, before)), speech)


def _nested(scope: Scope, all_: Sequence[Scope]) -> bool:
    return any(o is not scope and o.start <= scope.speech.position < o.end for o in all_)


def innermost(found: Sequence[Scope], position: int) -> Scope | None:
    """Return the innermost scope around an item, or None."""
    around = [s for s in found if s.start <= position < s.end]
    return max(around, key=lambda s: s.start, default=None)


def _opening(items: Sequence[Item], k: int, verbs: dict[int, Predicate], anew: AbstractSet[str]) -> int | None:
    """Return where the words of the reporting verb at ``k`` begin, or None if it reports none."""
    n = k + 1
    while n < min(len(items), k + _OPENING_REACH):
        item = items[n]
        if item.kind == "comp" and items[n - 1].end == item.start and fold(items[n - 1].text) in anew and n > k + 1:
            return None  # اتهم X، غير أن
        if item.kind == "comp" or item.lemma == "colon" or (item.kind == "quote" and _long_quote(items, n)):
            return n
        verb = verbs.get(n)
        if item.kind == "participle" and items[n - 1].lemma == "comma":
            behind = next((m + 1 for m in range(n + 1, min(len(items), n + _ASIDE)) if items[m].lemma == "comma"), n)
            if behind in verbs and items[behind].kind == "verb" and not items[behind].conj:
                return behind  # قال مسؤول، رافضا كشف اسمه، زار الوزير
        if verb is not None and item.kind == "verb" and items[n - 1].lemma == "comma" and not item.conj:
            return None
        if item.lemma == "stop" or (verb is not None and verb.link not in ("relative", "purpose") and not item.definite):
            return None
        n = _after_relative(items, n) if item.kind in ("rel", "wh") else n + 1
    return None


def _after_relative(items: Sequence[Item], n: int) -> int:
    """Return the comma that closes the relative clause opened at ``n``, or the next item if none does."""
    return next((m for m in range(n + 1, min(len(items), n + _OPENING_REACH)) if items[m].lemma == "comma"), n + 1)


def _long_quote(items: Sequence[Item], n: int) -> bool:
    """Return whether the quotation opened at ``n`` is more than a name."""
    inside = items[n + 1 : n + 2 + _SHORT_QUOTE]
    return len(inside) > _SHORT_QUOTE and all(i.quoted for i in inside)


def _end(items: Sequence[Item], start: int, reports: dict[int, Predicate], triggers: Triggers) -> int:
    quote = next((n for n in (start, start + 1) if n < len(items) and items[n].kind == "quote"), None)
    for n in range(start + 1, len(items)):
        item, before = items[n], items[n - 1]
        if n in reports and (item.conj or item.kind == "participle") and (item.kind == "verb" or before.lemma == "comma"):
            return n
        if n in reports and (but := _but(items, start, n, triggers)) is not None:
            return but
        if _back_to_paper(item, before, triggers):
            return n
        if quote is not None and n > quote and item.kind == "quote" and n + 1 < len(items) and items[n + 1].lemma == "comma":
            return n
    return len(items)


def _back_to_paper(item: Item, before: Item, triggers: Triggers) -> bool:
    """Return whether a word behind a comma, or the second of two (في حين), ends what is said."""
    alone = fold(item.text) in triggers.breaks and before.lemma == "comma"
    return alone or f"{fold(before.text)} {fold(item.text)}" in triggers.breaks


def _but(items: Sequence[Item], start: int, n: int, triggers: Triggers) -> int | None:
    """Return where "but" stands before the subject of the reporting verb at ``n`` (قالت إيران إن ...، لكن باريس نفت)."""
    for k in range(n - 1, max(start, n - _BUT_REACH), -1):
        if items[k].lemma in triggers.contrast:
            return k
        if items[k].kind in ("verb", "comp", "rel", "wh"):
            return None
    return None
