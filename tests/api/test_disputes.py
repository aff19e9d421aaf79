"""Disputes and their timelines over the API."""

from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import Case
from tests.api.conventions import DetailConventions, ListConventions, body
from tests.factories import record

pytestmark = pytest.mark.django_db
DISPUTES = "/api/v1/disputes"
TIMELINE = f"{DISPUTES}/us-cn-ipr/timeline"


class TestList(ListConventions):
    path = DISPUTES
    default_sort = "ref"

    @pytest.fixture
    def url(self, case: Case) -> str:
        record.dispute("us-ua-discs")
        return self.path


class TestListByDay(TestList):
    default_sort = "opened_on"

    @pytest.fixture
    def url(self, case: Case) -> str:
        record.dispute("undated")
        return f"{self.path}"


class TestDetail(DetailConventions):
    path = DISPUTES + "/{key}"

    def key_of(self, case: Case) -> tuple[str, str]:
        return case.dispute.ref, str(case.dispute.id)


class TestTimeline(ListConventions):
    path = DISPUTES + "/{dispute}/timeline"
    default_sort = "at"


def ask(api: Client, path: str) -> Any:
    return body(api.get(path))


def test_a_dispute_shows_its_parties(api: Client, case: Case) -> None:
    parties = ask(api, f"{DISPUTES}/us-cn-ipr")["parties"]
    assert parties == [
        {"actor": "ustr", "name": "USTR", "role": "complainant", "proceeding": None},
        {"actor": "moftec", "name": "MOFTEC", "role": "respondent", "proceeding": None},
    ]


def test_a_party_of_one_proceeding_says_of_which_and_only_to_those_who_see_it(
    api: Client, case: Case
) -> None:
    record.party(case.dispute, record.actor("iipa"), "petitioner", proceeding=case.proceeding)
    hidden = record.proceeding(case.dispute, visibility="internal", team=record.team())
    record.party(case.dispute, record.actor("bsa"), "petitioner", proceeding=hidden)
    parties = ask(api, f"{DISPUTES}/us-cn-ipr")["parties"]
    named = [(one["actor"], one["proceeding"]) for one in parties if one["role"] == "petitioner"]
    assert named == [("iipa", case.proceeding.ref)]


def test_a_dispute_shows_its_proceedings(api: Client, case: Case) -> None:
    (track,) = ask(api, f"{DISPUTES}/us-cn-ipr")["proceedings"]
    assert (track["ref"], track["official_id"]) == ("us-cn-ipr-1994", "301-92")


def test_a_dispute_counts_its_rows(api: Client, case: Case) -> None:
    counts = ask(api, f"{DISPUTES}/us-cn-ipr")["counts"]
    assert counts == {
        "events": 1, "deadlines": 2, "open_deadlines": 2, "rounds": 1, "tariff_lists": 1, "figures": 0,
    }  # fmt: skip


def test_the_timeline_is_typed_and_ordered(api: Client, case: Case) -> None:
    entries = ask(api, TIMELINE)["results"]
    assert [(entry["type"], entry["object"]["ref"]) for entry in entries] == [
        ("event", "us-cn-ipr-threat"),
        ("list_version", "list-v1"),
        ("round", "round-7"),
        ("deadline", "ultimatum"),
        ("deadline", "us-cn-ipr-301.14"),
    ]


def test_an_entry_has_the_shape_of_its_resource(api: Client, case: Case) -> None:
    entry = ask(api, f"{TIMELINE}?type=deadline")["results"][0]
    assert entry["object"] == ask(api, "/api/v1/deadlines/ultimatum")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=event", 1),
        ("type__in=event,round", 2),
        ("at__gte=1995-01-01T00:00:00Z", 4),
        ("at__lte=1990-01-01T00:00:00Z", 0),
    ],
)
def test_the_timeline_can_be_narrowed(api: Client, case: Case, query: str, expected: int) -> None:
    assert len(ask(api, f"{TIMELINE}?{query}&count=exact")["results"]) == expected


def test_a_timeline_of_nothing_is_a_404(api: Client, case: Case) -> None:
    assert api.get(f"{DISPUTES}/nothing/timeline").status_code == 404


def test_the_etag_of_a_dispute_follows_its_visible_parts(api: Client, case: Case) -> None:
    before = api.get(f"{DISPUTES}/us-cn-ipr")["ETag"]
    record.event(case.proceeding)
    assert api.get(f"{DISPUTES}/us-cn-ipr")["ETag"] != before


def test_an_unknown_day_sorts_last_and_is_paged(api: Client, case: Case) -> None:
    record.dispute("undated")
    record.dispute("undated-too")
    seen, following = [], f"{DISPUTES}?sort=opened_on&limit=1"
    while following:
        page = ask(api, following)
        seen += [row["ref"] for row in page["results"]]
        following = page["next"]
    assert seen == ["us-cn-ipr", "undated", "undated-too"]
