"""The what-if page: both branches of the ultimatum, and nothing kept."""

import pytest
from django.test import Client

from disputes.models import Event
from tests.web.cast import Case

CARRIED_OUT = "?0-kind=determination_made&0-on=1995-02-04&0-details=outcome%3Daffirmative"


def page_of(case: Case) -> str:
    return f"/proceedings/{case.proceeding.ref}/what-if/"


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_it_tells_what_would_follow(client: Client, case: Case) -> None:
    assert "Monday 6 March 1995" in body(client, page_of(case) + CARRIED_OUT)


def test_it_says_that_all_is_assumed(client: Client, case: Case) -> None:
    assert "Nothing on this page is recorded" in body(client, page_of(case))


def test_it_keeps_nothing(client: Client, case: Case) -> None:
    before = Event.objects.count()
    client.get(page_of(case) + CARRIED_OUT)
    assert Event.objects.count() == before


def test_the_ultimatum_leads_to_both_branches(client: Client, case: Case) -> None:
    page = body(client, "/deadlines/ultimatum/")
    assert "What if it is averted?" in page and "What if it is carried out?" in page


def test_what_would_no_longer_run_is_listed_with_why(client: Client, case: Case) -> None:
    """Findings published before the initiation put the nine months out of play."""
    page = body(
        client, page_of(case) + "?0-kind=determination_made&0-on=1994-12-01&0-details=outcome%3Daffirmative"
    )
    row = page.partition('<span class="code">301.11</span>')[0].rpartition("<tr>")[2]
    assert "no longer running" in row
    assert "Nothing leads to it under the assumptions." in page and "On record:" in page


def test_what_differs_at_the_latest_is_said(client: Client, case: Case) -> None:
    page = body(client, page_of(case) + "?0-kind=agreement_reached&0-on=1995-02-03&0-until=1995-02-10")
    assert "at the latest withdrawn" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?0-on=1995-02-04", "Choose what is assumed to happen."),
        ("?0-kind=determination_made", "Give either a day or the rule"),
        ("?0-kind=determination_made&0-on=1995-02-04", "outcome"),
        ("?0-kind=talks_resumed&0-on=02/04/1995", "Enter a valid date, such as 1995-02-04."),
        ("?0-kind=talks_resumed&0-on=1995-02-04&0-until=1995-2-5", "Enter a valid date, such as 1995-02-04."),
        ("?0-kind=determination_made&0-on=1995-02-04&0-until=1995-02-01", "exchange them"),
        ("?0-kind=determination_made&0-on=1995-02-04&0-details=affirmative", "is not like"),
        ("?0-kind=action_effective&0-at_limit_of=301.14", "no open deadline of this rule"),
    ],
)
def test_what_cannot_be_assumed_is_said(client: Client, case: Case, query: str, said: str) -> None:
    assert said in body(client, page_of(case) + query)


def test_hidden_proceedings_are_not_there(client: Client, case: Case) -> None:
    assert client.get("/proceedings/hidden-p/what-if/").status_code == 404
