"""What each part of the grammar does when a proceeding is run."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from clocks import Calendars, ClockErrors, Computed, EventFact, State, run
from clocks.calendars import Calendar, Meetings
from tests.clocks.packs import OFFICE, computed, deadlines, event, raw_pack, read, rule

MONDAY = date(2024, 4, 1)
ASKED = event("asked", MONDAY)
KINDS = {
    "asked": {"words": "the request", "data": {"period": "period?", "ends_on": "date?"}},
    "answered": {"words": "the answer"},
    "dropped": {"words": "the withdrawal"},
    "stopped": {"words": "the suspension"},
    "resumed": {"words": "the resumption"},
    "delayed": {"words": "the delay", "data": {"days": "days"}},
    "ruled": {"words": "the ruling", "data": {"outcome": ["upheld", "denied"]}},
    "prolonged": {"words": "the prolongation"},
}
HALF = {"type": "bool", "question": "Is it halved?"}


def rows(
    rules: list[dict[str, Any]], *events: EventFact, until: date | None = None, meetings: Meetings | None = None,
    **facts: bool,
) -> list[Computed]:  # fmt: skip
    """What these rules make of the events, under kinds that carry all the grammar knows."""
    pack = read(raw_pack(*rules, events=KINDS, facts={"prohibited": HALF}))
    calendars = Calendars(
        {"office": OFFICE, "wto": replace(OFFICE, name="wto"), "eu-institutions": EU},
        {"dsb": meetings or Meetings("dsb")},
    )
    return list(run(pack, facts, events, calendars, until))


EU = Calendar(
    "eu-institutions", frozenset({2024}), {date(2024, 5, 1): "Labour Day", date(2024, 5, 2): "bridge"}
)


def one(rules: list[dict[str, Any]], *events: EventFact, **options: Any) -> Computed:
    return {row.rule: row for row in rows(rules, *events, **options)}["A"]


def told(row: Computed, what: str) -> list[str]:
    return [step.detail for step in row.trace if step.what == what]


# Counts


def test_parts_of_a_period_are_counted_in_order() -> None:
    row = one([rule(count="1 m 1 w")], ASKED)
    assert row.due_on == date(2024, 5, 8)
    assert "one month and one week counted from the request" in row.sentence


def test_last_day_of_the_month_reached() -> None:
    assert one([rule(count="1 m", month_end="last_day")], ASKED).due_on == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("data", "due"),
    [({"period": "2 w"}, date(2024, 4, 15)), ({"ends_on": "2024-04-20"}, date(2024, 4, 20))],
)
def test_stated_period_or_day(data: dict[str, str], due: date) -> None:
    stated = rule(count="stated", vectors=None, confidence="unsure")
    row = one([stated], event("asked", MONDAY, data=data))
    assert row.due_on == due
    assert "stated in the request on 1 April 2024" in " ".join(told(row, "stated") + told(row, "count"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "runs as long as stated"),
        ({"period": "2 w", "ends_on": "2024-04-20"}, "keep one of them"),
        ({"ends_on": "2024-03-20"}, "before the period starts"),
    ],
)
def test_statement_that_says_nothing_or_too_much(data: dict[str, str], words: str) -> None:
    stated = rule(count="stated", vectors=None, confidence="unsure")
    with pytest.raises(ClockErrors, match=words):
        one([stated], event("asked", MONDAY, data=data))


@pytest.mark.parametrize(("day", "year"), [(date(2024, 5, 31), 2024), (date(2024, 6, 1), 2025)])
def test_fixed_day_on_or_after_the_anchor(day: date, year: int) -> None:
    fixed = rule(count={"fixed": "05-31"}, vectors=None, confidence="unsure")
    row = one([fixed], event("asked", day))
    assert row.due_on == date(year, 5, 31)
    assert "the first 31 May on or after the request" in row.sentence


NEXT = rule(
    count={"meeting": "dsb", "notice": "10 d", "estimate": "31 d"},
    vectors=None,
    confidence="likely",
    kind="automatic",
)
NEXT = {**NEXT, "vectors": [{"kind": "arithmetic", "anchor": date(2024, 1, 1), "due": date(2024, 2, 1)}]}


def test_next_meeting_is_an_estimate_until_it_is_known() -> None:
    row = one([NEXT], ASKED)
    assert (row.due_on, row.state) == (date(2024, 5, 2), State.TENTATIVE)
    known = Meetings(
        "dsb",
        {date(2024, 4, 5): "agenda", date(2024, 4, 26): "agenda"},
        ((date(2024, 1, 1), date(2024, 12, 31)),),
    )
    row = one([NEXT], ASKED, meetings=known)
    assert (row.due_on, row.state) == (date(2024, 4, 26), State.OPEN)


EARLIER = [
    rule(id="A", count={"earlier_of": ["A.x", "A.y"]}, satisfied_by=["answered"]),
    rule(id="A.x", limb_of="A", count="60 d"),
    rule(id="A.y", limb_of="A", anchor="ruled", count="10 d"),
]
RULED = event("ruled", date(2024, 4, 10), data={"outcome": "upheld"})


@pytest.mark.parametrize(
    ("which", "ruled", "due", "state"),
    [
        ("earlier_of", False, date(2024, 5, 31), State.OPEN),
        ("earlier_of", True, date(2024, 4, 20), State.OPEN),
        ("later_of", False, date(2024, 5, 31), State.TENTATIVE),
        ("later_of", True, date(2024, 5, 31), State.OPEN),
    ],
)
def test_earlier_and_later_of_two_limbs(which: str, ruled: bool, due: date, state: State) -> None:
    rules = [{**EARLIER[0], "count": {which: ["A.x", "A.y"]}}, *EARLIER[1:]]
    found = rows(rules, ASKED, *([RULED] if ruled else []))
    assert [(row.rule, row.due_on, row.state) for row in found] == [("A", due, state)]
    assert ("A.y has not started" in " ".join(told(found[0], "limb"))) is not ruled


def test_limb_of_the_next_anchor_is_not_borrowed() -> None:
    again = event("asked", date(2024, 4, 5), key="again")
    assert {row.anchor: row.due_on for row in rows(EARLIER, ASKED, again, RULED)} == {
        "asked": date(2024, 5, 31), "again": date(2024, 4, 20)
    }  # fmt: skip


def test_choice_without_any_limb_makes_no_deadline() -> None:
    rules = [{**EARLIER[0], "count": {"earlier_of": ["A.y"]}}, EARLIER[2]]
    assert rows(rules, ASKED) == []


def test_halved_when_the_fact_is_so() -> None:
    halved = rule(count="15 d", halved_if={"prohibited": True})
    assert one([halved], ASKED).due_on == date(2024, 4, 16)
    row = one([halved], ASKED, prohibited=True)
    assert (row.due_on, "rounded up; unverified" in told(row, "halved")[0]) == (date(2024, 4, 9), True)


def test_hour_of_the_law_is_kept() -> None:
    row = one([rule(hour="17:00")], ASKED)
    assert (row.due_time, told(row, "hour")) == (time(17), ["Until 17:00 of that day in Europe/Zurich."])


# Rolling


def test_acts_of_members_roll_on_their_own_calendar() -> None:
    assert one([rule(count="30 d", roll="dsu")], ASKED).due_on == date(2024, 5, 2)


def test_european_periods_have_two_working_days() -> None:
    row = one([rule(count="2 d", roll="eu")], event("asked", date(2024, 4, 29)))
    assert row.due_on == date(2024, 5, 3)
    row = one([rule(count="5 d", roll="eu")], event("asked", date(2024, 4, 26)))
    assert row.due_on == date(2024, 5, 3)
    row = one([rule(count="3 d", roll="eu")], event("asked", date(2024, 4, 30)))
    assert (row.due_on, "art. 3(5)" in " ".join(told(row, "roll"))) == (date(2024, 5, 6), True)
    assert one([rule(count="1 d", roll="eu")], event("asked", date(2024, 4, 29))).due_on == date(2024, 4, 30)


# Windows, and what lies before


WINDOW = rule(kind="window", anchor="ruled", opens="-60 d", count="-1 d", satisfied_by=["answered"])
ENDS = event("ruled", date(2024, 7, 6), data={"outcome": "upheld"})


@pytest.mark.parametrize(
    ("answered", "state"),
    [(date(2024, 5, 6), State.LAPSED), (date(2024, 5, 7), State.MET), (date(2024, 7, 5), State.MET)],
)
def test_only_an_act_within_the_window_uses_it(answered: date, state: State) -> None:
    row = one([WINDOW], ENDS, event("answered", answered), until=date(2024, 7, 10))
    assert (row.window_start, row.due_on, row.state) == (date(2024, 5, 7), date(2024, 7, 5), state)


def test_right_used_too_late_has_lapsed() -> None:
    row = one(
        [rule(kind="right_closes", satisfied_by=["answered"])], ASKED, event("answered", date(2024, 4, 12))
    )
    assert row.state_reason == (
        "Lapsed: the answer on 12 April 2024 came one day after the limit, when the right was over."
    )


@pytest.mark.parametrize(("until", "state"), [(11, State.OPEN), (12, State.LAPSED)])
def test_unused_right_lapses_when_its_last_day_has_passed(until: int, state: State) -> None:
    assert one([rule(kind="right_closes")], ASKED, until=date(2024, 4, until)).state is state


def test_duty_is_never_lapsed_by_time() -> None:
    assert one([rule()], ASKED, until=date(2025, 1, 1)).state is State.OPEN


def test_notice_of_an_earlier_round_does_not_serve_the_next() -> None:
    notice = rule(anchor="ruled", count="-30 d", satisfied_by=["answered"])
    first = event("ruled", date(2024, 3, 1), key="first", data={"outcome": "denied"})
    found = rows([notice], event("answered", date(2024, 1, 1)), first, ENDS)
    assert [(row.anchor, row.state) for row in found] == [("first", State.MET), ("ruled", State.OPEN)]


# Anchors


def test_count_may_run_from_an_earlier_event() -> None:
    row = one(
        [rule(anchor={"event": "answered", "from": "asked"})], ASKED, event("answered", date(2024, 4, 8))
    )
    assert (row.anchor, row.due_on, told(row, "in_play")) == (
        "answered", date(2024, 4, 11), ["Put in play by the answer on 8 April 2024."]
    )  # fmt: skip


def test_count_from_an_event_that_never_came() -> None:
    with pytest.raises(ClockErrors, match="counts from asked, and none is recorded before it"):
        rows([rule(anchor={"event": "answered", "from": "asked"})], event("answered", MONDAY))


def test_expiry_before_or_after_rolling() -> None:
    base = rule(id="A", count="12 d", roll="next_working_day", calendar="office")
    after = [
        rule(id=name, anchor={"expiry_of": "A", "unrolled": name == "B"}, count="1 d") for name in ("B", "C")
    ]
    found = {row.rule: row.due_on for row in rows([base, *after], ASKED)}
    assert found == {"A": date(2024, 4, 15), "B": date(2024, 4, 14), "C": date(2024, 4, 16)}


def test_what_rests_on_an_estimate_is_an_estimate() -> None:
    after = rule(id="B", anchor={"expiry_of": "A"})
    assert {row.rule: row.state for row in rows([NEXT, after], ASKED)}["B"] is State.TENTATIVE


def test_absent_event_keeps_or_takes_away() -> None:
    unless = rule(absent=["dropped"])
    assert rows([unless], event("dropped", date(2024, 3, 1)), ASKED) == []
    assert one([unless], ASKED, event("dropped", date(2024, 4, 5))).state is State.WITHDRAWN


@pytest.mark.parametrize(
    ("on", "there"), [(date(2024, 3, 31), True), (MONDAY, True), (date(2024, 4, 2), False)]
)
def test_what_must_come_before(on: date, there: bool) -> None:
    after = rule(preceded_by=["prolonged"])
    assert bool(rows([after], ASKED, event("prolonged", on))) is there


@pytest.mark.parametrize(("outcome", "state"), [("upheld", State.MET), ("denied", State.WITHDRAWN)])
def test_answers_decide_what_an_event_does(outcome: str, state: State) -> None:
    both = rule(
        satisfied_by=[{"event": "ruled", "where": {"outcome": "upheld"}}],
        withdrawn_by=[{"event": "ruled", "where": {"outcome": "denied"}}],
    )
    assert one([both], ASKED, event("ruled", date(2024, 4, 3), data={"outcome": outcome})).state is state


def test_right_may_lapse_through_an_event() -> None:
    row = one([rule(lapsed_by=["dropped"])], ASKED, event("dropped", date(2024, 4, 3)))
    assert (row.state, row.state_reason) == (State.LAPSED, "Lapsed through the withdrawal on 3 April 2024.")


def test_stalled_from_the_day_nobody_can_act() -> None:
    stalled = rule(stalled_from=date(2024, 4, 11))
    assert one([stalled], ASKED).state is State.STALLED
    assert one([stalled], event("asked", date(2024, 3, 31))).state is State.OPEN


# Recurring


AGAIN = rule(count="10 d", repeat={"every": "1 m", "until": ["dropped"]}, satisfied_by=["answered"])


def test_limit_comes_again_up_to_the_first_after_the_horizon() -> None:
    found = rows([AGAIN], event("asked", date(2024, 1, 21)), until=date(2024, 3, 31))
    assert [(row.occurrence, row.due_on) for row in found] == [
        (0, date(2024, 1, 31)), (1, date(2024, 2, 29)), (2, date(2024, 3, 31)), (3, date(2024, 4, 30))
    ]  # fmt: skip


def test_each_occurrence_is_met_by_what_follows_the_one_before() -> None:
    done = [event("answered", date(2024, 2, day), key=str(day)) for day in (5, 20)]
    found = rows([AGAIN], event("asked", date(2024, 1, 21)), *done, until=date(2024, 3, 30))
    assert [(row.due_on.month, row.state, row.closed_by) for row in found] == [
        (1, State.MET, "5"),
        (2, State.MET, "5"),
        (3, State.OPEN, None),
    ]


def test_nothing_comes_again_after_the_end() -> None:
    ended = event("dropped", date(2024, 2, 10))
    found = rows([AGAIN], event("asked", date(2024, 1, 21)), ended, until=date(2025, 1, 1))
    assert [(row.due_on, row.state) for row in found] == [(date(2024, 1, 31), State.WITHDRAWN)]


# Standing still, and delays


STILL = rule(count="10 d", suspended_by={"from": "stopped", "to": "resumed"}, satisfied_by=["answered"])


def test_days_of_suspension_are_added_up() -> None:
    pauses = [
        event(kind, date(2024, 4, day), key=f"{kind}{day}")
        for kind, day in (("stopped", 3), ("resumed", 6), ("stopped", 12), ("resumed", 14))
    ]
    row = one([STILL], ASKED, *pauses)
    assert (row.due_on, len(told(row, "added"))) == (date(2024, 4, 16), 2)


def test_suspension_that_lasts() -> None:
    row = one([STILL], ASKED, event("stopped", date(2024, 4, 3)))
    assert (row.state, row.due_on) == (State.SUSPENDED, date(2024, 4, 11))


@pytest.mark.parametrize(
    ("stopped", "resumed", "due"),
    [
        (date(2024, 3, 1), date(2024, 4, 3), 13),
        (date(2024, 3, 1), date(2024, 3, 20), 11),
        (date(2024, 4, 12), date(2024, 4, 20), 11),
    ],
)  # fmt: skip
def test_only_days_within_the_period_are_added(stopped: date, resumed: date, due: int) -> None:
    row = one([STILL], ASKED, event("stopped", stopped), event("resumed", resumed))
    assert row.due_on == date(2024, 4, due)


def test_suspension_after_the_end_adds_nothing() -> None:
    done = event("answered", date(2024, 4, 2))
    row = one([STILL], ASKED, done, event("stopped", date(2024, 4, 3)), event("resumed", date(2024, 4, 8)))
    assert row.due_on == date(2024, 4, 11)


@pytest.mark.parametrize(
    ("kinds", "words"),
    [(("stopped", "stopped"), "stands still already"), (("resumed",), "was not standing still")],
)
def test_overlapping_suspensions(kinds: tuple[str, ...], words: str) -> None:
    events = [event(kind, date(2024, 4, 2 + n), key=str(n)) for n, kind in enumerate(kinds)]
    with pytest.raises(ClockErrors, match=words) as refused:
        rows([STILL], ASKED, *events)
    assert refused.value.errors[0].code == "overlapping_suspensions"


def test_suspension_without_its_day() -> None:
    stopped = event("stopped", date(2024, 4, 1), precision="month")
    with pytest.raises(ClockErrors, match="it stops rule A, and its day is not known"):
        rows([STILL], ASKED, stopped, event("resumed", date(2024, 5, 8)))


def test_delays_shift_the_limit() -> None:
    delays = [event("delayed", date(2024, 4, day), key=str(day), data={"days": "20"}) for day in (2, 30)]
    late = event("delayed", date(2024, 7, 1), key="late", data={"days": "20"})
    row = one([rule(lengthened_by=["delayed"])], ASKED, *delays, late)
    assert (row.due_on, len(told(row, "not_added"))) == (date(2024, 5, 21), 1)


# As printed


@pytest.mark.parametrize(
    ("printed", "zone", "warned"),
    [
        ("12:01 a.m. eastern standard time on May 10, 2024", "America/New_York", True),
        ("9 p.m. PST", "America/New_York", True),
        ("12:01 a.m. EDT", "America/New_York", False),
        ("noon CET", "Europe/Zurich", True),
        ("noon CEST", "Europe/Zurich", False),
        ("noon XYZT", "Europe/Zurich", False),
        ("last December", None, False),
    ],
)
def test_zone_printed_out_of_season_is_warned_about(printed: str, zone: str | None, warned: bool) -> None:
    row = one([rule()], event("asked", date(2024, 5, 10), printed=printed, zone=zone))
    assert bool(row.warnings) is warned
    assert row.due_on == date(2024, 5, 20)


def test_result_names_every_event_it_rests_on() -> None:
    longer = rule(id="A", requires=["prolonged"], lengthened_by=["delayed"], satisfied_by=["answered"])
    events = [
        event("prolonged", date(2024, 4, 2)), event("delayed", date(2024, 4, 3), data={"days": "2"}),
        event("answered", date(2024, 4, 4)),
    ]  # fmt: skip
    assert set(one([longer], ASKED, *events).rests_on) == {"asked", "prolonged", "delayed", "answered"}


def test_unlimited_kinds_stay_as_they_were() -> None:
    assert computed([rule()], ASKED, facts={})[0].moves == ()
    assert deadlines([rule()], ASKED)["A"].computed_on == date(2024, 4, 11)
