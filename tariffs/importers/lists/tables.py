"""What every reader returns: a table of cells with their places in the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

Raw = str | int | float | bool | date | datetime | None
MOST_BYTES = 200_000_000  # of a workbook when unpacked
MOST_TEXT = 30_000_000  # of bytes of a text when unpacked
MOST_ROWS = 500_000
COLUMNS_BY_LETTER = frozenset({"sheet"})


class ListFileError(ValueError):
    """The file cannot be read as a list; the message says why and what to do."""


def refuse_more_rows(count: int) -> None:
    """Raise ListFileError when there are more rows than any list has."""
    if count > MOST_ROWS:
        raise ListFileError(f"There are more than {MOST_ROWS:,} rows; split the file.")


class Place(NamedTuple):
    """Where something stands: "line 12, column 2", "Annex!B12", "record 3, key hts8"."""

    row: int
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `numbers` are the 1-based line, row or record numbers in the file; blank rows are left out.

    `form`: "text" (delimited), "prose" (codes found in running text), "sheet" or "records" (JSON). `keys` are the
    names of a JSON file's columns. `notes` say what the reader had to decide.
    """

    rows: list[list[Raw]]
    numbers: list[int]
    form: str
    sheet: str = ""
    keys: tuple[str, ...] = ()
    blank_rows: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def place(self, row: int, column: int | None = None) -> str:
        """Return the words for the place of the row with this index, or of one of its cells (0-based column)."""
        number = self.numbers[row]
        if self.form == "sheet":
            sheet = f"{self.sheet}!" if self.sheet else ""
            return f"{sheet}row {number}" if column is None else f"{sheet}{letter(column)}{number}"
        word = "record" if self.form == "records" else "line"
        if column is None or self.form == "prose":
            return f"{word} {number}"
        named = f"key {self.keys[column]}" if column < len(self.keys) else f"column {column + 1}"
        return f"{word} {number}, {named}"


def table_of(
    rows: Iterable[Sequence[Any]], form: str, *, sheet: str = "", keys: tuple[str, ...] = ()
) -> Table:
    """Return the rows that have any cell as a table; an empty text is an empty cell."""
    kept: list[list[Raw]] = []
    numbers: list[int] = []
    blank = 0
    for number, row in enumerate(rows, start=1):
        if any(cell not in {"", None} and (not isinstance(cell, str) or cell.strip()) for cell in row):
            kept.append([None if cell == "" else cell for cell in row])
            numbers.append(number)
            refuse_more_rows(len(kept))
        else:
            blank += 1
    return Table(kept, numbers, form, sheet=sheet, keys=keys, blank_rows=blank)


def letter(column: int) -> str:
    """Return the letters of a 0-based spreadsheet column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the 0-based column of spreadsheet letters: A → 0, AA → 26."""
    number = 0
    for char in letters.upper():
        number = number * 26 + ord(char) - 64
    return number - 1


def text_of(raw: Raw) -> str:
    """Return a cell as text: no-break and doubled spaces made single, a whole float without its ".0"."""
    if isinstance(raw, str):
        return raw if raw.isascii() and raw.isalnum() else " ".join(raw.split())
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw)
