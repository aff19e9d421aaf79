"""What lists are made of: lines and trade by section, chapter or heading, each code and each import counted once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from tariffs.codes import LENGTHS
from tariffs.sections import ORDER, section_of


class By(StrEnum):
    """What the lines are grouped by."""

    SECTION = "section"
    CHAPTER = "chapter"
    HEADING = "heading"


class Cover(NamedTuple):
    """One code on a list, canonical; `whole` when nothing of it is left out."""

    code: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """The lines and the trade of one section, chapter or heading; amounts are None where no values are known.

    `value` is the trade the lines cover, `trade` all trade with the partners in the group.
    """

    code: str
    lines: int
    value: Decimal | None
    trade: Decimal | None

    @property
    def covered_percent(self) -> Decimal | None:
        """Return how much of the group's trade the lines cover."""
        return percent(self.value, self.trade)


def key_of(by: By) -> Callable[[str], str]:
    """Return the function from a code to its group; a code shorter than a heading is a group of its own."""
    if by is By.SECTION:
        return section_of
    return (lambda code: code[:2]) if by is By.CHAPTER else (lambda code: code[:4])


def once(covers: Iterable[Cover]) -> frozenset[str]:
    """Return the codes, each once; one that lies in a code covered as a whole is counted with that one."""
    covers = list(covers)
    whole = {cover.code for cover in covers if cover.whole}
    return frozenset(
        cover.code
        for cover in covers
        if not any(cover.code[:length] in whole for length in LENGTHS if length < len(cover.code))
    )


def fold(
    codes: Iterable[str], value: Mapping[str, Decimal] | None, trade: Mapping[str, Decimal] | None, by: By
) -> list[Group]:
    """Return the groups in the order of the nomenclature; `value` and `trade` are amounts by heading, or None."""
    group = key_of(by)
    lines = Counter(map(group, codes))
    values, trades = _folded(value, group), _folded(trade, group)
    keys = sorted({*lines, *(key for key, amount in values.items() if amount)}, key=_place(by))
    return [
        Group(
            key, lines[key],
            None if value is None else values.get(key, Decimal()),
            None if trade is None else trades.get(key, Decimal()),
        )
        for key in keys
    ]  # fmt: skip


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return 100 × part / whole with one decimal; None where either is unknown or there is nothing to share."""
    if part is None or not whole:
        return None
    return (100 * part / whole).quantize(Decimal("0.1"))


def _folded(amounts: Mapping[str, Decimal] | None, group: Callable[[str], str]) -> dict[str, Decimal]:
    folded: dict[str, Decimal] = defaultdict(Decimal)
    for code, amount in (amounts or {}).items():
        folded[group(code)] += amount
    return folded


def _place(by: By) -> Callable[[str], tuple[int, str]]:
    return lambda key: (ORDER[key], key) if by is By.SECTION else (0, key)
