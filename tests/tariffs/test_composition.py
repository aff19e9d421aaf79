"""Lines and trade by section, chapter and heading: each code and each import counted once, unknown is not zero."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disputes.models import Actor
from tariffs import codes, coverage
from tariffs.composition import By, Cover, Group, fold, once, percent
from tariffs.models import ListVersion, TradeValue
from tariffs.sections import section_of
from tests.factories import goods, record, weighed
from tests.factories.weighed import a_list

CODES = st.sampled_from(
    ["84", "8517", "851762", "85176200", "8517620090", "8517620010", "85177100", "8517710000", "0101"]
)
COVERS = st.lists(st.builds(Cover, CODES.map(codes.canonical), st.booleans()), max_size=8)


@given(COVERS)
def test_a_code_is_counted_unless_a_whole_one_contains_it(covers: list[Cover]) -> None:
    kept = once(covers)

    whole = {cover.code for cover in covers if cover.whole}
    inside = {c.code for c in covers if any(c.code != w and codes.contains(w, c.code) for w in whole)}
    assert kept == {cover.code for cover in covers} - inside


@given(COVERS, COVERS)
def test_together_lists_count_no_more_than_apart(a: list[Cover], b: list[Cover]) -> None:
    assert len(once([*a, *b])) <= len(once(a)) + len(once(b))


@given(st.frozensets(CODES), st.sampled_from(By))
def test_groups_share_out_all_lines(found: frozenset[str], by: By) -> None:
    assert sum(group.lines for group in fold(found, None, None, by)) == len(found)


def test_sections_come_in_the_order_of_the_system() -> None:
    groups = fold(["9999", "0101", "8517", "2501"], None, None, By.SECTION)

    assert [group.code for group in groups] == ["I", "V", "XVI", "XXII"]


def test_every_chapter_lies_in_a_section() -> None:
    assert [section_of(f"{chapter:02d}") for chapter in (1, 5, 6, 76, 77, 97, 98)] == [
        "I", "I", "II", "XV", "XV", "XXI", "XXII",
    ]  # fmt: skip


def test_unknown_amounts_stay_unknown() -> None:
    assert fold(["8517"], None, None, By.CHAPTER) == [Group("85", 1, None, None)]
    assert percent(None, Decimal(5)) is None and percent(Decimal(0), Decimal(5)) == Decimal("0.0")


def composed(*versions: ListVersion, by: By = By.CHAPTER, **asked: Any) -> coverage.Composition:
    return coverage.compose(versions, coverage.basis_of(versions, AnonymousUser(), **asked), by)


@pytest.fixture
def imports(db: None) -> None:
    weighed.imports()


@pytest.mark.usefixtures("imports")
def test_a_list_covers_the_imports_beneath_its_codes() -> None:
    found = composed(a_list("one", "85176200", "0101"))

    assert (found.lines, found.value, found.trade, found.covered_percent) == (
        2, Decimal(135), Decimal(542), Decimal("24.9"),
    )  # fmt: skip
    assert found.groups == [
        Group("01", 1, Decimal(5), Decimal(5)),
        Group("85", 1, Decimal(130), Decimal(137)),
    ]


@pytest.mark.usefixtures("imports")
def test_an_import_two_lists_cover_is_counted_once() -> None:
    found = composed(a_list("one", "85176200"), a_list("two", "8517620090", "84"))

    assert (found.lines, found.value) == (2, Decimal(530))


@pytest.mark.usefixtures("imports")
def test_excepted_codes_and_only_codes_are_heeded() -> None:
    split = a_list("four-a", {"digits": "85176200", "excepted_digits": ["8517620010"]})
    only = a_list("three", {"digits": "85176200", "only_digits": ["8517620010"]})

    assert [composed(version).value for version in (split, only)] == [30, 100]
    assert composed(split, only).value == 130


@pytest.mark.usefixtures("imports")
def test_a_ten_digit_00_covers_its_line() -> None:
    assert composed(a_list("one", "8517710000"), a_list("two", "85177100")).value == 7


@pytest.mark.usefixtures("imports")
def test_lines_that_met_no_imports_are_counted() -> None:
    found = composed(a_list("one", "85176200", "9701", {"digits": "", "description": "films"}))

    assert (found.lines_without_value, found.lines_in_words) == (1, 1)


@pytest.mark.usefixtures("imports")
def test_a_part_in_words_counts_with_its_code_and_is_said() -> None:
    found = composed(a_list("one", {"digits": "85176200", "partial": "of glass"}))

    assert (found.lines_in_part, found.notes) == (
        1, ("1 lines cover a part of their code that words describe: counted with the whole code.",),
    )  # fmt: skip


@pytest.mark.usefixtures("imports")
def test_values_come_from_the_targets_and_a_line_from_its_own_countries() -> None:
    both = a_list("one", "85176200", targets=["CN", "MX"])
    scoped = a_list("two", {"digits": "85176200", "countries": ["MX"]}, targets=["CN", "MX"])

    assert [composed(version).value for version in (both, scoped)] == [1130, 1000]


@pytest.mark.usefixtures("imports")
def test_partners_can_be_chosen() -> None:
    version = a_list("one", "85176200", targets=["CN", "MX"])

    assert composed(version, partners=["MX"]).value == 1000


@pytest.mark.usefixtures("imports")
def test_without_values_for_the_targets_the_trade_is_unknown() -> None:
    found = composed(a_list("one", "85176200", targets=["FR"]))

    assert (found.value, found.trade, found.lines_without_value, found.lines) == (None, None, None, 1)
    assert found.notes == ("No trade values are loaded for imports of US from FR in 2024.",)


@pytest.mark.usefixtures("imports")
def test_a_target_without_values_makes_the_sum_a_least() -> None:
    found = composed(a_list("one", "85176200", targets=["CN", "FR"]))

    assert (found.value, tuple(found.notes)) == (
        Decimal(130), ("No values are loaded for FR: the trade covered is at least so much.",),
    )  # fmt: skip


def test_the_union_and_its_member_are_not_added(db: None) -> None:
    goods.trade("8517620010", 5, partner="EU", partner_code="0003")
    goods.trade("8517620010", 3, partner="SK", partner_code="4359")

    found = composed(a_list("one", "8517", targets=["EU", "SK"]))

    assert found.value is None
    assert found.notes == (
        "EU contains SK: adding both would count that trade twice; ask for EU alone, or for members alone.",
    )
    assert composed(a_list("two", "8517", targets=["EU"])).value == 5


@pytest.mark.usefixtures("imports")
def test_lists_of_different_importers_are_not_added() -> None:
    found = composed(a_list("one", "8517"), a_list("two", "8517", imposing="CA"))

    assert (found.value, found.notes) == (
        None, ("The lists are of different importers; their trade is not added.",),
    )  # fmt: skip


@pytest.mark.usefixtures("imports")
def test_two_queries_tell_it_all(django_assert_num_queries: Any) -> None:
    versions = [a_list("one", "8517"), a_list("two", "84")]
    basis = coverage.basis_of(versions, AnonymousUser())
    with django_assert_num_queries(2):
        coverage.compose(versions, basis, By.CHAPTER)


ITEMS = st.lists(
    st.builds(
        lambda digits, excepted, only: {"digits": digits, "excepted_digits": excepted, "only_digits": only},
        CODES, st.lists(CODES, max_size=1), st.lists(CODES, max_size=1),
    ),
    max_size=4,
)  # fmt: skip


@pytest.mark.usefixtures("imports")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ITEMS, ITEMS, st.sampled_from(By))
def test_the_database_agrees_with_a_brute_force(
    a: list[dict[str, Any]], b: list[dict[str, Any]], by: By
) -> None:
    number = record.number()
    versions = [a_list(f"one-{number}", *a), a_list(f"two-{number}", *b)]

    found = composed(*versions, by=by)

    covered = [
        row
        for row in TradeValue.objects.filter(partner="CN")
        if any(_covers(item, row.digits) for item in (*a, *b))
    ]
    assert (found.value or Decimal()) == sum(row.value for row in covered)
    assert sum((group.value or Decimal() for group in found.groups), Decimal()) == found.value


def _covers(item: dict[str, Any], digits: str) -> bool:
    inside = [codes.contains(code, digits) for code in item["only_digits"]]
    return (
        codes.contains(item["digits"], digits)
        and not any(codes.contains(code, digits) for code in item["excepted_digits"])
        and (not inside or any(inside))
    )


@pytest.mark.usefixtures("imports")
def test_an_importer_the_reader_may_not_see_is_not_told() -> None:
    version = a_list("one", "8517")
    record.saved(lambda: Actor.objects.filter(iso2="US").update(visibility="restricted", team=record.team()))

    assert (composed(version).value, composed(version).basis.reporter) == (None, "")
