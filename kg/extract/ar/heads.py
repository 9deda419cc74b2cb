"""What a relative clause of Arabic describes, with and without a relative pronoun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.ar.morphology import analyse_word
from kg.extract.ar.wordclass import SPEECHES
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention, untold
from kg.text.fold import fold

MAX_SPAN = 14
_MEN = frozenset(fold(w) for w in "قراصنة طلبة قتلة غزاة جناة رماة رعاة بحارة قادة أساتذة حماة خاطفة".split())
PEOPLE = frozenset({EntityType.POPULATION, EntityType.ARMED_GROUP})
_BY = fold("من قبل")
_OF = fold("من")
_KINDS = frozenset(fold(w) for w in ("طراز", "نوع", "فئة", "عيار", "صنع"))
_DURING = fold("خلال")
_FAR, _TWO = 8, 2
_TO, _LANDS = frozenset({fold("في"), fold("إلى"), "ل"}), frozenset({EntityType.PLACE, EntityType.COUNTRY})
_REACH = 9
_ISSUED = frozenset(fold(w) for w in ("صدر", "نشر", "أعد"))
_WHOSE = frozenset({"ل", fold("من"), fold("عن")})
_BUT_HE = fold("لكن")
_AND_HE_IS = frozenset(fold(w) for w in ("وهو", "وهي", "وهم"))
_DUALS = frozenset(fold(w) for w in ("اللذان", "اللذين", "اللتان", "اللتين"))
_HE_IS = frozenset(fold(w) for w in ("هو", "هي", "هم"))


def several(mention: Mention | None) -> bool:
    """Return whether a phrase may be several people, whom a plural verb can follow (not: a state, a ministry, one person)."""
    if mention is None or mention.pronoun in ("ه", "ها"):
        return False
    titled = mention.type is EntityType.PERSON and mention.gender == "m" and not mention.head.endswith(("و", "ي"))
    one = mention.entry is not None or bool(mention.name) or mention.gender == "f" or titled
    return mention.number != "s" or mention.type in PEOPLE or not one


def _tells_kind(item: Item) -> bool:
    """Return whether a phrase only tells of what kind or make a thing is (من طراز ميغ)."""
    return item.marker == _OF and item.mention is not None and item.mention.head in _KINDS


def _tells_where(item: Item) -> bool:
    """Return whether a phrase only tells in what place something is (في الشرق الأوسط)."""
    mention = item.mention
    return item.kind == "np" and item.marker in _TO and mention is not None and mention.type in _LANDS


_ABOUT, _RESPONSIBLE = fold("عن"), fold("مسؤول")


class Heads:
    """Finds what relative clauses describe among the ``items`` of a sentence."""

    items: list[Item]
    triggers: Triggers

    def relative_head(self, k: int) -> Filler | None:
        """Return the phrase that the relative clause of the verb at ``k`` describes, or None if it is in none."""
        j = k - 1
        while j >= 0 and self.items[j].kind in ("neg", "ptc", "cop", "time"):
            j -= 1
        if j < 0 or self.items[j].kind != "rel":
            return None
        found = self._all_of(self._relative_head(j, k), j)
        return self._identified(found) if found is not None else None

    def _all_of(self, head: Filler | None, j: int) -> Filler | None:
        """Return the first of the two or more that "and" joins, if the relative pronoun at ``j`` means them all (X وY اللذان)."""
        if head is None or head.item is None or self.items[j].lemma not in _DUALS:
            return head
        first = n = self.items.index(head.item)
        while n and (self.items[n].coord or self.items[n].depth or self.items[n].kind in ("quote", "num")):
            n -= 1
        told = self.items[n]
        return head if n == first or told.mention is None else replace(head, mention=told.mention, item=told)

    def _relative_head(self, j: int, k: int) -> Filler | None:
        """Return the phrase that the relative clause opened at ``j`` with the verb at ``k`` describes, or None."""
        pronoun = self.items[j].lemma
        if (j and self.items[j - 1].lemma == "comma") or self.items[j].text.startswith("و"):
            first = next((n for n in range(j - 1, max(0, j - MAX_SPAN), -1) if self.items[n].kind == "rel"), 0)
            if first and self.items[first].lemma == pronoun and self.items[j].text.startswith("و"):
                return self._head_before(first, k, pronoun)  # الهجوم الذي استهدف المطار والذي أسفر عن
            event = self._event_before(j, pronoun)  # الغارة على دمشق، والتي أسفرت عن: not the city
            if event is not None:
                return Filler(event.mention, "relative", event, k - self.items.index(event))
        return self._head_before(j, k, pronoun)

    def described_far(self, k: int) -> Filler | None:
        """Return the indefinite actor that a verb describes across adverbials (مسؤولين في الجيش يعارضون القرار), or None."""
        verb = self.items[k]
        if verb.conj or verb.purpose or self.items[k - 1].mention is None:
            return None
        for n in range(k - 1, max(-1, k - _FAR), -1):
            item, mention = self.items[n], self.items[n].mention
            if item.kind not in ("np", "event", "prep", "quote", "time", "num"):
                return None
            if mention is None or item.depth:
                continue
            named = mention.definite or mention.name or mention.entry or mention.possessor or mention.pronoun
            tells = mention.head in self.triggers.documents and verb.lemma in _ISSUED  # تقرير للمنظمة صدر الأحد
            if not named and (mention.type in ACTORS or tells) and item.kind == "np":
                fits = several(mention) if verb.number == "p" else mention.number != "p" and mention.type not in PEOPLE
                head = Filler(mention, "relative", item, k - n)
                return self._identified(head) if fits and self.agrees(verb, mention) else None
            if not item.marker:
                return None
        return None

    def _identified(self, head: Filler) -> Filler:
        """Return whom a phrase is said to be (تركيا هي الدولة الوحيدة التي ترفض), else the phrase."""
        if head.item is None or head.item.marker or head.item.coord:
            return head
        before = [i for i in self.items[: self.items.index(head.item)] if not i.depth and i.kind not in ("num", "quote", "time")][
            -3:
        ]
        last, second = ([None, None, *before])[-1], ([None, None, *before])[-2]
        if last is None or second is None:
            return head
        acts = head.mention is not None and head.mention.type in ACTORS  # not: وهو شرط رفضته حماس
        if last.lemma in _AND_HE_IS and second.lemma == "comma" and acts:
            return self._told_on(head, second)
        is_ = last.kind == "cop" or last.lemma in _HE_IS
        who, link = (second, last) if is_ else (last, second)
        copula = is_ or link.kind == "cop" or (link.kind == "verb" and link.lemma in self.triggers.copular)
        named = who.mention is not None and who.kind == "np" and not (who.marker or who.coord or who.mention.pronoun)
        if not copula or not named or who.mention is None or who.mention.type not in ACTORS:
            return head
        return replace(head, mention=who.mention, item=who)

    def _told_on(self, head: Filler, comma: Item) -> Filler:
        """Return who acted in the clause before, if more is told of him behind a comma (زار X بلغراد، وهو أول رئيس يزور)."""
        end = next(n for n, item in enumerate(self.items) if item is comma)
        verb = next((n for n in range(end - 1, -1, -1) if self.items[n].kind == "verb"), None)
        behind = (i for i in self.items[(verb or 0) + 1 : end] if i.kind == "np" and not i.depth) if verb is not None else ()
        who = next((i for i in behind if not (i.marker or i.coord)), None)
        told = who.mention if who is not None else None
        named = told is not None and told.type in ACTORS and bool(told.entry or told.name or told.role)
        return replace(head, mention=told, item=who) if named else head

    def _head_before(self, j: int, k: int, pronoun: str) -> Filler | None:
        """Return the nearest phrase before the relative pronoun at ``j`` that agrees with it, else the nearest.

        What is no more than the complement of a participle gives way to what that one describes.
        """
        first: Filler | None = None
        inner: Filler | None = None
        passed = False
        for n, item in self._phrases_before(j, pronoun):
            filler = Filler(self._agreeing(item, pronoun), "relative", item, k - n)
            agrees = filler.mention is not None and self.head_agrees(pronoun, filler.mention)
            if agrees and inner is None and not item.depth and self._of_participle(n):
                inner = filler
            elif agrees:
                return filler
            elif inner is not None and passed:
                return inner
            elif inner is not None:
                passed = True  # اللجنة المشكلة من قبل المجلس
            elif not item.depth and not item.marker:
                return first or filler
            elif item.depth and first is not None:
                return first
            first = first or (None if item.depth else filler)
        return inner or first

    def _agreeing(self, item: Item, pronoun: str) -> Mention | None:
        """Return a phrase, or of an act whose gender does not fit a relative pronoun its genitive (دحر جماعة الحوثي التي)."""
        mention = item.mention
        people = mention if mention is not None and mention.type not in ACTORS and pronoun.endswith("ذين") else None
        while people is not None and people.type not in PEOPLE:
            people = people.genitive
        if people is not None:
            return people  # إطلاق سراح الرهائن الذين
        inner = mention.genitive if mention is not None and item.kind == "event" else None
        other = mention is not None and (
            not self.head_agrees(pronoun, mention) or (pronoun.endswith("تي") and _masculine(mention))
        )
        return inner if inner is not None and other and self.head_agrees(pronoun, inner) else mention

    def _phrases_before(self, j: int, pronoun: str) -> Iterator[tuple[int, Item]]:
        """Yield the phrases that may be described at ``j`` with their places, nearest first: all, of those inside others acts."""
        for n in range(j - 1, max(-1, j - _REACH), -1):
            item = self.items[n]
            if item.depth and item.mention is not None and not item.mention.gender and self._kept(n, pronoun):
                continue  # سفينة الشحن التي: the ship; مذكرة التفاهم التي: the memorandum
            if item.mention is not None and (item.kind == "event" or (item.kind == "np" and not item.depth)):
                yield n, item
            elif item.kind not in ("punct", "quote", "prep", "num", "time") and not (item.kind == "participle" and item.definite):
                return

    def _kept(self, n: int, pronoun: str) -> bool:
        """Return whether an act inside a phrase only tells what kind its head is (سفينة الشحن), which a pronoun means."""
        outer = next((i for i in reversed(self.items[:n]) if not i.depth), None)
        if outer is None or outer.end != self.items[n].end or outer.gender != "f":
            return False
        return outer.kind == "np" or (pronoun[-2:] == "تي" and self.items[n].lemma[-1:] not in "هت")

    def _of_participle(self, n: int) -> bool:
        """Return whether a phrase is the complement of a participle, which describes whom a relative clause goes on about.

        (الجماعة المتحالفة مع إيران التي سيطرت على صنعاء: the group did.)
        """
        before = self.items[max(0, n - 2) : n]
        if self.items[n].marker == _BY:
            return True  # اللجنة المشكلة من قبل المجلس التي
        return len(before) == 2 and before[1].kind == "prep" and before[0].kind == "participle" and bool(before[0].definite)

    def _event_before(self, j: int, pronoun: str) -> Item | None:
        """Return the nearest event noun of the clause before that a relative pronoun behind a comma or "and" agrees with."""
        for item in reversed(self.items[max(0, j - MAX_SPAN) : j]):
            if item.kind in ("verb", "comp", "rel"):
                return None
            if item.kind == "event" and item.mention is not None and not item.depth and self.head_agrees(pronoun, item.mention):
                told = item.mention.definite or item.mention.entry is not None  # تحت حماية من الشرطة، التي: the police
                return item if item.mention.gender and told else None
        return None

    def entitles(self, j: int) -> bool:
        """Return whether the phrase at ``j`` is the title, between commas, of who is named before (استقبل X، وزير الدفاع، Y)."""
        title, comma, person = self.items[j], self.items[j - 1], self.items[j - 2] if j > 1 else None
        while person is not None and person.depth:
            person = self.items[self.items.index(person) - 1]
        if person is None or comma.lemma != "comma" or title.marker or title.conj or title.mention is None:
            return False
        name, role = person.mention, title.mention
        while name is not None and name.type is not EntityType.PERSON:
            name = name.genitive  # لقاء الشيخ خالد، وزير الدفاع، مع
        if name is None or not (name.name or name.entry) or role.role is None or role.name:
            return False
        behind = next((i for i in self.items[j + 1 :] if not i.depth), None)
        alike = name.state is None or role.state is None or name.state == role.state
        return alike and (behind is None or behind.lemma in ("comma", "stop", "sign"))

    def adds_land(self, j: int) -> bool:
        """Return whether "and" only adds a land to the one before it (شركات في الإمارات وهونغ كونغ قالت إنها)."""
        one, other = self.items[j - 1] if j else None, self.items[j]
        marked, lands = one is not None and bool(one.marker) and bool(other.conj), (EntityType.PLACE, EntityType.COUNTRY)
        return marked and all(i is not None and i.mention is not None and i.mention.type in lands for i in (one, other))

    def described(self, k: int) -> Filler | None:
        """Return the indefinite phrase right before a verb, which describes it without a pronoun (هجوم أسفر عن), or None."""
        if self.items[k].conj or self.items[k].purpose:
            return None
        for n in range(k - 1, max(-1, k - 6), -1):
            item = self.items[n]
            if item.kind == "neg" and n == k - 1 and self.items[k].clitic:
                continue  # مصدر لم تسمه
            behind = self.items[n + 1] if item.kind == "prep" else item
            if _tells_kind(behind) or _called(behind):
                continue  # مسيرات من طراز شاهد أطلقتها، عملية في بلدة سان دوني أسفرت عن
            near = k - n <= _TWO and (self.items[k].clitic or self._resumed(k))
            if near and (_tells_where(item) or (n < k - 1 and item.lemma in _TO)):
                continue  # جولة في الشرق الأوسط تقوده إلى
            if item.kind not in ("np", "event") or item.mention is None:
                return None
            if not item.depth:
                mention = item.mention
                joined = item.coord and not self.items[k].clitic  # قصف واشتباكات شنها
                known = mention.definite and not untold(mention)
                bare = not (known or mention.name or mention.entry or mention.possessor or joined)
                inner = mention.genitive is None or not (mention.genitive.definite or mention.genitive.entry)
                return self._identified(Filler(mention, "relative", item, k - n)) if bare and inner else None
        return None

    def issued(self, j: int) -> int | None:
        """Return the item after a verb that describes the speech before it, and its phrase (في بيان نشرته الوزارة)."""
        verb, head = self.items[j], self._speech_before(j) if self.items[j].kind == "verb" else None
        behind = self.items[j + 1].mention if j + 1 < len(self.items) else None
        resumes = bool(verb.clitic) or (behind is not None and bool(behind.pronoun))
        if head is None or verb.conj or not (head.marker or resumes):
            return None
        n = j + 1 + (behind is not None and bool(behind.pronoun))
        while n < len(self.items) and (self.items[n].kind in ("time", "quote") or self.items[n].depth):
            n += 1
        told = n < len(self.items) and _bare(self.items[n])
        if told and n > j + 1 and self.items[n - 1].kind == "time" and self.items[j].clitic:
            return n  # في كلمة ألقاها الأحد
        more = told and any(_bare(i) for i in self.items[n + 1 : n + _FAR])
        return n + 1 if more else None

    def _speech_before(self, j: int) -> Item | None:
        """Return the indefinite speech or document before a verb, past whose it is (تقرير للأمم المتحدة اطلعت عليه), or None."""
        for n in range(j - 1, max(-1, j - 5), -1):
            item, mention = self.items[n], self.items[n].mention
            if (
                item.depth
                or item.kind == "prep"
                or (item.marker in _WHOSE and mention is not None and mention.head not in SPEECHES)
            ):
                continue
            speech = mention is not None and mention.head in SPEECHES and not (mention.definite or mention.pronoun)
            return item if speech else None
        return None

    def _resumed(self, k: int) -> bool:
        """Return whether a pronoun right behind the verb at ``k`` stands for what it describes (زيارة للرياض التقى خلالها)."""
        behind = self.items[k + 1].mention if k + 1 < len(self.items) else None
        return behind is not None and behind.pronoun in ("ه", "ها") and self.items[k + 1].marker in (_DURING, fold("في"))

    @staticmethod
    def head_agrees(pronoun: str, mention: Mention) -> bool:
        """Return whether a relative pronoun can go back to a phrase (الذي does not go back to a feminine)."""
        barred = {"ذي": "f", "تي": "m"}.get(pronoun[-2:])
        if pronoun.endswith("ذين") and mention.type in (EntityType.COUNTRY, EntityType.PLACE):
            return False  # الحوثيون المدعومون من إيران الذين: the people, not the state
        return barred is None or mention.gender != barred

    @staticmethod
    def agrees(item: Item, mention: Mention | None) -> bool:
        """Return whether a phrase can be the subject of a verb by gender (a broken plural tells none)."""
        if mention is None or mention.pronoun:
            return False
        if not item.gender or not mention.gender or mention.number == "p" or mention.type is EntityType.POPULATION:
            return True
        plural = any(word.endswith(("ون", "ين")) for word in mention.text.split(" ")[1:2])  # قراصنة صوماليون
        plural = plural or mention.head in _MEN
        return item.gender == mention.gender or (plural and mention.type in PEOPLE and item.gender == "m")


def _called(item: Item) -> bool:
    """Return whether a phrase tells where by the name of a place, which nothing is known of (في ضاحية سان دوني)."""
    mention = item.mention
    name = mention.genitive if mention is not None and item.marker and mention.type is EntityType.PLACE else None
    return name is not None and name.type is None and analyse_word(name.text.split(" ")[0])[0].pos == "unknown"


def _masculine(mention: Mention) -> bool:
    """Return whether an act is of one gender by its form alone (غضب عمّان، التي استدعت: she did)."""
    plain = not mention.gender and mention.number == "s" and mention.type is EntityType.EVENT
    return plain and mention.genitive is not None and not mention.head.endswith(("ه", "ت", "ي", "ا", "ء"))


def _bare(item: Item) -> bool:
    """Return whether an item is a phrase without a preposition, not one nested in another."""
    return item.kind in ("np", "event") and not item.depth and item.mention is not None and not item.marker


def but_he(item: Item) -> bool:
    """Return whether a particle is "but" with a pronoun (لكنه)."""
    word = item.lemma.removeprefix("و")
    return item.kind == "ptc" and word[:3] == _BUT_HE and len(word) > len(_BUT_HE)


def to_blame(items: Sequence[Item], filler: Filler) -> bool:
    """Return whether a phrase only means whoever did an act that it names (المسؤول عن قتل الصحفية): nobody who is known."""
    k = items.index(filler.item) if filler.item is not None and filler.item in items else len(items)
    about, act = items[k + 1 : k + 2], items[k + 2 : k + 3]
    blamed = bool(about and act) and about[0].kind == "prep" and about[0].lemma == _ABOUT and act[0].kind == "event"
    return blamed and filler.mention is not None and filler.mention.head == _RESPONSIBLE and not filler.mention.name
