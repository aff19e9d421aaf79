"""The rules as a lawyer reads them, tried on a day; the closed days; a list of one's own checked."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clocks import load_pack, packs
from clocks.checking import ROW_LIMIT
from tests.factories import record

pytestmark = pytest.mark.django_db
CHECK = "/check/"
TABLE = "Rule,Trigger,Due\n301.10,1994-06-30,1994-12-31\n301.14,1995-02-04,1995-03-06\n301.14,03/04/2020,\n"


def text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def checked(client: Client, **given: Any) -> Any:
    return client.post(CHECK, given)


def rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.mark.parametrize("name", packs())
def test_every_rule_of_every_pack_has_its_page(client: Client, name: str) -> None:
    pages = [f"/clocks/{name}/", *(f"/clocks/{name}/{rule.id}/" for rule in load_pack(name).rules)]
    assert {page for page in pages if client.get(page).status_code != 200} == set()


def test_the_packs_are_listed_and_in_the_navigation(client: Client) -> None:
    assert '<a href="/clocks/us-301/">US Section 301</a>' in text(client, "/clocks/")


def test_rules_stand_in_the_order_of_their_numbers(client: Client) -> None:
    page = text(client, "/clocks/us-301/")
    places = [page.index(f">{name}</a>") for name in ("301.10", "301.11", "301.14")]
    assert places == sorted(places)


def test_a_rule_is_counted_from_the_day_in_the_address(client: Client) -> None:
    page = text(client, "/clocks/us-301/301.10/?anchor=1994-06-30")
    assert ("Friday 30 December 1994" in page, "The other reading gives 31 December 1994" in page) == (
        True,
        True,
    )


def test_a_rolled_day_shows_each_day_skipped(client: Client) -> None:
    page = text(client, "/clocks/wto-dsu/DSU.20.appeal/?anchor=2020-09-15")
    assert "Skipped 14 November 2020: Saturday (calendar wto)." in page


def test_an_estimate_is_marked_tentative(client: Client) -> None:
    page = text(client, "/clocks/wto-dsu/DSU.07/?anchor=2018-01-11")
    assert ("Tentative" in page, "the day is an estimate" in page) == (True, True)


def test_a_year_without_calendar_is_said_on_the_page(client: Client) -> None:
    assert "calendar wto, year 2050: no data" in text(
        client, "/clocks/wto-dsu/DSU.20.appeal/?anchor=2050-01-03"
    )


def test_a_day_that_is_none_is_said_at_its_field(client: Client) -> None:
    assert "Enter a valid date, such as 1995-02-04." in text(client, "/clocks/us-301/301.10/?anchor=30+June")


def test_every_example_on_the_page_agrees(client: Client) -> None:
    page = text(client, "/clocks/us-301/301.10/")
    assert page.count("The same day") == len(load_pack("us-301").rule("301.10").vectors)


def test_a_stated_period_is_asked_for(client: Client) -> None:
    stated = next(rule.id for rule in load_pack("wto-dsu").rules if type(rule.count).__name__ == "Stated")
    page = text(client, f"/clocks/wto-dsu/{stated}/?anchor=1997-09-25&period=15+m+1+w")
    assert "Friday 1 January 1999" in page


@pytest.mark.parametrize("page", ["/clocks/us-302/", "/clocks/us-301/301.99/", "/calendars/mars/"])
def test_what_is_not_there_is_a_404(client: Client, page: str) -> None:
    assert client.get(page).status_code == 404


def test_closed_days_have_their_source(client: Client) -> None:
    page = text(client, "/calendars/us-federal/?year=2018")
    assert ("Day of mourning for George H. W. Bush" in page, "E.O. 13852" in page) == (True, True)


def test_worked_weekends_are_marked(client: Client) -> None:
    assert "Saturday 24 February 2018" in text(client, "/calendars/china/?year=2018")


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?year=2027", 404, "calendar china, year 2027: no data for this year"),
        ("?year=soon", 400, "“soon” is no year"),
        ("", 200, "State Council General Office notice for 2026"),
    ],
)
def test_a_year_that_is_not_covered_is_said_to_be_so(
    client: Client, query: str, status: int, said: str
) -> None:
    response = client.get(f"/calendars/china/{query}")
    assert (response.status_code, said in response.content.decode()) == (status, True)


@pytest.mark.parametrize(
    "said", ["China", "2001–2025", "unverified", "/calendars/us-federal/", "/calendars/dsb/", "nowhere"]
)
def test_the_calendars_say_which_years_they_cover_and_how_sure(client: Client, said: str) -> None:
    assert said in text(client, "/calendars/")


def test_meetings_are_listed_with_what_they_decided(client: Client) -> None:
    assert "Reports adopted in DS27" in text(client, "/calendars/dsb/")


def test_a_pasted_list_is_checked_without_account(client: Client) -> None:
    page = checked(client, table=TABLE).content.decode()
    assert [word in page for word in ("one day later than the rule", "Friday 30 December 1994")] == [
        True,
        True,
    ]


def test_a_date_with_two_readings_is_not_guessed(client: Client) -> None:
    page = checked(client, table=TABLE).content.decode()
    assert "03/04/2020 can be 3 April 2020 or 4 March 2020" in page


def test_the_findings_come_as_csv(client: Client) -> None:
    found = rows(checked(client, table=TABLE, **{"as": "csv"}))
    assert [(row["line"], row["outcome"], row["rule_gives"]) for row in found] == [
        ("2", "differs", "1994-12-30"), ("3", "same", "1995-03-06"), ("4", "unchecked", ""),
    ]  # fmt: skip


def test_no_cell_of_the_csv_is_a_formula(client: Client) -> None:
    table = 'Rule,Trigger,Due\n"=HYPERLINK(""http://x"")",+1,@SUM(1)\n'
    (row,) = rows(checked(client, table=table, **{"as": "csv"}))
    assert (row["rule_written"][:2], row["trigger_written"], row["date_written"]) == ("'=", "'+1", "'@SUM(1)")


def test_nothing_pasted_runs_in_the_page(client: Client) -> None:
    page = checked(client, table="Rule,Trigger,Due\n<script>alert(1)</script>,x,y\n").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(("name", "mark"), [("list.csv", ";"), ("list.tsv", "\t")])
def test_a_file_is_checked(client: Client, name: str, mark: str) -> None:
    upload = SimpleUploadedFile(name, ("\ufeff" + TABLE.replace(",", mark)).encode())
    assert "one day later than the rule" in checked(client, file=upload).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "There is nothing to check"),
        ({"table": "one column\n"}, "No row has three columns"),
        ({"table": TABLE, "order": "guess"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(client: Client, given: dict[str, str], said: str) -> None:
    response = checked(client, **given)
    page = response.content.decode()
    assert (response.status_code, said in page, given.get("table", "")[:10] in page) == (400, True, True)


def test_a_workbook_is_told_how_to_be_saved(client: Client) -> None:
    upload = SimpleUploadedFile("list.xlsx", b"PK\x03\x04zip")
    assert "save the sheet as CSV" in checked(client, file=upload).content.decode()


def test_too_large_a_file_is_refused(client: Client) -> None:
    upload = SimpleUploadedFile("list.csv", b"x" * 600_000)
    assert "more than 500 kB" in checked(client, file=upload).content.decode()


def test_table_and_file_together_are_refused(client: Client) -> None:
    upload = SimpleUploadedFile("list.csv", TABLE.encode())
    assert "give one of them" in checked(client, table=TABLE, file=upload).content.decode()


def test_rows_beyond_the_limit_are_said_to_be_left_out(client: Client) -> None:
    table = "Rule,Trigger,Due\n" + "301.14,1995-02-04,1995-03-06\n" * (ROW_LIMIT + 3)
    assert "3 more were left out" in checked(client, table=table).content.decode()


def test_the_order_said_is_kept_for_the_next_check(client: Client) -> None:
    page = checked(client, table="301.14,03/04/2020,03/05/2020\n", order="day_first").content.decode()
    assert ("cannot be checked, <strong>1</strong>" in page, 'value="day_first"' in page) == (True, True)


@pytest.fixture
def two_a_minute(settings: Any) -> dict[str, str]:
    """Return an address that may check twice a minute; a user may three times."""
    settings.API_LIMITS = {"anonymous": 2, "key": 3}
    return {"REMOTE_ADDR": f"10.8.{record.number() % 250}.{record.number() % 250}"}


def test_an_address_may_check_so_often_a_minute(client: Client, two_a_minute: dict[str, str]) -> None:
    with time_machine.travel(record.NOW + timedelta(seconds=20), tick=False):
        answers = [client.post(CHECK, {"table": TABLE}, **two_a_minute) for _ in range(3)]  # type: ignore[arg-type]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    page = answers[2].content.decode()
    assert (answers[2]["Retry-After"], "check again in 40 seconds" in page) == ("40", True)
    assert "301.14,1995-02-04,1995-03-06" in page and "one day later than the rule" not in page


def test_looking_at_the_form_is_not_counted(client: Client, two_a_minute: dict[str, str]) -> None:
    with time_machine.travel(record.NOW, tick=False):
        assert {client.get(CHECK, **two_a_minute).status_code for _ in range(4)} == {200}  # type: ignore[arg-type]


def test_a_user_is_counted_apart_from_the_address(
    client: Client, alice: Client, two_a_minute: dict[str, str]
) -> None:
    with time_machine.travel(record.NOW + timedelta(minutes=record.number()), tick=False):
        callers = [client] * 3 + [alice] * 4
        answers = [one.post(CHECK, {"table": TABLE}, **two_a_minute) for one in callers]  # type: ignore[arg-type]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 200, 200, 200, 429]


@pytest.mark.parametrize(
    "page", ["/clocks/", "/clocks/us-301/301.10/", "/calendars/", "/calendars/us-federal/", CHECK]
)
def test_published_law_is_open_where_reading_is_not(client: Client, settings: Any, page: str) -> None:
    settings.PUBLIC_READ = False
    assert client.get(page).status_code == 200


def test_the_example_can_be_checked(client: Client) -> None:
    assert "301.10" in text(client, "/check/?example")
