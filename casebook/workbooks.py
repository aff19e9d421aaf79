"""Tables as XLSX files, written row by row to disk; codes are text and stay text when a cell is edited."""

from collections.abc import Collection, Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter

WIDTHS = {"description": 60, "note": 40}


def workbook(
    head: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Collection[str] = ()
) -> IO[bytes]:
    """Return an open file with one sheet; the columns named in `numbers` hold numbers, all others text."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response that sends the file closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("Lines")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for column, name in enumerate(head):
        sheet.set_column(column, column, next((w for key, w in WIDTHS.items() if key in name), 14))
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    numeric = [name in numbers for name in head]
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, text, is_number=numeric[column])
    book.close()
    file.seek(0)
    return file


def _write(sheet: Any, row: int, column: int, cell: object, text: Any, *, is_number: bool) -> None:
    if cell is None or (isinstance(cell, str | list | tuple) and not cell):
        return
    if is_number:
        sheet.write_number(row, column, cell)
    else:
        shown = " ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
        sheet.write_string(row, column, shown, text)
