"""Where the header of a table stands and what its columns hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tariffs.importers.lists.tables import ListFileError, Table, column_of, letter
from tariffs.importers.lists.words import Role, plain

LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person says: the row of the header (0 = none), and the columns by name, letter or number, - for none."""

    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    split_by: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands. `header` is an index into the table's rows, None without one; columns are 0-based.

    `how` says for each role why that column was taken; `unread` names the columns that are not read. `is_ours`: the
    file is one of our own exports.
    """

    header: int | None
    names: tuple[str, ...]
    columns: Mapping[Role, int]
    texts: tuple[int, ...] = ()
    split: int | None = None
    serial: int | None = None
    currency: str = ""
    scale: int = 1
    how: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_ours: bool = False

    @property
    def names_codes(self) -> bool:
        """Return whether the list names codes, and not countries alone."""
        return Role.CODE in self.columns

    @property
    def key(self) -> int:
        """Return the column that says what a row is about: its code, or its country where there are no codes."""
        return self.columns[Role.CODE if self.names_codes else Role.SCOPE]

    def name(self, column: int) -> str:
        """Return what a person calls the column."""
        header = self.names[column] if column < len(self.names) else ""
        return f"“{header}”" if header else f"column {column + 1} ({letter(column)})"


def column(asked: str, layout: Layout, table: Table) -> int:
    """Return the 0-based column a person names: by its header, its letters in a sheet, or its number."""
    wanted = plain(asked)
    named = [number for number, name in enumerate(layout.names) if wanted and plain(name) == wanted]
    if len(named) == 1:
        return named[0]
    if len(named) > 1:
        raise ListFileError(
            f"{len(named)} columns are called “{asked}”; give the number of the one you mean."
        )
    if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= table.width:
        return int(asked) - 1
    if re.fullmatch(r"[A-Za-z]{1,2}", asked) and column_of(asked) < table.width:
        return column_of(asked)
    known = ", ".join(layout.name(number) for number in range(table.width))
    raise ListFileError(f"There is no column “{asked}”; there are {known}.")
