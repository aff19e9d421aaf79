"""Tariff lists, their versions, lines and differences over the API."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import Case, MakeKey, MakeUser
from tests.api.conventions import DetailConventions, ListConventions, body, codes
from tests.factories import goods, lists, record

pytestmark = pytest.mark.django_db
LISTS = "/api/v1/tariff-lists"
GOODS = f"{LISTS}/goods"
LINES = f"{GOODS}/versions/1/lines"
DIFF = f"{GOODS}/diff?from=1&to=2"


def text(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


class TestList(ListConventions):
    path = LISTS
    default_sort = "ref"


class TestDetail(DetailConventions):
    path = LISTS + "/{key}"

    def key_of(self, case: Case) -> tuple[str, str]:
        return case.goods.ref, str(case.goods.id)


class TestVersion(DetailConventions):
    path = LISTS + "/{key}/versions/2"

    def key_of(self, case: Case) -> tuple[str, str]:
        return case.goods.ref, str(case.goods.id)


class TestLines(ListConventions):
    path = LINES
    default_sort = "position"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ref=goods", 1), ("imposing=ustr", 2), ("imposing=moftec", 0), ("targets=moftec", 2), ("targets=ustr", 0),
        ("targets__in=moftec,ustr", 2), ("dispute=us-cn-ipr", 1), ("authority=us-301", 1), ("q=china", 1),
    ],
)  # fmt: skip
def test_filters(api: Client, case: Case, query: str, expected: int) -> None:
    assert len(body(api.get(f"{LISTS}?{query}"))["results"]) == expected


def test_a_list_shows_its_targets_versions_and_effects(api: Client, case: Case) -> None:
    found = body(api.get(GOODS))
    assert found["targets"] == ["moftec"]
    assert [(version["number"], version["stage"], version["lines"]) for version in found["versions"]] == [
        (1, "proposed", 4), (2, "final", 4),
    ]  # fmt: skip
    assert [(effect["state"], effect["ad_valorem_percent"]) for effect in found["effects"]] == [
        ("in_force", "25.000")
    ]


@pytest.mark.parametrize("number", ["3", "0", "99999", "one", "-1"])
def test_a_version_that_is_not_there_is_a_404(api: Client, case: Case, number: str) -> None:
    assert api.get(f"{GOODS}/versions/{number}").status_code == 404


@pytest.mark.parametrize(
    ("query", "positions"),
    [
        ("digits=8517.62.00", [2]), ("digits__startswith=85", [2]), ("digits__in=01012100,02011005", [1, 3]),
        ("nature=import_suspension", [4]), ("part=B", []), ("q=telephones", [2]), ("q=8517.62", [2]),
        ("position__gte=3", [3, 4]),
    ],
)  # fmt: skip
def test_lines_are_narrowed(api: Client, case: Case, query: str, positions: list[int]) -> None:
    assert [line["position"] for line in body(api.get(f"{LINES}?{query}"))["results"]] == positions


def test_a_code_that_is_none_is_refused(api: Client, case: Case) -> None:
    assert codes(api.get(f"{LINES}?digits__startswith=8517.620")) == [("?digits__startswith", "bad_code")]


def test_an_item_in_words_has_no_code(api: Client, case: Case) -> None:
    (line,) = body(api.get(f"{LINES}?position=4"))["results"]
    assert (line["digits"], line["display_code"], line["stated_rate"]) == (None, None, None)


def test_lines_stream_as_csv_with_their_zeros(api: Client, case: Case) -> None:
    rows = list(csv.DictReader(io.StringIO(text(api.get(f"{LINES}.csv?fields=digits,description")))))
    assert rows[0] == {"digits": "01012100", "description": "Goods of 01012100"}


def test_a_cell_that_would_be_a_formula_is_text(api: Client, case: Case) -> None:
    lists.version(case.goods, 3, {"description": '=HYPERLINK("x")'})
    told = text(api.get(f"{GOODS}/versions/3/lines.csv?fields=description"))
    assert told.splitlines()[1] == '"\'=HYPERLINK(""x"")"'


def test_lines_stream_as_json_lines_like_pages(api: Client, case: Case) -> None:
    streamed = [json.loads(line) for line in text(api.get(f"{LINES}.ndjson")).splitlines()]
    assert streamed == body(api.get(LINES))["results"]


def test_a_stream_goes_on_over_its_chunks(api: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.list_lines.CHUNK", 3)
    numbers = [json.loads(line)["position"] for line in text(api.get(f"{LINES}.ndjson")).splitlines()]
    assert numbers == [1, 2, 3, 4]


def test_a_filter_narrows_a_stream(api: Client, case: Case) -> None:
    assert len(text(api.get(f"{LINES}.csv?digits__startswith=85")).splitlines()) == 2


@pytest.mark.parametrize(
    "address", [f"{LINES}.csv", f"{LINES}.ndjson", DIFF, f"{GOODS}/diff.csv?from=1&to=2"]
)
def test_an_unchanged_answer_is_a_304(api: Client, case: Case, address: str) -> None:
    response = api.get(address, headers={"If-None-Match": api.get(address)["ETag"]})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("address", [f"{GOODS}/versions/9/lines.csv", f"{GOODS}/diff?from=2&to=9"])
def test_a_draft_has_no_tag(
    api: Client, case: Case, address: str, make_user: MakeUser, make_key: MakeKey
) -> None:
    lists.version(case.goods, 9, "01012100", published=False)
    response = api.get(address, headers=make_key(make_user(record.team())))
    assert (response.status_code, response.has_header("ETag")) == (200, False)


def test_the_difference_of_two_versions(api: Client, case: Case) -> None:
    found = body(api.get(DIFF))
    assert {name: count for name, count in found["summary"].items() if count} == {
        "kept": 2, "rate_changed": 1, "added": 1, "removed": 1, "old_lines": 4, "new_lines": 4,
    }  # fmt: skip
    assert found["sentence"] == "Version 2 keeps 3 of 4 lines, drops 1, adds 1; 1 rate changed"
    (raised,) = [row for row in found["results"] if row["class"] == "rate_changed"]
    assert (raised["old"][0]["display_code"], raised["new"][0]["display_code"], raised["changed"]) == (
        "8517.62.00", "8517.62.0000", ["rate", "part"],
    )  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), [("class=added", 1), ("class__in=added,kept", 3), ("", 5)])
def test_a_difference_is_narrowed_by_class(api: Client, case: Case, query: str, expected: int) -> None:
    found = body(api.get(f"{DIFF}&{query}"))
    assert (len(found["results"]), found["summary"]["kept"]) == (expected, 2)


def test_a_difference_is_paged_forth_and_back(api: Client, case: Case) -> None:
    whole = [row["row"] for row in body(api.get(DIFF))["results"]]
    first = body(api.get(f"{DIFF}&limit=2"))
    second = body(api.get(first["next"]))
    third = body(api.get(second["next"]))
    assert [row["row"] for page in (first, second, third) for row in page["results"]] == whole
    assert (third["next"], body(api.get(second["previous"]))["results"]) == (None, first["results"])


def test_a_cursor_of_another_difference_is_refused(api: Client, case: Case) -> None:
    cursor = body(api.get(f"{DIFF}&limit=2"))["next"].split("cursor=")[1]
    response = api.get(f"{GOODS}/diff?from=2&to=1&cursor={cursor}")
    assert codes(response) == [("?cursor", "cursor_of_another_list")]


@pytest.mark.parametrize(
    "query", ["", "from=1", "from=0&to=2", "from=x&to=2", "from=1&to=٢", "from=1&to=999999"]
)
def test_both_versions_must_be_named(api: Client, case: Case, query: str) -> None:
    assert {code for _, code in codes(api.get(f"{GOODS}/diff?{query}"))} == {"bad_version"}


def test_a_version_nobody_has_is_a_404(api: Client, case: Case) -> None:
    assert api.get(f"{GOODS}/diff?from=1&to=7").status_code == 404


def test_a_difference_as_csv(api: Client, case: Case) -> None:
    rows = list(
        csv.DictReader(io.StringIO(text(api.get(f"{GOODS}/diff.csv?from=1&to=2&class=rate_changed"))))
    )
    assert [(row["old_code"], row["new_code"], row["old_rate"], row["new_rate"]) for row in rows] == [
        ("8517.62.00", "8517.62.0000", "10%", "25%")
    ]


def test_an_edition_tells_that_only_the_granularity_differs(api: Client, case: Case) -> None:
    hts = goods.nomenclature("us-hts-2018", "85176200", "8517620010", "8517620090")
    of = lists.tariff_list("fine", case.ustr, record.actor())
    lists.version(of, 1, {"digits": "85176200"}, nomenclature=hts)
    lists.version(of, 2, {"digits": "8517620010"}, {"digits": "8517620090"}, nomenclature=hts)
    assert body(api.get(f"{LISTS}/fine/diff?from=1&to=2"))["summary"]["granularity_only"] == 1
