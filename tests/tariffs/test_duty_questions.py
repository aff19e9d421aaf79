"""The questions a broker asks, with the answers of the law books."""

from decimal import Decimal

import pytest

from tariffs.law import Edition, Line, State
from tests.tariffs.goods import Case, effect, percents, tech_transfer, told


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
