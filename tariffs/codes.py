"""Commodity codes as strings of digits: strict reading, display, prefixes.

The Harmonized System fixes two (chapter), four (heading) and six digits (subheading); what follows is
national: eight digits are a tariff line, nine or ten a statistical number below it.
"""

import re

LENGTHS = (2, 4, 6, 8, 9, 10)
SUBHEADING, LINE = 6, 8
STEPS = (2, 4, 6, 8)
DEEPEST = 10

_SHAPE = re.compile(r"[0-9]+(?:[. \u00a0\u2009\u202f][0-9]+)*")
_SEPARATORS = re.compile(r"[. \u00a0\u2009\u202f]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")


class BadCode(ValueError):
    """A text that is no commodity code; says where it stands (`place` may be empty), why, and what to do."""

    def __init__(self, printed: str, reason: str, fix: str, place: str = "") -> None:
        at = f"{place}: " if place else ""
        super().__init__(f"{at}“{printed}” is not a commodity code: {reason}; {fix}.")
        self.printed, self.reason, self.fix, self.place = printed, reason, fix, place


def digits_of(text: str, place: str = "") -> str:
    """Return the digits of a printed code: `8517.62.0090`, `8517 62 00`, `85.17` and `85176200` are read.

    Groups may only be cut after the fourth digit and then at even places (a heading may be cut after the second, as
    the WCO prints it), so that dates and amounts are not taken for codes. Raises BadCode.
    """
    printed = _INVISIBLE.sub("", text).strip()
    if not printed:
        raise BadCode(text, "there are no digits", "give a code of 2 to 10 digits", place)
    if not _SHAPE.fullmatch(printed):
        raise BadCode(text, "only digits with single dots or spaces are", "write it like 8517.62.00", place)
    digits = _SEPARATORS.sub("", printed)
    if len(digits) not in LENGTHS:
        fix = "codes have 2, 4, 6, 8, 9 or 10 digits; if a leading zero was lost, put it back"
        raise BadCode(text, f"it has {len(digits)} digits", fix, place)
    cuts = _cuts(printed)
    if cuts and not (cuts <= {4, 6, 8} or (cuts == {2} and len(digits) == 4)):
        cut = min(cuts - {4, 6, 8})
        raise BadCode(text, f"it is cut after digit {cut}", "cut it like 8517.62.00 or not at all", place)
    if digits.startswith("00"):
        raise BadCode(text, "there is no chapter 00", "look it up in the printed list", place)
    return digits


def _cuts(printed: str) -> set[int]:
    """Return after how many digits each separator stands."""
    cuts: set[int] = set()
    seen = 0
    for group in _SEPARATORS.split(printed)[:-1]:
        seen += len(group)
        cuts.add(seen)
    return cuts


def display(digits: str) -> str:
    """Return the code as shown on screen: 85, 8517, 8517.62, 8517.62.00, 8517.62.0090."""
    if len(digits) <= SUBHEADING:
        return f"{digits[:4]}.{digits[4:]}" if len(digits) == SUBHEADING else digits
    return f"{digits[:4]}.{digits[4:6]}.{digits[6:]}"


def ancestors(digits: str) -> tuple[str, ...]:
    """Return the chapter, heading, subheading and line a code lies in, shortest first, without itself."""
    return tuple(digits[:length] for length in STEPS if length < len(digits))


def is_line(digits: str) -> bool:
    """Return whether a code is as deep as a tariff line: eight digits or more."""
    return len(digits) >= LINE


def canonical(digits: str) -> str:
    """Return the code itself, but the eight-digit line for a US ten-digit number ending in 00.

    The US schedule prints a line without statistical breakdown only as its ten-digit …00: both are one line.
    """
    return digits[:LINE] if len(digits) == DEEPEST and digits.endswith("00") else digits


def same_line(a: str, b: str) -> bool:
    """Return whether two codes name the same goods: equal, or a ten-digit …00 and its eight-digit line."""
    return canonical(a) == canonical(b)


def contains(outer: str, inner: str) -> bool:
    """Return whether every good of `inner` is a good of `outer`; a code contains itself."""
    return canonical(inner).startswith(canonical(outer))


def range_of(prefix: str) -> tuple[str, str]:
    """Return the least and the greatest code that begin with the prefix, both inclusive, for an index range."""
    return prefix, prefix.ljust(DEEPEST, "9")
