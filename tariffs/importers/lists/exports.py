"""Our own files of a list's lines, read back: each column as it was written, nothing guessed.

What a spreadsheet did to the codes in between is put right as anywhere else.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from tariffs.codes import BadCode, digits_of, display
from tariffs.importers.lists.codecells import BadCell, Facts, facts_of, read_cell
from tariffs.importers.lists.layout import LOOKED_AT, Asked, Layout, column
from tariffs.importers.lists.rows import (
    COUNTRY,
    LONGEST_CODE,
    LONGEST_PARTIAL,
    LONGEST_RATE,
    Draft,
    Edition,
    Lines,
    Told,
)
from tariffs.importers.lists.tables import Raw, Table, text_of
from tariffs.importers.lists.words import Role

EXPORTED = {
    Role.CODE: "digits", Role.RATE: "stated_rate", Role.DESCRIPTION: "description", Role.VALUE: "trade_value",
    Role.SCOPE: "countries", Role.CLAIM: "claim_code",
}  # fmt: skip
OURS = {"digits", "description", "stated_rate", "countries", "partial", "excepted_digits", "only_digits"}
READ = {
    *OURS, *EXPORTED.values(), "position", "printed_code", "display_code", "nature", "ad_valorem_percent", "part",
    "trade_currency", "confidence", "note",
}  # fmt: skip
BACK = "This is an export of a list's lines from here: every column is read as it was written."
LONGEST_PART = 60
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what casebook.tables puts an apostrophe before
# The values of the models' choices: this module stands without them.
NATURES = (
    "tariff", "quota", "import_suspension", "talks_suspended", "cooperation_suspended", "approvals_suspended",
    "services", "ip_suspension",
)  # fmt: skip
CONFIDENCES = ("certain", "likely", "unsure")
CLAIM = re.compile(r"99\d{6}")
CURRENCY = re.compile("[A-Z]{3}")


def layout_of_export(table: Table, asked: Asked) -> Layout | None:
    """Return the layout of an export of ours, known by the names of its columns; None of any other file."""
    if asked.columns:
        return None
    heads = [(None, table.keys)] if table.keys else list(enumerate(table.rows[:LOOKED_AT]))
    for header, row in heads:
        names = tuple(map(text_of, row))
        if (
            set(names) >= OURS
            and len(set(names)) == len(names)
            and asked.header_row in {None, *_row(table, header)}
        ):
            break
    else:
        return None
    found = {role: names.index(name) for role, name in EXPORTED.items() if name in names}
    how: dict[str, str] = dict.fromkeys(found, "written by us")
    texts, serial = (names.index("description"),), names.index("position") if "position" in names else None
    unread = tuple(name for name in names if name not in READ)
    layout = Layout(
        header, names, found, texts, None, serial, how=how, unread=unread, notes=(BACK,), is_ours=True
    )
    return replace(layout, split=column(asked.split_by, layout, table) if asked.split_by else None)


def _row(table: Table, header: int | None) -> list[int]:
    return [] if header is None else [table.numbers[header]]


def lines_of_export(
    table: Table, layout: Layout, *, edition: Edition | None = None, rows: Iterable[int] | None = None
) -> Lines:
    """Return the lines of a file of ours, and what was rejected, with its place and the reason."""
    return _Reader(table, layout, edition).read(rows)


class _BadValueError(ValueError):
    """A cell that no export of ours has; `name` is its column."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class _Reader:
    """Reads one table by the names of its columns."""

    def __init__(self, table: Table, layout: Layout, edition: Edition | None) -> None:
        self.table, self.layout, self.edition = table, layout, edition
        self.start = 0 if layout.header is None else layout.header + 1
        self.at = {name: number for number, name in enumerate(layout.names) if name}
        self.quoted = table.form == "text"
        column = self.at["digits"]
        self.facts: Facts = facts_of(
            row[column] if column < len(row) else None for row in table.rows[self.start :]
        )
        self.lines = Lines()
        self.positions: dict[str, int] = {}

    def read(self, rows: Iterable[int] | None) -> Lines:
        """Read the rows with these indexes, all when None."""
        for index in range(self.start, len(self.table.rows)) if rows is None else rows:
            self.lines.read += 1
            try:
                self.lines.drafts.append(self._draft(index, self.table.rows[index]))
            except _BadValueError as error:
                place = self.table.place(index, self.at.get(error.name))
                self.lines.rejected.append(Told(place, str(error), index))
        return self.lines

    def _draft(self, index: int, row: Sequence[Raw]) -> Draft:
        digits, words = self._digits(index, row), self._text(row, "description")
        if not digits and not words:
            raise _BadValueError("digits", "there is neither a code nor words in it")
        self._check_position(index, row)
        value, currency = self._money(row)
        return Draft(
            index, self._split(row), self._text(row, "printed_code", LONGEST_CODE), digits, words,
            self._text(row, "stated_rate", LONGEST_RATE), self._percent(row), value,
            self._each(row, "countries", _country), self._text(row, "partial", LONGEST_PARTIAL),
            self._each(row, "excepted_digits", _code), self._claim(row), currency,
            self._each(row, "only_digits", _code), self._text(row, "part", LONGEST_PART),
            self._one_of(row, "nature", NATURES),
            self._one_of(row, "confidence", CONFIDENCES), self._text(row, "note"),
        )  # fmt: skip

    def _cell(self, row: Sequence[Raw], name: str) -> Raw:
        column = self.at.get(name)
        return row[column] if column is not None and column < len(row) else None

    def _text(self, row: Sequence[Raw], name: str, longest: int | None = None) -> str:
        """Return a cell's text as it was before it was made safe for spreadsheets."""
        raw = self._cell(row, name)
        text = raw if isinstance(raw, str) else text_of(raw)
        if self.quoted and text.startswith("'") and text.lstrip("'").startswith(FORMULA):
            text = text[1:]
        if longest is not None and len(text) > longest:
            raise _BadValueError(name, f"it is longer than {longest} characters")
        return text

    def _digits(self, index: int, row: Sequence[Raw]) -> str:
        raw = self._cell(row, "digits")
        if raw is None or not text_of(raw):
            return ""
        try:
            reads, note = read_cell(raw, self.facts)
        except BadCell as error:
            raise _BadValueError("digits", str(error)) from error
        if len(reads) != 1 or reads[0].partial:
            raise _BadValueError("digits", f"“{text_of(raw)[:40]}” is not one code")
        digits = reads[0].digits
        shown = self._cell(row, "display_code")
        if isinstance(shown, str) and shown and shown != display(digits):
            fix = "one of them was altered; put it right, or take the column display_code out"
            raise _BadValueError("digits", f"{display(digits)} stands beside {shown[:20]}: {fix}")
        if note:
            self.lines.recovered.append(Told(self.table.place(index, self.at["digits"]), note, index))
        fault = self.edition.lacks(digits) if self.edition and digits[:2] != "99" else ""
        if fault:
            raise _BadValueError("digits", fault)
        return digits

    def _check_position(self, index: int, row: Sequence[Raw]) -> None:
        position = text_of(self._cell(row, "position"))
        if not position:
            return
        first = self.positions.setdefault(position, index)
        if first != index:
            raise _BadValueError("position", f"line {position} stands in {self.table.place(first)} already")

    def _split(self, row: Sequence[Raw]) -> str:
        if self.layout.split is None:
            return ""
        name = self.layout.names[self.layout.split]
        if text := text_of(self._cell(row, name)):
            return text
        raise _BadValueError(name, "the column that splits the lists is empty")

    def _percent(self, row: Sequence[Raw]) -> Decimal | None:
        percent = self._number(row, "ad_valorem_percent")
        if percent is not None and not 0 <= percent < 10_000:
            raise _BadValueError("ad_valorem_percent", f"{percent} is no rate in per cent")
        return percent

    def _money(self, row: Sequence[Raw]) -> tuple[Decimal | None, str]:
        value, currency = self._number(row, "trade_value"), self._text(row, "trade_currency")
        if value is None and not currency:
            return None, ""
        if value is None or not CURRENCY.fullmatch(currency):
            raise _BadValueError(
                "trade_currency", "a value has a currency of three letters, such as USD, and none without"
            )
        if not 0 <= value < Decimal(10) ** 18:
            raise _BadValueError("trade_value", f"{value} cannot be a value of trade")
        return round(value, 2), currency

    def _number(self, row: Sequence[Raw], name: str) -> Decimal | None:
        text = text_of(self._cell(row, name))
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise _BadValueError(name, f"“{text[:40]}” is no number; write it like 1234567.89") from None
        if not number.is_finite():
            raise _BadValueError(name, f"“{text[:40]}” is no number; write it like 1234567.89")
        return number

    def _claim(self, row: Sequence[Raw]) -> str:
        claim = text_of(self._cell(row, "claim_code"))
        if claim and not CLAIM.fullmatch(claim):
            raise _BadValueError("claim_code", f"“{claim[:40]}” is no heading of chapter 99 such as 99038801")
        return claim

    def _one_of(self, row: Sequence[Raw], name: str, known: Sequence[str]) -> str:
        word = text_of(self._cell(row, name)) or known[0]
        if word not in known:
            raise _BadValueError(name, f"“{word[:40]}” is not known; known: {', '.join(known)}")
        return word

    def _each(self, row: Sequence[Raw], name: str, read: Callable[[str], str]) -> tuple[str, ...]:
        parts = re.split(r"[;,\s]+", text_of(self._cell(row, name)))
        try:
            return tuple(map(read, filter(None, parts)))
        except ValueError as error:
            raise _BadValueError(name, str(error)) from error


def _country(text: str) -> str:
    if COUNTRY.fullmatch(text):
        return text
    raise ValueError(f"“{text[:40]}” is no country; write its two letters, such as CN")


def _code(text: str) -> str:
    try:
        return digits_of(text)
    except BadCode as error:
        raise ValueError(str(error)) from error
