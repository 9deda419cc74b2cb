"""The headers that tell a browser to load nothing from elsewhere and to show us nowhere else."""

from __future__ import annotations

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # not "no-referrer": browsers would send our own forms with an origin of null
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
