"""Values as JSON, and the hash of what a deadline rests on."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from clocks import Calendars, Step, load_pack, run, to_json, trace_json
from clocks.counting import count_from
from tests.clocks.packs import deadlines, event, raw_pack, read, rule

ASKED = event("asked", date(2024, 4, 1))


def hashed(*events: Any, rules: Any = None, **facts: Any) -> str:
    return deadlines(rules or [rule(excepted_if={"urgent": True})], *events, **facts)["A"].input_hash


def test_trace_is_a_list_of_plain_mappings() -> None:
    assert trace_json((Step("roll", date(2024, 4, 1), "Stays."), Step("fact", None, "Asked."))) == [
        {"what": "roll", "on": "2024-04-01", "detail": "Stays."},
        {"what": "fact", "on": None, "detail": "Asked."},
    ]


def test_whole_result_survives_json() -> None:
    row = deadlines([rule()], ASKED)["A"]
    assert json.loads(json.dumps(to_json(row)))["trace"] == trace_json(row.trace)


def test_event_survives_json() -> None:
    timed = replace(ASKED, instant=datetime(2024, 4, 1, 12, tzinfo=UTC), data={"outcome": "upheld"})
    assert to_json(timed) == {
        "key": "asked",
        "kind": "asked",
        "on": "2024-04-01",
        "precision": "day",
        "instant": "2024-04-01T12:00:00+00:00",
        "zone": None,
        "sequence": 0,
        "data": {"outcome": "upheld"},
        "printed": "",
    }


def test_what_is_no_value_of_the_clocks_is_refused() -> None:
    with pytest.raises(TypeError, match="float is not a value"):
        to_json(1.5)


def test_hash_stays_when_nothing_it_rests_on_changes() -> None:
    assert hashed(ASKED, perishable=True) == hashed(ASKED, event("dropped", date(2024, 5, 1)))


@pytest.mark.parametrize(
    "changed",
    [
        hashed(event("asked", date(2024, 4, 2))),
        hashed(ASKED, urgent=False),
        hashed(ASKED, rules=[rule(title="Reply", excepted_if={"urgent": True})]),
    ],
)
def test_hash_changes_with_what_it_rests_on(changed: str) -> None:
    assert changed != hashed(ASKED)


def test_rule_counted_by_hand_cannot_be_counted() -> None:
    manual = read(raw_pack(rule(count="manual", vectors=None))).rule("A")
    with pytest.raises(ValueError, match="A is counted by hand"):
        count_from(manual, date(2024, 4, 1), Calendars())


def test_pack_knows_its_rules_by_id() -> None:
    with pytest.raises(KeyError):
        load_pack("us-301").rule("301.99")


def test_empty_record_has_no_deadlines() -> None:
    assert run(load_pack("us-301"), {}, [], Calendars()) == ()
