"""`/duty/` and `/duty/many/`: answers, branches, what does not apply, errors, files."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tariffs.enquiry import NOTICE
from tests.factories import law

pytestmark = pytest.mark.django_db
ASKED = "/duty/?importer=US&origin=CN"


@pytest.fixture
def lists(db: None) -> None:
    law.china_lists()


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_empty_form_says_what_it_is_not(client: Client) -> None:
    assert NOTICE in page(client, "/duty/")


def test_a_duty_that_was_never_collected_is_not_due(client: Client, lists: None) -> None:
    text = page(client, f"{ASKED}&code=8471.30.01&on=2019-09-15")
    assert "Not due: never collected" in text
    assert "in the end never collected" in text


def test_both_branches_are_shown_with_their_conditions(client: Client, lists: None) -> None:
    text = page(client, f"{ASKED}&code=94016160&on=2019-06-14")
    assert "It depends" in text
    assert "Exported before 10 May 2019" in text
    assert "Exported on or after 10 May 2019" in text


def test_a_branch_that_export_leaves_alone_is_shown_once(client: Client, lists: None) -> None:
    text = page(client, f"{ASKED}&code=85176200&on=2019-05-20")
    assert text.count("<h3") == 5
    assert '<h3 class="flow-2">8517.62.0090</h3>' in text


def test_faults_stand_at_their_fields(client: Client) -> None:
    text = page(client, "/duty/?importer=UK&origin=&code=84&on=2019-02-30", 400)
    for said in (
        "write GB",
        "Give the two letters of the country of origin",
        "six digits or more",
        "not a day",
    ):
        assert said in text


def many(client: Client, **values: Any) -> Any:
    base = {"importer": "US", "origin": "CN", "on": "2019-09-15", "codes": "6110.20.20\n84713001; 8471"}
    return client.post("/duty/many/", base | values)


def test_many_codes_become_a_table_and_a_bad_one_says_why(client: Client, lists: None) -> None:
    text = many(client).content.decode()
    assert "3 codes, of which 1 cannot be read" in text
    assert "six digits or more" in text


def test_many_codes_become_a_file(client: Client, lists: None) -> None:
    response = many(client, **{"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["code"], row["ad_valorem_percent"], row["applies"]) for row in rows] == [
        ("6110.20.20", "15", "yes"),
        ("84713001", "15", "no"),
        ("8471", "", "not answered"),
    ]


def with_neighbours_and_a_proposal() -> None:
    found = law.china_lists()
    us, cn = found["3"].imposing, found["3"].list_targets.get().actor
    line = {"digits": "6110", "stated_rate": "30%"}
    law.tariff_list("proposal", us, [cn], [line], stage="proposed")
    law.tariff_list("jerseys", us, [cn], ["61102010"])


def test_lists_not_applied_are_named_in_the_table_in_words(client: Client) -> None:
    with_neighbours_and_a_proposal()
    text = many(client, codes="61102020").content.decode()
    assert "Only proposed: List proposal (6110, 30%)" in text
    assert "Not on, but neighbours are: List jerseys (6110.20.10)" in text


def test_lists_not_applied_are_named_in_the_file_in_words(client: Client) -> None:
    with_neighbours_and_a_proposal()
    response = many(client, codes="61102020", **{"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["not_applied"] for row in rows} == {
        "Only proposed: List proposal (6110, 30%); Not on, but neighbours are: List jerseys (6110.20.10)"
    }


def test_many_codes_without_a_day_are_refused_once(client: Client) -> None:
    response = many(client, on="")
    assert (response.status_code, response.content.decode().count("Give the day of entry")) == (400, 2)


def test_a_paste_without_codes_is_refused(client: Client) -> None:
    assert many(client, codes=" \n ").status_code == 400
