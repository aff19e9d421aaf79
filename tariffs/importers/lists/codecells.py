"""From a cell to codes, whatever a spreadsheet did to it: recovered where only one code can be meant, else refused."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from tariffs.codes import BadCode, digits_of, display
from tariffs.importers.lists.tables import Raw, text_of

PLAIN = re.compile(r"\d{4}(?:\d{2}|\d{4}|\d{6})?|\d{4}\.\d{2}(?:\.\d{2}(?:\.?\d{2})?|\.\d{4})?")
DECIMAL = re.compile(r"(\d{3,4})\.(\d{1,2})")
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
WORDY_DAY = re.compile(
    r"(?i)\d{0,4}[ .-]?"
    r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|janv|févr|avr|juin|juil|août)"
    r"[a-zé]*\.?[ .-]?\d{0,4}"
)
SLASHED_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?")
PARTS = re.compile(r"\s*(?:[;,/|\n]|\band\b|\bet\b|\bund\b|\by\b|&|\+)\s*")
RANGE = re.compile(r"\d\s*(?:[-–—]|\bto\b|\bthrough\b|\bbis\b)\s*\d", re.IGNORECASE)
PARTIAL = re.compile(r"(?i)(?:ex|(?:part of|part|pt\.?|\*)[ .])[ .]*(?=\d)")
EXCEPT = re.compile(
    r"(?i)\s*[,(]?\s*\b(except(?: for)?|excluding|other than|sauf|à l’exception de|außer|ausgenommen|excepto)\b"
    r"[ :]*(.+?)\)?$"
)
LONGEST = 4000
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")
MANY = re.compile(r"\d{4}\.\d{2}(?:\.\d{2}(?:\.?\d{2})?|\.\d{4})?|\b\d{10}\b|\b\d{8}\b|\b\d{6}\b|\b\d{4}\b")


class BadCell(ValueError):
    """A cell that is no code; the message says why and what to do."""


class Read(NamedTuple):
    """A code read from a cell. `excepted` are codes within it that the cell takes out; `partial` its words."""

    digits: str
    printed: str
    partial: str = ""
    excepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a whole column of codes shows: which lengths, and whether zeros were lost in it.

    A column that shows any leading zero lost none, so a short code in it is a damaged one.
    """

    lengths: Counter[int]
    text_zeros: bool

    @property
    def usual(self) -> int:
        """Return the length that most codes have, 0 when there are none."""
        return self.lengths.most_common(1)[0][0] if self.lengths else 0

    @property
    def tens(self) -> bool:
        """Return whether nine digits are more likely a ten-digit code without its zero than a code of nine.

        Only Japan has codes of nine digits, and no list has both: beside codes of ten, nine have lost a zero.
        """
        return 10 * self.lengths[10] > self.lengths[9]


def facts_of(cells: Iterable[Raw]) -> Facts:
    """Return what the cells of a column of codes show."""
    lengths: Counter[int] = Counter()
    zeros = False
    for raw in cells:
        if isinstance(raw, str):
            text = raw.strip()
            bare = text if text.isdigit() else re.sub(r"[.\s]", "", text)
            if len(bare) <= 10 and bare.isdigit():
                lengths[len(bare)] += 1
                zeros = zeros or text[0] == "0"
        elif isinstance(raw, int | float) and not isinstance(raw, bool):
            lengths[len(text_of(raw))] += 1
    return Facts(lengths, zeros)


def read_cell(raw: Raw, facts: Facts) -> tuple[list[Read], str]:
    """Return the codes of a cell, and what had to be put right ('' when nothing). Raises BadCell."""
    if isinstance(raw, bool) or raw is None:
        raise BadCell("there is no code in it")
    if isinstance(raw, date | datetime):
        return _from_day(raw, str(raw)[:10], facts)
    if isinstance(raw, int | float):
        return _from_number(text_of(raw), facts)
    if len(raw) > LONGEST:
        raise BadCell(f"the cell is too long to be codes: {len(raw):,} characters")
    text = LINES.sub("\n", BLANKS.sub(" ", raw.replace("\ufeff", "").replace("\u200b", "").strip()))
    text = text.removeprefix("=").strip("\"'’ ").rstrip(".")
    if not text:
        raise BadCell("there is no code in it")
    if PLAIN.fullmatch(text):
        return [Read(_digits(text), text)], ""
    return _from_text(text, facts)


def _digits(text: str) -> str:
    try:
        return digits_of(text)
    except BadCode as error:
        raise BadCell(f"{error.reason}; {error.fix}") from error


def _from_text(text: str, facts: Facts) -> tuple[list[Read], str]:
    day = ISO_DAY.fullmatch(text)
    if day:
        try:
            on = date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            raise BadCell(f"“{text}” is neither a code nor a date") from None
        return _from_day(on, text, facts)
    if SLASHED_DAY.fullmatch(text) or WORDY_DAY.fullmatch(text):
        raise BadCell(
            f"a spreadsheet turned this code into the date “{text}” and it may be several; look it up on paper"
        )
    if SCIENTIFIC.fullmatch(text):
        raise BadCell(
            f"a spreadsheet shortened this code to “{text}” and its last digits are lost; look it up on paper"
        )
    if text.endswith(".0") and text[:-2].isdigit():
        return _from_number(text[:-2], facts)
    if text.isascii() and text.isdigit() and (len(text) % 2 or len(text) < 4):
        return _short(text, facts)
    if DECIMAL.fullmatch(text) and not PLAIN.fullmatch(text):
        if facts.text_zeros:
            raise BadCell(f"“{text}” lacks a digit, though the column keeps its zeros; look it up on paper")
        return _from_number(text, facts)
    try:
        return [Read(digits_of(text), text)], ""
    except BadCode:
        return _several(text)


def _from_number(text: str, facts: Facts) -> tuple[list[Read], str]:
    """Read a code that was kept as a number: its first zero is lost, or a zero at the end of its decimals."""
    found = DECIMAL.fullmatch(text)
    if found:
        whole = f"{found[1]:0>4}.{found[2]:0<2}"
        return [
            Read(_digits(whole), whole)
        ], "" if whole == text else f"{text} read as {whole}: a number lost its zero"
    if not text.isdigit():
        return [Read(_digits(text), text)], ""
    if len(text) % 2 == 0 and len(text) >= 4:
        return [Read(_digits(text), text)], ""
    if len(text) == 9 and not facts.tens:
        return [Read(_digits(text), text)], ""
    if len(text) == 5 and facts.usual not in {5, 6} and not facts.lengths[6]:
        raise BadCell(
            f"“{text}” may be a date that a spreadsheet counts in days, and no code here has six digits;"
            " look it up on paper"
        )
    return [_zero_back(text)], f"{text} read as {display('0' + text)}: a number lost its leading zero"


def _short(text: str, facts: Facts) -> tuple[list[Read], str]:
    if len(text) == 9 and not facts.tens:
        return [Read(_digits(text), text)], ""
    if facts.text_zeros:
        raise BadCell(
            f"it has {len(text)} digit{'s' * (len(text) > 1)}, and the column keeps its leading zeros: a digit is"
            " missing; look it up on paper"
        )
    if len(text) == 9 or len(text) in {3, 5, 7}:
        return [_zero_back(text)], f"{text} read as {display('0' + text)}: the column lost its leading zeros"
    if len(text) == 2:
        return [Read(_digits(text), text)], ""
    raise BadCell(f"it has {len(text)} digits; codes have 2, 4, 6, 8, 9 or 10")


def _zero_back(text: str) -> Read:
    return Read(_digits("0" + text), text)


def _from_day(on: date, text: str, facts: Facts) -> tuple[list[Read], str]:
    """Read a code that became a date, when the column's other codes leave only one that it can be."""
    wanted = {
        length for length, times in facts.lengths.items() if times >= 0.05 * sum(facts.lengths.values())
    }
    candidates = {f"{on:%m%d}", f"{on:%d%m}"}
    if _may_be_heading(on.year):
        candidates.add(f"{on:%Y%m%d}".zfill(8))
        candidates |= {f"{on:%Y%m}".zfill(6)} if on.day == 1 else set()
    left = sorted(
        code for code in candidates if len(code) in wanted and "01" <= code[:2] <= "97" and code[2:4] != "00"
    )
    if len(left) == 1:
        return [
            Read(left[0], text)
        ], f"the date {text} read as {display(left[0])}: a spreadsheet made a date of it"
    may = f"it may be {' or '.join(map(display, left))}" if left else "no code fits it"
    raise BadCell(f"a spreadsheet turned this code into the date {text} and {may}; look it up on paper")


def _may_be_heading(year: int) -> bool:
    """Return whether a year may be a heading: of the years people write, only 1901-05, 2001-09 and 2101-06 are."""
    last = {19: 5, 20: 9, 21: 6}.get(year // 100, 99)
    return 0 < year % 100 <= last


def _several(text: str) -> tuple[list[Read], str]:
    """Read a cell with words or several codes: "ex 8517 62", "8517.62.00 except 8517.62.0090", "0101; 0102"."""
    if RANGE.search(text) and not PLAIN.fullmatch(text):
        raise BadCell(f"“{text}” is a range; list each code of it")
    partial = PARTIAL.match(text)
    if partial:
        reads, note = _several(text[partial.end() :])
        return [
            read._replace(partial=read.partial or partial[0].strip(" .*") or "part") for read in reads
        ], note
    taken_out = EXCEPT.search(text)
    if taken_out:
        whole, inner = _digits(text[: taken_out.start()].strip()), _all(taken_out[2])
        strays = [code for code in inner if not code.startswith(whole) or code == whole]
        if strays:
            raise BadCell(f"{', '.join(map(display, strays))} does not lie within {display(whole)}")
        printed = text[: taken_out.start()].strip()
        return [Read(whole, printed, f"{taken_out[1]} {taken_out[2]}".strip(), tuple(inner))], ""
    codes = _all(text)
    parts: list[str] = [part for part in PARTS.split(text) if part]
    shown_as = parts if len(parts) == len(codes) else [display(code) for code in codes]
    note = f"{len(codes)} codes in one cell" if len(codes) > 1 else ""
    return [Read(code, shown) for code, shown in zip(codes, shown_as, strict=True)], note


def _all(text: str) -> list[str]:
    """Return the digits of every code of a text that holds nothing else."""
    parts = [part for part in PARTS.split(text) if part]
    if not parts:
        raise BadCell("there is no code in it")
    try:
        return [digits_of(part) for part in parts]
    except BadCode as error:
        codes = MANY.findall(text)
        if len(codes) > 1 and not PARTS.sub("", MANY.sub("", text)).strip():
            return [_digits(code) for code in codes]
        raise BadCell(f"{error.reason}; {error.fix}") from error
