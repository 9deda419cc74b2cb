"""When an act took place: the time told in its clause, in those above it, or the day on which its speaker spoke."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Predicate
from kg.extract.rules.sentence import SentenceView
from kg.model import Argument, Precision, TimeSpan
from kg.text.fold import fold

_MEANWHILE = frozenset(fold(w) for w in ("خلال", "في", "أثناء", "during", "in", "at"))
_SPOKEN = frozenset("condemns praises accuses rejects denies callsOn threatens supports cutsTiesWith".split())
_AFTER = frozenset(fold(w) for w in ("بعد", "إثر", "after"))
_UNTIL = frozenset(fold(w) for w in ("منذ", "حتى"))
_SINCE = fold("منذ")
_SOON = frozenset(fold(w) for w in "قصير قصيرة ساعات ساعة ساعتين دقائق لحظات hours hour minutes moments shortly soon".split())
_AS = frozenset(fold(w) for w in ("إذ", "حيث"))
_TAKEN = frozenset({"invades", "fightsWith"})
_TAIL = 3
_NEWS = 7  # days for which it is news that somebody said something
STRIKES = frozenset({"attacks", "kills"})  # a war is no one act
_CLAUSES = frozenset({"verb", "comp", "participle"})


def when(
    view: SentenceView, predicate: Predicate, actors: Sequence[Argument | None], *, speech: bool, ahead: bool
) -> TimeSpan | None:
    """Return when the act took place: told in its own clause, behind it, or in the clause of the word it is the object of.

    An act that is done by saying it (``speech``) took place when one of ``actors`` spoke. ``ahead``: the act is planned.
    """
    found = told(view, predicate, ahead=ahead) or _soon_after(view, predicate)
    if found is not None and speech and of_what_is_said(view, predicate, found):
        found = None
    if found is None:
        found = _went_on(view, predicate, actors[-1])
    child, during = predicate, False
    for node in predicate.chain():
        found = found or (_soon_after(view, node) if speech else None)
        during = during or child.link in _MEANWHILE
        above = child.link in ("comp", "colon")
        before = child.link in view.triggers.other_times or child.item.marker in view.triggers.other_times
        then = speech or child.item.ongoing or _by_the_hour(view, child)
        if found is None and before and _brought_about(child, node):
            found = told(view, node)
        if found is not None or before or (above and not then):
            return found
        reports = node.item.lemma in view.triggers.report
        if reports or not above:
            found = told(view, node, ahead=ahead and not reports)
        if found is None and during:
            found = _spoken(view, node)
        child = node
    if found is not None or not speech or past_perfect(view, predicate):
        return found
    if (behind := _behind_demand(view, predicate) or _shown(view, predicate)) is not None:
        return behind
    days = view.telling.days
    return next((days[a.entity.id] for a in actors if a is not None and a.entity.id in days), None)


def _soon_after(view: SentenceView, predicate: Predicate) -> TimeSpan | None:
    """Return the day on which somebody spoke, for what is told to have come hours after that (بعد وقت قصير من بيان بوتين)."""
    for filler in (f for marker in _AFTER for f in predicate.marked.get(marker, ())):
        start = filler.mention.start if filler.mention is not None else 0
        if filler.mention is None or not any(t.norm in _SOON for t in view.tokens[max(0, start - _TAIL) : start]):
            continue
        author = next((p.subject.mention for p in view.predicates if p.item is filler.item and p.subject), None)
        author = author or filler.mention.genitive
        actor = view.discourse.argument(author) if author is not None else None
        if actor is not None and actor.entity.id in view.telling.days:
            return view.telling.days[actor.entity.id]
    return None


def _shown(view: SentenceView, predicate: Predicate) -> TimeSpan | None:
    """Return the day of the words that show what somebody is told to have said (هددت مصر بالرد، إذ قال الوزير الأحد)."""
    behind = (p for p in view.predicates if p.position > predicate.position and p.item.lemma in view.triggers.report)
    shows = next((p for p in behind if view.items[p.position - 1].lemma in _AS), None)
    time = told(view, shows) if shows is not None else None
    return time if time is not None and time.precision is Precision.DAY else None


def _behind_demand(view: SentenceView, predicate: Predicate) -> TimeSpan | None:
    """Return the day of a demand that stands behind what is demanded (urged Oslo to leave on Sunday): today or yesterday."""
    published = view.discourse.published
    for node in view.predicates if published is not None else ():
        if node.governor is not predicate or not (node.item.tense == "inf" or node.obliged):
            continue
        item = _in_clause(view, node)
        near = item is not None and item.time is not None and item.time.precision is Precision.DAY and not item.future
        if item is not None and item.time is not None and near:
            days = (published - date.fromisoformat(item.time.value)).days if published is not None else _NEWS
            if 0 <= days <= 1:
                return replace(item.time, start=view.tokens[item.start].start, end=view.tokens[item.end - 1].end)
    return None


def _went_on(view: SentenceView, predicate: Predicate, actor: Argument | None) -> TimeSpan | None:
    """Return the time of the clause before, where its actor goes on and does something to whom the next verb names first.

    (فرض القائد الأحد الطوارئ وحل المجلس)
    """
    topic = predicate.topic.mention if predicate.topic is not None else None
    if topic is None or actor is None or predicate.item.kind != "verb" or not predicate.item.conj or predicate.subject is None:
        return None
    if predicate.subject.mention is topic or view.tokens[topic.start].start != actor.start:
        return None
    before = next((p for p in reversed(view.predicates) if p.position < predicate.position and p.item.kind == "verb"), None)
    same = before is not None and before.subject is not None and before.subject.mention is topic
    return told(view, before) if same and before is not None else None


def goes_on(view: SentenceView, predicate: Predicate) -> bool:
    """Return whether an act is told as a state, not as one of that day (القوات المدعومة من، الدعم الذي تقدمه الجماعة)."""
    if predicate.item.kind == "participle":
        return predicate.link == "relative"
    mention = predicate.item.mention
    telling = (p for p in view.predicates if p.link == "relative" and p.item.tense == "present" and not p.future)
    return mention is not None and any(f.mention is mention for p in telling for f in p.direct[:1])


def _brought_about(cause: Predicate, death: Predicate) -> bool:
    """Return whether a clause tells the attack that the word before means (أدى إلى مقتل العشرات بعد أن اقتحم مسلحون).

    That word is a death that nobody is told to have caused, or a verb that tells what the attack did (صدم هجوم الناس بعد أن).
    """
    subject = death.subject.item if death.subject is not None else None
    told_of = subject if subject is not None and death.item.kind == "verb" and subject.kind == "event" else death.item
    alone = told_of is subject or (death.item.kind == "event" and not death.subjects)
    struck = alone and told_of is not None and any(f.relation in STRIKES for f in told_of.frames)
    return struck and cause.link in _AFTER and any(f.relation == "attacks" for f in cause.item.frames)


def of_what_is_said(view: SentenceView, predicate: Predicate, time: TimeSpan) -> bool:
    """Return whether a time behind an event is too far back for news of what is said of that (accused it of a raid on 1 May)."""
    published = view.discourse.published
    recent = (published - timedelta(days=_NEWS)).isoformat() if published is not None else ""
    near = time.value[:10] >= recent[: len(time.value[:10])] if recent else time.precision is not Precision.YEAR
    return not near and behind_event(view, predicate, time)


def behind_event(view: SentenceView, predicate: Predicate, time: TimeSpan) -> bool:
    """Return whether the word of an act stands between a predicate and a time."""
    behind = (i for i in view.items[predicate.position + 1 :] if view.tokens[i.start].start < time.start)
    return any(i.kind == "event" or (i.kind == "verb" and i.tense in ("ing", "inf")) for i in behind)


def to_come(view: SentenceView, predicate: Predicate) -> bool:
    """Return whether the clause of an act tells a time that is still to come (الأسبوع المقبل), be it known which."""
    if predicate.item.kind == "verb" and predicate.item.tense == "past":
        return False  # welcomed a visit next month
    told = predicate.position if predicate.item.kind == "participle" else -1  # ستبدأ الأحد، داعيا: he does so now
    timed = [(abs(k - predicate.position), k) for k in _clause(view, predicate) if k > told and view.items[k].kind == "time"]
    return bool(timed) and view.items[min(timed)[1]].future


def open_time(view: SentenceView, predicate: Predicate) -> bool:
    """Return whether the clause of an act tells a time that the article does not tell how to read (أمس, with no date of it)."""
    return any(
        view.items[k].kind == "time" and view.items[k].time is None and view.items[k].lemma not in view.triggers.hours
        for k in _clause(view, predicate)
    )


def told(view: SentenceView, node: Predicate, *, ahead: bool = False) -> TimeSpan | None:
    """Return the time that the words at a predicate tell, with its place in the article's text, or None."""
    places = (_in_clause, _before_clause, _of_event, _of_cause, _joined)
    item = next((found for place in places if (found := place(view, node)) is not None), None)
    if item is None or item.time is None:
        return _apart(view, node)
    if item.future and node.item.kind == "participle" and item.start < node.item.start:
        return None  # أعلن أن المحادثات ستبدأ الأحد، داعيا إلى
    if item.future and node.item.tense == "past" and node.item.kind == "verb" and not (node.future or node.conditional):
        return None  # دعا إسرائيل إلى الانسحاب الأسبوع المقبل: that is when it is to leave
    time = item.later if (ahead or node.future) and item.later is not None else item.time
    return replace(time, start=view.tokens[item.start].start, end=view.tokens[item.end - 1].end)


def _apart(view: SentenceView, node: Predicate) -> TimeSpan | None:
    """Return the day that lies so many days before or after that of the clause before (Monday's talks began a day after ...)."""
    k = node.clause_start - 1
    offset = view.items[k - 1].offset if k > 0 else None
    main = _clause_before(view, k)
    time = told(view, main) if offset is not None and main is not None else None
    if offset is None or time is None or time.precision is not Precision.DAY:
        return None
    day = date.fromisoformat(time.value) - timedelta(days=offset)
    return replace(time, value=day.isoformat())


def _clause_before(view: SentenceView, k: int) -> Predicate | None:
    """Return the verb of the clause that ends before an item, unless it only reports."""
    main = next((p for p in reversed(view.predicates) if p.item.kind == "verb" and p.position < k), None)
    return main if main is not None and main.item.lemma not in view.triggers.report else None


def past_perfect(view: SentenceView, predicate: Predicate) -> bool:
    """Return whether a clause tells of what had been done before (وكانت الشركة وقعت): not on the day of the speech."""
    before = view.items[predicate.clause_start : predicate.position]
    return predicate.item.tense == "past" and any(i.kind == "cop" and i.lemma.startswith("كان") for i in before)


def _in_clause(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time in the clause of a predicate that stands nearest to it; not those of clauses inside it."""
    timed = [(abs(k - node.position), k) for k in _clause(view, node) if view.items[k].time is not None]
    timed = [
        (distance, k)
        for distance, k in timed
        if k == node.position or not (_of_noun(view, k) or _owns(view, k, node) or _since(view, k, node))
    ]
    return view.items[min(timed)[1]] if timed else None


def _owns(view: SentenceView, k: int, node: Predicate) -> bool:
    """Return whether a time is the possessor of what somebody only speaks of (condemned Monday's raid: when is not told)."""
    speaks = node.item.lemma in view.triggers.report or any(f.relation in _SPOKEN for f in node.item.frames)
    if not speaks or not view.items[k].definite or view.items[k].marker:
        return False
    return next((i for i in view.items[k + 1 :] if i.mention is not None), None) is not node.item


def _since(view: SentenceView, k: int, node: Predicate) -> bool:
    """Return whether a time only tells since when something is done; who holds a town took it then, who fights began to."""
    relations = set() if node.item.lemma in view.triggers.suffering else {frame.relation for frame in node.item.frames}
    return bool(k) and view.items[k - 1].lemma == _SINCE and bool(relations) and not relations & _TAKEN


def _of_noun(view: SentenceView, k: int) -> bool:
    """Return whether a full date tells of the event noun right before it (بمحاولة انقلاب يوم 15 يوليو 2016)."""
    time = view.items[k].time
    if view.items[k].kind == "event":
        return True
    before = next((i for i in reversed(view.items[:k]) if i.kind != "time"), None)
    full = time is not None and re.search(r"\b\d{4}\b", time.text) is not None
    return full and before is not None and before.kind == "event" and bool(before.marker or before.depth)


def _clause(view: SentenceView, node: Predicate) -> Iterator[int]:
    """Yield the positions of a clause, passing over relative clauses that a comma closes."""
    yield from range(_clause_begin(view, node), node.position)
    k = node.position
    while k < max(node.clause_end, node.position + 1) and k < len(view.items):
        if view.items[k].kind in ("rel", "wh"):
            k = next((n for n in range(k, node.clause_end) if view.items[n].lemma == "comma"), node.clause_end)
        if node.item.kind == "participle" and k > node.position and view.items[k].kind == "participle" and view.items[k].conj:
            return
        if node.item.kind == "participle" and view.items[k].lemma == "comma":
            if (back := _resumed(view, k)) is not None:
                yield back
            return
        yield k
        k += 1
    while k < len(view.items) and node.item.kind == "verb":  # ... بسبب العقوبات المفروضة عليها في 2013
        item = view.items[k]
        attribute = item.kind == "participle" and item.definite
        if item.kind == "rel" and (back := _resumed(view, k) or _past_behind(view, k)) is not None:
            yield back
            return
        if (item.kind in _CLAUSES and not attribute) or item.kind in ("rel", "wh") or item.lemma in ("stop", "colon", "comma"):
            return
        yield k
        k += 1


def _resumed(view: SentenceView, k: int) -> int | None:
    """Return the time with which a clause goes on behind what stands between commas (killed X, who led Y, on Friday)."""
    comma = next((n for n in range(k + 1, len(view.items)) if view.items[n].lemma == "comma"), len(view.items))
    rest = [n for n in range(comma + 1, len(view.items)) if view.items[n].kind not in ("prep", "quote")]
    return rest[0] if rest and view.items[rest[0]].kind == "time" and len(rest) < _TAIL else None


def _past_behind(view: SentenceView, k: int) -> int | None:
    """Return the day gone by behind a relative clause in the present, which is not its own (هاجموا الفندق الذي يستخدمه أمس)."""
    published, inside = view.discourse.published, False
    for n in range(k, len(view.items)) if published is not None else ():
        item = view.items[n]
        inside = inside or item.kind == "verb"
        other = item.kind == "verb" and item.tense != "present"
        if other or item.kind in ("comp", "wh") or item.lemma in ("stop", "colon", "comma"):
            return None
        if inside and item.time is not None:
            past = item.time.precision is Precision.DAY and item.time.value < str(published)
            return n if past and view.items[n - 1].lemma not in _UNTIL else None
    return None


def _clause_begin(view: SentenceView, node: Predicate) -> int:
    """Return where a clause begins: behind a comma if "and" joins it, at the word itself if it tells what was before or after."""
    if node.item.marker in view.triggers.other_times:
        return node.position
    if (own := _opened(view, node)) is not None:
        return own
    joined = (node.item.conj and not node.item.coord) or (node.position and view.items[node.position - 1].conj)
    commas = [k for k in range(node.clause_start, node.position) if view.items[k].lemma == "comma"] if joined else []
    if len(commas) == 1 and all(i.kind in ("time", "prep", "ptc", "word") for i in view.items[node.clause_start : commas[0]]):
        return node.clause_start  # but late last month, the rebels took the town
    return max([node.clause_start, *commas])


def _opened(view: SentenceView, node: Predicate) -> int | None:
    """Return where the subject of a verb stands if it begins a clause of its own behind "and" (... on Monday and Oslo left)."""
    item = node.subject.item if node.item.kind == "verb" and node.subject is not None else None
    if item is None or not item.conj or item.coord or item not in view.items or not node.clause_start:
        return None
    if view.items[node.clause_start - 1].kind != "verb":
        return None
    at = view.items.index(item)
    return at if node.clause_start <= at < node.position else None


def _before_clause(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time that a clause explains (منذ عام 2019 عندما أقال): right before the word that opens it.

    What حيث opens goes on with the clause before it.
    """
    k = node.clause_start - 1
    meanwhile = k > 0 and view.items[k].lemma in view.triggers.meanwhile
    if k < 1 or (view.items[k].kind not in ("wh", "rel") and not meanwhile):
        return None
    before = view.items[k - 2] if view.items[k - 1].lemma == "comma" and k > 1 else view.items[k - 1]
    if before.time is not None:
        day = before.time.precision is Precision.DAY
        return before if view.items[k].kind != "rel" or not day else None
    event = view.items[k].kind == "rel" and before.kind == "prep" and before.lemma in _MEANWHILE  # a speech in which she ...
    if event and k > 1 and view.items[k - 2].time is not None:
        return view.items[k - 2]  # incidents in July in which
    if not meanwhile and not event:
        return None
    main = _clause_before(view, k)
    return _in_clause(view, main) if main is not None else None


def _by_the_hour(view: SentenceView, node: Predicate) -> bool:
    """Return whether a clause tells the time of day alone (قصفت خلال الليل): it is that of the report."""
    items = [view.items[k] for k in _clause(view, node)]
    return any(i.lemma in view.triggers.hours and i.kind in ("time", "np") for i in items)


def _of_event(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time in the clause that tells of an event, or of what it took place in.

    (المحادثات جرت الأحد، الهجوم الذي وقع الجمعة، خلال مؤتمر عقد الأحد)
    """
    told_of = [node.item] if node.item.kind == "event" else []
    told_of += [f.item for m in _MEANWHILE for f in node.marked.get(m, []) if f.item is not None]
    inside = node.item.kind == "event" and node.item.depth > 0  # a verb with the whole phrase as its subject tells of its head
    for verb in view.predicates:
        relative = verb.link == "relative"
        heads = (*verb.subjects[:1], *(verb.direct[:1] if relative else ()))
        if verb.item.kind != "verb" or verb.item.lemma in view.triggers.report or (inside and not relative):
            continue
        if any(f.item is item or (f.mention and f.mention is item.mention) for f in heads for item in told_of):
            found = _in_clause(view, verb)
            if found is not None:
                return found
    return None


def _of_cause(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time of the event that a relative clause tells the effect of (الغارة الأسبوع الماضي التي أسفرت عن)."""
    head = node.subject.item if node.link == "relative" and node.subject is not None else None
    if head is None or head.kind != "event" or node.item.lemma in view.triggers.report:
        return None
    event = next((p for p in view.predicates if p.item is head), None)
    return _in_clause(view, event) if event is not None else None


def _joined(view: SentenceView, node: Predicate) -> Item | None:
    """Return the time of the clause before that the same actor goes on in (زار القاهرة الأحد والتقى الرئيس)."""
    subject = node.subject
    if node.item.kind != "verb" or not node.item.conj or subject is None or subject.how != "shared":
        return None
    before = [p for p in view.predicates if p.position < node.position and p.item.kind == "verb" and p.subject is not None]
    same = [p for p in before if p.subject is not None and p.subject.mention is subject.mention]
    return _in_clause(view, same[-1]) if same and same[-1] is before[-1] else None


def _spoken(view: SentenceView, node: Predicate) -> TimeSpan | None:
    """Return the day on which the subject of a reporting verb spoke, as told before."""
    if node.item.lemma not in view.triggers.report or node.subject is None:
        return None
    speaker = view.resolve(node.subject, node)
    return view.telling.days.get(speaker.entity.id) if speaker is not None else None
