"""Quotations of several sentences whose speaker is named only where they end: "A did this. B did that," the minister said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.rules.candidate import Candidate
from kg.extract.rules.candidates import Candidates
from kg.extract.rules.classes import HOSTILE
from kg.extract.rules.presentation import PERFORMATIVE, accuses
from kg.model import Argument, Modality, Relation


class Quotation:
    """The quotation that runs through the sentences of an article, and what it told so far without a speaker of its own."""

    def __init__(self, relations: Mapping[str, Relation]) -> None:
        """Begin outside any quotation."""
        self.relations = relations
        self.waiting: list[Candidate] = []
        self.unvoiced: list[Candidates] = []

    def go_on(self, maker: Candidates, made: Sequence[Candidate], before: Argument | None) -> Iterator[Candidate]:
        """Read one sentence; where it ends the quotation and says whose it was, all that was quoted is in that one's words.

        ``made`` is what the sentence tells, ``before`` who spoke last before it. Yields what was judged or demanded in the
        quotation before its speaker was known.
        """
        view = maker.view
        speaker, verb = view.telling.speaker, view.telling.verb
        words = [t for t in view.tokens if t.is_word]
        if not words or not words[0].quoted:
            self.waiting, self.unvoiced = [], []
        elif not words[-1].quoted:
            number, named = words[0].quoted, verb is not None and verb in view.items and not verb.quoted
            behind = verb is not None and all(t.quoted == number for t in view.tokens[: verb.start] if t.is_word and t.quoted)
            if named and behind and speaker is not None:
                for candidate in self.waiting:
                    _say(candidate, speaker, self.relations[candidate.relation])
                for earlier in self.unvoiced:
                    yield from earlier.voiced(speaker)
            self.waiting, self.unvoiced = [], []
        if words and words[-1].quoted:
            quoted = {t.start for t in words if t.quoted == words[-1].quoted}
            own = (c for c in made if c.attribution is None or c.attribution is before)
            self.waiting += [c for c in own if c.trigger[0] in quoted]
            self.unvoiced.append(maker)


def _say(candidate: Candidate, speaker: Argument, relation: Relation) -> None:
    """Put what a candidate tells into the words of a speaker who is named only later, in place."""
    if candidate.spoken and "S=voice verb" in candidate.features and speaker.entity.id != candidate.object.entity.id:
        candidate.subject = speaker
    performed = candidate.spoken or relation.plover in PERFORMATIVE or relation.id == "praises"
    own = speaker.entity.id == candidate.subject.entity.id
    candidate.attribution = None if own and performed else speaker
    hostile = relation.plover in HOSTILE and candidate.modality is Modality.ASSERTED
    if accuses(speaker, candidate.subject, hostile=hostile):
        candidate.modality = Modality.POSSIBLE
