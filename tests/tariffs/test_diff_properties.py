"""The comparison of versions against its properties, and against one that tries everything."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tariffs.cover import Relation, compare
from tariffs.diff import MIRROR, Change, Diff, diff
from tariffs.lines import Line, key_of

TAILS = ("10", "20")
TREE = [
    "".join(parts)
    for depth in (2, 3, 4, 5)
    for parts in product(*((("11", "12"), TAILS, TAILS, TAILS, ("00", *TAILS))[:depth]))
]
LEAVES = tuple(code for code in TREE if len(code) == 10 and not code.endswith("00"))
SCOPES = ((), ("CN",), ("CN", "MX"))
BOUNDED = settings(max_examples=300, deadline=None)


@st.composite
def lines(draw: st.DrawFn, position: int = 0) -> Line:
    digits = draw(st.sampled_from(TREE))
    beneath = [code for code in TREE if code.startswith(digits) and len(code) > len(digits)]
    cut = draw(st.lists(st.sampled_from(beneath), max_size=2, unique=True)) if beneath else []
    only = draw(st.booleans())
    return Line(
        position, digits, rate=draw(st.sampled_from(("", "10%", "25%"))), part=draw(st.sampled_from(("", "B"))),
        description=draw(st.sampled_from(("", "a", "b"))), countries=draw(st.sampled_from(SCOPES)),
        excepted=() if only else tuple(cut), only=tuple(cut) if only else (),
        partial="" if cut else draw(st.sampled_from(("", "", "", "ex wood"))),
    )  # fmt: skip


def numbered(found: list[Line]) -> list[Line]:
    return [line._replace(position=number) for number, line in enumerate(found, start=1)]


WORDS = st.builds(
    lambda text: Line(0, description=text), st.sampled_from(("films", "talks", "Talks.", "cars"))
)
VERSIONS = st.lists(st.one_of(lines(), lines(), lines(), WORDS), max_size=14).map(numbered)
PLAIN = st.lists(lines(), max_size=14, unique_by=key_of).map(numbered)
EDITIONS = st.sampled_from(((), LEAVES))


@given(VERSIONS, VERSIONS, EDITIONS)
@BOUNDED
def test_every_line_stands_in_exactly_one_row(
    old: list[Line], new: list[Line], edition: tuple[str, ...]
) -> None:
    rows = diff(old, new, edition).rows
    assert sorted(line.position for row in rows for line in row.old) == [line.position for line in old]
    assert sorted(line.position for row in rows for line in row.new) == [line.position for line in new]


def mirrored(found: Diff) -> Counter[tuple[object, ...]]:
    return Counter(
        (MIRROR.get(row.change, row.change), frozenset(row.new), frozenset(row.old), row.fields, row.known)
        for row in found.rows
    )


@given(VERSIONS, VERSIONS, EDITIONS)
@BOUNDED
def test_the_other_way_round_is_the_mirror(
    old: list[Line], new: list[Line], edition: tuple[str, ...]
) -> None:
    back = diff(new, old, edition).rows
    told = Counter(
        (row.change, frozenset(row.old), frozenset(row.new), row.fields, row.known) for row in back
    )
    assert told == mirrored(diff(old, new, edition))


@given(VERSIONS, EDITIONS)
@BOUNDED
def test_a_version_keeps_all_of_itself(version: list[Line], edition: tuple[str, ...]) -> None:
    assert {row.change for row in diff(version, version, edition).rows} <= {Change.KEPT}


@given(VERSIONS, VERSIONS)
@BOUNDED
def test_counts_add_up(old: list[Line], new: list[Line]) -> None:
    found = diff(old, new)
    assert (found.old_lines, found.new_lines, sum(found.counts.values())) == (
        len(old), len(new), len(found.rows)
    )  # fmt: skip


# The oracle: what a line covers, code by code of the whole tree.


def goods(version: list[Line], edition: tuple[str, ...]) -> set[tuple[str, str, str]]:
    """Return all (code, country, words) a few lines cover; without an edition every code has a rest of its own."""
    codes = edition or sorted({key_of(Line(0, code)) for code in TREE})
    return {
        (code, country, text)
        for code in codes
        for line in version
        if code.startswith(key_of(line))
        if not any(code.startswith(key_of(Line(0, cut))) for cut in line.excepted)
        if not line.only or any(code.startswith(key_of(Line(0, cut))) for cut in line.only)
        for country in line.countries or ("CN", "MX", "another")
        for text in ((line.partial,) if line.partial else ("ex wood", "other"))
    }


def relation(old: list[Line], new: list[Line], edition: tuple[str, ...]) -> Relation:
    left, right = goods(old, edition), goods(new, edition)
    if left == right:
        return Relation.SAME
    if left < right:
        return Relation.WIDER
    return Relation.NARROWER if right < left else Relation.CROSSED


@given(st.lists(lines(), min_size=1, max_size=4), st.lists(lines(), min_size=1, max_size=4), EDITIONS)
@settings(max_examples=1000, deadline=None)
def test_covers_are_compared_as_goods_are(old: list[Line], new: list[Line], edition: tuple[str, ...]) -> None:
    if edition:  # a …00 of a line that has statistical numbers is in no edition
        old, new = ([line for line in side if not _has_a_stray(line)] for side in (old, new))
    assert compare(old, new, edition).relation == relation(old, new, edition)


def _has_a_stray(line: Line) -> bool:
    return any(code.endswith("00") and len(code) == 10 for code in (line.digits, *line.excepted, *line.only))


ALLOWED = {
    Relation.SAME: {
        Change.KEPT, Change.RATE_CHANGED, Change.MOVED, Change.DESCRIPTION_ONLY, Change.GRANULARITY_ONLY,
        Change.SPLIT, Change.MERGED,
    },
    Relation.WIDER: {Change.WIDENED, Change.MERGED},
    Relation.NARROWER: {Change.NARROWED, Change.SPLIT},
    Relation.CROSSED: {Change.RECUT},
}  # fmt: skip


@given(PLAIN, PLAIN)
@settings(max_examples=600, deadline=None)
def test_rows_and_changes_are_those_of_trying_everything(old: list[Line], new: list[Line]) -> None:
    found = diff(old, new).rows
    assert {(frozenset(row.old), frozenset(row.new)) for row in found} == groups(old, new)
    wrong = [
        row
        for row in found
        if row.old and row.new and row.change not in ALLOWED[relation([*row.old], [*row.new], ())]
    ]
    assert wrong == []


def groups(old: list[Line], new: list[Line]) -> set[tuple[frozenset[Line], frozenset[Line]]]:
    """Return the rows by definition: partners by key, then each other line to the longest code that holds it."""
    nodes = [(0, line) for line in old] + [(1, line) for line in new]
    ties = [{node} for node in nodes]
    for (turn, line), (other_turn, other) in product(nodes, nodes):
        if turn < other_turn and key_of(line) == key_of(other):
            ties.append({(turn, line), (other_turn, other)})
    for turn, mine, theirs in ((0, old, new), (1, new, old)):
        for line in mine:
            if key_of(line) not in {key_of(other) for other in theirs}:
                ties += _ties(turn, line, mine, theirs)
    return {
        (frozenset(x for t, x in tie if t == 0), frozenset(x for t, x in tie if t == 1))
        for tie in _closed(ties)
    }


def _ties(turn: int, line: Line, mine: list[Line], theirs: list[Line]) -> list[set[tuple[int, Line]]]:
    above = [other for other in theirs if key_of(line).startswith(key_of(other)) and _overlap(other, line)]
    if not above:
        return []
    nearest = max(above, key=lambda other: len(key_of(other)))
    partners = [own for own in mine if key_of(own) == key_of(nearest)]
    if any(_whole(own, line) for own in partners):
        return []
    return [{(turn, line), (1 - turn, nearest)}]


def _at_key(upper: Line, line: Line) -> bool:
    key = key_of(line)
    if any(key.startswith(key_of(Line(0, cut))) for cut in upper.excepted):
        return False
    return not upper.only or any(key.startswith(key_of(Line(0, cut))) for cut in upper.only)


def _overlap(upper: Line, line: Line) -> bool:
    countries = set(upper.countries or SCOPES[2]) & set(line.countries or SCOPES[2])
    texts = not (upper.partial and line.partial) or upper.partial == line.partial
    return bool(countries) and texts and _at_key(upper, line)


def _whole(upper: Line, line: Line) -> bool:
    everywhere = ("CN", "MX", "another")
    countries = set(line.countries or everywhere) <= set(upper.countries or everywhere)
    return countries and upper.partial in {"", line.partial} and _at_key(upper, line)


def _closed(ties: list[set[tuple[int, Line]]]) -> list[set[tuple[int, Line]]]:
    """Return the sets with those that share a member made one."""
    closed: list[set[tuple[int, Line]]] = []
    for tie in ties:
        touching = [other for other in closed if other & tie]
        closed = [other for other in closed if not other & tie] + [tie.union(*touching)]
    return closed
