"""The page of a list's composition: totals, groups, versions, other lists beside it."""

import pytest
from django.test import Client

from accounts.models import Team
from tariffs.models import TariffList
from tests.factories import weighed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists() -> None:
    weighed.imports()
    weighed.a_list("phones", "85176200")
    weighed.a_version(TariffList.objects.get(ref="phones"), 2, "85176200", "8471")
    weighed.a_list("wide", "8517")


def page(client: Client, query: str = "", status: int = 200) -> str:
    response = client.get(f"/tariff-lists/phones/composition/{query}")
    assert response.status_code == status
    return response.content.decode()


def test_the_last_version_is_weighed(client: Client) -> None:
    shown = page(client)

    assert "<strong>USD 530</strong>" in shown and "97.8 %" in shown


def test_another_version_can_be_chosen(client: Client) -> None:
    assert "<strong>USD 130</strong>" in page(client, "?version=1")


def test_versions_stand_below_each_other(client: Client) -> None:
    shown = page(client)

    assert "Version 1 of phones" in shown and "Version 2 of phones" in shown


def test_other_lists_are_added_with_overlap_once(client: Client) -> None:
    shown = page(client, "?beside=wide")

    assert "<strong>USD 537</strong>" in shown and "1 line and USD 130 stand on more than one" in shown


def test_unknown_is_said_and_not_zero(client: Client) -> None:
    shown = page(client, "?year=1999")

    assert "<strong>unknown</strong>" in shown
    assert "No trade values are loaded for imports of US from CN in 1999." in shown


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?partners=china", "Write ISO codes such as CN, MX"),
        ("?beside=nothing", "One of these lists does not exist"),
        ("?by=colour", "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(client: Client, query: str, told: str) -> None:
    assert told in page(client, query, 400)


def test_a_hidden_list_is_not_there(client: Client) -> None:
    weighed.a_list("secret", "8517", visibility="internal", team=Team.objects.create(ref="t", name="T"))

    assert client.get("/tariff-lists/secret/composition/").status_code == 404
    assert "One of these lists does not exist" in page(client, "?beside=secret", 400)


def test_the_groups_download(client: Client) -> None:
    lines = client.get("/tariff-lists/phones/composition.csv?by=heading").content.decode().splitlines()

    assert lines[1:] == ["8471,,1,400.00,400.00,100.0,USD", "8517,,1,130.00,137.00,94.9,USD"]


@pytest.mark.parametrize(
    ("query", "told"), [("by=colour", "by: Select a valid"), ("beside=nothing", "beside: One of these lists")]
)
def test_a_download_that_cannot_be_read_says_why(client: Client, query: str, told: str) -> None:
    answer = client.get(f"/tariff-lists/phones/composition.csv?{query}")
    assert (answer.status_code, told in answer.content.decode()) == (400, True)
