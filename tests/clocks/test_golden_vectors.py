"""The dossier's worked examples, by their T number, and those of the packs themselves."""

from datetime import date

import pytest

from clocks import Calendars, Pack, Rule, load_pack, packs, shipped
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
