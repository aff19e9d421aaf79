"""The list of disputes and the page of one."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import record
from tests.web.cast import Case

PAGE = "/disputes/us-cn-ipr/"
QUERIES = 40


def body(client: Client, page: str = PAGE) -> str:
    return client.get(page).content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "USD 1.08 billion",
        "about 18–20 January 1995",
        "Sources differ",
        "The law sets the day.",
        "unless an agreement is reached",
        "Never collected",
        "Imports suspended",
        "301-92",
        "Raids go on.",
        "5 days left",
    ],
)
def test_the_page_says(client: Client, case: Case, words: str) -> None:
    assert words in body(client)


def test_the_timeline_is_in_order(client: Client, case: Case) -> None:
    page = body(client)
    assert page.index("The investigation opens.") < page.index("A list is proposed.")


def test_the_timeline_can_be_turned_round(client: Client, case: Case) -> None:
    page = body(client, PAGE + "?order=latest")
    assert page.index("The investigation opens.") > page.index("A list is proposed.")


def test_the_timeline_narrows_to_a_kind(client: Client, case: Case) -> None:
    assert "The investigation opens." not in body(client, PAGE + "?kind=proposed_list_published")


def test_an_unknown_dispute_is_not_found(client: Client, case: Case) -> None:
    assert client.get("/disputes/nope/").status_code == 404


def test_the_page_takes_a_bounded_number_of_queries(
    client: Client, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        record.announced(record.event(case.proceeding))
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


def test_a_spreadsheet_gets_text_never_a_formula(client: Client, case: Case) -> None:
    record.event(case.proceeding, text="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in body(client, PAGE + "timeline.csv")


def test_markup_in_a_record_stays_text(client: Client, case: Case) -> None:
    record.event(case.proceeding, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in body(client)


def test_the_list_shows_who_complains_and_what_is_next(client: Client, case: Case) -> None:
    page = body(client, "/disputes/")
    assert "United States" in page and "4 February 1995" in page


def test_the_list_narrows_to_a_party(client: Client, case: Case) -> None:
    record.dispute("other", title="Another quarrel")
    assert "Another quarrel" not in body(client, "/disputes/?party=cn")


def test_targets_are_folded_behind_what_binds(client: Client, case: Case) -> None:
    record.announced(case.proceeding.events.earliest("on"), kind="target", title="Hoped-for day")
    page = client.get("/disputes/us-cn-ipr/").content.decode()
    folded = page.partition('id="deadlines"')[2].partition("<details")[2].partition("</details>")[0]
    assert "Hoped-for day" in folded and "Final list unless agreed" not in folded


def test_a_role_in_one_proceeding_says_in_which_and_is_named_once_in_the_list(
    client: Client, case: Case
) -> None:
    china = case.dispute.parties.get(role="respondent").actor
    track = record.proceeding(case.dispute, official_id="DS543")
    record.party(case.dispute, china, proceeding=track)
    record.party(case.dispute, case.dispute.parties.get(actor__ref="us").actor, proceeding=track)
    said = body(client)
    assert 'China <span class="sub">in DS543</span>' in said
    assert "United States, China" in body(client, "/disputes/")


def test_what_only_a_team_sees_is_marked_as_such(alice: Client, case: Case) -> None:
    """An analyst who reads a public dispute knows which rows the public does not read."""
    assert "team only" in alice.get("/disputes/us-cn-ipr/").content.decode()
    assert "team only" in alice.get("/deadlines/").content.decode()
    assert "team only" not in Client().get("/disputes/us-cn-ipr/").content.decode()
