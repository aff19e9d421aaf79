"""Two versions compared, as a table: the lines of a row stand side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from tariffs.codes import display
from tariffs.diff import Change, Row
from tariffs.lines import Line

CSV_HEAD = (
    "row", "class", "changed", "old_code", "new_code", "old_digits", "new_digits", "old_rate", "new_rate", "old_part",
    "new_part", "old_description", "new_description", "old_partial", "new_partial", "old_countries", "new_countries",
)  # fmt: skip
WORDS: Mapping[Change, str] = {
    Change.KEPT: "Kept", Change.ADDED: "Added", Change.REMOVED: "Dropped", Change.RATE_CHANGED: "Rate changed",
    Change.WIDENED: "Widened", Change.NARROWED: "Narrowed", Change.SPLIT: "Split", Change.MERGED: "Merged",
    Change.RECUT: "Cut anew", Change.MOVED: "Moved", Change.DESCRIPTION_ONLY: "Description only",
    Change.GRANULARITY_ONLY: "Granularity only",
}  # fmt: skip
_NOTHING: tuple[str, ...] = ("",) * 7


def csv_rows(rows: Iterable[tuple[int, Row]]) -> Iterator[list[object]]:
    """Yield one line of CSV_HEAD for each pair of lines; `row` is the same for all that belong together."""
    for number, row in rows:
        for old, new in zip_longest(row.old, row.new):
            sides = zip(_cells(old), _cells(new), strict=True)
            yield [number, row.change.value, " ".join(row.fields), *(cell for pair in sides for cell in pair)]


def _cells(line: Line | None) -> tuple[object, ...]:
    if line is None:
        return _NOTHING
    rate, partial = shown_rate(line), shown_partial(line)
    return display(line.digits), line.digits, rate, line.part, line.description, partial, line.countries


def shown_rate(line: Line) -> str:
    """Return the rate as stated, or "" where none is."""
    if line.rate or line.percent is None:
        return line.rate
    return f"{line.percent.normalize():f}%"


def shown_partial(line: Line) -> str:
    """Return the partial cover in words: "except 8517.62.0090"."""
    if line.excepted:
        return f"except {', '.join(map(display, line.excepted))}"
    return f"only {', '.join(map(display, line.only))}" if line.only else line.partial


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as it is shown in a row; `is_child` stands beneath another line of its row.

    `borrowed` are the words of its edition where it prints none.
    """

    code: str
    description: str
    borrowed: str
    rate: str
    part: str
    countries: str
    partial: str
    is_child: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the comparison with what differs in it by name."""

    number: int
    change: Change
    word: str
    known: bool
    differs: frozenset[str]
    old: tuple[ShownLine, ...]
    new: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Unchanged lines of one heading that follow one another; `heading` is "" for items in words."""

    heading: str
    lines: int


def shown(number: int, row: Row, old: Mapping[str, str], new: Mapping[str, str]) -> ShownRow:
    """Return a row as it is shown; `old` and `new` are the words of each version's edition by digits.

    An added or removed row has nothing to differ from.
    """
    sides = _shown_lines(row.old, old), _shown_lines(row.new, new)
    return ShownRow(number, row.change, WORDS[row.change], row.known, frozenset(row.fields), *sides)


def _shown_lines(lines: tuple[Line, ...], words: Mapping[str, str]) -> tuple[ShownLine, ...]:
    shortest = min((len(line.digits) for line in lines), default=0)
    return tuple(
        ShownLine(
            code=display(line.digits), description=line.description,
            borrowed="" if line.description else words.get(line.digits, ""), rate=shown_rate(line), part=line.part,
            countries=", ".join(line.countries), partial=shown_partial(line), is_child=len(line.digits) > shortest,
        )
        for line in lines
    )  # fmt: skip


def folded(rows: Iterable[tuple[int, Row]]) -> list[tuple[int, Row] | Fold]:
    """Return the rows with what is kept folded by heading, and without those that differ in granularity only."""
    entries: list[tuple[int, Row] | Fold] = []
    for number, row in rows:
        if row.change is Change.GRANULARITY_ONLY:
            continue
        if row.change is not Change.KEPT:
            entries.append((number, row))
            continue
        heading = row.old[0].digits[:4]
        last = entries[-1] if entries else None
        if isinstance(last, Fold) and last.heading == heading:
            entries[-1] = Fold(heading, last.lines + len(row.old))
        else:
            entries.append(Fold(heading, len(row.old)))
    return entries
