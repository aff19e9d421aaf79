"""Codes in running text: each with the words around it, and what looks like a damaged code kept to be refused."""

import re

from tariffs.importers.lists.tables import Raw, Table, refuse_more_rows

# In running text a code has its dots, or is eight or ten digits long: "2018" and "page 28710" are none.
_CODE = r"(?:\d{4}\.\d{2}(?:\.\d{2}(?:\.?\d{2})?|\.\d{4})?|\d{10}|\d{8})"
CODE = re.compile(rf"(?<![\w./$-])(?<!\d,){_CODE}(?![\w/%]|[,-]\d|\.\w)")
JOINED = re.compile(rf"(?<=\d)[,/](?={_CODE}(?![\w%]))")
RANGE = re.compile(rf"{_CODE}\s*(?:[-–—]|\b(?:to|through|bis|à|al?)\b)\s*{_CODE}")
DAMAGED = re.compile(r"(?<![\w.,/$-])\d{4}\.\w{2}(?:\.\w{1,4})+(?!\w)|(?<![\w.,/$-])\d[.,]\d{2,}[eE]\+\d+")


def prose(text: str) -> Table:
    """Return a row (code, the words around it) for each code in the text; lines without one as words alone."""
    rows: list[list[Raw]] = []
    numbers: list[int] = []
    blank = 0
    for number, line in enumerate(text.splitlines(), start=1):
        cells, words = _read(line)
        if not line.strip():
            blank += 1
        for cell in cells or ([""] if line.strip() else []):
            rows.append([cell, words])
            numbers.append(number)
        refuse_more_rows(len(rows))
    return Table(rows, numbers, "prose", blank_rows=blank, notes=["Codes were found in running text."])


def has_code(line: str) -> bool:
    """Return whether a line of running text names a code."""
    return bool(CODE.search(JOINED.sub("; ", line)))


def _read(line: str) -> tuple[list[str], str]:
    line = JOINED.sub("; ", line)
    ranges = RANGE.findall(line)
    line = RANGE.sub(" ", line)
    codes = CODE.findall(line)
    rest = CODE.sub(" ", line)
    damaged = DAMAGED.findall(rest)
    words = " ".join(DAMAGED.sub(" ", rest).split()).strip(" ,;:.–-•*")
    return [*ranges, *codes, *damaged], words
