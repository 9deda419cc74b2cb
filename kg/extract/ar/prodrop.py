"""Arabic verbs without a subject: which clause before them tells it, and when nothing does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.extract.ar.heads import MAX_SPAN, several
from kg.extract.ar.relatives import resumed
from kg.extract.ar.row import SO_THAT, Row
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.senses import companions
from kg.extract.rules.sentence import owns
from kg.model import ACTORS, EntityType
from kg.resolve.mention import several_people
from kg.text.fold import fold

_FROM_WHICH = fold("مما")
_RESULTS = frozenset(fold(w) for w in ("أسفر", "أدى", "أوقع", "خلف", "تسبب", "أودى", "أفضى"))
_LETTING = frozenset(fold(w) for w in ("سمح", "أتاح", "مكن"))
_FROM = fold("من")
_HARM = frozenset({"arrests", "attacks", "kills", "restricts", "sanctions", "violates", "pressures"})
_IN_IT = frozenset(fold(w) for w in ("في", "خلال", "أثناء"))
_ANEW = ("comma", fold("كما"))
_WITHIN_CLAUSE = frozenset(fold(w) for w in ("حيث", "عندما", "حينما", "بعدما", "قبلما"))
_GOING_ON = frozenset(fold(w) for w in ("حيث", "كما"))
_SOURCES = frozenset(fold(w) for w in ("مصدر", "مسؤول", "متحدث", "ناطق", "شاهد", "مراسل"))
_DONE_TO = frozenset({"kills", "arrests"})


def _struck(verb: Predicate) -> bool:
    """Return whether a verb without an object may tell to whom something was done (قتل مئات المدنيين وخطفت نساء)."""
    done = verb.subject is not None and verb.subject.how == "vso" and not verb.direct
    return done and any(f.relation in _DONE_TO for f in verb.item.frames)


def _result_of(before: Predicate, item: Item) -> Filler | None:
    """Return the attack that a verb behind its own relative clause tells the result of (على هجوم أصاب بلدة، وأسفر عن)."""
    head = before.subjects[0] if before.subjects else None
    told = before.item.kind == "verb" and before.link == "relative" and item.lemma in _RESULTS and bool(item.conj)
    if head is None or head.item is None or head.mention is None or not told or head.mention.definite:
        return None
    return head if any(f.relation == "attacks" for f in head.item.frames) and head.mention is head.item.mention else None


class ProDrop:
    """Asks the clauses of a sentence for subjects; ``by_position`` are the predicates built so far."""

    def __init__(self, row: Row, by_position: Mapping[int, Predicate]) -> None:
        """Keep the row and the predicates."""
        self.row = row
        self.items = row.items
        self.triggers = row.triggers
        self.by_position = by_position

    def topic(self, k: int, item: Item) -> Filler | None:
        """Return the subject of the verb before that can be that of a verb without one (ندد الوزير ... وأكد دعمه)."""
        if item.person != 3:
            return None
        told = self._nominal_topic(k) or self._caller(k)
        if told is not None:
            return told
        for n in range(k - 1, -1, -1):
            before = self.by_position.get(n)
            attack = self._brought_by(k, before) if before is not None else None
            if attack is not None:
                return replace(attack, how="shared")
            if before is None or before.item.kind != "verb" or before.link == "relative" or self._goes_on_saying(k, before):
                continue
            subject = before.subject
            if subject is None and self._attacked(n) and item.lemma in _RESULTS:
                return None  # قصف ردا على هجوم عبر الحدود أصاب بلدة وأسفر عن: the attack did, not who answers it
            if subject is None or subject.mention is None or not self._goes_on_with(item, before):
                continue
            fought = not before.direct and any(f.relation == "fightsWith" for f in before.item.frames)
            if self.result(k) and (fought or before.item.lemma in self.triggers.report):
                return None  # أفادت الوزارة بوقوع حادث، ما أدى إلى: not what she says; who of two sides that fought is not told
            gender = subject.mention.gender or before.item.gender
            if not item.gender or not gender or gender == item.gender or self.result(k):
                return Filler(subject.mention, "shared", subject.item, k - n)
        return self._described_on(k, item)

    def _brought_by(self, k: int, before: Predicate) -> Filler | None:
        """Return the attack, or who made it, that the result told at ``k`` is of, where ``before`` is of its relative clause."""
        return before.subject if self._struck_in(k, before) else _result_of(before, self.items[k])

    def _struck_in(self, k: int, before: Predicate) -> bool:
        """Return whether a result is that of an attack in a relative clause right before it (هجوم شنته الحركة، ما أدى إلى)."""
        if before.link != "relative" or not self.result(k) or self._verb_before(k) is not before:
            return False
        attacks = any(f.relation == "attacks" for f in before.item.frames)
        heads = [f.item for f in before.direct[:1] if f.how == "clitic" and f.item is not None]
        return attacks or any(f.relation == "attacks" for item in heads for f in item.frames)

    def _attacked(self, n: int) -> bool:
        """Return whether a verb without a subject describes an attack some phrases before it (هجوم عبر الحدود أصاب بلدة)."""
        for item in reversed(self.items[max(0, n - MAX_SPAN) : n]):
            if item.kind in ("verb", "comp", "rel", "punct"):
                return False
            if item.kind == "event" and not item.depth and item.mention is not None:
                return not item.mention.definite and any(f.relation == "attacks" for f in item.frames)
        return False

    def _goes_on_with(self, item: Item, before: Predicate) -> bool:
        """Return whether the subject told of a verb can be that of one behind it, but for its gender."""
        subject = before.subject
        if subject is None or subject.mention is None or subject.mention.pronoun or _struck(before):
            return False
        if before.link == "purpose" and subject.how == "vso":
            return False  # بقيت محايدة لتجنب استفزاز روسيا، كما استضافت
        alone = item.number == "s" and several_people(subject.mention)
        return self.may_be_several(item, subject) and not alone  # قتل ستة أشخاص في عملية ... واستهدفت: they take a plural

    def _described_on(self, k: int, item: Item) -> Filler | None:
        """Return what "and" goes on to describe behind a relative clause (عملية نفذتها الحركة واستهدفت الشرطة)."""
        behind = range(k - 1, max(-1, k - 2 * MAX_SPAN), -1) if item.conj else ()
        verbs = [p for n in behind if (p := self.by_position.get(n)) is not None and p.item.kind == "verb"]
        before = next((p for p in verbs if not (p.position and self.items[p.position - 1].kind == "wh")), None)
        if before is None or before.link != "relative":
            return None
        for filler in (*before.subjects[:1], *(f for f in before.direct[:1] if f.how == "clitic")):
            mention = filler.mention
            gender = (mention.gender if mention is not None else "") or (before.item.gender if filler.how != "clitic" else "")
            if mention is None or mention.pronoun or not gender or gender != item.gender:
                continue
            if self.row.follows(item, mention) and self.may_be_several(item, filler):
                return Filler(mention, "shared", filler.item, k - before.position)
        return None

    def _nominal_topic(self, k: int) -> Filler | None:
        """Return who the clause with أن is about that has no verb of its own before the one at ``k``, which goes on with it.

        (قال الوزير إن الجيش جاهز عندما يهاجم: the army; إن موقف المغرب واضح حيث لا يدين: Morocco.)
        """
        opener = self._opener(k)
        within = opener is not None and opener.kind == "wh" and opener.lemma in _WITHIN_CLAUSE
        if self.items[k].conj or not (within or self.row.pronoun_topic(k)):
            return None
        own = self.row.comp_before(k) if self.row.pronoun_topic(k) else None
        for n in range((own if own is not None else k) - 1, 0, -1):
            item, before = self.items[n], self._opener(n)
            if item.kind in ("verb", "rel") or item.lemma in ("stop", "colon"):
                return None
            if (
                before is not None
                and before.kind == "comp"
                and item.kind == "np"
                and item.mention is not None
                and not item.marker
            ):
                agrees = self.row.follows(self.items[k], item.mention)
                return Filler(item.mention, "shared", item, k - n) if agrees else None
        return None

    def _caller(self, k: int) -> Filler | None:
        """Return who made the call or sent the letter that the verb at ``k`` describes (تلقى اتصالا من X أكد فيه), or None."""
        within = any(i.marker in _IN_IT and i.mention is not None and i.mention.pronoun for i in self.items[k + 1 : k + 3])
        before = self._verb_before(k) if within and not self.items[k].conj else None
        if before is None or before.item.lemma not in self.triggers.suffering or before.clause_end != k:
            return None
        callers = [
            f for f in before.marked.get(_FROM, []) if f.mention is not None and self.row.follows(self.items[k], f.mention)
        ]
        return replace(callers[-1], how="shared") if callers else None

    def of_nobody(self, verb: Item, topic: Filler | None) -> bool:
        """Return whether the pronoun before an impersonal verb means nobody, least of all the man who speaks.

        (أكد الوزير أنه لا يمكن القضاء على، أنه تم فرض حظر.)
        """
        told = topic.mention if topic is not None else None
        nobody = verb.lemma in self.triggers.impersonal and not verb.clitic and verb.gender == "m"
        if told is not None and told.head in _SOURCES and not verb.clitic and any(f.relation in _DONE_TO for f in verb.frames):
            return True  # قال مصدر إنه قتل خمسة جنود: they were killed
        return nobody and (told is None or told.type is EntityType.PERSON)

    def _opener(self, k: int) -> Item | None:
        """Return the word before the item at ``k``, past a negation and quotation marks."""
        return next((self.items[n] for n in range(k - 1, -1, -1) if self.items[n].kind not in ("neg", "quote")), None)

    def may_be_several(self, verb: Item, subject: Filler) -> bool:
        """Return whether a phrase can be the subject of a verb by number: a plural verb behind its subject tells of several."""
        return verb.number != "p" or several(subject.mention) or self.row.joined(subject)

    def _goes_on_saying(self, k: int, before: Predicate) -> bool:
        """Return whether a verb is part of what somebody told before a verb of saying (قال X إن Y انسحب، وأضاف: X adds)."""
        report, item = self.triggers.report, self.items[k]
        if item.quoted and item.quoted == before.item.quoted:
            return False
        if before.link not in ("comp", "colon") or item.lemma not in report or self.items[k - 1].lemma not in _ANEW:
            return False
        says = (*report, *self.triggers.control_verbs)  # تأمل بغداد أن تنسحب واشنطن، وتؤكد: Baghdad does
        speakers = [node.subject.mention for node in before.chain() if node.item.lemma in says and node.subject is not None]
        return any(m is not None and m.type in ACTORS and not (item.number == "s" and m.number == "d") for m in speakers)

    def goes_on_untold(self, k: int, shared: Filler | None) -> bool:
        """Return whether "and" joins a verb to one whose subject is not told (شوهدت عربات تتحرك وتطلق)."""
        if shared is not None and (self._imposed(k, shared) or (self.result(k) and self.items[k].lemma in _LETTING)):
            return True  # ، ما سمح له بقصف: what was done did
        before = self._verb_before(k) if shared is None and self.items[k].conj else None
        return (
            before is not None
            and before.item.kind == "verb"
            and not before.subjects
            and before.item.gender == self.items[k].gender
        )

    def conjoined(self, k: int) -> bool:
        """Return whether "and" joins the verb at ``k`` to the one before, also before its negation (ولن تسمح)."""
        j = k
        while j > 0 and not self.items[j].conj and self.items[j - 1].kind in ("neg", "quote"):
            j -= 1
        return bool(self.items[j].conj) or self.row.then(j)

    def _imposed(self, k: int, shared: Filler) -> bool:
        """Return whether something is done to the actor before, whom a pronoun right behind a verb means (فرضت عليها عقوبات)."""
        verb, upon, act = (*self.items[k : k + 3], None, None, None)[:3]
        if verb is None or upon is None or act is None or act.mention is None or upon.mention is None or shared.mention is None:
            return False
        carries = verb.lemma in self.triggers.light and verb.tense == "past" and verb.gender == "f" and act.kind == "event"
        return carries and not act.mention.definite and upon.mention.pronoun == "ها" and owns("ها", shared.mention)

    def result(self, k: int) -> bool:
        """Return whether a verb tells the result of the clause before (ما أسفر عن): the same actor stands behind it."""
        what, before = self.items[max(0, k - 2) : k][-1:], self.items[k - 2].lemma if k > 1 else ""
        if not what or what[0].kind != "wh" or what[0].lemma not in SO_THAT:
            return False
        return what[0].lemma == _FROM_WHICH or before == "comma"  # not: إذا ما، سرعان ما

    def goes_on(self, k: int) -> bool:
        """Return whether a verb has the subject of the clause before: joined by "and" or حيث, its result, or expected."""
        opener = self._opener(k)
        where = opener is not None and opener.kind == "wh" and opener.lemma in _GOING_ON
        where = where or self._nominal_topic(k) is not None or self._after_time(k) or self._caller(k) is not None
        return where or self.conjoined(k) or self.result(k) or self.expected(k)

    def _after_time(self, k: int) -> bool:
        """Return whether a main clause begins behind the comma of one that tells when (عندما وصل الوزير، دعا إلى)."""
        before = self._verb_before(k) if k and self.items[k - 1].lemma == "comma" else None
        if before is None or before.item.kind != "verb" or before.position == 0:
            return False
        opener = self.items[before.position - 1]
        timed = self.row.at_that_time(before.position) or (opener.kind == "wh" and opener.lemma in self.triggers.whens)
        return timed and not any(p.item.kind == "verb" for n, p in self.by_position.items() if n < before.position)

    def expected(self, k: int) -> bool:
        """Return whether "it is planned that" stands before a verb (ومن المقرر أن يشارك): who acted before will."""
        before = self.items[k - 2 : k] if k > 1 else []
        return len(before) > 1 and before[1].kind == "comp" and before[0].marker == _FROM and before[0].kind == "event"

    def _verb_before(self, k: int) -> Predicate | None:
        """Return the nearest verb or participle before the item at ``k``."""
        before = (self.by_position[n] for n in range(k - 1, max(-1, k - 2 * MAX_SPAN), -1) if n in self.by_position)
        return next((p for p in before if p.item.kind != "event"), None)


def goes_on_ahead(predicate: Predicate, before: Predicate | None, row: Row) -> bool:
    """Return whether a present goes on with what its subject will do by the verb before (سيزور بغداد ثم يتوجه إلى أربيل)."""
    item, told = predicate.item, predicate.subject
    joined = item.tense == "present" and (item.conj == "و" or row.then(predicate.position))
    if not joined or item.lemma in row.triggers.report or told is None or told.how != "shared":
        return False
    return before is not None and before.future and before.link != "relative"


def carried(predicate: Predicate, told: Filler) -> bool:
    """Return whether the phrase behind a verb is the noun that it states a relation with, so that it does not act (نقل تحيات).

    Not of harm, which is done to whom the clause describes (الذي ألقي القبض عليه).
    """
    head = told.mention.head if told.mention is not None else ""
    frames = [f for f in predicate.item.frames if f.trigger == "phrase" and f.relation not in _HARM]
    return any(not frame.companion_marker and head in companions(frame) for frame in frames)


def borne_by(predicate: Predicate, left: Filler) -> bool:
    """Return whether a verb with its subject behind describes the thing right before it by a pronoun (خطوة رحبت بها مصر)."""
    mention = left.mention
    bare = mention is not None and not (mention.definite or mention.entry or mention.name or mention.type in ACTORS)
    return bare and left.distance == 1 and resumed(predicate)
