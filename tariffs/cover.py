"""What goods, countries and words a few lines of two versions cover, compared.

A code stands for everything beneath it, so lines are compared by *atoms*: every code that one of the lines names,
and of a code that others lie beneath, what is left of it. An edition of the nomenclature says what lies beneath;
without one nobody can tell whether anything is left, and the answer is that it is not known.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tariffs.codes import LENGTHS, canonical, range_of
from tariffs.lines import Line, key_of

REST = "*"  # every country, or all goods of a code, beside those that are named
_SHORTER = {length: [other for other in LENGTHS[::-1] if other < length] for length in LENGTHS}
Atom = tuple[str, str, str]


class Relation(StrEnum):
    """How the new lines' cover stands to that of the old ones."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"
    CROSSED = "crossed"


class Compared(NamedTuple):
    """The relation, and whether it is known: False where it hangs on what is left of a code that was cut up."""

    relation: Relation
    known: bool = True


def compare(old: Sequence[Line], new: Sequence[Line], edition: Sequence[str]) -> Compared:
    """Return how `new` covers more or less than `old`; `edition` is a sorted sequence of canonical codes."""
    lines = (*old, *new)
    codes = _codes(lines, edition)
    countries = {REST}.union(*(line.countries for line in lines))
    words = {REST}.union(line.partial for line in lines if line.partial)
    left, right = _cover(old, codes, countries, words), _cover(new, codes, countries, words)
    if left == right:
        return Compared(Relation.SAME)
    relation = Relation.NARROWER if left > right else Relation.WIDER if left < right else Relation.CROSSED
    if relation is Relation.CROSSED:
        return Compared(relation)
    cut = {shorter for code in codes for shorter in prefixes(code)[1:]}
    scopes = {REST} if len(countries) > 1 else set(), {REST} if len(words) > 1 else set()
    rests = all(
        code in cut or country in scopes[0] or text in scopes[1] for code, country, text in left ^ right
    )
    return Compared(relation, not rests)


def prefixes(key: str) -> tuple[str, ...]:
    """Return the codes a key lies in, itself first, then ever shorter; an item in words lies in itself alone."""
    if not key.isdigit():
        return (key,)
    return (key, *[key[:length] for length in _SHORTER[len(key)]])


def takes_in(line: Line, key: str) -> bool:
    """Return whether a line whose code holds `key` covers it: it may be excepted, or not be what it is for."""
    if any(key.startswith(canonical(code)) for code in line.excepted):
        return False
    return not line.only or any(key.startswith(canonical(code)) for code in line.only)


def _codes(lines: Iterable[Line], edition: Sequence[str]) -> set[str]:
    """Return the codes to compare by: those the lines name, and the deepest of the edition in their place."""
    named = {key_of(line) for line in lines}
    for line in lines:
        named.update(map(canonical, (*line.excepted, *line.only)))
    beneath = {code for key in named for code in _beneath(key, edition)}
    divided = {shorter for code in beneath for shorter in prefixes(code)[1:]}
    return (named | beneath) - divided


def _beneath(key: str, edition: Sequence[str]) -> Sequence[str]:
    if not key.isdigit():
        return ()
    first, last = range_of(key)
    return edition[bisect_left(edition, first) : bisect_right(edition, last)]


def _cover(lines: Iterable[Line], codes: Iterable[str], countries: set[str], words: set[str]) -> set[Atom]:
    by_key: dict[str, list[Line]] = {}
    for line in lines:
        by_key.setdefault(key_of(line), []).append(line)
    return {
        (code, country, text)
        for code in codes
        for key in prefixes(code)
        for line in by_key.get(key, ())
        if takes_in(line, code)
        for country in (line.countries or countries)
        for text in ((line.partial,) if line.partial else words)
    }
