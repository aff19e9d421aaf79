"""Events from the ends of the calendar, and data under names that cannot be kept, are refused by name."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import Team
from tests.api.conftest import Case
from tests.factories import record

pytestmark = pytest.mark.django_db
EVENT = {"kind": "talks_resumed", "on": "1995-02-13", "zone": "America/New_York", "text": "Talks resume."}
DUE = {"kind": "duty", "title": "Answer", "legal_zone": "America/New_York"}
INITIATED = {"kind": "investigation_initiated", "precision": "instant"}


@pytest.fixture
def key(make_user: Any, make_key: Any) -> dict[str, str]:
    headers: dict[str, str] = make_key(make_user(Team.objects.create(ref="desk", name="Desk")))
    return headers


def refusals(path: str, asked: dict[str, Any], **headers: str) -> tuple[int, list[str]]:
    told = Client().post(f"/api/v1/{path}", asked, content_type="application/json", headers=headers)
    return told.status_code, [fault["pointer"] for fault in told.json()["errors"]]


@pytest.mark.parametrize(
    ("odd", "pointer"),
    [
        ({"deadlines": [DUE | {"due_on": "9999-12-31"}]}, "/deadlines/0/due_on"),
        ({"deadlines": [DUE | {"due_on": "0001-01-01"}]}, "/deadlines/0/due_on"),
        ({"on": "9999-12-31"}, "/on"),
        ({"on": "9999-12-31", "at": "9999-12-31T23:59:59-14:00"}, "/at"),
        ({"data": {"a\x00b": "x"}}, "/data"),
        ({"data": {"\ud800": "x"}}, "/data"),
    ],
)
def test_odd_event_is_refused(case: Case, key: dict[str, str], odd: dict[str, Any], pointer: str) -> None:
    track = record.proceeding(case.dispute, ref="talks-track", system="talks")
    status, pointers = refusals("events", EVENT | {"proceeding": track.ref} | odd, **key)
    assert status == 400 and pointer in pointers


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_odd_moment_is_refused_in_a_question(at: str) -> None:
    asked = {"pack": "us-301", "events": [INITIATED | {"on": at[:10], "at": at}]}
    status, pointers = refusals("clocks/run", asked)
    assert status == 400 and "/events/0/at" in pointers


def test_move_to_the_end_of_the_calendar_is_refused(case: Case, key: dict[str, str]) -> None:
    moved = {"kind": "deadline_pinned", "data": {"deadline": case.announced.ref, "to": "9999-12-31"}}
    told = Client().post(
        "/api/v1/events", json.dumps(EVENT | moved | {"on": "1995-01-15", "proceeding": case.proceeding.ref}),
        content_type="application/json", headers=key,
    )  # fmt: skip
    assert [fault["code"] for fault in told.json()["errors"]] == ["date_out_of_range"]


@pytest.mark.parametrize(
    ("refused", "pointer"),
    [
        ({"kind": "determination_made"}, "/data/outcome"),
        ({"kind": "investigation_initiated", "precision": "month", "on": "1995-01-01"}, ""),
        ({"zone": "EST"}, "/zone"),
    ],
)
def test_what_the_clocks_refuse_points_into_the_body(
    case: Case, key: dict[str, str], refused: dict[str, Any], pointer: str
) -> None:
    facts = {"priority_foreign_country": True, "trade_agreement_involved": False}
    track = record.proceeding(case.dispute, ref="limits-track", pack="us-301", facts=facts)
    assert refusals("events", EVENT | {"proceeding": track.ref} | refused, **key) == (400, [pointer])
