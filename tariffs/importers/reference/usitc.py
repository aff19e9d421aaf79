"""The official export of the US schedule by the USITC, as CSV or JSON."""

import json
import re
from collections.abc import Iterable
from typing import Any

from tariffs.codes import BadCode, digits_of
from tariffs.importers.reference.files import Fault, SourceFile, columns
from tariffs.importers.reference.rows import Printed, PrintedRow
from tariffs.importers.reference.text import plain

HEADING = (
    "HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty",
    "Column 2 Rate of Duty", "Additional Duties",
)  # fmt: skip
KEYS = ("htsno", "indent", "description", "units", "general", "special", "other", "additionalDuties")
DEEPEST_INDENT = 20
_NUMBER = re.compile(r"[0-9]{4}(?:\.[0-9]{2}){0,3}")
_INDENT = re.compile(r"[0-9]{1,2}")


def read_csv(source: SourceFile) -> Printed:
    """Return the rows of the CSV export; raises Refused when it is no such table."""
    heading, rows = source.table()
    at = columns(source.name, heading, HEADING)
    return _read(
        "usitc csv", ([row[place] for place in at] for row in source.progress(rows, "reading")), first=2
    )


def read_json(source: SourceFile) -> Printed:
    """Return the rows of the JSON export, an array of objects; numbering starts at 1."""
    found = source.json()
    rows = found if isinstance(found, list) else []
    printed = _read(
        "usitc json", ([_text(row, key) for key in KEYS] for row in source.progress(rows, "reading")), first=1
    )
    if not rows:
        printed.faults.append(Fault(source.name, "there are no rows in it; give the schedule's JSON export."))
    return printed


def _text(row: Any, key: str) -> str:
    """Return the member as the CSV would hold it."""
    found = row.get(key) if isinstance(row, dict) else None
    if found is None:
        return ""
    return found if isinstance(found, str) else json.dumps(found)


def _read(name: str, rows: Iterable[list[str]], *, first: int) -> Printed:
    printed = Printed(name)
    units: dict[str, tuple[str, ...] | None] = {"": ()}
    texts: dict[str, str] = {}
    found: list[PrintedRow] = []
    padded = 0
    for number, cells in enumerate(rows, first):
        code, indent, description, unit, *rates = cells
        if unit not in units:
            units[unit] = _units(unit)
        words = plain(description)
        if faults := _faults(code, indent, words, units[unit]):
            printed.faults += [Fault(f"row {number}, {column}", message) for column, message in faults]
            continue
        for rate in rates:
            if rate not in texts:
                texts[rate] = plain(rate)
        padded += len(indent) > 1 and indent[0] == "0"
        shown = (texts[rate] for rate in rates)
        found.append(PrintedRow(number, code.replace(".", ""), int(indent), words, units[unit] or (), *shown))
    printed.rows = found
    printed.read = len(found) + len({fault.place.partition(",")[0] for fault in printed.faults})
    if padded:
        printed.notes.append(f"{padded} rows have an indent such as “03”: read as a number.")
    return printed


def _faults(code: str, indent: str, words: str, units: tuple[str, ...] | None) -> list[tuple[str, str]]:
    """Return column and message of everything wrong with the row."""
    faults = []
    if code and not _NUMBER.fullmatch(code):
        faults.append(("HTS Number", _why(code)))
    if not _INDENT.fullmatch(indent) or int(indent) > DEEPEST_INDENT:
        faults.append(("Indent", f"“{indent}” is no level from 0 to {DEEPEST_INDENT}; has a column shifted?"))
    if not words:
        faults.append(("Description", "it is empty; every row of the schedule says what it covers."))
    if units is None:
        faults.append(("Unit of Quantity", 'this is no list such as ["kg","No."]; has a column shifted?'))
    return faults


def _why(code: str) -> str:
    try:
        digits_of(code)
    except BadCode as error:
        return str(error)
    return f"“{code}” is not printed as 0101, 0101.21, 0101.21.00 or 0101.21.00.10; write it so."


def _units(cell: str) -> tuple[str, ...] | None:
    """Return the units of a cell such as ["doz.","<u>kg<\\/u>"], or None when it is no list of texts."""
    try:
        found = json.loads(cell)
    except json.JSONDecodeError:
        return None
    if not isinstance(found, list) or not all(isinstance(unit, str) for unit in found):
        return None
    return tuple(text for text in map(plain, found) if text)
