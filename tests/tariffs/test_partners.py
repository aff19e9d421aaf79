"""Trade with a bloc and with its member is never added."""

import pytest

from tariffs import partners
from tariffs.blocs import EU_MEMBERS


def test_census_codes_are_iso_codes() -> None:
    assert (partners.CENSUS["5700"], partners.CENSUS["0003"], partners.CENSUS["3310"]) == ("CN", "EU", "EC")


def test_every_member_of_the_union_has_a_census_code() -> None:
    assert EU_MEMBERS.keys() - set(partners.CENSUS.values()) == set()


def test_the_union_and_a_member_are_not_added() -> None:
    with pytest.raises(partners.Overlapping, match="EU contains SK"):
        partners.refuse_overlap(["CN", "EU", "SK"], 2024)


@pytest.mark.parametrize(
    ("named", "year"),
    [(["SK", "CN"], 2024), (["EU"], 2024), (["EU", "GB"], 2024), (["EU", "HR"], 2012), (["EU", "SK"], 2003)],
)
def test_those_that_contain_nobody_named_may_be_added(named: list[str], year: int) -> None:
    assert partners.members_beside(named, year) == ()


def test_the_union_had_28_members_in_2019_and_27_in_2024() -> None:
    counts = [len(partners.members_beside(["EU", *EU_MEMBERS], year)) for year in (2019, 2024)]

    assert counts == [28, 27]
