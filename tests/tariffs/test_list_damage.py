"""A damaged file loses no line in silence: each is read, or its place is named."""

import gzip
import io
import json
import time
import zipfile
from typing import Any

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Font

from tariffs.importers.lists.tables import ListFileError
from tests.tariffs.list_files import HEADER, ROWS, codes, planned, text

MANY = [f"{8400 + n}.10.00" for n in range(60)]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rejected(data: bytes, name: str = "annex.csv", **asked: Any) -> list[tuple[str, str]]:
    return [(told.place, told.what) for told in planned(data, name, **asked).lines.rejected]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_file_that_was_cut_off_is_refused(indent: int | None) -> None:
    whole = json.dumps([{"code": code, "words": "x"} for code in MANY], indent=indent)
    with pytest.raises(ListFileError, match=r"begins like JSON but breaks off or is wrong in line \d+"):
        planned(whole[: len(whole) // 2].encode(), "annex.json")


def test_json_lines_that_were_cut_off_are_refused_with_their_line() -> None:
    whole = "\n".join(json.dumps({"code": code}) for code in MANY)
    with pytest.raises(ListFileError, match="wrong in line 60"):
        planned(whole[:-4].encode(), "annex.jsonl")


def test_one_json_line_is_a_list_of_one() -> None:
    assert codes(planned(b'{"code": "85176200", "words": "x"}')) == ["85176200"]


def test_several_codes_of_a_json_record_are_read() -> None:
    assert codes(planned(json.dumps([{"code": ["01012100", "01012900"]}]).encode())) == [
        "01012100",
        "01012900",
    ]


@pytest.mark.parametrize(
    "data", [b"<html><table><tr><td>8517.62.00</td></tr></table>", b"%PDF-1.7\n8517.62.00\n"]
)
def test_pages_and_pdf_files_are_named_as_what_they_are(data: bytes) -> None:
    with pytest.raises(ListFileError, match=r"is a (web page|PDF)"):
        planned(data)


def test_a_quote_that_never_closes_is_refused_with_its_line() -> None:
    data = b'code,words\n0101.21.00,Horses\n8517.62.00,"Machines\n9403.20.00,Furniture\n9503.00.00,Toys\n'
    with pytest.raises(ListFileError, match="line 3: a quote opens there and never closes"):
        planned(data)


def test_a_cell_longer_than_any_is_refused_with_its_line() -> None:
    with pytest.raises(ListFileError, match="line 3: field larger than"):
        planned(b'code,words\n0101.21.00,Horses\n8517.62.00,"' + b"y" * 200_000 + b'"\n')


def test_rows_that_a_stray_quote_swallowed_are_refused() -> None:
    data = (
        b'code,words\n0101.21.00,Horses\n8517.62.00,"Screens of 5\n9403.20.00,Furniture\n9503.00.00,Toys 7"\n'
    )
    assert rejected(data) == [
        (
            "line 3, column 2",
            "the cell holds further rows of codes (9403.20.00 …): is a quote missing or one too many?",
        )
    ]


def test_a_cell_with_line_breaks_and_codes_in_its_words_is_read() -> None:
    data = 'code,words\n8517.62.00,"Machines,\nother than those of\n8517.62.0090, new"\n0101.21.00,Horses\n'
    assert codes(planned(data.encode())) == ["85176200", "01012100"]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("8517.62.O0", "only digits"),
        ("8.51762E+09", "last digits are lost"),
        ("8501.10.40 to 8501.20.60", "is a range"),
    ],
)
def test_a_single_column_of_codes_is_no_running_text(cell: str, says: str) -> None:
    ((place, what),) = rejected(f"code\n{cell}\n01012100\n84713001\n".encode())
    assert place == "line 2, column 1"
    assert says in what


def test_several_codes_in_quoted_cells_of_a_single_column_are_read() -> None:
    data = b'code\n"8517.62.00; 8471.30.01"\n"0101.21.00, 0101.29.00"\n"8517 69 00\n8471.41.01"\n'
    assert codes(planned(data)) == ["85176200", "84713001", "01012100", "01012900", "85176900", "84714101"]


def test_codes_in_cells_beyond_the_header_are_refused() -> None:
    data = b"code\n8517.62.00, 8471.30.01\n0101.21.00\n6110.20.20\n4202.22.15\n8708.99.81\n"
    assert rejected(data) == [
        (
            "line 2, column 2",
            "“8471.30.01” stands beyond the header: is a quote missing around several codes?",
        )
    ]


def test_words_in_cells_beyond_the_header_are_told() -> None:
    plan = planned(b"code,words\n8517.62.00,Telephones, mobile\n0101.21.00,Horses\n6110.20.20,Jerseys\n")
    assert len(codes(plan)) == 3
    assert [(told.place, told.what) for told in plan.lines.warnings] == [
        ("line 2, column 3", "“mobile” stands beyond the header: is a quote missing around a comma?")
    ]


def test_running_text_keeps_every_code_of_a_series() -> None:
    prose = b"Goods of 8517.62.00,8471.30.01/0101.21.00 and of 85176900,84714101; the value is 12345678,50.\n\nEnd.\n"
    assert codes(planned(prose, "notice.txt")) == ["85176200", "84713001", "01012100", "85176900", "84714101"]


def test_running_text_with_a_comma_in_most_lines_is_no_table() -> None:
    prose = (
        b"On July 6, 2018 the duties on 8517.62.00 and 8471.30.01 take effect.\nPage 28710, 83 FR 28710.\n"
        b"(b) 0101.21.0010, 6110.20.20; also 9503.00.00.\nTelephone 202.395.5725\n"
    )
    assert codes(planned(prose, "notice.txt")) == [
        "85176200",
        "84713001",
        "0101210010",
        "61102020",
        "95030000",
    ]


def test_rows_longer_than_the_header_stay_a_table() -> None:
    plan = planned(b"code,description\n8517.62.00,Telephones,new\n0101.21.00,Horses,old\n")
    assert (plan.table.form, codes(plan)) == ("text", ["85176200", "01012100"])


@pytest.mark.parametrize("damaged", ["8517.62.O0", "8501.10.40 to 8501.20.60", "8501.10.40–8501.20.60"])
def test_damaged_codes_in_running_text_are_refused_not_passed_over(damaged: str) -> None:
    prose = (
        f"The following goods pay more:\n(a) goods of {damaged}, and\n(b) of 0101.21.00, horses.\n".encode()
    )
    ((place, what),) = rejected(prose, "notice.txt")
    assert (place, codes(planned(prose, "notice.txt"))) == ("line 2", ["01012100"])
    assert "range" in what or "only digits" in what


@pytest.mark.parametrize(
    ("encoding", "header"),
    [
        ("gb18030", "税则号列,商品名称,加征税率"),
        ("cp1251", "Код ТН ВЭД,Наименование товара,Ставка пошлины"),
        ("cp1252", "Numéro tarifaire,Désignation des marchandises,Taux"),
        ("shift_jis", "品目番号,品名,税率"),
    ],
)
def test_national_encodings_are_told_by_the_header(encoding: str, header: str) -> None:
    words = header.split(",")[1]
    data = "\n".join([header, f"8517.62.00,{words},25%", f"0101.21.00,{words},25%"]).encode(encoding)
    plan = planned(data)
    assert [draft.description for draft in plan.lines.drafts] == [words, words]
    assert "Not UTF-8" in plan.table.notes[0]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("税则税目,商品名称,加征关税税率（%）", {"code", "description", "rate"}),
        ("Code SH,Libellé du produit,Taux de droit additionnel (%)", {"code", "description", "rate"}),
        ("Código arancelario,Descripción de la mercancía,Tasa (%)", {"code", "description", "rate"}),
        ("Warennummer (KN),Bezeichnung der Ware,Zusatzzoll in %", {"code", "description", "rate"}),
        (
            "HTS code (8 digits),Description of the article,Proposed additional duty rate",
            {"code", "description", "rate"},
        ),
        ("税号,商品名称,最惠国税率", {"code", "description"}),
        ("Code SH,Libellé du produit,Taux NPF", {"code", "description"}),
        ("HTS,Article,MFN rate of duty", {"code", "description"}),
    ],
)
def test_headers_in_longer_words_are_understood_but_no_normal_rate(header: str, found: set[str]) -> None:
    names = header.split(",")
    plan = planned(text([names, *ROWS]))
    assert {str(role) for role in plan.layout.columns} == found


def test_a_cell_merged_downwards_is_read_in_each_of_its_rows() -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (
        HEADER,
        ("0101.21.00", "Horses", "25%"),
        ("8517.62.00", "Machines", None),
        ("9403.20.00", "Beds", "5%"),
    ):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    plan = planned(saved(book))
    assert [draft.rate for draft in plan.lines.drafts] == ["25%", "25%", "5%"]
    assert "Cells merged over several rows are read in each of them: 1." in plan.table.notes


def test_a_stray_cell_in_the_farthest_corner_is_refused_before_memory_ends() -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (HEADER, *ROWS):
        sheet.append(row)
    sheet["XFD1048576"] = "x"
    with pytest.raises(ListFileError, match="whose cells reach to XFD1048576; delete"):
        planned(saved(book))


def test_formats_without_a_value_in_the_farthest_corner_do_not_matter() -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (HEADER, *ROWS):
        sheet.append(row)
    sheet["XFD1048576"].font = Font(bold=True)
    assert len(codes(planned(saved(book)))) == len(ROWS)


def test_repeated_cells_of_an_open_document_are_refused_before_memory_ends() -> None:
    document = OpenDocumentSpreadsheet()
    table, line = OdfTable(name="Annex"), TableRow(numberrowsrepeated="1000000")
    cell = TableCell(valuetype="string", numbercolumnsrepeated="1000")
    cell.addElement(P(text="8517.62.00"))
    line.addElement(cell)
    table.addElement(line)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(ListFileError, match="reach to ALL1000000"):
        planned(out.getvalue())


@pytest.mark.parametrize(
    ("line", "says"),
    [(b"8517.62.00\n", "more than 500,000 rows"), (b"8517.62.00," + b"x" * 90 + b"\n", "too large")],
)
def test_more_than_any_list_holds_is_refused_before_memory_ends(line: bytes, says: str) -> None:
    packed = gzip.compress(b"code,description\n" + line * 600_000)
    with pytest.raises(ListFileError, match=says):
        planned(packed)


def test_a_binary_workbook_is_named_as_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.bin", b"")
    with pytest.raises(ListFileError, match="XLSB"):
        planned(out.getvalue())


def test_a_cell_of_thirty_codes_is_read() -> None:
    cell = "; ".join(MANY[:30])
    assert (
        len(codes(planned(text([("code", "description"), (cell, "Machines"), ("0101.21.00", "Horses")]))))
        == 31
    )


@pytest.mark.parametrize("filling", [" ", " ,", "\n ", "8517.", "8517.62.00;"])
def test_a_monstrous_cell_takes_no_time(filling: str) -> None:
    cell = "8517.62.00" + filling * (100_000 // len(filling)) + "x"
    before = time.process_time()
    planned(text([("code", "description"), ("0101.21.00", cell), (cell, "Horses"), ("9403.20.00", "Beds")]))
    assert time.process_time() - before < 5


def test_a_column_named_twice_is_refused() -> None:
    with pytest.raises(ListFileError, match="Both code and rate are said to be “HTS code”"):
        planned(text([HEADER, *ROWS]), columns={"code": "A", "rate": "HTS code"})


def test_nine_digits_are_told_where_all_have_nine() -> None:
    plan = planned(text([("code",), ("101210010",), ("201210010",), ("301210010",)]))
    assert "Japan" in plan.lines.warnings[0].what


def test_nine_digits_beside_ten_lost_their_zero() -> None:
    plan = planned(text([("code",), ("8517620090",), ("101210010",), ("201210010",), ("301210010",)]))
    assert codes(plan) == ["8517620090", "0101210010", "0201210010", "0301210010"]
