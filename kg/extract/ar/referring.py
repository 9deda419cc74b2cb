"""What the pronoun of a verb of judging goes back to: an act told before (أثارت زيارة الوزير جدلا، إذ أدانتها كندا)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.ar.row import SO_THAT
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_JUDGING = frozenset({"condemns", "praises", "rejects", "supports", "denies"})
_OF_WHOM = frozenset({"condemns", "praises"})
_ACTS = frozenset({EntityType.EVENT, EntityType.POLICY, EntityType.AGREEMENT})
_WHICH_IS = frozenset(fold(w) for w in ("وهو", "وهي"))
_FACT = fold("أمر")
THAT = fold("ذلك")
_REACH = 16
_FEMININE = ("ه", "ت", "ات")


def resumes_what(items: Sequence[Item], predicate: Predicate, k: int) -> bool:
    """Return whether the pronoun of a verb goes back to ما right before it (وهو ما رفضته تركيا): no phrase is meant."""
    what = items[k - 1] if k else None
    told = predicate.subject is not None and predicate.subject.how == "vso"
    return told and predicate.item.clitic == "ه" and what is not None and what.kind == "wh" and what.lemma in SO_THAT


def the_fact_that(items: Sequence[Item], k: int) -> bool:
    """Return whether "the fact that" opens the clause of a verb (، الأمر الذي أدانته تركيا): it means what was told before."""
    if k < 3 or items[k - 1].kind != "rel" or items[k - 3].lemma != "comma":
        return False
    mention = items[k - 2].mention
    return mention is not None and mention.head == _FACT and mention.genitive is None


def _accuses(by_position: Mapping[int, Predicate], subject: Filler) -> bool:
    """Return whether a phrase is the subject of a verb of accusing: who denies that denies what he says."""
    said = (p for p in by_position.values() if p.subject is not None and p.subject.item is subject.item)
    return any(f.relation == "accuses" for p in said for f in p.item.frames)


def who_does_what(items: Sequence[Item], by_position: Mapping[int, Predicate], k: int) -> tuple[Filler, int] | None:
    """Return who does that which the verb at ``k`` tells of (إن ما تقوم به القوات يشكل جريمة), and where that clause opens."""
    comp = next((n for n in range(k - 1, max(-1, k - _REACH), -1) if items[n].kind == "comp"), None)
    what = items[comp + 1] if comp is not None and comp + 1 < k else None
    if comp is None or what is None or what.kind != "wh" or what.lemma not in SO_THAT or items[k].conj:
        return None
    verbs = [p for n in range(comp + 2, k) if (p := by_position.get(n)) is not None and p.item.kind == "verb"]
    told = verbs[0].subject if len(verbs) == 1 else None
    acts = told is not None and told.how == "vso" and told.mention is not None and told.mention.type in ACTORS
    return (replace(told, how="svo"), comp) if told is not None and acts else None


def judged_act(items: Sequence[Item], by_position: Mapping[int, Predicate], predicate: Predicate, k: int) -> Filler | None:
    """Return what a verb of judging means by its pronoun: an act that is the subject before, or for "which is what" who acted."""
    item = predicate.item
    if item.kind != "verb" or item.clitic not in ("ه", "ها") or not any(f.relation in _JUDGING for f in item.frames):
        return None
    which = resumes_what(items, predicate, k) or the_fact_that(items, k)
    judges = any(f.relation in _OF_WHOM for f in item.frames)  # what is rejected is the act, not who did it
    denies = any(f.relation == "denies" for f in item.frames)
    if which and not ((judges or denies) and (the_fact_that(items, k) or (k > 1 and fold(items[k - 2].text) in _WHICH_IS))):
        return None
    for filler in _before(by_position, k, who=which):
        mention = filler.mention
        if mention is None or (which and mention.type not in ACTORS):
            return None
        if which:
            return Filler(mention, "clitic", filler.item) if judges or _accuses(by_position, filler) else None
        if denies and not judges:
            return None  # نفته: what was said, not the act told last
        return Filler(mention, "clitic", filler.item) if _fits(filler, item.clitic) else None
    return None


def refer_back(items: Sequence[Item], by_position: Mapping[int, Predicate], predicate: Predicate, k: int) -> None:
    """Let the pronoun under the preposition of a verb of judging mean the act that was judged before (نددت بالقرار، ورحب به).

    Who denies "that" (نفت أنقرة ذلك) denies what he was accused of.
    """
    if predicate.item.kind != "verb":
        return
    behind = next((i for i in items[k + 1 :] if i.kind not in ("np", "time", "quote") or i.marker), None)
    denies = any(f.relation == "denies" for f in predicate.item.frames) and not predicate.direct
    if denies and behind is not None and behind.kind == "ptc" and behind.lemma == THAT:
        predicate.direct = [Filler(Mention(behind.start, behind.end, behind.text, pronoun=THAT), "direct", behind)]
    for marker in {fold(m) for f in predicate.item.frames if f.relation in _JUDGING for m in f.object}:
        filler = next(iter(predicate.marked.get(marker, [])), None)
        mention = filler.mention if filler is not None else None
        if filler is None or mention is None or mention.pronoun not in ("ه", "ها") or filler.distance > 1:
            continue
        act = next(_before(by_position, k, who=False), None)
        if act is not None and _fits(act, mention.pronoun):
            predicate.marked[marker][0] = Filler(act.mention, "clitic", act.item, filler.distance)


def _fits(act: Filler, pronoun: str) -> bool:
    """Return whether a pronoun can mean an act that is known."""
    mention = act.mention
    if mention is None or mention.type not in _ACTS or not mention.definite or act.item is None:
        return False
    feminine = (mention.gender or ("f" if mention.head.endswith(_FEMININE) else "m")) == "f" or mention.number == "p"
    return feminine is (pronoun == "ها")


def _before(by_position: Mapping[int, Predicate], k: int, *, who: bool) -> Iterator[Filler]:
    """Yield what the main verbs before ``k`` have as subject, unless ``who`` as the act that they judge too, nearest first."""
    for n in sorted((n for n in by_position if n < k), reverse=True):
        before = by_position[n]
        if before.item.kind != "verb" or before.link not in ("", "coord"):
            continue
        judged = next(
            (f for f in before.direct[:1] if f.how == "clitic" and f.mention is not None and not f.mention.pronoun), None
        )
        told = before.subject if who else judged or _object(before) or before.subject
        if told is not None:
            yield told


def _object(verb: Predicate) -> Filler | None:
    """Return the act that a verb of judging is about (نددت كندا بقرار الوكالة), or None."""
    markers = {fold(m) for f in verb.item.frames if f.relation in _JUDGING for m in f.object}
    own = verb.direct[0].item if verb.direct else None
    stance = (
        own is not None and own.mention is not None and own.mention.possessor and any(f.relation in _JUDGING for f in own.frames)
    )
    if own is not None and stance:  # أبدت تحفظها على البيان
        markers |= {fold(m) for f in own.frames for m in (*f.object, *f.masdar_object)}
    direct = [] if stance else verb.direct[:1]
    fillers = [*direct, *(f for m in markers for f in verb.marked.get(m, [])[:1])] if markers else []
    acts = [f for f in fillers if f.mention is not None and f.mention.type in _ACTS and f.mention.definite]
    return min(acts, key=lambda f: f.distance, default=None)
