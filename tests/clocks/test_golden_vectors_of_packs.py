"""The worked examples of the other systems, by their T number: what the rule gives, beside what happened."""

from datetime import date

import pytest

from clocks import compute, shipped
from clocks.dates import Unit, add


def due(rule: str, anchor: str, period: str | None = None) -> str:
    return compute(rule, date.fromisoformat(anchor), shipped(), period=period).due_on.isoformat()


def raw(rule: str, anchor: str) -> str:
    return compute(rule, date.fromisoformat(anchor), shipped()).raw_on.isoformat()


def test_t14_steel_decision_and_implementation() -> None:
    assert due("232.02", "2018-01-11") == "2018-04-11"
    assert due("232.03", "2018-03-08") == "2018-03-23"


def test_t16_solar_report() -> None:
    assert due("201.02", "2017-05-17") == "2017-11-13"


@pytest.mark.parametrize(
    ("filed", "decided", "views"),
    [
        ("2017-06-02", "2017-07-17", "2017-07-24"),
        ("2018-05-22", "2018-07-06", "2018-07-13"),
        ("2016-04-08", "2016-05-23", "2016-05-31"),
    ],
)
def test_t19_injury_and_views(filed: str, decided: str, views: str) -> None:
    assert due("AC.02", filed) == decided
    assert due("AC.02.views", decided) == views


def test_t20_tin_mill_rolls_over_juneteenth() -> None:
    assert due("AC.01", "2023-01-18") == "2023-02-07"
    assert due("AC.03", "2023-02-07") == "2023-04-13"
    assert raw("AC.03.postponed", "2023-02-07") == "2023-06-17"
    assert due("AC.03.postponed", "2023-02-07") == "2023-06-20"


def test_t24_last_day_of_the_month_rolls_over_labor_day() -> None:
    assert raw("AC.08", "2002-08-05") == "2003-08-31"
    assert due("AC.08", "2002-08-05") == "2003-09-02"


def test_t26_bananas_report_and_appeal() -> None:
    assert due("DSU.18", "1997-05-22") == "1997-06-11"
    assert due("DSU.20", "1997-05-22") == "1997-07-21"
    assert due("DSU.21", "1997-06-11") == "1997-08-10"
    assert due("DSU.21.limit", "1997-06-11") == "1997-09-09"


def test_t27_bananas_adoption() -> None:
    assert due("DSU.22", "1997-09-09") == "1997-10-09"


def test_t28_fifteen_months_and_one_week() -> None:
    assert due("DSU.RPT", "1997-09-25", period="15 m 1 w") == "1999-01-01"


def test_t30_hormones_period_and_arbitration() -> None:
    assert due("DSU.RPT", "1998-02-13", period="15 m") == "1999-05-13"
    assert due("DSU.33", "1999-05-13") == "1999-07-12"


def test_t31_hormones_appeal() -> None:
    assert due("DSU.21.limit", "1997-09-24") == "1997-12-23"


def test_t32_six_months_after_adoption_do_not_roll() -> None:
    assert due("SCM.06", "2011-06-01") == "2011-12-01"
    assert due("SCM.06", "2012-03-23") == "2012-09-23"


def test_t34_corn_panel() -> None:
    assert due("UM.03", "2023-06-02") == "2023-08-16"


def test_t35_rebalancing_does_not_roll() -> None:
    assert due("EE.03", "2018-03-23") == "2018-06-21"
    assert due("EE.03.suspend", "2018-05-18") == "2018-06-17"


def test_t36_appeal_rolls_where_adoption_does_not() -> None:
    assert due("DSU.20", "2020-09-15") == "2020-11-14"
    assert due("DSU.20.appeal", "2020-09-15") == "2020-11-16"


def test_t38_surcharge() -> None:
    assert due("122.01", "2026-02-24") == "2026-07-24"


def test_t39_four_months_then_five_years() -> None:
    resumed = add(date(2021, 3, 11), 4, Unit.MONTHS)
    assert resumed == date(2021, 7, 11)
    assert add(resumed, 5, Unit.YEARS) == date(2026, 7, 11)
