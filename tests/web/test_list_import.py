"""Importing a list by hand."""

import random
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tariffs.models import ListItem, ListVersion, TariffList
from tests.factories import record
from tests.tariffs.list_files import HEADER, ROWS, text, xlsx
from tests.web.cast import Case

ADDRESS = "/tariff-lists/import/"
FILE = text([HEADER, *ROWS]).decode()


@pytest.fixture
def asked(case: Case) -> dict[str, Any]:
    record.actor("united-states", kind="state", iso2="US", name="United States")
    return {
        "ref": "us-301-1", "pasted": FILE, "stage": "final", "published": "2018-06-20", "zone": "America/New_York",
        "imposing": "US", "visibility": "public", "expect": "lines=3",
    }  # fmt: skip


def hidden(page: str) -> dict[str, str]:
    """Return what the preview carries to the next step."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def test_the_plan_is_shown_and_nothing_written(alice: Client, asked: dict[str, Any]) -> None:
    page = alice.post(ADDRESS, asked).content.decode()
    assert "This would be written" in page
    assert "“HTS code”" in page
    assert not TariffList.objects.exists() or not ListItem.objects.filter(digits="94032000").exists()


def test_what_was_seen_is_saved(alice: Client, asked: dict[str, Any]) -> None:
    page = alice.post(ADDRESS, asked).content.decode()
    saved = alice.post(ADDRESS, hidden(page) | {"save": "1"})
    assert "Saved 1 version." in saved.content.decode()
    version = ListVersion.objects.get(ref="us-301-1-v1")
    assert (version.is_published, version.items.count(), version.file_name) == (True, 3, "pasted.txt")


def test_a_workbook_may_be_uploaded(alice: Client, asked: dict[str, Any]) -> None:
    upload = SimpleUploadedFile("annex.xlsx", xlsx([HEADER, *ROWS]))
    page = alice.post(ADDRESS, asked | {"pasted": "", "upload": upload}).content.decode()
    alice.post(ADDRESS, hidden(page) | {"save": "1"})
    assert ListVersion.objects.get(ref="us-301-1-v1").file_name == "annex.xlsx"


@pytest.fixture
def heavy(asked: dict[str, Any]) -> dict[str, Any]:
    """A list whose file is too large to be carried from the preview to the next step."""
    chance = random.Random(1)
    rows = [
        [f"{chapter:02}{n:04}00", f"Goods {chance.randbytes(600).hex()}", "5%"]
        for chapter in range(1, 60)
        for n in range(101, 161)
    ]
    return asked | {"pasted": "", "expect": f"lines={len(rows)}", "data": text([HEADER, *rows])}


def sent(heavy: dict[str, Any], **more: Any) -> dict[str, Any]:
    data = {name: value for name, value in heavy.items() if name != "data"}
    return data | {"upload": SimpleUploadedFile("annex.csv", more.pop("data", heavy["data"]))} | more


def test_the_limit_is_said(alice: Client) -> None:
    assert "At most 20 MB" in alice.get(ADDRESS).content.decode()


def test_a_file_too_large_to_be_carried_is_chosen_again_and_saved(
    alice: Client, heavy: dict[str, Any]
) -> None:
    page = alice.post(ADDRESS, sent(heavy)).content.decode()
    assert (len(heavy["data"]) > 4_000_000, "choose the same file again" in page) == (True, True)
    saved = alice.post(ADDRESS, sent(heavy, **hidden(page), save="1")).content.decode()
    assert ("Saved 1 version." in saved, ListVersion.objects.get(ref="us-301-1-v1").items.count()) == (
        True,
        59 * 60,
    )


def test_another_file_than_the_one_looked_at_is_not_saved(alice: Client, heavy: dict[str, Any]) -> None:
    page = alice.post(ADDRESS, sent(heavy)).content.decode()
    other = heavy["data"].replace(b"5%", b"6%", 1)
    answer = alice.post(ADDRESS, sent(heavy, **hidden(page), save="1", data=other)).content.decode()
    assert "This is another file than the one you looked at" in answer
    assert not ListItem.objects.filter(list_version__ref="us-301-1-v1").exists()


def test_a_file_above_the_limit_is_refused_in_words(alice: Client, heavy: dict[str, Any]) -> None:
    answer = alice.post(ADDRESS, sent(heavy, data=b"x" * 20_000_001))
    assert "This file has 20.0 MB; the page takes at most 20 MB" in answer.content.decode()


def test_a_paste_above_the_limit_is_refused_in_words(alice: Client, asked: dict[str, Any]) -> None:
    answer = alice.post(ADDRESS, asked | {"pasted": "x" * 2_700_000})
    said = "What you sent is too large" in answer.content.decode(), "as a file" in answer.content.decode()
    assert (answer.status_code, *said) == (413, True, True)


def test_a_list_of_countries_and_rates_is_shown_as_lines_in_words(
    alice: Client, asked: dict[str, Any]
) -> None:
    table = "Country,Rate\r\nAlgeria,30%\r\nAngola,15%\r\n"
    said = {"pasted": table, "columns": "code=-", "expect": "lines=2"}
    page = alice.post(ADDRESS, asked | said).content.decode()
    assert ("It names no codes." in page, page.count("in words"), "Save 2 lines" in page) == (True, 2, True)
    alice.post(ADDRESS, hidden(page) | {"save": "1"})
    lines = ListItem.objects.filter(list_version__ref="us-301-1-v1").values_list("countries", "stated_rate")
    assert list(lines.order_by("position")) == [(["DZ"], "30%"), (["AO"], "15%")]


def test_rejected_rows_are_shown_with_place_and_reason(alice: Client, asked: dict[str, Any]) -> None:
    page = alice.post(ADDRESS, asked | {"pasted": FILE + "horses,Horses,5%\r\n"}).content.decode()
    assert "This cannot be written yet" in page
    assert "<strong>line 5, column 1</strong>" in page
    assert 'name="save"' not in page


def test_back_keeps_what_was_entered(alice: Client, asked: dict[str, Any]) -> None:
    page = alice.post(ADDRESS, asked).content.decode()
    back = alice.post(ADDRESS, hidden(page) | {"back": "1"}).content.decode()
    assert 'value="us-301-1"' in back
    assert "pasted.txt is still here" in back


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pasted": ""}, "Choose a file, or paste the list below."),
        ({"ref": ""}, "Name the list."),
        ({"imposing": "XX"}, "there is no actor “XX”"),
        ({"published": ""}, "say when it was announced or published"),
        ({"rate": "5% or 10%"}, "more than one rate"),
        ({"pasted": "Name\nChina\n"}, "No column of codes was found"),
    ],
)
def test_faults_stand_at_their_fields(
    alice: Client, asked: dict[str, Any], change: dict[str, str], says: str
) -> None:
    assert says in alice.post(ADDRESS, asked | change).content.decode()


def test_a_carried_file_that_was_damaged_is_asked_for_again(alice: Client, asked: dict[str, Any]) -> None:
    page = alice.post(ADDRESS, asked | {"pasted": "", "carried": "AAAA"}).content.decode()
    assert "The file was lost on the way" in page


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302


def test_readers_may_not_import(bob: Client) -> None:
    assert bob.get(ADDRESS).status_code == 403


def test_an_outsider_does_not_reach_a_teams_list(
    alice: Client, charlie: Client, asked: dict[str, Any]
) -> None:
    ours = asked | {"visibility": "internal", "team": "desk"}
    alice.post(ADDRESS, hidden(alice.post(ADDRESS, ours).content.decode()) | {"save": "1"})
    more = asked | {"pasted": FILE + "9503.00.00,Toys,5%\r\n", "expect": ""}
    assert "is taken" in charlie.post(ADDRESS, more).content.decode()
    assert ListVersion.objects.filter(ref__startswith="us-301-1").count() == 1
