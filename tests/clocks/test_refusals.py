"""Facts and events that are refused, each by its code, place and fix."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from clocks import Calendars, ClockErrors, EventFact, load_pack, run
from tests.clocks.packs import computed, event, rule

ASKED = event("asked", date(2024, 4, 1))


def refused(
    *events: EventFact, rules: list[dict[str, Any]] | None = None, **facts: bool | int | str
) -> list[str]:
    """What a run says of these, one line each."""
    with pytest.raises(ClockErrors) as caught:
        computed(rules or [rule()], *events, facts=facts)
    return [f"{error.code}: {error}" for error in caught.value.errors]


def test_missing_fact_is_named_once_however_many_rules_ask() -> None:
    asking = [rule(id=name, applies_if={"perishable": True}) for name in ("A", "B")]
    assert refused(ASKED, rules=asking) == [
        "missing_fact: fact perishable: rule A cannot be decided without it; answer it."
    ]


def test_fact_is_not_missed_before_its_anchor() -> None:
    assert computed([rule(applies_if={"perishable": True})], facts={}) == ()


def test_unknown_fact_is_answered_with_the_nearest() -> None:
    assert refused(ASKED, perishabel=True) == [
        "unknown_fact: fact perishabel: unknown; did you mean perishable?"
    ]


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("urgent", "yes", "'yes' is no answer; expected yes or no"),
        ("members", True, "True is no answer; expected a number"),
    ],
)
def test_answer_of_another_type_is_refused(name: str, answer: bool | str, words: str) -> None:
    facts: dict[str, Any] = {name: answer}
    assert refused(ASKED, **facts) == [f"unknown_fact: fact {name}: {words}."]


def test_facts_that_exclude_each_other() -> None:
    assert refused(ASKED, urgent=True, perishable=False) == [
        "contradictory_facts: fact urgent: excludes perishable: False; correct one of them."
    ]


@pytest.mark.parametrize(
    ("precision", "when"), [("month", "in April 2024"), ("year", "in 2024"), ("about", "about 1 April 2024")]
)
def test_anchor_without_its_day(precision: str, when: str) -> None:
    assert refused(event("asked", date(2024, 4, 1), precision=precision)) == [
        f"imprecise_anchor: event asked {when} (asked): rule A counts from it, and its day is not known; give the day."
    ]


def test_unknown_zone() -> None:
    assert refused(event("asked", date(2024, 4, 1), zone="EST5WRONG")) == [
        "unknown_zone: event asked on 1 April 2024 (asked): EST5WRONG is no IANA zone; "
        "write one such as America/New_York."
    ]


def test_duplicate_key() -> None:
    assert refused(ASKED, ASKED) == [
        "duplicate_event: event asked on 1 April 2024 (asked): two events have this key; hand each event over once."
    ]


BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"precision": "instant"},
            "its precision is instant, but no hour is given; give it or the day only.",
        ),
        ({"instant": datetime(2024, 4, 1, 12)}, "its hour has no offset from UTC; give it one."),  # noqa: DTZ001
        (
            {"instant": datetime(2024, 4, 1, 1, tzinfo=BEIJING), "zone": "America/New_York"},
            "its hour is 2024-03-31 13:00 in America/New_York; correct date or hour.",
        ),
    ],
)
def test_hour_that_does_not_fit(values: dict[str, Any], words: str) -> None:
    assert refused(event("asked", date(2024, 4, 1), **values)) == [
        f"contradictory_instant: event asked on 1 April 2024 (asked): {words}"
    ]


@pytest.mark.parametrize(("data", "found"), [({}, "is missing"), ({"outcome": "Upheld"}, "is 'Upheld'")])
def test_event_without_the_answer_rules_read(data: dict[str, str], found: str) -> None:
    assert refused(event("ruled", date(2024, 4, 1), data=data)) == [
        f"incomplete_event: event ruled on 1 April 2024 (ruled), outcome: {found}; write upheld or denied."
    ]


def test_event_before_what_it_presupposes() -> None:
    assert refused(event("answered", date(2024, 3, 31)), ASKED) == [
        "event_before_anchor: event answered on 31 March 2024 (answered): dated before the request on 1 April 2024; "
        "correct one of the dates."
    ]


@pytest.mark.parametrize(("on", "precision"), [(date(2024, 3, 1), "month"), (date(2023, 1, 1), "year")])
def test_whole_month_or_year_before_is_refused(on: date, precision: str) -> None:
    assert refused(event("answered", on, precision=precision), ASKED)[0].startswith("event_before_anchor: ")


@pytest.mark.parametrize(
    ("on", "precision"),
    [(date(2024, 4, 1), "month"), (date(2024, 1, 1), "year"), (date(2024, 3, 25), "about")],
)
def test_event_that_may_have_come_after_is_allowed(on: date, precision: str) -> None:
    asked = event("asked", date(2024, 4, 20))
    assert len(computed([rule()], event("answered", on, precision=precision), asked, facts={})) == 1


def test_event_before_a_month_known_only_roughly() -> None:
    asked = [event("asked", date(2024, 4, 1), precision="month"), event("answered", date(2024, 3, 31))]
    assert [line.split(":")[0] for line in refused(*asked)] == ["event_before_anchor", "imprecise_anchor"]


def test_later_anchor_among_several_contradicts_nothing() -> None:
    again = event("asked", date(2024, 6, 1), key="again")
    assert len(computed([rule()], ASKED, event("answered", date(2024, 5, 1)), again, facts={})) == 2


def test_calendar_that_was_not_handed_over() -> None:
    rolling = rule(roll="next_working_day", calendar="geneva")
    assert refused(ASKED, rules=[rolling]) == [
        "calendar_missing: calendar geneva: not loaded (loaded: office); hand it to the run."
    ]


def test_everything_wrong_is_told_at_once() -> None:
    lines = refused(event("asked", date(2024, 4, 1), precision="month", zone="Nowhere"), perishabel=True)
    assert [line.split(":")[0] for line in lines] == ["unknown_fact", "unknown_zone", "imprecise_anchor"]


def test_trips_case_without_a_trade_agreement_is_contradictory() -> None:
    facts = {"trips_agreement_involved": True, "trade_agreement_involved": False}
    with pytest.raises(ClockErrors, match="excludes trade_agreement_involved"):
        run(load_pack("us-301"), facts, [], Calendars())
