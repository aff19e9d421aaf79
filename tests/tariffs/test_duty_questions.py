"""The questions a broker asks, with the answers of the law books."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tariffs.law import Edition, Line, State
from tariffs.rates import parse_rate
from tests.tariffs.goods import Case, at, effect, percents, tech_transfer, told


def test_q5_bicycles_of_china_on_a_proposed_list_and_on_a_final_one() -> None:
    proposed, final = (
        Edition(f"ipr-{n}", n, stage, stage, 0) for n, stage in ((1, "proposed"), (2, "final"))
    )
    case = Case().law(
        "ipr",
        [Line(1, "ipr-1", "8712"), Line(2, "ipr-2", "8712")],
        [effect("ipr", "100%", "1995-02-26T00:01", state="never_collected", mode="in_lieu")],
        editions=(proposed, final),
    )
    case.law(
        "later",
        [Line(3, "later-1", "871200")],
        [],
        editions=[Edition("later-1", 1, "proposed", "Proposed", 0)],
    )
    answer = case.ask("871200", "1995-03-01")
    assert told(answer.layers) == {"ipr": ("never_collected", Decimal(100), False)}
    assert [one.law.ref for one in answer.would_pay] == ["later"]


def test_q10_laptops_of_september_2019_pay_nothing_of_these_lists() -> None:
    answer = tech_transfer().ask("84713001", "2019-09-15")
    assert told(answer.layers) == {"list-4b": ("never_collected", Decimal(15), False)}
    assert answer.depends == ()


@pytest.mark.parametrize(
    ("on", "percent"), [("2019-09-15", "15"), ("2020-02-13", "15"), ("2020-02-14", "7.5")]
)
def test_q11_cotton_sweaters_on_three_days(on: str, percent: str) -> None:
    answer = tech_transfer().ask("61102020", on)
    assert (percents(answer.layers), answer.layers[0].claim_code) == ({"list-4a": percent}, "99038815")


def test_q11_the_day_before_the_first_it_is_only_scheduled() -> None:
    assert told(tech_transfer().ask("61102020", "2019-08-31").layers) == {
        "list-4a": ("scheduled", Decimal(15), False)
    }


@pytest.mark.parametrize(
    ("entered", "percent", "claim"), [("2019-06-14", "10", "99038809"), ("2019-06-15", "25", "99038803")]
)
def test_q12_goods_on_the_water_keep_ten_percent_until_the_cut_off(
    entered: str, percent: str, claim: str
) -> None:
    answer = tech_transfer().ask("94016160", entered, exported="2019-05-08")
    assert (percents(answer.layers), answer.layers[0].claim_code) == ({"list-3": percent}, claim)


def test_q12_exported_on_the_day_of_the_step_is_not_before_it() -> None:
    answer = tech_transfer().ask("94016160", "2019-06-14", exported="2019-05-10")
    assert percents(answer.layers) == {"list-3": "25"}


def test_q12_without_the_day_of_export_both_branches_are_given() -> None:
    answer = tech_transfer().ask("94016160", "2019-06-14")
    assert (answer.depends, answer.layers) == (("exported_on",), ())
    first, second = answer.branches
    assert (percents(first.layers), percents(second.layers)) == ({"list-3": "10"}, {"list-3": "25"})
    assert first.exported_before == second.exported_from


def test_q12_after_the_cut_off_the_day_of_export_no_longer_matters() -> None:
    answer = tech_transfer().ask("94016160", "2019-06-15")
    assert (answer.depends, percents(answer.layers)) == ((), {"list-3": "25"})


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("85011040", "2018-07-05", {}),
        ("85011040", "2018-07-06", {"list-1": "25"}),
        ("87032301", "2026-01-01", {"list-1": "25"}),
        ("87116000", "2018-08-23", {"list-2": "25"}),
        ("85423100", "2018-08-23", {"list-2": "25"}),
        ("87120015", "2018-09-24", {"list-3": "10"}),
        ("42022215", "2019-05-09", {"list-3": "10"}),
        ("87089981", "2019-06-20", {"list-3": "25"}),
        ("91021145", "2019-09-01", {"list-4a": "15"}),
        ("95030000", "2019-12-15", {}),
        ("95045000", "2024-01-01", {}),
    ],
)
def test_layer_table(code: str, on: str, expected: dict[str, str]) -> None:
    assert percents(tech_transfer().ask(code, on).layers) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("8517620010", "list-3"), ("8517620020", "list-3"), ("8517620090", "list-4a")],
)
def test_one_line_is_split_between_two_lists_by_suffix(code: str, expected: str) -> None:
    answer = tech_transfer().ask(code, "2019-09-15")
    assert list(percents(answer.layers)) == [expected]
    assert {one.law.ref: one.reason for one in answer.not_covered}.items() >= {
        ("list-4a" if expected == "list-3" else "list-3", "part_of_code")
    }


def test_eight_digits_of_a_split_line_depend() -> None:
    leaves = ["8517620010", "8517620020", "8517620090"]
    answer = tech_transfer().ask("85176200", "2019-09-15", leaves=leaves)
    assert answer.depends == ("code",)
    assert {branch.codes: percents(branch.layers) for branch in answer.branches} == {
        ("8517620010", "8517620020"): {"list-3": "25"},
        ("8517620090",): {"list-4a": "15"},
    }


def test_without_an_edition_other_digits_are_a_branch_too() -> None:
    answer = tech_transfer().ask("85176200", "2019-09-15")
    rest = next(branch for branch in answer.branches if branch.other_digits)
    assert percents(rest.layers) == {"list-3": "25", "list-4a": "15"}


def test_processors_step_from_25_to_50_percent_in_2025() -> None:
    case = tech_transfer()
    case.law(
        "four-year-review",
        ["85423100"],
        [effect("review", "50%", "2025-01-01T00:01", state="in_force", claim_code="99039105")],
    )
    two = next(law for law in case.laws if law.ref == "list-2")
    two.effects = (effect("2", "25%", "2018-08-23T00:01", "2025-01-01T00:01", state="ended"),)
    assert percents(case.ask("85423100", "2024-12-31").layers) == {"list-2": "25"}
    assert percents(case.ask("85423100", "2025-01-01").layers) == {"four-year-review": "50"}


def test_ten_digits_ending_in_00_are_their_line() -> None:
    assert percents(tech_transfer().ask("8501104000", "2019-01-01").layers) == {"list-1": "25"}


def test_goods_of_another_origin_are_not_reached_and_it_is_said() -> None:
    answer = tech_transfer().ask("85011040", "2019-09-15", origin="VN")
    assert answer.layers == ()
    assert [(one.law.ref, one.reason) for one in answer.not_covered] == [("list-1", "country")]


def test_a_list_of_1995_was_never_collected() -> None:
    case = Case().law(
        "ipr", ["8712"], [effect("ipr", "100%", "1995-02-26T00:01", state="never_collected", mode="in_lieu")]
    )
    assert told(case.ask("87120015", "1995-02-27").layers) == {
        "ipr": ("never_collected", Decimal(100), False)
    }


def bananas() -> Case:
    states = frozenset(["AT", "BE", "FI", "FR", "DE", "GR", "IE", "IT", "LU", "PT", "ES", "SE", "GB"])
    return Case().law(
        "bananas",
        [
            Line(1, "bananas-v1", "42022215", "4202.22.15", claim_code="99030807", countries=states),
            Line(2, "bananas-v1", "851671", "8516.71", claim_code="99030815", countries=states - {"IT"}),
        ],
        [effect("b", "100%", "1999-03-03T00:00", "2001-07-01T00:00", state="ended", mode="in_lieu")],
        targets=("EU",),
    )


def test_bananas_pay_in_lieu() -> None:
    answer = bananas().ask("42022215", "1999-06-01", origin="FR")
    assert percents(answer.layers) == {"bananas": "100"}
    assert (answer.layers[0].mode, answer.layers[0].claim_code) == ("in_lieu", "99030807")


@pytest.mark.parametrize(("origin", "code"), [("NL", "42022215"), ("IT", "85167100")])
def test_the_scope_on_the_line_goes_before_the_union(origin: str, code: str) -> None:
    answer = bananas().ask(code, "1999-06-01", origin=origin)
    assert (answer.layers, [one.reason for one in answer.not_covered]) == ((), ["country"])


def test_suspended_from_july_2001() -> None:
    assert told(bananas().ask("42022215", "2001-07-01", origin="FR").layers)["bananas"][0] == State.ENDED


def founding(*, words: bool = False) -> Case:
    """Return the founding case: proposed on the last day of 1994, adopted on the day of the ultimatum."""
    editions = (
        Edition("ipr-1", 1, "proposed", "Proposed", at("1994-12-31T00:01"), date(1994, 12, 31)),
        Edition("ipr-2", 2, "final", "Final", at("1995-02-04T00:01"), date(1995, 2, 4)),
    )
    proposed = [Line(1, "ipr-1", "8712"), Line(2, "ipr-1", "6402")]
    toys = [Line(4, "ipr-1", "", description="Toys")] if words else []
    effects = [effect("ipr", "100%", "1995-02-26T00:01", state="never_collected", mode="in_lieu")]
    return Case().law("ipr", [*proposed, *toys, Line(3, "ipr-2", "3926")], effects, editions=editions)


@pytest.mark.parametrize(
    ("on", "proposed"),
    [
        ("1994-12-30", []),
        ("1994-12-31", ["ipr-1"]),
        ("1995-01-15", ["ipr-1"]),
        ("1995-02-03", ["ipr-1"]),
        ("1995-02-04", []),
        ("2026-01-01", []),
    ],
)
def test_a_list_is_only_proposed_until_the_day_its_final_version_is_announced(
    on: str, proposed: list[str]
) -> None:
    assert [one.edition.ref for one in founding().ask("871200", on).would_pay] == proposed


def test_what_was_dropped_between_the_versions_is_not_proposed_once_it_is_final() -> None:
    answer = founding().ask("640299", "1995-02-10")
    assert (answer.layers, answer.would_pay) == ((), ())


def test_the_words_of_a_proposed_list_may_be_the_goods() -> None:
    answer = founding(words=True).ask("950300", "1995-01-15")
    assert [(one.edition.ref, one.reason, one.applies) for one in answer.not_covered] == [
        ("ipr-1", "words", False)
    ]
    assert founding(words=True).ask("950300", "1995-02-10").not_covered == ()


def test_a_proposed_list_without_recorded_lines_may_name_the_code() -> None:
    editions = (
        Edition("dst-1", 1, "proposed", "", at("2021-03-26T00:01"), date(2021, 3, 26), is_partial=True),
        Edition("dst-2", 2, "final", "", at("2021-06-02T00:01"), date(2021, 6, 2), is_partial=True),
    )
    dst = effect("dst", "25%", "2021-11-29T00:01", state="never_collected")
    case = Case().law("dst", [], [dst], targets=("AT",), editions=editions)
    told = {
        on: [(one.edition.ref, one.reason) for one in case.ask("33030030", on, origin="AT").not_covered]
        for on in ("2021-03-25", "2021-03-26", "2021-06-01", "2021-06-02")
    }
    assert told == {
        "2021-03-25": [],
        "2021-03-26": [("dst-1", "not_recorded")],
        "2021-06-01": [("dst-1", "not_recorded")],
        "2021-06-02": [("dst-2", "not_recorded")],
    }


def by_country(**values: Any) -> Case:
    """Return a list that names countries and rates but no codes, and one that names goods in words."""
    lines = [
        Line(
            n,
            "rates-v1",
            "",
            description=f"Goods of {name}",
            rate=parse_rate(rate),
            countries=frozenset([code]),
        )
        for n, (name, code, rate) in enumerate((("Canada", "CA", "25%"), ("the Union", "EU", "20%")), 1)
    ]
    case = Case().law(
        "rates", lines, [effect("r", "10%", "2025-04-05T00:01", rate_on_lines=True, **values)], targets=()
    )
    words = [
        Line(n, "words-v1", "", position=n, description=name)
        for n, name in enumerate(("Beef", "Truffles"), 7)
    ]
    return case.law(
        "words", [*words, Line(9, "words-v1", "07095900")], [effect("w", "100%", "1999-07-29T00:01")]
    )


@pytest.mark.parametrize(("origin", "percent"), [("CA", "25"), ("FR", "20")])
def test_a_rate_for_all_that_comes_from_a_country_is_a_layer_not_decided(origin: str, percent: str) -> None:
    answer = by_country().ask("85176200", "2025-06-01", origin=origin)
    assert told(answer.layers) == {"rates": ("in_force", Decimal(percent), None)}
    assert answer.layers[0].why.startswith("In words: “Goods of ")


def test_a_rate_by_country_that_is_suspended_is_not_due() -> None:
    answer = by_country(state="suspended").ask("85176200", "2025-06-01", origin="CA")
    assert told(answer.layers) == {"rates": ("suspended", Decimal(25), False)}


def test_countries_not_on_a_list_by_country_are_not_reached() -> None:
    assert by_country().ask("85176200", "2025-06-01", origin="MX").layers == ()


def test_a_code_of_the_same_list_goes_before_its_rate_by_country() -> None:
    case = by_country()
    energy = Line(5, "rates-v1", "2709", rate=parse_rate("10%"), countries=frozenset(["CA"]))
    case.lines["rates-v1"].append(energy)
    told_of = {
        code: told(case.ask(code, "2025-06-01", origin="CA").layers) for code in ("27090010", "85176200")
    }
    assert told_of == {
        "27090010": {"rates": ("in_force", Decimal(10), True)},
        "85176200": {"rates": ("in_force", Decimal(25), None)},
    }


@pytest.mark.parametrize("code", ["85176200", "07095100"])  # the second has a neighbour on the list
def test_goods_named_in_words_are_named_and_never_said_to_be_off_the_list(code: str) -> None:
    (one,) = by_country().ask(code, "2025-06-01").not_covered
    named = [line.description for line in one.nearest if not line.digits]
    assert (one.law.ref, one.reason, one.applies, named) == ("words", "words", None, ["Beef", "Truffles"])


@pytest.mark.parametrize(
    ("on", "applies"),
    [("1999-07-29", None), ("2007-07-28", None), ("2007-07-29", False), ("2020-01-01", False)],
)
def test_goods_named_in_words_are_not_due_once_the_duty_has_ended(on: str, applies: bool | None) -> None:
    beef = [Line(1, "beef-v1", "", description="Beef")]
    ended = effect("b", "100%", "1999-07-29T00:00", "2007-07-29T00:00", state="ended")
    (one,) = Case().law("beef", beef, [ended]).ask("04064020", on).not_covered
    assert (one.reason, one.applies, "Nothing of the list is due" in one.why) == (
        "words", applies, applies is False
    )  # fmt: skip


def test_a_proposed_rate_by_country_is_told() -> None:
    line = Line(1, "rates-v1", "", description="Goods of Canada", countries=frozenset(["CA"]))
    editions = [Edition("rates-v1", 1, "proposed", "Proposed", 0)]
    answer = Case().law("rates", [line], [], targets=(), editions=editions).ask("851762", "2025-02-01", "CA")
    assert [(one.line.description, one.whole) for one in answer.would_pay] == [("Goods of Canada", False)]
