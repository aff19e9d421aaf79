"""Importing lists over the API."""

import base64
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, Team, TeamMember, User
from tariffs.models import ListItem, ListVersion, TariffList
from tests.api.conventions import body, codes
from tests.factories import record
from tests.tariffs.list_files import HEADER, ROWS, text, xlsx

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/tariff-lists/us-301-1/versions"
Body = dict[str, Any]


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(ref="desk", name="Desk")


@pytest.fixture
def analyst(team: Team, make_user: Any) -> User:
    user: User = make_user(team)
    return user


@pytest.fixture
def key(analyst: User, make_key: Any) -> dict[str, str]:
    headers: dict[str, str] = make_key(analyst)
    return headers


@pytest.fixture
def asked(db: None) -> Body:
    record.actor("us", iso2="US", name="United States")
    record.actor("cn", iso2="CN", name="China")
    return {
        "file_name": "annex.csv", "text": text([HEADER, *ROWS]).decode(), "stage": "final", "imposing": "US",
        "target": "CN", "published": "2018-06-20", "zone": "America/New_York", "visibility": "public",
        "expect": {"lines": 3},
    }  # fmt: skip


def post(asked: Body, headers: dict[str, str], address: str = ADDRESS) -> Any:
    return Client().post(address, asked, content_type="application/json", headers=headers)


def test_a_file_becomes_a_version(asked: Body, key: dict[str, str]) -> None:
    response = post(asked, key)
    assert (response.status_code, body(response)["versions"][0]["ref"]) == (201, "us-301-1-v1")
    assert ListItem.objects.count() == 3


def test_a_body_that_is_too_large_says_what_to_do(asked: Body, key: dict[str, str]) -> None:
    response = post(asked | {"text": "x" * 2_700_000}, key)
    told = body(response)
    assert (response.status_code, told["title"]) == (413, "The body is too large")
    assert "2.5 MB" in told["detail"]


def test_the_same_file_again_writes_nothing(asked: Body, key: dict[str, str]) -> None:
    post(asked, key)
    response = post(asked, key)
    assert (response.status_code, body(response)["versions"][0]["written"]) == (200, False)


def test_a_dry_run_tells_the_plan(asked: Body, key: dict[str, str]) -> None:
    response = post(asked | {"dry_run": True}, key)
    assert (response.status_code, body(response)["report"]["lines"]) == (200, 3)
    assert not TariffList.objects.exists()


def test_a_workbook_comes_in_base64(asked: Body, key: dict[str, str]) -> None:
    workbook = base64.b64encode(xlsx([HEADER, *ROWS])).decode()
    asked |= {"text": "", "base64": workbook, "columns": {"code": "A"}, "header_row": 1}
    assert post(asked, key).status_code == 201


def test_rejected_rows_are_reported_and_nothing_is_written(asked: Body, key: dict[str, str]) -> None:
    asked["text"] += "horses,Horses,5%\r\n"
    response = post(asked, key)
    told = body(response)
    assert (response.status_code, told["report"]["rejected"][0]["place"]) == (400, "line 5, column 1")
    assert not TariffList.objects.exists()


def test_totals_that_do_not_hold_are_refused(asked: Body, key: dict[str, str]) -> None:
    response = post(asked | {"expect": {"lines": 4}}, key)
    assert "Expected 4 lines, found 3." in body(response)["detail"]


def test_every_fault_is_named(asked: Body, key: dict[str, str]) -> None:
    response = post(asked | {"imposing": "XX", "zone": "EST5", "published": "20 June"}, key)
    pointers = {fault["pointer"] for fault in body(response)["errors"]}
    assert pointers == {"/imposing", "/zone", "/published"}


def test_what_is_no_list_is_refused(asked: Body, key: dict[str, str]) -> None:
    assert codes(post(asked | {"text": "Name\nChina\n"}, key)) == [("/text", "not_a_list")]


@pytest.mark.parametrize(
    "change", [{"text": "", "base64": ""}, {"base64": "?"}, {"text": "", "base64": "?!"}]
)
def test_the_file_is_given_once_and_whole(asked: Body, key: dict[str, str], change: Body) -> None:
    assert post(asked | change, key).status_code == 400


def test_a_stranger_is_asked_for_a_key(asked: Body) -> None:
    assert post(asked, {}).status_code in {401, 403}


def test_a_reader_may_not_import(asked: Body, team: Team, make_user: Any, make_key: Any) -> None:
    reader = make_user(team)
    TeamMember.objects.filter(user=reader).update(role=Role.READER)
    response = post(asked, make_key(reader))
    assert (response.status_code, body(response)["type"]) == (403, "urn:demarche:problem:may_not_import")


def test_an_analyst_elsewhere_may_not_import_into_a_teams_list(
    asked: Body, key: dict[str, str], make_user: Any, make_key: Any
) -> None:
    post(asked | {"visibility": "internal", "team": "desk"}, key)
    stranger = make_user(Team.objects.create(ref="other", name="Other"))
    response = post(asked | {"text": "HTS\n0101.21.00\n8517.62.00\n", "expect": {}}, make_key(stranger))
    assert (response.status_code, ListVersion.objects.count()) == (400, 1)


def test_a_split_does_not_reach_another_teams_list(
    asked: Body, key: dict[str, str], make_user: Any, make_key: Any
) -> None:
    table = [("hts8", "list"), ("0101.21.00", "1"), ("8517.62.00", "1")]
    asked |= {"text": text(table).decode(), "expect": {}}
    post(asked | {"visibility": "internal", "team": "desk"}, key)
    stranger = make_user(Team.objects.create(ref="other", name="Other"))
    response = post(asked | {"split_by": "list"}, make_key(stranger), "/api/v1/tariff-lists/us-301/versions")
    assert "is taken" in body(response)["detail"]


def test_a_write_is_done_once_under_its_key(asked: Body, key: dict[str, str]) -> None:
    once = key | {"Idempotency-Key": "one"}
    first, second = post(asked, once), post(asked, once)
    assert (first.content, second.status_code) == (second.content, 201)
