"""The USITC's annual tariff database: eight-digit lines with structured rates, several states of a line in a year."""

from datetime import date, datetime
from itertools import pairwise

from tariffs.codes import BadCode, digits_of
from tariffs.importers.reference.files import Fault, SourceFile, columns
from tariffs.importers.reference.rows import Printed, PrintedRow
from tariffs.importers.reference.text import plain

HEADING = (
    "hts8", "brief_description", "quantity_1_code", "quantity_2_code", "mfn_text_rate", "col1_special_text",
    "col2_text_rate", "begin_effect_date", "end_effective_date",
)  # fmt: skip


def read_annual(source: SourceFile, on: date) -> Printed:
    """Return one row per line: its state on the day `on`, or its first one when it begins later in the year."""
    heading, rows = source.table()
    at = columns(source.name, heading, HEADING)
    printed = Printed("usitc-annual", read=len(rows))
    states: dict[str, list[tuple[date, date, PrintedRow]]] = {}
    for number, cells in enumerate(source.progress(rows, "reading"), 2):
        code, description, unit, unit_2, *rates, begin, end = (cells[place] for place in at)
        try:
            digits = digits_of(code)
            first, last = _day(begin), _day(end)
        except BadCode as error:
            printed.faults.append(Fault(f"row {number}, hts8", str(error)))
            continue
        except ValueError:
            message = f"“{begin}” to “{end}” are no dates such as 2017-01-01; correct them."
            printed.faults.append(Fault(f"row {number}, begin_effect_date", message))
            continue
        units = tuple(text for text in (plain(unit), plain(unit_2)) if text)
        row = PrintedRow(number, digits, 0, plain(description), units, *map(plain, rates))
        states.setdefault(digits, []).append((first, last, row))
    printed.faults += _overlaps(states)
    printed.rows = [_state_on(found, on) for found in states.values()]
    if more := len(rows) - len(states) - len({fault.place for fault in printed.faults}):
        printed.notes.append(f"{more} rows are other states of a line in the year; the one on {on} is kept.")
    return printed


def _day(cell: str) -> date:
    return datetime.fromisoformat(cell).date()


def _state_on(states: list[tuple[date, date, PrintedRow]], on: date) -> PrintedRow:
    ordered = sorted(states)
    return next((row for first, last, row in ordered if first <= on <= last), ordered[0][2])


def _overlaps(states: dict[str, list[tuple[date, date, PrintedRow]]]) -> list[Fault]:
    """Return a fault for every line with two states on one day."""
    faults = []
    for digits, found in states.items():
        ordered = sorted(found)
        for (_, last, row), (first, _, later) in pairwise(ordered):
            if first <= last:
                message = (
                    f"line {digits} is in effect in row {row.number} on {first} already; correct the dates."
                )
                faults.append(Fault(f"row {later.number}", message))
    return faults
