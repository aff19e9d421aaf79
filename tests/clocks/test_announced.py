"""What becomes of an announced day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clocks import Announced, DeadlineKind, EventFact, State, settle
from tests.clocks.packs import event

THREAT = event("threat_made", date(1994, 12, 31), key="threat")
ULTIMATUM = Announced(
    key="threat",
    kind=DeadlineKind.ULTIMATUM,
    due_on=date(1995, 2, 4),
    instant=None,
    unless=("agreement_signed",),
    then=("final_list_published",),
    announced_on=date(1994, 12, 31),
)
SANCTIONS = Announced(
    key="sanctions",
    kind=DeadlineKind.ULTIMATUM,
    due_on=date(1995, 2, 26),
    instant=datetime(1995, 2, 26, 5, 1, tzinfo=UTC),
    unless=("agreement_reached",),
    then=("action_effective",),
    announced_on=date(1995, 2, 4),
)


def signed(month: int, day: int, **values: object) -> EventFact:
    return EventFact("signed", "agreement_signed", date(1995, month, day), **values)  # type: ignore[arg-type]


LISTED = event("final_list_published", date(1995, 2, 4))


def test_nothing_happened() -> None:
    assert settle(ULTIMATUM, [THREAT]).state is State.OPEN


@pytest.mark.parametrize("day", [3, 4])
def test_condition_fulfilled_in_time_meets(day: int) -> None:
    settled = settle(ULTIMATUM, [THREAT, signed(2, day)])
    assert (settled.state, settled.closed_by) == (State.MET, "signed")
    assert settled.state_reason == f"Met: agreement signed on {day} February 1995."


def test_condition_fulfilled_late_withdraws() -> None:
    settled = settle(ULTIMATUM, [THREAT, signed(2, 5)])
    assert (settled.state, settled.state_reason) == (
        State.WITHDRAWN,
        "Withdrawn: agreement signed on 5 February 1995, after the time had passed.",
    )


def test_threat_carried_out_lapses() -> None:
    settled = settle(ULTIMATUM, [signed(3, 11), LISTED, THREAT])
    assert (settled.state, settled.closed_by) == (State.LAPSED, "final_list_published")
    assert settled.state_reason == "The threat was carried out: final list published on 4 February 1995."


def test_condition_fulfilled_first_leaves_nothing_to_carry_out() -> None:
    assert settle(ULTIMATUM, [THREAT, signed(2, 3), LISTED]).state is State.MET


def test_announced_day_other_than_an_ultimatum_is_overtaken() -> None:
    hearing = Announced(
        "threat", DeadlineKind.TARGET, date(1995, 2, 4), None, (), ("hearing_held",), date(1994, 12, 31)
    )
    settled = settle(hearing, [event("hearing_held", date(1995, 1, 24))])
    assert settled.state_reason == "Overtaken: hearing held on 24 January 1995."


@pytest.mark.parametrize("events", [[THREAT], []])
def test_what_came_before_the_announcement_does_not_count(events: list[EventFact]) -> None:
    before = event("agreement_signed", date(1994, 12, 31))
    assert settle(ULTIMATUM, [before, *events]).state is State.OPEN


def test_what_came_later_on_the_day_of_the_announcement_counts() -> None:
    after = event("agreement_signed", date(1994, 12, 31), sequence=1)
    assert settle(ULTIMATUM, [THREAT, after]).state is State.MET


@pytest.mark.parametrize(("hour", "state"), [(4, State.MET), (18, State.WITHDRAWN)])
def test_hours_decide_where_both_are_known(hour: int, state: State) -> None:
    instant = datetime(1995, 2, 26, hour, tzinfo=UTC)
    assert settle(SANCTIONS, [event("agreement_reached", date(1995, 2, 26), instant=instant)]).state is state


def test_unknown_hour_of_the_last_day_is_told() -> None:
    settled = settle(SANCTIONS, [event("agreement_reached", date(1995, 2, 26))])
    assert settled.state_reason == "Met: agreement reached on 26 February 1995 (its hour is not recorded)."


AUTOMATIC = replace(SANCTIONS, kind=DeadlineKind.AUTOMATIC)


def test_automatic_effect_that_is_averted_is_withdrawn() -> None:
    averted = event("agreement_reached", date(1995, 2, 26))
    assert settle(AUTOMATIC, [averted]).state is State.WITHDRAWN


def test_automatic_effect_that_takes_place_is_met() -> None:
    settled = settle(AUTOMATIC, [event("action_effective", date(1995, 2, 26))])
    assert (settled.state, settled.state_reason) == (
        State.MET,
        "It took effect: action effective on 26 February 1995.",
    )
