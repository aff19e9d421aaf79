"""Why this day, and neither the day before nor the day after."""

from datetime import date

import pytest

from clocks import compute, find_rule, shipped, trace_json, why_not


def told(rule_id: str, anchor: date, *, moved: bool = False) -> tuple[str, str]:
    computed = compute(rule_id, anchor, shipped())
    trace = [step for step in trace_json(computed.trace) if isinstance(step, dict)]
    return why_not(find_rule(rule_id)[1], trace, computed.due_on, moved=moved)  # type: ignore[arg-type]


def test_the_last_day_counts_and_day_0_does_not() -> None:
    before, after = told("301.14", date(1995, 2, 4))
    assert before == (
        "On Sunday 5 March 1995 the last day of the count is still to come: day 0 is not counted, the last day is."
    )
    assert after == "Tuesday 7 March 1995 is late: the period ends with 6 March 1995."


def test_a_weekend_is_said_to_change_nothing_where_nothing_rolls() -> None:
    assert "ends on a Sunday changes nothing" in told("301.04", date(1991, 4, 26))[1]


def test_closed_days_in_between_are_named_where_the_rule_rolls() -> None:
    """T20: a Saturday, then Juneteenth on Monday; the limit is Tuesday 20 June 2023."""
    before, after = told("AC.03.postponed", date(2023, 2, 7))
    assert before.startswith("Monday 19 June 2023 is no working day")
    assert "the rolling stops there" in after


@pytest.mark.parametrize("side", [0, 1])
def test_a_right_that_opens_has_no_last_day(side: int) -> None:
    assert ("not open yet", "nothing makes anybody wait")[side] in told("DSU.03", date(2018, 3, 23))[side]


def test_a_day_that_was_set_is_not_explained_by_the_count() -> None:
    assert "no longer decides" in told("301.14", date(1995, 2, 4), moved=True)[0]


@pytest.mark.parametrize(
    ("rule_id", "said"),
    [("301.20", "the effect has come about already"), ("DSU.14", "is past the time foreseen")],
)
def test_what_comes_of_itself_or_is_only_foreseen_is_not_called_late(rule_id: str, said: str) -> None:
    assert said in told(rule_id, date(2018, 7, 6))[1]
