"""The same small list in every form it may come in."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from tariffs.importers.lists.layout import Asked
from tariffs.importers.lists.plan import Expected, Plan, Request, plan_of
from tariffs.importers.lists.rows import Edition

HEADER = ("HTS code", "Description", "Rate")
ROWS = (
    ("0101.21.00", "Horses, purebred", "25%"),
    ("8517.62.00", "Machines for voice, images", "10%"),
    ("9403.20.00", "Metal furniture", "7.5%"),
)
CODES = ["01012100", "85176200", "94032000"]


def text(rows: Sequence[Sequence[Any]], delimiter: str = ",") -> bytes:
    """Return the rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def xlsx(rows: Sequence[Sequence[Any]], **sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return the rows as a workbook, with further sheets by name."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Annex"
    for row in rows:
        sheet.append(list(row))
    for name, more in sheets.items():
        other: Any = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return the rows as an OpenDocument spreadsheet."""
    document = OpenDocumentSpreadsheet()
    table = OdfTable(name="Annex")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def records(rows: Sequence[Sequence[Any]] = ROWS) -> list[dict[str, Any]]:
    """Return the rows as JSON records."""
    return [dict(zip(HEADER, row, strict=True)) for row in rows]


def jsonl(rows: Sequence[Sequence[Any]] = ROWS) -> bytes:
    """Return the rows as JSON lines."""
    return "\n".join(json.dumps(row) for row in records(rows)).encode()


def planned(
    data: bytes,
    name: str = "annex.csv",
    *,
    columns: dict[str, str] | None = None,
    header_row: int | None = None,
    split_by: str = "",
    sheet: str | None = None,
    expect: str = "",
    edition: Edition | None = None,
    countries: dict[str, str] | None = None,
    schedule: Edition | None = None,
) -> Plan:
    """Return the plan of a file."""
    asked = Asked(header_row, columns or {}, split_by)
    return plan_of(
        data, name, Request(asked, sheet, Expected.parse(expect), edition, countries or {}, schedule)
    )


def codes(plan: Plan) -> list[str]:
    """Return the digits of a plan's lines."""
    return [draft.digits for draft in plan.lines.drafts]
