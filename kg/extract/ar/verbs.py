"""Whether an Arabic word that may be a verb is one where it stands, and which of its readings fits."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ar.morphology import Reading, analyse_word
from kg.extract.ar.names import rare
from kg.extract.ar.phrases import Phrases
from kg.extract.ar.wordclass import AMOUNTS, accusative, is_adjective, is_noun, is_time
from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token

_VERB_AFTER = frozenset({"rel", "wh", "cop"})
_VERB_PARTICLES = frozenset(
    fold(w) for w in ("قد", "لقد", "سوف", "ثم", "ربما", "لكن", "ولكن", "كي", "لكي", "إذا", "لو", "بل", "إنما", "لما")
)
_NO_VERB_AFTER = frozenset({"prep", "verb"})
_MASDAR_NEGATIONS = frozenset(fold(w) for w in ("غير", "عدم", "دون", "بدون"))
_QUANTIFIERS = frozenset(fold(w) for w in ("أي", "أية", "كل", "بعض", "جميع"))
_THIS = frozenset({"هذا", "هذه", "ذلك", "تلك"})
_US = "نا"
_LONG_QUOTE = 4
_ASIDE = frozenset({"np", "prep", "time", "num", "ptc", "punct", "quote"})
_SAID = "قال"
_TWO_COMMAS = 3
_TIME_REACH = 4
_JOINED = 5
_ON_HIM = frozenset(fold(w) for w in ("عليه", "عليها", "عليهم"))
_CAME, _ANSWERED = fold("ورد"), fold("رد")
_BLEW_UP = fold("فجر")
_SINCE = frozenset(fold(w) for w in ("بعد", "منذ"))
_FROM, _ABOUT = fold("من"), fold("عن")
_FOR = fold("على")
_THROUGH = fold("عبر")
_WHAT_FOR = frozenset(fold(w) for w in ("فيه", "فيها", "خلاله", "خلالها", "له", "لها", "لهم"))
_WANT = fold("أراد")
_FAR = 30
_SHADDA = "\u0651"


class Verbs:
    """Judges the words of one sentence while it is read; ``items`` are those read so far."""

    def __init__(self, tokens: Sequence[Token], items: list[Item], phrases: Phrases, triggers: Triggers) -> None:
        """Share the tokens, the growing row of items, the phrases and the triggers."""
        self.tokens = tokens
        self.items = items
        self.phrases = phrases
        self.triggers = triggers

    def fitting(self, i: int, verbs: list[Reading]) -> Reading:
        """Return the reading of a verb that fits the particle before it and the phrase behind it."""
        before = last_word(self.items)
        if before is not None and (before.kind == "comp" or before.lemma in ("لم", "لن", "لا")):
            present = [r for r in verbs if r.form is not None and r.form.tense in ("present", "jussive")]
            if present and not (before.kind == "comp" and self._not_i(i, verbs)):
                return next((r for r in present if self.triggers.verb(r.lemma)), present[0])
        if verbs[0].enc == _US and (before is None or before.kind != "rel"):  # قدمنا: we gave, hardly "he gave us"
            verbs = [r for r in verbs if r.form is not None and (r.form.person, r.form.number) == (1, "p")] or verbs
        if verbs[0].lemma == _WANT and any(r.form is not None and r.form.person == 1 for r in verbs):
            return next(r for r in verbs if r.form is not None and r.form.person == 1)  # أريد: I want, hardly "was wanted"
        first = verbs[0]
        if first.lemma == _CAME and (answers := next((r for r in verbs if r.lemma == _ANSWERED and r.conj), None)) is not None:
            actor, on = self.phrases.parse(i + 1), i + 1 < len(self.tokens) and self.tokens[i + 1].norm in _ON_HIM
            return answers if on or (actor is not None and actor[0].type in ACTORS) else first  # وردت إسرائيل بغارة، ورد عليه
        masculine = first.form is not None and first.form.gender == "m"
        if masculine and (self._feminine(i + 1) or self._feminine_topic()):  # تواصل إسرائيل: she goes on
            agreeing = [r for r in verbs if r.stem == first.stem and r.form is not None and r.form.gender == "f" and not rare(r)]
            agreeing = [r for r in agreeing if self.triggers.verb(r.lemma) or r.lemma in self.triggers.light]
            if agreeing:
                return agreeing[0]
        rare_form = first.stem.startswith("ت") and not self.triggers.verb(first.lemma) and first.lemma not in self.triggers.report
        if rare_form:  # تهاجم: she attacks, hardly form VI; but توقع: expected
            plain = [r for r in verbs[1:] if r.stem == first.stem and r.pro == first.pro and not rare(r)]
            return next((r for r in plain if self.triggers.verb(r.lemma)), first)
        return first

    def expresses(self, i: int) -> bool:
        """Return whether what is spelt like "through" is a verb, as what one expresses follows (عبر فيها عن); so for "dawn"."""
        word, following = self.tokens[i].norm.removeprefix("و"), self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if word == _BLEW_UP and following is not None:
            return following.is_word and not is_time(following.text)  # فجر انتحاري نفسه, not: فجر الأحد
        if word != _THROUGH or following is None:
            return False
        if _SHADDA in self.tokens[i].text:
            return True
        parsed = self.phrases.parse(i + 1)
        end = parsed[0].end if parsed is not None and parsed[0].type in ACTORS else len(self.tokens)
        if parsed is not None and parsed[0].role is not None and parsed[0].number == "s" and last_word(self.items) is None:
            return any(t.norm == _ABOUT for t in self.tokens[end : end + _FAR])  # عبر الملك في رسالة إلى الوزير عن قلقه
        if end < len(self.tokens) and self.tokens[end].text == "(":
            end = next((k + 1 for k in range(end, len(self.tokens)) if self.tokens[k].text == ")"), end)
        end += self.tokens[end : end + 1] != [] and self.tokens[end].text == "،"
        about = end < len(self.tokens) and self.tokens[end].norm == _ABOUT  # عبر الوزير عن قلقه
        return self.tokens[i + 1].norm in _WHAT_FOR or about

    def takes(self, i: int, before: Mention) -> bool:
        """Return whether a plural of men behind the feminine subject of a verb is its object (حثت السلطات المتظاهرين)."""
        verb = len(self.items) > 1 and self.items[-2].kind == "verb"
        return verb and before.gender == "f" and self.tokens[i].norm.endswith(("ون", "ين"))

    def _not_i(self, i: int, verbs: list[Reading]) -> bool:
        """Return whether a verb behind أن is a past with a subject behind it, not "I" (بعد أن اقتحم مسلحون; أريد أن أقتحم)."""
        first, before = verbs[0].form, last_word(self.items)
        if before is not None and before.lemma.endswith(("ه", "ها", "هم", "هما")):
            return first is not None and first.person == 3  # أنه أكد
        speaks = all(r.form is None or r.form.person == 1 or r.form.tense == "past" for r in verbs)
        past = first is not None and first.tense == "past" and first.person == 3 and speaks
        spelt = self.tokens[i].text.lstrip("و").startswith("ا")  # a present of the first person begins with أ
        return past and (spelt or (not self.tokens[i].quoted and self._phrase_follows(i)))

    def _feminine(self, i: int) -> bool:
        """Return whether the phrase that begins at token ``i`` is feminine: a state, or a word that ends in ة."""
        parsed = self.phrases.parse(i)
        if parsed is None or (parsed[1] is not None and parsed[1].pro):
            return False
        return parsed[0].gender == "f" or (parsed[0].entry is None and self.tokens[i].text.endswith(("ة", "ات")))

    def _feminine_topic(self) -> bool:
        """Return whether the clause began with a feminine phrase and has no verb yet (الحكومة ... تقاتل)."""
        topic = False
        for k in range(len(self.items) - 1, -1, -1):
            item = self.items[k]
            if item.kind in ("verb", "comp", "wh") or item.lemma in ("comma", "colon", "stop"):
                break
            governed = k > 0 and self.items[k - 1].kind == "prep"
            if item.kind == "np" and item.mention is not None and not item.marker and not governed:
                topic = item.mention.gender == "f"
        return topic

    def here(self, i: int, verbs: list[Reading]) -> bool:
        """Decide between a verb and a noun of the same spelling from what stands before and after."""
        reading = verbs[0]
        past = all(r.form is None or r.form.tense == "past" for r in verbs)
        before = last_word(self.items)
        noun = reading.enc and not (before is not None and before.kind in _VERB_AFTER) and self._takes_none(i, verbs)
        says = False if noun or (past and self._awaited(reading)) else self._thanks(i, reading) or self._says(i, verbs)
        if says is not None:
            return says
        if reading.conj or before is None or before.kind == "punct" or self._opens_quotation(i, verbs):
            return self._phrase_follows(i) and not self._joins_masdar(i, verbs) if past else True
        if before.kind == "neg" or (past and before.text in _THIS):  # هذا أمر غريب
            return before.lemma not in _MASDAR_NEGATIONS and not past
        if before.kind == "comp":
            return not past or self._past_behind(before, i)
        if before.lemma in _QUANTIFIERS or (before.kind == "word" and fold(before.text) in _QUANTIFIERS):
            return False
        if before.kind in _VERB_AFTER or before.lemma in _VERB_PARTICLES:
            return True
        if reading.lemma in self.triggers.light and self._light(i, reading, before, past=past):
            return True
        begins = before.text.endswith("ة") and before.lemma in self.triggers.control_verbs  # معيدة فرض
        object_of = before.kind == "participle" and (before.lemma in self.triggers.report or accusative(before.text) or begins)
        if (
            (past and object_of)  # مؤكدا دعمه لكييف، رافضا كشف اسمه
            or before.kind in _NO_VERB_AFTER
            or (before.kind == "event" and before.end == i and before.mention is not None and not before.mention.definite)
        ):
            return False
        if before.kind in ("np", "event") and before.end == i:
            topic = before.mention is not None and before.mention.definite and not (past and self._impersonal())
            return topic and not self._clause_has_verb()
        return not past or not self._clause_has_verb()

    def _joins_masdar(self, i: int, verbs: list[Reading]) -> bool:
        """Return whether "and" joins a masdar to the one before: of an act, which does nothing (إغلاق الحدود وفرض حظر)."""
        before, masdar = (
            last_word(self.items),
            any(r.pos in ("noun", "head") and not r.enc for r in analyse_word(self.tokens[i].text)),
        )
        if not masdar or not verbs[0].conj or before is None or before.kind != "event" or before.end != i:
            return False
        parsed = None if accusative(self.tokens[i + 1].text) else self.phrases.parse(i + 1)
        act = parsed[0] if parsed is not None and (parsed[1] is None or not parsed[1].pro) else None
        return act is not None and act.entry is None and not act.definite and bool(self.triggers.noun(act.head))

    def _urges(self, i: int, reading: Reading) -> bool:
        """Return whether what somebody is asked to do stands behind a verb with a pronoun for whoever is asked."""
        behind = self.tokens[i + 1].norm if i + 1 < len(self.tokens) else ""
        return any(behind in map(fold, f.extra.get("before", ())) for f in self.triggers.verb(reading.lemma))

    def _issued(self, before: Item) -> bool:
        """Return whether the phrase before is an indefinite document, which a verb with a pronoun tells the issuer of."""
        mention = before.mention
        return mention is not None and mention.head in self.triggers.documents and not mention.definite

    def _joins(self, reading: Reading, before: Item) -> bool:
        """Return whether a verb tells whom the event right before it brought together (اجتماع جمع الوزير بنظيره)."""
        return before.lemma in self.triggers.joining.get(reading.lemma, ())

    def _thanks(self, i: int, reading: Reading) -> bool:
        """Return whether a verb with a pronoun tells for or to what (وشكرهما على، وحثها على), unlike "thanks to them" (ل)."""
        if not (reading.enc and reading.conj):
            return False
        praises = any(f.relation == "praises" and "direct" in f.object for f in self.triggers.verb(reading.lemma))
        return i + 1 < len(self.tokens) and ((praises and self.tokens[i + 1].norm == _FOR) or self._urges(i, reading))

    def results(self, i: int, reading: Reading) -> bool:
        """Return whether a participle behind a comma tells what its subject did to what stands behind it (، ملحقا أضرارا ب)."""
        before, behind = last_word(self.items), self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        active = reading.form is not None and reading.form.voice == "active" and bool(self.triggers.verb(reading.lemma))
        told = active and not reading.art and not reading.prep and before is not None
        if told and reading.conj and any(item.kind == "participle" and accusative(item.text) for item in self.items[-_JOINED:]):
            return is_noun(behind) or fold(behind) in AMOUNTS  # محاصرا المستشفى ومعتقلا ثلاثة أطباء
        led = accusative(behind) or behind.endswith("ا") or behind[:1].isdigit()
        return told and before is not None and before.lemma == "comma" and led

    def _awaited(self, reading: Reading) -> bool:
        """Return whether a verb lacks its masdar behind an aside (واصلت أنقرة، أمس، قصف مواقع) or a comma (أكد الملك، دعم)."""
        if reading.pro or not self.items or self.items[-1].lemma != "comma":
            return False
        k = len(self.items) - 1
        while k and (self.items[k].kind in _ASIDE or self.items[k].depth):
            k -= 1
        verb = self.items[k]
        light = verb.kind == "verb" and "" in self.triggers.light.get(verb.lemma, ())
        reports = verb.kind == "verb" and verb.lemma in self.triggers.report and verb.lemma != _SAID
        behind = [i for i in self.items[k + 1 :] if not i.depth and i.kind != "quote"] if light or reports else []
        commas = [n for n, item in enumerate(behind) if item.lemma == "comma"]
        aside = commas == [1, len(behind) - 1] and len(behind) > _TWO_COMMAS
        return (aside or (reports and commas == [len(behind) - 1] == [1])) and behind[0].kind == "np"

    def _takes_none(self, i: int, verbs: list[Reading]) -> bool:
        """Return whether a word with a pronoun is a noun, as its verb takes no object (سيطرتها: her control)."""
        following = self.tokens[i + 1].norm if i + 1 < len(self.tokens) else ""
        described = (
            following.startswith("ال") and is_adjective(following[2:]) and not self.phrases.index.opens_role(following[2:])
        )
        if described and self.phrases.names.entry_nisba(i + 1) is None:
            return True  # ودعمها السخي; but: هاتفه الرئيس
        if any(r.lemma in self.triggers.light for r in verbs):
            return False
        noun = any(r.enc and r.pos in ("noun", "head") for r in analyse_word(self.tokens[i].text))
        senses = [self.triggers.verb(r.lemma) for r in verbs] if noun else []
        return bool(senses) and all(frames and not any(_transitive(f) for f in frames) for frames in senses)

    def _impersonal(self) -> bool:
        """Return whether من and a definite adjective open the clause: what is so stands behind them (من المقرر عقد لقاء)."""
        *earlier, preposition, _ = [None, None, *self.items]
        if preposition is None or preposition.kind != "prep" or preposition.lemma.removeprefix("و") != _FROM:
            return False
        opener = earlier[-1]
        return opener is None or opener.kind in ("comp", "conj") or opener.lemma in ("comma", "stop", "colon")

    def _past_behind(self, before: Item, i: int) -> bool:
        """Return whether a past verb can follow a complementizer: one with a pronoun (إنه قتل), "after" or "since" that."""
        if before.lemma.endswith(("ه", "ها", "هم", "هما", "نا")):
            return True
        return len(self.items) > 1 and self.items[-2].lemma in _SINCE and self._phrase_follows(i)

    def _says(self, i: int, verbs: list[Reading]) -> bool | None:
        """Return whether a verb of saying is one here, as what is said or who says it stands beside; None if neither does."""
        reading, before = verbs[0], last_word(self.items)
        if before is not None and self._joins(reading, before):
            return True
        if reading.enc and before is not None and reading.lemma in self.triggers.report and self._issued(before):
            return True  # في تسجيل صوتي بثه الأحد
        if any(r.lemma in self.triggers.report for r in verbs) and self._words_follow(i):
            return before is None or before.kind != "prep"
        if reading.lemma in self.triggers.report and not reading.enc and before is not None and before.kind in ("np", "time"):
            return not any(r.pos == "noun" and r.stem == reading.stem for r in analyse_word(self.tokens[i].text))
        return None

    def _opens_quotation(self, i: int, verbs: list[Reading]) -> bool:
        """Return whether a word that is no noun is the first of a quotation that is more than a name."""
        number = self.tokens[i].quoted
        nouns = {r.stem for r in analyse_word(self.tokens[i].text) if r.pos in ("noun", "head")}
        opened = bool(number) and self.items[-1].kind == "quote" and any(r.stem not in nouns for r in verbs)
        return opened and sum(t.quoted == number for t in self.tokens[i : i + _LONG_QUOTE]) == _LONG_QUOTE

    def _words_follow(self, i: int) -> bool:
        """Return whether what is said begins behind a word (أوضح أن، حذر الثلاثاء من أن، تابع:): then it is a verb of saying."""
        j = i + 1
        while j < min(len(self.tokens), i + _TIME_REACH) and is_time(self.tokens[j].text):
            j += 1
        behind = [analyse_word(t.text)[0].pos if t.is_word else t.text for t in self.tokens[j : j + 2]]
        return behind[:1] in (["comp"], [":"]) or behind == ["prep", "comp"]

    def _phrase_follows(self, i: int) -> bool:
        """Return whether a definite phrase, name or number follows: then a word that may be a past verb is one."""
        if i + 1 >= len(self.tokens):
            return False
        token = self.tokens[i + 1]
        if token.norm[:1].isdigit():
            return True
        if not token.is_word:
            return token.text in '«"“'
        first = analyse_word(token.text)[0]
        adjective = self.phrases.names.entry_nisba(i + 1) or (token.norm.endswith("ي") and is_adjective(token.norm))
        if adjective and not token.norm.startswith("ال") and first.pos != "head":
            return False  # قصف إسرائيلي، قصف مدفعي, but: قتل قيادي
        return first.pos not in ("prep", "comp", "rel") and not first.prep

    def _clause_has_verb(self) -> bool:
        for item in reversed(self.items):
            if item.kind in ("comp", "rel", "wh") or (item.kind == "punct" and item.lemma in ("comma", "colon", "stop")):
                return False
            if item.kind in ("verb", "cop"):
                return item.kind == "verb"
        return False

    def _light(self, i: int, reading: Reading, before: Item, *, past: bool) -> bool:
        """Return whether a light verb is shown by its object: an accusative (شن هجوما), or a pronoun (اشتباكات شنها الحوثيون)."""
        if past and i + 1 < len(self.tokens) and accusative(self.tokens[i + 1].text):
            return True
        return before.kind == "event" and before.end == i and bool(reading.enc)


def _transitive(frame: Frame) -> bool:
    """Return whether a verb may take an object in this sense: one of its own, or the noun of a phrase (فرض عقوبات)."""
    return frame.trigger == "phrase" or "direct" in frame.object


def apocopate(reading: Reading) -> bool:
    """Return whether a verb has the short form that only particles or "to" bring, which no name does (المفوضة يلفا)."""
    return reading.form is not None and reading.form.tense == "jussive" and not (reading.conj or reading.pro)


def last_word(items: Sequence[Item]) -> Item | None:
    """Return the last item that is no quotation mark, or None."""
    for item in reversed(items):
        if item.kind != "quote":
            return item
    return None


def adverbial(items: Sequence[Item], norm: str, reading: Reading) -> bool:
    """Return whether what looks like a dual of the past is an accusative: nobody stands before it (البيت ردا على)."""
    form = reading.form
    if form is None or (form.number, form.gender, form.tense) != ("d", "m", "past") or reading.enc or reading.pro:
        return False
    stem, before = norm[:-1], last_word(items)
    if before is not None and before.lemma == "comma" and norm.endswith("ا"):
        return any(r.pos == "participle" and r.form is not None and r.form.tense == "acc" for r in analyse_word(norm))  # ، نافيا
    noun = len(stem) == 3 or (len(stem) == 5 and stem[0] == "ت")
    if len(stem) == 4 and stem[1] == "ا" and before is not None and before.kind == "punct":
        return not any(_two(item) for item in items if item.kind == "np")  # ، مانعا دخول الشاحنات
    return noun and before is not None and before.kind in ("np", "event", "time", "verb", "word") and not _two(before)


def _two(item: Item) -> bool:
    """Return whether a phrase can be that of two: a dual, or one joined to another by "and" (الزعيمان، بوتين ولافروف)."""
    mention = item.mention
    return mention is not None and bool(item.conj or mention.parts or mention.number != "s" or item.text.endswith(("ان", "ين")))


def shows_verb(raw: str) -> bool:
    """Return whether the spelling of a word shows that it is no participle: a passive (قُتل), or "we" (نأسف)."""
    return "\u064f" in raw[:3] or raw.removeprefix("و").startswith("نأ")
