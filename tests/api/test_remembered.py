"""A remembered tag of a page is the tag the page has: whatever changes, at whatever instant, for whomever."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Team, TeamMember
from api import remembered
from api.deadlines import QUARTER, QUARTERS_SINCE
from disputes.models import Deadline
from history.authorship import authored
from history.models import Reason
from tests.api.conftest import Case, MakeKey, MakeUser, make_case
from tests.factories import record

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/api/v1/deadlines?limit=100&sort=latest_at"
BEFORE = datetime(1995, 2, 3, 12, tzinfo=UTC)
LAST_MOMENT = datetime(1995, 2, 5, 4, 59, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Start each test as a new process does."""
    remembered._tags.clear()
    yield
    remembered._tags.clear()


@pytest.fixture
def case(transactional_db: None) -> Case:
    return make_case()


class Poller:
    """A program that asks for one page again and again."""

    def __init__(self, api: Client, path: str = PAGE, headers: dict[str, str] | None = None) -> None:
        self.api, self.path, self.headers = api, path, headers or {}
        self.tag = self.fresh()
        self.ask()

    def fresh(self) -> str:
        """Return the tag of the page as it is built now."""
        return str(self.api.get(self.path, headers=self.headers)["ETag"])

    def ask(self) -> int:
        """Return the status of a conditional read, which must say what a fresh page would."""
        status = self.api.get(self.path, headers=self.headers | {"If-None-Match": self.tag}).status_code
        fresh = self.fresh()
        assert (status == 304) == (fresh == self.tag)
        self.tag = fresh
        return status

    def reads(self) -> int:
        """Return how many statements a conditional read takes."""
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert (
                self.api.get(self.path, headers=self.headers | {"If-None-Match": self.tag}).status_code == 304
            )
        return len(queries)


def change(row: Any, **values: Any) -> None:
    """Change the row, in a transaction of its own."""
    with authored(record.AUTHOR, Reason.CORRECTION, "test"):
        type(row).objects.filter(pk=row.pk).update(**values)


def test_an_unchanged_page_costs_one_small_statement(api: Client, case: Case) -> None:
    poller = Poller(api)
    assert poller.reads() == 1
    remembered._tags.clear()
    assert poller.reads() == 3


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("announced", {"title": "Another title"}),
        ("ustr", {"ref": "office"}),
        ("ustr", {"visibility": "internal"}),
        ("threat", {"visibility": "restricted"}),
        ("proceeding", {"ref": "us-cn-ipr-other"}),
        ("dispute", {"visibility": "internal"}),
    ],
)
def test_any_change_that_shows_makes_another_tag(
    api: Client, case: Case, name: str, values: dict[str, str]
) -> None:
    poller = Poller(api)
    row = getattr(case, name)
    team = Team.objects.create(name="Others") if "visibility" in values else None
    change(row, **values, **({"team": team} if team else {}))
    assert poller.ask() == 200
    assert poller.ask() == 304


def test_a_change_elsewhere_leaves_the_tag(api: Client, case: Case) -> None:
    poller = Poller(api)
    change(record.source(), title="Another notice")
    assert poller.reads() == 3
    assert poller.reads() == 1


def test_a_row_added_and_a_row_removed_make_another_tag(api: Client, case: Case) -> None:
    poller = Poller(api)
    extra = record.announced(case.threat, ref="one-more")
    assert poller.ask() == 200
    with authored(record.AUTHOR, Reason.CORRECTION, "test"):
        Deadline.objects.filter(pk=extra.pk).delete()
    assert poller.ask() == 200


def test_what_is_not_committed_is_not_remembered(api: Client, case: Case) -> None:
    poller = Poller(api)
    with transaction.atomic():
        change(case.announced, title="Not yet")
        assert poller.ask() == 200
        transaction.set_rollback(True)
    assert poller.ask() == 200
    assert poller.ask() == 304


@pytest.mark.parametrize("query", ["", "&missed=true", "&missed=false", "&lapsed=false"])
def test_the_last_moment_and_the_moment_after_it(api: Client, case: Case, query: str) -> None:
    record.announced(case.threat, kind="duty", latest_at=LAST_MOMENT, ref="duty-of-the-day")
    with time_machine.travel(LAST_MOMENT - timedelta(minutes=3), tick=False):
        poller = Poller(api, PAGE + query)
    with time_machine.travel(LAST_MOMENT, tick=False):
        assert poller.ask() == 304
    with time_machine.travel(LAST_MOMENT + timedelta(microseconds=1), tick=False):
        assert poller.ask() == 200


def test_days_left_turn_at_midnight_of_every_place(api: Client, case: Case) -> None:
    for zone in ("Asia/Kathmandu", "Asia/Kolkata", "America/St_Johns", "Asia/Shanghai", "Australia/Eucla"):
        record.announced(case.threat, date(1995, 6, 1), legal_zone=zone)
    with time_machine.travel(BEFORE, tick=False):
        poller = Poller(api)
    turned = 0
    for step in range(4 * 24 * 2):
        moment = BEFORE + step * timedelta(minutes=15)
        for at in (moment - timedelta(microseconds=1), moment):
            with time_machine.travel(at, tick=False):
                turned += poller.ask() == 200
    assert turned >= 12


def test_a_clock_set_back_forgets(api: Client, case: Case) -> None:
    with time_machine.travel(LAST_MOMENT + timedelta(days=3), tick=False):
        poller = Poller(api)
    with time_machine.travel(BEFORE, tick=False):
        assert poller.ask() == 200


def test_leaving_a_team_is_seen_at_once(
    api: Client, case: Case, make_user: MakeUser, make_key: MakeKey
) -> None:
    team = Team.objects.create(name="Ours")
    user = make_user(team)
    record.announced(case.threat, visibility="internal", team=team, ref="ours-alone")
    poller, others = Poller(api, headers=make_key(user)), Poller(api, headers=make_key(make_user()))
    assert poller.tag != others.tag
    TeamMember.objects.filter(user=user).update(role="reader")
    assert poller.ask() == 304
    TeamMember.objects.filter(user=user).delete()
    assert poller.ask() == 200
    assert poller.tag == others.tag


def test_pages_filters_and_directions_have_tags_of_their_own(api: Client, case: Case) -> None:
    for _ in range(6):
        record.announced(case.threat)
    first = f"{PAGE.replace('100', '2')}"
    second = api.get(first).json()["next"]
    back = api.get(second).json()["previous"]
    paths = [
        first,
        second,
        back,
        f"{PAGE}&state__in=open,met",
        f"{PAGE}&state__in=met",
        f"{PAGE}&count=exact",
    ]
    pollers = [Poller(api, path) for path in paths]
    assert [poller.ask() for poller in pollers] == [304] * len(paths)
    change(case.announced, state="met")
    assert [poller.ask() for poller in pollers][3:] == [200, 200, 200]


def test_every_zone_keeps_quarters_of_an_hour_since_1980() -> None:
    for name in available_timezones():
        for year in range(QUARTERS_SINCE.year, 2040):
            for month in (1, 7):
                offset = datetime(year, month, 1, tzinfo=UTC).astimezone(ZoneInfo(name)).utcoffset()
                assert offset is not None
                assert offset % QUARTER == timedelta(0), (name, year)
