"""The normal duty beneath every list: what the loaded edition of the importer's schedule prints for a code."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import zip_longest

from django.db import connection

from tariffs.answers import Base, Question
from tariffs.blocs import reach
from tariffs.codes import LINE, canonical
from tariffs.rates import Combination, Rate, RateError, parse_rate

WORLD = "WCO"
SUBHEADING = 6
# General note 3(b) of the American schedule: origins of column 2, and since when (Russia and Belarus: Public Law
# 117-110). Before that day, and elsewhere, column 1.
COLUMN_2 = {"CU": date(1962, 5, 24), "KP": date(1951, 9, 1), "RU": date(2022, 4, 9), "BY": date(2022, 4, 9)}
CURRENCY = {"US": "USD", "CA": "CAD"}
COLUMNS = """
       n.ref, n.authority, n.title, n.edition, n.valid_from, n.valid_until,
       c.digits, c.description, c.general_rate, c.special_rate, c.other_rate, c.is_derived
  FROM tariffs_nomenclature n
"""
QUERY = f"""
SELECT {COLUMNS} JOIN tariffs_commoditycode c ON c.nomenclature_id = n.id AND c.digits = ANY(%(exact)s::text[])
 WHERE n.authority = ANY(%(authorities)s::text[])
UNION ALL
SELECT {COLUMNS} CROSS JOIN unnest(%(stems)s::text[]) AS asked(stem)
  JOIN tariffs_commoditycode c ON c.nomenclature_id = n.id AND c.digits > asked.stem
       AND c.digits <= rpad(asked.stem, 10, '9')
 WHERE n.authority = ANY(%(authorities)s::text[])
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """One code of one edition."""

    digits: str
    description: str
    general: str
    special: str
    other: str
    derived: bool


@dataclass
class Loaded:
    """One edition with the codes read from it."""

    ref: str
    authority: str
    title: str
    edition: str
    valid_from: date
    valid_until: date | None
    codes: dict[str, Printed] = field(default_factory=dict)

    @cached_property
    def order(self) -> list[str]:
        """Return the codes read, sorted."""
        return sorted(self.codes)

    def below(self, digits: str) -> list[str]:
        """Return the deepest codes below a code, in order; a ten-digit …00 is its line and not below it."""
        stem = canonical(digits)
        first = bisect_right(self.order, stem)
        found = []
        while first < len(self.order) and self.order[first].startswith(stem):
            if canonical(self.order[first]) != stem:
                found.append(self.order[first])
            first += 1
        return [
            one for one, after in zip_longest(found, found[1:]) if after is None or not after.startswith(one)
        ]

    def holds_on(self, day: date) -> bool:
        """Return whether the edition is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class Schedules:
    """The editions that may know the codes asked about, read at once."""

    def __init__(self, editions: Iterable[Loaded]) -> None:
        self.editions = tuple(editions)

    def base(self, question: Question) -> tuple[Base | None, tuple[str, ...]]:
        """Return the normal duty (None: no loaded edition knows the code) and the deepest codes below it.

        The edition in force on the day goes before any other of the importer, and
        those before the Harmonized System, which prints no rates. Deeper codes are
        only those of an edition in force on the day.
        """
        ranked = sorted(self.editions, key=lambda one: self._rank(one, question.on))
        for edition in ranked:
            if edition.authority == WORLD:
                printed = edition.codes.get(question.digits[:SUBHEADING])
                if printed is not None:
                    return _unknown(
                        edition, printed, "No edition of the importer's schedule is loaded that knows it."
                    ), ()
                continue
            below = edition.below(question.digits)
            own = self._row(edition, question.digits)
            if own is not None or below:
                leaves = tuple(below) if edition.holds_on(question.on) else ()
                return _base(edition, own or edition.codes[below[0]], question, known=own is not None), leaves
        return None, ()

    @staticmethod
    def _rank(edition: Loaded, on: date) -> tuple[bool, bool, int]:
        distance = abs((edition.valid_from - on).days)
        return edition.authority == WORLD, not edition.holds_on(on), distance

    @staticmethod
    def _row(edition: Loaded, digits: str) -> Printed | None:
        if edition.authority == WORLD:
            return None
        return next(
            (
                edition.codes[one]
                for one in (digits, canonical(digits), f"{digits}00")
                if one in edition.codes
            ),
            None,
        )


def schedules(*, importer: str, on: Iterable[date], codes: Iterable[str]) -> Schedules:
    """Return the editions that may know the codes: the importer\'s own, and the Harmonized System."""
    names = frozenset[str]().union(*(reach(importer, day) for day in on))
    asked = {one for code in codes for one in (code, canonical(code))}
    exact = {one[:length] for one in asked for length in (SUBHEADING, LINE, 10)} | {
        f"{one}00" for one in asked
    }
    stems = [one for one in asked if len(one) < 10]
    with connection.cursor() as cursor:
        values = {"exact": sorted(exact), "stems": stems, "authorities": [*sorted(names), WORLD]}
        cursor.execute(QUERY, values)
        rows: Sequence[Sequence[object]] = cursor.fetchall()
    editions: dict[object, Loaded] = {}
    for ref, authority, title, edition, valid_from, valid_until, *printed in rows:
        known = editions.get(ref)
        if known is None:
            known = editions[ref] = Loaded(ref, authority, title, edition, valid_from, valid_until)  # type: ignore[arg-type]
        row = Printed(*printed)  # type: ignore[arg-type]
        known.codes[row.digits] = row
    return Schedules(editions.values())


def _base(edition: Loaded, row: Printed, question: Question, *, known: bool) -> Base:
    line = edition.codes.get(row.digits[:LINE], row)
    stated = next((one for one in (row, line) if one.general or one.other), None)
    if not known or stated is None:
        return _unknown(edition, row, "The edition states the rate for each line: give eight digits.")
    since = COLUMN_2.get(question.origin) if edition.authority == "US" else None
    second = since is not None and since <= question.on
    rate = _read(stated.other if second else stated.general, CURRENCY.get(edition.authority, "EUR"))
    current = edition.holds_on(question.on)
    why = "" if current else f"The rate of edition {edition.edition}: the one of that day is not loaded."
    applies = True if current and rate.is_known else None
    return Base(
        nomenclature=edition.ref,
        title=edition.title,
        edition=edition.edition,
        digits=row.digits,
        description=row.description,
        rate=rate,
        column="other" if second else "general",
        special=stated.special,
        applies=applies,
        why=why,
    )


def _unknown(edition: Loaded, row: Printed, why: str) -> Base:
    rate = Rate("not known", None, None, Combination.UNKNOWN)
    return Base(
        edition.ref, edition.title, edition.edition, row.digits, row.description, rate, "", "", None, why
    )


def _read(text: str, currency: str) -> Rate:
    try:
        return parse_rate(text, currency=currency)
    except RateError:
        return Rate(text, None, None, Combination.UNKNOWN)
