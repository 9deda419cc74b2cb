"""Whose words a statement is in: the reporting verbs around it, source phrases (بحسب X), quotations that run on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.extract.rules.context import Context, document
from kg.extract.rules.coordination import coordinated
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.retold import said
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.speech import innermost, main_speech, reports_here
from kg.extract.rules.when import behind_event, of_what_is_said, past_perfect, told
from kg.model import ACTORS, Argument, EntityType, Precision
from kg.resolve.mention import Mention, untold
from kg.text.fold import fold

_SOURCE_REACH = 7
_AUTHOR_REACH = 3
_NAMED_QUOTE = 3
_OPENING = 2
_QUOTED_MARKER = fold("عن")
_THIRD = frozenset({"he", "she", "they", "it"})
_SILENT = frozenset({EntityType.AGREEMENT, EntityType.POLICY, EntityType.WEAPON, EntityType.VESSEL})


def attribution(
    view: SentenceView, predicate: Predicate, context: Context, subject: Argument, *, performed: bool = False
) -> Argument | None:
    """Return who says what the predicate states, or None for the paper itself.

    A source phrase (بحسب X) comes before a subject that speaks of itself, and after everybody else. ``performed``: the act is
    done by saying it, so that its own subject reports nothing and whoever tells of that speech does.
    """
    said = _said(view, predicate, context, subject)
    if said is not None and said.entity.id != subject.entity.id:
        return subject if _one_of_them(view, context, subject) else said
    if said is not None and performed and (outer := _outer(view, context, subject)) is not None:
        return outer
    cue = None if context.background else _cue(view, predicate)
    if cue is not None or said is not None:
        return cue or said
    head = view.headline(predicate)
    if head is not None and (predicate.item.person == 1 or head.entity.type is not EntityType.COUNTRY):
        return head  # سوريا: قتلى في قصف tells where
    apart = context.background and not predicate.item.quoted
    return view.telling.speaker if not apart and _in_quotation(view, predicate) else None


def _one_of_them(view: SentenceView, context: Context, subject: Argument) -> bool:
    """Return whether the subject of an act is one of several who say it together (أعلن الوزير ونظيره أنهما)."""
    fillers = context.speech.subjects[:1] if context.speech is not None else []
    others = [m for f in fillers if f.mention is not None for m in coordinated(view.items, f)[1:]]
    return any(a.entity.id == subject.entity.id for m in others if (a := view.discourse.argument(m)) is not None)


def voice(view: SentenceView, predicate: Predicate, context: Context) -> Argument | None:
    """Return whose words a predicate is in, whoever acts in it: of him who judges "It was a mistake" in a quotation; or None."""
    said = _said(view, predicate, context, None)
    if said is not None:
        return said
    cue = None if context.background else _cue(view, predicate)
    return cue or view.headline(predicate) or (view.telling.speaker if _in_quotation(view, predicate) else None)


def _outer(view: SentenceView, context: Context, subject: Argument) -> Argument | None:
    """Return who tells that the subject of an act said it ("Oslo has urged a truce", he said), or None."""
    for node in context.speech.chain() if context.speech is not None else ():
        if reports_here(node, view.triggers):
            found = _speaking(view, node)
            if found is not None and found.entity.id != subject.entity.id:
                return found
    return None


def _in_quotation(view: SentenceView, predicate: Predicate) -> bool:
    """Return whether a predicate stands in a quotation of more than a few words, or behind one that opens the sentence."""
    number = predicate.item.quoted
    if not number:
        return bool(view.items) and view.items[0].kind == "quote"
    return sum(i.quoted == number for i in view.items) > _NAMED_QUOTE


def remember_speech(view: SentenceView, predicate: Predicate, speaker: Argument) -> None:
    """Keep who spoke last, the day of that speech, and the document it was made in, for the sentences that follow."""
    view.telling.speaker, view.telling.verb = speaker, predicate.item
    remember_day(view, predicate, speaker)
    remember_papers(view, [f for fillers in predicate.marked.values() for f in fillers], speaker)


def remember_papers(view: SentenceView, fillers: Sequence[Filler], author_: Argument) -> None:
    """Keep who issued the documents that some phrases name, for what "the statement" says later."""
    for filler in fillers:
        if filler.mention is not None and filler.mention.head in view.triggers.documents:
            view.telling.authors[filler.mention.head] = author_


def remember_day(view: SentenceView, predicate: Predicate, actor: Argument) -> None:
    """Keep the day on which somebody said or demanded something, for what the next sentences tell of the same occasion."""
    time = told(view, predicate)
    if time is None or of_what_is_said(view, predicate, time):
        return
    known = time.precision is not Precision.DAY or actor.entity.id in view.telling.days
    if known and behind_event(view, predicate, time):
        return  # gave his condolences for the raid that hit the town, on Friday: he spoke on the day told before
    if not predicate.future and not past_perfect(view, predicate):
        view.telling.days[actor.entity.id] = time
        view.telling.tell((said(actor),), time)


def _said(view: SentenceView, predicate: Predicate, context: Context, subject: Argument | None) -> Argument | None:
    """Return the speaker that the governors tell, else that of the innermost speech around the predicate."""
    if context.speaker is not None and context.speech is not None:
        speech = main_speech(context.speech, view.scopes)
        if _over(view, speech, predicate):
            return None
        avoid = subject if speech.item.kind == "event" else _named(predicate, subject)
        found = _speaking(view, speech, context.speaker if speech is context.speech else None, avoid)
        if found is not None:
            return found
    if context.background:
        return None
    scope = innermost(view.scopes, predicate.position)
    holder = _holder(view, predicate) if scope is None else None
    if holder is not None:
        return _speaking(view, holder)
    if scope is None or scope.speech.conditional:  # "if a panel finds": nobody has said it yet
        return None
    return _speaking(view, scope.speech, None, _named(predicate, subject))


def _holder(view: SentenceView, predicate: Predicate) -> Predicate | None:
    """Return the reporting verb by which somebody affirms the stance that a predicate describes (أكد موقف بلاده الداعم ل)."""
    head = predicate.subject.item if predicate.link == "relative" and predicate.subject is not None else None
    if head is None or head.lemma not in view.triggers.stances:
        return None
    affirmed = (p for p in view.predicates if any(f.item is head for fs in (p.direct, *p.marked.values()) for f in fs))
    return next((p for p in affirmed if reports_here(p, view.triggers)), None)


def _named(predicate: Predicate, subject: Argument | None) -> Argument | None:
    """Return the subject of an act where it is named: a pronoun that reports the act means somebody else (she said Oslo ...)."""
    first = predicate.subject
    return subject if first is not None and first.mention is not None and not first.mention.pronoun else None


def _over(view: SentenceView, speech: Predicate, predicate: Predicate) -> bool:
    """Return whether what somebody says ended before a predicate that still hangs on it (قال إن ...، وذلك بعد زيارة)."""
    said = [s for s in view.scopes if s.speech is speech]
    return bool(said) and all(s.end <= predicate.position for s in said)


def _speaking(
    view: SentenceView, speech: Predicate, told: Filler | None = None, avoid: Argument | None = None
) -> Argument | None:
    """Return who speaks: whom a quoting verb quotes, ``told``, or the first phrase at the verb that can.

    A pronoun does not mean ``avoid``.
    """
    quoted = _quoted(view, speech) if speech.item.lemma in view.triggers.quoting else []
    told = told or document(speech, view.triggers)
    direct = () if speech.item.lemma in view.triggers.addressing else speech.direct[:2]
    for filler in (*quoted, *([told] if told else []), *speech.subjects[:1], *direct):
        found = author(view, filler) or view.resolve(filler, speech) or _going_on(view, filler) or _somebody(view, filler)
        if found is not None and avoid is not None and found.entity.id == avoid.entity.id and _unnamed(filler):
            found = _somebody_else(view, filler, speech, avoid)
        head = filler.mention.head if filler.mention is not None else ""
        if found is not None and (found.entity.type in ACTORS or head in view.triggers.carriers):
            return found
    return None


def _going_on(view: SentenceView, filler: Filler) -> Argument | None:
    """Return who spoke last for a pronoun that means nobody known: "they said" behind what two sources said."""
    return view.telling.speaker if filler.mention is not None and filler.mention.pronoun in _THIRD else None


def _somebody(view: SentenceView, filler: Filler) -> Argument | None:
    """Return who speaks without a name in the sentence of a verb of saying: "an official", "witnesses"."""
    mention = filler.mention
    if mention is None or mention.pronoun or filler.how not in ("vso", "svo"):
        return None
    if mention.definite and not untold(mention):
        return None
    speaks = mention.type is EntityType.PERSON or mention.head in view.triggers.carriers
    kind = mention.type or EntityType.POPULATION
    return view.discourse.argument(replace(mention, type=kind, role=None, definite=False)) if speaks else None


def _unnamed(filler: Filler) -> bool:
    return filler.mention is None or bool(filler.mention.pronoun)


def _somebody_else(view: SentenceView, filler: Filler, speech: Predicate, avoid: Argument) -> Argument | None:
    """Return whom a pronoun that reports means, where the nearest candidate is who the report is about."""
    last = view.telling.speaker
    if speech.item.kind == "event":
        return view.resolve(filler, speech, avoid=avoid.entity)
    return last if last is not None and last.entity.id != avoid.entity.id else None


def _quoted(view: SentenceView, speech: Predicate) -> list[Filler]:
    """Return whose words a quoting verb passes on: the phrase under عن before they begin (نقلت الوكالة عن مصدر قوله إن)."""
    start = next((s.start for s in view.scopes if s.speech is speech), speech.clause_end)
    items = view.items[speech.position + 1 : start]
    return [Filler(i.mention, "marked", i) for i in items if i.marker == _QUOTED_MARKER and i.mention is not None][:1]


def author(view: SentenceView, filler: Filler) -> Argument | None:
    """Return who issued a document: its genitive, who stands behind it (بيان صادر عن X), or who issued the last one (البيان)."""
    mention = filler.mention
    if mention is None or mention.head not in view.triggers.documents:
        return None
    for owner in _owners(view, filler):
        found = view.discourse.argument(owner)
        if found is not None and found.entity.type in ACTORS:
            return found
    bare = mention.definite and not mention.nisbas and mention.genitive is None and " " not in mention.text
    return view.telling.authors.get(mention.head) if bare else None


def issuer(view: SentenceView, filler: Filler, allowed: AbstractSet[EntityType]) -> Argument | None:
    """Return who issued a document that is said to accuse or demand (اتهم البيان واشنطن), if of an ``allowed`` class; or None."""
    found = author(view, filler) if filler.how in ("vso", "svo", "relative") else None
    return found if found is not None and found.entity.type in allowed else None


def _owners(view: SentenceView, filler: Filler) -> Iterator[Mention]:
    if filler.mention is not None and filler.mention.genitive is not None:
        yield filler.mention.genitive
    if filler.item is None or filler.item not in view.row:
        return
    at = view.row.index(filler.item)
    verb, signer = (*view.row[at + 1 : at + 3], None, None)[:2]
    if verb is not None and verb.kind == "verb" and verb.clitic and signer is not None and signer.mention is not None:
        yield signer.mention  # رسالة وقعها 27 نائبا
    for item in view.row[at + 1 : at + 1 + _AUTHOR_REACH]:
        if item.mention is not None and item.marker in ("عن", "ل", "من", "by", "of", "from"):
            yield item.mention


def _cue(view: SentenceView, predicate: Predicate) -> Argument | None:
    """Return the source that a phrase like بحسب X names anywhere in the sentence; وفقا لقرارات المجلس names none.

    One that opens a relative clause (which, according to X, ...) is the source of that clause alone.
    """
    for k in view.cues:
        reach = view.row[k + 1 : k + 1 + _SOURCE_REACH]
        said = any(i.kind == "verb" for i in reach)  # وفق ما صرح به الوزير
        first = next((i.mention for i in reach if i.mention is not None and not (said and i.mention.pronoun)), None)
        if first is None or _of_another_clause(view, predicate, k):
            continue
        if _speaks(first) or first.head in view.triggers.carriers:
            plain = replace(first, genitive=None)  # مصدر في نيودلهي
            unnamed = said and untold(plain) and not first.nisbas  # حسبما قال مسؤول لرويترز
            found = view.discourse.argument(replace(first, role=None, definite=False)) if unnamed else _cited(view, first, reach)
            if found is not None:
                return found
    return None


def _cited(view: SentenceView, first: Mention, reach: Sequence[Item]) -> Argument | None:
    """Return the source that the words behind a source word name; of a document whoever issued it, as was told before or here."""
    document = first.head if first.head in view.triggers.documents else ""
    for carriers in (False, True):
        if carriers and " " not in first.text and document in view.telling.authors:
            return view.telling.authors[document]
        for item in reach:
            found = _source(view, item.mention, carriers=carriers)
            if found is not None:
                if document and not carriers:
                    view.telling.authors[document] = found
                return found
    return None


def _of_another_clause(view: SentenceView, predicate: Predicate, k: int) -> bool:
    """Return whether the source phrase at ``k`` is not that of a predicate.

    It may be that of a relative clause which it opens, of a quotation that the predicate stands before, or of the clause before
    (بدأ زيارته، مؤكدا أنها "مهمة"، بحسب الوكالة؛ فتحت السفارة، وفق ما أعلنت الوزارة، وعينت سفيرا).
    """
    at, start = predicate.item.start, view.row[k].start
    opener = view.row[k - 2] if k > 1 and view.row[k - 1].lemma == "comma" else view.row[k - 1] if k else None
    if at < start and opener is not None and opener.kind == "rel":
        return True
    if at < start:
        reports = any(at < i.start < start and i.lemma in view.triggers.report and not i.quoted for i in view.row[:k])
        return reports and not predicate.item.quoted and any(i.kind == "quote" for i in view.row[max(0, k - 2) : k])
    return k > _OPENING and any(start < i.start <= at and i.kind == "verb" and i.conj for i in view.row[k:])


def _speaks(mention: Mention) -> bool:
    """Return whether a phrase behind a source word can be the source: somebody who is known, named or definite."""
    known = mention.entry is not None or mention.name or mention.nisbas or mention.definite
    text = mention.genitive is not None and mention.genitive.type in _SILENT and mention.type not in ACTORS  # بنود الاتفاق
    return mention.type not in _SILENT and not text and bool(known or mention.genitive or mention.type is EntityType.PERSON)


def _source(view: SentenceView, mention: Mention | None, *, carriers: bool) -> Argument | None:
    while mention is not None:
        carrier = carriers and mention.head in view.triggers.carriers and mention.genitive is None and not mention.nisbas
        if not mention.pronoun and (mention.entry is not None or mention.type in ACTORS or carrier):
            found = view.discourse.argument(mention)
            if found is not None:
                return found
        mention = mention.genitive
    return None
