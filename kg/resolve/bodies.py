"""Bodies that every state has (a foreign ministry, an army): one entity however and in whichever language it is named."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import EntityType, Entry, StateBody
from kg.text.fold import fold
from kg.text.tokens import norms

_ARTICLE = "ال"
_FEMININE = ("ه", "ات")  # الوزارة، القوات: folded endings of heads that take a feminine adjective
_LINKS = frozenset({"of", "the", "s"})
Words = tuple[str, ...]


def _words(text: str) -> Words:
    """Return the folded words of a phrase that tell something, Arabic ones without the article."""
    return tuple(_bare(norm) for norm in norms(text) if norm[0].isalnum() and norm not in _LINKS)


def _bare(word: str) -> str:
    return word[len(_ARTICLE) :] if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 1 else word


class StateBodies:
    """The kinds of bodies by their names, the entries made of them so far, and the words met for states."""

    def __init__(self, kinds: Iterable[StateBody]) -> None:
        """Index the names of every language."""
        self._by_id = {kind.id: kind for kind in kinds}
        self._kinds = {_words(name): kind for kind in self._by_id.values() for _, name in kind.names}
        self._made: dict[tuple[str, str], Entry] = {}
        self._states: dict[str, set[Words]] = {}

    def kind(self, text: str, country: Entry | None) -> StateBody | None:
        """Return which body a phrase names beside the words for its state, or None. ``country`` None: no such words."""
        words = _words(text)
        if country is None:
            return self._kinds.get(words)
        named = self._states.get(country.id)
        if named is None:
            named = self._states[country.id] = _state_words(country)
        return self._kinds.get(_without(words, named))

    def ministry(self, role: str) -> StateBody | None:
        """Return the ministry that a minister heads by the id of the role (``finance-minister``), or None."""
        named = role.removesuffix("-minister").replace("defense", "defence")
        return self._by_id.get(f"{named}-ministry") if role.endswith("-minister") else None

    def entry(self, kind: StateBody, country: Entry) -> Entry:
        """Return the entry of a state's body, made at the first call."""
        made = self._made.get((kind.id, country.id))
        if made is None:
            names = tuple(dict.fromkeys(_named(kind, country)))
            made = Entry(f"{country.id}-{kind.id}", EntityType.GOVERNMENT, names, country.state)
            self._made[kind.id, country.id] = made
        return made


def _state_words(country: Entry) -> set[Words]:
    """Return the words that stand for a state in the name of its body: its names and adjectives, Arabic ones of both genders."""
    found = {_words(name) for _, name in (*country.names, *country.metonyms)}
    for tag, form in country.nisba:
        words = _words(form)
        found.add(words)
        if tag == "ar" and words:
            found.add((*words[:-1], words[-1] + "ه"))
    return {words for words in found if words}


def _without(words: Words, named: set[Words]) -> Words:
    """Return words without those of a set that they begin or end with, the longest of each."""
    first = max((n for n in range(len(words) + 1) if words[:n] in named), default=0)
    rest = words[first:]
    last = max((n for n in range(len(rest) + 1) if rest[len(rest) - n :] in named), default=0)
    return rest[: len(rest) - last]


def _named(kind: StateBody, country: Entry) -> Iterable[tuple[str, str]]:
    """Yield the names of a state's body with the state's adjective, else its name, preferred ones first."""
    adjectives: dict[str, str] = {}
    for tag, form in country.nisba:
        if tag != "ar" or " " not in form:  # جنوب سوداني is no adjective of a body
            adjectives.setdefault(tag, form)
    labels: dict[str, str] = {}
    for tag, form in country.names:
        labels.setdefault(tag, form)
    for tag, name in kind.names:
        adjective = adjectives.get(tag)
        if tag == "ar":
            yield tag, f"{name} {_agreeing(adjective, name)}" if adjective else f"{name} في {labels.get(tag, country.id)}"
        else:
            yield tag, f"{adjective} {name}" if adjective else f"{name} of {labels.get(tag, country.id)}"


def _agreeing(adjective: str, name: str) -> str:
    """Return a definite Arabic adjective in the gender of the first word of a name (الوزارة السودانية، الجيش السوداني)."""
    return f"{_ARTICLE}{adjective}{'ة' * fold(name.split(maxsplit=1)[0]).endswith(_FEMININE)}"
