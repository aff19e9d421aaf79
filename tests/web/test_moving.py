"""Moving a deadline on its page, and keeping one where an event would move it."""

from datetime import date

import pytest
from django.test import Client

from alerts.models import Subscription
from tests.web.cast import Case

PAGE = "/deadlines/ultimatum/move/"
EXTENDED = {
    "kind": "deadline_extended", "to": "1995-02-26", "on": "1995-01-30", "by": "USTR", "reason": "Talks go on",
}  # fmt: skip


def confirm(client: Client, address: str, data: dict[str, str], **pins: str) -> str:
    """Send the form, then the impact page it answers with; return what comes last."""
    impact = client.post(address, data).content.decode()
    token = impact.partition('name="impact_token" value="')[2].partition('"')[0]
    return client.post(address, data | {"impact_token": token} | pins, follow=True).content.decode()


def test_a_move_shows_its_impact_first(alice: Client, case: Case) -> None:
    page = alice.post(PAGE, EXTENDED).content.decode()
    case.ultimatum.refresh_from_db()
    assert "What this would change" in page and case.ultimatum.due_on == date(1995, 2, 4)


def test_a_move_to_an_earlier_day_says_which_mails_come_late(alice: Client, case: Case) -> None:
    alice.post(f"/disputes/{case.dispute.ref}/follow/")
    assert Subscription.objects.filter(ended_at=None).count() == 1
    page = alice.post(PAGE, EXTENDED | {"kind": "deadline_pinned", "to": "1995-02-01"}).content.decode()
    assert "1 would come late" in page  # three days before: 30 January, 04:59 UTC
    assert "would come late" not in alice.post(PAGE, EXTENDED).content.decode()


def test_a_confirmed_move_keeps_the_day_it_had(alice: Client, case: Case) -> None:
    confirm(alice, PAGE, EXTENDED)
    case.ultimatum.refresh_from_db()
    assert (case.ultimatum.due_on, case.ultimatum.first_due_on) == (date(1995, 2, 26), date(1995, 2, 4))


def test_the_proof_shows_how_the_day_moved(alice: Client, case: Case) -> None:
    confirm(alice, PAGE, EXTENDED)
    page = alice.get("/deadlines/ultimatum/").content.decode()
    assert "first Saturday 4 February 1995; moved 1 time" in page and "Talks go on" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"to": ""}, "Give the new day."),
        ({"to": "1995-02-04"}, "That is the day it has already."),
        ({"to": "2/26/1995"}, "Enter a valid date, such as 1995-02-04."),
        ({"on": "1995-03-01"}, "That day is still to come"),
        ({"reason": ""}, "Say on what basis, or why."),
        ({"kind": "deadline_waived"}, "Nothing is moved to a new day here"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    alice: Client, case: Case, change: dict[str, str], said: str
) -> None:
    assert said in alice.post(PAGE, EXTENDED | change).content.decode()


def test_a_computed_limit_is_moved_alike(alice: Client, case: Case) -> None:
    confirm(alice, f"/deadlines/{case.statutory.ref}/move/", EXTENDED | {"to": "1995-04-30"})
    case.statutory.refresh_from_db()
    assert (case.statutory.due_on, case.statutory.first_due_on) == (date(1995, 4, 30), date(1995, 3, 30))


def test_a_waiver_closes(alice: Client, case: Case) -> None:
    confirm(alice, PAGE, EXTENDED | {"kind": "deadline_waived", "to": ""})
    case.ultimatum.refresh_from_db()
    assert case.ultimatum.state == "waived"


def test_a_deadline_that_is_over_is_not_moved(alice: Client, case: Case) -> None:
    confirm(alice, PAGE, EXTENDED | {"kind": "deadline_waived", "to": ""})
    page = alice.post(PAGE, EXTENDED).content.decode()
    assert "no longer open on that day" in page
    assert not case.proceeding.events.filter(kind="deadline_extended").exists()


def test_nobody_moves_deadlines_without_an_account(client: Client, case: Case) -> None:
    assert client.post(PAGE, EXTENDED).status_code == 302


def test_a_row_of_the_impact_can_keep_its_day(alice: Client, case: Case) -> None:
    event = case.statutory.anchor
    assert event is not None
    address = f"/events/{event.ref}/edit/"
    form = alice.get(address).context["form"]
    data = {name: str(value or "") for name, value in form.initial.items()}
    data |= {"on": "1994-07-04", "asked": "yes", "reason": "correction", "words": "Misread"}
    confirm(alice, address, data, **{f"pin-{case.statutory.ref}": "The notice says 30 March"})
    case.statutory.refresh_from_db()
    assert (case.statutory.due_on, case.statutory.first_due_on) == (date(1995, 3, 30), date(1995, 4, 4))
