"""A list is read from whatever file it comes in, and every mess is survived and told."""

import gzip
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs.importers.lists.rows import Edition
from tariffs.importers.lists.tables import ListFileError
from tests.tariffs.list_files import CODES, HEADER, ROWS, codes, jsonl, ods, planned, records, text, xlsx

TABLE = [HEADER, *ROWS]
FORMS = {
    "commas": text(TABLE),
    "semicolons": text(TABLE, ";"),
    "tabs": text(TABLE, "\t"),
    "byte order mark": b"\xef\xbb\xbf" + text(TABLE),
    "utf-16": text(TABLE).decode().encode("utf-16"),
    "workbook": xlsx(TABLE),
    "open document": ods(TABLE),
    "json": json.dumps(records()).encode(),
    "json in an object": json.dumps({"title": "Annex", "lines": records()}).encode(),
    "json lines": jsonl(),
    "gzip": gzip.compress(text(TABLE)),
    "title rows": text([["Annex A to the notice", "", ""], ["", "", ""], *TABLE]),
    "repeated header": text([*TABLE[:2], HEADER, *TABLE[2:]]),
    "caption between": text([*TABLE[:2], ["Chapter 85 – Machines", "", ""], *TABLE[2:]]),
    "footnote": text([*TABLE, ["* See the notes of the chapter", "", ""]]),
    "empty columns": text([["", a, "", b, "", c] for a, b, c in TABLE]),
    "no-break spaces": text([HEADER, *[(code.replace(".", "\u00a0"), *rest) for code, *rest in ROWS]]),
    "declared empty rows": xlsx([*TABLE, *[["", "", ""]] * 3000]),
    "German": text([("Warennummer", "Warenbezeichnung", "Zollsatz"), *ROWS]),
    "French": text([("Code SH", "Désignation des marchandises", "Taux de droit"), *ROWS]),
    "Spanish": text([("Fracción arancelaria", "Descripción", "Arancel"), *ROWS]),
    "Portuguese": text([("NCM", "Descrição", "Alíquota"), *ROWS]),
    "Chinese": text([("税则号列", "商品名称", "加征税率"), *ROWS]),
    "Russian": text([("Код ТН ВЭД", "Наименование товара", "Ставка пошлины"), *ROWS]),
    "numbered rows": text([("No.", *HEADER), *[(n, *row) for n, row in enumerate(ROWS, 1)]]),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_lines(form: str) -> None:
    plan = planned(FORMS[form])
    found = [(draft.digits, draft.description, draft.percent) for draft in plan.lines.drafts]
    assert found == [
        (code, words, Decimal(rate.rstrip("%"))) for code, (_, words, rate) in zip(CODES, ROWS, strict=True)
    ]
    assert plan.lines.rejected == []


def test_a_list_without_a_header_keeps_its_first_code() -> None:
    plan = planned(text(ROWS))
    assert codes(plan) == CODES
    assert "No header row was found" in plan.layout.notes[0]


def test_codes_are_found_in_running_text() -> None:
    prose = (
        b"The President hereby decides:\n\nGoods of 8517.62.00 (modems) and 0101.21.00, horses,\n"
        b"and 9403.20.0035 pay more from 6 July 2018, see 83 FR 28710.\n"
    )
    plan = planned(prose, "notice.txt")
    assert codes(plan) == ["85176200", "01012100", "9403200035"]
    assert [told.what[:10] for told in plan.lines.passed_over] == ["no code in"]


def test_line_breaks_inside_cells_count_as_lines_of_the_file() -> None:
    plan = planned(b'0101.21.00,"Horses,\npurebred"\n8517.62.00,Modems\n99,Bad\n')
    assert codes(plan)[:2] == CODES[:2]
    assert plan.table.numbers == [1, 3, 4]


def test_numbers_without_leading_zeros_are_told() -> None:
    plan = planned(text([HEADER, *[(int(code.replace(".", "")), *rest) for code, *rest in ROWS]]))
    assert codes(plan) == CODES
    assert plan.lines.recovered[0].place == "line 2, column 1"


def test_dates_in_a_workbook_name_their_cell() -> None:
    rows: list[tuple[Any, ...]] = [
        HEADER,
        *ROWS,
        (date(2009, 12, 10), "Juice", "5%"),
        (date(2025, 2, 1), "?", "5%"),
    ]
    plan = planned(xlsx(rows), "annex.xlsx")
    assert (codes(plan)[-1], plan.lines.recovered[0].place) == ("20091210", "Annex!A5")
    assert plan.lines.rejected[0].place == "Annex!A6"


@pytest.mark.parametrize(
    ("rates", "percents"),
    [
        (["27.5%", "10 %", "N/A"], [Decimal("27.5"), Decimal(10), None]),
        (["0.275", "0.1", "1"], [Decimal("27.5"), Decimal(10), Decimal(100)]),
        (["25", "Free", "4.4¢/kg"], [Decimal(25), Decimal(0), None]),
    ],
)
def test_rates_are_read(rates: list[str], percents: list[Decimal | None]) -> None:
    plan = planned(text([HEADER, *[(row[0], row[1], rate) for row, rate in zip(ROWS, rates, strict=True)]]))
    assert [draft.percent for draft in plan.lines.drafts] == percents


def test_an_ambiguous_rate_is_refused_with_its_place() -> None:
    plan = planned(text([HEADER, *ROWS, ("9503.00.00", "Toys", "5% or 10%")]))
    assert plan.lines.rejected[0].place == "line 5, column 3"
    assert "more than one rate" in plan.lines.rejected[0].what


def test_a_doubled_line_is_refused_and_names_the_first() -> None:
    plan = planned(text([*TABLE, ROWS[1]]))
    assert plan.lines.rejected == [("line 5, column 1", "8517.62.00 already stands in line 3, column 1", 4)]


def test_a_code_with_other_words_is_kept_and_told() -> None:
    plan = planned(text([*TABLE, ("8517.62.00", "Switches", "10%")]))
    assert (len(codes(plan)), plan.lines.rejected) == (4, [])
    assert "with other words" in plan.lines.warnings[0].what


@pytest.mark.parametrize("code", ["9903.88.01", "7701.00.00", "0001.00.00", "12.3", "851762001234"])
def test_strays_are_refused(code: str) -> None:
    assert len(planned(text([*TABLE, (code, "Stray", "5%")])).lines.rejected) == 1


def test_chapter_98_is_kept_and_told() -> None:
    plan = planned(text([*TABLE, ("9802.00.40", "Repairs", "5%")]))
    assert "chapters 98 and 99" in plan.lines.warnings[0].what


def test_codes_absent_from_the_edition_are_refused_with_the_nearest() -> None:
    edition = Edition(
        "us-2024", frozenset({"01", "0101", "010121", "01012100", "85", "8517", "9403200000"}), 10
    )
    plan = planned(text(TABLE), edition=edition)
    assert codes(plan) == ["01012100", "94032000"]
    assert plan.lines.rejected[0].what == "8517.62.00 is not in us-2024; the nearest above it is 8517"


def test_values_need_a_currency() -> None:
    table = [("HTS", "Value"), ("0101.21.00", "1,234,567"), ("8517.62.00", "5")]
    assert "names no currency" in " ".join(planned(text(table)).layout.notes)
    told = planned(text(table), columns={"value": "Value:USD"})
    assert [draft.value for draft in told.lines.drafts] == [Decimal(1234567), Decimal(5)]


def test_the_header_may_name_currency_and_scale() -> None:
    plan = planned(text([("HTS", "Imports (US$ million)"), ("0101.21.00", "1.5"), ("8517.62.00", "2")]))
    assert [draft.value for draft in plan.lines.drafts] == [Decimal(1_500_000), Decimal(2_000_000)]


def test_countries_are_letters_or_names_on_record() -> None:
    table = [("HTS", "Country"), ("0101.21.00", "CN, HK"), ("8517.62.00", "China"), ("9403.20.00", "Elbonia")]
    plan = planned(text(table), countries={"china": "CN"})
    assert [draft.countries for draft in plan.lines.drafts] == [("CN", "HK"), ("CN",)]
    assert "“Elbonia” is no country on record" in plan.lines.rejected[0].what


def test_columns_may_be_named_lettered_or_numbered() -> None:
    table = [("a", "b"), ("8517.62.00", "0101.21.00"), ("9403.20.00", "0102.21.00")]
    for column in ("b", "2"):
        assert codes(planned(text(table), columns={"code": column})) == ["01012100", "01022100"]
    assert codes(planned(xlsx(table), columns={"code": "B"}))[0] == "01012100"


def test_a_column_taken_for_the_rate_may_be_denied() -> None:
    table = [
        ("HTS", "Duty", "ch99_code"),
        ("0101.21.00", "5% or 10%", "9903.88.01"),
        ("8517.62.00", "Free", "9903.88.01"),
    ]
    plan = planned(text(table), columns={"rate": "-", "claim": "-"})
    assert [(draft.digits, draft.rate, draft.claim) for draft in plan.lines.drafts] == [
        ("01012100", "", ""),
        ("85176200", "", ""),
    ]
    assert plan.layout.unread == ("“Duty”", "“ch99_code”")


def test_a_list_without_codes_and_countries_cannot_be_asked_for() -> None:
    with pytest.raises(ListFileError, match="needs its columns scope and rate"):
        planned(text(TABLE), columns={"code": "-"})


def test_our_own_export_keeps_its_rates() -> None:
    plan = planned(text([("printed_code", "digits", "stated_rate"), ("0101.21.00", "01012100", "25%")]))
    assert [draft.rate for draft in plan.lines.drafts] == ["25%"]


def test_an_unknown_column_is_refused_with_those_there_are() -> None:
    with pytest.raises(ListFileError, match="There is no column “Kode”; there are “HTS code”"):
        planned(text(TABLE), columns={"code": "Kode"})


def test_a_shifted_row_is_refused() -> None:
    plan = planned(text([*TABLE, ("", "9503.00.00", "Toys", "5%")]))
    assert plan.lines.rejected[0].what == "there is no code in it"


def test_gaps_in_the_numbering_are_told() -> None:
    numbered = [(n, *row) for n, row in zip((1, 2, 7), ROWS, strict=True)]
    plan = planned(text([("No.", *HEADER), *numbered]))
    assert "7 follows 2" in plan.lines.warnings[0].what


def test_dates_written_in_several_ways_are_told() -> None:
    days = ["2026-04-06", "06/04/2026", "6 April 2026"]
    plan = planned(
        text([("HTS", "effective"), *[(row[0], day) for row, day in zip(ROWS, days, strict=True)]])
    )
    assert "dates in 3 ways" in plan.layout.notes[0]


def test_sheets_without_codes_do_not_count() -> None:
    assert codes(planned(xlsx(TABLE, Notes=[["Read me"]]))) == CODES


def test_several_sheets_with_codes_must_be_named() -> None:
    book = xlsx(TABLE, More=[HEADER, ("9503.00.00", "Toys", "5%")])
    with pytest.raises(ListFileError, match="Several sheets hold codes: Annex, More"):
        planned(book)
    assert codes(planned(book, sheet="More")) == ["95030000"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\x1f\x8bnonsense", "damaged gzip"),
        (b"PK\x03\x04nonsense", "cannot be read"),
        (b"{}", "no list of records"),
        (b"Name,Capital\nChina,Beijing\n", "No column of codes"),
        (b"a\x00b", "zero bytes"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(ListFileError, match=says):
        planned(data)


@pytest.mark.parametrize(
    ("expect", "faults"),
    [
        ("lines=3", []),
        ("lines=4", ["Expected 4 lines, found 3."]),
        ("lines=3,Rate:10%=1", []),
        ("rows=3", []),
        ("rows=4,lines=3", ["Expected 4 rows, found 3."]),
        ("Rate:10%=2", ["Expected 2 lines with Rate 10%, found 1."]),
        ("Colour:red=1", ["There is no column “Colour”; there are “HTS code”, “Description”, “Rate”."]),
    ],
)
def test_control_totals_must_hold(expect: str, faults: list[str]) -> None:
    assert list(planned(text(TABLE), expect=expect).faults) == faults


def test_a_split_makes_a_list_of_each_value() -> None:
    plan = planned(
        text([("hts8", "list"), ("0101.21.00", "1"), ("8517.62.00", "4A"), ("0101.21.00", "4A")]),
        split_by="list",
    )
    assert {name: len(drafts) for name, drafts in plan.splits.items()} == {"1": 1, "4A": 2}


CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=8))
def test_any_text_is_read_or_refused(rows: list[list[str]]) -> None:
    data = text([*rows, *TABLE])
    try:
        plan = planned(data)
    except ListFileError as refused:
        assert str(refused)
        return
    told = plan.lines.drafts, plan.lines.rejected, plan.lines.passed_over
    seen = {one.row for group in told for one in group}
    header = {plan.layout.header} if plan.layout.header is not None else set()
    assert seen | header == set(range(len(plan.table.rows)))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        planned(data)
    except ListFileError as refused:
        assert str(refused)
