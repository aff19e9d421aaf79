"""What would follow in the founding case, asked on 30 January 1995."""

from datetime import date

import pytest

from clocks import Assumption, ClockErrors, Consequence, ConsequenceKind, Outcome, load_pack, shipped, what_if
from tests.clocks.test_founding_case import EXTENDED, FACTS, INITIATED, NAMED

RECORD = (NAMED, INITIATED, EXTENDED)
CARRIED_OUT = Assumption("determination_made", date(1995, 2, 4), data={"outcome": "affirmative"})


def outcome(*assumptions: Assumption) -> Outcome:
    return what_if(load_pack("us-301"), FACTS, RECORD, shipped(), assumptions)


def consequences(*assumptions: Assumption) -> dict[str, Consequence]:
    return {one.earliest.rule: one for one in outcome(*assumptions).consequences}


def test_a_determination_starts_thirty_days() -> None:
    implemented = consequences(CARRIED_OUT)["301.14"]
    assert (implemented.kind, implemented.earliest.due_on) == (ConsequenceKind.STARTS, date(1995, 3, 6))


def test_a_determination_ends_the_nine_months() -> None:
    assert consequences(CARRIED_OUT)["301.11"].kind is ConsequenceKind.ENDS


def test_what_is_not_touched_stays() -> None:
    assert consequences(CARRIED_OUT)["301.04"].kind is ConsequenceKind.STAYS


def test_a_span_of_days_gives_an_earliest_and_a_latest() -> None:
    late = Assumption(
        "determination_made", date(1995, 2, 4), date(1995, 3, 30), data={"outcome": "affirmative"}
    )
    implemented = consequences(late)["301.14"]
    assert (implemented.earliest.due_on, implemented.latest.due_on) == (date(1995, 3, 6), date(1995, 4, 29))


def test_an_event_can_fall_on_the_last_day_of_a_rule() -> None:
    last_day = Assumption("determination_made", at_limit_of="301.11", data={"outcome": "affirmative"})
    assert outcome(last_day).earliest[0].on == date(1995, 3, 30)


def test_assumptions_build_on_each_other() -> None:
    effective = Assumption("action_effective", at_limit_of="301.14")
    assert outcome(CARRIED_OUT, effective).earliest[1].on == date(1995, 3, 6)


def test_a_rule_without_an_open_deadline_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(ClockErrors, match=r"at_limit_of 301\.14: no open deadline .* open: 301\.05, 301\.11"):
        outcome(Assumption("action_effective", at_limit_of="301.14"))


def test_an_assumption_without_a_day_is_refused() -> None:
    with pytest.raises(ClockErrors, match="assumption 1: it has no day"):
        outcome(Assumption("action_effective"))
