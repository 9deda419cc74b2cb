"""Noun phrases of English: titles with names, gazetteer names, possessives, and open phrases under a typed head noun.

A phrase is what stands before its head (determiner, possessor, adjectives, nouns) and the of-phrases behind it; it ends at any
other preposition, verb, clause word or sign (Huddleston and Pullum 2002, ch. 5).
"""

from __future__ import annotations

from kg.extract.en.around import Tag
from kg.extract.en.boundaries import INSIDE
from kg.extract.en.morphology import head_type, vocabulary
from kg.extract.en.names import Name
from kg.extract.en.titles import COMPOSITE, Draft, Parsed, Titles, join, label, named
from kg.model import ACTORS, EntityType, Entry
from kg.resolve.mention import Mention

_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "نا", "my": "ي", "your": ""}
PRONOUNS = {
    "he": "he", "him": "he", "she": "she", "her": "she", "it": "it",
    "they": "they", "them": "they", "you": "you", "we": "we", "us": "we", "i": "ني", "me": "ني",
}  # fmt: skip
_OF_HEADS = frozenset(
    "worth thousand hundred dozen score number group scores dozens some most many all member majority couple pair".split()
)
_MEASURES = frozenset(
    "tonne ton kilogram kilogramme kilo gram pound ounce barrel litre liter gallon bale shipment consignment cache haul".split()
)
_SITES = frozenset("city town village port province region district island peninsula suburb municipality hamlet enclave".split())
_OF_VERBS = frozenset("accuse remind inform warn notify convince assure deprive rob suspect strip relieve".split())
_LEADING = frozenset("led imposed launched waged staged ordered orchestrated conducted declared inflicted".split())
_FORMER = frozenset("former ex late ousted deposed onetime then".split())
_COUNTING = frozenset("one some many most much half several all both each few two three".split())
MONEY = frozenset("$€£¥")
_GOODS = frozenset({"import", "export", "good", "product", "merchandise"})
_MANY = frozenset({"all", "other", "several", "many", "most"})
_OPEN = frozenset({"det", "poss", "adj", "nisba"})
MEMBERS = frozenset({"member", "ally"})
_ANYBODY = frozenset({"no one", "nobody", "everyone", "everybody", "someone", "somebody", "anyone", "anybody", "whoever"})
_GENERIC = frozenset({"every", "any", "each", "either"})
_MAX_DEPTH = 4


class Phrases(Titles):
    """Parses the noun phrases of one sentence."""

    def parse(self, i: int, depth: int = 0) -> Parsed | None:
        """Return (mention, word after it, lemma of its head) of the phrase that begins at word ``i``, or None if none can.

        The mention's own indexes count tokens. A head lemma of "" means a name or pronoun.
        """
        if i >= len(self.tags) or depth > _MAX_DEPTH:
            return None
        if self.tags[i].pos == "pron":
            return self._pronoun(i)
        if self.tags[i].pos not in INSIDE:
            return None
        counted = self._counted_of(i) if self.tags[i].lemma in _COUNTING and self._word(i + 1) == "of" else None
        return counted or self._phrase(i, depth)

    def _pronoun(self, i: int) -> Parsed | None:
        word = self.words[i]
        value = PRONOUNS.get(word.norm)
        if word.norm in _COUNTING and self._word(i + 1) == "of":
            return self._counted_of(i)
        if word.norm == "others":  # it closes a list: Japan, Korea and others
            return Mention(word.start, word.end, word.text, EntityType.OTHER, head=word.norm, number="p"), i + 1, ""
        if word.norm in _ANYBODY:  # it acts, and is nobody in particular
            return Mention(word.start, word.end, word.text, EntityType.OTHER, head=word.norm), i + 1, ""
        if value is None:
            return None
        return Mention(word.start, word.end, word.text, pronoun=value), i + 1, ""

    def _counted_of(self, i: int) -> Parsed | None:
        """Read "one of the survivors": as many of them as the first word says."""
        inner = self.parse(i + 2, 1)
        if inner is None or inner[0].pronoun:
            return None
        genitive, end, _ = inner
        word = self.words[i]
        mention = Mention(
            word.start, self.words[end - 1].end, f"{word.text} of {genitive.text}", genitive.type, head=genitive.head
        )
        mention.genitive, mention.state, mention.nisbas = genitive, genitive.state, genitive.nisbas
        mention.number = "s" if word.norm == "one" else "p"
        hit = self.names.index.role([genitive.head], genitive.head) if word.norm == "one" else None
        if hit is not None and hit[1] == 1 and hit[0].relation != "headOf":  # one of its commanders
            mention.type, mention.role, mention.body = EntityType.PERSON, hit[0], genitive.body
        return mention, end, ""

    def _phrase(self, i: int, depth: int) -> Parsed | None:
        draft = Draft(start=i, at=i)
        while draft.at < len(self.tags):
            parsed, goes_on = self._step(draft, depth)
            if parsed is not None or not goes_on:
                return parsed
        return None

    def _step(self, draft: Draft, depth: int) -> tuple[Parsed | None, bool]:
        """Read one word or name of a phrase; return the phrase when it is complete, and whether to read on."""
        titled = self._titled(draft, depth)
        if titled is not None and self.words[titled[1] - 1].owner and self._goes_on(titled[1], None):
            titled[0].owner = True
            draft.own(titled[0], titled[1])  # President Berg's plan
            draft.at = titled[1]
            return None, True
        if titled is not None:
            return titled, False
        name = self.names.at.get(draft.at)
        if name is not None and name.kind != "nisba":
            return self._over_name(name, draft)
        if name is not None and name.entry is not None:
            return self._over_nisba(name, name.entry, draft)
        return self._over_word(draft, depth)

    def _joined(self, name: Name, draft: Draft) -> bool:
        """Read a name with a participle joined to it (Iran-backed rebels); return whether it was one."""
        if name.end >= len(self.words) or self.words[name.end].pos != "joined":
            return False
        if name.entry is not None and name.kind == "nisba":
            words = self.words[name.start : name.end]
            mention = Mention(
                words[0].start, words[-1].end, label(name.entry), name.entry.type, name.entry, state=name.entry.state
            )
        else:
            mention = self._name_mention(name, name.start)
        draft.joined.append((mention, name.end))
        draft.at = name.end + 1
        return True

    def _over_name(self, name: Name, draft: Draft) -> tuple[Parsed | None, bool]:
        if self._joined(name, draft):
            return None, True
        goes_on = self._goes_on(name.end, name)
        title = (not goes_on or name.type is EntityType.PERSON) and self._title_next(name.end)
        role = self.names.role(name.end) if name.type is EntityType.PERSON and not title else None
        holds = (
            role is not None and self.tags[role[1] - 1].form != "p" and not self.words[name.end - 1].owner
        )  # named Berg president
        if holds or not (goes_on or title):
            return self._named(name, draft), False
        owner = self.words[name.end - 1].owner
        mention = self._name_mention(name, draft.start if owner else name.start)
        draft.at = name.end
        mention.owner = owner
        if owner:
            draft.own(mention, name.end)
        elif draft.modifier is None:
            draft.modifier = mention
        return None, True

    def _over_nisba(self, name: Name, entry: Entry, draft: Draft) -> tuple[Parsed | None, bool]:
        if self._joined(name, draft):
            return None, True
        draft.nisbas.append(entry)
        paired = self._paired(name.end)
        if paired is None and not self._goes_on(name.end, name) and not self._title_next(name.end):
            return self._nisba_noun(name, draft), False
        draft.at = paired or name.end
        if paired is None and self.words[name.end - 1].owner:
            start, end = self.words[draft.start].start, self.words[name.end - 1].end
            draft.own(Mention(start, end, label(entry), entry.type, entry, state=entry.state), name.end)
        return None, True

    def _over_word(self, draft: Draft, depth: int) -> tuple[Parsed | None, bool]:
        j = draft.at
        tag, word = self.tags[j], self.words[j]
        multi = self._multi(j)
        if multi is not None and not self._goes_on(multi[0], None):
            return self._described(multi[0] - 1, draft, depth, multi[1]), False
        joined = self._word(j + 1) == "and" and self._adjectives(j + 1)  # local and federal authorities
        if tag.pos in ("noun", "num") and not self._goes_on(j + 1, None) and not joined:
            return self._described(j, draft, depth), False
        draft.at = j + 1
        if tag.pos == "conj":
            return None, self._adjectives(j)
        if tag.pos == "quote":  # a "deep and lasting" concern
            return None, j > draft.start and self.tags[j - 1].pos in _OPEN and self._past_modifiers(j) is not None
        dated = tag.pos == "time" and (j > draft.start or draft.owner is not None) and self._goes_on(j + 1, None)
        if tag.pos not in INSIDE and not dated:
            return None, False
        self._note(tag, draft)
        if word.owner and tag.pos == "noun":
            draft.own(self._described(j, draft, depth)[0], j + 1)
        return None, True

    def _note(self, tag: Tag, draft: Draft) -> None:
        if tag.pos == "poss":
            draft.pronoun, draft.definite = _POSSESSIVES.get(tag.lemma, ""), True
        elif tag.lemma in ("the", "this", "that", "these", "those", "both"):
            draft.definite = True
        elif tag.lemma in _FORMER:
            draft.former = True
        elif tag.lemma in _GENERIC:
            draft.generic = True

    def _named(self, name: Name, draft: Draft) -> Parsed:
        mention = self._name_mention(name, draft.start)
        if name.entry is None and mention.type not in ACTORS:
            mention.possessor = draft.pronoun  # its F-16s
        if name.entry is None and draft.nisbas:
            mention.state = draft.nisbas[0].state
            mention.nisbas = draft.nisbas
        if mention.type is EntityType.PERSON:
            mention.memberships = self._parties(draft.start, name.start)  # Republican Jon Berg
        before = self.tags[name.start - 1].lemma
        if draft.nisbas and before in MEMBERS:
            mention.memberships = [named(mention, n) for n in draft.nisbas]  # NATO member Turkey
        fights = before in MEMBERS or vocabulary().staff.get(before) == "memberOf"
        if fights and draft.modifier is not None and draft.modifier.type in COMPOSITE:
            mention.memberships = [draft.modifier]  # ISIS fighter Jan Berg
        if draft.owner is not None and name.entry is None:
            mention.state = draft.owner.state
        if draft.owner is not None and draft.owner.role is not None and mention.body is None:
            mention.body = draft.owner  # Prime Minister Berg's Freedom Party
        elif draft.owner is not None and mention.type is EntityType.PERSON and draft.owner.type is EntityType.COUNTRY:
            mention.body = draft.owner  # Norway's Anna Berg
        return mention, name.end, ""

    def _nisba_noun(self, name: Name, draft: Draft) -> Parsed:
        """Read a demonym that is the head: the country itself under an abbreviation (the US), else its people (the French)."""
        word = self.words[name.start]
        entry = name.entry
        mention = Mention(
            self.words[draft.start].start,
            self.words[name.end - 1].end,
            join(self.words[name.start : name.end]),
            definite=draft.definite,
        )
        if (entry is not None and word.text.isupper()) or (entry is not None and any(word.text == n for _, n in entry.names)):
            mention.entry, mention.type, mention.name, mention.state = entry, entry.type, mention.text, entry.state
            return mention, name.end, ""
        mention.type, mention.nisbas, mention.state = EntityType.POPULATION, draft.nisbas[:1], entry.state if entry else None
        mention.head, mention.number = "people", "p" if draft.definite else "s"
        return mention, name.end, "people"

    def _described(self, head: int, draft: Draft, depth: int, lemma: str = "") -> Parsed:
        start = draft.start
        lemma = lemma or self._compound_lemma(start, head) or self.tags[head].lemma
        kind = "Government" if self.words[head].text == "House" else head_type(lemma)
        text = join(self._content(start, head + 1))
        if lemma in vocabulary().parties and self.tags[head].form == "s":
            kind = "Person"  # a Democrat
        mention = Mention(self.words[start].start, self.words[head].end, text, EntityType(kind) if kind else None, head=lemma)
        money = start > 0 and self.words[start - 1].text in MONEY
        if money:
            mention.type = None  # $20 million
        if kind == "Country" and self.tags[head].form == "p":
            mention.head, mention.text = "countries", self._counted(start, text)
        mention.number = self.tags[head].form if self.tags[head].form in ("s", "p") else "s"
        if draft.generic or (lemma == "force" and mention.number == "s" and not (draft.nisbas or draft.owner or draft.modifier)):
            mention.type = EntityType.OTHER  # every country; excessive force
        mention.joined = [(doer, self.words[at].start) for doer, at in draft.joined]
        if not kind or mention.type is EntityType.EVENT:  # a US-led invasion
            draft.nisbas += [d.entry for d, at in draft.joined if d.entry is not None and self.words[at].norm in _LEADING]
        if lemma == "counterpart":
            mention.type, mention.counterpart = EntityType.PERSON, True
        mention.memberships = self._parties(start, head + 1) if kind == "Person" else []  # a Democratic hopeful
        mention.definite, mention.nisbas, mention.possessor = draft.definite, draft.nisbas, draft.pronoun
        owner = draft.owner or (draft.modifier if draft.owner is None else None)
        mention.state = draft.nisbas[0].state if draft.nisbas else owner.state if owner else None
        self._attach(mention, draft)
        named = draft.owner is not None and draft.owner.name and mention.entry is None and " " not in text
        if draft.owner is not None and named and mention.type not in ACTORS:
            mention.text = f"{draft.owner.text}'s {text}"  # Herzl's tomb
        end = head + 1
        if not self.words[head].owner and not (depth == 0 and self._of_verb(start) and lemma not in _OF_HEADS):
            end = self._of(mention, end, depth, money=money)
        mention.end = self.words[end - 1].end
        return mention, end, lemma

    def _of_verb(self, start: int) -> bool:
        """Return whether the verb before a phrase takes the of-phrase behind it: reminded the leaders of their promise."""
        before = self.tags[start - 1] if start else None
        return before is not None and before.pos == "verb" and before.lemma in _OF_VERBS

    def _counted(self, start: int, text: str) -> str:
        """Return the text of several countries with the word that tells how many are meant (all nations, other countries)."""
        words = [w.norm for w in self.words[start : start + 2] if w.norm in _MANY]
        return " ".join([*words, text]) if words and not text.startswith(words[0]) else text

    def _attach(self, mention: Mention, draft: Draft) -> None:
        """Give a described thing its owner, and the gazetteer entry that "Russia's foreign ministry" names."""
        mention.body = draft.owner or draft.modifier
        country = draft.owner.entry if draft.owner is not None else None
        if country is None or mention.type not in COMPOSITE:
            return
        for tag, form in country.nisba:
            if tag == "en":
                norms = [*form.casefold().split(), *mention.text.casefold().split()]
                hit = self.names.index.name(norms, 0, norms[0])
                if hit is not None and hit.length == len(norms):
                    mention.entry, mention.name, mention.state = hit.entry, mention.text, hit.entry.state
                    return

    def _of(self, mention: Mention, j: int, depth: int, *, money: bool) -> int:
        """Take an of-phrase as genitive; a partitive (dozens of people, $9 in Greek goods) takes class and state of the whole."""
        if self._word(j) != "of" and not (money and self._word(j) == "in"):
            return j
        inner = self.parse(j + 1, depth + 1)
        if inner is None or (self._word(j) == "in" and inner[2] not in _GOODS):
            return j
        genitive, end, _ = inner
        counted = self.tags[j - 1].pos == "num"
        mention.genitive = genitive
        mention.state = mention.state or genitive.state
        if mention.head in _MEASURES and not genitive.pronoun:  # two tonnes of cocaine
            mention.type, mention.text, mention.head = genitive.type, genitive.text, genitive.head
        elif mention.head in _SITES and genitive.name and not (genitive.metonym or genitive.role):
            _call(mention, genitive)
        elif (mention.head in _OF_HEADS or counted) and genitive.type is not None:
            mention.type = genitive.type if mention.head != "member" else mention.type
            mention.text = f"{mention.text} of {genitive.text}"
        elif not genitive.pronoun:
            mention.text = f"{mention.text} of {genitive.text}"
        return end


def _call(site: Mention, named: Mention) -> None:
    """Let a site be the place that its of-phrase names: the southern port of Odesa."""
    known = named.entry is not None and named.type in (EntityType.PLACE, EntityType.COUNTRY)
    if named.entry is None or known:
        site.type = named.type if known else EntityType.PLACE
        site.entry, site.name, site.text, site.genitive = named.entry, named.name, named.text, None
    else:
        site.text = f"{site.text} of {named.text}"
