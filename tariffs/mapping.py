"""One code in the words of another edition: through correlation tables, many to many, forwards and backwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q, QuerySet

from tariffs.models import Correlation, Nomenclature

Pair = tuple[str, str]
HS_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Mapped:
    """The codes of `to` that hold goods of the code asked, by way of the editions `through` (refs, ends included).

    `digits` is what was looked up: tables go to six digits, so a deeper code is mapped by its subheading and may
    have gone to only some of `codes`. `codes` is empty when a table on the way does not name the code.
    """

    digits: str
    through: tuple[str, ...]
    codes: tuple[str, ...]


def route(edges: Iterable[Pair], start: str, goal: str) -> tuple[str, ...]:
    """Return the fewest editions that lead from `start` to `goal` over the tables' pairs, or () when none do."""
    beside: dict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        beside[a].add(b)
        beside[b].add(a)
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    for edition in waiting:
        for other in sorted(beside[edition] - ways.keys()):
            ways[other] = (*ways[edition], other)
            waiting.append(other)
    return ways.get(goal, ())


def through(tables: Iterable[Mapping[str, Iterable[str]]], digits: str) -> tuple[str, ...]:
    """Return the codes at the end of a chain of tables, sorted; () as soon as a table does not name them."""
    codes = {digits}
    for table in tables:
        codes = {other for code in codes for other in table.get(code, ())}
    return tuple(sorted(codes))


def map_code(digits: str, source: Nomenclature, target: Nomenclature) -> Mapped | None:
    """Return the code in the target edition, or None when no chain of loaded tables links the editions."""
    pairs = Correlation.objects.values_list("from_nomenclature__ref", "to_nomenclature__ref").distinct()
    way = route(pairs.order_by(), source.ref, target.ref)
    if not way:
        return None
    asked = digits[:HS_DEPTH]
    codes = {asked}
    tables = []
    for start, goal in pairwise(way):
        table = _table(start, goal, codes)
        codes = {other for found in table.values() for other in found}
        tables.append(table)
    return Mapped(asked, way, through(tables, asked))


def _table(start: str, goal: str, codes: Iterable[str]) -> dict[str, set[str]]:
    """Return the pairs of these codes between two neighbouring editions, whichever way the table was printed."""
    table: dict[str, set[str]] = defaultdict(set)
    wanted = list(codes)
    forwards = Correlation.objects.filter(
        from_nomenclature__ref=start, to_nomenclature__ref=goal, from_digits__in=wanted
    )
    backwards = Correlation.objects.filter(
        from_nomenclature__ref=goal, to_nomenclature__ref=start, to_digits__in=wanted
    )
    for a, b in forwards.values_list("from_digits", "to_digits"):
        table[a].add(b)
    for b, a in backwards.values_list("from_digits", "to_digits"):
        table[a].add(b)
    return table


def correlated(digits: str) -> "QuerySet[Correlation]":
    """Return every pair of a loaded table that names the code's subheading, newest editions first."""
    asked = digits[:HS_DEPTH]
    pairs = Correlation.objects.filter(Q(from_digits=asked) | Q(to_digits=asked))
    return pairs.select_related("from_nomenclature", "to_nomenclature").order_by(
        "-from_nomenclature__valid_from", "-to_nomenclature__valid_from", "from_digits", "to_digits"
    )
