"""The embedded default extractor: deterministic, offline, explainable."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.rules.asides import mark_asides
from kg.extract.rules.candidate import Candidate
from kg.extract.rules.candidates import Candidates
from kg.extract.rules.choose import choose
from kg.extract.rules.language import language
from kg.extract.rules.quotation import Quotation
from kg.extract.rules.retold import tell_attacks
from kg.extract.rules.roles import OFFICES, counterparts, first_told, roles, titled
from kg.extract.rules.scorer import Scorer, load_scorer
from kg.extract.rules.sentence import SentenceView
from kg.extract.rules.speech import Telling
from kg.extract.rules.triggers import triggers
from kg.model import Article, Evidence, Extraction, Gazetteer, Ontology, Provenance, Rejection, Statement
from kg.resolve.discourse import Discourse
from kg.resolve.index import NameIndex
from kg.resources import lasting
from kg.text.language import of_sentence
from kg.text.sentences import Span, sentences
from kg.text.tokens import inside_quotation, tokenise
from kg.version import VERSION

_ROLE_CONFIDENCE = 0.9


class RuleExtractor:
    """Reads articles with the rules and lexicon of their language."""

    name = "rules"
    version = VERSION

    def __init__(self, gazetteer: Gazetteer, ontology: Ontology) -> None:
        """Keep the gazetteer and ontology; indexes are built when a language is first met."""
        self._gazetteer = gazetteer
        self._relations = {r.id: r for r in ontology.relations}
        self._indexes: dict[str, NameIndex] = {}

    def extract(self, article: Article) -> Extraction:
        """Return the statements of an article in text order, and what was rejected."""
        rejections: list[Rejection] = []
        by_language: dict[str, list[Candidate]] = {}
        for candidate in self._scored(article, rejections, load_scorer):
            by_language.setdefault(candidate.rule.split("/", 1)[0], []).append(candidate)
        statements: list[Statement] = []
        for lang, candidates in by_language.items():
            chosen, refused = choose(candidates, load_scorer(lang))
            statements += [self._statement(article, c) for c in chosen]
            rejections += [self._refused(article, c, reason) for c, reason in refused]
        ordered = sorted(statements, key=lambda s: (s.evidence.start, s.evidence.end, s.relation, s.id))
        return Extraction(tuple(ordered), tuple(rejections))

    def candidates(self, article: Article) -> Iterator[Candidate]:
        """Yield all candidates unscored, for fitting the scorer."""
        yield from self._scored(article, [], lambda _: Scorer({}, 0.0))

    def _scored(self, article: Article, rejections: list[Rejection], scorer_of: Callable[[str], Scorer]) -> Iterator[Candidate]:
        telling = Telling()
        for candidate in list(self._read(article, rejections, scorer_of, telling)):
            candidate.time = candidate.time or telling.told(candidate.again)
            yield candidate

    def _read(
        self, article: Article, rejections: list[Rejection], scorer_of: Callable[[str], Scorer], telling: Telling
    ) -> Iterator[Candidate]:
        """Yield the candidates of each sentence, read in the language that it is written in."""
        told: set[tuple[str, str, str]] = set()
        quotation = Quotation(self._relations)
        for view in self.views(article, telling):
            scorer = scorer_of(view.discourse.lang)
            counterparts(view)
            titled(view)
            tell_attacks(view)
            maker = Candidates(view, self._relations)
            before, made = telling.speaker, []
            for candidate in maker.all():
                candidate.score = scorer.probability(candidate.features)
                if candidate.relation in OFFICES and not first_told(candidate, told):
                    continue
                made.append(candidate)
            for candidate in quotation.go_on(maker, made, before):
                candidate.score = scorer.probability(candidate.features)
                made.append(candidate)
            yield from made
            for candidate in roles(view, told):
                candidate.score = _ROLE_CONFIDENCE
                yield candidate
            rejections += [self._rejection(article, view, row) for row in maker.rejected]

    def views(self, article: Article, telling: Telling | None = None) -> Iterator[SentenceView]:
        """Yield the sentences of an article as the engine sees them; those of one language share a discourse."""
        if language(article.lang) is None:
            return
        discourses: dict[str, Discourse] = {}
        telling = telling or Telling()
        inside, read = False, 0
        for span in sentences(article.text):
            inside, read = inside_quotation(article.text, read, span.start, inside=inside), span.start
            lang = of_sentence(article.text[span.start : span.end], article.lang)
            if lang not in discourses:
                discourses[lang] = Discourse(lang, article.date, self.index(lang), NameIndex(Gazetteer(), lang), article.id)
            yield self._view(article, span, discourses[lang], telling, inside=inside)

    def index(self, lang: str) -> NameIndex:
        """Return the names of the gazetteer for a language; made at the first call."""
        if lang not in self._indexes:
            with lasting():
                self._indexes[lang] = NameIndex(self._gazetteer, lang)
        return self._indexes[lang]

    def _view(
        self,
        article: Article,
        span: Span,
        discourse: Discourse,
        telling: Telling,
        *,
        inside: bool,
    ) -> SentenceView:
        layer = language(discourse.lang)
        if layer is None:
            raise AssertionError(discourse.lang)  # every language that a sentence can be told to be in has a layer
        tokens = tokenise(article.text, span.start, span.end, inside=inside)
        discourse.begin(tokens)
        index = triggers(discourse.lang)
        row = layer.read(tokens, article.date, discourse.index, discourse.local, index)
        cues = [k for k in range(len(row)) if layer.source_cue(row, k)]
        mark_asides(row, cues)
        items = [item for item in row if not item.aside]
        return SentenceView(tokens, row, items, layer.predicates(items, index), discourse, index, layer, telling, cues)

    def _statement(self, article: Article, candidate: Candidate) -> Statement:
        return Statement(
            revision=article.revision,
            subject=candidate.subject,
            relation=candidate.relation,
            object=candidate.object,
            evidence=Evidence(candidate.start, candidate.end, article.text[candidate.start : candidate.end], candidate.trigger),
            provenance=Provenance(self.name, self.version, candidate.rule),
            polarity=candidate.polarity,
            modality=candidate.modality,
            attribution=candidate.attribution,
            time=candidate.time,
            confidence=round(candidate.score, 3),
        )

    @staticmethod
    def _rejection(article: Article, view: SentenceView, row: tuple[str, str, int, int]) -> Rejection:
        rule, reason, first, last = row
        start, end = view.tokens[first].start, view.tokens[last - 1].end
        return Rejection(article.revision, rule.split("/")[1], reason, start, end, article.text[start:end], rule)

    @staticmethod
    def _refused(article: Article, candidate: Candidate, reason: str) -> Rejection:
        start, end = candidate.start, candidate.end
        return Rejection(article.revision, candidate.relation, reason, start, end, article.text[start:end], candidate.rule)
