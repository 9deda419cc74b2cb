"""Arabic words that are a pronoun with what it stands under (له، إياها)."""

from __future__ import annotations

from kg.extract.ar.morphology import ENCLITICS
from kg.extract.rules.items import Item
from kg.resolve.mention import Mention
from kg.text.fold import fold
from kg.text.tokens import Token

_TIED = "ة"
_PREPOSITIONS = {
    fold(base): fold(prep)
    for base, prep in (
        ("ل", "ل"), ("ب", "ب"), ("علي", "على"), ("إلي", "إلى"), ("عن", "عن"), ("من", "من"), ("مع", "مع"), ("في", "في"),
        ("بين", "بين"), ("ضد", "ضد"), ("تجاه", "تجاه"), ("حول", "حول"), ("لدي", "لدى"), ("أمام", "أمام"), ("إزاء", "إزاء"),
        ("إيا", ""),
        ("خلال", "خلال"), ("بعد", "بعد"), ("عقب", "عقب"), ("أثناء", "أثناء"), ("وراء", "وراء"), ("خلف", "خلف"), ("حيال", "حيال"),
    )
}  # fmt: skip


def told_by_pronoun(token: Token, i: int) -> Item | None:
    """Return the item of a pronoun that is a word at token ``i``, or None."""
    norm = token.norm
    if token.text.endswith(_TIED):
        return None  # آلية: no pronoun
    for conj in ("", "و") if norm.startswith("و") else ("",):
        rest = norm[len(conj) :]
        for enclitic in ENCLITICS:
            prep = _PREPOSITIONS.get(rest[: -len(enclitic)]) if rest.endswith(enclitic) else None
            if prep is not None and not (prep == "ل" and rest in ("لك", "لي")) and not (prep == "ب" and rest == "بي"):
                mention = Mention(i, i + 1, rest, pronoun=enclitic)
                return Item("np", i, i + 1, token.text, conj=conj, marker=prep, mention=mention)
    return None
