"""From the words of an Arabic sentence to a row of items: phrases, events, verbs, particles, times, signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.extract.ar.amounts import WORTH, about, given
from kg.extract.ar.auxiliaries import PROBABLY, STILL, WAS, auxiliary, hedge, probably, was_not, who_does
from kg.extract.ar.completing import complete
from kg.extract.ar.dates import Dates
from kg.extract.ar.implied import imply
from kg.extract.ar.manner import HOW, manner
from kg.extract.ar.marking import Marking
from kg.extract.ar.measured import measured
from kg.extract.ar.morphology import Reading, analyse_word, splits
from kg.extract.ar.names import rare
from kg.extract.ar.phrases import Phrases
from kg.extract.ar.pronouns import told_by_pronoun
from kg.extract.ar.verbs import Verbs, adverbial, apocopate, last_word, shows_verb
from kg.extract.ar.wordclass import marks
from kg.extract.rules.items import DateHit, Item
from kg.extract.rules.nested import nested_events
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.index import NameIndex
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token

_SIGNS = {"،": "comma", ",": "comma", ":": "colon", "؛": "stop", ";": "stop", "(": "open", ")": "close", "-": "dash", "–": "dash"}
_POINTING = frozenset(fold(w) for w in ("هذا", "هذه", "تلك", "ذلك", "هؤلاء", "هذين", "هاتين", "أي"))
_WE = fold("نحن")
_FROM, _TO = fold("من"), fold("إلى")
_BESIDES = (fold("بالإضافة"), fold("إضافة"))
_WHAT, _AND = fold("ما"), "و"
_SIDES = frozenset(fold(w) for w in ("شرق", "غرب", "شمال", "جنوب", "في"))
_BEARINGS = frozenset(fold(w) for w in ("شرقي", "غربي", "شمالي", "جنوبي"))
_LYING = frozenset(fold(w) for w in ("الواقع", "الواقعة", "الكائن", "الكائنة"))
_SHORTEST = 3
_REACH = 6  # words from an auxiliary to the أن of its clause
_SHADDA = "\u0651"
_DAMMA = "\u064f"  # on the first letter it shows a passive
_HAND = frozenset(fold(w) for w in ("جهة", "جانب", "ناحية"))
_FOR_HIS_PART = frozenset(fold(w) for w in ("جهته", "جهتها", "جهتهم", "جانبه", "جانبها", "جانبهم", "ناحيته", "ناحيتها"))
_OTHER = frozenset(fold(w) for w in ("أخرى", "ثانية", "آخر", "ثان"))


class Reader:
    """Reads one sentence; ``items`` holds the result."""

    def __init__(
        self, tokens: Sequence[Token], published: date | None, index: NameIndex, local: NameIndex, triggers: Triggers
    ) -> None:
        """Read the tokens into items."""
        self.tokens = tokens
        self.phrases = Phrases(tokens, index, local, triggers)
        self.triggers = triggers
        self.dates: dict[int, DateHit] = {h.start: h for h in Dates(tokens, published).find()}
        self.items: list[Item] = []
        self.verbs = Verbs(tokens, self.items, self.phrases, triggers)
        self._read()
        marking = Marking(self.items)
        marking.unframe()
        marking.mark()
        marking.share()
        marking.some_of_them()
        imply(self.items, tokens, triggers)
        hedge(self.items)
        measured(self.items)
        complete(self.items, tokens)

    def _read(self) -> None:
        i = 0
        while i < len(self.tokens):
            i = self._next(i)

    def _next(self, i: int) -> int:
        token = self.tokens[i]
        if i in self.dates:
            hit = self.dates[i]
            self._add(Item("time", i, hit.end, token.text, time=hit.span, later=hit.later, future=hit.ahead))
            return hit.end
        if not token.is_word or token.norm == _AND:
            return self._sign(i)
        readings = analyse_word(token.text)
        besides = self._besides(i)
        pointing = besides or self._pointing(token) or self._bearing(i)
        if pointing:
            end = i + 2 if besides else i + 1
            self._add(Item("prep", i, end, token.text, lemma=pointing))
            return end
        pronoun = told_by_pronoun(self.tokens[i], i)
        known = self.phrases.names.known(i) if pronoun is not None else None
        if pronoun is not None and (known is None or known.hit.length == 1):
            self._add(pronoun)
            return i + 1
        nation = self.phrases.names.by_nation(i) if self.items and self.items[-1].kind == "participle" else None
        if nation is not None:
            named = Mention(i, i + 1, token.text, nation.type, nation, definite=True, state=nation.state)
            self._add(Item("np", i, i + 1, token.text, marker="من قبل", mention=named))
            return i + 1
        name = self._name(i)
        if name is not None:
            return name
        exact = about([t.norm for t in self.tokens[i : i + 5]])
        if exact:
            kind, lemma = ("prep", "ب") if token.norm in WORTH else ("num", "")  # قدره 5 ملايين دولار: بقيمة
            self._add(Item(kind, i, i + exact, token.text, lemma=lemma))
            return i + exact
        aside = (
            self._on_one_side(i)
            or manner(self.tokens, i, last_word(self.items))
            or self._located(i)
            or given(self.tokens, self.items, i)
        )
        if aside:
            self._add(Item("ptc", i, aside, token.text, lemma="side", aside=token.norm not in HOW))
            return aside
        closed = readings[0].pos in ("prep", "comp", "rel", "wh", "neg", "ptc", "cop", "time", "month", "weekday")
        if closed and not self.verbs.expresses(i):
            return self._likely(i) or self._closed(i, readings[0])
        return self._auxiliary(i) or self._open(i, readings)

    def _sign(self, i: int) -> int:
        """Add a sign, a number or an "and" that stands alone (و«الشباب»، و5 نساء); return the token after it."""
        token = self.tokens[i]
        kind = "num" if token.norm[:1].isdigit() else "quote" if token.text in '«»"“”„' else "punct"
        if token.norm == _AND:
            kind = "conj"
        self._add(Item(kind, i, i + 1, token.text, lemma=_SIGNS.get(token.text, "sign")))
        return i + 1

    def _likely(self, i: int) -> int:
        """Return the token after words that say that something is only likely (على الأرجح) at ``i``, or 0."""
        length = probably([t.norm for t in self.tokens[i : i + 3]])
        if not length:
            return 0
        self._add(Item("ptc", i, i + length, self.tokens[i].text, lemma=PROBABLY))
        return i + length

    def _auxiliary(self, i: int) -> int:
        """Return the token after an auxiliary that is no copula elsewhere (لم يعد) at ``i``, or 0."""
        if not auxiliary(self.tokens[i].norm, last_word(self.items), (t.norm for t in self.tokens[i + 1 : i + _REACH])):
            return 0
        self._add(Item("cop", i, i + 1, self.tokens[i].text, lemma=self.tokens[i].norm))
        return i + 1

    def _on_one_side(self, i: int) -> int:
        """Return the token after "on the one hand, on the other" (من جهة، من جهة أخرى) at ``i``, or 0."""
        norms = [t.norm for t in self.tokens[i : i + 3]]
        opens = not self.items or self.items[-1].lemma in ("comma", "stop", "dash", "sign") or norms[0].startswith("و")
        if opens and len(norms) > 1 and norms[0].removeprefix("و") == _FROM and norms[1] in _FOR_HIS_PART:
            return i + 2
        if len(norms) < 2 or norms[0] != _FROM or norms[1] not in _HAND:
            return 0
        if norms[2:] and norms[2] in _OTHER:
            return i + 3
        following = self.phrases.parse(i + 2)
        return 0 if following is not None and not (following[1] is not None and following[1].pro) else i + 2

    def _located(self, i: int) -> int:
        """Return the token after a participle that only opens where a place lies (مدينة بن قردان، الواقعة جنوب), or 0."""
        before, following = last_word(self.items), self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if self.tokens[i].norm not in _LYING or following is None or before is None or before.kind == "prep":
            return 0
        return i + 1 if analyse_word(following.text)[0].pos == "prep" else 0

    def _add(self, item: Item) -> None:
        before = next((i for i in reversed(self.items) if i.kind not in ("num", "quote")), None)
        if before is not None and before.kind == "conj" and item.kind not in ("num", "quote", "punct"):
            item.conj = item.conj or _AND  # ثلاثة أطفال و5 نساء
        item.quoted = self.tokens[item.start].quoted
        self.items.append(item)

    def _closed(self, i: int, reading: Reading) -> int:
        before = last_word(self.items)
        kind = "time" if reading.pos in ("month", "weekday", "time") else reading.pos
        governed = before is not None and before.kind == "prep" and not before.text.endswith(("هذا", "ذلك"))  # not: وبهذا تكون
        kind = "rel" if who_does(before, reading.stem) else "prep" if kind == "cop" and governed else kind
        if (
            kind == "cop"
            and before is not None
            and before.lemma == _WHAT
            and (reading.stem in STILL or self._opens(before, reading))
        ):
            before.kind = "neg"  # ما زال، ما كانت روسيا لتقصف
        self._add(Item(kind, i, i + 1, self.tokens[i].text, lemma=reading.stem, conj=reading.conj))
        return i + 1

    def _opens(self, what: Item, was: Reading) -> bool:
        """Return whether ما opens the sentence or what is said before a past of كان: "was not", not "what was"."""
        earlier = next((i for i in reversed(self.items) if i is not what and i.kind not in ("quote", "num")), None)
        return was.stem in WAS and (earlier is None or earlier.kind == "comp" or earlier.lemma in ("stop", "colon"))

    def _besides(self, i: int) -> str:
        """Return a preposition for "in addition to" (بالإضافة إلى) at ``i``, or ""."""
        here = self.tokens[i].norm.removeprefix("و") in _BESIDES
        return _BESIDES[0] if here and i + 1 < len(self.tokens) and self.tokens[i + 1].norm == _TO else ""

    @staticmethod
    def _pointing(token: Token) -> str:
        """Return the clitic preposition of a demonstrative or "any" that opens a phrase (لتلك التصريحات، لأي هجوم), or ""."""
        for pro, _, rest in splits(token.norm):
            if rest in _POINTING and pro[-1:] in ("ب", "ل", "ك") and pro:
                return pro[-1]
        return ""

    def _bearing(self, i: int) -> str:
        """Return the preposition that a word for a side is behind a place (لفيف غربي أوكرانيا، جنوب شرقي تونس), or ""."""
        norm, before = self.tokens[i].norm, last_word(self.items)
        if norm not in _BEARINGS or before is None or i + 1 >= len(self.tokens) or not self.tokens[i + 1].is_word:
            return ""
        mention = before.mention
        told = mention is not None and bool(mention.entry or mention.name or (mention.definite and mention.role is None))
        named = self.tokens[i + 1].norm.startswith("ال") or self.phrases.names.known(i + 1) is not None
        beside = before.kind == "time" or (before.kind == "prep" and before.lemma in _SIDES)
        return norm[:-1] if named and (told or beside) else ""

    def _name(self, i: int) -> int | None:
        """Read a title or a known name, unless the word is a verb here."""
        verbs = [r for r in analyse_word(self.tokens[i].text) if r.pos == "verb" and not self._misread(i, r)]
        parsed = self.phrases.parse(i)
        if parsed is None:
            return None
        mention, reading = parsed
        if reading is None or reading.pos not in ("title", "name"):
            return None
        if verbs and self._doubtful(mention, reading) and self.verbs.here(i, verbs):
            return None
        if reading.pos == "title" and any(self._speaks(r) for r in analyse_word(self.tokens[i].text)):
            return None  # ، داعية إسرائيل إلى: no preacher
        self._phrase(mention, reading)
        return mention.end

    @staticmethod
    def _doubtful(mention: Mention, reading: Reading) -> bool:
        """Return whether a one-word name or title may as well be a verb (never so for states and their capitals)."""
        if reading.art or mention.end - mention.start > 1:
            return False
        return mention.entry is None or not (mention.metonym or mention.entry.type is EntityType.COUNTRY)

    def _misread(self, i: int, reading: Reading) -> bool:
        """Return whether a verb behind ل would keep an ending that it loses there (ليبرمان is a name), or is an accusative."""
        several = reading.form is not None and reading.form.number in ("d", "p")
        kept = several and reading.pro.endswith("ل") and not reading.enc and self.tokens[i].norm.endswith(("ان", "ون"))
        return kept or (several and adverbial(self.items, self.tokens[i].norm, reading))

    def _likely_verbs(self, i: int, readings: tuple[Reading, ...]) -> list[Reading]:
        """Return the verbal readings; of a noun or participle too only those that news uses (أحد, فريق, لافتا)."""
        before = last_word(self.items)
        named = before is not None and before.kind == "np"
        verbs = [r for r in readings if r.pos == "verb" and not (self._misread(i, r) or (named and apocopate(r)))]
        if len(verbs) == len(readings) or shows_verb(self.tokens[i].text) or (before is not None and before.kind == "neg"):
            return verbs
        we = any(r.enc == "نا" for r in verbs)  # قدمنا: "he gave us" brings "we gave" with it
        return [r for r in verbs if not rare(r) or (we and not r.enc)]

    def _open(self, i: int, readings: tuple[Reading, ...]) -> int:
        verbs = self._likely_verbs(i, readings)
        others = [r for r in readings if r.pos in ("noun", "head")]
        if verbs and (not others or self.verbs.here(i, verbs)):
            self._verb(i, self.verbs.fitting(i, verbs))
            return i + 1
        participles = [r for r in readings if r.pos == "participle" and not r.art and not r.prep]
        ready = next((r for r in participles if self._predicative(i, r)), None)
        participle = ready or next(iter(participles), None)
        behind = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        told = participle is not None and (self._speaks(participle, behind) or self.verbs.results(i, participle))
        beside = participle is not None and (not others or told)
        circumstance = beside and participle is not None and self._circumstantial(participle)
        if participle is not None and (circumstance or ready is not None):
            self._participle(i, participle)
            self.items[-1].person = 1 if ready is not None and self.items[-2:-1] and self.items[-2].lemma in ("colon", _WE) else 3
            feminine = circumstance and not participle.art  # ، متهمة إيران ب: what the subject does beside
            self.items[-1].definite = self.items[-1].definite and ready is None and not feminine
            return i + 1
        joined = any(item.kind == "participle" and item.definite for item in self.items[-4:])
        last = self.items[-1].mention if self.items and self.items[-1].end == i else None
        attributive = self.phrases.attributive(i, joined=joined, shared=self.phrases.adjectives.like_masdar(last, i))
        before = self._described(i, attributive) if attributive is not None else None
        if attributive is not None and before is not None and not self.verbs.takes(i, before):
            self._participle(i, attributive)
            return i + 1
        if self._shaped_like_verb(i, readings):
            form = readings[0]
            self._add(
                Item(
                    "verb",
                    i,
                    i + 1,
                    self.tokens[i].text,
                    lemma=form.stem,
                    tense="present",
                    gender="f" if form.stem[0] == "ت" else "m",
                    number="p" if form.stem.endswith(("ون", "وا")) else "s",
                )
            )
            return i + 1
        parsed = self.phrases.parse(i)
        if parsed is None:
            self._add(Item("word", i, i + 1, self.tokens[i].text, lemma=readings[0].stem))
            return i + 1
        mention, reading = parsed
        self._phrase(mention, reading)
        return mention.end

    def _described(self, i: int, participle: Reading) -> Mention | None:
        """Return the phrase right before a participle, or before the comma that it stands behind (الجيش، المدعوم من أنقرة،)."""
        *_, earlier, last = (None, None, *self.items)
        aside = last is not None and (last.lemma == "comma" or last.kind == "quote") and last.end == i
        if aside and last is not None and participle.art and earlier is not None:
            return earlier.mention if earlier.end == last.start and earlier.mention and earlier.mention.definite else None
        return last.mention if last is not None and last.end == i else None

    def _shaped_like_verb(self, i: int, readings: tuple[Reading, ...]) -> bool:
        norm, before = self.tokens[i].norm, last_word(self.items)
        if readings[0].pos != "unknown" or len(norm) <= _SHORTEST or before is None:
            return False
        behind = ("rel", "neg", "cop", "comp", "ptc") if norm[0] == "ي" else ("rel", "neg", "cop")
        return norm[0] in "يت" and before.kind in behind

    def _circumstantial(self, reading: Reading) -> bool:
        """Return whether an indefinite participle is a predicate of its own (مؤكدا، داعية إلى)."""
        form, before = reading.form, last_word(self.items)
        if form is None:
            return False
        feminine = (form.gender, form.number) == ("f", "s")  # معدات إغاثة are things
        return form.tense == "acc" or (feminine and before is not None and before.kind == "punct")

    def _agent_follows(self, i: int) -> bool:
        """Return whether من stands at token ``i``."""
        return i < len(self.tokens) and self.tokens[i].norm == _FROM

    def _predicative(self, i: int, reading: Reading) -> bool:
        """Return whether an adjective is the predicate of its clause (بلاده مستعدة ل، الجماعة مدعومة من)."""
        before = last_word(self.items)
        passive = reading.form is not None and reading.form.voice == "passive" and bool(self.triggers.verb(reading.lemma))
        if before is not None and before.lemma in ("colon", _WE):
            return reading.lemma in self.triggers.predicatives and not reading.art  # بوتين: مستعدون ل
        if before is None or not (reading.lemma in self.triggers.predicatives or (passive and self._agent_follows(i + 1))):
            return False
        return before.kind in ("cop", "comp", "neg") or (before.mention is not None and before.mention.definite)

    def _speaks(self, reading: Reading, behind: Token | None = None) -> bool:
        """Return whether a participle after a comma goes on telling what its subject does (مطالبا، داعيا)."""
        before = last_word(self.items)
        acts = reading.lemma in self.triggers.report or reading.lemma in self.triggers.control_verbs
        acts = acts or (behind is not None and behind.norm in self.triggers.light.get(reading.lemma, ()))  # معبرا عن
        told = reading.pos == "participle" and not reading.art and not reading.prep
        return told and acts and before is not None and before.kind == "punct"

    def _verb(self, i: int, reading: Reading) -> None:
        form = reading.form
        item = Item("verb", i, i + 1, self.tokens[i].text, lemma=reading.lemma, conj=reading.conj, clitic=reading.enc)
        if form is not None:
            item.tense, item.person, item.gender, item.number = form.tense, form.person, form.gender, form.number
            doubled = form.tense != "past" and _SHADDA in self.tokens[i].text  # يُصدّر: he exports
            item.passive = form.voice == "passive" or (_DAMMA in self.tokens[i].text[:3] and not doubled)
        item.future = "س" in reading.pro
        item.purpose = reading.pro.endswith("ل") and not was_not(self.items)
        item.frames = self.triggers.verb(reading.lemma)
        self._add(item)

    def _participle(self, i: int, reading: Reading) -> None:
        item = Item("participle", i, i + 1, self.tokens[i].text, lemma=reading.lemma, conj=reading.conj)
        item.definite = reading.art or (reading.form is not None and reading.form.tense != "acc")
        item.passive = reading.form is not None and reading.form.voice == "passive"
        if reading.form is not None:
            item.gender, item.number = reading.form.gender, reading.form.number
        item.frames = self.triggers.verb(reading.lemma)
        self._add(item)

    def _acts(self, mention: Mention, reading: Reading | None) -> bool:
        """Return whether a masdar with ال names a body that acts (القضاء الفرنسي), not an act (القضاء على)."""
        if reading is None or not reading.art or mention.type not in ACTORS or mention.possessor:
            return False
        masdar = all(frame.trigger != "noun" for frame in self.triggers.noun(mention.head))
        following = self.tokens[mention.end].text if mention.end < len(self.tokens) else ""
        done = following and marks(self.triggers.noun(mention.head), analyse_word(following)[0])
        return masdar and (bool(mention.nisbas) or not done)  # حكم القضاء التونسي على النائب

    def _phrase(self, mention: Mention, reading: Reading | None) -> None:
        frames = self.triggers.noun(mention.head) if mention.role is None and not mention.entry else ()
        if frames and (self._acts(mention, reading) or (reading is not None and reading.pos == "participle")):
            frames = ()  # المحظور: who was banned is no ban
        kind = "event" if frames or (mention.role is None and mention.head in self.triggers.control_nouns) else "np"
        if frames and mention.type is None:
            mention.type = EntityType.EVENT
        item = Item(kind, mention.start, mention.end, mention.text, lemma=mention.head, mention=mention, frames=frames)
        if reading is not None:
            item.conj, item.marker = reading.conj, reading.prep
        if kind == "event":  # انتفاضة 2011
            item.time = next((h.span for k, h in self.dates.items() if mention.start < k < mention.end), None)
        item.gender, item.number = mention.gender, mention.number
        self._add(item)
        for nested in nested_events(mention, self.triggers):
            self._add(nested)
