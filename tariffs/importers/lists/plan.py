"""What an import would do: counts, everything to tell, and whether the control totals hold."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tariffs.codes import canonical, display
from tariffs.importers.lists.detect import best_table
from tariffs.importers.lists.doubts import Found, tell
from tariffs.importers.lists.exports import lines_of_export
from tariffs.importers.lists.layout import Asked, Layout, column
from tariffs.importers.lists.readers import read
from tariffs.importers.lists.rows import Draft, Edition, Lines, Told, lines_of
from tariffs.importers.lists.tables import ListFileError, Table, text_of

Progress = Callable[[Sequence[int]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Expected:
    """Control totals: so many lines, so many rows in the file, and so many rows with a value in a column."""

    lines: int | None = None
    rows: int | None = None
    values: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> "Expected":
        """Return the totals of "lines=818,rows=820,list:1=818". Raises ListFileError."""
        whole: dict[str, int] = {}
        values: dict[tuple[str, str], int] = {}
        for part in filter(None, (part.strip() for part in text.split(","))):
            name, _, number = part.rpartition("=")
            name = name.strip()
            if not number.strip().isdigit() or not name:
                raise ListFileError(f"“{part}” is no control total; write lines=818, rows=818 or list:1=818.")
            of, _, value = name.partition(":")
            if (of.strip(), value.strip()) in values or name in whole:
                raise ListFileError(f"The total of {name} is given twice.")
            if name in {"lines", "rows"}:
                whole[name] = int(number)
            elif ":" in name:
                values[of.strip(), value.strip()] = int(number)
            else:
                raise ListFileError(f"“{part}” names no value; write {name}:VALUE={number}.")
        return cls(whole.get("lines"), whole.get("rows"), values)

    def as_json(self) -> dict[str, int]:
        """Return the totals as they are kept with the version: {"lines": 818, "list:1": 818}."""
        whole = {"lines": self.lines, "rows": self.rows}
        known = {name: number for name, number in whole.items() if number is not None}
        return known | {f"{of}:{value}": number for (of, value), number in self.values.items()}


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read, and how: everything a plan depends on beside the bytes.

    `edition` is that of the codes, which must all be in it. `schedule` is what is loaded of the imposing country's, or
    else of the Harmonized System, for the day of the list: codes that are not in it are told as odd.
    """

    asked: Asked = field(default_factory=Asked)
    sheet: str | None = None
    expected: Expected = field(default_factory=Expected)
    edition: Edition | None = None
    countries: Mapping[str, str] = field(default_factory=dict)
    schedule: Edition | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the file says, split into lists ("" when it is one); nothing is written yet."""

    file_name: str
    sha256: str
    table: Table
    layout: Layout
    lines: Lines
    splits: Mapping[str, Sequence[Draft]]
    faults: Sequence[str]
    expected: Expected

    @property
    def count(self) -> int:
        """Return how many lines there would be."""
        return len(self.lines.drafts)

    def may_be_written(self, allow_rejected: int) -> bool:
        """Return whether nothing forbids it: the control totals hold, and no more rows are rejected than allowed."""
        return not self.faults and self.count > 0 and len(self.lines.rejected) <= allow_rejected

    def chapters(self) -> dict[str, Counter[str]]:
        """Return the number of lines by chapter, for each split."""
        return {
            name: Counter(draft.digits[:2] for draft in drafts if draft.digits)
            for name, drafts in self.splits.items()
        }

    def levels(self) -> Counter[int]:
        """Return the number of lines by the length of their code."""
        return Counter(len(draft.digits) for draft in self.lines.drafts if draft.digits)


def plan_of(data: bytes, name: str, request: Request, *, progress: Progress | None = None) -> Plan:
    """Return what importing these bytes would do. Raises ListFileError when the file is no list at all."""
    table, layout = best_table(read(data, name, sheet=request.sheet), request.asked)
    start = 0 if layout.header is None else layout.header + 1
    indexes = progress(range(start, len(table.rows))) if progress else None
    if layout.is_ours:
        lines = lines_of_export(table, layout, edition=request.edition, rows=indexes)
    else:
        lines = lines_of(table, layout, edition=request.edition, countries=request.countries, rows=indexes)
        _refuse_doubles(lines, table, layout)
    splits: dict[str, list[Draft]] = {}
    for draft in lines.drafts:
        splits.setdefault(draft.split, []).append(draft)
    tell(Found(lines, table, layout), splits.values(), request.schedule)
    faults = _totals(request.expected, lines, table, layout)
    if not lines.drafts:
        faults.append("No line could be read.")
    sha256 = hashlib.sha256(data).hexdigest()
    return Plan(name, sha256, table, layout, lines, splits, faults, request.expected)


def _refuse_doubles(lines: Lines, table: Table, layout: Layout) -> None:
    """Reject a line that says the same as an earlier one; tell a code that stands twice with different words."""
    first: dict[tuple[object, ...], int] = {}
    kept: list[Draft] = []
    code = layout.key
    for draft in lines.drafts:
        key = (draft.split, canonical(draft.digits), draft.claim, draft.countries, draft.partial)
        earlier = first.setdefault(key, len(kept))
        if earlier == len(kept):
            kept.append(draft)
            continue
        other = kept[earlier]
        place = table.place(draft.row, code)
        says = (
            f"{display(draft.digits) or draft.description} already stands in {table.place(other.row, code)}"
        )
        if (draft.description, draft.rate) == (other.description, other.rate):
            lines.rejected.append(Told(place, says, draft.row))
        elif draft.rate != other.rate:
            lines.rejected.append(Told(place, f"{says} with another rate", draft.row))
        else:
            lines.warnings.append(Told(place, f"{says} with other words; both are kept", draft.row))
            kept.append(draft)
    lines.drafts[:] = kept


def _totals(expected: Expected, lines: Lines, table: Table, layout: Layout) -> list[str]:
    faults = []
    if expected.lines is not None and expected.lines != len(lines.drafts):
        faults.append(f"Expected {expected.lines:,} lines, found {len(lines.drafts):,}.")
    if expected.rows is not None and expected.rows != lines.read:
        faults.append(f"Expected {expected.rows:,} rows, found {lines.read:,}.")
    for (of, value), number in expected.values.items():
        try:
            where = column(of, layout, table)
        except ListFileError as error:
            faults.append(str(error))
            continue
        rows = table.rows
        found = sum(
            where < len(rows[draft.row]) and text_of(rows[draft.row][where]) == value
            for draft in lines.drafts
        )
        if found != number:
            faults.append(f"Expected {number:,} lines with {of} {value}, found {found:,}.")
    return faults
