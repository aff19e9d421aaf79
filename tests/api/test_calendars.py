"""Closed days over the API."""

from typing import Any

import pytest
from django.test import Client

from tests.api.conventions import body, codes

pytestmark = pytest.mark.django_db
DAYS = "/api/v1/calendars/us-federal/days"


def test_closed_days_have_names_and_sources(api: Client) -> None:
    days = body(api.get(f"{DAYS}?year=2018"))
    assert {
        "on": "2018-12-05",
        "name": "Day of mourning for George H. W. Bush",
        "source": "E.O. 13852",
    } in days["closed"]


def test_the_year_says_how_sure_it_is(api: Client) -> None:
    told = {year: body(api.get(f"{DAYS}?year={year}"))["confidence"] for year in (2018, 2027)}
    assert told == {2018: "certain", 2027: "likely"}


def test_worked_weekend_days_stand_apart(api: Client) -> None:
    days = body(api.get("/api/v1/calendars/china/days?year=2018"))["worked"]
    assert [day["on"] for day in days][:2] == ["2018-02-11", "2018-02-24"]


def test_a_year_not_covered_is_a_problem_naming_calendar_and_year(api: Client) -> None:
    response = api.get("/api/v1/calendars/china/days?year=2027")
    assert (response.status_code, body(response)["detail"][:30]) == (404, "calendar china, year 2027: no ")


def test_an_unknown_calendar_names_the_known(api: Client) -> None:
    response = api.get("/api/v1/calendars/us-fedral/days?year=2024")
    assert (response.status_code, "china, eu-institutions, us-federal, wto" in body(response)["detail"]) == (
        404,
        True,
    )


@pytest.mark.parametrize("year", ["", "?year=24", "?year=two", "?year=٢٠٢٤", "?year=2024.0"])
def test_a_missing_or_bad_year_is_refused(api: Client, year: str) -> None:
    assert codes(api.get(DAYS + year)) == [("?year", "bad_year")]


def test_all_faults_come_at_once(api: Client) -> None:
    response = api.get(f"{DAYS}?yaer=2024&colour=&year=1&year=2")
    assert codes(response) == [
        ("?yaer", "unknown_parameter"), ("?colour", "unknown_parameter"), ("?year", "repeated"),
    ]  # fmt: skip


def test_the_calendars_say_which_years_they_cover(api: Client) -> None:
    found = {c["id"]: c["coverage"] for c in body(api.get("/api/v1/calendars"))["results"]}
    assert (found["china"][0]["first"], found["china"][-1]["last"]) == (2001, 2026)


def test_unchanged_days_are_a_304(api: Client) -> None:
    etag = api.get(f"{DAYS}?year=2024")["ETag"]
    assert api.get(f"{DAYS}?year=2024", headers={"If-None-Match": etag}).status_code == 304


def test_a_closed_instance_asks_who(api: Client, settings: Any) -> None:
    settings.PUBLIC_READ = False
    assert api.get(f"{DAYS}?year=2024").status_code == 401
