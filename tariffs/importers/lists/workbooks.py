"""From a workbook to tables of cells, one for each sheet: XLSX, XLS, ODS.

The reader lays a sheet out whole, from its first cell to its last, so a sheet with one stray cell in the farthest
corner would need half a terabyte. How far the cells reach is therefore looked up first.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from tariffs.importers.lists.tables import MOST_BYTES, ListFileError, Table, column_of, letter, table_of

MOST_CELLS = 10_000_000
ZIPPED = b"PK\x03\x04"
BEGINNINGS = (ZIPPED, b"\xd0\xcf\x11\xe0")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
FILLED = re.compile(rb"""<c\b[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*?(?<!/)>""")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def workbook(data: bytes, name: str, wanted: str | None) -> Iterator[Table]:
    """Yield the table of each sheet, or of the wanted one. Raises ListFileError."""
    try:
        if data[:4] == ZIPPED:
            _refuse_endless(data, name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if wanted is not None and wanted not in names:
            raise ListFileError(f"There is no sheet “{wanted}”; there are: {', '.join(names)}.")
        for title in names if wanted is None else [wanted]:
            sheet = book.get_sheet_by_name(title)
            # With its empty first rows and columns, so that the places are those on the reader's screen.
            rows = sheet.to_python(skip_empty_area=False)
            merged = _spread(rows, sheet.merged_cell_ranges or [])
            table = table_of(rows, "sheet", sheet=title)
            if merged:
                table.notes.append(f"Cells merged over several rows are read in each of them: {merged:,}.")
            yield table
    except (CalamineError, OSError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise ListFileError(
            f"The workbook cannot be read ({error}); save it again as XLSX or CSV."
        ) from error


def _spread(rows: list[list[Any]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    """Write the value of cells that are merged downwards into each of their rows; returns how many there were."""
    spread = 0
    for (first, left), (last, _) in merged:
        if first == last or first >= len(rows) or left >= len(rows[first]) or rows[first][left] == "":
            continue
        for row in rows[first + 1 : last + 1]:
            row[left] = rows[first][left]
        spread += 1
    return spread


def _refuse_endless(data: bytes, name: str) -> None:
    """Refuse a workbook that unpacks to too much, or of which a sheet reaches too far."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
            raise ListFileError(f"{name} unpacks to more than {MOST_BYTES:,} bytes; split it.")
        parts = package.namelist()
        if "xl/workbook.bin" in parts:
            raise ListFileError(f"{name} is a binary workbook (XLSB); save it as XLSX or CSV.")
        reaches = [_reach_of_xlsx(package.read(part)) for part in parts if SHEET.fullmatch(part)]
        if "content.xml" in parts:
            with package.open("content.xml") as content:
                reaches += _reaches_of_ods(content)
    for rows, columns in reaches:
        if rows * columns > MOST_CELLS:
            corner = f"{letter(columns - 1)}{rows}"
            said = f"{name} has a sheet whose cells reach to {corner}; delete what stands far from the list"
            raise ListFileError(f"{said}, or save the list alone as CSV.")


def _reach_of_xlsx(sheet: bytes) -> tuple[int, int]:
    rows = columns = 0
    for letters, number in FILLED.findall(sheet):
        rows = max(rows, int(number))
        columns = max(columns, column_of(letters.decode()) + 1)
    return rows, columns


def _reaches_of_ods(content: Any) -> Iterator[tuple[int, int]]:
    rows = columns = number = 0
    for _, element in ElementTree.iterparse(content):  # noqa: S314 - expat bounds what entities make
        if element.tag == f"{TABLE}table-row":
            end = _end_of_row(element)
            number += _times(element, "number-rows-repeated")
            if end:
                rows, columns = number, max(columns, end)
            element.clear()
        elif element.tag == f"{TABLE}table":
            yield rows, columns
            rows = columns = number = 0


def _end_of_row(row: ElementTree.Element) -> int:
    end = at = 0
    for cell in row:
        at += _times(cell, "number-columns-repeated")
        if len(cell):
            end = at
    return end


def _times(element: ElementTree.Element, name: str) -> int:
    return int(element.get(f"{TABLE}{name}", "1"))
