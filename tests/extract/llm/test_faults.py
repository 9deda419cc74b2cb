"""What can go wrong between here and a model, over real HTTP: nothing unproved gets through, and no right item is lost."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from httpx import Headers

from kg.extract.llm.waiting import retry_after

from .conftest import KEY
from .samples import EN, answer, item
from .standin import Script, breaks_off, completion, drips, fails, in_turn, is_repair, raw, says

RIGHT = [("tunisia", "condemns", "lebanon")]
NOTHING: dict[str, Any] = {"entities": [], "statements": []}


def right(request: dict[str, Any], _: int = 0):
    return says(answer(request, item()))


def after(*acts) -> Script:
    """Answer the first requests by these acts, and then rightly."""
    return lambda request, number: acts[number] if number < len(acts) else right(request)


def wrapped(template: str) -> Script:
    return lambda request, _: says(template.replace("JSON", json.dumps(answer(request, item()))))


@pytest.mark.parametrize(
    "template",
    [
        "JSON",
        "```json\nJSON\n```",
        "Here is what I found:\n```\nJSON\n```\nI hope this helps!",
        "<think>The user wants {triples} ...</think>\nJSON",
        "\ufeffJSON ",
    ],
)
def test_wrappings_of_models_without_json_mode(ask, template):
    asked = ask(wrapped(template), EN)
    assert (asked.triples, asked.reasons, len(asked.requests)) == (RIGHT, [], 1)


def test_trailing_commas_are_read(ask):
    broken = lambda request, _: says(json.dumps(answer(request, item())).replace("}]", "},]"))  # noqa: E731
    assert ask(broken, EN).triples == RIGHT


def test_broken_json_keeps_the_whole_items_and_is_repaired(ask):
    def script(request, _):
        if is_repair(request):
            return says(NOTHING)
        return says(json.dumps(answer(request, item(), item()))[:-40])

    asked = ask(script, EN)
    assert (asked.triples, asked.reasons, len(asked.requests)) == (RIGHT, ["answer broken off"], 2)


def test_prose_is_asked_again_and_then_given_up(ask):
    asked = ask(in_turn(says("I cannot help with that.")), EN)
    assert asked.error is not None
    assert (asked.error.code, len(asked.requests)) == ("KG-E504", 2)


def test_prose_that_is_repaired_is_fine(ask):
    asked = ask(after(says("Sure! Let me think.")), EN)
    assert (asked.error, asked.triples, asked.reasons) == (None, RIGHT, ["answer is no JSON"])


@pytest.mark.parametrize(
    "passing",
    [
        fails(500),
        fails(503),
        fails(429, Retry_After="0"),
        raw(b"<html>Bad gateway</html>"),
        raw(b'{"object": "chat.completion"'),
        raw(b'{"choices": []}'),
        raw(b""),
        breaks_off({"entities": [], "statements": []}),
    ],
    ids=["500", "503", "429", "html", "half JSON", "no choices", "empty", "breaks off"],
)
def test_failures_that_pass_are_tried_again(ask, passing):
    asked = ask(after(passing, passing), EN)
    assert (asked.error, asked.triples, len(asked.requests)) == (None, RIGHT, 3)


def test_retry_after_is_kept(ask):
    start = time.monotonic()
    asked = ask(after(fails(429, Retry_After="1")), EN)
    assert asked.triples == RIGHT
    assert time.monotonic() - start >= 1


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("7", 7, 7), ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0), ("Fri, 01 Jan 2100 00:00:00 GMT", 1e6, 1e10), ("-3", 0, 0)],
)
def test_retry_after_is_seconds_or_a_date(value, low, high):
    wait = retry_after(Headers({"Retry-After": value}))
    assert wait is not None
    assert low <= wait <= high
    assert retry_after(Headers({"Retry-After": "soon"})) is None
    assert retry_after(Headers()) is None


def test_a_wait_that_is_too_long_is_not_waited(ask):
    asked = ask(in_turn(fails(429, Retry_After="86400")), EN)
    assert asked.error is not None
    assert (asked.error.code, len(asked.requests)) == ("KG-E503", 1)
    assert "86400 seconds" in asked.error.message


def test_a_service_that_stays_down_is_given_up(ask):
    asked = ask(in_turn(fails(500, "boom")), EN)
    assert asked.error is not None
    assert (asked.error.code, len(asked.requests)) == ("KG-E503", 4)
    assert "boom" in asked.error.message


def test_a_slow_drip_ends_at_the_deadline(ask):
    start = time.monotonic()
    asked = ask(in_turn(drips(0.02)), EN, seconds=0.2)
    assert asked.error is not None
    assert asked.error.code == "KG-E503"
    assert "0.2 seconds" in asked.error.message
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    ("status", "code"), [(401, "KG-E501"), (403, "KG-E501"), (404, "KG-E502"), (307, "KG-E502"), (418, "KG-E505")]
)
def test_refusals_are_told_at_once_and_without_the_key(ask, status, code):
    asked = ask(in_turn(fails(status, f"bad key {KEY}", Location="http://127.0.0.1:9/v1")), EN)
    assert asked.error is not None
    assert (asked.error.code, len(asked.requests)) == (code, 1)
    assert asked.error.ends_run is (code != "KG-E505")
    assert KEY not in asked.error.message + asked.error.hint


def test_parameters_that_a_service_does_not_know_are_left_out(ask):
    def script(request, _):
        if request.get("response_format", {}).get("type") == "json_schema":
            return fails(400, "response_format json_schema is not supported")
        if "response_format" in request:
            return fails(422, "unknown field")
        if "temperature" in request:
            return fails(400, "Unsupported value: 'temperature' does not support 0")
        if "max_tokens" in request:
            return fails(400, "'max_tokens' is not supported: use 'max_completion_tokens' instead")
        return right(request)

    asked = ask(script, EN)
    assert (asked.triples, len(asked.requests)) == (RIGHT, 5)
    (statement,) = asked.extraction.statements
    assert "temperature=default" in statement.provenance.version


def test_a_text_too_long_for_the_model_is_parted(ask):
    def script(request, _):
        sentences = json.loads(request["messages"][1]["content"])["sentences"]
        if len(sentences) > 2:
            return fails(400, "This model's maximum context length is 10 tokens")
        return right(request) if "1" in sentences else says(NOTHING)

    asked = ask(script, EN)
    assert (asked.triples, asked.reasons) == (RIGHT, [])
    read = [set(json.loads(r["messages"][1]["content"])["sentences"]) for r in asked.requests]
    assert set.union(*read[1:]) == {"1", "2", "3", "4"}


def test_an_answer_cut_at_its_limit_parts_the_window(ask):
    def script(request, _):
        sentences = json.loads(request["messages"][1]["content"])["sentences"]
        if len(sentences) > 2:
            return says(json.dumps(answer(request, item()))[:-60], finish="length")
        return right(request) if "1" in sentences else says(NOTHING)

    asked = ask(script, EN)
    assert (asked.triples, asked.reasons) == (RIGHT, [])


def test_what_was_used_is_counted(ask):
    asked = ask(right, EN)
    size = len(
        json.loads(completion(json.dumps(answer(asked.requests[0], item()), ensure_ascii=False)))["choices"][0]["message"][
            "content"
        ]
    )
    assert (asked.used.requests, asked.used.tokens_in, asked.used.tokens_out) == (1, 1000, size // 4)


def test_a_budget_that_does_not_bear_a_request_sends_none(ask):
    asked = ask(right, EN, budget=500)
    assert asked.error is not None
    assert (asked.error.code, asked.error.ends_run, asked.requests) == ("KG-E506", True, [])


def test_the_key_is_sent_as_a_bearer_and_nowhere_else(ask):
    asked = ask(right, EN)
    assert asked.headers[0]["authorization"] == f"Bearer {KEY}"
    others = {name: value for name, value in asked.headers[0].items() if name != "authorization"}
    assert KEY not in json.dumps([asked.requests, others]) + repr(asked.extraction)
