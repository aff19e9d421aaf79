"""From the bytes of a file to a table of cells: delimited text, prose, workbooks, JSON; gzipped or not."""

import csv
import gzip
import io
import itertools
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from tariffs.importers.lists.decoding import decoded
from tariffs.importers.lists.exports import OURS
from tariffs.importers.lists.prose import has_code, prose
from tariffs.importers.lists.records import records
from tariffs.importers.lists.tables import MOST_BYTES, MOST_TEXT, ListFileError, Raw, Table, refuse_more_rows
from tariffs.importers.lists.words import Role, role_of
from tariffs.importers.lists.workbooks import BEGINNINGS, workbook

SAMPLE = 200
DELIMITERS = ",;\t|"
WHOLE_CODE = re.compile(r"[\"']?\s*\d{2,4}(?:[. \u00a0]?\d{2}){0,4}\.?\s*[\"']?")


def read(data: bytes, name: str, *, sheet: str | None = None) -> list[Table]:
    """Return the tables of a file that have any cell: one, or one for each sheet of a workbook.

    `sheet` narrows to the sheet of that name. Raises ListFileError, which names the place and the fix.
    """
    data = _unzipped(data, name)
    if len(data) > (MOST_BYTES if data[:4] in BEGINNINGS else MOST_TEXT):
        raise ListFileError(f"{name} is too large ({MOST_TEXT:,} bytes of text at most); split it.")
    if data[:4] in BEGINNINGS:
        tables = list(workbook(data, name, sheet))
    elif sheet is not None:
        raise ListFileError(f"{name} has no sheets; leave the sheet out.")
    else:
        tables = [_text(*decoded(data, name), name=name)]
    tables = [table for table in tables if table.rows]
    if not tables:
        raise ListFileError(f"{name} is empty: there is no cell in it.")
    return tables


def _unzipped(data: bytes, name: str) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ListFileError(f"{name} is a damaged gzip file ({error}); fetch it again.") from error


def _text(text: str, notes: list[str], *, name: str) -> Table:
    table = records(text, name) if text.lstrip()[:1] in {"[", "{"} else None
    if table is None:
        delimiter = _delimiter(text)
        table = prose(text) if delimiter is None else _delimited(text, delimiter, name)
        if delimiter in {"\t", ";"}:
            notes = [*notes, f"Columns are parted by {'tabs' if delimiter == chr(9) else 'semicolons'}."]
    table.notes.extend(notes)
    return table


def _delimiter(text: str) -> str | None:
    """Return what parts the columns: one of DELIMITERS, or "," for one column of codes; None for prose."""
    lines = [line for line in text.splitlines()[: SAMPLE * 3] if line.strip()][:SAMPLE]
    best: tuple[float, int, str] = (0.0, 0, "")
    for delimiter in DELIMITERS:
        widths = list(map(len, _rows(lines, delimiter)))
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        if width > 1:
            best = max(best, (times / len(widths), width, delimiter))
    whole = sum(bool(WHOLE_CODE.fullmatch(line.strip())) for line in lines)
    if lines and whole >= 0.8 * (len(lines) - 1):
        return ","
    header = _of_header(lines[0]) if lines else None
    if header:
        return header
    running = any(map(has_code, lines))
    if best[0] >= 0.75 and (not running or _has_whole_code(lines, best[2])):
        return best[2]
    return None if running else best[2] or ","


def _of_header(line: str) -> str | None:
    """Return what parts the columns of a first line that is a header by its words, None when it is none."""
    for delimiter in DELIMITERS:
        cells = next(csv.reader([line[:2000]], delimiter=delimiter), [])
        roles = [role for cell in cells if (role := role_of(cell))]
        if set(cells) >= OURS or (Role.CODE in roles and (len(cells) == 1 or len(set(roles)) > 1)):
            return delimiter if len(cells) > 1 else ","
    return None


def _has_whole_code(lines: Iterable[str], delimiter: str) -> bool:
    """Return whether any cell is a code of six digits or more and nothing else."""
    return any(
        WHOLE_CODE.fullmatch(cell.strip()) and sum(map(str.isdigit, cell)) >= 6
        for row in _rows(lines, delimiter)
        for cell in row
    )


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a sample up to a cell longer than any, which is told with its place when the file is read."""
    try:
        yield from filter(None, csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return


def _delimited(text: str, delimiter: str, name: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[list[Raw]] = []
    numbers: list[int] = []
    blank, line = 0, 1
    try:
        for row in reader:
            if any(row) and any(cell and not cell.isspace() for cell in row):
                rows.append(row)  # type: ignore[arg-type]  # a list of text is a list of cells
                numbers.append(line)
                refuse_more_rows(len(rows))
            else:
                blank += 1
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListFileError(f"{name}, line {line}: {error}; check the quotes.") from error
    if numbers:
        _refuse_open_quote(text, numbers[-1], delimiter, name)
    return Table(rows, numbers, "text", blank_rows=blank)


def _refuse_open_quote(text: str, line: int, delimiter: str, name: str) -> None:
    """Refuse a last row, which begins in `line`, that ends within quotes: it may have swallowed all below it."""
    last = itertools.islice(io.StringIO(text, newline=""), line - 1, None)
    try:
        list(csv.reader(last, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            said = "a quote opens there and never closes, so that rows may be lost; close it or take it out."
            raise ListFileError(f"{name}, line {line}: {said}") from error
