"""Conditions and duties of Arabic: what is only done if something else happens, and what somebody has to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.extract.ar.implied import implied
from kg.extract.ar.row import Row
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS
from kg.text.fold import fold

_ON = fold("على")
_IN = fold("في")
_WHAT, _ABOUT_WHAT = fold("ما"), fold("عما")
_WHETHER = 7
_THAT = fold("أن")
_IF = frozenset(fold(w) for w in ("إذا", "لو"))
CONDITIONS = frozenset(fold(w) for w in ("إذا", "لو", "حال", "كلما"))
CASE = frozenset(fold(w) for w in ("حال", "حالة", "شرط"))
_WHEN = frozenset(fold(w) for w in ("عندما", "حينما", "متى", "حالما", "حين"))
_AS_SOON = fold("مجرد")
_EVEN_IF, _UNTIL = fold("ولو"), fold("حتى")
_ANY = fold("أي")
_OCCURRING = frozenset(fold(w) for w in ("حدوث", "وقوع", "تسجيل", "اندلاع", "نشوب", "حصول"))
_WITHOUT = frozenset(fold(w) for w in ("دون", "بدون"))
_NOT_YET = (fold("ما"), fold("لم"))
_UNREAL = frozenset(fold(w) for w in ("لن", "قد"))
_DUTIES = frozenset(fold(w) for w in ("وجب", "انبغى", "تعين", "توجب", "لزم"))
_LEST = frozenset(fold(w) for w in ("ألا", "بألا", "لئلا"))


def obliged(items: Sequence[Item], k: int, triggers: Triggers) -> Filler | None:
    """Return who has to do the act at ``k`` (إن على المجر دعم كييف، على المجر أن تدعم كييف), or None.

    A masdar that looks like a past tense (دعم) is read as a verb by its form; behind على and an actor it is the masdar.
    """
    n, item = k - 1, items[k]
    if n >= 0 and items[n].kind == "comp" and fold(items[n].text) == _THAT and item.tense == "present":
        n -= 1
    elif item.kind == "verb" and not (item.tense == "past" and triggers.noun(fold(item.text))):
        return None
    while n >= 0 and (items[n].depth or items[n].kind in ("neg", "quote", "time")):
        n -= 1
    if n < 0 or items[n].kind != "np" or items[n].marker != _ON or items[n].mention is None:
        return None
    before = n - 1
    while before >= 0 and (items[before].kind in ("prep", "quote", "ptc") or implied(items[before])):
        before -= 1
    opens = before < 0 or items[before].kind == "comp" or items[before].lemma in ("stop", "colon")
    mention = items[n].mention
    return Filler(mention, "obliged", items[n], k - n) if opens and mention is not None and mention.type in ACTORS else None


def burdened(row: Row, k: int) -> Filler | None:
    """Return the actor a duty is said of that the act at ``k`` fulfils (إن المجر يجب أن تدعم كييف), or None."""
    duty, comp = row.items[k - 2 : k] if k > 1 else (None, None)
    if duty is None or comp is None or comp.kind != "comp" or not (lest(comp) or fold(comp.text) == _THAT):
        return None
    if duty.kind != "verb" or duty.lemma not in _DUTIES or row.items[k].clitic or row.items[k].passive:
        return None
    n = k - 3
    while n >= 0 and (row.items[n].depth or row.items[n].kind in ("quote", "neg") or row.items[n].coord):
        n -= 1
    topic, before = (row.items[n], row.items[n - 1] if n else None) if n >= 0 else (None, None)
    opens = before is None or before.kind == "comp" or before.lemma in ("stop", "colon") or row.items[n].opens
    if topic is None or topic.kind != "np" or topic.marker or topic.mention is None or not opens:
        return None
    if topic.mention.type not in ACTORS or not row.agrees(row.items[k], topic.mention):
        return None
    return Filler(topic.mention, "obliged", topic, k - n)


def lest(item: Item) -> bool:
    """Return whether a word is أن with a negation in it (ألا، لئلا)."""
    return item.kind == "comp" and fold(item.text) in _LEST


def wished(items: Sequence[Item], comp: int, k: int) -> bool:
    """Return whether the verb at ``k`` stands at once behind أن (or a negation behind it) in the present: the subjunctive."""
    between = all(i.kind == "neg" for i in items[comp + 1 : k])
    return between and fold(items[comp].text).lstrip("وبل") == _THAT and items[k].tense == "present"


def depend(items: Sequence[Item], predicates: Iterable[Predicate]) -> None:
    """Mark the clause that a condition stands behind (سترد إن، مستعد لدعم كييف في حال): its plans are conditional."""
    hosts = [p for p in predicates if p.link != "relative" and (p.item.kind == "verb" or p.subjects)]
    for c in range(1, len(items)):
        if not _opens_condition(items, c):
            continue
        before = [p for p in hosts if p.position < c and p.item.kind in ("verb", "participle")]
        if before and not any(i.lemma in ("stop", "colon") for i in items[before[-1].position : c]):
            before[-1].depends = True


def _opens_condition(items: Sequence[Item], c: int) -> bool:
    item = items[c]
    if item.kind == "ptc" and item.lemma in _IF:
        return items[c - 1].lemma != _NOT_YET[0] and not concedes(items, c)  # ما إذا: whether
    if item.marker in (fold("في"), "ب") and _case(item):
        return True
    if (
        item.kind == "comp"
        and item.text == "إن"
        and c + 1 < len(items)
        and items[c + 1].kind == "verb"
        and items[c + 1].tense == "past"
    ):
        return not implied(items[c + 1])  # سينسحب إن وافقت الحكومة
    unless = (item.lemma, items[c + 1].lemma if c + 1 < len(items) else "") == _NOT_YET
    return unless and items[c - 1].kind != "prep"


def whenever(items: Sequence[Item], k: int) -> bool:
    """Return whether a verb tells what has yet to happen for something else to come (عندما تهاجم ... ستندلع، بمجرد أن)."""
    n = k - 1
    while n >= 0 and items[n].kind in ("neg", "ptc", "quote", "time"):
        n -= 1
    if n < 0 or items[k].tense != "present" or (n and items[n].kind == "wh" and items[n - 1].lemma == _IN):
        return False  # في حين: while
    soon = items[n].kind == "comp" and n > 0 and items[n - 1].lemma == _AS_SOON
    ahead = any(i.kind in ("verb", "cop") and (i.future or i.lemma.startswith("س")) for i in items[k + 1 :])
    return ahead and (soon or (items[n].kind == "wh" and items[n].lemma in _WHEN))


def concedes(items: Sequence[Item], c: int) -> bool:
    """Return whether "if" at ``c`` is "even if" behind what is said anyway (سيلاحقهم ولو طال الزمن، حتى لو)."""
    behind = c > 0 and items[c - 1].lemma not in ("stop", "sign")
    return behind and (fold(items[c].text) == _EVEN_IF or items[c - 1].lemma == _UNTIL)


def in_case(items: Sequence[Item], j: int) -> bool:
    """Return whether "in case" ends at ``j`` (في حال، بشرط); not a state (أعلن حالة الطوارئ)."""
    if j < 0 or items[j].lemma not in CASE:
        return False
    mention = items[j].mention
    return mention is None or mention.genitive is None


def _case(item: Item) -> bool:
    """Return whether a word is "case" in the singular, of which no adjective tells what it is like (not: في حالات سابقة)."""
    words = fold(item.text).split(" ")
    described = len(words) > 1 and (item.mention is None or item.mention.genitive is None)
    return item.lemma in CASE and words[0].lstrip("بل") in CASE and not described


def whether(items: Sequence[Item], k: int) -> bool:
    """Return whether a verb stands behind ما إذا: it is open if it is so."""
    return any(a.lemma in (_WHAT, _ABOUT_WHAT) and b.lemma in CONDITIONS for a, b in pairwise(items[max(0, k - _WHETHER) : k]))


def behind_condition(items: Sequence[Item], k: int, triggers: Triggers) -> bool:
    """Return whether a condition stands before the verb at ``k``, and nobody begins to speak between them."""
    for n in range(k - 1, -1, -1):
        item = items[n]
        if item.lemma in CONDITIONS and item.kind == "ptc" and not concedes(items, n):
            return True
        if item.kind == "verb" and item.lemma in triggers.report:
            return False
    return False


def without(items: Sequence[Item], k: int) -> bool:
    """Return whether an event is one that something was done without (دخلوا دون حدوث أي اشتباكات)."""
    n = k - 1
    while n >= 0 and (items[n].lemma == _ANY or items[n].kind == "quote"):
        n -= 1
    return n >= 0 and items[n].lemma in _OCCURRING and items[n].marker in _WITHOUT


def unreal(items: Sequence[Item]) -> bool:
    """Return whether a sentence tells of what will, will not or may be (لن، قد يؤدي), so that "any attack" in it is an if."""
    for k, item in enumerate(items):
        if item.kind == "verb" and (item.future or (k and item.tense == "present" and items[k - 1].lemma in _UNREAL)):
            return True
    return False
