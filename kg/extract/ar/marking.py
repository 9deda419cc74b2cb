"""Which preposition a phrase stands under, and which phrases are joined: the second pass over an Arabic sentence."""

from __future__ import annotations

from kg.extract.ar import datewords as words
from kg.extract.ar.wordclass import AMOUNTS
from kg.extract.rules.items import Item
from kg.model import ACTORS, EntityType
from kg.text.fold import fold

_AGENT_NOUNS = frozenset(fold(w) for w in ("جانب", "طرف", "قبل", "يد", "أيدي"))
_BY_WHOM = frozenset(fold(w) for w in ("قبل", "لدن"))  # من قبل X, من لدن X
_HANDS = frozenset(fold(w) for w in ("يد", "أيدي"))
_FRAMED = {fold(w): fold(m) for w, m in (("بما", "ب"), ("ما", ""), ("مما", "من"), ("عما", "عن"), ("لما", "ل"), ("فيما", "في"))}
_NAMING = frozenset(fold(w) for w in ("سمى", "أسمى", "وصف", "اعتبر", "دعا"))
_SAY = fold("قال")
_BY_MEANS = fold("من خلال")
_THAT_IT_IS = frozenset(fold(w) for w in ("إنه", "إنها", "إنهم"))  # بما قال إنه عدوان
_SEEMED = frozenset({"بدا", "يبدو", "بدت", "تبدو"})  # فيما بدا تحذيرا
_LACK, _FOR = fold("عدم"), "ل"
_OF, _ALL = fold("من"), frozenset(fold(w) for w in ("كل", "كلا", "كلتا"))
_TONGUE = fold("لسان")
_EACH = frozenset(fold(w) for w in ("كل", "جميع", "بعض", "كافة", "سائر", "معظم", "مختلف", "شتى", "أي", "أية"))
_POINTING = frozenset({"هذا", "هذه", "ذلك", "تلك", "هؤلاء", "هذين", "هاتين"})
_MOST = frozenset(fold(w) for w in ("أشد", "أقوى", "أقسى", "أعمق", "كل"))
_THEN = fold("ثم")
_EVEN = frozenset(fold(w) for w in ("حتى", "كذلك", "أيضا"))
_AFTERMATH = {"اعقاب": fold("عقب"), "خلفيه": fold("بسبب"), "ختام": fold("عقب"), "مستهل": fold("خلال"), "بدايه": fold("خلال")}
_FROM = fold("من")
_BESIDE, _DURING = fold("مع"), fold("خلال")
_PARALLEL = frozenset(fold(w) for w in ("الموازاة", "موازاة", "التزامن", "تزامنا", "التوازي"))
_WHILE = frozenset(
    (*words.SINGLE_UNITS, *words.COUNTED_UNITS, *(fold(w) for w in ("وقت", "فترة", "مدة", "دقائق", "ساعة", "ساعتين", "ساعات")))
)
_NONE = frozenset(fold(w) for w in ("نية", "خطط", "خطة", "مجال", "مانع", "شك", "سبيل", "بديل", "حاجة", "صحة", "داعي", "جدوى"))
_BETWEEN, _NOR = fold("بين"), fold("ولا")
_WHILE_WORD = fold("فيما")
_SINCE = frozenset(fold(w) for w in ("بعد", "قبل"))
_TIMES = _WHILE | frozenset(fold(w) for w in ("مرة", "ليلة", "مدة", "أسباب", "سبب", "دواع", "دواعي", "اعتبارات"))


def _absolute(item: Item) -> bool:
    """Return whether "and no" denies that there is any such thing, which begins a clause (ولا نية لدينا للقاء)."""
    return item.mention is not None and item.mention.head in _NONE


def _is_while(item: Item) -> bool:
    """Return whether a word tells how long (يوم، وقت قصير)."""
    return item.kind == "time" or (item.mention is not None and item.mention.head in _WHILE)


class Marking:
    """Marks the items of one sentence in place."""

    def __init__(self, items: list[Item]) -> None:
        """Keep the items."""
        self.items = items

    def _partitive(self, k: int, item: Item) -> None:
        """Let "three of his sons", "a number of soldiers" stand where the number stands."""
        n = k - 1
        while n >= 0 and (self.items[n].kind in ("num", "quote") or self.items[n].text in _POINTING):
            n -= 1  # أكثر من 300 شخص
        n -= 1
        if n < 0:
            return
        amount = self.items[n]
        if amount.kind == "num" or amount.lemma in AMOUNTS:
            outer = self.items[n - 1] if n else None
            if item.mention is not None:
                item.gender = item.mention.gender = ""  # the verb agrees with the number (أعلن كل من الوزيرة)
            item.marker = amount.marker or (outer.lemma if outer is not None and outer.kind == "prep" else "")
            if amount.mention is not None:
                amount.mention, amount.kind = None, "num"

    def unframe(self) -> None:
        """Take "what it called" out of the way (ندد بما سمته القوة المفرطة -> ندد ب القوة المفرطة)."""
        for k in range(len(self.items) - 2):
            wh, verb = self.items[k], self.items[k + 1]
            marker = _FRAMED.get(wh.lemma)
            seems = verb.text in _SEEMED
            says = verb.lemma == _SAY and self.items[k + 2].kind == "comp" and self.items[k + 2].lemma in _THAT_IT_IS
            if wh.lemma == _WHILE_WORD and (not k or self.items[k - 1].lemma == "comma"):
                continue  # ، فيما دعت كندا: while she called
            if wh.kind != "wh" or marker is None or verb.kind != "verb" or not (seems or says or verb.lemma in _NAMING):
                continue
            self.items[k + 2].aside = says
            for item in self.items[k + 2 + says : k + 5 + says]:
                if item.mention is not None:
                    before = self.items[k - 1] if k else None
                    prep = before.lemma if before is not None and before.kind == "prep" else ""
                    item.marker, item.hedged, wh.aside, verb.aside = marker or prep, True, True, True
                    if before is not None and before.kind == "event" and not item.marker and before.mention is not None:
                        before.mention.genitive = before.mention.genitive or item.mention  # دعم ما سماه X
                    break
                item.aside = item.kind == "prep"

    def share(self) -> None:
        """Give an act the first of those who "each of" behind it says do it (إعلان كل من X وY)."""
        for k in range(3, len(self.items)):
            event, each, of, item = self.items[k - 3 : k + 1]
            if item.kind != "np" or of.lemma != _OF or each.lemma not in _ALL or event.kind != "event":
                continue
            mention = event.mention
            if (
                mention is not None
                and not (mention.definite or mention.possessor or mention.genitive)
                and event.end == each.start
            ):
                mention.genitive, item.marker = item.mention, of.lemma

    def mark(self) -> None:
        """Give each phrase the preposition it stands under and join coordinated phrases."""
        previous: Item | None = None
        for k, item in enumerate(self.items):
            self._aftermath(k, item)
            if item.kind not in ("np", "event") or item.depth:
                continue
            if item.marker == _FOR and item.mention is not None and item.mention.head in _TIMES:
                item.kind, item.mention = "time", None  # لليوم الرابع على التوالي، لمدة عام، لأسباب أمنية
                continue
            before = self._neighbour(k)
            even = before is not None and before.lemma in _EVEN and before.conj == "و"  # وكينيا، وحتى تونس
            even = even or (before is not None and before.lemma == _THEN and not before.conj)  # زار الرياض ثم الدوحة
            if not item.marker and before is not None and before.kind == "prep" and not even:
                item.marker = self._compound(k, before)
                if before.lemma == "من":
                    self._partitive(k, item)
            elif (
                before is not None
                and ((before.lemma in _EACH and before.conj == "و") or (before.text == _NOR and not _absolute(item)))
                and not item.marker
            ):
                item.conj, even = "و", True
            self._agent(item)
            self._side(item)
            self._mouth(k, item)
            self._how(k, item)
            side = self._other_side(k, item)
            item.opens = previous is not None and not side and self._opens(k, item)
            if side and previous is not None and previous.marker != _BETWEEN:
                item.marker = _BETWEEN  # بين مسلحين من القبائل وقوات النظام
                previous = item
                continue
            joined = (item.conj == "و" or even) and not item.opens
            if previous is not None and joined and self._adjacent(previous, item):
                item.coord = True
                if even and before is not None:
                    before.aside = True
                item.marker = item.marker or previous.marker
            previous = item

    def some_of_them(self) -> None:
        """Take out of the way who of those before a verb is among them (13 نازحا بينهم أطفال استشهدوا)."""
        for k in range(1, len(self.items) - 2):
            item, before = self.items[k], self.items[k - 1]
            if item.mention is None or not item.mention.pronoun or item.marker != _BETWEEN or before.mention is None:
                continue
            n = k + 1
            while (
                n < len(self.items) and (self.items[n].kind in ("np", "num") or self.items[n].depth) and not self.items[n].marker
            ):
                n += 1
            if k + 1 < n < len(self.items) and self.items[n].kind == "verb" and not self.items[n].conj:
                for other in self.items[k:n]:
                    other.aside = True

    def _aftermath(self, k: int, item: Item) -> None:
        """Read في أعقاب, في ختام and على خلفية before an event as one preposition: the event is no part of a phrase."""
        marker = _AFTERMATH.get(item.mention.head) if item.mention is not None and item.kind == "np" else None
        inner = self.items[k + 1] if marker is not None and k + 1 < len(self.items) else None
        if marker is None or inner is None or not inner.depth or inner.kind != "event" or self.items[k - 1].kind != "prep":
            return
        for nested in self.items[k + 1 :]:
            if not nested.depth:
                break
            nested.depth -= 1
        item.kind, item.lemma, item.mention, item.end, inner.marker = "prep", marker, None, inner.start, marker

    def _opens(self, k: int, item: Item) -> bool:
        """Return whether a phrase behind "and" is the subject of the verb behind it: then it is joined to no phrase before."""
        mention = item.mention
        if item.conj != "و" or item.marker or mention is None or not (mention.entry or mention.type in ACTORS):
            return False
        following = next((i for i in self.items[k + 1 :] if not i.depth and i.kind not in ("time", "quote")), None)
        verb = following is not None and following.kind == "verb" and not following.conj and not following.purpose
        if following is None or not verb or following.number != "s":
            return False
        gender = mention.gender or ("f" if mention.type in (EntityType.COUNTRY, EntityType.PLACE) else following.gender)
        if gender != following.gender:
            return False
        for before in reversed(self.items[:k]):
            if before.kind in ("verb", "rel", "comp", "wh") or before.lemma in ("colon", "stop"):
                return before.kind == "verb"
        return False

    def _other_side(self, k: int, item: Item) -> bool:
        """Return whether a phrase behind "and" is the other of two sides, of whom only one is told behind "between" so far."""
        if item.conj != "و" or item.marker or item.mention is None or item.mention.type not in ACTORS:
            return False
        for before in reversed(self.items[:k]):
            if before.kind in ("verb", "rel", "comp", "wh", "punct", "time") or before.coord:
                return False
            if before.marker == _BETWEEN and not before.depth and before.mention is not None:
                one = before.mention.type in ACTORS and before.mention.number != "d" and not before.mention.pronoun
                return one and not self._one_more(k)
        return False

    def _one_more(self, k: int) -> bool:
        """Return whether another phrase of who acts is joined behind the one at ``k`` in its clause."""
        for item in self.items[k + 1 :]:
            if item.kind in ("verb", "rel", "comp", "wh", "punct"):
                return False
            if item.conj == "و" and not item.depth and item.mention is not None and item.mention.type in ACTORS:
                return True
        return False

    def _neighbour(self, k: int) -> Item | None:
        mention = self.items[k].mention
        pointed = mention is not None and mention.entry is None and mention.text.startswith("ال")
        such = False
        for item in reversed(self.items[:k]):
            if (pointed and item.text in _POINTING) or (such and item.text == "مثل"):
                such = True
                continue  # في هذا الاتجاه، رفض مثل هذا العرض
            each = item.lemma in _EACH and not item.conj  # مع جميع الأطراف: it stands under مع
            if item.kind not in ("quote", "num") and item.lemma != _LACK and not each:
                return item
        return None

    def _compound(self, k: int, before: Item) -> str:
        position = self.items.index(before, max(0, k - 4))
        if position and before.lemma in _BY_WHOM and self.items[position - 1].lemma == fold("من"):
            return "من قبل"
        if position and before.lemma == _FROM:
            near = self.items[max(0, position - 3) : position]
            at = next((n for n in range(len(near) - 1, -1, -1) if near[n].kind == "prep"), None)
            after = at is not None and near[at].lemma in _SINCE and any(_is_while(i) for i in near[at + 1 :])
            return near[at].lemma if at is not None and after else before.lemma  # بعد يوم من اغتيال، بعد وقت قصير من
        if position and before.lemma == _BESIDE and fold(self.items[position - 1].text).removeprefix("ب") in _PARALLEL:
            return _DURING  # بالتزامن مع
        if position and before.lemma == _DURING and self.items[position - 1].lemma == _FROM:
            return _BY_MEANS
        return before.lemma

    @staticmethod
    def _agent(item: Item) -> None:
        """Read من جانب X and على يد X as the agent marker."""
        mention = item.mention
        if mention is None or mention.genitive is None or mention.head not in _AGENT_NOUNS:
            return
        if mention.genitive.text.startswith("واحد"):
            return  # من جانب واحد: unilaterally
        if item.marker == _FROM and mention.head in _HANDS:
            return  # استعاد القرية من أيدي المتمردين: they had it
        if item.marker in (_FROM, fold("على"), "ب"):
            item.mention, item.marker, item.kind, item.frames = mention.genitive, "من قبل", "np", ()

    @staticmethod
    def _side(item: Item) -> None:
        """Read إلى جانب X as one preposition."""
        mention = item.mention
        if mention is not None and mention.genitive is not None and mention.head == "جانب" and item.marker == fold("إلى"):
            item.mention, item.marker, item.kind, item.frames = mention.genitive, fold("إلى جانب"), "np", ()

    def _mouth(self, k: int, item: Item) -> None:
        """Take out of the way through whom somebody speaks (دانت الحركة، على لسان المتحدث باسمها، القرار): up to the comma."""
        if item.mention is None or item.mention.head != _TONGUE or item.marker != fold("على"):
            return
        for other in self.items[max(0, k - 1) :]:
            if other.lemma in ("comma", "stop", "colon") or other.kind in ("verb", "comp"):
                break
            other.aside = True

    def _how(self, k: int, item: Item) -> None:
        """Take out of the way how strongly something is done (ندين أشد الإدانة الهجوم)."""
        mention, before = item.mention, self.items[k - 1] if k else None
        inner = mention.genitive if mention is not None and mention.head in _MOST else None
        if inner is None or before is None or before.kind != "verb" or item.marker:
            return
        nouns = {f.rule for i in self.items[k + 1 : k + 3] if i.depth for f in i.frames}
        item.aside = item.aside or bool({f.rule for f in before.frames} & nouns)

    def _adjacent(self, left: Item, right: Item) -> bool:
        between = [i for i in self.items if left.end <= i.start < right.start]
        return all(
            i.kind in ("quote", "time", "conj")
            or (i.kind == "num" and right.conj)
            or i.lemma in ("comma", "close", "side", _THEN, _NOR, *_EVEN, *_EACH)
            for i in between
        )
