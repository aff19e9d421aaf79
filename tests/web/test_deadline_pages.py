"""What is due next, the board, and the proof."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history.authorship import authored
from history.models import Reason
from tests.factories import record
from tests.web.cast import Case


def body(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def test_home_groups_by_urgency(client: Client, case: Case) -> None:
    page = body(client, "/")
    assert page.index("This week") < page.index("Final list unless agreed") < page.index("Later")


def test_home_says_why_it_is_empty(client: Client, case: Case) -> None:
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        request = case.proceeding.deadlines.get(rule="301.05")
        for deadline in (case.ultimatum, case.statutory, request):
            deadline.state = "met"
            deadline.save()
    page = " ".join(body(client, "/").split())
    assert "No deadline is open in the 1 dispute you may read: all 4 deadlines on record are met" in page


def test_home_points_to_the_founding_case_when_nothing_is_due(client: Client, case: Case) -> None:
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        case.proceeding.deadlines.all().delete()
    assert "/disputes/us-cn-ipr/" in body(client, "/")


def test_a_passed_duty_is_overdue_in_words(client: Client, case: Case) -> None:
    with authored(record.AUTHOR, Reason.CORRECTION):
        case.statutory.due_on = case.statutory.due_on.replace(month=1, day=27)
        case.statutory.latest_at = record.end_of_day(case.statutory.due_on)
        case.statutory.save()
    assert "overdue by 3 days" in body(client, "/")


@pytest.mark.parametrize(
    ("query", "shown", "left_out"),
    [
        ("basis=statutory", "Determine whether", "Final list unless agreed"),
        ("kind=ultimatum", "Final list unless agreed", "Determine whether"),
        ("due_from=1995-01-15&due_to=1995-02-28", "Final list unless agreed", "Determine whether"),
        ("due_from=1995-03-01", "Determine whether", "Final list unless agreed"),
    ],
)
def test_the_board_narrows(client: Client, case: Case, query: str, shown: str, left_out: str) -> None:
    rows = body(client, f"/deadlines/?{query}").partition('id="results"')[2]
    assert shown in rows and left_out not in rows


def test_the_board_says_which_filter_it_cannot_read(client: Client, case: Case) -> None:
    assert "Enter a valid date, such as 1995-02-04." in body(client, "/deadlines/?due_to=soon")


def test_the_board_takes_a_fixed_number_of_queries(
    client: Client, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        record.announced(record.event(case.proceeding))
    with django_assert_num_queries(5):
        client.get("/deadlines/")


@pytest.mark.parametrize(
    "words",
    [
        "No law sets this day.",
        "an agreement is reached",
        "Agreement reached",
        "Determine whether",
        "23:59 in Washington (EST)",
    ],
)
def test_the_proof_of_the_ultimatum_says(client: Client, case: Case, words: str) -> None:
    assert words.lower() in body(client, "/deadlines/ultimatum/").lower()


def test_the_proof_tells_the_last_moment_on_the_readers_clock(charlie: Client, case: Case) -> None:
    assert "05:59 on 5 February 1995 in Zurich" in body(charlie, "/deadlines/ultimatum/")


def test_the_proof_tells_how_the_deadline_moved(client: Client, case: Case) -> None:
    with authored(record.AUTHOR, Reason.CORRECTION, "The notice was misread"):
        case.ultimatum.due_on = case.ultimatum.due_on.replace(day=6)
        case.ultimatum.save()
    page = body(client, "/deadlines/ultimatum/")
    assert "Date: 4 February 1995 → 6 February 1995" in page and "The notice was misread" in page


def test_the_csv_has_the_rows_of_the_board(client: Client, case: Case) -> None:
    lines = body(client, "/deadlines.csv?kind=ultimatum").splitlines()
    assert [line.split(",")[0] for line in lines] == ["ref", "ultimatum"]


def test_an_address_with_a_nul_is_not_there(client: Client, case: Case) -> None:
    assert client.get("/deadlines/%00/").status_code == 404


def test_the_proof_of_a_computed_day_shows_each_step(client: Client, case: Case) -> None:
    page = body(client, "/deadlines/us-cn-ipr-301.11-1994-06-30/")
    assert "Month end:" in page and "Nine months counted from 30 June 1994" in page


def test_the_board_offers_its_filter_as_a_calendar(client: Client, case: Case) -> None:
    page = client.get("/deadlines/?dispute=us-cn-ipr&due_to=1995-12-31").content.decode()
    assert "/api/v1/deadlines.ics?dispute=us-cn-ipr&amp;due_on__lte=1995-12-31" in page
