"""Which parameters a service understands: all at first; what it complains about is left out or named otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

_FORMATS = ("json_schema", "json_object", "")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One choice of parameters.

    ``format`` is the kind of ``response_format``; empty sends none, and the instructions alone ask for JSON.
    """

    CHANGES: ClassVar[int] = 4
    """How often a dialect can be changed until nothing is left to leave out."""

    format: str = _FORMATS[0]
    temperature: bool = True
    limit: str = "max_tokens"

    def parameters(self, schema: dict[str, Any], answer_tokens: int) -> dict[str, Any]:
        """Return the parameters of a request beside model and messages."""
        sent: dict[str, Any] = {self.limit: answer_tokens}
        if self.temperature:
            sent["temperature"] = 0
        if self.format == "json_schema":
            named = {"name": "statements", "strict": True, "schema": schema}
            sent["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.format:
            sent["response_format"] = {"type": self.format}
        return sent

    def told(self, answer_tokens: int) -> str:
        """Return the parameters as they stand in the provenance: ``temperature=0;max_tokens=8000``."""
        return f"temperature={0 if self.temperature else 'default'};max_tokens={answer_tokens}"

    def without(self, complaint: str) -> Dialect | None:
        """Return the dialect without what a refused request is blamed on, or None when nothing is left to change."""
        said = complaint.casefold()
        if "temperature" in said and self.temperature:
            return replace(self, temperature=False)
        if "max_tokens" in said and self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.format and not too_long(complaint):
            return replace(self, format=_FORMATS[_FORMATS.index(self.format) + 1])
        return None


def too_long(complaint: str) -> bool:
    """Return whether a service says that the text is longer than the model can read at once."""
    said = complaint.casefold()
    return "context" in said and any(word in said for word in ("length", "window", "size", "exceed", "long"))
