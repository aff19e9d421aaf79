"""The steps of a count, its rolling and its sentence."""

from datetime import date
from typing import Any

import pytest

from clocks import Computed
from tests.clocks.packs import deadlines, event, rule

ASKED = event("asked", date(2024, 4, 1))


def row(on: date = date(2024, 4, 1), **changes: Any) -> Computed:
    return deadlines([rule(**changes)], event("asked", on))["A"]


def details(one: Computed, what: str) -> list[str]:
    return [step.detail for step in one.trace if step.what == what]


def test_rule_that_does_not_roll_stays_on_a_saturday() -> None:
    assert row(date(2024, 4, 3)).due_on == date(2024, 4, 13)


ROLLING: dict[str, Any] = {"roll": "next_working_day", "calendar": "office"}


def test_rolling_keeps_the_raw_day() -> None:
    one = row(date(2024, 4, 3), **ROLLING)
    assert (one.raw_on, one.due_on) == (date(2024, 4, 13), date(2024, 4, 15))


def test_each_skipped_day_is_told_with_its_calendar() -> None:
    assert details(row(date(2024, 4, 21), **ROLLING), "roll") == [
        "Skipped 1 May 2024: Labour Day (calendar office)."
    ]


def test_sentence_tells_the_rolling() -> None:
    assert row(date(2024, 4, 3), **ROLLING).sentence.endswith(
        "end on Saturday 13 April 2024; rolled to Monday 15 April 2024 (calendar office)."
    )


def test_working_day_needs_no_rolling() -> None:
    assert row(**ROLLING).sentence.endswith("end on Thursday 11 April 2024; no rolling needed.")


def test_working_days_are_counted_in_their_calendar() -> None:
    assert row(date(2024, 4, 30), count="3 bd", calendar="office").due_on == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ("0 d", "Art. 1: due on the day of the request itself, Monday 1 April 2024; no rolling."),
        ("1 m", "Art. 1: one month counted from the request on Monday 1 April 2024 (that day excluded) ends on "
                "Wednesday 1 May 2024; no rolling."),
        ("-30 d", "Art. 1: 30 days counted back from the request on Monday 1 April 2024 (that day excluded) begin on "
                  "Saturday 2 March 2024; no rolling."),
    ],
)  # fmt: skip
def test_sentence(count: str, words: str) -> None:
    assert row(count=count).sentence == words


def test_clamped_month_end_is_told() -> None:
    assert details(row(date(2024, 8, 31), count="6 m"), "month_end") == [
        "The month has no day 31: its last day counts."
    ]


@pytest.mark.parametrize(
    ("policy", "due", "words"),
    [
        (
            "clamp",
            30,
            "30 June 2024 ends its month; the day number is kept. The other reading gives 31 December 2024.",
        ),
        (
            "sticky_eom",
            31,
            "30 June 2024 ends its month; month-end leads to month-end. The other reading gives 30 December 2024.",
        ),
    ],
)
def test_other_reading_of_a_month_end_is_told(policy: str, due: int, words: str) -> None:
    one = row(date(2024, 6, 30), count="6 m", month_end=policy)
    assert (one.due_on, details(one, "month_end")) == (date(2024, 12, due), [words])


def test_trace_tells_the_facts_it_rests_on() -> None:
    asking = rule(applies_if={"members": 3}, excepted_if={"perishable": True})
    one = deadlines([asking], ASKED, members=3)["A"]
    assert details(one, "fact") == [
        "members is 3, as the rule asks.",
        "perishable is not stated: the exception does not apply.",
    ]


def test_trace_tells_a_stated_exception_that_does_not_apply() -> None:
    one = deadlines([rule(excepted_if={"perishable": True})], ASKED, perishable=False)["A"]
    assert details(one, "fact") == ["perishable is no: the exception does not apply."]


def test_trace_ends_with_what_closed_the_deadline() -> None:
    closing = rule(withdrawn_by=["dropped"])
    one = deadlines([closing], ASKED, event("dropped", date(2024, 4, 2)))["A"]
    assert (one.trace[-1].what, one.trace[-1].detail) == (
        "withdrawn",
        "Withdrawn by the withdrawal on 2 April 2024.",
    )
