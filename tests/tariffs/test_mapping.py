"""A code in the words of another edition: many to many, both ways, over several tables."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs import mapping
from tests.factories import goods

NAMES = st.sampled_from("abcdef")
EDGES = st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1]), max_size=8)


@given(EDGES, NAMES, NAMES)
def test_a_route_goes_over_known_pairs_and_never_twice_through_an_edition(
    edges: list[tuple[str, str]], start: str, goal: str
) -> None:
    way = mapping.route(edges, start, goal)

    steps = set(pairwise(way))
    assert steps <= {*edges, *((b, a) for a, b in edges)}
    assert len(set(way)) == len(way) and (not way or (way[0], way[-1]) == (start, goal))


@given(EDGES, NAMES, NAMES)
def test_a_route_exists_both_ways_or_neither(edges: list[tuple[str, str]], start: str, goal: str) -> None:
    assert len(mapping.route(edges, start, goal)) == len(mapping.route(edges, goal, start))


def test_a_chain_of_tables_is_followed_through_every_branch() -> None:
    tables: list[dict[str, set[str]]] = [{"a": {"b", "c"}}, {"b": {"d"}, "c": {"d", "e"}}]

    assert mapping.through(tables, "a") == ("d", "e")


@pytest.mark.django_db
def test_a_code_is_mapped_over_two_tables_backwards_and_forwards() -> None:
    old, middle, new = (goods.nomenclature(f"hs-{year}", digits=6) for year in (2012, 2017, 2022))
    goods.correlation(middle, old, "851761", "851760", "n:1")
    goods.correlation(middle, old, "851762", "851760", "n:1")
    goods.correlation(new, middle, "851762", "851762")
    goods.correlation(new, middle, "851761", "851761")

    assert mapping.map_code("85176000", old, new) == mapping.Mapped(
        "851760", ("hs-2012", "hs-2017", "hs-2022"), ("851761", "851762")
    )


@pytest.mark.django_db
def test_a_code_no_table_names_maps_to_nothing() -> None:
    old, new = goods.nomenclature("hs-2017", digits=6), goods.nomenclature("hs-2022", digits=6)
    goods.correlation(new, old, "851762", "851762")

    assert mapping.map_code("851799", old, new) == mapping.Mapped("851799", ("hs-2017", "hs-2022"), ())


@pytest.mark.django_db
def test_editions_without_a_table_between_them_are_not_mapped() -> None:
    old, new = goods.nomenclature("hs-2017", digits=6), goods.nomenclature("hs-2022", digits=6)

    assert mapping.map_code("851762", old, new) is None
