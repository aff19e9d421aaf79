"""The clocks agree with counting on the fingers; `script/check_counting` does the same a million times."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clocks.dates import MonthEnd, Unit, add
from clocks.rules import CALENDAR_OF_ROLL, Roll
from tests.clocks import walker
from tests.clocks.packs import raw_pack, read, rule
from tests.clocks.walker import REACH, Case, by_clocks, by_hand, compare

NAMES = ("us-federal", "wto", "eu-institutions", "china")


@st.composite
def counted(draw: st.DrawFn) -> Case:
    unit = draw(st.sampled_from(Unit))
    how = draw(st.sampled_from(Roll))
    needs = unit is Unit.WORKING_DAYS or how is not Roll.NONE
    name = CALENDAR_OF_ROLL.get(how, draw(st.sampled_from(NAMES))) if needs else None
    day = draw(st.dates(date(2000, 1, 1), date(2028, 12, 31)))
    offset = draw(st.integers(-REACH[unit], REACH[unit]))
    return Case(day, offset, unit, draw(st.sampled_from(MonthEnd)), name, how)


@settings(max_examples=600, deadline=None)
@given(counted())
def test_the_clocks_agree_with_walking(case: Case) -> None:
    assert by_clocks(case) == by_hand(case)


def test_the_chain_knows_the_weekdays() -> None:
    assert [walker.chain()[walker.places()[d]].weekday for d in ((1994, 12, 31), (2000, 2, 29))] == [5, 1]


@given(st.dates(date(1900, 1, 1), date(2149, 12, 31)))
def test_the_chain_is_the_calendar(day: date) -> None:
    place = walker.places()[day.year, day.month, day.day]
    assert (walker.chain()[place].weekday, place) == (day.weekday(), (day - date(1900, 1, 1)).days)


def test_random_cases_of_a_seed_are_the_same_ones_again() -> None:
    assert list(walker.cases(50, 7)) == list(walker.cases(50, 7))


def test_a_wrong_count_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_late(day: date, offset: int, *rest: Any) -> date:
        return add(day, offset + 1, *rest)

    monkeypatch.setattr(walker, "add", one_late)
    assert len(compare(200, seed=1)[1]) > 150


def test_a_wrong_roll_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walker, "rolling", lambda how, calendar: read(raw_pack(rule())).rule("A"))
    apart = compare(1000, seed=1)[1]
    assert all(f"<Roll.{how}" in "".join(apart) for how in ("NEXT_WORKING_DAY", "DSU", "EU"))


def test_the_comparison_tells_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert walker.main("300", "42") == 0
    told = capsys.readouterr().out
    assert told.startswith("seed 42, 300 cases\n")


@given(st.sampled_from(NAMES), st.dates(date(1980, 1, 1), date(2045, 12, 31)))
def test_both_refuse_the_same_years(name: str, day: date) -> None:
    case = Case(day, 1, Unit.WORKING_DAYS, MonthEnd.CLAMP, name, Roll.NONE)
    assume(not {day.year, day.year + 1} & walker.walker(name).years)
    assert (by_clocks(case), by_hand(case)) == ("refused", "refused")
