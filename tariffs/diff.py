"""What changed from one version of a list to another, by the Harmonized System.

Lines are matched by code, a US ten-digit …00 being its eight-digit line, then by the longest code that holds the
other; items in words by their words. Every line of both versions stands in exactly one row, and the comparison of
the versions the other way round is the mirror of this one.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple

from tariffs.codes import canonical
from tariffs.cover import Compared, Relation, compare, prefixes, takes_in
from tariffs.lines import UNPRINTED, Line, key_of, rate_key, same_words


class Change(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    RATE_CHANGED = "rate_changed"
    WIDENED = "widened"
    NARROWED = "narrowed"
    SPLIT = "split"
    MERGED = "merged"
    RECUT = "recut"
    MOVED = "moved"
    DESCRIPTION_ONLY = "description_only"
    GRANULARITY_ONLY = "granularity_only"


MIRROR = {
    Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED, Change.WIDENED: Change.NARROWED,
    Change.NARROWED: Change.WIDENED, Change.SPLIT: Change.MERGED, Change.MERGED: Change.SPLIT,
}  # fmt: skip
GONE_OR_NEW = (Change.ADDED, Change.REMOVED)


class Row(NamedTuple):
    """Lines of the old and the new version that answer one another.

    `fields` names all that differs (`cover`, `rate`, `rate_stated` (in one version only), `part`, `description`);
    `known` is False where only an edition of the nomenclature could tell whether all of a line is still covered.
    """

    change: Change
    old: tuple[Line, ...]
    new: tuple[Line, ...]
    fields: tuple[str, ...] = ()
    known: bool = True


class Diff(NamedTuple):
    """Rows in the order of codes, items in words last."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each change, zeros included."""
        found = Counter(row.change for row in self.rows)
        return {change.value: found[change] for change in Change}

    @property
    def old_lines(self) -> int:
        """Return how many lines the old version has."""
        return sum(len(row.old) for row in self.rows)

    @property
    def new_lines(self) -> int:
        """Return how many lines the new version has."""
        return sum(len(row.new) for row in self.rows)

    @property
    def is_comparable(self) -> bool:
        """Return whether the lines of both versions are recorded; one without any printed some all the same."""
        return bool(self.old_lines and self.new_lines)

    @property
    def kept_lines(self) -> int:
        """Return how many lines of the old version stand in the new one with all their goods."""
        whole = {
            Change.KEPT, Change.RATE_CHANGED, Change.MOVED, Change.DESCRIPTION_ONLY, Change.GRANULARITY_ONLY,
        }  # fmt: skip
        return sum(len(row.old) for row in self.rows if row.change in whole)


def diff(old: Sequence[Line], new: Sequence[Line], edition: Collection[str] = ()) -> Diff:
    """Return what changed; `edition` holds the codes of the nomenclature both versions speak, if it is known."""
    left, right = _Side(old), _Side(new)
    _pair(left, right)
    groups = _joined(left, right)
    apart = {node for group in groups for node in group}
    rows = [*_partners(left, right, apart), *_alone(left, right, apart)]
    codes = sorted(set(map(canonical, edition))) if groups else ()
    rows += [_group(group, left, right, codes) for group in groups]
    rows.sort(key=itemgetter(0))
    return Diff(tuple(row for _, row in rows))


class _Side:
    """The lines of one version: by key, and each line's partner in the other version."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.keys = [canonical(line.digits) if line.digits else key_of(line) for line in lines]
        self.at: dict[str, list[int]] = {}
        for index, key in enumerate(self.keys):
            self.at.setdefault(key, []).append(index)
        self.partner: dict[int, int] = {}

    def above(self, line: Line, key: str) -> int | None:
        """Return the line with the longest code that holds `key` and covers some of `line`."""
        for shorter in prefixes(key):
            for index in self.at.get(shorter, ()):
                if _meets(self.lines[index], line, key):
                    return index
        return None


def _meets(upper: Line, line: Line, key: str) -> bool:
    """Return whether a line whose code holds `key` covers anything of `line`."""
    countries = not upper.countries or not line.countries or set(upper.countries) & set(line.countries)
    words = not upper.partial or not line.partial or upper.partial == line.partial
    return bool(countries and words) and takes_in(upper, key)


def _covers(upper: Line, line: Line, key: str) -> bool:
    """Return whether a line whose code holds `key` covers all of `line`."""
    countries = not upper.countries or (bool(line.countries) and set(line.countries) <= set(upper.countries))
    return countries and upper.partial in {"", line.partial} and takes_in(upper, key)


def _pair(old: _Side, new: _Side) -> None:
    """Make partners of lines with the same key; among several, of those that differ least."""
    for key, mine in old.at.items():
        theirs = new.at.get(key)
        if not theirs:
            continue
        if len(mine) == 1 == len(theirs):
            old.partner[mine[0]], new.partner[theirs[0]] = theirs[0], mine[0]
        else:
            for likeness in _LIKENESSES:
                _pair_alike(old, new, key, likeness)


def _scope(line: Line) -> tuple[object, ...]:
    return line.countries, line.excepted, line.only, line.partial


_LIKENESSES: tuple[Callable[[Line], Any], ...] = (
    lambda line: line[UNPRINTED:],
    lambda line: (*_scope(line), line.part, rate_key(line.rate, line.percent)),
    lambda line: (*_scope(line), line.part),
    _scope,
    lambda line: line.part,
    lambda line: (),
)


def _pair_alike(old: _Side, new: _Side, key: str, likeness: Callable[[Line], Any]) -> None:
    waiting: dict[Any, list[int]] = {}
    for index in new.at[key]:
        if index not in new.partner:
            waiting.setdefault(likeness(new.lines[index]), []).append(index)
    for index in old.at[key]:
        alike = waiting.get(likeness(old.lines[index])) if index not in old.partner else None
        if alike:
            old.partner[index] = alike.pop(0)
            new.partner[old.partner[index]] = index


Node = tuple[int, int]  # (0, index) in the old version, (1, index) in the new one
Keyed = tuple[str, Row]


def _joined(old: _Side, new: _Side) -> list[list[Node]]:
    """Return the groups of lines that a code above joins: each has a line without a partner of its own."""
    links: dict[Node, set[Node]] = {}
    for turn, side, other in ((0, old, new), (1, new, old)):
        for index, key in enumerate(side.keys):
            if index not in side.partner:
                for a, b in _links(side, other, turn, index, key):
                    links.setdefault(a, set()).add(b)
                    links.setdefault(b, set()).add(a)
    seen: set[Node] = set()
    return [sorted(_reached(node, links, seen)) for node in links if node not in seen]


def _links(side: _Side, other: _Side, turn: int, index: int, key: str) -> Iterator[tuple[Node, Node]]:
    """Yield what a line hangs on: the other version's line above it, unless the partner of that has it covered."""
    line = side.lines[index]
    above = other.above(line, key)
    if above is None:
        return
    partner = other.partner.get(above)
    if partner is not None:
        if _covers(side.lines[partner], line, key):
            return
        yield (turn, partner), (1 - turn, above)
    yield (turn, index), (1 - turn, above)


def _reached(start: Node, links: Mapping[Node, set[Node]], seen: set[Node]) -> list[Node]:
    seen.add(start)
    found = [start]
    for node in found:
        further = links[node] - seen
        seen |= further
        found += further
    return found


def _partners(old: _Side, new: _Side, apart: Collection[Node]) -> Iterator[Keyed]:
    """Yield the rows of two lines with the same key; most lines of most lists end here, so it is kept short."""
    for index, partner in old.partner.items():
        a, b = old.lines[index], new.lines[partner]
        if apart and (0, index) in apart:
            continue
        if a[UNPRINTED:] == b[UNPRINTED:]:
            yield old.keys[index], Row(Change.KEPT, (a,), (b,))
        else:
            yield old.keys[index], _row((a,), (b,), ())


def _alone(old: _Side, new: _Side, apart: Collection[Node]) -> Iterator[Keyed]:
    for index, line in enumerate(old.lines):
        if index not in old.partner and (0, index) not in apart:
            yield old.keys[index], Row(Change.REMOVED, (line,), ())
    for index, line in enumerate(new.lines):
        if index not in new.partner and (1, index) not in apart:
            yield new.keys[index], Row(Change.ADDED, (), (line,))


def _group(group: Sequence[Node], old: _Side, new: _Side, edition: Sequence[str]) -> Keyed:
    olds, news = ([index for turn, index in group if turn == side] for side in (0, 1))
    key = min(*(old.keys[index] for index in olds), *(new.keys[index] for index in news))
    lines = tuple(old.lines[index] for index in olds), tuple(new.lines[index] for index in news)
    return key, _row(*lines, edition)


def _row(old: tuple[Line, ...], new: tuple[Line, ...], edition: Sequence[str]) -> Row:
    if len(old) == 1 == len(new) and key_of(old[0]) == key_of(new[0]) and _scope(old[0]) == _scope(new[0]):
        compared = Compared(Relation.SAME)
    else:
        compared = compare(old, new, edition)
    fields = _fields(old, new, compared)
    change = _change(old, new, compared, fields)
    return Row(change, old, new, fields, compared.known or change not in _CUT_UP.values())


def _fields(old: Sequence[Line], new: Sequence[Line], compared: Compared) -> tuple[str, ...]:
    before, after = (
        {rate_key(line.rate, line.percent) for line in old},
        {rate_key(line.rate, line.percent) for line in new},
    )
    fields = [] if compared.relation is Relation.SAME else ["cover"]
    if before - {""} and after - {""}:
        fields += ["rate"] if before != after else []
    elif before != after:
        fields.append("rate_stated")
    if {line.part for line in old} != {line.part for line in new}:
        fields.append("part")
    if len(old) == 1 == len(new) and not same_words(old[0].description, new[0].description):
        fields.append("description")
    return tuple(fields)


def _change(old: Sequence[Line], new: Sequence[Line], compared: Compared, fields: Collection[str]) -> Change:
    """Return the one name for a group; what it covers goes before its rate, that before its part and words."""
    one_to_many = len(old) == 1 < len(new)
    many_to_one = len(new) == 1 < len(old)
    if compared.relation is not Relation.SAME:
        cut_up = (
            not compared.known
            and {Relation.NARROWER: one_to_many, Relation.WIDER: many_to_one}[compared.relation]
        )
        return (_CUT_UP if cut_up else _BY_COVER)[compared.relation]
    if (one_to_many and _several(new)) or (many_to_one and _several(old)):
        return Change.SPLIT if one_to_many else Change.MERGED
    alike = Counter(map(key_of, old)) == Counter(map(key_of, new))
    same = Change.KEPT if alike else Change.GRANULARITY_ONLY
    return next((change for field, change in _BY_FIELD.items() if field in fields), same)


_CUT_UP = {Relation.NARROWER: Change.SPLIT, Relation.WIDER: Change.MERGED}
_BY_COVER = {
    Relation.NARROWER: Change.NARROWED, Relation.WIDER: Change.WIDENED, Relation.CROSSED: Change.RECUT,
}  # fmt: skip
_BY_FIELD = {
    "rate": Change.RATE_CHANGED, "part": Change.MOVED, "description": Change.DESCRIPTION_ONLY,
}  # fmt: skip


def _several(lines: Sequence[Line]) -> bool:
    """Return whether lines differ among themselves in rate or part, so that the one line really came apart."""
    return len({(rate_key(line.rate, line.percent), line.part) for line in lines}) > 1


SAID: Mapping[Change, str] = {
    Change.ADDED: "adds {}", Change.WIDENED: "widens {}", Change.NARROWED: "narrows {}", Change.SPLIT: "splits {}",
    Change.MERGED: "merges {}", Change.RECUT: "cuts {} anew", Change.MOVED: "moves {}",
}  # fmt: skip


def sentence(found: Diff, subject: str) -> str:
    """Return the outcome in a sentence: "Final list keeps 538 of 720 lines, drops 182, adds 549; no rate changed"."""
    if not found.is_comparable:
        of = "the new version are not" if found.old_lines else "the old version are not"
        if not found.new_lines and not found.old_lines:
            of = "neither version are"
        return f"Nothing can be compared: the lines of {of} recorded here"
    counts = found.counts
    told = [f"keeps {found.kept_lines:,} of {found.old_lines:,} lines"]
    if counts[Change.REMOVED]:
        told.append(f"drops {counts[Change.REMOVED]:,}")
    told += [words.format(f"{counts[change]:,}") for change, words in SAID.items() if counts[change]]
    rates = sum("rate" in row.fields for row in found.rows)
    return f"{subject} {', '.join(told)}; {_rates_said(found, rates)}"


def _rates_said(found: Diff, changed: int) -> str:
    one_sided = sum("rate_stated" in row.fields for row in found.rows)
    said = f"{changed:,} rate{'' if changed == 1 else 's'} changed" if changed else "no rate changed"
    return f"{said}; {one_sided:,} state a rate in one version only" if one_sided else said
