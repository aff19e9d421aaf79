"""A pasted or uploaded table of deadlines: which separator, where the header is, which column is what."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

ROW_LIMIT = 2000
BYTE_LIMIT = 500_000
HEADER_WITHIN = 10
SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars"}
NAMES = {
    "rule": (
        "rule", "rule id", "rule or words", "clock", "provision", "article", "citation", "legal basis", "obligation",
        "what", "what falls due", "title", "description", "deadline", "event",
    ),
    "trigger": (
        "trigger", "trigger date", "anchor", "anchor date", "day 0", "start", "start date", "from", "counted from",
        "event date", "date of event", "received", "received on",
    ),
    "have": (
        "have", "date you have", "date we have", "our date", "my date", "your date", "due", "due on", "due date",
        "deadline date", "date due", "expires", "expiry", "end", "end date", "deadline", "date",
    ),
}  # fmt: skip
MAYBE = {
    "period": ("period", "stated period", "length of the period", "duration")
}  # only where a heading says so
EXPECTED = "rule, trigger date, date you have"


@dataclass(frozen=True, slots=True)
class Line:
    """One row as written; `number` is its line in the table (the first is 1), `period` empty without that column."""

    number: int
    rule: str
    trigger: str
    have: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, how its columns were read, and how many rows beyond the limit were left out."""

    lines: tuple[Line, ...]
    columns: str
    left_out: int


def decode(raw: bytes) -> str:
    """Return an uploaded file as text: UTF-8, or UTF-16 with its mark. Raises ValueError with the fix."""
    if len(raw) > BYTE_LIMIT:
        raise ValueError(f"The file has more than {BYTE_LIMIT // 1000} kB; split it.")
    if raw.startswith(b"PK\x03\x04"):
        raise ValueError("This is a workbook, not a table of text; save the sheet as CSV (UTF-8).")
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise ValueError("The file is not UTF-8; save it as CSV UTF-8.") from None
    if "\x00" in text:
        raise ValueError("The file holds bytes that are no text; save the sheet as CSV (UTF-8).")
    return text


def read_table(text: str) -> Table:
    """Return the table written in `text`.

    Without a header the columns are taken in the order rule, trigger date, date
    you have; a period has a column of that name. Raises ValueError when no separator or too few columns are found, or
    when a header lacks a column.
    """
    separator, rows = _split(text)
    found = _header(rows)
    if found:
        at, columns = found
    else:
        _refuse_half_a_header([_plain(cell) for cell in rows[0][1]])
        at, columns = -1, {"rule": 0, "trigger": 1, "have": 2}
    lines = [
        Line(number, **{role: _cell(row, place) for role, place in columns.items()})
        for number, row in rows[at + 1 :]
        if any(cell.strip() for cell in row)
    ]
    if not lines:
        raise ValueError("There is a header but no row below it; add the rows.")
    told = (
        ", ".join(f"“{rows[at][1][place].strip()}” as {SAID[role]}" for role, place in columns.items())
        if found
        else f"no header: {EXPECTED}, in this order"
    )
    return Table(
        tuple(lines[:ROW_LIMIT]),
        f"Columns separated by {SEPARATORS[separator]}; {told}.",
        max(0, len(lines) - ROW_LIMIT),
    )


SAID = {
    "rule": "the rule",
    "trigger": "the trigger date",
    "have": "the date you have",
    "period": "the stated period",
}
Rows = list[tuple[int, list[str]]]


def _split(text: str) -> tuple[str, Rows]:
    """Return the separator that cuts most rows into three columns or more, and the rows with their line numbers."""
    if not text.strip():
        raise ValueError("There is nothing to check; paste a table or choose a file.")
    best: tuple[int, str, Rows] = (0, "", [])
    for separator in SEPARATORS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
        try:
            rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
        except csv.Error as error:
            raise ValueError(f"Line {reader.line_num} cannot be read: {error}.") from None
        wide = sum(len(row) >= 3 for _, row in rows) + 1000 * bool(_header(rows))
        if wide > best[0]:
            best = (wide, separator, rows)
    if not best[0]:
        raise ValueError(
            f"No row has three columns; give {EXPECTED}, separated by tabs, semicolons or commas."
        )
    return best[1], best[2]


def _header(rows: Rows) -> tuple[int, dict[str, int]] | None:
    """Return where the header is and which column plays which role; None when no row names all three."""
    for at, (_, row) in enumerate(rows[:HEADER_WITHIN]):
        columns = _roles([_plain(cell) for cell in row])
        if columns.keys() >= NAMES.keys():
            return at, columns
    return None


def _roles(cells: Sequence[str]) -> dict[str, int]:
    """Return the column of each role: the best of its names comes first, and a column plays one role."""
    columns: dict[str, int] = {}
    for role, names in (NAMES | MAYBE).items():
        for name in names:
            if name in cells and cells.index(name) not in columns.values():
                columns[role] = cells.index(name)
                break
    return columns


def _refuse_half_a_header(cells: Sequence[str]) -> None:
    """Raise ValueError when the first row names some columns and no day: it is a header, but not a whole one."""
    columns = _roles(cells)
    if columns and not any(mark.isdigit() for mark in "".join(cells[1:])):
        missing = " and ".join(
            f"{SAID[role]} (such as {', '.join(NAMES[role][:4])})" for role in NAMES if role not in columns
        )
        raise ValueError(f"The header names no column for {missing}; add or rename it.")


def _plain(cell: str) -> str:
    return " ".join("".join(mark if mark.isalnum() else " " for mark in cell).casefold().split())


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
