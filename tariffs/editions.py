"""Editions of schedules from the record, each with the codes that are asked about or with all it has.

Whole editions are kept: an edition is loaded once, in one transaction with all its
codes, and another file is another edition.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import zip_longest
from sys import intern
from threading import Lock
from typing import Any, NamedTuple

from django.db import connection

from tariffs.codes import canonical

KEPT_CODES = 400_000
# The index of codes leaves out rows without one: each query says so, or a long list of codes reads the whole table.
# Long lists go over as one text; as an array every code would be quoted by itself, at nine times the cost.
EDITIONS = """
SELECT n.id, n.ref, n.authority, n.title, n.edition, n.valid_from, n.valid_until
  FROM tariffs_nomenclature n WHERE n.authority = ANY(%(authorities)s::text[])
"""
CODES = """
SELECT c.digits, c.description, c.general_rate, c.special_rate, c.other_rate, c.is_derived
  FROM tariffs_commoditycode c WHERE c.nomenclature_id = %(edition)s AND c.digits <> ''
"""
ASKED = """
SELECT n.id, n.ref, n.authority, n.title, n.edition, n.valid_from, n.valid_until,
       c.digits, c.description, c.general_rate, c.special_rate, c.other_rate, c.is_derived
  FROM tariffs_nomenclature n JOIN (
       SELECT c.* FROM tariffs_commoditycode c
        WHERE c.digits <> '' AND c.digits = ANY(string_to_array(%(exact)s, ','))
        UNION ALL
       SELECT c.* FROM unnest(string_to_array(%(stems)s, ',')) AS asked(stem)
         JOIN tariffs_commoditycode c ON c.digits <> '' AND c.digits > stem AND c.digits <= rpad(stem, 10, '9')
       ) c ON c.nomenclature_id = n.id
 WHERE n.authority = ANY(%(authorities)s::text[])
"""
Row = tuple[Any, ...]


class Printed(NamedTuple):
    """One code of one edition."""

    digits: str
    description: str
    general: str
    special: str
    other: str
    derived: bool


class Book:
    """The codes of an edition that were read, by their digits."""

    def __init__(self, rows: Iterable[Row]) -> None:
        # Plain tuples of texts, of which most recur: a whole edition stays small, and nothing for the collector.
        self.rows = {row[0]: (*map(intern, row[:5]), row[5]) for row in rows}
        self.order = sorted(self.rows)
        self._below: dict[str, tuple[str, ...]] = {}

    def below(self, digits: str) -> tuple[str, ...]:
        """Return the deepest codes below a code, in order; a ten-digit …00 is its line and not below it."""
        stem = canonical(digits)
        known = self._below.get(stem)
        if known is None:
            known = self._deepest(stem)
            if known:  # so that it never holds more than the edition, whatever is asked
                self._below[stem] = known
        return known

    def _deepest(self, stem: str) -> tuple[str, ...]:
        first = bisect_right(self.order, stem)
        found = []
        while first < len(self.order) and self.order[first].startswith(stem):
            if canonical(self.order[first]) != stem:
                found.append(self.order[first])
            first += 1
        return tuple(
            one for one, after in zip_longest(found, found[1:]) if after is None or not after.startswith(one)
        )


@dataclass
class Loaded:
    """One edition; `open` gives the codes read from it."""

    open: Callable[[], Book]
    ref: str
    authority: str
    title: str
    edition: str
    valid_from: date
    valid_until: date | None

    @cached_property
    def book(self) -> Book:
        """Return the codes read."""
        return self.open()

    def get(self, digits: str) -> Printed | None:
        """Return a code as printed, or None."""
        row = self.book.rows.get(digits)
        return Printed(*row) if row else None

    def holds_on(self, day: date) -> bool:
        """Return whether the edition is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def read(authorities: Sequence[str], exact: Collection[str], stems: Collection[str]) -> list[Loaded]:
    """Return the editions that have some of the codes `exact` or codes below `stems`, with these; reads once."""
    found: dict[Row, list[Row]] = {}
    values = {"exact": ",".join(exact), "stems": ",".join(stems), "authorities": [*authorities]}
    for row in _rows(ASKED, values):
        found.setdefault(row[:7], []).append(row[7:])
    return [Loaded(partial(Book, rows), *edition[1:]) for edition, rows in found.items()]


def kept(authorities: Sequence[str]) -> list[Loaded]:
    """Return all editions, each with all its codes once they are asked for."""
    rows = _rows(EDITIONS, {"authorities": [*authorities]})
    return [Loaded(partial(_book, number), *edition) for number, *edition in rows]


_books: OrderedDict[int, Book] = OrderedDict()
_lock = Lock()


def _book(edition: int) -> Book:
    with _lock:
        if edition not in _books:
            _books[edition] = Book(_rows(CODES, {"edition": edition}))
            while len(_books) > 1 and sum(len(one.rows) for one in _books.values()) > KEPT_CODES:
                _books.popitem(last=False)
        _books.move_to_end(edition)
        return _books[edition]


def _rows(query: str, values: dict[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[Row] = cursor.fetchall()
        return rows
