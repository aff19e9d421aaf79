"""One commodity code over the API: known or not, where it stands, on which lists the caller may see it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Team
from tariffs.models import ListVersion
from tests.factories import goods, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def hts() -> None:
    edition = goods.nomenclature("us-hts-2024", "8517")
    goods.code(
        edition, "85176200", 1, indent=1, general_rate="Free", other_rate="35%", description="Apparatus"
    )
    goods.code(edition, "8517620010", 2, units=["No."])
    goods.code(edition, "8517620090", 3)


def ask(api: Client, key: str, query: str = "", status: int = 200) -> dict[str, Any]:
    response = api.get(f"/api/v1/codes/{key}{query}")
    assert response.status_code == status
    told: dict[str, Any] = response.json()
    return told


def listed(title: str, *items: dict[str, Any], on: date = date(2018, 9, 21), **seen: Any) -> ListVersion:
    return record.list_version(
        record.dispute(), record.actor(), record.actor(), *items, title=title, published_on=on, **seen
    )


@pytest.mark.usefixtures("hts")
@pytest.mark.parametrize("printed", ["85176200", "8517.62.00", "8517.62.0000"])
def test_a_code_is_found_with_and_without_dots(api: Client, printed: str) -> None:
    told = ask(api, printed)

    assert (told["nomenclature"], told["entry"]["row"]["description"]) == ("us-hts-2024", "Apparatus")
    assert [row["digits"] for row in told["entry"]["descendants"]] == ["8517620010", "8517620090"]


@pytest.mark.usefixtures("hts")
def test_a_statistical_number_says_who_states_its_rate(api: Client) -> None:
    entry = ask(api, "8517.62.0090")["entry"]

    assert entry["rates"] == {
        "stated_by": "85176200", "general": "Free", "special": "", "other": "35%", "additional": "",
    }  # fmt: skip
    assert [row["display_code"] for row in entry["ancestors"]] == ["8517", "8517.62.00"]


@pytest.mark.usefixtures("hts")
def test_an_unknown_code_still_answers(api: Client) -> None:
    told = ask(api, "86010000")

    assert told["entry"]["words"] == "unknown in this edition"
    assert (told["entry"]["row"], told["lines"]) == (None, [])


def test_without_any_edition_the_nomenclature_is_null(api: Client) -> None:
    told = ask(api, "8517")

    assert (told["nomenclature"], told["entry"], told["editions"]) == (None, None, [])


@pytest.mark.usefixtures("hts")
def test_the_edition_that_knows_the_code_is_read_and_all_are_named(api: Client) -> None:
    goods.nomenclature("us-hts-2025", "8518")

    told = ask(api, "8517620090")

    assert told["nomenclature"] == "us-hts-2024"
    assert [(row["ref"], row["standing"]) for row in told["editions"]] == [
        ("us-hts-2024", "printed"), ("us-hts-2025", "unknown"),
    ]  # fmt: skip


@pytest.mark.usefixtures("hts")
def test_the_edition_can_be_chosen(api: Client) -> None:
    goods.nomenclature("us-hts-2025", "8518")

    assert ask(api, "8517620090", "?edition=us-hts-2025")["entry"]["standing"] == "unknown"


@pytest.mark.usefixtures("hts")
def test_an_edition_that_is_not_loaded_is_refused_with_those_that_are(api: Client) -> None:
    told = ask(api, "8517", "?edition=us-hts-1999", 400)

    assert told["errors"][0]["detail"] == "edition: no such edition is loaded; there are: us-hts-2024."


def test_correlations_and_codes_of_another_edition(api: Client) -> None:
    old, new = (goods.nomenclature(f"hs-{year}", "851762", digits=6) for year in (2017, 2022))
    goods.correlation(new, old, "851762", "851762", "1:n")
    goods.correlation(new, old, "851762", "851769", "1:n")

    told = ask(api, "8517.62.00", "?edition=hs-2022&in=hs-2017")

    assert [pair["to_digits"] for pair in told["correlations"]] == ["851762", "851769"]
    assert told["mapped"] == {
        "edition": "hs-2017", "digits": "851762", "through": ["hs-2022", "hs-2017"], "codes": ["851762", "851769"],
    }  # fmt: skip


def test_editions_without_a_table_between_them_are_refused(api: Client) -> None:
    goods.nomenclature("hs-2017", "851762", digits=6)
    goods.nomenclature("hs-2022", "851762", digits=6)

    told = ask(api, "851762", "?edition=hs-2022&in=hs-2017", 400)

    assert told["errors"][0]["code"] == "no_correlation"


def test_the_history_of_a_code_over_all_lists_is_in_order(api: Client) -> None:
    listed("List 4A", {"digits": "85176200", "excepted_digits": ["8517620090"]}, on=date(2019, 9, 1))
    listed("List 3", {"digits": "8517", "stated_rate": "10%"}, {"digits": "84"})
    listed("Exempt", {"digits": "8517620010"}, {"digits": "8517620000"}, on=date(2025, 4, 11))

    assert [(line["digits"], line["relation"]) for line in ask(api, "8517.62.00")["lines"]] == [
        ("8517", "wider"), ("85176200", "same"), ("8517620010", "finer"), ("8517620000", "same"),
    ]  # fmt: skip
    assert [(line["digits"], line["relation"]) for line in ask(api, "8517.62.0090")["lines"]] == [
        ("8517", "wider"), ("85176200", "excepted"),
    ]  # fmt: skip


def test_lines_of_hidden_lists_are_not_told(api: Client) -> None:
    before = api.get("/api/v1/codes/8517").content
    listed("Secret", {"digits": "8517"}, visibility="internal", team=Team.objects.create(ref="t", name="T"))

    assert api.get("/api/v1/codes/8517").content == before


@pytest.mark.parametrize("printed", ["851", "ex-8517", "01.02.2020", "0012"])
def test_what_is_no_code_is_refused(api: Client, printed: str) -> None:
    told = ask(api, printed, status=400)

    assert told["errors"][0]["code"] == "bad_code"
    assert told["detail"].startswith("This is no commodity code: ")


def test_unknown_parameters_are_refused(api: Client) -> None:
    assert "did you mean edition?" in ask(api, "8517", "?editon=x", 400)["detail"]


@pytest.mark.usefixtures("hts")
def test_the_answer_costs_few_queries_whatever_the_number_of_lines(api: Client) -> None:
    for number in range(12):
        listed(f"List {number}", {"digits": "85176200"}, {"digits": "8517620010"})
    api.get("/api/v1/codes/85176200")
    with CaptureQueriesContext(connection) as captured:
        api.get("/api/v1/codes/85176200")

    assert len(captured) <= 8


@pytest.mark.usefixtures("hts")
def test_an_unchanged_answer_is_304(api: Client) -> None:
    etag = api.get("/api/v1/codes/8517").headers["ETag"]

    assert api.get("/api/v1/codes/8517", headers={"If-None-Match": etag}).status_code == 304
