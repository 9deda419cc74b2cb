"""Events of the pipeline: one an item, in order, and their sum."""

import json
import pickle

import pytest

from kg.errors import InputError, ServiceError, UsageError
from kg.ingest.events import Extracted, Failed, Stored, Summary
from kg.ingest.extracting import Recipe, extract_all
from kg.ingest.pipeline import ingest, read_all
from kg.ingest.readers import Readers
from kg.model import Article, Extraction, Rejection
from kg.settings import Settings
from kg.store import open_store

YES = Article("yes", "أيدت تونس لبنان.", "ar")
BAD = Failed(InputError("KG-E103", "'x' is empty", "fill it"))


def test_events_come_in_order_and_failures_pass_through():
    events = list(extract_all([BAD, YES, BAD], Recipe()))
    assert [type(event) for event in events] == [Failed, Extracted, Failed]
    assert len(events[1].extraction.statements) == 1


def test_store_says_whether_anything_changed():
    with open_store("memory:") as store:
        first = list(ingest([YES, BAD], store, Recipe()))
        second = list(ingest([YES], store, Recipe()))
        third = list(ingest([YES], store, Recipe(), new_only=True))
    assert [event.changed for event in first if isinstance(event, Stored)] == [True]
    assert [event.changed for event in second + third] == [False, False]
    assert [len(event.extraction.statements) for event in second + third] == [1, 0]


def test_the_extractor_is_chosen_by_its_name():
    with open_store("memory:") as store:
        readers = Readers(Settings(extractor="llm"))
        stored = readers.ingest(YES, store, "rules")
        assert (stored.changed, stored.extraction.statements[0].provenance.extractor) == (True, "rules")
        for name, code in (("", "KG-E011"), ("magic", "KG-E010")):
            with pytest.raises(UsageError) as caught:
                readers.ingest(YES, store, name)
            assert caught.value.code == code


@pytest.mark.parametrize("error", [InputError("KG-E103", "m", "h"), ServiceError("KG-E501", "m", "h", ends_run=True)])
def test_errors_come_whole_out_of_another_process(error):
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(copy), copy.as_dict(), vars(copy)) == (type(error), error.as_dict(), vars(error))


def test_articles_are_stored_one_by_one_as_they_come():
    def items():
        yield YES
        assert store.stats().articles == 1
        yield BAD

    with open_store("memory:") as store:
        assert len(list(ingest(items(), store, Recipe()))) == 2


def test_read_all_gives_to_all_what_the_caller_says(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"text": "x", "source": "Old"}), encoding="utf-8")
    items = list(read_all([str(tmp_path), str(tmp_path / "no.txt")], source="Wire", lang="en"))
    assert [(item.source, item.lang) if isinstance(item, Article) else item.error.code for item in items] == [
        ("Wire", "en"),
        "KG-E101",
    ]


def test_summary_counts_and_sorts_reasons():
    def rejections(*reasons):
        return Extraction(rejections=tuple(Rejection("r", "supports", reason, 0, 1, "q") for reason in reasons))

    summary = Summary()
    for event in (
        Extracted(YES, rejections("b (x)", "score 0.1 low", "score 0.25 low")),
        Stored(YES, rejections("c"), changed=True),
        BAD,
    ):
        summary = summary.add(event)
    assert summary == Summary(articles=2, changed=1, failed=1, rejected=(("score low", 2), ("b", 1), ("c", 1)))
