"""A line of a list version as plain values."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tariffs.codes import canonical


class Line(NamedTuple):
    """One printed line. `digits` is '' for an item in words; no `countries` means all of the list's targets.

    `excepted` and `only` are the codes of a partial cover, `partial` its words where they name no codes.
    `rate` and `description` are '' where the document states none: unknown, not zero and not empty.
    """

    position: int
    digits: str = ""
    printed: str = ""
    description: str = ""
    rate: str = ""
    percent: Decimal | None = None
    part: str = ""
    countries: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    partial: str = ""


UNPRINTED = 3  # from here on a line's values say something beside its code


def key_of(line: Line) -> str:
    """Return what a line is found by: its code (a US ten-digit …00 is its eight-digit line), or else its words."""
    return canonical(line.digits) if line.digits else f"“{plain(line.description)}”"


def plain(text: str) -> str:
    """Return words without case, punctuation and spacing, as two printings of the same words may differ in them."""
    return " ".join(re.sub(r"[^\w%$¢€£<>]+", " ", text.casefold()).split())


def same_words(a: str, b: str) -> bool:
    """Return whether two texts say the same; one that is not stated says nothing else."""
    return not (a and b) or a == b or plain(a) == plain(b)


_PERCENT = re.compile(r"\+?(\d+(?:[.,]\d+)?)(?:%|percent(?:age)?)?(?:advalorem)?", re.ASCII)


@lru_cache(maxsize=4096)
def rate_key(rate: str, percent: Decimal | None) -> str:
    """Return what makes a stated rate, the same for "25%", "25.0" and "25 per cent"; '' where none is stated."""
    words = re.sub(r"\s+", "", rate.casefold())
    found = _PERCENT.fullmatch(words)
    if words == "free":
        return "0%"
    if found or (percent is not None and not words):
        number = (
            percent if percent is not None else Decimal(found[1].replace(",", ".")) if found else Decimal()
        )
        return f"{number.normalize():f}%"
    return words
