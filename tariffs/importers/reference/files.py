"""A file as it was given: its name, its hash, and its text."""

import csv
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GZIP = b"\x1f\x8b"
Progress = Callable[[Sequence[Any], str], Iterable[Any]]


def quiet(rows: Sequence[Any], doing: str) -> Iterable[Any]:
    """Return the rows; a command gives another function that shows how far it is."""
    return rows


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: where, what, and what to do."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass
class Refused(Exception):
    """A file that is not loaded, with everything that is wrong with it."""

    faults: list[Fault] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of a file, unpacked when it is gzip; `sha256` is that of the file as given.

    `progress` takes the rows of a long step and what is being done, and yields them as they are worked on.
    """

    name: str
    sha256: str
    data: bytes
    progress: Progress = quiet

    def text(self) -> str:
        """Return the text (UTF-8, a byte order mark dropped); raises Refused naming the first bad byte."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            where = f"{self.name}, byte {error.start}"
            raise Refused([Fault(where, "this is not UTF-8; save the file as UTF-8.")]) from error

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return the heading and the rows of a CSV; raises Refused when there is none or a row has other columns."""
        rows = list(csv.reader(io.StringIO(self.text(), newline="")))
        if len(rows) < 2:
            raise Refused([Fault(self.name, "there is no table in it; give a CSV with a heading row.")])
        heading = [name.strip() for name in rows[0]]
        width = len(heading)
        short = [
            Fault(f"row {number}", f"it has {len(row)} columns instead of {width}; mend or remove it.")
            for number, row in enumerate(rows[1:], 2)
            if len(row) != width
        ]
        if short:
            raise Refused(short)
        return heading, rows[1:]

    def json(self) -> Any:
        """Return what the JSON text says; raises Refused naming line and column."""
        try:
            return json.loads(self.text())
        except json.JSONDecodeError as error:
            where = f"{self.name}, line {error.lineno}, column {error.colno}"
            raise Refused([Fault(where, f"this is not JSON: {error.msg}.")]) from error


def read_source(path: Path, progress: Progress = quiet) -> SourceFile:
    """Return the file; raises Refused when it cannot be read or unpacked."""
    try:
        raw = path.read_bytes()
        data = gzip.decompress(raw) if raw.startswith(GZIP) else raw
    except OSError as error:
        why = error.strerror or "its gzip is damaged"
        raise Refused([Fault(str(path), f"it cannot be read: {why}.")]) from error
    except (EOFError, zlib.error) as error:
        raise Refused([Fault(str(path), "its gzip is cut short or damaged; fetch it again.")]) from error
    return SourceFile(path.name, hashlib.sha256(raw).hexdigest(), data, progress)


def columns(source: str, heading: list[str], wanted: tuple[str, ...]) -> list[int]:
    """Return where the wanted columns stand; raises Refused naming all that are missing."""
    missing = [name for name in wanted if name not in heading]
    if missing:
        found = ", ".join(f"“{name}”" for name in heading[:12])
        raise Refused(
            [Fault(source, f"there is no column “{name}”; the heading has {found}.") for name in missing]
        )
    return [heading.index(name) for name in wanted]
