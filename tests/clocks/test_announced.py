"""What becomes of an announced day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clocks import Announced, ClockErrors, DeadlineKind, EventFact, State, misdirected, settle
from tests.clocks.packs import event

THREAT = event("threat_made", date(1994, 12, 31), key="threat")
ULTIMATUM = Announced(
    key="threat",
    ref="the-ultimatum",
    kind=DeadlineKind.ULTIMATUM,
    due_on=date(1995, 2, 4),
    instant=None,
    unless=("agreement_signed",),
    then=("final_list_published",),
    announced_on=date(1994, 12, 31),
)
SANCTIONS = Announced(
    key="sanctions",
    ref="the-sanctions",
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
        "threat",
        "hearing",
        DeadlineKind.TARGET,
        date(1995, 2, 4),
        None,
        (),
        ("hearing_held",),
        date(1994, 12, 31),
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


def moved(day: date, to: str, kind: str = "deadline_extended", **data: str) -> EventFact:
    data = {"deadline": "the-ultimatum", "to": to} | data
    return EventFact(f"{kind}-{day}", kind, day, data=data)


def test_an_extension_moves_the_day_and_keeps_count() -> None:
    first = moved(date(1995, 2, 1), "1995-02-10", basis="Talks go on")
    second = moved(date(1995, 2, 9), "1995-02-26")
    settled = settle(ULTIMATUM, [THREAT, first, second])
    assert settled.due_on == date(1995, 2, 26)
    assert [(move.to, move.kind, move.reason) for move in settled.moves] == [
        (date(1995, 2, 10), "extended", "Talks go on"),
        (date(1995, 2, 26), "extended", ""),
    ]


def test_in_time_is_told_by_the_day_it_was_moved_to() -> None:
    settled = settle(ULTIMATUM, [THREAT, moved(date(1995, 2, 1), "1995-02-26"), signed(2, 26)])
    assert settled.state is State.MET


def test_an_extension_after_expiry_is_labelled_late() -> None:
    settled = settle(ULTIMATUM, [THREAT, moved(date(1995, 2, 5), "1995-02-26")])
    assert settled.moves[0].kind == "extended_late"


def test_an_unpinned_day_goes_back_to_where_extensions_had_led() -> None:
    extended = moved(date(1995, 2, 1), "1995-02-10")
    pinned = moved(date(1995, 2, 2), "1995-02-08", "deadline_pinned", reason="Our own margin")
    free = moved(date(1995, 2, 3), "", "deadline_unpinned")
    assert settle(ULTIMATUM, [THREAT, extended, pinned, free]).due_on == date(1995, 2, 10)


def test_a_move_after_the_end_moves_nothing() -> None:
    settled = settle(ULTIMATUM, [THREAT, signed(2, 3), moved(date(1995, 2, 5), "1995-02-26")])
    assert (settled.state, settled.due_on) == (State.MET, date(1995, 2, 4))


def test_a_move_of_another_deadline_moves_nothing() -> None:
    other = moved(date(1995, 2, 1), "1995-02-26", deadline="another")
    assert settle(ULTIMATUM, [THREAT, other]).due_on == date(1995, 2, 4)


def test_a_waiver_ends_it() -> None:
    waived = EventFact("w", "deadline_waived", date(1995, 2, 1), data={"deadline": "the-ultimatum"})
    assert settle(ULTIMATUM, [THREAT, waived]).state is State.WAIVED


@pytest.mark.parametrize("to", ["soon", "19950226", "1995-W08-7"])
def test_an_extension_without_a_day_is_refused(to: str) -> None:
    with pytest.raises(ClockErrors, match=f"to: is '{to}'; write the new day"):
        settle(ULTIMATUM, [THREAT, moved(date(1995, 2, 1), to)])


def refusals(*events: EventFact) -> list[str]:
    return [error.message for error in misdirected(events, [ULTIMATUM])]


def test_moves_of_an_open_day_are_well_directed() -> None:
    assert refusals(THREAT, moved(date(1995, 2, 1), "1995-02-26"), signed(2, 3)) == []


def test_moves_of_what_is_not_there_or_over_are_not() -> None:
    nameless = moved(date(1995, 2, 1), "1995-02-26", deadline="another")
    empty = moved(date(1995, 2, 1), "1995-02-26", deadline="")
    early = moved(date(1994, 12, 30), "1995-02-26")
    late = moved(date(1995, 2, 4), "1995-02-26")
    told = refusals(THREAT, nameless, empty, early, late, signed(2, 3))
    assert [one.partition(";")[0] for one in told] == [
        "no deadline of this name was announced here before",
        "no deadline of this name was announced here before",
        "no deadline of this name was announced here before",
        "no longer open on that day",
    ]


@pytest.mark.parametrize(
    ("on", "name", "told"),
    [
        (
            date(1995, 2, 3),
            "the-ultimatun",
            "announced here before (did you mean the-ultimatum?); correct name",
        ),
        (
            date(1995, 2, 3),
            "something else",
            "announced here before; correct name or date, or leave deadline out.",
        ),
        (date(1994, 12, 30), "the-ultimatum", "announced here before; correct name or date"),
    ],
)
def test_an_event_about_a_deadline_that_there_is_not_is_refused_by_name(
    on: date, name: str, told: str
) -> None:
    about = EventFact("s", "agreement_signed", on, data={"deadline": name})
    [error] = misdirected([THREAT, about], [ULTIMATUM], ["the-ultimatum"])
    assert error.code == "unknown_deadline"
    assert error.place.endswith(f"(s), deadline {name}")
    assert told in error.message


def test_the_announcement_may_name_its_own_deadline_so_as_to_settle_no_other() -> None:
    assert misdirected([replace(THREAT, data={"deadline": "the-ultimatum"})], [ULTIMATUM]) == []


def test_a_name_that_not_everybody_may_know_is_not_suggested() -> None:
    about = EventFact("s", "agreement_signed", date(1995, 2, 3), data={"deadline": "the-ultimatun"})
    [error] = misdirected([THREAT, about], [ULTIMATUM])
    assert "did you mean" not in error.message


def test_a_move_on_the_day_of_the_end_counts_where_their_order_is_unknown() -> None:
    settled = settle(ULTIMATUM, [THREAT, moved(date(1995, 2, 3), "1995-02-26"), signed(2, 3)])
    assert (settled.state, settled.due_on) == (State.MET, date(1995, 2, 26))


def test_a_day_that_is_not_pinned_is_not_unpinned() -> None:
    with pytest.raises(ClockErrors, match="the day is not pinned; remove the event"):
        settle(ULTIMATUM, [THREAT, moved(date(1995, 2, 1), "", "deadline_unpinned")])
