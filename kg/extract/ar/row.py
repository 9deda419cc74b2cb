"""The row of items of an Arabic sentence, and what can be asked of it: clause bounds, phrases beside a verb, agreement."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.ar.cleft import told_who
from kg.extract.ar.heads import MAX_SPAN, PEOPLE, Heads, but_he, to_blame
from kg.extract.ar.naming import own_office
from kg.extract.ar.wordclass import is_adjective
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.senses import companions
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention, several_people
from kg.text.fold import fold

_BETWEEN = fold("بين")
_AT = fold("لدى")
SO_THAT = frozenset(fold(w) for w in ("ما", "مما"))
_IN = fold("في")
_TIMES = frozenset(fold(w) for w in ("وقت", "يوم", "لحظة", "ساعة", "عام"))
_ACCUSATIVE = ("\u064b", "\u064bا")
_PHRASAL = frozenset({"np", "event", "prep", "quote", "time", "num", "ptc", "cop", "neg"})
_SHORT, _TWO = 5, 2
_BACKED = frozenset(fold(w) for w in ("دعم", "سند", "ساند", "عزز", "صحب", "أسند", "سلح"))
_CONCLUDED = frozenset(fold(w) for w in ("أبرم", "وقع", "عقد"))  # ألغى الاتفاق المبرم مع مصر
_MET = frozenset({"meets", "hosts"})
_TALKS = _MET | {"visits", "phones", "negotiatesWith"}
_WHO = fold("من")
_SOME = frozenset(fold(w) for w in ("بعض", "جميع", "كافة", "معظم"))
_THEN, _THAT = fold("ثم"), fold("ذلك")
_IN_REPLY = "وردا"  # no rose
_NOR, _AS_FOR = "ولا", ("أما", "وأما")
_BUT = frozenset(fold(w) for w in ("لكن", "ولكن", "بل"))


def is_phrase(item: Item) -> bool:
    """Return whether an item is a phrase that can fill a slot (not one nested in another)."""
    return item.kind in ("np", "event") and not item.depth and item.mention is not None


def oblique(mention: Mention) -> bool:
    """Return whether the ending of a phrase of several people says that it is no subject (ودعا السياسيين، قتل المسلحين)."""
    first = mention.text.split(" ")[0]
    people = mention.type in PEOPLE or (mention.number != "s" and mention.type in ACTORS)
    adjectives = mention.text.split(" ")[1:] if first.startswith("ال") and mention.genitive is None else []
    ending = (first, *(w for w in adjectives if w.startswith("ال")))  # القادة السياسيين
    return people and not mention.name and any(w.endswith("ين") and len(w) > _SHORT for w in ending)


class Row(Heads):
    """The items of one sentence, asides left out."""

    def __init__(self, items: list[Item], triggers: Triggers) -> None:
        """Keep the items."""
        self.items = items
        self.triggers = triggers
        commas = [j for j, item in enumerate(items) if item.lemma == "comma"]
        self.opened = {end: j for j in commas if (end := self.parenthesis(j)) is not None}

    def clause_start(self, k: int) -> int:
        """Return the position after the word that opens the clause of item ``k``."""
        j = k - 1
        while j >= 0 and not (self.items[j].kind in ("comp", "rel", "wh", "verb") or self.items[j].lemma in ("colon", "stop")):
            if self.items[j].opens:
                return j
            j -= 1
        return j + 1

    def right(self, predicate: Predicate, k: int) -> list[Filler]:
        """Collect bare and marked phrases to the right up to the next clause; fill ``marked``, return the bare ones."""
        bare: list[Filler] = []
        commas = 0
        j = k + 1
        end = min((end for end, start in self.opened.items() if start < k < end), default=len(self.items))
        while j < end and j - k <= MAX_SPAN * 2:
            item = self.items[j]
            described = self.after_attribute(j) or self.issued(j)
            if described is not None:
                j = j + 1 if item.kind == "participle" and item.lemma in _CONCLUDED else described
                continue
            if item.opens or item.kind in ("verb", "comp", "participle") or item.lemma in ("colon", "stop") or self._none(j):
                break
            if item.kind in ("rel", "wh"):
                after = None if self._result(j) else self.after_relative(j)
                if after is None:
                    break
                j, commas = after, commas + 1
                continue
            if item.lemma == "comma":
                closing = self.parenthesis(j)
                if closing is not None:
                    j, commas = closing, commas + 1
                    continue
                commas += 1
            elif is_phrase(item) and not self._among(j) and not self._met(j) and not self._lies_in(j):
                if item.conj and not item.coord and commas:
                    break
                self._take(predicate, item, Filler(item.mention, "direct", item, j - k, commas), bare)
            j += 1
        predicate.clause_end = j
        return bare

    def _none(self, j: int) -> bool:
        """Return whether "and no" behind a comma begins a clause (، ولا نية لدينا), rather than to join a phrase."""
        apart = self.items[j].text == _NOR and self.items[j].kind == "neg" and self.items[j - 1].lemma == "comma"
        return apart and not any(i.coord for i in self.items[j + 1 : j + 2])

    def after_attribute(self, j: int) -> int | None:
        """Return the item after a participle that describes the phrase before it, and its complement (الهيئة التابعة للحزب)."""
        item = self.items[j]
        before = next((i for i in reversed(self.items[:j]) if i.kind != "quote" and not i.depth), item)
        backed = (
            item.kind == "participle" and item.passive and not item.conj and item.lemma in _BACKED
        )  # خاض الجيش مدعوما بمقاتلين حربا
        if item.kind != "participle" or not (item.definite or backed) or j + 1 >= len(self.items) or not is_phrase(before):
            return None
        k = j + 1 if self.items[j + 1].kind != "prep" else j + 2
        if k >= len(self.items) or not is_phrase(self.items[k]):
            return None
        k += 1
        while k < len(self.items) and self.items[k].depth:
            k += 1
        return k

    def _met(self, j: int) -> bool:
        """Return whether a phrase is the object of the act right before it in an adverbial (دعا الوفد خلال لقائه الرئيس)."""
        before, item = self.items[j - 1], self.items[j]
        owned = before.mention is not None and bool(before.mention.possessor) and any(f.relation in _MET for f in before.frames)
        return owned and before.marker in self.triggers.adjuncts and not item.marker and not item.coord

    def _lies_in(self, j: int) -> bool:
        """Return whether a place behind a comma only tells where the one before it lies (في إدلب، شمال غربي سوريا)."""
        item, comma, before = self.items[j], self.items[j - 1], self.items[j - 2] if j > 1 else None
        if comma.lemma != "comma" or before is None or before.mention is None or item.marker or item.conj:
            return False
        place = before.mention.type in (EntityType.PLACE, EntityType.COUNTRY)
        mention = item.mention
        return place and mention is not None and mention.entry is not None and mention.type is EntityType.PLACE

    def _among(self, j: int) -> bool:
        """Return whether a phrase names some of those before it (15 شركة، من بينها إحدى شركات النفط), or an office they hold."""
        before, item = self.items[j - 1], self.items[j]
        some = before.marker == _BETWEEN or (before.marker == _WHO and bool(before.conj))  # ومنها
        if before.mention is not None and before.mention.pronoun and some:
            return not item.marker
        if before.mention is not None and not item.marker and _adjective(item.mention):
            return True  # دعم الولايات المتحدة الكامل لمصر: no object
        return self.entitles(j) or (self.in_apposition(j) and own_office(item.mention, before.mention))

    @staticmethod
    def _take(predicate: Predicate, item: Item, filler: Filler, bare: list[Filler]) -> None:
        """File a phrase: under its preposition, or as bare; what is joined to the phrase before goes with that one."""
        if item.coord:
            return
        if item.marker:
            predicate.marked[item.marker].append(replace(filler, how="marked"))
        else:
            bare.append(filler)

    def _result(self, j: int) -> bool:
        """Return whether the word at ``j`` opens a clause that tells what came of the one before it (، مما أسفر عن)."""
        return self.items[j].lemma in SO_THAT and self.items[j - 1].lemma == "comma"

    def after_relative(self, j: int) -> int | None:
        """Return the item after a short relative clause that a comma closes, or None."""
        for n in range(j + 1, min(j + MAX_SPAN, len(self.items))):
            if self.items[n].lemma == "comma":
                return n
        return None

    def parenthesis(self, j: int) -> int | None:
        """Return the comma that closes an adverbial with a verb of its own (، خلال زيارة قام بها،), opened at ``j``.

        So it does a participle that describes the phrase before it (، المدعوم من أنقرة،) or its state (، مسنودة بقوات،).
        """
        following = self.items[j + 1] if j + 1 < len(self.items) else None
        describes = following is not None and following.kind == "participle" and (following.definite or following.passive)
        if following is None or not (describes or following.kind in ("prep", "time")):
            return None
        for n in range(j + 2, min(j + MAX_SPAN, len(self.items))):
            if self.items[n].lemma == "comma":
                inside = self.items[j + 1 : n]
                clause = describes or any(i.kind in ("verb", "rel", "comp") for i in inside)
                return n if clause or self._beside(j, n) else None
        return None

    def _beside(self, j: int, n: int) -> bool:
        """Return whether an adverbial with an act of the subject stands between two commas, and a preposition goes on behind it.

        (أشاد الوزير، لدى استقباله السفير بقصر الرئاسة، بدعم كندا.)
        """
        act = self.items[j + 2] if j + 2 < n else None
        talks = act is not None and any(f.relation in _TALKS for f in act.frames)
        owned = act is not None and act.kind == "event" and act.mention is not None and bool(act.mention.possessor) and talks
        following = next((i for i in self.items[n + 1 :] if i.kind != "quote"), None)
        behind = following is not None and not following.conj and (following.kind == "prep" or bool(following.marker))
        return owned and behind and self.items[j + 1].lemma in (*self.triggers.adjuncts, _AT)

    def asyndetic(self, k: int) -> bool:
        """Return whether a verb follows a phrase of the clause of another verb: whom it tells of is not told."""
        if self.items[k].conj or self.items[k].purpose or k == 0 or self.items[k - 1].mention is None:
            return False
        j = next((j for j in range(k - 1, -1, -1) if self.items[j].kind not in _PHRASAL or self.items[j].lemma == "comma"), -1)
        if j < 0 or self.items[j].kind not in ("verb", "participle", "comp"):
            return False
        return not (self.items[j].kind == "verb" and j and self.items[j - 1].kind == "rel")  # الرئيس الذي زار القاهرة أعلن

    def headless(self, k: int) -> bool:
        """Return whether the verb at ``k`` tells of whoever does it (الذين يهاجمون المسلمين، من يتحالف معهم)."""
        j = k - 1
        while j > 0 and self.items[j].kind in ("neg", "ptc", "cop", "time"):
            j -= 1
        if j < 0 or self.items[k].conj or self.items[k].purpose:
            return False
        return self.items[j].kind == "rel" or (j == k - 1 and self.items[j].kind == "prep" and self.items[j].lemma == _WHO)

    def joined(self, filler: Filler) -> bool:
        """Return whether another phrase is joined to that of a filler by "and"."""
        start = self.items.index(filler.item) + 1 if filler.item is not None and filler.item in self.items else len(self.items)
        following = (i for i in self.items[start:] if not i.depth and i.kind not in ("quote", "time"))
        return next((i.coord for i in following if i.lemma != "comma"), False)

    def left_subject(self, k: int) -> Filler | None:
        """Return the phrase before a verb that can be its subject: bare, clause-initial, nothing but asides between."""
        conj = self.items[k].conj if not self._as_for(k) else ""
        if conj or self.then(k) or self.items[k].purpose or self._at_a_time(k):
            return None
        j, commas, distance = k - 1, 0, 0
        while j >= 0 and distance < MAX_SPAN:
            item = self.items[j]
            distance += 1
            if item.lemma == "comma":
                commas += 1
            elif item.conj and item.kind in ("prep", "time") and j and self.items[j - 1].lemma == "comma":
                return None  # حققت النتيجة، وفي تلك الأثناء فرضت
            elif item.kind in ("np", "event") and item.mention is not None and not item.depth:
                bare = not (item.marker or item.coord or self.adds_land(j) or _adverbial(item))
                if bare and not self.in_apposition(j):
                    if self.initial(j):
                        return Filler(item.mention, "svo", item, distance, commas)
                    beside = item.mention.definite and is_phrase(self.items[j - 1]) and not self.items[j - 1].marker
                    j = j - 1 if beside else self._relative_start(j)  # السفراء العرب أكدوا، الرئيس الذي زار القاهرة أعلن
                    continue
            elif item.kind == "verb":
                j = self._relative_start(j)
                continue
            elif item.kind not in ("time", "ptc", "neg", "cop", "quote", "prep", "np", "event", "num") and not item.definite:
                return None
            j -= 1
        return None

    def then(self, k: int) -> bool:
        """Return whether "then" goes on with the verb at ``k`` (زار القاهرة ثم توجه إلى)."""
        return k > 0 and self.items[k - 1].lemma.removeprefix("و") == _THEN

    def _as_for(self, k: int) -> bool:
        """Return whether the verb at ``k`` tells, behind "fa", of whom أما names (أما الوزير فقال)."""
        if self.items[k].conj != "ف":
            return False
        return any(i.kind == "ptc" and i.text in _AS_FOR for i in self.items[max(0, k - MAX_SPAN) : k])

    def in_apposition(self, j: int) -> bool:
        """Return whether the phrase at ``j`` is the title of the person named right before it."""
        title, before = self.items[j].mention, self.items[j - 1] if j else None
        if title is None or title.role is None or title.name or self.items[j].marker or self.items[j].conj:
            return False
        person = before.mention if before is not None and not before.depth else None
        return person is not None and person.type is EntityType.PERSON and bool(person.name) and person.role is None

    def _at_a_time(self, k: int) -> bool:
        """Return whether a bare word for a time opens the clause of the verb at ``k`` (في وقت تتحفظ فيه أنقرة)."""
        time, before = (self.items[k - 1], self.items[k - 2]) if k > 1 else (None, None)
        bare = time is not None and time.kind == "time" and time.end - time.start == 1 and fold(time.text) in _TIMES
        return bare and before is not None and before.kind == "prep" and before.lemma == _IN

    def at_that_time(self, k: int) -> bool:
        """Return whether "at the time that" opens the clause of the verb at ``k`` (في الوقت الذي رحب فيه الوزير)."""
        before = [i.text for i in self.items[max(0, k - 2) : k]]
        return len(before) == 2 and before[1] in ("الذي", "التي") and fold(before[0]).removeprefix("ال") in _TIMES

    def _relative_start(self, j: int) -> int:
        """Return the item before the relative clause that the item at ``j`` stands in, or -1."""
        verbs = 0
        for n in range(j, max(-1, j - MAX_SPAN), -1):
            item = self.items[n]
            verbs += item.kind == "verb"
            if item.kind == "rel" or (verbs < _TWO and self.describes(n) and not self.items[n - 1].marker):
                return n - 1
            if verbs > 1 or item.kind in ("comp", "wh", "punct"):
                return -1
        return -1

    def describes(self, k: int) -> bool:
        """Return whether the verb at ``k`` describes the indefinite phrase before it, which its pronoun means (جماعات تدعمها)."""
        verb, head = self.items[k], self.described(k) if k and self.items[k].kind == "verb" else None
        mention = head.mention if head is not None and head.distance == 1 + (self.items[k - 1].kind == "neg") else None
        if mention is None or mention.number == "d":
            return False
        several = mention.number == "p" or mention.type in PEOPLE
        means = {"ها": mention.gender != "m" or several, "ه": mention.gender != "f" and not several, "هم": several}
        return means.get(verb.clitic, False)

    def initial(self, j: int) -> bool:
        """Return whether the phrase at ``j`` opens its clause (so that no verb before can own it)."""
        if self.items[j].opens:
            return True
        n = j - 1
        while n >= 0:
            item = self.items[n]
            if item.kind in ("comp", "wh") or item.lemma in ("colon", "stop", "comma", "dash", "sign"):
                return True
            if item.kind == "ptc" and item.lemma in _BUT:
                return True
            if item.kind in ("verb", "rel", "participle"):
                return False
            if item.kind in ("np", "event") and not item.marker:
                return False
            n -= 1
        return True

    @staticmethod
    def follows(item: Item, mention: Mention | None) -> bool:
        """Return whether a verb can follow a phrase as its subject: it agrees in number, too (ستة أشخاص لقوا)."""
        alone = item.number == "s" and mention is not None and several_people(mention)
        return Row.agrees(item, mention) and not alone

    def can_act(self, filler: Filler, item: Item) -> bool:
        """Return whether the first bare phrase behind a verb is its subject rather than its object (pro-drop)."""
        mention = filler.mention
        if mention is None or mention.text.split(" ")[0].endswith(_ACCUSATIVE):
            return False  # صنفتها منظمةً إرهابية
        if (oblique(mention) and not self._some_of(filler)) or to_blame(self.items, filler):
            return False
        if mention.type in ACTORS or mention.entry is not None:
            return True
        if any(i.marker for i in self.items if i.mention and item.end <= i.start < mention.start):
            return False
        that = any(i.kind == "ptc" and i.lemma == _THAT for i in self.items if item.end <= i.start < mention.start)
        if that and any(mention.head in companions(f) for f in item.frames):
            return False  # أثار ذلك غضب كندا: it did not stir
        speech = item.lemma in self.triggers.report or item.lemma in self.triggers.light
        if speech and mention.type is None and mention.genitive is not None and mention.genitive.possessor:
            return False  # وتؤكد متانة تحالفها مع كندا
        return not (speech and filler.item is not None and filler.item.kind == "event")

    def _some_of(self, filler: Filler) -> bool:
        """Return whether a phrase stands under من behind a number or amount, or behind "some" (عدد من الثوار، بعض المسؤولين)."""
        k = self.items.index(filler.item) if filler.item is not None and filler.item in self.items else 0
        return k > 0 and (self.items[k - 1].lemma == _WHO or self.items[k - 1].lemma in _SOME)

    def pronoun_topic(self, k: int) -> bool:
        """Return whether the verb stands behind أنه، إنها that agrees with it: then its subject is that pronoun."""
        j = k - 1
        while j > 0 and self.items[j].kind in ("cop", "neg", "ptc", "time", "quote") and not but_he(self.items[j]):
            j -= 1
        before = self.items[j] if j >= 0 else None
        word = before.lemma.lstrip("ب") if before is not None and before.kind == "comp" else ""
        if before is not None and but_he(before):
            word = f"ان{before.lemma.removeprefix('و')[3:]}"  # لكنه انتقد
        barred = {"ها": "m", "نه": "f"}.get(word[-2:])  # أنه ستجري محادثات: nobody
        return word.startswith("ان") and len(word) > 2 and (not barred or self.items[k].gender != barred)

    def qualifies(self, k: int) -> bool:
        """Return whether an indefinite participle describes the indefinite phrase right before it (شركات متهمة بمساعدة)."""
        before = self.items[k - 1] if k else None
        mention = before.mention if before is not None and not before.depth else None
        return mention is not None and not (mention.definite or mention.entry or mention.name or mention.pronoun)

    def comp_before(self, k: int) -> int | None:
        """Return where the أن or إن stands that the verb at ``k`` belongs to, or None."""
        who = told_who(self.items, k)
        for n in range((k if who is None else who) - 1, max(-1, k - MAX_SPAN), -1):
            item = self.items[n]
            if item.kind == "comp":
                return n
            if item.kind in ("verb", "rel", "participle") or item.lemma in ("colon", "stop"):
                return None
            if item.kind == "wh" and item.lemma in self.triggers.breaks and n and self.items[n - 1].lemma == "comma":
                return None  # وصفه بأنه خطأ، فيما رحب
        return None


def _adverbial(item: Item) -> bool:
    """Return whether a masdar is an indefinite accusative, which tells why or how and is no subject (ردا على، احتجاجا على)."""
    mention = item.mention
    plain = mention is not None and not (mention.definite or mention.genitive or mention.nisbas or mention.possessor)
    if item.text == _IN_REPLY:
        return True
    return plain and item.kind == "event" and not item.marker and item.text.split(" ")[0].endswith(("ا", *_ACCUSATIVE))


def _adjective(mention: Mention | None) -> bool:
    """Return whether a phrase is nothing but an adjective with the article, which describes something before it."""
    if mention is None or mention.type is not None or " " in mention.text or mention.name or mention.possessor:
        return False
    norm = fold(mention.text)
    return norm.startswith("ال") and is_adjective(norm[2:])
