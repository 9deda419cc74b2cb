"""Which frames a lemma can trigger, and which words only carry or colour another act. One index per language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from kg.extract.rules.items import Item
from kg.extract.rules.lexicon import Frame, load_frames, load_table
from kg.model import Modality, Polarity
from kg.resources import lasting
from kg.text.fold import fold


@dataclass(frozen=True, slots=True)
class Control:
    """How a control word presents its complement: modality, polarity, whose act it is, and the complement's marker."""

    modality: Modality
    polarity: Polarity
    controller: str
    marker: str = ""


_PASSIVE = frozenset({"ل", "من", "ب"})  # the object of a participle, or the agent of a passive one


class Triggers:
    """Frames by folded lemma, and the closed classes of control, light and reporting words."""

    def __init__(self, lang: str) -> None:
        """Index the lexicon of a language."""
        self._verbs: dict[str, list[Frame]] = defaultdict(list)
        self._nouns: dict[str, list[Frame]] = defaultdict(list)
        for frame in load_frames(lang):
            if frame.trigger == "noun":
                self._noun(frame, (frame.lemma, *frame.plurals))
            else:
                self._verbs[fold(frame.lemma)].append(frame)
                self._noun(frame, frame.masdars)
        self.control_verbs: dict[str, list[Control]] = defaultdict(list)
        self.addressing: dict[str, Control] = {}
        self.control_nouns: dict[str, Control] = {}
        self.predicatives: set[str] = set()
        self._controls(lang)
        light = load_table(lang, "_light")
        self.light: dict[str, set[str]] = defaultdict(set)
        for past, _, marker in light.get("verbs", []):
            self.light[fold(past)].add(_marker(marker))
        self.suffering: dict[str, set[str]] = defaultdict(set)
        for past, _, marker in light.get("suffering", []):
            self.suffering[fold(past)].add(_marker(marker))
        self.met = frozenset((fold(past), _marker(marker)) for past, marker in light.get("met", []))
        self.expressing = frozenset(fold(v) for v in light.get("expressing", []))
        self.impersonal = frozenset(fold(past) for past, _ in light.get("impersonal", []))
        self.consenting = frozenset(fold(v) for v in light.get("consenting", []))
        self.happening = frozenset(fold(v) for v in light.get("happening", []))
        self.stopping = frozenset(fold(v) for v in light.get("stopping", []))
        self.completing = frozenset(fold(v) for v in light.get("completing", []))
        self.deciding = frozenset(fold(v) for v in light.get("deciding", []))
        self._closed(load_table(lang, "_closed"))
        self.purpose_marker = "ل" if lang == "ar" else "to"
        report = load_table(lang, "_report")
        self.report = frozenset(fold(past) for past, _ in report.get("verbs", []))
        self.relaying = frozenset(fold(v) for v in report.get("relaying", []))
        self.claims = frozenset(fold(v) for v in report.get("claims", []))
        self.commits = frozenset(fold(v) for v in report.get("commits", []))
        self.report_nouns = frozenset(fold(v) for v in report.get("nouns", []))
        self.paper = frozenset(fold(v) for v in report.get("paper", []))
        self.sayings = frozenset(fold(v) for v in report.get("sayings", []))
        self.stances = frozenset(fold(v) for v in report.get("stances", []))
        self.appearing = frozenset(fold(v) for v in report.get("appearing", []))
        self.quoting = frozenset(fold(v) for v in report.get("quoting", []))
        self.documents = frozenset(fold(v) for v in report.get("documents", []))
        self.clausal = frozenset(fold(v) for v in report.get("clausal", []))
        self.voiced = bool(report.get("voiced"))
        self.carriers = frozenset(fold(v) for v in report.get("carriers", []))

    def _closed(self, closed: Mapping[str, Any]) -> None:
        """Keep the closed lists of a language; one that it lacks is empty."""
        self._adjectives = frozenset(fold(w) for w in closed.get("modal_adjectives", []))
        self.adjuncts = frozenset(fold(w) for w in closed.get("adjuncts", []))
        self.anew = frozenset(fold(w) for w in closed.get("anew", []))
        self.copular = frozenset(fold(w) for w in closed.get("copular_verbs", []))
        self.fire = frozenset(fold(w) for w in closed.get("fire", []))
        self.naming = frozenset(fold(w) for w in closed.get("naming", []))
        self.labelling = frozenset((fold(verb), fold(m)) for verb, m in closed.get("labelling", []))
        self.papers = frozenset(fold(w) for w in closed.get("papers", []))
        self.against = tuple(closed.get("against", []))
        self.voicing = frozenset(fold(w) for w in closed.get("voicing", []))
        self.cutting = frozenset(fold(w) for w in closed.get("cutting", []))
        self.doing = frozenset(fold(w) for w in closed.get("doing", []))
        self.discussing = frozenset(fold(w) for w in closed.get("discussing", []))
        self.referring = frozenset(fold(w) for w in closed.get("referring", []))
        self.using = frozenset(fold(w) for w in closed.get("using", []))
        self.press = frozenset(fold(w) for w in closed.get("press", []))
        self.examining = frozenset(fold(w) for w in closed.get("examining", []))
        self.pictures = frozenset(fold(w) for w in closed.get("pictures", []))
        self.executing = frozenset(fold(w) for w in closed.get("executing", []))
        self.goals = frozenset(fold(w) for w in closed.get("goals", []))
        self.contrast = frozenset(fold(w) for w in closed.get("contrast", []))
        self.assuming = frozenset(fold(w) for w in closed.get("assuming", []))
        self.vague = frozenset(fold(w) for w in closed.get("vague", []))
        self.hours = frozenset(fold(w) for w in closed.get("hours", []))
        self.other_times = frozenset(fold(w) for w in closed.get("other_times", []))
        self.meanwhile = frozenset(fold(w) for w in closed.get("meanwhile", []))
        self.whens = frozenset(fold(w) for w in closed.get("whens", []))
        self.breaks = frozenset(fold(w) for w in closed.get("breaks", []))
        self.platforms = frozenset(fold(w) for w in closed.get("platforms", []))
        self.nowhere = frozenset(fold(w) for w in closed.get("nowhere", []))
        self.hollow = frozenset(fold(w) for w in closed.get("hollow", []))
        self.bare = frozenset(fold(w) for w in closed.get("bare", []))
        self.civilians = frozenset(fold(w) for w in closed.get("civilians", []))
        self.means = frozenset(fold(w) for w in closed.get("means", []))
        self.ordering = frozenset(fold(w) for w in closed.get("ordering", []))
        self.topics = frozenset(fold(w) for w in closed.get("topics", []))
        self.relating = frozenset(fold(w) for w in closed.get("relating", []))
        self.common = frozenset(fold(w) for w in closed.get("common", []))
        self.recalling = frozenset(fold(w) for w in closed.get("recalling", []))

    def _controls(self, lang: str) -> None:
        """Index the control words; ``addressing`` are the verbs by which one asks somebody else to act."""
        for row in load_table(lang, "_control").get("control", []):
            base = (Modality(row["modality"]), Polarity(row.get("polarity", "affirmed")), row["controller"])
            for verb in row.get("verbs", []):
                self.control_verbs[fold(verb[0])].append(Control(*base, _marker(verb[2])))
                if row["controller"] == "object" and base[0] is Modality.REQUESTED:
                    self.addressing.setdefault(fold(verb[0]), self.control_verbs[fold(verb[0])][-1])
            for adjective, marker in row.get("adjectives", []):
                self.control_verbs[fold(adjective)].append(Control(*base, _marker(marker)))
                self.predicatives.add(fold(adjective))
            for noun in row.get("nouns", []):
                self.control_nouns.setdefault(fold(noun), Control(*base))

    def _noun(self, frame: Frame, words: tuple[str, ...]) -> None:
        """Index an event noun under its forms, so that a plural listed as a word of its own finds the frame too."""
        for word in words:
            for form in (fold(word), fold(word) + "ات"):
                if frame not in self._nouns[form]:
                    self._nouns[form].append(frame)

    @cached_property
    def complements(self) -> Mapping[str, frozenset[str]]:
        """Return by verb the markers under which its participles take arguments (داعم ل، مدعوم من); phrases give none."""
        found: dict[str, set[str]] = defaultdict(set)
        for lemma, frames in self._verbs.items():
            for frame in (f for f in frames if f.trigger == "verb"):
                for marker in frame.object:
                    found[lemma] |= _PASSIVE if marker == "direct" else {fold(marker)}
        return {lemma: frozenset(markers) for lemma, markers in found.items()}

    @cached_property
    def joining(self) -> Mapping[str, frozenset[str]]:
        """Return by verb the events that it says bring together whom it has for its objects (اجتماع جمع X بـY)."""
        found: dict[str, frozenset[str]] = {}
        for lemma, frames in self._verbs.items():
            events = frozenset(fold(w) for f in frames if f.extra.get("joins") for w in f.extra.get("of", ()))
            if events:
                found[lemma] = events
        return found

    def verb(self, lemma: str) -> tuple[Frame, ...]:
        """Return the frames of a verb."""
        return tuple(self._verbs.get(lemma, ()))

    def control(self, lemma: str, link: str, *, noun: bool = False) -> Control | None:
        """Return how a control word presents a complement that hangs on it by ``link``, or None if it is none."""
        if noun:
            return self.control_nouns.get(lemma)
        marker = "" if link == "object" else link
        rows = self.control_verbs.get(lemma, [])
        return next((c for c in rows if link == "comp" or c.marker == marker), None)

    def suffers(self, item: Item, marker: str) -> bool:
        """Return whether the subject of a verb undergoes what stands under a marker: تعرض ل, the passive قوبل ب."""
        return marker in self.suffering.get(item.lemma, ()) or (item.passive and (item.lemma, marker) in self.met)

    def is_adjective(self, control: Control) -> bool:
        """Return whether a control word is an adjective of modality (محتمل, مرتقب)."""
        return any(self.control_nouns.get(word) is control for word in self._adjectives)

    def noun(self, lemma: str) -> tuple[Frame, ...]:
        """Return the frames of an event noun or masdar."""
        return tuple(self._nouns.get(lemma, ()))


def _marker(marker: str) -> str:
    return "" if marker == "direct" else fold(marker)


@cache
@lasting()
def triggers(lang: str) -> Triggers:
    """Return the index of a language, built once per process."""
    return Triggers(lang)
