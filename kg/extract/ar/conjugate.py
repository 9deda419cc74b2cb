"""Inflected forms of Arabic verbs and nouns in folded, unvowelled spelling.

A verb is given by its past and present (third person masculine singular); its class (sound, doubled, hollow, defective) is read
off these two. Vowels are not written in news, so forms I-X need no more. Source: any reference grammar (Ryding 2005, ch. 21-33).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.text.fold import fold

_SOUND_ROOT = 3
_PERSONS = frozenset(
    fold(w) for w in "قراصنة بحارة غزاة رماة مشاة طغاة بغاة عتاة هواة مارة أساقفة صيارفة".split()
)  # broken plurals


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form.

    ``pos`` is verb, participle or noun. ``tense`` is past, present or jussive for verbs, "acc" for a participle with the
    ending of the accusative. ``person`` 1 or 3, ``gender`` m/f/"" , ``number`` s/d/p. ``voice`` is active, or passive where
    the spelling shows it. ``bound`` forms stand only before an enclitic pronoun.
    """

    text: str
    pos: str
    tense: str = ""
    person: int = 3
    gender: str = ""
    number: str = "s"
    voice: str = "active"
    bound: bool = False


def _past(lemma: str, *, weak: bool) -> Iterator[Form]:
    def form(text: str, gender: str, number: str, *, bound: bool = False, person: int = 3) -> Form:
        return Form(text, "verb", "past", person, gender, number, "active", bound)

    yield form(lemma, "m", "s")
    last, body = lemma[-1], lemma[:-1]
    if weak:  # دعا، التقى، بقي
        yield form(body + "ت", "f", "s")
        yield form(body + "يت", "f", "s")
        yield form(body + ("وا" if last == "ا" else "يا"), "m", "d")
        yield form(body + "تا", "f", "d")
        yield form(body + "وا", "m", "p")
        yield form(body + "و", "m", "p", bound=True)
        yield form(body + "ا", "m", "s", bound=True)
        yield form(body + ("ونا" if last == "ا" else "ينا"), "", "p", person=1)
        return
    yield form(lemma + "ت", "f", "s")
    yield form(lemma + "ا", "m", "d")
    yield form(lemma + "تا", "f", "d")
    yield form(lemma + "وا", "m", "p")
    yield form(lemma + "و", "m", "p", bound=True)
    short = body[:-1] + last if _hollow(lemma) else lemma
    yield form(short + "نا", "", "p", person=1)


def _hollow(lemma: str) -> bool:
    """Return whether the past has a long ا before its last letter (قال، أراد، استعاد) that short forms drop."""
    return len(lemma) >= _SOUND_ROOT and lemma[-2] == "ا" and lemma[-1] not in "اي"


def _present(lemma: str, present: str, *, weak: bool) -> Iterator[Form]:
    stem = present[1:]
    weak = weak and stem[-1] in "ويا"
    plural = stem[:-1] if weak else stem
    dual = stem if not weak or stem[-1] != "ا" else stem[:-1] + "ي"
    for prefix, person, gender, number in (("ي", 3, "m", "s"), ("ت", 3, "f", "s"), ("ن", 1, "", "p"), ("ا", 1, "", "s")):
        yield Form(prefix + stem, "verb", "present", person, gender, number)
        if weak:
            yield Form(prefix + stem[:-1], "verb", "jussive", person, gender, number)
            yield Form(prefix + stem[:-1] + "ا", "verb", "present", person, gender, number, bound=True)
        elif _hollow(lemma) and len(stem) > 1 and stem[-2] in "ويا":
            yield Form(prefix + stem[:-2] + stem[-1], "verb", "jussive", person, gender, number)
    yield Form("ي" + plural + "ون", "verb", "present", 3, "m", "p")
    yield Form("ي" + plural + "وا", "verb", "jussive", 3, "m", "p")
    yield Form("ي" + plural + "و", "verb", "jussive", 3, "m", "p", bound=True)
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        yield Form(prefix + dual + "ان", "verb", "present", 3, gender, "d")
        yield Form(prefix + dual + "ا", "verb", "jussive", 3, gender, "d")
    if not weak:
        yield Form("ي" + stem + "ن", "verb", "present", 3, "f", "p")


def _passive(lemma: str, present: str) -> Iterator[Form]:
    """Yield the passive forms whose spelling differs from the active: hollow, form III and defective verbs."""
    past = ""
    if _hollow(lemma):
        past = lemma[:-2] + "ي" + lemma[-1]
        stem = present[1:-2] + "ا" + present[-1]
    elif lemma[-1] == "ا" and len(lemma) == _SOUND_ROOT:
        past, stem = lemma[:-1] + "ي", present[1:-1] + "ي"
    elif len(lemma) == _SOUND_ROOT + 1 and lemma[1] == "ا":
        past, stem = lemma[0] + "و" + lemma[2:], present[1:]
    if past:
        yield Form(past, "verb", "past", 3, "m", "s", "passive")
        yield Form((past[:-1] + "يت") if past[-1] == "ي" else past + "ت", "verb", "past", 3, "f", "s", "passive")
        if stem != present[1:]:
            yield Form("ي" + stem, "verb", "present", 3, "m", "s", "passive")
            yield Form("ت" + stem, "verb", "present", 3, "f", "s", "passive")


def active_participle(lemma: str, present: str) -> str:
    """Return the active participle (masculine, indefinite), folded: كاتب، معلن، قايل، داعي."""
    lemma, present = fold(lemma), fold(present)
    derived = lemma[0] == "ا" and present[1] in ("و", lemma[1])  # أكد/يؤكد and أعد/يعد, not أمر/يأمر
    if len(lemma) > _SOUND_ROOT or (len(lemma) == _SOUND_ROOT and derived):
        return "م" + present[1:]
    if len(lemma) < _SOUND_ROOT:
        return lemma[0] + "ا" + lemma[1:]
    if lemma[1] == "ا":
        return lemma[0] + "اي" + lemma[2]
    return lemma[0] + "ا" + lemma[1] + ("ي" if lemma[2] in "اي" else lemma[2])


def participle_forms(participle: str) -> Iterator[Form]:
    """Yield the forms of a participle: gender, number and the accusative ending."""
    stem = participle.removesuffix("ي") if participle.endswith("ي") else participle
    yield Form(participle, "participle", "", 3, "m", "s")
    yield Form(participle + "ا", "participle", "acc", 3, "m", "s")
    yield Form(participle + "ه", "participle", "", 3, "f", "s")
    yield Form(stem + "ين", "participle", "acc", 3, "m", "p")
    yield Form(stem + "ون", "participle", "", 3, "m", "p")
    yield Form(participle + "ات", "participle", "", 3, "f", "p")


def verb_forms(lemma: str, present: str) -> list[Form]:
    """Return all forms of a verb, folded, without duplicates, active forms first."""
    weak = lemma[-1] in "اىي"  # بدأ is sound: its hamza is a radical
    lemma, present = fold(lemma), fold(present)
    forms = [*_past(lemma, weak=weak), *_present(lemma, present, weak=weak), *_passive(lemma, present)]
    forms += participle_forms(active_participle(lemma, present))
    if len(lemma) == _SOUND_ROOT and not weak and not _hollow(lemma):  # مدعوم
        forms += [replace(f, voice="passive") for f in participle_forms("م" + lemma[:2] + "و" + lemma[2])]
    if len(lemma) == _SOUND_ROOT and not lemma.startswith("ا"):  # form II is spelled like form I: مؤكدا، مؤكدة
        forms.append(Form("م" + present[1:] + "ا", "participle", "acc", 3, "m", "s"))
        forms.append(Form("م" + present[1:] + "ه", "participle", "", 3, "f", "s"))
        forms.append(Form("م" + present[1:] + "ين", "participle", "acc", 3, "m", "p"))
    return list(dict.fromkeys(forms))


def noun_forms(noun: str, plurals: tuple[str, ...] = (), *, masculine: bool = False) -> list[Form]:
    """Return the forms of a noun, folded: dual, sound plural, accusative, and the bound forms before a pronoun.

    ``masculine`` says that the noun is a singular (a masdar, say), so that what does not end in ة is masculine; otherwise it may
    be a broken plural, whose gender its spelling does not tell.
    """
    forms: list[Form] = []
    for number, word in [("s", fold(noun)), *(("p", fold(plural)) for plural in plurals)]:
        gender = "m" if masculine and number == "s" else ""
        if word.endswith(("ه", "ات")) and (len(word) > _SOUND_ROOT or noun.endswith("ة")):
            gender = "f"
        if word in _PERSONS:
            forms.append(Form(word, "noun", "", 3, "", "p"))
            continue
        forms.append(Form(word, "noun", "", 3, gender, number))
        if word.endswith("ه") and gender == "f":
            stem = word[:-1]
            forms += [
                Form(stem + "ت", "noun", "", 3, "f", number, bound=True),
                Form(stem + "تين", "noun", "", 3, "f", "d"),
                Form(stem + "تان", "noun", "", 3, "f", "d"),
                Form(stem + "تا", "noun", "", 3, "f", "d"),
                Form(stem + "تي", "noun", "", 3, "f", "d"),
                Form(stem + "ات", "noun", "", 3, "f", "p"),
            ]
        elif word.endswith("اء"):
            forms += [Form(word[:-1] + end, "noun", "", 3, gender, number, bound=True) for end in "يو"]
            forms.append(Form(word + "ات", "noun", "", 3, "f", "p"))
        elif word.endswith("و") and len(word) > _SOUND_ROOT:  # مقاتلو: the construct of a plural has no other case
            continue
        else:
            forms.append(Form(word + "ا", "noun", "acc", 3, gender, number))
            if number == "s":
                forms += [Form(word + "ين", "noun", "", 3, gender, "d"), Form(word + "ان", "noun", "", 3, gender, "d")]
                forms.append(Form(word + "ون", "noun", "", 3, gender, "p"))
                forms.append(Form(word + "ات", "noun", "", 3, "f", "p"))
                if word.endswith("ي") and len(word) > _SOUND_ROOT:
                    forms.append(Form(word[:-1] + "ا", "noun", "", 3, gender, "s", bound=True))
    return list(dict.fromkeys(forms))
