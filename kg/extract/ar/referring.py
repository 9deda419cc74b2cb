"""What the pronoun of a verb of judging goes back to: an act told before (أثارت زيارة الوزير جدلا، إذ أدانتها كندا)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.ar.row import SO_THAT
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType
from kg.text.fold import fold

_JUDGING = frozenset({"condemns", "praises", "rejects", "supports"})
_OF_WHOM = frozenset({"condemns", "praises"})
_ACTS = frozenset({EntityType.EVENT, EntityType.POLICY, EntityType.AGREEMENT})
_WHICH_IS = frozenset(fold(w) for w in ("وهو", "وهي"))
_FEMININE = ("ه", "ت", "ات")


def resumes_what(items: Sequence[Item], predicate: Predicate, k: int) -> bool:
    """Return whether the pronoun of a verb goes back to ما right before it (وهو ما رفضته تركيا): no phrase is meant."""
    what = items[k - 1] if k else None
    told = predicate.subject is not None and predicate.subject.how == "vso"
    return told and predicate.item.clitic == "ه" and what is not None and what.kind == "wh" and what.lemma in SO_THAT


def judged_act(items: Sequence[Item], by_position: Mapping[int, Predicate], predicate: Predicate, k: int) -> Filler | None:
    """Return what a verb of judging means by its pronoun: an act that is the subject before, or for "which is what" who acted."""
    item = predicate.item
    if item.kind != "verb" or item.clitic not in ("ه", "ها") or not any(f.relation in _JUDGING for f in item.frames):
        return None
    which = resumes_what(items, predicate, k)
    judges = any(f.relation in _OF_WHOM for f in item.frames)  # what is rejected is the act, not who did it
    if which and not (judges and k > 1 and fold(items[k - 2].text) in _WHICH_IS):
        return None
    for filler in _before(by_position, k):
        mention = filler.mention
        if mention is None or (which and mention.type not in ACTORS):
            return None
        if which:
            return Filler(mention, "clitic", filler.item)
        feminine = (mention.gender or ("f" if mention.head.endswith(_FEMININE) else "m")) == "f" or mention.number == "p"
        fits = mention.type in _ACTS and mention.definite and filler.item is not None and feminine is (item.clitic == "ها")
        return Filler(mention, "clitic", filler.item) if fits else None
    return None


def _before(by_position: Mapping[int, Predicate], k: int) -> Iterator[Filler]:
    """Yield what the main verbs before ``k`` have as subject, or as the act that they judge too, nearest first."""
    for n in sorted((n for n in by_position if n < k), reverse=True):
        before = by_position[n]
        if before.item.kind != "verb" or before.link not in ("", "coord"):
            continue
        judged = next(
            (f for f in before.direct[:1] if f.how == "clitic" and f.mention is not None and not f.mention.pronoun), None
        )
        told = judged or before.subject
        if told is not None:
            yield told
