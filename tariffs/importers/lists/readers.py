"""From the bytes of a file to a table of cells: delimited text, prose, workbooks, JSON; gzipped or not."""

import csv
import gzip
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from tariffs.importers.lists.tables import ListFileError, Raw, Table

MOST_BYTES = 200_000_000
SAMPLE = 200
DELIMITERS = ",;\t|"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# In running text a code has its dots, or is eight or ten digits long: "2018" and "page 28710" are none.
IN_PROSE = re.compile(
    r"(?<![\w.,/$-])(?:\d{4}\.\d{2}(?:\.\d{2}(?:\.?\d{2})?|\.\d{4})?|\d{10}|\d{8})(?![\w/%]|[.,-]\d)"
)
WHOLE_CODE = re.compile(r"[\"']?\s*\d{2,4}(?:[. \u00a0]?\d{2}){0,4}\.?\s*[\"']?")


def read(data: bytes, name: str, *, sheet: str | None = None) -> list[Table]:
    """Return the tables of a file that have any cell: one, or one for each sheet of a workbook.

    `sheet` narrows to the sheet of that name. Raises ListFileError, which names the place and the fix.
    """
    data = _unzipped(data, name)
    if data[:4] in WORKBOOKS:
        tables = list(_workbook(data, sheet))
    elif sheet is not None:
        raise ListFileError(f"{name} has no sheets; leave the sheet out.")
    else:
        tables = [_text(*_decoded(data), name=name)]
    tables = [table for table in tables if table.rows]
    if not tables:
        raise ListFileError(f"{name} is empty: there is no cell in it.")
    return tables


def _unzipped(data: bytes, name: str) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            plain = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ListFileError(f"{name} is a damaged gzip file ({error}); fetch it again.") from error
    if len(plain) > MOST_BYTES:
        raise ListFileError(f"{name} unpacks to more than {MOST_BYTES:,} bytes; split it.")
    return plain


def _decoded(data: bytes) -> tuple[str, list[str]]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        note = f"Not UTF-8 (byte {error.start + 1}); read as Windows-1252: check the accents in the descriptions."
        return data.decode("cp1252", errors="replace"), [note]


def _workbook(data: bytes, wanted: str | None) -> Iterator[Table]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if wanted is not None and wanted not in names:
            raise ListFileError(f"There is no sheet “{wanted}”; there are: {', '.join(names)}.")
        for name in names if wanted is None else [wanted]:
            sheet = book.get_sheet_by_name(name)
            # With its empty first rows and columns, so that the places are those on the reader's screen.
            yield _table(sheet.to_python(skip_empty_area=False), "sheet", sheet=name)
    except (CalamineError, OSError) as error:
        raise ListFileError(
            f"The workbook cannot be read ({error}); save it again as XLSX or CSV."
        ) from error


def _table(rows: Iterable[Sequence[Any]], form: str, *, sheet: str = "") -> Table:
    kept: list[list[Raw]] = []
    numbers: list[int] = []
    blank = pending = 0
    for number, row in enumerate(rows, start=1):
        if any(cell not in {"", None} and (not isinstance(cell, str) or cell.strip()) for cell in row):
            kept.append([None if cell == "" else cell for cell in row])
            numbers.append(number)
            blank += pending
            pending = 0
        else:
            pending += 1
    return Table(kept, numbers, form, sheet=sheet, blank_rows=blank + pending)


def _text(text: str, notes: list[str], *, name: str) -> Table:
    if "\x00" in text:
        raise ListFileError(f"{name} is no text: it holds zero bytes. Save it as CSV in UTF-8.")
    start = text.lstrip()[:1]
    records = _records(text) if start in {"[", "{"} else None
    if records is not None:
        table = records
    else:
        delimiter = _delimiter(text)
        table = _prose(text) if delimiter is None else _delimited(text, delimiter, name)
        if delimiter in {"\t", ";"}:
            notes = [*notes, f"Columns are parted by {'tabs' if delimiter == chr(9) else 'semicolons'}."]
    table.notes.extend(notes)
    return table


def _records(text: str) -> Table | None:
    """Return the table of a JSON or JSON-lines text, or None when it is neither."""
    try:
        found: Any = json.loads(text)
    except json.JSONDecodeError:
        try:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError:
            return None
    rows = _list_in(found)
    if rows is None:
        raise ListFileError("The JSON holds no list of records; give a list of objects or of codes.")
    keys: dict[str, int] = {}
    for row in rows:
        if isinstance(row, dict):
            for key in row:
                keys.setdefault(str(key), len(keys))
    cells = [_record(row, list(keys)) for row in rows]
    table = _table(cells, "records")
    return Table(
        table.rows, table.numbers, "records", keys=tuple(keys), blank_rows=table.blank_rows, notes=table.notes
    )


def _list_in(found: Any) -> list[Any] | None:
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list) and value]
        return max(lists, key=len) if lists else None
    return None


def _record(row: Any, keys: list[str]) -> list[Raw]:
    values = (
        [row.get(key) for key in keys] if isinstance(row, dict) else row if isinstance(row, list) else [row]
    )
    return [
        json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value for value in values
    ]


def _delimiter(text: str) -> str | None:
    """Return what parts the columns: one of DELIMITERS, or "," for one column of codes; None for prose."""
    lines = [line for line in text.splitlines()[: SAMPLE * 3] if line.strip()][:SAMPLE]
    best: tuple[float, int, str] = (0.0, 0, "")
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        width, times = Counter(widths).most_common(1)[0] if widths else (1, 0)
        if width > 1:
            best = max(best, (times / len(widths), width, delimiter))
    whole = sum(bool(WHOLE_CODE.fullmatch(line.strip())) for line in lines)
    if lines and whole >= 0.8 * (len(lines) - 1):
        return ","
    if best[0] >= 0.75:
        return best[2]
    if _any_codes(lines):
        return None
    return best[2] or ","


def _any_codes(lines: Iterable[str]) -> bool:
    return any(IN_PROSE.search(line) for line in lines)


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
            else:
                blank += 1
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListFileError(f"{name}, line {line}: {error}; check the quotes.") from error
    return Table(rows, numbers, "text", blank_rows=blank)


def _prose(text: str) -> Table:
    """Return a row (code, the words around it) for each code in running text; lines without one as words alone."""
    rows: list[list[Raw]] = []
    numbers: list[int] = []
    blank = 0
    for number, line in enumerate(text.splitlines(), start=1):
        codes = IN_PROSE.findall(line)
        words = " ".join(IN_PROSE.sub(" ", line).split()).strip(" ,;:.–-•*")
        if not line.strip():
            blank += 1
        for code in codes or ([""] if line.strip() else []):
            rows.append([code, words])
            numbers.append(number)
    return Table(rows, numbers, "prose", blank_rows=blank, notes=["Codes were found in running text."])
