"""Lines of tariff lists by the code they name, for prefixes in both directions."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from tariffs.codes import LENGTHS, canonical
from tariffs.columns import Columns, Listed
from tariffs.law import Line

END = -1


class Index:
    """Lines by the code they name; holds no law, so that it may be kept as long as its versions stand."""

    def __init__(self, lines: Iterable[Line] | Columns) -> None:
        self._lines = lines if isinstance(lines, Columns) else Listed(lines)
        # The lines of one code hang together by their numbers: a list for each would be a hundred thousand objects.
        self._last: dict[str, int] = {}
        self._before = array("i")
        for number, code in enumerate(map(canonical, self._lines.digits)):
            self._before.append(self._last.get(code, END))
            self._last[code] = number
        self._at: dict[str, tuple[Line, ...]] = {}
        self._order = sorted(self._last)
        self.editions = self._lines.editions(scoped=False)
        # Versions of which some line names origins of its own.
        self.scoped = self._lines.editions(scoped=True)

    def __len__(self) -> int:
        return len(self._before)

    def has_under(self, digits: str) -> bool:
        """Return whether any code lies within `digits`."""
        first = bisect_right(self._order, digits)
        return first < len(self._order) and self._order[first].startswith(digits)

    @property
    def words(self) -> tuple[Line, ...]:
        """Return the lines in words, which name no code."""
        return self.at("")

    def above(self, digits: str) -> list[Line]:
        """Return the lines whose code contains `digits`, the deepest last."""
        found: list[Line] = []
        for length in LENGTHS:
            if length > len(digits):
                break
            if (code := digits[:length]) in self._last:
                found += self.at(code)
        return found

    def from_(self, stem: str) -> Iterator[Line]:
        """Yield the lines whose code begins with `stem`, in the order of their codes."""
        first = bisect_left(self._order, stem)
        while first < len(self._order) and self._order[first].startswith(stem):
            yield from self.at(self._order[first])
            first += 1

    def at(self, code: str) -> tuple[Line, ...]:
        """Return the lines of a canonical code: the same objects each time, whoever asks."""
        known = self._at.get(code)
        if known is None:
            found, number = [], self._last.get(code, END)
            while number != END:
                found.append(self._lines[number])
                number = self._before[number]
            # In one order whatever order they come in, so that answers do not differ from one reading to the next.
            found.sort(key=_place)
            known = self._at.setdefault(code, tuple(found))  # another thread may have been first
        return known


def _place(line: Line) -> tuple[str, int]:
    return line.edition, line.position
