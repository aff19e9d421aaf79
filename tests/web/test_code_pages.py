"""The page of a commodity code: what an edition says, and every list the reader may see it on."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tariffs.models import Nomenclature
from tests.factories import goods, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def phones() -> None:
    edition = goods.nomenclature("us-hts-2024", "8517")
    line = goods.code(
        edition, "85176200", 1, description="Apparatus <b>", general_rate="Free", other_rate="35%"
    )
    text = goods.code(edition, "", 2, description="Other than switches:", parent=line, indent=2)
    goods.code(edition, "8517620090", 3, indent=3, parent=text)
    record.list_version(
        record.dispute(),
        record.actor(),
        record.actor(),
        {"digits": "85176200", "excepted_digits": ["8517620090"], "stated_rate": "10%"},
        published_on=date(2018, 9, 21),
        title="List 3 as issued",
    )


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_page_tells_standing_rates_and_the_words_above(client: Client) -> None:
    shown = page(client, "/codes/8517620090/")

    assert "Printed in this edition" in shown and "stated by 8517.62.00" in shown
    assert "Other than switches:" in shown


def test_the_page_tells_the_lists_and_what_they_leave_out(client: Client) -> None:
    shown = page(client, "/codes/8517620090/")

    assert "List 3 as issued" in shown and "a wider line that leaves it out" in shown
    assert "except 8517.62.0090" in shown


def test_published_words_are_not_taken_for_markup(client: Client) -> None:
    assert "Apparatus &lt;b&gt;" in page(client, "/codes/85176200/")


def test_dots_lead_to_the_address_of_the_digits(client: Client) -> None:
    assert client.get("/codes/8517.62.00/")["Location"] == "/codes/85176200/"


def test_an_unknown_code_says_how_far_it_is_known(client: Client) -> None:
    shown = page(client, "/codes/8517620050/")

    assert "Unknown in this edition" in shown and "known as far as" in shown


def test_what_is_no_code_gets_a_page_with_the_fix(client: Client) -> None:
    shown = page(client, "/codes/851/", 400)

    assert "It has 3 digits; codes have 2, 4, 6, 8, 9 or 10 digits" in shown


def test_an_edition_that_is_not_loaded_is_not_there(client: Client) -> None:
    page(client, "/codes/8517/?edition=us-hts-1999", 404)


def test_the_box_leads_to_the_code(client: Client) -> None:
    assert client.get("/codes/", {"code": "8517.62"})["Location"] == "/codes/851762/"


def test_the_box_says_what_is_wrong(client: Client) -> None:
    assert "it has 3 digits" in page(client, "/codes/?code=851", 400)


def test_the_editions_are_listed_with_their_counts(client: Client) -> None:
    shown = page(client, "/codes/")

    assert "us-hts-2024" in shown and '<td class="num" data-label="Codes">3</td>' in shown


def test_the_history_downloads_with_codes_as_text(client: Client) -> None:
    lines = page(client, "/codes/85176200.csv").splitlines()

    assert lines[0].startswith("list,version,stage") and ",85176200,same," in lines[1]


def test_a_closed_instance_shows_strangers_no_code(client: Client, settings: Settings) -> None:
    settings.PUBLIC_READ = False

    assert [client.get(a).status_code for a in ("/codes/", "/codes/8517/", "/codes/8517.csv")] == [
        404,
        404,
        404,
    ]


def test_without_any_edition_the_page_says_so(client: Client) -> None:
    Nomenclature.objects.all().delete()

    assert "whether this code exists is not known" in page(client, "/codes/8517/")
