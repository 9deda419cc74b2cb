"""Judgements: entities merged or kept apart, statements and articles withdrawn, and all of that undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection

from kg.errors import UsageError
from kg.model import Judgement, JudgementKind
from kg.rdf.judgements import encode_effect, encode_judgement, encode_undoing
from kg.rdf.nquads import from_nquads, to_nquads
from kg.store.ledger import log
from kg.store.ledger.codec import Document, dump
from kg.store.tables import articles, decisions, entities
from kg.store.tables.decisions import Judged, Reassertion
from kg.store.tables.inforce import Decision, InForce
from kg.store.writing import derive
from kg.store.writing.revise import asserted, joined, lines
from kg.store.writing.write import Pending, Writer, count

Plan = tuple[str, str, list[int], Decision | None]
"""Subject and object of a judgement, the keys of the article revisions that read differently by it, and what it undoes."""


class Judge:
    """Records judgements, each with all that follows from it in one transaction. Methods may be called from any thread."""

    def __init__(self, writer: Writer) -> None:
        """Keep what writes."""
        self._writer = writer

    def merge(self, source: str, target: str, who: str, reason: str) -> Judgement:
        """Merge an entity into another (see ``Store.merge``)."""
        return self._record(JudgementKind.MERGE, who, reason, lambda connection: self._merge(connection, source, target))

    def reject_merge(self, first: str, second: str, who: str, reason: str) -> Judgement:
        """Keep two entities apart (see ``Store.reject_merge``)."""
        return self._record(JudgementKind.REJECT_MERGE, who, reason, lambda connection: self._reject(connection, first, second))

    def retract(self, name: str, who: str, reason: str) -> Judgement:
        """Withdraw a statement or an article (see ``Store.retract``)."""
        return self._record(JudgementKind.RETRACT, who, reason, lambda connection: self._retract(connection, name))

    def undo(self, judgement: str, who: str, reason: str) -> Judgement:
        """Undo a judgement (see ``Store.undo``)."""
        return self._record(JudgementKind.UNDO, who, reason, lambda connection: self._undo(connection, judgement))

    # --- what each judgement is about; a judgement that holds already is returned instead of a plan ---

    def _merge(self, connection: sqlite3.Connection, source: str, target: str) -> Plan | Judgement:
        held = self._writer.held
        done = held.merged.get(source)
        into = held.known_as(target)
        if done is not None:
            if held.known_as(source) == into:
                return done.judgement
            raise _conflict(f"{source!r} was merged into {done.judgement.object!r}", done.judgement)
        if source in self._writer.knowledge.states.values():
            raise UsageError("KG-E032", f"{source!r} is a state by its ISO code", f"merge {target!r} into it instead")
        for name in (source, into):
            if entities.by_id(connection, name) is None:
                raise _unknown("entity", name)
        if source == into:
            raise UsageError("KG-E032", f"{source!r} and {target!r} are one already", "name two entities")
        apart = held.kept_apart(source, into)
        if apart is not None:
            raise _conflict(f"{source!r} and {target!r} were judged to be two", apart)
        return source, into, _naming(connection, source), None

    def _reject(self, connection: sqlite3.Connection, first: str, second: str) -> Plan | Judgement:
        held = self._writer.held
        for name in (first, second):
            if entities.by_id(connection, held.known_as(name)) is None:
                raise _unknown("entity", name)
        if held.known_as(first) == held.known_as(second):
            merge = held.merged.get(first) or held.merged.get(second)
            if merge is None:
                raise UsageError("KG-E032", f"{first!r} is one entity", "name two entities")
            raise _conflict(f"{first!r} and {second!r} were merged", merge.judgement)
        return held.kept_apart(first, second) or (first, second, [], None)

    def _retract(self, connection: sqlite3.Connection, name: str) -> Plan | Judgement:
        done = self._writer.held.retracted.get(name)
        if done is not None:
            return done.judgement
        row = connection.execute("SELECT article FROM statement WHERE id = ?", (name,)).fetchone()
        if row is not None:
            return name, articles.by_key(connection, row[0]).revision, [row[0]], None
        key = articles.key(connection, name, retracted=True)
        if not key:
            raise _unknown("current statement or article", name)
        id_ = articles.by_key(connection, key).id
        done = self._writer.held.retracted.get(id_)
        newest = derive.latest(connection, id_)
        return done.judgement if done else (id_, "", [newest[0]] if newest else [], None)

    def _undo(self, connection: sqlite3.Connection, id_: str) -> Plan | Judgement:
        judgement = decisions.get(connection, id_)
        if judgement is None:
            raise _unknown("judgement", id_)
        if judgement.kind is JudgementKind.UNDO:
            raise UsageError("KG-E032", f"{id_!r} is itself an undoing", "judge anew instead")
        if judgement.undone_by:
            return decisions.get(connection, judgement.undone_by) or judgement
        held = self._writer.held
        if judgement.kind is JudgementKind.MERGE:
            through = [source for source in held.merged if judgement.subject in _way(held, source)]
            keys = _naming(connection, held.known_as(judgement.subject), through)
        elif judgement.kind is JudgementKind.RETRACT:
            keys = _withdrawn(connection, judgement)
        else:
            keys = []
        return id_, "", keys, held.decisions[id_]

    # --- recording ---

    def _record(
        self, kind: JudgementKind, who: str, reason: str, planned: Callable[[sqlite3.Connection], Plan | Judgement]
    ) -> Judgement:
        if not _written(who) or not _written(reason):
            raise UsageError("KG-E033", "a judgement needs who judges and a reason", "give both, as Unicode text")
        writer = self._writer
        with writer.turn():
            with writer.database.read() as connection:
                plan = planned(connection)
                if isinstance(plan, Judgement):
                    return plan
                number = log.last(connection)[0] + 1
                judgement = Judgement(
                    decisions.id_of(number), kind, plan[0], plan[1], who.strip(), reason.strip(), writer.clock()
                )
                target = entities.by_id(connection, plan[1]) if kind is JudgementKind.MERGE else None
                decision = Decision(judgement, target)
                held = writer.held.after(decision)
                judged = Judged(decision, tuple(self._read_anew(connection, key, held) for key in plan[2]))
            self._write(judged, plan[3], held)
        return judgement

    def _read_anew(self, connection: sqlite3.Connection, key: int, held: InForce) -> Reassertion:
        revision, number = connection.execute("SELECT revision, sequence FROM article WHERE key = ?", (key,)).fetchone()
        draft = log.get(connection, number).draft
        document = Document.decode(draft.document)
        base = lines(draft.added)
        wanted = lines(to_nquads(self._writer.encode(document.article, document.statements, held)))
        return Reassertion(revision, joined(base - wanted), joined(wanted - base))

    def _write(self, judged: Judged, undone: Decision | None, held: InForce) -> None:
        """Write record, read model and graph; ``undone`` is the decision whose effect ends."""
        writer = self._writer
        one = judged.decision.judgement
        plain = [*encode_judgement(one), *encode_effect(one)]
        ended = list(encode_effect(undone.judgement)) if undone else []
        if undone:
            plain.append(encode_undoing(undone.judgement, one.id))
        with writer.database.write() as connection:
            before = self._asserted(connection, judged)
            removed = derive.derive_judgement(connection, judged, writer.held, writer.knowledge.states_described)
            after = self._asserted(connection, judged)
            added = (after - before) | lines(to_nquads(plain))
            leaving = (removed | lines(to_nquads(ended))) - after - added
            record = log.append(
                connection,
                log.Draft(
                    *(log.JUDGEMENT, "", "", writer.knowledge.ontology, "", one.recorded),
                    *(judged.encode(), joined(added), joined(leaving)),
                ),
            )
            pending = Pending(writer.graph)
            pending.change(from_nquads(record.draft.added), from_nquads(record.draft.removed))
            count(connection, pending.more)
        writer.held = held
        writer.apply(record, pending.added, pending.removed)

    @staticmethod
    def _asserted(connection: sqlite3.Connection, judged: Judged) -> frozenset[bytes]:
        found: set[bytes] = set()
        for each in judged.articles:
            key, number = derive.by_revision(connection, each.revision)
            found |= asserted(connection, key, number)
        return frozenset(found)


def _written(text: str) -> bool:
    """Return whether a text says something, in whole characters."""
    return bool(text.strip()) and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _way(held: InForce, id_: str) -> list[str]:
    """Return an entity id and all ids that it came to be known by."""
    way = [id_]
    while way[-1] in held.merged:
        way.append(held.merged[way[-1]].judgement.object)
    return way


def _naming(connection: sqlite3.Connection, id_: str, read_as: Collection[str] | None = None) -> list[int]:
    """Return the keys of article revisions that name an entity; ``read_as`` are ids as which they read it, None any."""
    place = "json_extract(arguments, '$[3][0]')"
    found: set[int] = set()
    for where in (
        *("subject = ?", "object = ?", "speaker = ?"),
        f"{place} NOT NULL AND {place} IN (SELECT key FROM form WHERE id = ?)",
    ):
        for key, arguments in connection.execute(f"SELECT article, arguments FROM statement WHERE {where}", (id_,)):
            if read_as is None or any(f"{dump(name)}]" in arguments for name in read_as):
                found.add(key)
    return sorted(found)


def _withdrawn(connection: sqlite3.Connection, judgement: Judgement) -> list[int]:
    """Return the key of the newest revision of the article that is, or has, what was withdrawn; none if it is another now."""
    article, _, _ = (judgement.object or judgement.subject).partition("-")
    newest = derive.latest(connection, article)
    if newest is None or (judgement.object and articles.by_key(connection, newest[0]).revision != judgement.object):
        return []
    return [newest[0]]


def _unknown(what: str, name: str) -> UsageError:
    return UsageError("KG-E031", f"there is no {what} {name!r}", "take an id that a query prints")


def _conflict(problem: str, judgement: Judgement) -> UsageError:
    return UsageError("KG-E032", f"{problem} by {judgement.id} ({judgement.who})", f"undo {judgement.id} first")
