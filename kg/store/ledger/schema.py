"""The tables of the SQLite file: the log, which is the truth, and the read model derived from it.

log        one row per write, never changed; all the rest can be built anew from it
article    every revision; ``latest`` is 1 for the newest of each article, ``current`` too unless that is retracted
judgement  every judgement; ``undone_by`` is the number of the one that undid it, or 0
judged     how what an article revision asserts differs, by judgements, from what its log record says
form       an entity as some article names it, kept for good; ``uses`` counts the current statements that point at it,
           so a form without uses is out of the read model
statement  those in force; ``since`` is the record that wrote it. ``past`` keeps those that were, with the record that
           ended them (``until``, null while in force), so that any earlier state can be read
tally      how many statements in force have a value (``kind`` is a column): counts of everything cost nothing
shared     quads that several articles may assert (labels, facts of the default graph, events), with how many do
"""

from __future__ import annotations

from typing import Final

VERSION: Final = 2
"""Kept in ``PRAGMA user_version``; a file of another version is refused."""

SCHEMA: Final = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE log(
  sequence INTEGER PRIMARY KEY, previous TEXT NOT NULL, hash TEXT NOT NULL, kind TEXT NOT NULL,
  article TEXT NOT NULL, revision TEXT NOT NULL, ontology TEXT NOT NULL, extractor TEXT NOT NULL,
  recorded TEXT NOT NULL, document BLOB NOT NULL, added BLOB NOT NULL, removed BLOB NOT NULL);
CREATE TABLE article(
  key INTEGER PRIMARY KEY, revision TEXT NOT NULL UNIQUE, id TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL,
  url TEXT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL, date TEXT NOT NULL, text TEXT NOT NULL,
  current INTEGER NOT NULL, latest INTEGER NOT NULL, sequence INTEGER NOT NULL, digest TEXT NOT NULL);
CREATE INDEX article_latest ON article(id) WHERE latest = 1;
CREATE INDEX article_id ON article(id, current);
CREATE INDEX article_name ON article(name);
CREATE INDEX article_date ON article(current, date DESC, id);
CREATE TABLE form(key INTEGER PRIMARY KEY, id TEXT NOT NULL, data TEXT NOT NULL UNIQUE, uses INTEGER NOT NULL);
CREATE INDEX form_id ON form(id);
CREATE TABLE label(key INTEGER PRIMARY KEY, form INTEGER NOT NULL, folded TEXT NOT NULL, sound TEXT NOT NULL);
CREATE INDEX label_folded ON label(folded);
CREATE VIRTUAL TABLE label_text USING fts5(
  folded, sound, content='label', content_rowid='key', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE title_text USING fts5(folded, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE entity(id TEXT PRIMARY KEY, statements INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX entity_statements ON entity(statements DESC, id);
CREATE TABLE statement(
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, moment TEXT NOT NULL,
  relation TEXT NOT NULL, polarity TEXT NOT NULL, modality TEXT NOT NULL, event TEXT NOT NULL,
  subject TEXT NOT NULL, subject_for TEXT NOT NULL, object TEXT NOT NULL, object_for TEXT NOT NULL, speaker TEXT,
  arguments TEXT NOT NULL, precision TEXT NOT NULL, time_text TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
  since INTEGER NOT NULL, until INTEGER);
CREATE TABLE past(
  place INTEGER PRIMARY KEY, id TEXT NOT NULL, article INTEGER NOT NULL, moment TEXT NOT NULL,
  relation TEXT NOT NULL, polarity TEXT NOT NULL, modality TEXT NOT NULL, event TEXT NOT NULL,
  subject TEXT NOT NULL, subject_for TEXT NOT NULL, object TEXT NOT NULL, object_for TEXT NOT NULL, speaker TEXT,
  arguments TEXT NOT NULL, precision TEXT NOT NULL, time_text TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
  extractor TEXT NOT NULL, version TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
  since INTEGER NOT NULL, until INTEGER NOT NULL);
CREATE INDEX past_until ON past(until);
CREATE INDEX past_since ON past(since);
CREATE INDEX past_id ON past(id, until);
CREATE TABLE tally(
  kind TEXT NOT NULL, value TEXT NOT NULL, statements INTEGER NOT NULL, PRIMARY KEY (kind, value)) WITHOUT ROWID;
CREATE INDEX statement_since ON statement(since);
CREATE INDEX statement_moment ON statement(moment DESC, id);
CREATE INDEX statement_subject ON statement(subject, moment DESC, id);
CREATE INDEX statement_object ON statement(object, moment DESC, id);
CREATE INDEX statement_subject_for ON statement(subject_for, moment DESC, id) WHERE subject_for <> '';
CREATE INDEX statement_object_for ON statement(object_for, moment DESC, id) WHERE object_for <> '';
CREATE INDEX statement_relation ON statement(relation, moment DESC, id);
CREATE INDEX statement_speaker ON statement(speaker, moment DESC, id) WHERE speaker IS NOT NULL;
CREATE INDEX statement_place ON statement(json_extract(arguments, '$[3][0]')) WHERE json_extract(arguments, '$[3][0]') NOT NULL;
CREATE INDEX statement_article ON statement(article);
CREATE INDEX statement_event ON statement(event, article) WHERE event <> '';
CREATE VIRTUAL TABLE evidence_text USING fts5(folded, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE shared(digest BLOB PRIMARY KEY, uses INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE judgement(
  sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL, who TEXT NOT NULL,
  reason TEXT NOT NULL, recorded TEXT NOT NULL, undone_by INTEGER NOT NULL, target TEXT);
CREATE INDEX judgement_subject ON judgement(subject);
CREATE INDEX judgement_object ON judgement(object);
CREATE TABLE judged(article INTEGER PRIMARY KEY, minus BLOB NOT NULL, plus BLOB NOT NULL);
INSERT INTO meta VALUES ('quads', '0');
"""
