"""The pages of tariff lists: the index, a list with its lines, its files, and two versions compared."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client

from casebook.lists import told
from tariffs.models import TariffList
from tests.factories import goods, lists, record
from tests.web.cast import Case

pytestmark = pytest.mark.django_db
GOODS = "/tariff-lists/goods/"
DIFF = f"{GOODS}diff/?from=1&to=2"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def streamed(client: Client, address: str) -> bytes:
    response: Any = client.get(address)
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True), ("?q=china", True), ("?q=nothing", False), ("?imposing=us", True),
        ("?target=cn", True), ("?stage=final", True), ("?stage=amended", False), ("?law=never_collected", True),
        ("?law=in_force", False), ("?dispute=us-cn-ipr", False),
    ],
)  # fmt: skip
def test_the_index_is_narrowed(client: Client, case: Case, query: str, found: bool) -> None:
    assert ("Goods of China" in page(client, f"/tariff-lists/{query}")) is found


def test_the_index_as_csv(client: Client, case: Case) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/tariff-lists.csv?q=china").content.decode())))
    assert [(row["ref"], row["targets"], row["latest_stage"], row["law"]) for row in rows] == [
        ("goods", "cn", "final", "Never collected: 100 per cent")
    ]


def test_a_list_shows_its_latest_published_version(client: Client, case: Case) -> None:
    text = page(client, GOODS)
    assert "0409.00.00" in text
    assert "0201.10.05" not in text


def test_a_proposed_version_says_that_it_is_no_law(client: Client, case: Case) -> None:
    assert "What it prints is not law" in page(client, f"{GOODS}?version=1")


def test_what_was_never_collected_says_so(client: Client, case: Case) -> None:
    assert "Never collected" in page(client, GOODS)


def test_a_list_without_effects_says_that_nothing_was_levied(client: Client, case: Case) -> None:
    lists.version(lists.tariff_list("paper", record.actor(), record.actor()), 1, "01012100")
    assert "A list on paper is not a duty" in page(client, "/tariff-lists/paper/")


def test_items_in_words_are_shown_as_such(client: Client, case: Case) -> None:
    text = page(client, GOODS)
    assert "in words" in text
    assert "Imports suspended" in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("code=8517", "2"),
        ("code=8517.62.0010", "1"),
        ("q=telephones", "1"),
        ("part=B", "1"),
        ("code=9999", "0"),
    ],
)
def test_lines_are_searched(client: Client, case: Case, query: str, count: str) -> None:
    assert f"<strong>{count}</strong> of 5 line" in page(client, f"{GOODS}?version=2&{query}")


def test_a_code_that_is_none_is_told(client: Client, case: Case) -> None:
    assert "is not a commodity code" in page(client, f"{GOODS}?code=85176")


def test_chapters_carry_their_names_when_the_system_is_loaded(client: Client, case: Case) -> None:
    goods.nomenclature("hs-2022", "85", authority="WCO", schedule="HS", digits=6)
    assert "Goods of 85" in page(client, GOODS)


@pytest.mark.parametrize("query", ["version=9", "version=x", "version=", "after=-1", "after=x"])
def test_a_number_that_is_none_is_a_404(client: Client, case: Case, query: str) -> None:
    assert client.get(f"{GOODS}?{query}").status_code == 404


def test_a_long_list_is_paged_by_position(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.lists.PAGE", 2)
    first, second = page(client, GOODS), page(client, f"{GOODS}?version=2&after=2")
    assert ("after=2" in first, "8517.62.0010" in first, "8517.62.0010" in second) == (True, False, True)


def test_queries_do_not_grow_with_lines(
    client: Client, case: Case, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(18):
        client.get(GOODS)


def bare(case: Case, *codes: str, loaded: bool = True) -> None:
    """A list that prints codes alone, of an edition that may be loaded."""
    edition = goods.nomenclature("us-hts-2018", "01012100", "85176200", "8517620010")
    phones = edition.codes.get(digits="85176200")
    other = {"description": "Other", "parent": phones}
    goods.code(edition, "8517620090", 9, **other)
    listed = lists.tariff_list("bare", record.actor(), record.actor())
    items = [{"digits": code} for code in codes]
    lists.version(listed, 1, *items, nomenclature=edition if loaded else None)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("01012100", "Goods of 01012100"),
        ("0101210000", "Goods of 01012100"),
        ("8517620090", "Goods of 85176200 › Other"),
    ],
)
def test_a_line_without_a_description_has_the_words_of_its_edition(
    client: Client, case: Case, code: str, words: str
) -> None:
    bare(case, code)
    text = page(client, "/tariff-lists/bare/")
    assert (f">{words}<" in text, "words of HTS 2018, not printed on the list" in text) == (True, True)


@pytest.mark.parametrize(("code", "loaded"), [("01012100", False), ("02011005", True)])
def test_a_line_nobody_has_words_for_says_so(client: Client, case: Case, code: str, loaded: bool) -> None:
    bare(case, code, loaded=loaded)
    text = page(client, "/tariff-lists/bare/")
    assert ("no description printed" in text, "not printed on the list" in text) == (True, False)


def test_files_hold_only_what_the_list_prints(client: Client, case: Case) -> None:
    bare(case, "01012100")
    text = streamed(client, "/tariff-lists/bare/versions/1/lines.csv").decode()
    assert [row["description"] for row in csv.DictReader(io.StringIO(text))] == [""]


def test_words_of_an_edition_are_one_more_query(
    client: Client, case: Case, django_assert_max_num_queries: Any
) -> None:
    bare(case, "01012100", "85176200", "8517620010", "8517620090")
    with django_assert_max_num_queries(19):
        client.get("/tariff-lists/bare/")


def test_csv_holds_exactly_what_the_filter_leaves(client: Client, case: Case) -> None:
    text = streamed(client, f"{GOODS}versions/2/lines.csv?code=8517").decode()
    assert [row["display_code"] for row in csv.DictReader(io.StringIO(text))] == [
        "8517.62.00",
        "8517.62.0010",
    ]


def test_json_and_json_lines_hold_the_same(client: Client, case: Case) -> None:
    whole = json.loads(streamed(client, f"{GOODS}versions/2/lines.json?part=B"))
    lines = streamed(client, f"{GOODS}versions/2/lines.ndjson?part=B").splitlines()
    assert ([json.loads(line) for line in lines], whole[0]["stated_rate"]) == (whole, "25%")


def test_lines_of_a_code_that_is_none_are_refused_as_a_file(client: Client, case: Case) -> None:
    answer = client.get(f"{GOODS}versions/2/lines.csv?code=85x")
    assert answer.status_code == 400 and answer.content.decode().startswith("code: ")


def test_no_line_is_an_empty_array(client: Client, case: Case) -> None:
    assert json.loads(streamed(client, f"{GOODS}versions/2/lines.json?code=99")) == []


def test_codes_in_a_workbook_are_text(client: Client, case: Case) -> None:
    book = openpyxl.load_workbook(io.BytesIO(streamed(client, f"{GOODS}versions/2/lines.xlsx")))
    head, first = list(book.active.iter_rows(max_row=2))  # type: ignore[union-attr]
    cells = {name.value: cell for name, cell in zip(head, first, strict=True)}
    code = cells["digits"]
    assert (code.value, code.data_type, code.number_format, cells["position"].value) == (
        "0101210000",
        "s",
        "@",
        1,
    )


def test_a_comparison_without_versions_leads_to_its_permalink(client: Client, case: Case) -> None:
    assert client.get(f"{GOODS}diff/").headers["Location"] == DIFF


def test_a_comparison_tells_its_outcome(client: Client, case: Case) -> None:
    assert "Final list keeps 3 of 4 lines, drops 1, adds 2; 1 rate changed." in page(client, DIFF)


def test_what_changed_is_marked_and_labelled(client: Client, case: Case) -> None:
    text = page(client, DIFF)
    assert '<del><span class="visually-hidden">was: </span>10%</del>' in text
    assert '<ins><span class="visually-hidden">now: </span>25%</ins>' in text


def test_unchanged_lines_are_folded_by_heading(client: Client, case: Case) -> None:
    assert '1 unchanged line in <span class="code">0101</span>' in page(client, DIFF)


@pytest.mark.parametrize(
    ("change", "shown"), [("kept", "0101.21.0000"), ("added", "0409.00.00"), ("removed", "0201.10.05")]
)
def test_a_class_is_shown_alone(client: Client, case: Case, change: str, shown: str) -> None:
    text = page(client, f"{DIFF}&class={change}")
    others = {"0101.21.0000", "0409.00.00", "0201.10.05"} - {shown}
    assert (shown in text, [code for code in others if code in text]) == (True, [])


def test_granularity_is_left_out_with_its_count(client: Client, case: Case) -> None:
    fine = lists.tariff_list("fine", record.actor(), record.actor())
    lists.version(fine, 1, {"digits": "85176200", "only_digits": ["8517620010"]})
    lists.version(fine, 2, {"digits": "8517620010"})
    text = page(client, "/tariff-lists/fine/diff/?from=1&to=2")
    assert ("1 row that differ" in text, "8517.62.0010" in text) == (True, False)
    assert "8517.62.0010" in page(client, "/tariff-lists/fine/diff/?from=1&to=2&class=granularity_only")


def test_a_version_tells_how_many_of_its_lines_are_recorded(client: Client, case: Case) -> None:
    part = lists.tariff_list("part", record.actor(), record.actor())
    lists.version(part, 1, control_totals={"lines": 40})
    lists.version(part, 2, "85176200", control_totals={"lines": 23})
    text = page(client, "/tariff-lists/part/")
    assert ("Lines not recorded here" in text, "1 of 23 lines recorded" in text) == (True, True)


def test_an_effect_tells_for_which_goods_alone_it_is(client: Client, case: Case) -> None:
    transit = lists.tariff_list("transit", record.actor(), record.actor())
    lists.version(transit, 1, "85176200")
    day = datetime(2019, 5, 10, 4, 1, tzinfo=UTC)
    lists.effect(transit, countries=["FR", "IT"], exported_before=day, entered_before=day.replace(month=6))
    text = page(client, "/tariff-lists/transit/")
    assert "Only goods of FR, IT" in text
    assert "Only goods exported before 10 May 2019, 00:01" in text
    assert "Only goods entered before 10 June 2019, 00:01" in text


def test_lines_that_are_not_recorded_are_no_additions(client: Client, case: Case) -> None:
    known_in_part = lists.tariff_list("gap", record.actor(), record.actor())
    lists.version(known_in_part, 1)
    lists.version(known_in_part, 2, "85176200")
    text = page(client, "/tariff-lists/gap/diff/?from=1&to=2")
    assert "Nothing can be compared: the lines of the old version are not recorded here." in text
    assert ("8517.62.00" in text, "Added" in text) == (False, False)


def test_a_comparison_has_the_words_of_the_edition_where_none_are_printed(client: Client, case: Case) -> None:
    bare(case, "01012100")
    lists.version(TariffList.objects.get(ref="bare"), 2, {"digits": "85176200"})
    text = page(client, "/tariff-lists/bare/diff/?from=1&to=2")
    told = ">Goods of 01012100<" in text, "words of the edition, not printed" in text
    assert (*told, "no description printed" in text) == (True, True, True)


def test_a_long_comparison_is_paged(client: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.list_diff.PAGE", 2)
    assert "Page 2 of 3" in page(client, f"{DIFF}&page=2")


@pytest.mark.parametrize(
    "query", ["from=1&to=9", "from=x&to=2", "from=1&to=2&class=lost", "from=1&to=2&page=x"]
)
def test_a_comparison_of_what_is_not_there_is_a_404(client: Client, case: Case, query: str) -> None:
    assert client.get(f"{GOODS}diff/?{query}").status_code == 404


def test_the_comparison_as_files(client: Client, case: Case) -> None:
    text = streamed(client, f"{GOODS}diff.csv?from=1&to=2&class=rate_changed").decode()
    book = openpyxl.load_workbook(
        io.BytesIO(streamed(client, f"{GOODS}diff.xlsx?from=1&to=2&class=rate_changed"))
    )
    sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]  # type: ignore[union-attr]
    assert [row[:5] for row in csv.reader(io.StringIO(text))][1:] == [
        ["4", "rate_changed", "rate part", "8517.62.00", "8517.62.00"]
    ]
    assert sheet[1][3:9] == ["8517.62.00", "8517.62.00", "85176200", "85176200", "10%", "25%"]


def test_the_page_of_the_dispute_leads_to_its_lists(client: Client, case: Case) -> None:
    ref = case.dispute.tariff_lists.filter(visibility="public").get().ref
    assert f'href="/tariff-lists/{ref}/"' in page(client, "/disputes/us-cn-ipr/")


def test_the_page_of_the_dispute_shows_the_first_items_only(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casebook.casefile.FEW_ITEMS", 2)
    listed = lists.tariff_list("long", case.ustr, record.actor(), dispute=case.dispute)
    lists.version(listed, 1, "01012100", "02011005", "04090000")
    text = page(client, "/disputes/us-cn-ipr/")
    assert ("The first 2 of 3 items" in text, "0409.00.00" in text) == (True, False)


@pytest.mark.parametrize(
    ("state", "until", "now", "word"),
    [
        ("in_force", None, 2000, "In force"), ("in_force", 1999, 2000, "Ended"),
        ("in_force", None, 1990, "To come into force"), ("suspended", None, 2000, "Suspended"),
        ("suspended", 1999, 2000, "Was suspended"), ("scheduled", None, 1990, "Scheduled"),
        ("scheduled", None, 2000, "Was scheduled"), ("never_collected", None, 2000, "Never collected"),
        ("ended", None, 2000, "Ended"),
    ],
)  # fmt: skip
def test_how_an_effect_stands(case: Case, state: str, until: int | None, now: int, word: str) -> None:
    end = datetime(until, 1, 1, tzinfo=UTC) if until else None
    effect = lists.effect(case.goods, state=state, until_at=end, part="tested")
    assert told(effect, datetime(now, 1, 1, tzinfo=UTC)).word == word
