"""Pieces that several pages show: names, how a statement is said, where it stands, statements in a list."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from kg.serve.pages.agreement import agreeing
from kg.serve.pages.ask import Answer
from kg.serve.pages.html import Html, data, el, joined, link, spaced
from kg.serve.pages.words import WORDS, direction, order


def address(kind: str, id_: str, lang: str, **more: str) -> str:
    """Return the address of a page: ``/entity/russia?lang=ar``."""
    return f"/{kind}/{quote(id_, safe='')}?{urlencode({'lang': lang, **more})}"


def name_of(node: Answer, lang: str) -> tuple[str, str | None]:
    """Return the best name of an entity or relation, and the language of that name; its id if it has no name."""
    labels = {label.text("lang"): label.text("value") for label in reversed(node.all("labels"))}
    tag = next((tag for tag in (*order(lang), *labels) if tag in labels), None)
    return (labels[tag], tag) if tag else (node.text("id"), None)


def name(node: Answer, lang: str) -> Html:
    """Return the best name of an entity or relation, set apart from the words around it."""
    return data(*name_of(node, lang))


def actor(entity: Answer, lang: str) -> Html:
    """Return an entity's name that leads to its page."""
    return link(address("entity", entity.text("id"), lang), name(entity, lang))


def relation(node: Answer, lang: str) -> Html:
    """Return a relation's name that leads to its page."""
    return link(address("relation", node.text("id"), lang), name(node, lang))


def triple(said: Answer, lang: str, *, linked: bool = True) -> Html:
    """Return subject, relation and object of a statement."""
    show = actor if linked else name
    subject, relation, object_ = (said.one(part) for part in ("subject", "relation", "object"))
    return joined(show(subject, lang), " ", el("b", data(*verb(relation, subject, lang))), " ", show(object_, lang))


def verb(relation: Answer, subject: Answer, lang: str) -> tuple[str, str | None]:
    """Return the best name of a relation as ``name_of`` does, but in the gender of its subject if both are Arabic."""
    (label, tag), (who, of) = name_of(relation, lang), name_of(subject, lang)
    if tag == of == "ar":
        label = agreeing(label, who, subject.text("type"), subject.text("id"))
    return label, tag


def plain(said: Answer, lang: str) -> str:
    """Return subject, relation and object of a statement as plain text, each kept apart by directional isolates."""
    subject, relation, object_ = (said.one(part) for part in ("subject", "relation", "object"))
    told = (name_of(subject, lang)[0], verb(relation, subject, lang)[0], name_of(object_, lang)[0])
    return " ".join(f"\u2068{each}\u2069" for each in told)


def is_denied(said: Answer) -> bool:
    """Return whether a statement is negated."""
    return said.text("polarity") == "NEGATED"


def manner(said: Answer, lang: str, *, linked: bool = True) -> Html:
    """Return how a statement is said in words and style: stated, denied, planned ...; by whom; when."""
    speaker, time = said.maybe("attribution"), said.maybe("time")
    by = joined(WORDS[lang]["according"], " ", (actor if linked else name)(speaker, lang)) if speaker else None
    return el("p", *how(said, lang), " ", spaced(by, when(time, lang) if time else None), class_="manner")


def how(said: Answer, lang: str) -> list[Html]:
    """Return words for polarity and modality, each in its style: at least one."""
    words, modality = WORDS[lang], said.text("modality").lower()
    chips = [el("span", words["negated"], class_="chip negated")] if is_denied(said) else []
    return [*chips, el("span", words[modality], class_=f"chip {modality}")] if modality != "asserted" or not chips else chips


def when(time: Answer | None, lang: str) -> Html:
    """Return a time as exact as it is told; words for a time that is not told."""
    if time is None:
        return el("span", WORDS[lang]["undated"], class_="undated")
    value = time.text("value")
    first, _, last = value.partition("/")
    return el("time", f"{first} – {last}" if last else value, datetime=first, class_=time.text("precision").lower())


def instant(value: str) -> Html:
    """Return a moment to the second, in UTC as GraphQL gives it."""
    return el("time", value[:19].replace("T", " "), datetime=value)


def sentence(said: Answer, lang: str) -> Html:
    """Return the claim of a statement as one sentence: who says so, how, then subject, relation and object."""
    words = WORDS[lang]
    modality = said.text("modality").lower()
    if is_denied(said):
        frame = words["it_negated" if modality == "asserted" else f"not_{modality}"]
    else:
        frame = "" if modality == "asserted" else words[f"it_{modality}"]
    speaker, time = said.maybe("attribution"), said.maybe("time")
    by = joined(words["according"], " ", actor(speaker, lang), words["comma"], " ") if speaker else None
    at = joined(" (", when(time, lang), ")") if time else None
    return joined(by, frame, " " if frame else None, triple(said, lang), at, ".")


def outlet(article: Answer, lang: str) -> Html:
    """Return the name of who published an article."""
    source = article.one("source").text("name")
    return data(source) if source else el("span", WORDS[lang]["unknown_source"])


def title(article: Answer, lang: str) -> Html:
    """Return the title of an article, or its name in its source."""
    return data(article.text("title") or article.text("name") or WORDS[lang]["title_untitled"], article.text("lang"))


def where(said: Answer, lang: str) -> Html:
    """Return where a statement stands: the place in the article, the source and the day."""
    article, id_ = said.one("article"), said.text("id")
    read = link(address("article", article.text("revision"), lang, statement=id_) + "#evidence", title(article, lang))
    day = article.text("date")
    return el("p", spaced(read, outlet(article, lang), el("time", day) if day else None), class_="source")


def evidence(said: Answer) -> Html:
    """Return the evidence of a statement with the words around it."""
    found, article = said.one("evidence"), said.one("article")
    before, behind = found.text("prefix"), found.text("suffix")
    if found.number("start") > len(before):
        before = "… " + before.partition(" ")[2]
    quoted = el("p", before, el("mark", found.text("quote")), behind.rpartition(" ")[0] + " …" if len(behind) >= 32 else behind)
    return el("blockquote", quoted, lang=article.text("lang") or None, dir=direction(article.text("lang")))


def item(said: Answer, lang: str) -> Html:
    """Return a statement as an item of a list: what, how, the words, where."""
    claim = el("p", triple(said, lang), class_="said")
    page = link(address("statement", said.text("id"), lang), WORDS[lang]["evidence"])
    return el(
        "li", claim, manner(said, lang), evidence(said), where(said, lang), el("p", page, class_="more"), id=said.text("id")
    )


def statements(items: Iterable[Answer], lang: str) -> Html:
    """Return a list of statements, or a word that there are none."""
    shown = [item(each, lang) for each in items]
    return el("ol", *shown, class_="statements") if shown else el("p", WORDS[lang]["none_here"])


def facts(rows: Iterable[tuple[str, str | None]]) -> Html:
    """Return a list of names and values; a row without a value is left out."""
    return el("dl", *(joined(el("dt", name), el("dd", value)) for name, value in rows if value))
