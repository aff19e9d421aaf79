"""Whether an edition knows a code is said, never guessed."""

from datetime import date

import pytest

from tariffs import lookup
from tariffs.lookup import Standing
from tariffs.models import Nomenclature
from tests.factories import goods

pytestmark = pytest.mark.django_db


def us() -> Nomenclature:
    edition = goods.nomenclature("us-hts-2024", "8517")
    phones = goods.code(edition, "85176200", 1, indent=1, general_rate="Free", other_rate="35%")
    text = goods.code(edition, "", 2, description="Other:", indent=2, parent=phones)
    goods.code(edition, "8517620090", 3, indent=3, parent=text)
    goods.code(edition, "85177100", 4, is_derived=True)
    goods.code(edition, "8517710000", 5)
    return edition


@pytest.mark.parametrize(
    ("digits", "standing"),
    [
        ("8517", Standing.PRINTED),
        ("8517620090", Standing.PRINTED),
        ("85177100", Standing.DERIVED),
        ("8517620000", Standing.LINE),
        ("851762", Standing.BEGINNING),
        ("85", Standing.BEGINNING),
        ("85176300", Standing.UNKNOWN),
        ("8517620050", Standing.UNKNOWN),
        ("86", Standing.UNKNOWN),
    ],
)
def test_how_an_edition_knows_a_code(digits: str, standing: Standing) -> None:
    assert lookup.standings(us(), [digits]) == {digits: standing}


def test_a_code_deeper_than_the_edition_is_not_called_unknown() -> None:
    hs = goods.nomenclature("hs-2022", "85", "8517", "851762", digits=6)

    assert lookup.standings(hs, ["85176200", "99999999"]) == {
        "85176200": Standing.TOO_DEEP, "99999999": Standing.TOO_DEEP,
    }  # fmt: skip


def test_codes_of_another_edition_do_not_count() -> None:
    us()
    assert lookup.standings(goods.nomenclature("us-hts-2025", "8518"), ["8517"])["8517"] is Standing.UNKNOWN


def test_the_path_is_as_printed_and_the_rest_by_prefix() -> None:
    entry = lookup.look_up(us(), "8517620090")

    assert [row.digits or row.description for row in entry.path] == ["85176200", "Other:"]
    assert [row.digits for row in entry.above] == ["8517", "85176200"]
    assert (entry.below, entry.known_to) == ([], "8517620090")


def test_a_statistical_number_has_the_rates_of_its_line() -> None:
    entry = lookup.look_up(us(), "8517620090")

    assert entry.rates == lookup.Rates("85176200", "Free", "", "35%", "")


def test_the_ten_digit_00_of_a_line_shows_the_line() -> None:
    entry = lookup.look_up(us(), "8517620000")

    assert (entry.standing, entry.row and entry.row.digits) == (Standing.LINE, "85176200")
    assert [row.digits for row in entry.below] == ["8517620090"]


def test_an_unknown_code_says_how_far_it_is_known() -> None:
    entry = lookup.look_up(us(), "8517620050")

    assert (entry.row, entry.known_to, entry.rates and entry.rates.general) == (None, "85176200", "Free")


def test_a_code_of_an_unknown_chapter_is_known_to_nothing() -> None:
    entry = lookup.look_up(us(), "86010000")

    assert (entry.known_to, entry.above, entry.path, entry.rates) == ("", [], [], None)


def test_an_edition_costs_three_queries(django_assert_max_num_queries: object) -> None:
    edition = us()
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        lookup.look_up(edition, "8517620090")


@pytest.mark.parametrize(
    ("on", "ref"),
    [(date(2023, 12, 31), None), (date(2024, 1, 1), "us-hts-2024"), (date(2025, 1, 1), "us-hts-2025")],
)
def test_the_edition_in_force_is_the_last_that_began(on: date, ref: str | None) -> None:
    goods.nomenclature("us-hts-2024")
    goods.nomenclature("us-hts-2025")

    found = lookup.edition_on("US", "HTS", on)

    assert (found and found.ref) == ref


def test_an_edition_is_no_longer_in_force_on_its_end() -> None:
    goods.nomenclature("us-hts-2024", valid_until=date(2024, 7, 1))

    assert lookup.edition_on("US", "HTS", date(2024, 7, 1)) is None
