"""What lists are made of, over the API: unknown is null, overlap counts once, hidden lists are not there."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Team
from tests.factories import goods, weighed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lists() -> None:
    weighed.imports()
    goods.nomenclature("hs-2022", "85", "8517", "851762", digits=6)
    weighed.a_list("phones", "85176200", {"digits": "", "description": "films"})
    weighed.a_list("wide", "8517", "84", targets=["CN", "MX"])


def ask(api: Client, address: str, status: int = 200) -> dict[str, Any]:
    response = api.get(f"/api/v1/{address}")
    assert response.status_code == status
    told: dict[str, Any] = response.json()
    return told


def test_a_version_says_lines_trade_and_share(api: Client) -> None:
    told = ask(api, "tariff-lists/phones/versions/1/composition")

    assert (told["lines"], told["lines_in_words"], told["value"], told["covered_percent"]) == (
        1, 1, "130.00", "24.0",
    )  # fmt: skip
    assert told["groups"] == [
        {
            "code": "85", "title": "Goods of 85", "lines": 1, "value": "130.00", "trade": "137.00",
            "covered_percent": "94.9",
        }
    ]  # fmt: skip


def test_the_basis_is_told(api: Client) -> None:
    assert ask(api, "tariff-lists/phones/versions/1/composition")["trade_basis"] == {
        "reporter": "US", "year": 2024, "currency": "USD", "partners": ["CN"], "missing_partners": [],
        "sources": ["us-imports-2024"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by", "codes"), [("section", ["XVI"]), ("chapter", ["84", "85"]), ("heading", ["84", "8471", "8517"])]
)
def test_groups_can_be_chosen(api: Client, by: str, codes: list[str]) -> None:
    told = ask(api, f"tariff-lists/wide/versions/1/composition?by={by}")

    assert [group["code"] for group in told["groups"]] == codes


def test_lists_together_count_overlap_once(api: Client) -> None:
    told = ask(api, "composition?lists=phones,wide:1")

    assert (told["lines"], told["value"]) == (2, "1537.00")
    assert [(row["list"], row["lines"], row["value"]) for row in told["lists"]] == [
        ("phones", 1, "130.00"), ("wide", 2, "1537.00"),
    ]  # fmt: skip
    assert (told["overlap_lines"], told["overlap_value"]) == (1, "130.00")


def test_partners_and_year_can_be_chosen(api: Client) -> None:
    assert ask(api, "composition?lists=phones&partners=MX")["value"] == "1000.00"
    unknown = ask(api, "composition?lists=phones&year=1999")
    assert (unknown["value"], unknown["groups"][0]["value"], unknown["lines"]) == (None, None, 1)


def test_the_union_and_its_member_are_not_added(api: Client) -> None:
    goods.trade("8517620010", 5, partner="EU", partner_code="0003")
    goods.trade("8517620010", 3, partner="SK", partner_code="4359")

    told = ask(api, "composition?lists=phones&partners=EU,SK")

    assert told["value"] is None and told["notes"][0].startswith("EU contains SK: adding both")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "bad_lists"),
        ("?lists=a:b", "bad_lists"),
        ("?lists=phones&by=colour", "unknown_choice"),
        ("?lists=phones&year=24", "bad_year"),
        ("?lists=phones&partners=china", "bad_partners"),
        ("?list=phones", "unknown_parameter"),
    ],
)
def test_what_cannot_be_read_is_refused(api: Client, query: str, code: str) -> None:
    assert ask(api, f"composition{query}", 400)["errors"][0]["code"] == code


def test_hidden_and_missing_lists_look_alike(api: Client) -> None:
    weighed.a_list("secret", "8517", visibility="internal", team=Team.objects.create(ref="t", name="T"))

    answers = [ask(api, f"composition?lists=phones,{ref}", 404) for ref in ("secret", "nothing")]

    assert [answer["detail"] for answer in answers] == [
        "No such address, or nothing you may see under it."
    ] * 2


def test_a_version_that_is_not_there_is_404(api: Client) -> None:
    ask(api, "tariff-lists/phones/versions/99999999/composition", 404)
