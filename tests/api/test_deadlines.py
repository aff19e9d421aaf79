"""Deadlines over the API: the founding case, filters, derived state."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Team
from tests.api.conftest import Case
from tests.api.conventions import DetailConventions, ListConventions, body, codes
from tests.factories import record

pytestmark = pytest.mark.django_db
DEADLINES = "/api/v1/deadlines"


def refs(response: Any) -> list[str]:
    return [row["ref"] for row in body(response)["results"]]


class TestList(ListConventions):
    path = DEADLINES
    default_sort = "due_on"


class TestDetail(DetailConventions):
    path = DEADLINES + "/{key}"

    def key_of(self, case: Case) -> tuple[str, str]:
        return case.announced.ref, str(case.announced.id)


class TestProof(DetailConventions):
    path = DEADLINES + "/{key}/proof"

    def key_of(self, case: Case) -> tuple[str, str]:
        return case.computed.ref, str(case.computed.id)

    def test_the_proof_has_its_sentence(self, api: Client, url: str) -> None:
        assert body(api.get(url))["sentence"] == "Twelve months."


def test_the_founding_case_shows_the_announced_and_the_statutory_day(api: Client, case: Case) -> None:
    rows = body(api.get(f"{DEADLINES}?dispute=us-cn-ipr"))["results"]
    assert [(row["due_on"], row["basis"]) for row in rows] == [
        ("1995-02-04", "announced"),
        ("1995-03-30", "statutory"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dispute={dispute.id}", 2),
        ("dispute=other", 0),
        ("proceeding=us-cn-ipr-1994", 2),
        ("due_on__lte=1995-02-04", 1),
        ("due_on=1995-03-30", 1),
        ("latest_at__gte=1995-03-31T00:00:00Z", 1),
        ("latest_at__gte=1995-03-31T07:00:00%2B02:00", 0),
        ("state=open", 2),
        ("state__in=met,waived", 0),
        ("basis=announced", 1),
        ("kind=ultimatum", 1),
        ("rule=301.14", 1),
        ("rule__in=301.14,301.10", 1),
        ("responsible=ustr", 1),
        ("responsible__in=ustr,moftec", 2),
        ("missed=true", 1),
        ("missed=false", 1),
        ("q=ULTIM", 1),
        ("q=%25", 0),
        ("id={announced.id}", 1),
    ],
)
def test_filters(api: Client, case: Case, query: str, expected: int) -> None:
    asked = query.format(dispute=case.dispute, announced=case.announced)
    assert len(refs(api.get(f"{DEADLINES}?{asked}"))) == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("due_on__lte=1995-02-30", "bad_date"),
        ("due_on__lte=today", "bad_date"),
        ("due_on__lte=19950204", "bad_date"),
        ("due_on__lte=", "empty"),
        ("latest_at__gte=1995-02-04", "bad_instant"),
        ("latest_at__gte=1995-02-04T10:00:00", "bad_instant"),
        ("latest_at__gte=0001-01-01T00:00:00%2B14:00", "bad_instant"),
        ("state=opne", "unknown_choice"),
        ("state__in=open,closed", "unknown_choice"),
        ("id=1", "bad_uuid"),
        ("missed=yes", "bad_boolean"),
        ("responsible__in=ustr,00000000-0000-7000-8000-000000000000", "mixed_keys"),
        ("q=%00", "bad_text"),
        ("rule__in=" + ",".join(["a"] * 101), "too_many"),
        ("sort=title", "unknown_sort"),
        ("expand=owner", "unknown_field"),
    ],
)
def test_bad_values_are_refused(api: Client, case: Case, query: str, code: str) -> None:
    response = api.get(f"{DEADLINES}?{query}")
    assert (response.status_code, [found for _, found in codes(response)]) == (400, [code])


def test_expand_inlines_a_relation(api: Client, case: Case) -> None:
    row = body(api.get(f"{DEADLINES}/ultimatum?expand=responsible"))
    assert row["responsible"]["name"] == "MOFTEC"


def test_a_deadline_is_missed_after_its_last_moment(api: Client, case: Case) -> None:
    last = case.computed.latest_at
    answers = []
    for moment in (last, last + timedelta(seconds=1)):
        with time_machine.travel(moment, tick=False):
            answers.append(body(api.get(f"{DEADLINES}/{case.computed.ref}"))["missed"])
    assert answers == [False, True]


def test_days_are_counted_at_the_legal_place(api: Client, case: Case) -> None:
    with time_machine.travel("1995-02-04T03:00:00Z", tick=False):
        assert body(api.get(f"{DEADLINES}/ultimatum"))["days_left"] == 1


def test_the_etag_changes_at_midnight_of_the_legal_place(api: Client, case: Case) -> None:
    tags = []
    for moment in ("1995-02-04T04:59:00Z", "1995-02-04T05:00:00Z"):
        with time_machine.travel(moment, tick=False):
            tags.append(api.get(f"{DEADLINES}/ultimatum")["ETag"])
    assert tags[0] != tags[1]


def test_the_etag_of_a_settled_deadline_rests(api: Client, case: Case) -> None:
    record.announced(case.threat, ref="settled", state="met")
    tags = set()
    for moment in ("1995-02-04T04:59:00Z", "1996-02-04T05:00:00Z"):
        with time_machine.travel(moment, tick=False):
            tags.add(api.get(f"{DEADLINES}/settled")["ETag"])
    assert len(tags) == 1


def test_rows_of_one_day_are_paged_without_loss(api: Client, case: Case) -> None:
    for number in range(7):
        record.announced(case.threat, date(1995, 5, 1), ref=f"same-day-{number}")
    seen: list[str] = []
    following = f"{DEADLINES}?due_on=1995-05-01&limit=3"
    while following:
        page = api.get(following)
        seen += refs(page)
        following = body(page)["next"]
    assert sorted(seen) == [f"same-day-{number}" for number in range(7)]


def test_members_share_a_statement_but_not_their_sight(
    api: Client, case: Case, make_user: Any, make_key: Any
) -> None:
    team = Team.objects.create(ref="t", name="T")
    record.announced(case.threat, ref="ours", visibility="internal", team=team)
    member, outsider = make_key(make_user(team)), make_key()
    found = [api.get(f"{DEADLINES}?ref=ours&limit=9", headers=key) for key in (member, outsider, member)]
    assert [refs(response) for response in found] == [["ours"], [], ["ours"]]


def test_statements_can_do_without_prepare(api: Client, case: Case, settings: Any) -> None:
    prepared = refs(api.get(f"{DEADLINES}?limit=7"))
    settings.API_PREPARED_STATEMENTS = False
    assert refs(api.get(f"{DEADLINES}?limit=7")) == prepared


@pytest.mark.parametrize("query", ["", "?limit=1", "?limit=2&sort=-due_on", "?count=exact", "?state=waived"])
def test_the_database_makes_the_same_tag_as_the_page(api: Client, case: Case, query: str) -> None:
    record.announced(case.threat, due_on=case.announced.due_on)
    tag = api.get(f"/api/v1/deadlines{query}")["ETag"]
    assert api.get(f"/api/v1/deadlines{query}", headers={"If-None-Match": tag}).status_code == 304


def test_a_page_read_backwards_has_one_tag_too(api: Client, case: Case) -> None:
    for _ in range(4):
        record.announced(case.threat)
    onwards = api.get("/api/v1/deadlines?limit=2").json()["next"]
    back = api.get(onwards).json()["previous"]
    tag = api.get(back)["ETag"]
    assert api.get(back, headers={"If-None-Match": tag}).status_code == 304


def test_a_right_unused_in_its_time_has_lapsed_and_a_duty_has_not(api: Client, case: Case) -> None:
    right = record.announced(case.threat, kind="right_closes")
    record.announced(case.threat, kind="duty")
    told = api.get("/api/v1/deadlines?lapsed=true").json()["results"]
    assert [row["ref"] for row in told] == [right.ref]


def test_a_computed_deadline_says_which_of_its_rule_it_is(api: Client, case: Case) -> None:
    found = [body(api.get(f"{DEADLINES}/{row.ref}"))["occurrence"] for row in (case.computed, case.announced)]
    assert found == [0, None]
