"""Clauses of Arabic: which phrase is subject or object of which verb, and which clause hangs on which.

Word order VSO and SVO, pro-drop, relative clauses with and without a resumptive pronoun, complements with أن, circumstantial
participles (Ryding 2005; Badawi, Carter and Gully 2004). Event nouns are in nominal.py.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.ar.anew import opens_anew, teller
from kg.extract.ar.auxiliaries import NEARLY, SEEMS, STILL, WITHOUT, denied_too, if_not, particles, staged, unsure, would_not
from kg.extract.ar.behind import done_to, subject_behind, title_told
from kg.extract.ar.cleft import it_is_he
from kg.extract.ar.completing import describe
from kg.extract.ar.controlled import hand_down, tell_in_clause, undergoes
from kg.extract.ar.governing import above
from kg.extract.ar.happening import front, hang
from kg.extract.ar.heads import MAX_SPAN, several
from kg.extract.ar.implied import implied
from kg.extract.ar.judging import judged
from kg.extract.ar.moods import CONDITIONS, behind_condition, burdened, depend, in_case, lest, obliged, whenever, whether, wished
from kg.extract.ar.nominal import Nominal
from kg.extract.ar.owned import name_owned
from kg.extract.ar.prodrop import ProDrop, borne_by, carried, goes_on_ahead
from kg.extract.ar.referring import judged_act, refer_back, resumes_what, the_fact_that, who_does_what
from kg.extract.ar.relatives import Relatives, agreeing, bind, described_before, guest, loyal, means, resumed, where, whole
from kg.extract.ar.resuming import resume
from kg.extract.ar.row import Row, oblique
from kg.extract.ar.saidof import said_of
from kg.extract.ar.takenup import taken_up
from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import Polarity
from kg.resolve.mention import Mention
from kg.text.fold import fold

_WHERE = fold("حيث")
_MAYBE = frozenset(fold(w) for w in ("قد", "ربما", "لعل", "ليت", "هل"))
_PURPOSE = frozenset(fold(w) for w in ("كي", "لكي", "حتى"))
_IF_REACH, _THIRD = 6, 3


class Clauses:
    """Builds the predicates of one sentence from its items."""

    def __init__(self, items: list[Item], triggers: Triggers) -> None:
        """Keep the items."""
        self.items, self.triggers = items, triggers
        self.row = Row(items, triggers)
        self.by_position: dict[int, Predicate] = {}
        self.nominal = Nominal(self.row, self.by_position)
        self.prodrop = ProDrop(self.row, self.by_position)

    def predicates(self) -> list[Predicate]:
        """Return all predicates in text order."""
        for k, item in enumerate(self.items):
            if item.kind in ("verb", "participle"):
                self.by_position[k] = self._verb(k, item)
            elif item.kind == "event":
                self.by_position[k] = self.nominal.event(k, item)
        relatives = Relatives(self.row, self.by_position)
        for predicate in self.by_position.values():
            relatives.tell(predicate)
            tell_in_clause(predicate)
        depend(self.items, self.by_position.values())
        hang(self.items, self.by_position.values(), self.triggers)
        front(self.by_position.values(), self.triggers)
        name_owned(self.by_position.values(), self.triggers)
        resume(list(self.by_position.values()))
        return said_of(self.row, list(self.by_position.values()))

    def _verb(self, k: int, item: Item) -> Predicate:
        predicate = Predicate(item, k, clause_start=self.row.clause_start(k))
        self._particles(predicate, k)
        bare = self.row.right(predicate, k)
        timed = self.row.at_that_time(k) or it_is_he(self.items, k) is not None
        relative = None if timed else self.row.relative_head(k)
        ready = item.kind == "participle" and (item.lemma in self.triggers.predicatives or item.passive) and not item.definite
        predicative = ready and (item.person == 1 or self.row.left_subject(k) is not None)
        if predicative:
            self._order(predicate, k, bare)
        elif item.kind == "participle":
            self._govern_circumstance(predicate, k)
            predicate.direct = bare
            if item.definite or (item.passive and self.row.qualifies(k)):
                self._attribute(predicate, k)
        elif (called := judged(self.items, k) or it_is_he(self.items, k)) is not None:
            predicate.subjects, predicate.direct = [called], bare if timed else []
        elif (what := who_does_what(self.items, self.by_position, k)) is not None:
            predicate.subjects, predicate.direct, predicate.link = [what[0]], bare, "comp"
            predicate.governor = self.nearest(what[1] - 1)
        elif relative is not None:
            self._relative(predicate, relative, bare)
        elif not timed and self.row.headless(k):
            predicate.link, predicate.subjects, predicate.direct = "relative", bare[:1] if item.clitic else [], bare
        else:
            self._order(predicate, k, bare)
        if item.clitic and not any(f.how == "clitic" for f in predicate.direct):
            self._pronoun(predicate, k)
        refer_back(self.items, self.by_position, predicate, k)
        if item.kind == "verb" or predicative:
            self._govern_verb(predicate, k)
            hand_down(predicate, self.row, self.triggers)
            predicate.future = predicate.future or goes_on_ahead(predicate, self.nearest(k - 1, verbs=True), self.row)
            self._share_subject(predicate, k)
        return predicate

    def _pronoun(self, predicate: Predicate, k: int) -> None:
        """Put first among the objects of a verb what its pronoun means."""
        item = predicate.item
        meant = judged_act(self.items, self.by_position, predicate, k)
        if meant is None and not resumes_what(self.items, predicate, k) and not the_fact_that(self.items, k):
            pronoun = Filler(Mention(item.start, item.end, item.text, pronoun=item.clitic), "clitic", None)
            meant = self._described_still(predicate, k) or taken_up(self.by_position, predicate, k) or pronoun
        if meant is not None:
            predicate.direct.insert(0, meant)

    def _described_still(self, predicate: Predicate, k: int) -> Filler | None:
        """Return the head of the relative clause a verb goes on with, if its pronoun means it (التي تقاتل X وتدعمها كندا)."""
        own = predicate.subject is not None and predicate.subject.how == "vso"
        before = self.nearest(k - 1, verbs=True) if own and self.prodrop.conjoined(k) else None
        head = self.row.relative_head(before.position) if before is not None and before.link == "relative" else None
        if head is None or head.mention is None or {"ها": "m", "ه": "f"}.get(predicate.item.clitic) == head.mention.gender:
            return None
        return Filler(head.mention, "clitic", head.item)

    def _share_subject(self, predicate: Predicate, k: int) -> None:
        """Let who intends, tries or promises an act be its subject where its clause names none (يعتزم الوزير أن يزور)."""
        node, item = predicate.governor, predicate.item
        told = node.subject if node is not None and node.item.kind != "event" else None
        if node is None or told is None or told.mention is None or told.mention.pronoun or item.person != 3:
            return
        if predicate.link not in ("comp", "purpose") or predicate.subject is None or predicate.subject.how != "dropped":
            return
        control = self.triggers.control(node.item.lemma, "comp") if predicate.link == "comp" else None
        held = predicate.link == "purpose" or (control is not None and control.controller == "subject")
        gender = told.mention.gender or node.item.gender
        if held and (not item.gender or not gender or gender == item.gender):
            predicate.subjects = [Filler(told.mention, "shared", told.item, k - node.position)]

    def _particles(self, predicate: Predicate, k: int) -> None:
        item = predicate.item
        predicate.future = item.future or staged(self.items, k)
        j = k
        for j in particles(self.items, k):
            before = self.items[j]
            if before.kind == "neg":
                predicate.negated = predicate.negated is (self.items[j + 1].lemma in STILL)
                predicate.future = predicate.future or before.lemma == "لن"
            elif before.lemma == "سوف":
                predicate.future = True
            elif before.lemma in NEARLY or (before.lemma in _MAYBE and (item.tense != "past" or before.lemma != "قد")):
                predicate.maybe = True
            elif before.lemma in CONDITIONS:
                predicate.conditional = True
        j -= 1
        predicate.negated = predicate.negated and not would_not(self.items, k)
        predicate.negated = predicate.negated is not (denied_too(self.items, k) or (j >= 0 and lest(self.items[j])))
        predicate.conditional = predicate.conditional or in_case(self.items, j)
        if item.tense == "present" and any(
            i.kind == "cop" and i.lemma.startswith(("س", "يكون", "تكون")) for i in self.items[max(0, j) : k]
        ):
            predicate.future = True
        soon = j > 0 and self.items[j - 1].text in ("ما", "وما")  # ما إن وصل حتى: as soon as
        next_ = all(i.kind == "neg" for i in self.items[j + 1 : k])  # إن لم تستجب
        if_verb = j >= 0 and self.items[j].text == "إن" and next_ and not soon and not implied(item)
        if whenever(self.items, k) or if_not(self.items, k) or if_verb:
            predicate.conditional = True  # إن takes no verb but as "if"
        near = self.items[max(predicate.clause_start, k - _IF_REACH) : k]
        if any(i.lemma in CONDITIONS and i.kind == "ptc" for i in near) and not any(i.lemma == "comma" for i in near):
            predicate.conditional = True
        if predicate.future and behind_condition(self.items, k, self.triggers):
            predicate.conditional = True
        open_ = predicate.conditional and whether(self.items, k)
        predicate.maybe, predicate.conditional = predicate.maybe or open_, predicate.conditional and not open_

    def _relative(self, predicate: Predicate, head: Filler, bare: list[Filler]) -> None:
        item = predicate.item
        predicate.link = "relative"
        before = self.items[predicate.clause_start - 1] if predicate.clause_start else item
        opener = before.lemma if before.kind == "rel" else ""
        if item.clitic in ("ه", "ها", "هم", "هما") and means(item.clitic, head.mention, opener):
            meant = judged_act(self.items, self.by_position, predicate, predicate.position) if bare else None
            fact = meant is None and the_fact_that(self.items, predicate.position)
            predicate.direct = [*([] if fact else [meant or Filler(head.mention, "clitic", head.item)]), *bare[1:]]
            predicate.subjects = bare[:1] or [Filler(None, "dropped")]
            return
        if resumed(predicate) and len(bare) == 1 and carried(predicate, bare[0]):
            predicate.subjects, predicate.direct = [head], bare  # الوزير الذي نقل إليه تحيات الملك: he did
            return
        if (
            resumed(predicate)
            and bare
            and bare[0].mention is not None
            and (oblique(bare[0].mention) or guest(predicate, head, bare))
        ):
            owner = head.mention.genitive if head.mention is not None else None  # نصيحة الوزير التي حث فيها الأوكرانيين
            predicate.subjects, predicate.direct = [Filler(owner, "relative" if owner else "dropped", head.item)], bare
            return
        if (resumed(predicate) and (bare or item.lemma in self.triggers.light)) or whole(self.row, predicate, bare):
            predicate.subjects, predicate.direct = bare[:1] or [Filler(None, "dropped")], bare[1:]
            bind(predicate, head)
            return
        if bare and not self._can_head(predicate, head) and self.row.agrees(item, bare[0].mention):
            predicate.subjects, predicate.direct = bare[:1], bare[1:]
            return
        predicate.subjects = [head] if item.number != "p" or several(head.mention) else []  # ممن يعارضون: nobody named
        predicate.direct = bare
        if where(predicate, head):
            predicate.subjects = [Filler(None, "dropped")]
            bind(predicate, head)

    def _can_head(self, predicate: Predicate, head: Filler) -> bool:
        """Return whether the head of a relative clause can be its subject by gender (not: الهجوم الذي أدانت الهند)."""
        item, opener = predicate.item, self.items[predicate.clause_start - 1] if predicate.clause_start else None
        if opener is not None and opener.kind == "rel" and {"ذي": "f", "تي": "m"}.get(opener.lemma[-2:]) == item.gender:
            return False
        return self.row.agrees(item, head.mention)

    def _order(self, predicate: Predicate, k: int, bare: list[Filler]) -> None:
        item = predicate.item
        duty = obliged(self.items, k, self.triggers) or burdened(self.row, k)
        if duty is not None:
            predicate.subjects, predicate.direct, predicate.obliged = [duty], bare, True
            return
        left = self.row.left_subject(k) if item.person == 3 and not (item.clitic and bare and self.row.describes(k)) else None
        left = None if left is not None and bare and borne_by(predicate, left) else left
        if left is not None and self.row.follows(item, left.mention) and self.prodrop.may_be_several(item, left):
            predicate.subjects, predicate.direct = [left], bare
            return
        described = self.row.described(k)
        predicate.topic = self.prodrop.topic(k, item)
        if described is not None and self._issued(predicate, described, bare):
            predicate.subjects, predicate.direct = [replace(predicate.topic, how="issuer")] if predicate.topic else [], bare
            return
        told = item.lemma in self.triggers.light or bool(bare)
        borne = described is not None and told and resumed(predicate)  # زيارة قام بها، منطقة سيطر عليها المتمردون
        if described is not None and (item.clitic or borne or self.row.agrees(item, described.mention)):
            self._relative(predicate, described, bare)
            predicate.governor = self.by_position.get(k - described.distance)  # a threatened attack that hits X hits nobody
            return
        topic = self.row.pronoun_topic(k)
        if topic and self.prodrop.of_nobody(item, predicate.topic):
            predicate.direct = bare
            return
        if bare and not topic and self._told_behind(predicate, k, bare):
            return
        shared = predicate.topic if topic or self.prodrop.goes_on(k) else None
        predicate.direct = bare
        far = self.row.described_far(k) if shared is None and not resumed(predicate) else None
        if far is not None:
            predicate.subjects, predicate.link = [far], "relative"
        elif self.prodrop.goes_on_untold(k, shared):
            predicate.subjects = []
        elif shared is not None or resumed(predicate) or item.number == "d" or not self.row.asyndetic(k):
            predicate.subjects = [shared or Filler(None, "dropped")]

    def _told_behind(self, predicate: Predicate, k: int, bare: list[Filler]) -> bool:
        """Give a verb the subject that stands behind it, and the other phrases as objects; return whether there is one."""
        item = predicate.item
        if item.passive or item.person != _THIRD or item.number != "s" or self.prodrop.result(k):
            return False  # a verb before its subject is singular (وطردوا الجنود: they drove the soldiers out)
        behind = subject_behind(self.row, item, bare)
        if behind is None or done_to(predicate, bare, behind) or undergoes(predicate, bare):
            return False
        if not behind and (title := title_told(item, bare)) is not None:
            del bare[title]
        first = bare[behind]
        predicate.subjects = [Filler(first.mention, "vso", first.item, first.distance, first.commas)]
        predicate.direct = [f for f in bare if f is not first]
        return True

    def _issued(self, predicate: Predicate, head: Filler, bare: list[Filler]) -> bool:
        """Return whether a clause behind a document tells what its author does in it (أصدرت الوزارة بيانا نفت فيه التقارير)."""
        if predicate.topic is None or head.mention is None or head.mention.head not in self.triggers.documents:
            return False
        if len(bare) > 1 and bare[1].distance - bare[0].distance <= 2:
            return False  # بيانا دان فيه ماكرون الهجوم
        return resumed(predicate) or not self.row.agrees(predicate.item, replace(head.mention, gender="m"))

    def _govern_verb(self, predicate: Predicate, k: int) -> None:
        if predicate.link == "relative":
            return
        j = k - 1
        while j >= 0 and self.items[j].kind in ("neg", "ptc", "cop", "time", "quote"):
            if self.items[j].lemma in _PURPOSE:
                predicate.link = "purpose"
            j -= 1
        if predicate.item.purpose:
            predicate.link = "purpose"
        if predicate.link == "purpose":
            predicate.governor = self.nearest(k - 1)
            return
        comp = self.row.comp_before(k)
        if comp is not None:
            self._hang_on(predicate, comp)
            return
        colon = next((n for n in range(k - 1, max(-1, k - MAX_SPAN), -1) if self.items[n].lemma == "colon"), None)
        if colon is not None:
            predicate.link, predicate.governor = "colon", self.nearest(colon - 1)
        elif self.prodrop.conjoined(k) or (predicate.item.tense == "present" and self.items[k - 1].lemma == _WHERE):
            before = self.nearest(k - 1, verbs=True)  # من المقرر أن يصل إلى القاهرة حيث يلتقي: planned as well
            if before is not None and before.link in ("comp", "purpose", "colon"):
                predicate.link, predicate.governor = "comp" if before.link == "comp" else before.link, before.governor

    def _hang_on(self, predicate: Predicate, comp: int) -> None:
        """Hang a clause on the word that أن at ``comp`` depends on; one behind because only on who says it."""
        if opens_anew(self.items, comp, self.triggers):
            predicate.governor = teller(self.nearest(comp - 1), self.triggers)
            predicate.link = "comp" if predicate.governor is not None else ""
            return
        opener = fold(self.items[comp - 1].text) if comp else ""
        if comp and self.items[comp - 1].kind == "prep":
            opener = self.items[comp - 1].lemma  # فبعد أن
        apart = opener in self.triggers.adjuncts and self.items[comp - 1].kind == "prep"
        predicate.link = opener if apart else "comp"  # بعد أن: neither said nor planned
        first = self._joined(comp)
        predicate.governor = first.governor if first else above(self.items, self.by_position, comp, self.triggers)
        predicate.wished = opener not in WITHOUT and wished(self.items, comp, predicate.position)
        predicate.negated = predicate.negated is not (opener in WITHOUT and not self._prevents(predicate.governor, opener))
        predicate.maybe = predicate.maybe or opener.removeprefix("و") in SEEMS or unsure(self.items, comp)

    def _prevents(self, node: Predicate | None, marker: str) -> bool:
        """Return whether a verb negates by itself what stands under a marker (حال دون أن)."""
        control = self.triggers.control(node.item.lemma, marker) if node is not None else None
        return control is not None and control.polarity is Polarity.NEGATED

    def _joined(self, comp: int) -> Predicate | None:
        """Return the complement before that "and that" at ``comp`` goes on with (قال إن X ...، وإن Y)."""
        node = self.nearest(comp - 1) if self.items[comp].conj else None
        while node is not None and (node.link != "comp" or not self._opens_like(node, comp)):
            node = node.governor
        return node

    def _opens_like(self, clause: Predicate, comp: int) -> bool:
        """Return whether a clause is opened like the one at ``comp``: both by أنْ and a verb, or both by أنّ and a noun."""
        opener = self.row.comp_before(clause.position)
        return opener is None or self._before_verb(opener) is self._before_verb(comp)

    def _before_verb(self, comp: int) -> bool:
        return next((i.kind == "verb" for i in self.items[comp + 1 :] if i.kind not in ("neg", "quote")), False)

    def nearest(self, j: int, *, verbs: bool = False) -> Predicate | None:
        """Return the predicate at ``j`` or the nearest before it; ``verbs`` passes over event nouns."""
        for n in range(j, max(-1, j - 2 * MAX_SPAN), -1):
            found = self.by_position.get(n)
            if found is not None and not (verbs and found.item.kind == "event"):
                return found
        return None

    def _govern_circumstance(self, predicate: Predicate, k: int) -> None:
        predicate.link = "circumstance"
        predicate.governor = self._doing(predicate.item, k)
        if predicate.governor is not None and predicate.governor.subjects:
            predicate.subjects = [predicate.governor.subjects[0]]

    def _doing(self, item: Item, k: int) -> Predicate | None:
        """Return the verb whose subject a participle is said of: the nearest with a subject that it agrees with."""
        nearest: Predicate | None = None
        for n in range(k - 1, max(-1, k - 2 * MAX_SPAN), -1):
            verb = self.by_position.get(n)
            if (
                verb is None
                or verb.item.kind == "event"
                or (verb.item.quoted not in (0, item.quoted) and verb.item.person == _THIRD)
            ):
                continue  # قال: «لن يتراجعوا»، داعيا: he calls, not they
            mention = verb.subject.mention if verb.subject is not None else None
            gender = (mention.gender if mention is not None else "") or verb.item.gender
            if item.gender != "f" or gender != "m":
                nearest = nearest or verb  # معيدة: he did not
            if verb.link != "relative" and (not item.gender or not gender or item.gender == gender):
                return verb
        return nearest

    def _attribute(self, predicate: Predicate, k: int) -> None:
        """Let a definite participle describe the phrase before it: that phrase acts, or is acted on if it is passive."""
        before = described_before(self.items, self.by_position, k)
        if before is not None:
            predicate.link, predicate.governor, predicate.subjects, predicate.direct = "relative", None, [before], []
            return
        for n in range(k - 1, max(-1, k - 4), -1):
            item = self.items[n]
            if item.kind in ("np", "event") and item.mention is not None and not item.depth:
                head = Filler(agreeing(item.mention, predicate.item), "attribute", item, k - n)
                head = loyal(self.by_position, predicate.item, item, n) or head
                predicate.link, predicate.governor = "relative", None
                predicate.subjects, predicate.direct = [head], []
                if not item.mention.definite or self.items[k].text.lstrip("و").startswith("ال"):
                    describe(self.items, k, n)  # not: الحلفاء متضامنون مع
                return
