"""The rows of an edition, as read from its file and as they will be stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tariffs.importers.reference.files import Fault


class PrintedRow(NamedTuple):
    """One row of the file: `number` says where; digits '' when the row has no number of its own."""

    number: int
    digits: str
    indent: int
    description: str
    units: tuple[str, ...] = ()
    general: str = ""
    special: str = ""
    other: str = ""
    additional: str = ""


class StagedRow(NamedTuple):
    """A row with its place and the place of its parent (None at the top)."""

    position: int
    parent: int | None
    printed: PrintedRow
    is_derived: bool


@dataclass
class Printed:
    """What a reader of one format found: rows, faults, and what was left out or mended, in words."""

    format: str
    rows: Sequence[PrintedRow] = ()
    read: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def repeated(rows: Sequence[PrintedRow]) -> list[Fault]:
    """Return a fault for every code that stands twice."""
    seen: dict[str, int] = {}
    return [
        Fault(f"row {row.number}", f"code {row.digits} stands in row {first} already; remove one of them.")
        for row in rows
        if row.digits and (first := seen.setdefault(row.digits, row.number)) != row.number
    ]
