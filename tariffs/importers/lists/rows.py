"""From rows of cells to lines of a list, or to rejections that name the place and the reason."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from tariffs.codes import canonical, display
from tariffs.importers.lists.codecells import PLAIN, BadCell, Facts, Read, facts_of, read_cell
from tariffs.importers.lists.layout import Layout
from tariffs.importers.lists.tables import Raw, Table, text_of
from tariffs.importers.lists.words import CAPTION, Role, plain
from tariffs.rates import RateError, parse_rate

CLAIM = re.compile(r"99\d{2}\.?\d{2}\.?\d{2}")
COUNTRY = re.compile(r"[A-Z]{2}")
CLAIMED = {"9902", "9903", "9904"}  # temporary rates, additional duties and safeguards of the US schedule
EVERYWHERE = {"", "all", "all countries", "any", "world", "*", "na", "n a"}
# A line within a cell that reads like a row of a list: a code between separators.
SWALLOWED = re.compile(r"\n[ \t]*\"?(?:\d{1,5}[,;\t|])?\"?(\d{4}\.\d{2}[\d.]*|\d{8}|\d{10})\"?[,;\t|](?! )")
LONGEST_RATE, LONGEST_PARTIAL, LONGEST_CODE = 120, 200, 40


class Draft(NamedTuple):
    """One line to be: what a row of the file prints. `row` is its index in the table.

    What stands after `currency` is read only of our own files.
    """

    row: int
    split: str
    printed: str
    digits: str
    description: str = ""
    rate: str = ""
    percent: Decimal | None = None
    value: Decimal | None = None
    countries: tuple[str, ...] = ()
    partial: str = ""
    excepted: tuple[str, ...] = ()
    claim: str = ""
    currency: str = ""
    only: tuple[str, ...] = ()
    part: str = ""
    nature: str = "tariff"
    confidence: str = "certain"
    note: str = ""


class Told(NamedTuple):
    """Something to tell about a place: a rejected row with its reason, a recovered code, a row passed over."""

    place: str
    what: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """The codes of a loaded nomenclature: `digits` at every level, `deepest` the longest it has."""

    ref: str
    digits: frozenset[str]
    deepest: int

    def lacks(self, digits: str) -> str:
        """Return why a code is not in it, '' when it is; the ten-digit …00 is its eight-digit line."""
        asked = digits[: self.deepest]
        if asked in self.digits or canonical(asked) in self.digits or asked + "00" in self.digits:
            return ""
        nearest = next((asked[:n] for n in (8, 6, 4, 2) if n < len(asked) and asked[:n] in self.digits), "")
        known = f"; the nearest above it is {display(nearest)}" if nearest else ""
        return f"{display(digits)} is not in {self.ref}{known}"


@dataclass(slots=True)
class Lines:
    """What the rows gave: lines, and everything there is to tell about the others."""

    drafts: list[Draft] = field(default_factory=list)
    rejected: list[Told] = field(default_factory=list)
    recovered: list[Told] = field(default_factory=list)
    passed_over: list[Told] = field(default_factory=list)
    warnings: list[Told] = field(default_factory=list)
    fractions: bool = False
    read: int = 0


def lines_of(
    table: Table,
    layout: Layout,
    *,
    edition: Edition | None = None,
    countries: Mapping[str, str] | None = None,
    rows: Iterable[int] | None = None,
) -> Lines:
    """Return the lines of the table below its header, and what was rejected, recovered, passed over or is odd.

    `countries` gives the letters (ISO 3166-1 alpha-2) of countries by their plain names; `rows` are the indexes of
    the rows to read, all when None (a caller may wrap them to show how far it is).
    """
    return _Reader(table, layout, edition, countries or {}).read(rows)


class _Reader:
    """Reads one table; what is the same in many rows is worked out once."""

    def __init__(
        self, table: Table, layout: Layout, edition: Edition | None, countries: Mapping[str, str]
    ) -> None:
        self.table, self.layout, self.edition, self.countries = table, layout, edition, countries
        self.start = 0 if layout.header is None else layout.header + 1
        self.code, self.coded = layout.key, layout.names_codes
        body = table.rows[self.start :]
        self.facts: Facts = facts_of(row[self.code] if self.code < len(row) else None for row in body)
        self.lines = Lines()
        self.lines.fractions = self._fractions(body)
        self.rates: dict[Raw, tuple[str, Decimal | None]] = {}
        self.claims: dict[str, str] = {}
        header = table.rows[layout.header] if layout.header is not None else None
        self.header = [plain(text_of(cell)) for cell in header] if header else None
        self.edge = self._edge(body)

    def _edge(self, body: Sequence[Sequence[Raw]]) -> int | None:
        """Return how many columns the header names; None where most rows go on beyond it, or none can."""
        if self.table.form != "text" or not self.header:
            return None
        edge = max((number + 1 for number, name in enumerate(self.header) if name), default=0)
        beyond = sum(any(row[edge:]) for row in body if len(row) > edge)
        return edge if 0 < beyond < 0.5 * len(body) else None

    def read(self, rows: Iterable[int] | None) -> Lines:
        self.lines.passed_over += [
            Told(self.table.place(n), "title, above the header", n) for n in range(max(self.start - 1, 0))
        ]
        indexes = range(self.start, len(self.table.rows)) if rows is None else rows
        if not self.coded:
            for index in indexes:
                self._of_country(index, self.table.rows[index])
            return self.lines
        last = self._last_code()
        for index in indexes:
            row = self.table.rows[index]
            cell = row[self.code] if self.code < len(row) else None
            if isinstance(cell, str) and PLAIN.fullmatch(cell):
                digits = cell.replace(".", "")
                self._row(index, row, [Read(digits, cell)], "")
            elif not self._passed_over(index, row, cell, last):
                self._slowly(index, row, cell)
        return self.lines

    def _slowly(self, index: int, row: Sequence[Raw], cell: Raw) -> None:
        try:
            reads, note = read_cell(cell, self.facts)
        except BadCell as error:
            self._reject(index, str(error), self.code)
            self.lines.read += 1
            return
        self._row(index, row, reads, note)

    def _of_country(self, index: int, row: Sequence[Raw]) -> None:
        """Read a row of a list without codes: a country and what its goods pay."""
        filled = [text for cell in row if (text := text_of(cell))]
        if self.header and [plain(text_of(cell)) for cell in row] == self.header[: len(row)]:
            self._pass(index, "the header again")
        elif len(filled) == 1 and CAPTION.match(filled[0]):
            self._pass(index, f"a caption: {filled[0][:60]}")
        else:
            for role, said in ((Role.SCOPE, "country"), (Role.RATE, "rate")):
                column = self.layout.columns[role]
                if column >= len(row) or not text_of(row[column]):
                    self.lines.read += 1
                    self._reject(index, f"no {said} stands in it", column)
                    return
            self._row(index, row, [Read("", "")], "")

    def _row(self, index: int, row: Sequence[Raw], reads: Sequence[Read], note: str) -> None:
        lines, layout = self.lines, self.layout
        lines.read += 1
        if self._runs_over(index, row):
            return
        try:
            rate, percent = self._rate(row) if Role.RATE in layout.columns else ("", None)
            value = self._value(row) if Role.VALUE in layout.columns else None
            scope = self._scope(row) if Role.SCOPE in layout.columns else ()
            claim = self._claim(row) if Role.CLAIM in layout.columns else ""
        except _BadValueError as error:
            self._reject(index, str(error), error.column)
            return
        words = self._words(row) if layout.texts else ""
        if not self.coded:
            words = words or f"Goods of {text_of(row[self.code])} (no codes named)"
        split = text_of(row[layout.split]) if layout.split is not None and layout.split < len(row) else ""
        if layout.split is not None and not split:
            self._reject(index, "the column that splits the lists is empty", layout.split)
            return
        faults = "; ".join(filter(None, map(self._fault, reads)))
        if faults:
            self._reject(index, faults, self.code)
            return
        if note:
            lines.recovered.append(Told(self.table.place(index, self.code), note, index))
        for read in reads:
            lines.drafts.append(
                Draft(
                    index, split, read.printed[:LONGEST_CODE], read.digits, words, rate, percent, value, scope,
                    read.partial[:LONGEST_PARTIAL], read.excepted, claim, "" if value is None else layout.currency,
                )
            )  # fmt: skip

    def _words(self, row: Sequence[Raw]) -> str:
        return " – ".join(text for n in self.layout.texts if n < len(row) and (text := text_of(row[n])))

    def _fault(self, read: Read) -> str:
        chapter = read.digits[:2]
        if not chapter:
            return ""
        if chapter == "00":
            return f"{read.printed}: there is no chapter 00"
        if self.edition and chapter != "99":
            return self.edition.lacks(read.digits)
        if read.digits[:4] in CLAIMED:
            return f"{display(read.digits)} is a heading of chapter 99 that is claimed beside a code; it names no goods"
        return f"{display(read.digits)}: chapter 77 is reserved and empty" if chapter == "77" else ""

    def _runs_over(self, index: int, row: Sequence[Raw]) -> bool:
        """Reject and return True for a row that has swallowed others; tell what stands beyond the header."""
        numbers = self.table.numbers
        if self.table.form == "text" and (
            index + 1 == len(numbers) or numbers[index + 1] - numbers[index] > 1
        ):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and (found := SWALLOWED.search(cell)):
                    said = f"the cell holds further rows of codes ({found[1]} …)"
                    self._reject(index, f"{said}: is a quote missing or one too many?", column)
                    return True
        if self.edge is None or len(row) <= self.edge:
            return False
        for column, cell in enumerate(row[self.edge :], start=self.edge):
            said = f"“{text_of(cell)[:40]}” stands beyond the header: is a quote missing around"
            if isinstance(cell, str) and PLAIN.fullmatch(cell.strip()):
                self._reject(index, f"{said} several codes?", column)
                return True
            if cell:
                told = Told(self.table.place(index, column), f"{said} a comma?", index)
                self.lines.warnings.append(told)
        return False

    def _reject(self, index: int, reason: str, column: int | None) -> None:
        self.lines.rejected.append(Told(self.table.place(index, column), reason, index))

    def _passed_over(self, index: int, row: Sequence[Raw], cell: Raw, last: int) -> bool:
        """Return whether a row is no data: a repeated header, a caption, a footnote; each is told."""
        if self.header and [plain(text_of(one)) for one in row] == self.header[: len(row)]:
            return self._pass(index, "the header again")
        filled = [text for one in row if (text := text_of(one))]
        if len(filled) != 1 or any(char.isdigit() for char in text_of(cell)[:4]):
            return False
        words = filled[0]
        what = self._why_no_line(index, words, last)
        return bool(what) and self._pass(index, f"{what}: {words[:60]}")

    def _why_no_line(self, index: int, words: str, last: int) -> str:
        if self.table.form == "prose":
            return "no code in it"
        if CAPTION.match(words):
            return "a caption"
        if index > last and not re.search(r"\d{4}", words[:12]):
            return "below the last code"
        if self.layout.header is None and not self.lines.drafts and not re.match(r"\d", words):
            return "title"
        return ""

    def _pass(self, index: int, what: str) -> bool:
        self.lines.passed_over.append(Told(self.table.place(index), what, index))
        return True

    def _last_code(self) -> int:
        for index in range(len(self.table.rows) - 1, self.start - 1, -1):
            row = self.table.rows[index]
            if self.code < len(row) and any(char.isdigit() for char in text_of(row[self.code])):
                return index
        return self.start

    def _fractions(self, body: Sequence[Sequence[Raw]]) -> bool:
        """Return whether the column of rates holds fractions: bare numbers, none above 1, one of them below it."""
        column = self.layout.columns.get(Role.RATE)
        if column is None:
            return False
        cells = [text for row in body if column < len(row) and (text := text_of(row[column]))]
        bare = [Decimal(text) for text in cells if re.fullmatch(r"\d*\.?\d+", text)]
        percents = any("%" in text for text in cells)
        return bool(bare) and not percents and max(bare) <= 1 and any(0 < number < 1 for number in bare)

    def _rate(self, row: Sequence[Raw]) -> tuple[str, Decimal | None]:
        column = self.layout.columns.get(Role.RATE)
        if column is None or column >= len(row):
            return "", None
        raw = row[column]
        if raw not in self.rates:
            self.rates[raw] = self._read_rate(text_of(raw), column)
        return self.rates[raw]

    def _read_rate(self, text: str, column: int) -> tuple[str, Decimal | None]:
        if len(text) > LONGEST_RATE:
            raise _BadValueError(f"the rate is longer than {LONGEST_RATE} characters", column)
        try:
            rate = parse_rate(text, fractions=self.lines.fractions)
        except RateError as error:
            raise _BadValueError(str(error), column) from error
        whole = rate.ad_valorem_percent if rate.specific is None else None
        return text, whole

    def _value(self, row: Sequence[Raw]) -> Decimal | None:
        column = self.layout.columns.get(Role.VALUE)
        text = text_of(row[column]).replace(" ", "") if column is not None and column < len(row) else ""
        if column is None or text.casefold() in {"", "n/a", "na", "-", "–", ".."}:
            return None
        bare = text.lstrip("$€£")
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
            bare = bare.replace(",", "")
        try:
            number = Decimal(bare) * self.layout.scale
        except InvalidOperation:
            raise _BadValueError(f"“{text[:40]}” is no amount; write it like 1234567.89", column) from None
        if not number.is_finite() or number < 0 or number >= Decimal(10) ** 18:
            raise _BadValueError(f"“{text[:40]}” cannot be a value of trade", column)
        return round(number, 2)

    def _scope(self, row: Sequence[Raw]) -> tuple[str, ...]:
        column = self.layout.columns.get(Role.SCOPE)
        text = text_of(row[column]) if column is not None and column < len(row) else ""
        if column is None or plain(text) in EVERYWHERE:
            return ()
        found = []
        for part in re.split(r"\s*[;,/|]\s*", text):
            letters = part if COUNTRY.fullmatch(part) else self.countries.get(plain(part), "")
            if not letters:
                raise _BadValueError(
                    f"“{part[:40]}” is no country on record; write its two letters, such as CN", column
                )
            found.append(letters)
        return tuple(dict.fromkeys(found))

    def _claim(self, row: Sequence[Raw]) -> str:
        column = self.layout.columns.get(Role.CLAIM)
        raw = row[column] if column is not None and column < len(row) else ""
        if column is None or not raw:
            return ""
        text = raw if isinstance(raw, str) and raw in self.claims else text_of(raw)
        if text not in self.claims:
            if not CLAIM.fullmatch(text) and plain(text) not in {"na", "n a", ""}:
                raise _BadValueError(f"“{text[:40]}” is no heading of chapter 99 such as 9903.88.01", column)
            self.claims[text] = text.replace(".", "") if CLAIM.fullmatch(text) else ""
        return self.claims[text]


class _BadValueError(ValueError):
    """A cell beside the code that cannot be read."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column
