"""Odd questions: the ends of the calendar, periods nobody can count, and what a day rests on at second hand."""

from datetime import date

import pytest

from clocks import Assumption, ClockErrors, ConsequenceKind, State, compute, shipped, what_if
from clocks.dates import Period
from tests.clocks.packs import event, raw_pack, read, rule
from tests.clocks.test_grammar_run import ASKED, KINDS, one, rows


def test_fixed_day_past_the_end_of_the_calendar_is_refused() -> None:
    with pytest.raises(ClockErrors) as refused:
        compute("301.24", date(9999, 12, 31), shipped())
    assert [one.code for one in refused.value.errors] == ["date_out_of_range"]


@pytest.mark.parametrize("period", ["-30 d", "9" * 5000 + " d", "٣ d", "5 bd"])
def test_stated_period_that_cannot_be_counted_is_refused(period: str) -> None:
    with pytest.raises(ClockErrors) as refused:
        compute("201.06.end", date(2018, 2, 7), shipped(), period=period)
    assert [one.code for one in refused.value.errors] == ["incomplete_count"]


@pytest.mark.parametrize("period", ["-30 d", "9" * 5000 + " d", "5 bd"])
def test_event_that_states_such_a_period_is_refused(period: str) -> None:
    with pytest.raises(ClockErrors):
        rows([rule(count="stated")], event("asked", date(2024, 4, 1), data={"period": period}))


@pytest.mark.parametrize("days", ["9" * 5000, "٣", "-3"])
def test_delay_that_is_no_number_is_refused(days: str) -> None:
    delayed = event("delayed", date(2024, 4, 3), data={"days": days})
    with pytest.raises(ClockErrors):
        rows([rule(lengthened_by=["delayed"])], ASKED, delayed)


def test_huge_number_is_no_period() -> None:
    assert Period.read("9" * 5000 + " d") is None


def test_what_counts_from_an_expiry_rests_on_what_moved_it() -> None:
    base = rule(id="B", requires=["prolonged"], lengthened_by=["delayed"])
    events = [event("prolonged", date(2024, 4, 2)), event("delayed", date(2024, 4, 3), data={"days": "2"})]
    after = one([base, rule(anchor={"expiry_of": "B"})], ASKED, *events)
    assert set(after.rests_on) == {"asked", "prolonged", "delayed"}


def test_choice_rests_on_what_its_limbs_rest_on() -> None:
    limb = rule(id="B", limb_of="A", requires=["prolonged"])
    chosen = one([limb, rule(count={"earlier_of": ["B"]})], ASKED, event("prolonged", date(2024, 4, 2)))
    assert set(chosen.rests_on) == {"asked", "prolonged"}


def test_what_recurs_rests_on_what_delayed_its_first_limit() -> None:
    delayed = event("delayed", date(2024, 4, 3), data={"days": "2"})
    again = rule(lengthened_by=["delayed"], repeat={"every": "1 m"})
    found = rows([again], ASKED, delayed, until=date(2024, 5, 20))
    assert [row.rests_on for row in found] == [("asked", "delayed")] * len(found)
    assert len(found) > 1


def test_what_is_replaced_rests_on_all_that_put_the_other_in_play() -> None:
    other = rule(id="B", requires=["prolonged", "stopped"], replaces=["A"])
    events = [event("prolonged", date(2024, 4, 2)), event("stopped", date(2024, 4, 3))]
    assert set(one([rule(), other], ASKED, *events).rests_on) == {"asked", "prolonged", "stopped"}


def test_assumed_suspension_does_not_end_a_limit() -> None:
    held = rule(suspended_by={"from": "stopped", "to": "resumed"})
    found = what_if(
        read(raw_pack(held, events=KINDS)), {}, [ASKED], shipped(), [Assumption("stopped", date(2024, 4, 3))]
    )
    (one_row,) = found.consequences
    assert (one_row.one.state, one_row.kind) == (State.SUSPENDED, ConsequenceKind.MOVES)


def test_limit_that_recurs_for_millennia_betrays_a_wrong_date() -> None:
    with pytest.raises(ClockErrors, match="comes again too often by 1 January 9990"):
        rows(
            [rule(repeat={"every": "6 m"})],
            ASKED,
            event("ruled", date(9990, 1, 1), data={"outcome": "upheld"}),
        )


def test_many_limits_that_recur_are_refused_together() -> None:
    asked = [event("asked", date(2000, 1, 1), key=f"asked-{number}") for number in range(300)]
    with pytest.raises(ClockErrors, match="comes again too often"):
        rows([rule(repeat={"every": "1 m"})], *asked, until=date(2024, 1, 1))
