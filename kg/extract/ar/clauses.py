"""Clauses of Arabic: which phrase is subject or object of which verb or event noun.

Word order VSO and SVO, pro-drop, relative clauses with and without a resumptive pronoun, complements with أن, masdars with genitive,
nisba or possessor, circumstantial participles (Ryding 2005; Badawi, Carter and Gully 2004).
"""

from __future__ import annotations

from kg.extract.rules.items import Item
from kg.extract.rules.predicates import Filler, Predicate
from kg.extract.rules.triggers import Triggers
from kg.model import ACTORS, EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_SKIP = frozenset({"time", "ptc", "quote", "word", "num"})
_IF = frozenset(fold(w) for w in ("إذا", "لو", "حال", "ما لم"))
_MAYBE = frozenset(fold(w) for w in ("قد", "ربما", "لعل"))
_PURPOSE = frozenset(fold(w) for w in ("كي", "لكي", "حتى"))
_AGENT_MARKERS = ("من قبل",)
_OFFICES = frozenset({"memberOf", "officialOf", "headOf", "ambassadorTo"})
_HE_IS = frozenset(fold(w) for w in ("هو", "هي", "هم", "وهو", "وهي", "وهم"))
_MAX_SPAN = 14
_IF_REACH = 6


class Clauses:
    """Builds the predicates of one sentence from its items."""

    def __init__(self, items: list[Item], triggers: Triggers) -> None:
        """Keep the items."""
        self.items = items
        self.triggers = triggers
        self.by_position: dict[int, Predicate] = {}

    def predicates(self) -> list[Predicate]:
        """Return all predicates in text order."""
        for k, item in enumerate(self.items):
            if item.kind in ("verb", "participle"):
                self.by_position[k] = self._verb(k, item)
            elif item.kind == "event":
                self.by_position[k] = self._event(k, item)
        for predicate in self.by_position.values():
            self._relative_event(predicate)
        return list(self.by_position.values())

    def _relative_event(self, verb: Predicate) -> None:
        """Let an event noun take its arguments from the relative clause behind it (المحادثات التي أجراها X مع Y)."""
        if verb.link != "relative":
            return
        for filler in verb.direct[:1]:
            if filler.how != "clitic" or filler.item is None or filler.item.kind != "event":
                continue
            event = next((p for p in self.by_position.values() if p.item is filler.item), None)
            if event is None or event.subjects:
                continue
            event.subjects = [Filler(f.mention, "governor", f.item or verb.item, f.distance, f.commas) for f in verb.subjects[:1]]
            for marker, fillers in verb.marked.items():
                event.marked[marker] = event.marked.get(marker) or list(fillers)

    # -- verbs ------------------------------------------------------------------------------------------------------

    def _verb(self, k: int, item: Item) -> Predicate:
        predicate = Predicate(item, k, clause_start=self._clause_start(k))
        self._particles(predicate, k)
        bare = self._right(predicate, k)
        relative = self._relative_head(k)
        if item.kind == "participle":
            self._govern_circumstance(predicate, k)
            predicate.direct = bare
            if item.definite:
                self._attribute(predicate, k)
        elif relative is not None:
            self._relative(predicate, relative, bare)
        else:
            self._order(predicate, k, bare)
        if item.clitic and not any(f.how == "clitic" for f in predicate.direct):
            pronoun = Mention(item.start, item.end, item.text, pronoun=item.clitic)
            predicate.direct.insert(0, Filler(pronoun, "clitic", None))
        if item.kind == "verb":
            self._govern_verb(predicate, k)
        return predicate

    def _clause_start(self, k: int) -> int:
        j = k - 1
        while j >= 0 and not (self.items[j].kind in ("comp", "rel", "wh", "verb") or self.items[j].lemma in ("colon", "stop")):
            j -= 1
        return j + 1

    def _particles(self, predicate: Predicate, k: int) -> None:
        item = predicate.item
        predicate.future = item.future
        j = k - 1
        while j >= 0 and self.items[j].kind in ("neg", "ptc", "cop", "time", "quote", "wh"):
            before = self.items[j]
            if before.kind == "neg":
                predicate.negated = not predicate.negated
                predicate.future = predicate.future or before.lemma == "لن"
            elif before.lemma == "سوف":
                predicate.future = True
            elif before.lemma in _MAYBE and (item.tense != "past" or before.lemma != "قد"):
                predicate.maybe = True
            elif before.lemma in _IF:
                predicate.conditional = True
            j -= 1
        if item.tense == "present" and any(
            i.kind == "cop" and i.lemma.startswith(("س", "يكون", "تكون")) for i in self.items[max(0, j) : k]
        ):
            predicate.future = True
        near = self.items[max(predicate.clause_start, k - _IF_REACH) : k]
        if any(i.lemma in _IF and i.kind == "ptc" for i in near) and not any(i.lemma == "comma" for i in near):
            predicate.conditional = True
        if predicate.future and any(i.lemma in _IF and i.kind == "ptc" for i in self.items):
            predicate.conditional = True

    def _right(self, predicate: Predicate, k: int) -> list[Filler]:
        """Collect bare and marked phrases to the right up to the next clause; fill ``marked``, return the bare ones."""
        bare: list[Filler] = []
        commas = 0
        j = k + 1
        while j < len(self.items) and j - k <= _MAX_SPAN * 2:
            item = self.items[j]
            if item.kind in ("verb", "comp", "participle") or item.lemma in ("colon", "stop"):
                break
            if item.kind == "rel" or item.kind == "wh":
                after = self._after_relative(j)
                if after is None:
                    break
                j, commas = after, commas + 1
                continue
            if item.lemma == "comma":
                closing = self._parenthesis(j)
                if closing is not None:
                    j, commas = closing, commas + 1
                    continue
                commas += 1
            elif item.kind in ("np", "event") and not item.depth and item.mention is not None:
                if item.conj and not item.coord and commas:
                    break
                filler = Filler(item.mention, "marked" if item.marker else "direct", item, j - k, commas)
                if item.coord:
                    pass
                elif item.marker:
                    predicate.marked[item.marker].append(filler)
                else:
                    bare.append(filler)
            j += 1
        predicate.clause_end = j
        return bare

    def _after_relative(self, j: int) -> int | None:
        """Return the item after a short relative clause that a comma closes, or None."""
        for n in range(j + 1, min(j + _MAX_SPAN, len(self.items))):
            if self.items[n].lemma == "comma":
                return n
        return None

    def _parenthesis(self, j: int) -> int | None:
        """Return the comma that closes an adverbial with a verb of its own (، خلال زيارة قام بها،), opened at ``j``."""
        if j + 1 >= len(self.items) or self.items[j + 1].kind not in ("prep", "time"):
            return None
        for n in range(j + 2, min(j + _MAX_SPAN, len(self.items))):
            if self.items[n].lemma == "comma":
                inside = self.items[j + 1 : n]
                return n if any(i.kind in ("verb", "rel", "comp") for i in inside) else None
        return None

    def _relative_head(self, k: int) -> Filler | None:
        j = k - 1
        while j >= 0 and self.items[j].kind in ("neg", "ptc", "cop", "time"):
            j -= 1
        if j < 0 or self.items[j].kind != "rel":
            return None
        pronoun, first = self.items[j].lemma, None
        for n in range(j - 1, max(-1, j - 9), -1):
            item = self.items[n]
            if item.kind in ("np", "event") and item.mention is not None and not item.depth:
                filler = Filler(item.mention, "relative", item, k - n)
                first = first or filler
                if self._head_agrees(pronoun, item.mention):
                    return filler
                if not item.marker:
                    return first
            elif item.kind not in ("punct", "quote", "prep", "num", "time"):
                break
        return first

    @staticmethod
    def _head_agrees(pronoun: str, mention: Mention) -> bool:
        """Return whether a relative pronoun can go back to a phrase (الذي does not go back to a feminine)."""
        if pronoun.endswith("ذي"):
            return mention.gender != "f"
        return not pronoun.endswith("تي") or mention.gender != "m"

    def _relative(self, predicate: Predicate, head: Filler, bare: list[Filler]) -> None:
        item = predicate.item
        predicate.link = "relative"
        if item.clitic in ("ه", "ها", "هم", "هما"):
            predicate.direct = [Filler(head.mention, "clitic", head.item), *bare[1:]]
            predicate.subjects = bare[:1] or [Filler(None, "dropped")]
            return
        if bare and not self._agrees(item, head.mention) and self._agrees(item, bare[0].mention):
            predicate.subjects, predicate.direct = bare[:1], bare[1:]
            return
        predicate.subjects = [head]
        predicate.direct = bare

    def _order(self, predicate: Predicate, k: int, bare: list[Filler]) -> None:
        item = predicate.item
        left = self._left_subject(k)
        if left is not None and self._agrees(item, left.mention):
            predicate.subjects, predicate.direct = [left], bare
            return
        topic = self._pronoun_topic(k)
        if (
            bare
            and not topic
            and not item.passive
            and item.person == 3
            and self._agrees(item, bare[0].mention)
            and self._can_act(bare[0], item)
        ):  # noqa: PLR2004
            first = bare[0]
            predicate.subjects = [Filler(first.mention, "vso", first.item, first.distance, first.commas)]
            predicate.direct = bare[1:]
            return
        predicate.subjects = [self._shared(k, item) or Filler(None, "dropped")]
        predicate.direct = bare

    def _shared(self, k: int, item: Item) -> Filler | None:
        """Return the subject that a joined verb shares with the verb before it (ندد الوزير ... وأكد دعمه)."""
        if not item.conj or item.person != 3:  # noqa: PLR2004
            return None
        for n in range(k - 1, -1, -1):
            before = self.by_position.get(n)
            if before is None or before.item.kind != "verb" or before.link == "relative" or before.item.number != item.number:
                continue
            subject = before.subject
            if subject is None or subject.mention is None or subject.mention.pronoun:
                continue
            gender = subject.mention.gender or before.item.gender
            if not item.gender or not gender or gender == item.gender:
                return Filler(subject.mention, "shared", subject.item, k - n)
        return None

    def _pronoun_topic(self, k: int) -> bool:
        """Return whether the verb stands right after أنه، إنها: then its subject is that pronoun."""
        before = self.items[k - 1] if k else None
        return (
            before is not None
            and before.kind == "comp"
            and before.lemma.lstrip("ب").startswith("ان")
            and len(before.lemma.lstrip("ب")) > 2
        )  # noqa: PLR2004

    def _left_subject(self, k: int) -> Filler | None:
        """Return the phrase before a verb that can be its subject: bare, clause-initial, nothing but asides between."""
        if self.items[k].conj or self.items[k].purpose:
            return None
        j, commas, distance = k - 1, 0, 0
        while j >= 0 and distance < _MAX_SPAN:
            item = self.items[j]
            distance += 1
            if item.lemma == "comma":
                commas += 1
            elif item.kind in ("np", "event") and item.mention is not None and not item.depth:
                if not item.marker and not item.coord:
                    return Filler(item.mention, "svo", item, distance, commas) if self._initial(j) else None
                if not item.marker and item.coord:
                    j -= 1
                    continue
            elif item.kind not in ("time", "ptc", "neg", "cop", "quote", "prep", "np", "event", "num"):
                return None
            j -= 1
        return None

    def _initial(self, j: int) -> bool:
        """Return whether the phrase at ``j`` opens its clause (so that no verb before can own it)."""
        n = j - 1
        while n >= 0:
            item = self.items[n]
            if item.kind in ("comp", "wh") or item.lemma in ("colon", "stop", "comma", "dash", "sign"):
                return True
            if item.kind in ("verb", "rel", "participle"):
                return False
            if item.kind in ("np", "event") and not item.marker:
                return False
            n -= 1
        return True

    @staticmethod
    def _agrees(item: Item, mention: Mention | None) -> bool:
        if mention is None:
            return False
        if mention.pronoun:
            return False
        if not item.gender or not mention.gender or mention.number == "p":
            return True
        return item.gender == mention.gender

    def _can_act(self, filler: Filler, item: Item) -> bool:
        """Return whether the first bare phrase behind a verb is its subject rather than its object (pro-drop)."""
        mention = filler.mention
        if mention is None:
            return False
        if mention.type in ACTORS or mention.entry is not None:
            return True
        if any(i.marker for i in self.items if i.mention and item.end <= i.start < mention.start):
            return False
        speech = item.lemma in self.triggers.report or item.lemma in self.triggers.light
        if speech and filler.item is not None and filler.item.kind == "event":
            return False
        return True

    # -- governors --------------------------------------------------------------------------------------------------

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
            predicate.governor = self._nearest(k - 1)
            return
        comp = self._comp_before(k)
        if comp is not None:
            predicate.link, predicate.governor = "comp", self._nearest(comp - 1)
            return
        colon = next((n for n in range(k - 1, max(-1, k - _MAX_SPAN), -1) if self.items[n].lemma == "colon"), None)
        if colon is not None:
            predicate.link, predicate.governor = "colon", self._nearest(colon - 1)
        elif predicate.item.conj:
            before = self._nearest(k - 1, verbs=True)
            if before is not None and before.link in ("comp", "purpose", "colon"):
                predicate.link, predicate.governor = "comp" if before.link == "comp" else before.link, before.governor

    def _comp_before(self, k: int) -> int | None:
        for n in range(k - 1, max(-1, k - _MAX_SPAN), -1):
            item = self.items[n]
            if item.kind == "comp":
                return n
            if item.kind in ("verb", "rel", "participle") or item.lemma in ("colon", "stop"):
                return None
        return None

    def _nearest(self, j: int, *, verbs: bool = False) -> Predicate | None:
        for n in range(j, max(-1, j - 2 * _MAX_SPAN), -1):
            found = self.by_position.get(n)
            if found is not None and not (verbs and found.item.kind == "event"):
                return found
        return None

    def _govern_circumstance(self, predicate: Predicate, k: int) -> None:
        predicate.link = "circumstance"
        predicate.governor = self._nearest(k - 1, verbs=True)
        if predicate.governor is not None and predicate.governor.subjects:
            predicate.subjects = [predicate.governor.subjects[0]]

    def _attribute(self, predicate: Predicate, k: int) -> None:
        """Let a definite participle describe the phrase before it: that phrase acts, or is acted on if it is passive."""
        for n in range(k - 1, max(-1, k - 4), -1):
            item = self.items[n]
            if item.kind in ("np", "event") and item.mention is not None and not item.depth:
                head = Filler(item.mention, "attribute", item, k - n)
                predicate.link, predicate.governor = "relative", None
                predicate.subjects, predicate.direct = [head], []
                return

    # -- event nouns ------------------------------------------------------------------------------------------------

    def _event(self, k: int, item: Item) -> Predicate:
        predicate = Predicate(item, k, clause_start=self._clause_start(k))
        mention = item.mention
        if mention is None:
            return predicate
        end = self._event_phrases(predicate, k)
        predicate.clause_end = end
        if mention.genitive is not None:
            predicate.marked["gen"].append(Filler(mention.genitive, "genitive", item))
        for nisba in mention.nisbas:
            adjective = Mention(mention.start, mention.end, _label(nisba), nisba.type, nisba, state=nisba.state, definite=True)
            predicate.subjects.append(Filler(adjective, "nisba", None))
        if mention.possessor:
            pronoun = Mention(mention.start, mention.start + 1, mention.possessor, pronoun=mention.possessor)
            predicate.marked["poss"].append(Filler(pronoun, "possessor", None))
        for marker in _AGENT_MARKERS:
            predicate.subjects += [
                Filler(f.mention, "agent", f.item, f.distance, f.commas) for f in predicate.marked.pop(marker, [])
            ]
        self._govern_event(predicate, k)
        before = next((i for i in reversed(self.items[:k]) if i.kind != "quote"), None)
        predicate.negated = before is not None and before.kind == "neg" and not item.depth
        predicate.conditional = before is not None and before.lemma == fold("أي") and not item.depth
        if any(frame.relation in _OFFICES for frame in item.frames):
            predicate.subjects = self._holder(predicate, k) or predicate.subjects
        return predicate

    def _holder(self, predicate: Predicate, k: int) -> list[Filler]:
        """Return who holds the office that a noun names: the topic before it (تركيا عضو في)، or the name behind it."""
        for j in range(predicate.clause_end - 1, k, -1):
            filler = self._bare_person(j)
            if filler is not None:
                return [Filler(filler.mention, "apposition", filler.item, j - k)]
        pronoun = False
        for n in range(k - 1, max(-1, k - _MAX_SPAN), -1):
            item = self.items[n]
            if item.kind == "np" and item.mention is not None and not item.depth and (not item.marker or pronoun):
                return [Filler(item.mention, "topic", item, k - n)]
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
        commas, j = 0, k + 1
        while j < len(self.items) and j - k <= _MAX_SPAN:
            item = self.items[j]
            if item.kind in ("verb", "comp", "rel", "wh", "participle") or item.lemma in ("colon", "stop", "dash"):
                break
            if item.lemma == "comma":
                commas += 1
            if item.kind in ("np", "event") and not item.depth and item.mention is not None:
                if not item.marker and not item.coord:
                    if item.kind == "np" and (j == k + 1 or item.mention.type is EntityType.PERSON):
                        predicate.direct.append(Filler(item.mention, "direct", item, 1, commas))
                        j += 1
                        continue
                    break
                if (item.coord and item.kind == "event") or (item.conj and not item.coord):
                    break
                if item.marker and not item.coord:
                    predicate.marked[item.marker].append(Filler(item.mention, "marked", item, j - k, commas))
            j += 1
        return j

    def _govern_event(self, predicate: Predicate, k: int) -> None:
        item = predicate.item
        if item.depth:
            outer = self._nearest(k - 1)
            if outer is not None and outer.item.kind == "event" and outer.item.end == item.end:
                predicate.governor, predicate.link = outer, "gen"
            elif self.items[k - 1].kind == "np":
                predicate.link = "inside"
            return
        if item.coord:
            before = self._nearest(k - 1)
            if before is not None:
                predicate.governor, predicate.link = before.governor, before.link
            return
        for n in range(k - 1, max(-1, k - _MAX_SPAN), -1):
            before = self.items[n]
            if before.kind in ("comp", "rel", "wh") or before.lemma in ("colon", "stop"):
                self._topic(predicate, n)
                return
            found = self.by_position.get(n)
            if found is None:
                continue
            if found.item.kind == "event" and not item.marker:
                if n == k - 1 and found.item.lemma in self.triggers.control_nouns:
                    predicate.governor, predicate.link = found, "gen"
                    return
                continue
            predicate.governor = found
            predicate.link = item.marker or "object"
            return

    def _topic(self, predicate: Predicate, n: int) -> None:
        if self.items[n].kind == "comp" or self.items[n].lemma == "colon":
            predicate.governor, predicate.link = self._nearest(n - 1), "comp"


def _label(entry: object) -> str:
    names = getattr(entry, "names", ())
    return next((name for tag, name in names if tag == "ar"), "")
