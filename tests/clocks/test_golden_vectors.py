"""The dossier's worked examples, by their T number, and those of the packs themselves."""

from datetime import date

import pytest

from clocks import Calendars, Computed, EventFact, Pack, Rule, State, load_pack, packs, run, shipped
from clocks.counting import count_from
from clocks.dates import MonthEnd, Unit, add
from clocks.examples import work_out
from clocks.rules import Vector

US_301 = load_pack("us-301")
VECTORS = [
    (pack, rule, vector) for pack in map(load_pack, packs()) for rule in pack.rules for vector in rule.vectors
]


def due(rule: str, anchor: date) -> date:
    return count_from(US_301.rule(rule), anchor, Calendars()).due_on


def test_t1_initiation_is_due_on_a_sunday_and_stays() -> None:
    assert due("301.04", date(1991, 4, 26)) == date(1991, 5, 26)


def test_t2_six_months_of_1991() -> None:
    assert due("301.10", date(1991, 5, 26)) == date(1991, 11, 26)


def test_t3_nine_months_of_1991() -> None:
    assert due("301.11", date(1991, 5, 26)) == date(1992, 2, 26)


@pytest.mark.parametrize(
    ("policy", "end"), [(MonthEnd.CLAMP, date(1994, 12, 30)), (MonthEnd.STICKY_EOM, date(1994, 12, 31))]
)
def test_t5_six_months_from_a_month_end(policy: MonthEnd, end: date) -> None:
    assert add(date(1994, 6, 30), 6, Unit.MONTHS, policy) == end


def test_t5_pack_keeps_the_day_number() -> None:
    assert due("301.10", date(1994, 6, 30)) == date(1994, 12, 30)


def test_t6_nine_months_of_1994() -> None:
    assert due("301.11", date(1994, 6, 30)) == date(1995, 3, 30)


def test_t7_thirty_days_from_the_determination() -> None:
    assert due("301.14", date(1995, 2, 4)) == date(1995, 3, 6)


def test_t4_twelve_months_of_the_market_access_case() -> None:
    assert due("301.08", date(1991, 10, 10)) == date(1992, 10, 10)


def test_t8_twelve_months_do_not_roll() -> None:
    assert due("301.08", date(2017, 8, 18)) == date(2018, 8, 18)


def test_t9_twelve_months_of_the_french_case() -> None:
    assert due("301.08", date(2019, 7, 10)) == date(2020, 7, 10)


def test_t10_longest_delay_of_the_french_action() -> None:
    assert due("301.15", date(2020, 7, 10)) == date(2021, 1, 6)


def test_t11_twelve_months_of_six_cases() -> None:
    assert due("301.08", date(2020, 6, 2)) == date(2021, 6, 2)


def test_t12_longest_delay_of_six_actions() -> None:
    assert due("301.15", date(2021, 6, 2)) == date(2021, 11, 29)


FOUR_YEARS = {"priority_foreign_country": False, "trade_agreement_involved": False}


def four_years(effective: date, *later: EventFact, until: date | None = None) -> list[Computed]:
    """The deadlines at the close of four years of an action."""
    events = [EventFact("effective", "action_effective", effective), *later]
    rows = run(US_301, FOUR_YEARS, events, shipped(), until)
    return [row for row in rows if row.rule in ("301.20", "301.20.window")]


@pytest.mark.parametrize(
    ("effective", "window", "closes"),
    [
        (date(2018, 7, 6), (date(2022, 5, 7), date(2022, 7, 5)), date(2022, 7, 6)),
        (date(2018, 8, 23), (date(2022, 6, 24), date(2022, 8, 22)), date(2022, 8, 23)),
    ],
)
def test_t21_t22_window_to_ask_for_continuation(
    effective: date, window: tuple[date, date], closes: date
) -> None:
    asked, ended = four_years(effective)
    assert ((asked.window_start, asked.due_on), ended.due_on) == (window, closes)


def test_t23_second_four_years_close_unless_somebody_asks_again() -> None:
    asked = EventFact("asked", "continuation_requested", date(2003, 6, 15))
    rows = four_years(date(1999, 7, 29), asked, until=date(2007, 7, 29))
    ends = {row.occurrence: (row.due_on, row.state) for row in rows[:4] if row.rule == "301.20"}
    assert ends == {0: (date(2003, 7, 29), State.LAPSED), 1: (date(2007, 7, 29), State.OPEN)}
    windows = {
        row.occurrence: (row.window_start, row.state) for row in rows[:4] if row.rule == "301.20.window"
    }
    assert windows == {0: (date(2003, 5, 30), State.MET), 1: (date(2007, 5, 30), State.LAPSED)}


def test_t40_month_without_that_day() -> None:
    assert add(date(2024, 8, 31), 6, Unit.MONTHS) == date(2025, 2, 28)


def test_t41_thirty_days_before() -> None:
    assert add(date(2027, 6, 23), -30, Unit.DAYS) == date(2027, 5, 24)


@pytest.mark.parametrize(
    ("pack", "rule", "vector"), VECTORS, ids=[f"{rule.id} {vector.anchor}" for _, rule, vector in VECTORS]
)
def test_every_vector_of_every_pack(pack: Pack, rule: Rule, vector: Vector) -> None:
    counted = work_out(pack, rule, vector, shipped())
    assert counted.due_on == vector.due
    assert counted.raw_on == (vector.raw or counted.raw_on)
    assert counted.window_start == (vector.opens or counted.window_start)
