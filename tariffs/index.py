"""Lines of tariff lists by the code they name, for prefixes in both directions."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tariffs.codes import LENGTHS, canonical
from tariffs.law import Line

SUBHEADING = 6


class Index:
    """Lines by the code they name; holds no law, so that it may be kept as long as its versions stand."""

    def __init__(self, lines: Iterable[Line]) -> None:
        grouped: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            grouped[canonical(line.digits)].append(line)
        # In one order whatever order they come in, so that answers do not differ from one reading to the next.
        self.at = {digits: tuple(sorted(found, key=_place)) for digits, found in grouped.items()}
        self.order = sorted(self.at)
        # Versions of which some line names origins of its own.
        self.scoped = {line.edition for found in self.at.values() for line in found if line.countries}

    def has_under(self, digits: str) -> bool:
        """Return whether any code lies within `digits`."""
        first = bisect_right(self.order, digits)
        return first < len(self.order) and self.order[first].startswith(digits)

    def above(self, digits: str) -> list[Line]:
        """Return the lines whose code contains `digits`, the deepest last."""
        found: list[Line] = []
        for length in LENGTHS:
            if length > len(digits):
                break
            found += self.at.get(digits[:length], ())
        return found

    def from_(self, stem: str) -> Iterator[Line]:
        """Yield the lines whose code begins with `stem`, in the order of their codes."""
        first = bisect_left(self.order, stem)
        while first < len(self.order) and self.order[first].startswith(stem):
            yield from self.at[self.order[first]]
            first += 1


def _place(line: Line) -> tuple[str, int]:
    return line.edition, line.position
