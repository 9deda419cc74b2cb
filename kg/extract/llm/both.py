"""Rules and model together: what both find is one statement; where they differ, the more careful reading holds."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.endpoint import Endpoint
from kg.extract.llm.extractor import ModelExtractor
from kg.extract.spend import Spend, Usage
from kg.model import Article, Extraction, Gazetteer, Modality, Ontology, Polarity, Statement

_CARE = list(Modality)  # from what claims most (asserted) to what claims least (conditional)


class BothExtractor:
    """Reads an article by the rules and by a model, and merges what they find.

    A statement that only one of them finds is kept as that one gives it. ``extract`` raises what the model extractor raises; then
    nothing is known of the article.
    """

    name = "both"

    def __init__(self, gazetteer: Gazetteer, ontology: Ontology, endpoint: Endpoint, spend: Spend) -> None:
        """Prepare both; raises what the model extractor raises."""
        self._model = ModelExtractor(gazetteer, ontology, endpoint, spend)
        self._symmetric = frozenset(relation.id for relation in ontology.relations if relation.symmetric)
        self.concurrency = self._model.concurrency
        self.version = self._model.version

    def close(self) -> None:
        """Close the connections to the service."""
        self._model.close()

    def plan(self, article: Article) -> Usage:
        """Return about what the model will cost for an article."""
        return self._model.plan(article)

    def extract(self, article: Article) -> Extraction:
        """Return the statements of both in text order, and the rejections of both."""
        model, rules = self._model.extract(article), self._model.rules.extract(article)
        left = list(model.statements)
        merged: list[Statement] = []
        for statement in rules.statements:
            other = next((one for one in left if self._tell_the_same(statement, one)), None)
            if other is not None:
                left.remove(other)
            merged.append(merge(statement, other) if other is not None else statement)
        ordered = sorted((*merged, *left), key=lambda s: (s.evidence.start, s.evidence.end, s.relation, s.id))
        return Extraction(tuple(ordered), (*rules.rejections, *model.rejections))

    def _tell_the_same(self, one: Statement, other: Statement) -> bool:
        """Return whether two statements tell one act: relation and entities are equal, and their words overlap."""
        sides = (one.subject.entity.id, one.object.entity.id)
        others = (other.subject.entity.id, other.object.entity.id)
        pair = sides == others or (one.relation in self._symmetric and sides == others[::-1])
        first, second = one.evidence, other.evidence
        return pair and one.relation == other.relation and first.start < second.end and second.start < first.end


def merge(rules: Statement, model: Statement) -> Statement:
    """Return one statement of two that tell the same act.

    Words, arguments and id are those of the rules, which do not change with the model. A denial is more careful than an
    affirmation, and a modality that claims less than one that claims more; what the two disagree on is written down for review.
    The confidences are taken as independent, 1 - (1 - p)(1 - q); where the two disagree, the lower one holds.
    """
    polarity = Polarity.NEGATED if Polarity.NEGATED in (rules.polarity, model.polarity) else Polarity.AFFIRMED
    modality = max(rules.modality, model.modality, key=_CARE.index)
    differ = [
        f"{name}: rules {ours}, llm {theirs}"
        for name, ours, theirs in (
            ("polarity", rules.polarity.value, model.polarity.value),
            ("modality", rules.modality.value, model.modality.value),
        )
        if ours != theirs
    ]
    either = rules.confidence, model.confidence
    return replace(
        rules,
        polarity=polarity,
        modality=modality,
        attribution=rules.attribution or model.attribution,
        time=rules.time or model.time,
        place=rules.place or model.place,
        confidence=round(min(either) if differ else 1 - (1 - either[0]) * (1 - either[1]), 3),
        confirmed=(model.provenance,),
        review="; ".join(differ),
    )
