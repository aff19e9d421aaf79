"""Tables as text that arrives piece by piece: CSV and lines of JSON, in constant memory."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that keeps nothing: it returns what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table as RFC 4180; cells a spreadsheet would run as a formula get a leading apostrophe."""
    writer = csv.writer(_Echo())
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])


def safe(cell: object) -> str:
    """Return a cell's text: lists with spaces between, nothing for None, no formula: it gets an apostrophe."""
    text = " ".join(map(str, cell)) if isinstance(cell, list | tuple) else "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one JSON object a line; a Decimal is a string."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, default=_plain) + "\n"


def json_array(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the rows as one JSON array."""
    before = "["
    for line in json_lines(rows):
        yield before + line
        before = ","
    yield "[]\n" if before == "[" else "]\n"


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{value!r} has no place in JSON")


def in_chunks(pieces: Iterable[str], size: int = 64) -> Iterator[str]:
    """Yield the pieces joined by the dozen, so that a stream is not sent line by line."""
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) >= size:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)
