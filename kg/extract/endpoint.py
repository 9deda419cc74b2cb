"""Where a language model answers, and what it may spend. The part that asks it is kg.extract.llm."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.settings import Secret


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service: ``POST {base_url}/chat/completions``.

    ``seconds`` is the time for one request in full; ``concurrency`` how many articles are asked about at once;
    ``budget`` the tokens of a run, 0 for no limit; prices are for a million tokens, in any currency, 0 when they are
    not known. ``cache`` is the folder of kept answers, empty for none.
    """

    base_url: str
    model: str
    key: Secret = field(default_factory=Secret)
    seconds: float = 120.0
    concurrency: int = 4
    budget: int = 0
    price_in: float = 0.0
    price_out: float = 0.0
    cache: str = ""
