"""Event nouns of Arabic: genitive, nisba, possessor and what follows under prepositions, and the word an event hangs on."""

from __future__ import annotations

from kg.extract.ar.anew import opens_anew, teller
from kg.extract.ar.governing import above, main_verb
from kg.extract.ar.hanging import (
    HEARSAY,
    above_clause,
    done_apart,
    members,
    names_who,
    nor_done,
    only_case,
    present,
    rumoured,
    suffers,
    tied,
)
from kg.extract.ar.heads import MAX_SPAN
from kg.extract.ar.moods import lest, obliged, unreal, without
from kg.extract.ar.responsible import behind_act, had_by
from kg.extract.ar.row import Row, is_phrase
from kg.extract.rules.items import Item
from kg.extract.rules.passives import AGENTS, HOLDER, held
from kg.extract.rules.predicates import Filler, Predicate
from kg.model import ACTORS, EntityType, Entry
from kg.resolve.mention import Mention
from kg.text.fold import fold

_MAX_APART, _BETWEEN = 6, fold("بين")
_OF, _BESIDE = fold("ل"), 2
_ATTACKERS = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.ARMED_GROUP, EntityType.PARTY})
_AFTERMATH, _WITH = fold("أعقاب"), fold("مع")
_TALKS = frozenset({"meets", "negotiatesWith", "phones"})
_RELATIONS = frozenset(fold(w) for w in ("علاقة", "علاقات", "خلاف", "خلافات", "حدود"))
_TOPICS = frozenset(fold(m) for m in ("بشأن", "حول", "بخصوص"))
_BY = "ب"
_DOING = frozenset(fold(w) for w in ("ارتكاب", "تنفيذ", "شن", "اتهام"))
_ANY = ("أي", "كل", "جميع", "كافة", "بعض", "أية")
_ONE = frozenset({"ه", "ها", "هم"})
_OFFICES = frozenset({"memberOf", "officialOf", "headOf", "ambassadorTo"})
_ONE_OF = frozenset(fold(w) for w in ("أحد", "إحدى"))
_PLURAL = ("ين", "ون")
_PEOPLES = frozenset(fold(w) for w in ("اليهود", "العرب", "الأكراد", "الأجانب", "الشيعة", "السنة", "الأرمن", "التركمان"))
_HE_IS = frozenset(fold(w) for w in ("هو", "هي", "هم", "وهو", "وهي", "وهم"))


class Nominal:
    """Builds the predicates of event nouns; ``by_position`` are the predicates of the sentence built so far."""

    def __init__(self, row: Row, by_position: dict[int, Predicate]) -> None:
        """Keep the row and the predicates."""
        self.row = row
        self.items = row.items
        self.triggers = row.triggers
        self.by_position = by_position

    def nearest(self, j: int) -> Predicate | None:
        """Return the predicate at ``j`` or the nearest before it."""
        return next((self.by_position[n] for n in range(j, max(-1, j - 2 * MAX_SPAN), -1) if n in self.by_position), None)

    @staticmethod
    def _attacker(predicate: Predicate) -> Filler | None:
        """Return who makes an attack that is told as one of theirs (هجوم لتنظيم داعش على المعسكر): the actor right behind ل."""
        mention, behind = predicate.item.mention, next(iter(predicate.marked.get(_OF, [])), None)
        attack = any(f.relation == "attacks" and f.trigger == "noun" and _OF not in f.object for f in predicate.item.frames)
        if not attack or mention is None or mention.definite or mention.genitive is not None or behind is None:
            return None
        actor = behind.mention
        if behind.distance > _BESIDE or actor is None or actor.pronoun or actor.type not in _ATTACKERS:
            return None
        return Filler(actor, "agent", behind.item, behind.distance)

    @staticmethod
    def _adjectives(predicate: Predicate, mention: Mention) -> None:
        """Let the states that adjectives of an event noun name act in it; of a tour they may tell where it leads."""
        if any(f.relation == "visits" for f in predicate.item.frames):  # جولة أوروبية
            mention.nisbas = [nisba for nisba in mention.nisbas if nisba.type is EntityType.COUNTRY]
        told = fold(mention.text).endswith("ه") and not mention.head.endswith(("ه", "ت")) and mention.number == "s"
        for nisba in mention.nisbas if mention.genitive is None or not told else ():  # ضم القرم الأوكرانية: she is Ukrainian
            adjective = Mention(mention.start, mention.end, _label(nisba), nisba.type, nisba, state=nisba.state, definite=True)
            predicate.subjects.append(Filler(adjective, "nisba", None))

    def event(self, k: int, item: Item) -> Predicate:
        """Return the predicate of the event noun at ``k``."""
        predicate = Predicate(item, k, clause_start=self.row.clause_start(k))
        mention = item.mention
        if mention is None:
            return predicate
        end = self._event_phrases(predicate, k)
        predicate.clause_end = end
        if mention.genitive is not None:
            predicate.marked["gen"].append(Filler(mention.genitive, "genitive", item))
        self._adjectives(predicate, mention)
        if mention.possessor:
            pronoun = Mention(mention.start, mention.start + 1, mention.possessor, pronoun=mention.possessor)
            predicate.marked["poss"].append(self._owner_before(k) or Filler(pronoun, "possessor", None))
        for marker in (AGENTS[0], *((HOLDER,) if held(predicate) else ())):
            predicate.subjects += [
                Filler(f.mention, "agent", f.item, f.distance, f.commas) for f in predicate.marked.pop(marker, [])
            ]
        self._govern_event(predicate, k)
        if not predicate.subjects and (attacker := self._attacker(predicate)) is not None:
            predicate.subjects = [attacker]
        left = behind_act(self.row, predicate, k) or had_by(self.items, k) or present(self.items, k)
        if not predicate.subjects and left is not None:
            predicate.subjects = [Filler(left.mention, "governor", left.item, left.distance, left.commas)]
        if not item.depth:
            self._mood(predicate, k)
            rumoured(self.items, predicate, self.triggers)
        one_of = fold(mention.text).split(" ")[0] in _ONE_OF
        named = mention.type in ACTORS and (one_of or not mention.definite) and not item.marker
        if named or any(frame.relation in _OFFICES and frame.trigger == "noun" for frame in item.frames):
            predicate.subjects = self._holder(predicate, k) or predicate.subjects
            if predicate.subjects and predicate.subjects[0].how == "topic" and predicate.link == "object":
                predicate.governor, predicate.link = None, ""  # تعتبر اليابان حليفا: no one tells it
        return predicate

    def _owner_before(self, k: int) -> Filler | None:
        """Return whom the pronoun of an event noun means that is joined to a phrase with a genitive (دعم كييف ومدها بالسلاح)."""
        item, before = self.items[k], next((i for i in reversed(self.items[:k]) if is_phrase(i)), None)
        owner = before.mention.genitive if item.coord and before is not None and before.mention is not None else None
        if item.mention is None or owner is None or owner.genitive is not None:
            return None
        if not (owner.definite or owner.entry or owner.name):
            return None
        people = owner.number == "p" and owner.type in (EntityType.POPULATION, EntityType.PERSON)
        feminine = owner.number == "p" or owner.gender == "f" or (owner.type is EntityType.COUNTRY and not owner.gender)
        means = "هم" if people else "ها" if feminine else "ه" if owner.gender == "m" else ""
        return Filler(owner, "possessor", before) if item.mention.possessor == means else None

    def _mood(self, predicate: Predicate, k: int) -> None:
        """Read what the words before an event say of it: a duty, a negation, any."""
        duty = obliged(self.items, k, self.triggers) if not predicate.item.marker else None
        if duty is not None:
            predicate.subjects, predicate.obliged = [duty], True
        before = next((i for i in reversed(self.items[:k]) if i.kind != "quote"), None)
        predicate.negated = before is not None and (before.kind == "neg" or lest(before) or without(self.items, k))
        node = predicate.governor
        carries = node is not None and (node.item.lemma in self.triggers.light or node.item.lemma in self.triggers.impersonal)
        denied = carries and node is not None and node.negated  # لم تشن أي هجمات، لا يوجد أي تواجد
        if before is not None and before.kind != "np" and before.text.endswith(_ANY[0]) and not (denied or predicate.negated):
            ahead = unreal(self.items)
            predicate.conditional, predicate.maybe = ahead, not ahead  # أي هجوم سيواجه بالرد: if there is one

    def _holder(self, predicate: Predicate, k: int) -> list[Filler]:
        """Return who holds the office that a noun names: the topic before it (تركيا عضو في)، or the name behind it."""
        for j in range(predicate.clause_end - 1, k, -1):
            filler = self._bare_person(j)
            if filler is not None:
                return [Filler(filler.mention, "apposition", filler.item, j - k)]
        pronoun = False
        for n in range(k - 1, max(-1, k - MAX_SPAN), -1):
            item = self.items[n]
            if item.kind == "np" and item.mention is not None and not item.depth and (not item.marker or pronoun):
                if members(predicate) and item.mention.type is EntityType.PERSON and item.mention.number == "s":
                    return []  # أقال الرئيس جميع أعضاء الحكومة
                return [Filler(item.mention, "topic", item, k - n)]
            if item.kind == "verb" and item.lemma in self.triggers.copular and n in self.by_position:
                subject = self.by_position[n].subject
                return [Filler(subject.mention, "topic", subject.item, k - n)] if subject is not None else []
            pronoun = pronoun or item.lemma in _HE_IS
            if item.kind not in ("cop", "time", "quote", "ptc", "neg", "punct"):
                return []
        return []

    def _bare_person(self, j: int) -> Filler | None:
        item = self.items[j]
        mention = item.mention
        if item.kind != "np" or mention is None or item.marker or item.coord:
            return None
        return Filler(mention, "direct", item) if mention.type is EntityType.PERSON else None

    def _event_phrases(self, predicate: Predicate, k: int) -> int:
        commas, j, first = 0, k + 1, self._next(k)
        while j < len(self.items) and j - k <= MAX_SPAN:
            item = self.items[j]
            if item.kind == "participle" and item.passive and j == first and not self._acts(item):
                j += 1  # العقوبات المفروضة على: what follows is the noun's
                continue
            if item.opens or item.kind in ("verb", "comp", "rel", "wh", "participle") or item.lemma in ("colon", "stop", "dash"):
                break
            if item.lemma == "comma":
                commas += 1
            among = item.marker == _BETWEEN and item.mention is not None and item.mention.pronoun
            if among and any(not i.marker and i.mention is not None for i in self.items[j + 1 : j + 2]):
                break  # سبعة مسؤولين، من بينهم زاهدي
            if j >= first and is_phrase(item) and not self._take(predicate, k, j, commas):
                break
            j += 1
        return j

    def _take(self, predicate: Predicate, k: int, j: int, commas: int) -> bool:
        """File the phrase at ``j`` under the event noun at ``k``; return whether it belongs to it."""
        item = self.items[j]
        if item.mention is None or item.coord:
            return item.kind != "event" or item.marker in _TOPICS
        if item.marker:
            if item.marker == _BETWEEN:
                inner = [i for i in self.items[self._next(k) : j] if i.kind == "event"]
                if any(i.marker not in _TOPICS and not i.depth for i in inner):
                    return True  # مباحثات لتعزيز التعاون بين البلدين
                if predicate.item.marker in _TOPICS and self._topic_of_talks(k):
                    return False  # المفاوضات بشأن اتفاق الرهائن بين إسرائيل وحماس
            if item.marker == _WITH and self._related(predicate, j):
                return True
            meanwhile = item.kind == "event" and item.marker in self.triggers.adjuncts
            if item.conj or meanwhile or item.mention.head == _AFTERMATH:
                return False  # what follows belongs to that event (الحرب على أوكرانيا خلال اجتماعه مع مودي)
            predicate.marked[item.marker].append(Filler(item.mention, "marked", item, j - k, commas))
            return True
        adjacent = self._next(k) == j and (item.kind == "np" or self._owned(predicate))
        person = item.kind == "np" and item.mention.type is EntityType.PERSON
        if person and (self.row.entitles(j) or item.conj):
            return True  # لقاء الشيخ خالد، وزير الدفاع، مع
        taken = adjacent or person or self._across_means(predicate, k, j)
        predicate.direct += [Filler(item.mention, "direct", item, 1, commas)] if taken else []
        return taken

    def _across_means(self, predicate: Predicate, k: int, j: int) -> bool:
        """Return whether a place behind what an act is done with is what its owner did it to (قصفها بالمدفعية بلدة الخيام)."""
        mention, item = predicate.item.mention, self.items[j]
        if mention is None or not mention.possessor or item.mention is None or predicate.direct:
            return False
        between = self.items[self._next(k) : j]
        means = bool(between) and all(_BY in (i.marker, i.lemma) for i in between if not i.depth)
        return means and item.mention.type is EntityType.PLACE

    def _related(self, predicate: Predicate, j: int) -> bool:
        """Return whether talks are of somebody's relations with who stands at ``j``, not with him (بحث علاقاته مع إيران)."""
        talks = any(f.relation in _TALKS for f in predicate.item.frames)
        before = next((i for i in reversed(self.items[:j]) if i.kind not in ("prep", "quote")), None)
        node = before.mention if before is not None else None
        while node is not None and node.genitive is not None:
            node = node.genitive
        return talks and node is not None and node.head in _RELATIONS and bool(node.possessor)

    def _topic_of_talks(self, k: int) -> bool:
        """Return whether the event noun at ``k`` is what another one before it is about, which then is between the two."""
        before = [i for i in self.items[max(0, k - MAX_SPAN) : k] if i.kind in ("event", "verb", "comp") and not i.depth]
        outer = next((i for i in reversed(before) if i.marker not in _TOPICS), None)
        return outer is not None and outer.kind == "event"

    def _apart(self, n: int, item: Item) -> bool:
        """Return whether only an adverbial between commas stands between the event noun at ``n`` and an item."""
        inner = self.items[self._next(n) : self.items.index(item)]
        return bool(inner) and inner[0].lemma == "comma" == inner[-1].lemma and len(inner) <= _MAX_APART

    def _acts(self, item: Item) -> bool:
        """Return whether a participle tells an act of its own (الحكومة المدعومة من), not just that of the noun before it."""
        return item.lemma not in self.triggers.light and any(f.trigger == "verb" for f in item.frames)

    def _next(self, k: int) -> int:
        """Return the item behind the event noun at ``k``, the event nouns inside its phrase and a plural that describes it."""
        j = k + 1
        while j < len(self.items) and (self.items[j].depth or self.items[j].text[:1].isdigit() or self._describes_plural(j)):
            j += 1
        if j < len(self.items) and self.items[j].text in _ANY and not self.items[j].conj:
            j += 1  # رفضها أي تدخل
        return j

    def _describes_plural(self, j: int) -> bool:
        """Return whether a definite plural only describes the one right before it (اقتحام المتطرفين اليهود المسجد)."""
        item, before = self.items[j], self.items[j - 1]
        word, last = item.text, before.text.rsplit(" ", 1)[-1]
        if item.start != before.end or item.marker or item.conj or " " in word or not last.endswith(_PLURAL):
            return False
        return word.startswith("ال") and last.startswith("ال") and (word.endswith(last[-2:]) or fold(word) in _PEOPLES)

    @staticmethod
    def _owned(predicate: Predicate) -> bool:
        """Return whether it is told whose act an event is: then a bare event behind it is its object (معارضة أنقرة انضمامها)."""
        mention = predicate.item.mention
        if mention is None:
            return False
        actor = mention.genitive
        return bool(mention.possessor) or (
            actor is not None and actor.definite and (actor.type in ACTORS or bool(actor.possessor))
        )

    def _govern_event(self, predicate: Predicate, k: int) -> None:
        item = predicate.item
        if item.depth or item.coord or nor_done(self.items, k):
            (self._govern_inner if item.depth else self._govern_joined)(predicate, k)
            return
        if tied(self.items, k):
            return
        if (verb := main_verb(self.items, self.by_position, k)) is not None:
            predicate.governor, predicate.link = verb, item.marker
            return
        n = k
        while n > max(0, k - 2 * MAX_SPAN):
            n = self.row.opened.get(n - 1, n - 1)
            before = self.items[n]
            if before.kind in ("comp", "rel", "wh") or before.lemma in ("colon", "stop"):
                self._topic(predicate, n)
                return
            link = self._hangs_on(item, n, adjacent=self._next(n) == k)
            if link and self._passed(item, n, link):
                continue
            if link and (opener := above_clause(self.row, self.by_position, (n, k), link)):
                n = opener
                continue
            if link:
                predicate.governor, predicate.link = self.by_position[n], link
                self._inherit(predicate)
                return

    def _govern_inner(self, predicate: Predicate, k: int) -> None:
        """Let an act inside a phrase hang on the one that its phrase begins with."""
        item = predicate.item
        outer = self.nearest(k - 1)
        if outer is not None and outer.item.kind == "event" and outer.item.end == item.end:
            predicate.governor, predicate.link = outer, "gen"
            if outer.item.lemma not in _DOING and only_case(outer.item.mention, item.mention):
                predicate.governor, predicate.link = None, "inside"  # إضافة جريمة اغتيال الصحفية إلى الملف
        elif self.items[k - 1].kind == "np":
            predicate.link = "inside"
            predicate.maybe = self.items[k - 1].lemma in HEARSAY

    def _govern_joined(self, predicate: Predicate, k: int) -> None:
        """Let an event noun joined by "and" hang on what the one before it hangs on (تمكنه من إعطاب دبابة واستيلائه على أخرى)."""
        item, joined = predicate.item, self.nearest(k - 1)
        while joined is not None and joined.item.depth and item.marker:
            joined = self.nearest(joined.position - 1)
        before = next((i for i in reversed(self.items[:k]) if is_phrase(i)), item)
        owned = item.mention is not None and item.mention.possessor in _ONE
        if joined is not None and owned and before.kind == "np" and before.marker == item.marker != "":
            predicate.governor, predicate.link = joined, item.marker
        elif joined is not None:
            predicate.governor, predicate.link = joined.governor, joined.link

    def _passed(self, item: Item, n: int, link: str) -> bool:
        """Return whether the event at ``n`` only tells where a verb before it was done that takes more (اتفقا في لقاء على)."""
        found = self.by_position[n].item
        before = self.by_position.get(n - 1) if found.kind == "event" and item.marker else None
        if suffers(before, found, item.marker, self.triggers):
            return True
        if found.kind != "event" or not (found.marker or found.depth) or not item.marker:
            return False
        if any(fold(m) == link for frame in found.frames for m in (*frame.object, *frame.masdar_object)):
            return False
        verb = next((p for k in range(n - 1, max(-1, n - MAX_SPAN), -1) if (p := self.by_position.get(k)) is not None), None)
        if verb is None or verb.item.kind != "verb" or any(i.kind in ("comp", "rel") for i in self.items[verb.position : n]):
            return False
        taken = self.triggers.control_verbs.get(verb.item.lemma, ())
        return any(c.marker == link for c in taken) and not any(c.marker == found.marker for c in taken)

    def _inherit(self, predicate: Predicate) -> None:
        """Take what stands between a light verb and its noun (أجرى مع بلينكن لقاء); not: وجهت اتهامات لإيران بقصف العراق."""
        node, slot = predicate.governor, predicate.link.removeprefix("object")
        if node is None or node.item.kind == "event" or slot not in self.triggers.light.get(node.item.lemma, ()):
            return
        for marker, fillers in node.marked.items():
            before = [f for f in fillers if f.item is not None and f.item.start < predicate.item.start and f.item.kind == "np"]
            if before and not predicate.marked.get(marker):
                predicate.marked[marker] = before

    def _hangs_on(self, item: Item, n: int, *, adjacent: bool) -> str:
        """Return how an event noun hangs on the predicate at ``n``, or "" if it does not."""
        found = self.by_position.get(n)
        if found is None or self._describes(found) or names_who(found.item) or done_apart(found, item):
            return ""
        if found.item.kind == "participle" and not item.marker:
            describes = found.item.definite and found.link == "relative"
            if describes or found.item.passive:
                return ""  # شنت القوات الموالية للحكومة هجوما، خاض الجيش مدعوما بها معارك: they did
        if found.item.kind == "event" and not item.marker and self._owned(found) and (adjacent or self._apart(n, item)):
            return "object"  # إعلان روسيا انسحابها
        if found.item.kind == "event" and not item.marker:
            return "gen" if adjacent and found.item.lemma in self.triggers.control_nouns else ""
        return item.marker or "object"

    def _describes(self, predicate: Predicate) -> bool:
        """Return whether a participle is but an adjective (استراتيجية شاملة للقضاء على): nothing hangs on it."""
        item, lemma = predicate.item, predicate.item.lemma
        told = lemma in self.triggers.light or lemma in self.triggers.report
        verbal = item.frames or predicate.direct or predicate.marked or told
        return item.kind == "participle" and not verbal and lemma not in self.triggers.control_verbs

    def _topic(self, predicate: Predicate, n: int) -> None:
        if self.items[n].kind == "comp" and opens_anew(self.items, n, self.triggers):
            predicate.governor = teller(self.nearest(n - 1), self.triggers)
            predicate.link = "comp" if predicate.governor is not None else ""
        elif self.items[n].kind == "comp" or self.items[n].lemma == "colon":
            first = self._first_of(n)
            predicate.governor = first.governor if first else above(self.items, self.by_position, n, self.triggers)
            predicate.link = "comp"

    def _first_of(self, n: int) -> Predicate | None:
        """Return the clause before that "and that" at ``n`` goes on with (قال إن X ...، وإن انسحاب Y)."""
        node = self.nearest(n - 1) if self.items[n].conj and self.items[n].kind == "comp" else None
        while node is not None and node.link != "comp":
            node = node.governor
        return node


def _label(entry: Entry) -> str:
    return next((name for tag, name in entry.names if tag == "ar"), "")
