"""Deadlines as calendars: by filter for everybody, by secret address for what a reader follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from icalendar import Calendar

from accounts.actions import make_calendar_key
from accounts.models import CalendarKey, Team, User
from alerts.actions import follow
from disputes.models import Deadline, DeadlineState
from feeds import ics
from history import now
from tests.api.conftest import Case, make_case
from tests.factories import record

pytestmark = pytest.mark.django_db
FILE = "/api/v1/deadlines.ics"


@pytest.fixture
def case(db: None) -> Case:
    return make_case()


def entries(response: Any) -> dict[str, Any]:
    """Return the entries of the file by the ref in their address."""
    file = Calendar.from_ical(response.content)
    return {str(entry["URL"]).rstrip("/").rpartition("/")[2]: entry for entry in file.walk("VEVENT")}


def entry_of(deadline: Deadline, client: Client | None = None) -> Any:
    return entries((client or Client()).get(FILE))[deadline.ref]


def change(deadline: Deadline, **values: Any) -> None:
    for name, value in values.items():
        setattr(deadline, name, value)
    record.saved(lambda: deadline.save() or deadline)  # type: ignore[func-returns-value]


def test_a_day_without_an_hour_is_a_whole_day(case: Case) -> None:
    assert entry_of(case.announced)["DTSTART"].dt == case.announced.due_on


def test_an_hour_is_told_in_utc(case: Case) -> None:
    announced = case.announced
    change(announced, due_time="00:01", latest_at_basis="stated")
    assert entry_of(announced)["DTSTART"].to_ical().endswith(b"Z")


def test_the_entry_keeps_its_uid_and_counts_on_when_the_day_moves(case: Case) -> None:
    before = entry_of(case.announced)
    change(case.announced, due_on=case.announced.due_on + timedelta(days=7))
    after = entry_of(case.announced)
    assert (after["UID"], int(after["SEQUENCE"])) == (before["UID"], int(before["SEQUENCE"]) + 1)


def test_what_no_longer_stands_is_cancelled(case: Case) -> None:
    change(case.announced, state=DeadlineState.WITHDRAWN)
    assert str(entry_of(case.announced)["STATUS"]) == "CANCELLED"


def test_what_ended_long_ago_is_left_out(case: Case) -> None:
    change(case.announced, state=DeadlineState.WITHDRAWN)
    later = now.current() + timedelta(days=91)
    assert case.announced not in ics.entries(AnonymousUser(), later)


def test_the_entry_proves_its_day_and_says_that_calendars_lag(case: Case) -> None:
    said = str(entry_of(case.computed)["DESCRIPTION"])
    assert "Twelve months." in said and "A calendar lags" in said


def test_the_entry_tells_a_state_only_once_it_is_settled(case: Case) -> None:
    """An open right is over when its day has passed, and a calendar does not look again in time to say so."""
    assert "State:" not in entry_of(case.computed)["DESCRIPTION"]
    change(case.computed, state=DeadlineState.MET)
    assert "State: met." in entry_of(case.computed)["DESCRIPTION"]


def test_filters_narrow_the_file(case: Case) -> None:
    found = entries(Client().get(f"{FILE}?kind=ultimatum"))
    assert set(found) == {case.announced.ref}


def test_an_unknown_filter_is_refused(case: Case) -> None:
    assert Client().get(f"{FILE}?dispte=us-cn-ipr").status_code == 400


def test_an_unchanged_file_is_not_sent_again(case: Case) -> None:
    tag = Client().get(FILE)["ETag"]
    assert Client().get(FILE, headers={"If-None-Match": tag}).status_code == 304


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("reader@example.org", name="Reader")


def address(reader: User) -> str:
    return f"/calendar/{make_calendar_key(user=reader, now=record.NOW)}.ics"


def test_a_readers_calendar_holds_what_they_follow(case: Case, reader: User) -> None:
    other = record.announced(record.event(record.proceeding(record.dispute("other"))), ref="other-day")
    follow(user=reader, dispute=case.dispute, by=record.AUTHOR, now=record.NOW)
    found = entries(Client().get(address(reader)))
    assert (case.announced.ref in found, other.ref in found) == (True, False)


def test_a_new_address_ends_the_old(case: Case, reader: User) -> None:
    old = address(reader)
    address(reader)
    assert Client().get(old).status_code == 404


def test_an_address_ends_with_its_reader(case: Case, reader: User) -> None:
    made = address(reader)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert Client().get(made).status_code == 404


def test_the_secret_is_not_kept(case: Case, reader: User) -> None:
    secret = make_calendar_key(user=reader, now=record.NOW)
    assert secret not in str(CalendarKey.objects.values().get())


def test_a_readers_calendar_loses_what_they_may_no_longer_see(case: Case, reader: User) -> None:
    team = Team.objects.create(ref="desk", name="Desk")
    follow(user=reader, dispute=case.dispute, by=record.AUTHOR, now=record.NOW)
    case.dispute.visibility, case.dispute.team = "internal", team
    record.saved(lambda: case.dispute.save() or case.dispute)  # type: ignore[func-returns-value]
    assert entries(Client().get(address(reader))) == {}
