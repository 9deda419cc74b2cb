"""How long a service asks to wait: the Retry-After header, in seconds or as a date (RFC 9110 section 10.2.3)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

LONGEST_WAIT = 120.0
"""Seconds that kg waits at most for a service; one that asks for more is given up."""


def retry_after(headers: httpx.Headers) -> float | None:
    """Return the seconds to wait, 0 for a date that is past, None when the header is missing or says nothing."""
    value = headers.get("retry-after", "").strip()
    try:
        return max(float(value), 0.0)
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
