"""The normal duty beneath every list: what the loaded edition of the importer's schedule prints for a code."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from tariffs.answers import Base, Question
from tariffs.blocs import reach
from tariffs.codes import DEEPEST, LINE, SUBHEADING, canonical
from tariffs.editions import Loaded, Printed, kept, read
from tariffs.rates import Combination, Rate, RateError, parse_rate

WORLD = "WCO"
FEW_CODES = 300
# General note 3(b) of the American schedule: origins of column 2, and since when (Russia and Belarus: Public Law
# 117-110). Before that day, and elsewhere, column 1.
COLUMN_2 = {"CU": date(1962, 5, 24), "KP": date(1951, 9, 1), "RU": date(2022, 4, 9), "BY": date(2022, 4, 9)}
CURRENCY = {"US": "USD", "CA": "CAD"}


class Schedules:
    """The editions that may know the codes asked about, read at once."""

    def __init__(self, editions: Iterable[Loaded]) -> None:
        self.editions = tuple(editions)
        self._by_day: dict[date, list[Loaded]] = {}

    def base(self, question: Question) -> tuple[Base | None, tuple[str, ...]]:
        """Return the normal duty (None: no loaded edition knows the code) and the deepest codes below it.

        The edition in force on the day goes before any other of the importer, and
        those before the Harmonized System, which prints no rates. Deeper codes are
        only those of an edition in force on the day.
        """
        for edition in self._ranked(question.on):
            if edition.authority == WORLD:
                printed = edition.get(question.digits[:SUBHEADING])
                if printed is not None:
                    return _unknown(
                        edition, printed, "No edition of the importer's schedule is loaded that knows it."
                    ), ()
                continue
            below = edition.book.below(question.digits)
            own = self._row(edition, question.digits)
            if own is not None or below:
                leaves = below if edition.holds_on(question.on) else ()
                row = own or edition.get(below[0])
                if row is not None:
                    return _base(edition, row, question, known=own is not None), leaves
        return None, ()

    def _ranked(self, on: date) -> list[Loaded]:
        known = self._by_day.get(on)
        if known is None:
            known = self._by_day[on] = sorted(self.editions, key=lambda one: self._rank(one, on))
        return known

    @staticmethod
    def _rank(edition: Loaded, on: date) -> tuple[bool, bool, int, str]:
        distance = abs((edition.valid_from - on).days)
        return edition.authority == WORLD, not edition.holds_on(on), distance, edition.ref

    @staticmethod
    def _row(edition: Loaded, digits: str) -> Printed | None:
        for one in (digits, canonical(digits), f"{digits}00"):
            if printed := edition.get(one):
                return printed
        return None


def schedules(*, importer: str, on: Iterable[date], codes: Collection[str]) -> Schedules:
    """Return the editions that may know the codes: the importer's own, and the Harmonized System."""
    authorities = [*sorted(frozenset[str]().union(*(reach(importer, day) for day in on))), WORLD]
    if len(codes) > FEW_CODES:
        return Schedules(kept(authorities))
    asked = {one for code in codes for one in (code, canonical(code))}
    exact = {one[:length] for one in asked for length in (SUBHEADING, LINE, 10)} | {
        f"{one}00" for one in asked
    }
    return Schedules(read(authorities, exact, {one for one in asked if len(one) < DEEPEST}))


def _base(edition: Loaded, row: Printed, question: Question, *, known: bool) -> Base:
    line = edition.get(row.digits[:LINE]) or row
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


@lru_cache(maxsize=4096)
def _read(text: str, currency: str) -> Rate:
    try:
        return parse_rate(text, currency=currency)
    except RateError:
        return Rate(text, None, None, Combination.UNKNOWN)
