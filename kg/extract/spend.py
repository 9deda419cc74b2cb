"""What a run asks of a language model, in tokens and money: planned, limited, counted."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from kg.errors import ServiceError
from kg.extract.endpoint import Endpoint

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """Requests and tokens. ``cached`` counts requests that a kept answer spared; they have no tokens."""

    requests: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Return the sum."""
        return Usage(
            self.requests + other.requests,
            self.cached + other.cached,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
        )

    @property
    def tokens(self) -> int:
        """Return all tokens, sent and received."""
        return self.tokens_in + self.tokens_out

    def cost(self, endpoint: Endpoint) -> float | None:
        """Return the money at the prices of an endpoint, None when it has none."""
        if not endpoint.price_in and not endpoint.price_out:
            return None
        return (self.tokens_in * endpoint.price_in + self.tokens_out * endpoint.price_out) / _MILLION


def tokens_of(text: str) -> int:
    """Return about how many tokens a text has, mostly too high: four ASCII characters make one, and so do two others.

    A rule of thumb, because every model cuts words in its own way; what a run really used is what the service bills.
    """
    plain = sum(char.isascii() for char in text)
    return plain // 4 + (len(text) - plain) // 2 + 1


class Spend:
    """The tokens of one run, and their limit; shared by all threads that ask."""

    def __init__(self, budget: int = 0) -> None:
        """Start with nothing used; ``budget`` is the most tokens the run may use, 0 for no limit."""
        self._budget = budget
        self._used = Usage()
        self._held = 0
        self._change = threading.Condition()

    @property
    def used(self) -> Usage:
        """Return what was used up to now."""
        with self._change:
            return self._used

    def reserve(self, tokens: int) -> None:
        """Set tokens aside for a request that is about to be sent; waits while others hold what may still come back.

        Raises ServiceError (KG-E506) when the budget cannot bear it.
        """
        with self._change:
            while self._budget and self._used.tokens + self._held + tokens > self._budget:
                if not self._held:
                    raise ServiceError(
                        "KG-E506",
                        f"the budget of {self._budget} tokens does not bear another request: {self._used.tokens} are used",
                        "raise KG_LLM_BUDGET and run again: what was answered is kept and costs nothing",
                        ends_run=True,
                    )
                self._change.wait()
            self._held += tokens

    def settle(self, reserved: int, usage: Usage) -> None:
        """Give back what was set aside, and count what was really used."""
        with self._change:
            self._held -= reserved
            self._used += usage
            self._change.notify_all()
