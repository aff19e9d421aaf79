"""Lines in little room: what tells one from the next in columns, what many of a version share once."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from sys import intern
from typing import Any, NamedTuple

from tariffs.law import NOWHERE, Line
from tariffs.rates import Rate

Told = tuple[str, ...]
CHUNK = 2_000


class Kind(NamedTuple):
    """All that a line says beside its number, its place, its code and its words."""

    edition: str
    part: str = ""
    partial: str = ""
    claim_code: str = ""
    rate: Rate | None = None
    countries: frozenset[str] = NOWHERE
    excepted: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def line(self, number: int, position: int, digits: str, printed: str, description: str) -> Line:
        """Return the line of this kind with a number, a place and codes of its own."""
        return Line(
            number, self.edition, digits, printed, position, description, self.part, self.partial, self.claim_code,
            self.rate, self.countries, self.excepted, self.only,
        )  # fmt: skip


class Listed:
    """Lines that are at hand as they are."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(lines)
        self.digits: Sequence[str] = [line.digits for line in self.lines]

    def __getitem__(self, number: int) -> Line:
        return self.lines[number]

    def editions(self, *, scoped: bool) -> set[str]:
        """Return the versions of the lines; `scoped`: only those of which some line names origins of its own."""
        return {line.edition for line in self.lines if line.countries or not scoped}


class Columns:
    """Lines of which each is made when it is asked for; `read` makes a kind of its texts."""

    def __init__(self, read: Callable[[Told], Kind]) -> None:
        self.digits: list[str] = []
        self._printed: list[str] = []
        self._descriptions: list[str] = []
        self._ids, self._positions, self._kind_of = array("q"), array("I"), array("I")
        self._kinds = _Kinds(read)

    def extend(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add lines: each a row of id, position, digits, printed code, description and the texts of its kind."""
        coming = iter(rows)
        while chunk := tuple(islice(coming, CHUNK)):
            self._add(chunk)

    def _add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        ids, positions, digits, printed, descriptions, *told = zip(*rows, strict=True)
        self._ids.extend(ids)
        self._positions.extend(positions)
        self.digits.extend(map(intern, digits))  # many lists name the same codes
        self._printed.extend(map(intern, printed))
        self._descriptions.extend(map(intern, descriptions))  # a proposed list and its final one
        self._kind_of.extend(map(self._kinds.__getitem__, zip(*told, strict=True)))

    def __getitem__(self, number: int) -> Line:
        kind = self._kinds.known[self._kind_of[number]]
        return kind.line(
            self._ids[number], self._positions[number], self.digits[number], self._printed[number],
            self._descriptions[number],
        )  # fmt: skip

    def editions(self, *, scoped: bool) -> set[str]:
        """Return the versions of the lines; `scoped`: only those of which some line names origins of its own."""
        return {kind.edition for kind in self._kinds.known if kind.countries or not scoped}


class _Kinds(dict[Told, int]):
    """Kinds by number: each is read when its texts come up first."""

    def __init__(self, read: Callable[[Told], Kind]) -> None:
        super().__init__()
        self.known: list[Kind] = []
        self.read = read

    def __missing__(self, told: Told) -> int:
        self[told] = number = len(self.known)
        self.known.append(self.read(told))
        return number
