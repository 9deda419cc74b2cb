"""The extractor that asks a language model, and takes only what the article proves."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator

from kg.errors import ServiceError
from kg.extract.endpoint import Endpoint
from kg.extract.llm.answer import Addition, Answer, Item, Odd, read_answer
from kg.extract.llm.cache import Cache, digest
from kg.extract.llm.chat import Chat, Reply, TooLongError
from kg.extract.llm.prompt import Message, Prompt
from kg.extract.llm.proof import Prover, Refused
from kg.extract.llm.roster import Player, Roster
from kg.extract.llm.windows import Window, windows
from kg.extract.rules import RuleExtractor
from kg.extract.rules.mentions import read_mentions
from kg.extract.spend import Spend, Usage, tokens_of
from kg.model import Article, Extraction, Gazetteer, Ontology, Provenance, Rejection, Statement
from kg.version import VERSION

_EXPECTED = 8  # tokens of an answer for each word of text: news has a statement in every 13 words, which takes 100 tokens


class ModelExtractor:
    """Reads articles with a language model.

    ``extract`` raises ServiceError when the model cannot be asked or answers nothing of use; then nothing is known of
    the article, and what was answered is in the cache. It may be called from ``concurrency`` threads at once.
    """

    name = "llm"

    def __init__(self, gazetteer: Gazetteer, ontology: Ontology, endpoint: Endpoint, spend: Spend, *, pause: float = 1.0) -> None:
        """Prepare to ask the endpoint; nothing is sent yet. ``pause`` is the first wait after a failure, in seconds.

        Raises UsageError (KG-E012) for an address that is none, and DataError (KG-E431).
        """
        self.rules = RuleExtractor(gazetteer, ontology)
        self.prompt = Prompt(ontology)
        self.concurrency = endpoint.concurrency
        self.version = f"{VERSION};model={endpoint.model};prompt={self.prompt.version}"
        self._ontology = ontology
        self._endpoint = endpoint
        self._spend = spend
        self._cache = Cache(endpoint.cache)
        self._chat = Chat(endpoint, pause=pause)

    def close(self) -> None:
        """Close the connections to the service."""
        self._chat.close()

    def plan(self, article: Article) -> Usage:
        """Return about what an article will cost, repairs left out: its windows, those whose answer is kept, and tokens."""
        roster = self._roster(article)
        plan = Usage()
        for window in self._windows(article):
            messages = self._messages(article, window, roster)
            text = article.text[window.span.start : window.span.end]
            kept = self._cache.get(self._name(messages)) is not None
            answer = len(text.split()) * _EXPECTED
            plan += Usage(cached=1) if kept else Usage(1, 0, _tokens(messages), answer)
        return plan

    def extract(self, article: Article) -> Extraction:
        """Return the statements that the article proves, in text order, and what the model gave beside them, with reasons."""
        roster = self._roster(article)
        reading = _Reading(article, roster, Prover(article, roster, self.prompt.addressed))
        waiting = deque(self._windows(article))
        while waiting:
            window = waiting.popleft()
            if not self._read(reading, window):
                waiting.extendleft(reversed(window.halves()))
        return reading.extraction()

    def _roster(self, article: Article) -> Roster:
        return Roster(article, read_mentions(self.rules.views(article)), self.rules.index(article.lang))

    def _windows(self, article: Article) -> Iterator[Window]:
        sizes = self.prompt.sizes
        return windows(article.text, size=sizes.window, overlap=sizes.overlap)

    # -- one window -----------------------------------------------------------------------------------------------------

    def _read(self, reading: _Reading, window: Window) -> bool:
        """Read a window, with one repair; False when it is too long for the model and must be parted."""
        messages = self._messages(reading.article, window, reading.roster)
        try:
            reply, answer = self._ask(messages)
        except TooLongError:
            if window.halves():
                return False
            raise
        if reply.finish == "length" and not answer.whole and window.halves():
            return False
        refused = reading.take(answer, window, self._run(reply, "answer"))
        if refused:
            again = [*messages, _message("assistant", reply.content), _message("user", self.prompt.repair(refused))]
            second, repaired = self._ask(again)
            reading.take(repaired, window, self._run(second, "repair"))
            if not (answer.whole or answer.items or repaired.whole or repaired.items):
                for asked in (messages, again):
                    self._cache.drop(self._name(asked))
                told = f"the language model {self._endpoint.model!r} answers no JSON: {reply.content[:80]!r}"
                raise ServiceError("KG-E504", told, "take a model that follows instructions; small ones often cannot")
        return True

    def _name(self, messages: list[Message]) -> str:
        return digest(self._endpoint.model, self.prompt.version, messages)

    def _ask(self, messages: list[Message]) -> tuple[Reply, Answer]:
        """Return the reply to messages and what it holds, kept or fresh; fresh ones are kept."""
        name = self._name(messages)
        reply = self._cache.get(name)
        if reply is not None:
            self._spend.settle(0, Usage(cached=1))
            return reply, read_answer(reply.content, self._ontology)
        planned = _tokens(messages)
        reserved = planned + self.prompt.sizes.answer
        self._spend.reserve(reserved)
        usage = Usage(requests=1)
        try:
            reply = self._chat.ask(messages, self.prompt.schema, answer_tokens=self.prompt.sizes.answer)
            usage = Usage(1, 0, reply.tokens_in or planned, reply.tokens_out or tokens_of(reply.content))
        finally:
            self._spend.settle(reserved, usage)
        self._cache.put(name, self._endpoint.model, self.prompt.version, reply)
        return reply, read_answer(reply.content, self._ontology)

    def _messages(self, article: Article, window: Window, roster: Roster) -> list[Message]:
        span = window.span
        sentences = {str(window.first + k): article.text[s.start : s.end] for k, s in enumerate(window.sentences)}
        data = {
            "published": article.date.isoformat() if article.date else None,
            "language": article.lang,
            "entities": roster.shown(span.end),
            "times": roster.shown_times(span),
            "sentences": sentences,
        }
        told = json.dumps(data, ensure_ascii=False)
        return [_message("system", self.prompt.instructions(article.lang)), _message("user", told)]

    def _run(self, reply: Reply, step: str) -> Provenance:
        return Provenance(self.name, f"{self.version};{reply.parameters}", f"llm/{step}")


class _Reading:
    """What became of one article: its statements, each once, and what was refused."""

    def __init__(self, article: Article, roster: Roster, prover: Prover) -> None:
        self.article = article
        self.roster = roster
        self._prover = prover
        self._statements: list[Statement] = []
        self._rejections: list[Rejection] = []
        self._added: dict[str, Player] = {}

    def take(self, answer: Answer, window: Window, run: Provenance) -> list[tuple[str, object]]:
        """Keep what an answer proves; return what was refused, as pairs of reason and item, for a repair."""
        refused: list[tuple[str, object]] = []
        self._added = {} if run.rule.endswith("answer") else self._added
        for addition in answer.additions:
            self._add(addition, window)
        players = {**self.roster.players, **self._added}
        for item in answer.items:
            outcome = self._prover.prove(item, window, players, run) if isinstance(item, Item) else _odd(item, window)
            if isinstance(outcome, Refused):
                refused.append((outcome.reason, item.raw))
                self._rejections.append(self._rejection(item, outcome, run))
            elif not any(_same(outcome, known) for known in self._statements):
                self._statements.append(outcome)
        if not answer.whole:
            reason = "answer broken off" if answer.items else "answer is no JSON"
            refused.append((reason, "the answer as a whole"))
            start = window.span.start
            self._rejections.append(Rejection(self.article.revision, "", reason, start, start, "", run.rule))
        return refused

    def _add(self, addition: Addition, window: Window) -> None:
        """Add an entity that the model named, if its name stands in the text."""
        place = self._prover.source.name(addition.name, window.span)
        if place is None:
            return
        owner = self.roster.players.get(addition.belongs_to or "") or self._added.get(addition.belongs_to or "")
        name = self.article.text[place.start : place.end]
        self._added[addition.id] = self.roster.add(name, addition.type, owner, place)

    def _rejection(self, item: Item | Odd, refused: Refused, run: Provenance) -> Rejection:
        raw = item.raw if isinstance(item.raw, dict) else {}
        relation, quote = raw.get("relation"), raw.get("quote")
        return Rejection(
            self.article.revision,
            relation[:60] if isinstance(relation, str) else "",
            refused.reason,
            refused.start,
            refused.end,
            quote[:300] if isinstance(quote, str) else "",
            run.rule,
        )

    def extraction(self) -> Extraction:
        """Return all of it, in text order."""
        statements = sorted(self._statements, key=lambda s: (s.evidence.start, s.evidence.end, s.relation, s.id))
        return Extraction(tuple(statements), tuple(self._rejections))


def _same(one: Statement, other: Statement) -> bool:
    """Return whether two statements say the same of the same pair by words that overlap."""
    first, second = one.evidence, other.evidence
    sides = (one.subject.entity.id, one.relation, one.object.entity.id)
    return sides == (other.subject.entity.id, other.relation, other.object.entity.id) and (
        first.start < second.end and second.start < first.end
    )


def _odd(odd: Odd, window: Window) -> Refused:
    return Refused(odd.reason, window.span.start, window.span.start)


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _tokens(messages: list[Message]) -> int:
    return sum(tokens_of(message["content"]) for message in messages)
