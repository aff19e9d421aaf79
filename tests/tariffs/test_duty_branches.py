"""Suspensions, exclusions, hours, contradictions and the normal duty beneath."""

from datetime import date

import pytest

from tariffs.answers import Base
from tariffs.blocs import reach
from tariffs.law import Edition, Line, wall_of
from tariffs.nearest import with_base
from tariffs.rates import parse_rate
from tests.tariffs.goods import Case, effect, exclusion, percents, told

YEAR = ("2019-01-01T00:01", "2020-01-01T00:01")
BASE = Base("us-hts", "HTS", "2019", "87120015", "Bicycles", parse_rate("11%"), "general", "", True, "")


def test_one_row_suspends_every_part_of_a_list() -> None:
    case = Case().law(
        "aircraft",
        [Line(1, "aircraft-v1", "88024000", part="aircraft"), "22042120"],
        [
            effect("a", "15%", "2019-10-18T00:01", part="aircraft"),
            effect("b", "25%", "2019-10-18T00:01", "2021-03-11T00:01"),
            effect("off", "25%", "2021-03-11T00:01", "2026-07-11T00:01", state="suspended"),
        ],
        targets=("EU",),
    )
    assert percents(case.ask("88024000", "2021-03-10", origin="FR").layers) == {"aircraft": "15"}
    assert told(case.ask("88024000", "2021-03-11", origin="FR").layers)["aircraft"][0] == "suspended"


def test_a_duty_that_begins_at_noon_depends_on_the_hour() -> None:
    case = Case().law("noon", ["8712"], [effect("n", "5%", "2019-09-01T12:01")])
    answer = case.ask("87120015", "2019-09-01")
    assert (answer.depends, [percents(one.layers) for one in answer.branches]) == (
        ("entry_time",),
        [{}, {"noon": "5"}],
    )


def test_an_excluded_code_pays_nothing_of_the_list_and_names_its_claim() -> None:
    out = exclusion("x", *YEAR, digits="8712001510", claim_code="99038866")
    case = Case().law("l", ["87120015"], [effect("l", "25%", "2018-09-24T00:01")], exclusions=(out,))
    layer = case.ask("8712001510", "2019-06-01").layers[0]
    assert (layer.state, layer.applies, layer.claim_code) == ("excluded", False, "99038866")
    assert percents(case.ask("8712001510", "2020-01-01").layers) == {"l": "25"}


def test_an_exclusion_in_words_gives_both_branches() -> None:
    out = exclusion("x", *YEAR, digits="8712001510", description="For children")
    case = Case().law("l", ["87120015"], [effect("l", "25%", "2018-09-24T00:01")], exclusions=(out,))
    answer = case.ask("8712001510", "2019-06-01")
    assert answer.depends == ("exclusion",)
    assert {one.fits_exclusion: percents(one.layers) for one in answer.branches} == {
        False: {"l": "25"},
        True: {},
    }


def test_effects_of_equal_reach_contradict_and_neither_is_chosen() -> None:
    effects = [
        effect("a", "5%", YEAR[0], countries=frozenset({"CN"})),
        effect("b", "9%", YEAR[0], countries=frozenset({"CN", "HK"})),
    ]
    layers = Case().law("l", ["8712"], effects).ask("87120015", "2019-06-01").layers
    assert [(one.state.value, one.applies) for one in layers] == [("unknown", None)] * 2


def test_a_final_list_without_effects_is_unknown_and_not_zero() -> None:
    assert told(Case().law("l", ["8712"], []).ask("87120015", "2019-06-01").layers) == {
        "l": ("unknown", None, None)
    }


def test_a_scheduled_step_without_a_rate_keeps_it_unknown() -> None:
    case = Case().law("l", ["8542"], [effect("l", "N/A", "2027-06-23T00:01", state="scheduled")])
    assert told(case.ask("85423100", "2027-07-01").layers) == {"l": ("scheduled", None, True)}


def test_the_rate_may_stand_on_the_line() -> None:
    line = Line(1, "l-v1", "87120015", rate=parse_rate("20%"))
    case = Case().law("l", [line], [effect("l", "N/A", YEAR[0], rate_on_lines=True)])
    assert percents(case.ask("87120015", "2019-06-01").layers) == {"l": "20"}


def test_an_amended_version_binds_from_its_day_and_not_before() -> None:
    day = wall_of(date(2019, 1, 1))
    editions = (Edition("l-1", 1, "final", "Final", 0), Edition("l-2", 2, "amended", "Amended", day))
    lines = [Line(1, "l-1", "8711"), Line(2, "l-2", "8712")]
    case = Case().law("l", lines, [effect("l", "25%", YEAR[0])], editions=editions)
    assert [bool(case.ask("87120015", on).layers) for on in ("2018-12-31", "2019-01-01")] == [False, True]


def test_the_nearest_misses_are_named() -> None:
    answer = (
        Case().law("l", ["87120025", "87120035"], [effect("l", "25%", YEAR[0])]).ask("87120015", "2019-06-01")
    )
    missed = answer.not_covered[0]
    assert (missed.reason, [line.digits for line in missed.nearest]) == ("code", ["87120025", "87120035"])


def test_goods_in_words_are_left_to_the_reader() -> None:
    bells = Line(1, "l-v1", "", description="Bells")
    answer = Case().law("l", [bells], [effect("l", "25%", YEAR[0])]).ask("87120015", "2019-06-01")
    assert [one.reason for one in answer.not_covered] == ["words"]


@pytest.mark.parametrize(
    ("recorded", "says"),
    [(0, "none of its lines are"), (1, "only one of its lines is"), (5, "only 5 of its lines are")],
)
def test_a_list_recorded_in_part_may_have_the_code(recorded: int, says: str) -> None:
    part = Edition("l-1", 1, "final", "Final", 0, recorded=recorded, is_partial=True)
    answer = Case().law("l", [], [effect("l", "25%", YEAR[0])], editions=[part]).ask("87120015", "2019-06-01")
    assert [one.reason for one in answer.not_covered] == ["not_recorded"]
    assert says in answer.not_covered[0].why


@pytest.mark.parametrize(("mode", "applies"), [("additional", True), ("in_lieu", False), ("", None)])
def test_the_normal_duty_stays_goes_or_is_not_known(mode: str, *, applies: bool | None) -> None:
    layers = (
        Case()
        .law("l", ["8712"], [effect("l", "100%", YEAR[0], mode=mode)])
        .ask("87120015", "2019-06-01")
        .layers
    )
    assert with_base(BASE, layers).applies is applies


def test_a_suspended_duty_in_lieu_leaves_the_normal_one() -> None:
    effects = [effect("l", "100%", YEAR[0], mode="in_lieu", state="suspended")]
    layers = Case().law("l", ["8712"], effects).ask("87120015", "2019-06-01").layers
    assert with_base(BASE, layers).applies is True


@pytest.mark.parametrize(
    ("country", "day", "inside"),
    [
        ("GB", "2020-12-31", True),
        ("GB", "2021-01-01", False),
        ("AT", "1994-12-31", False),
        ("HR", "2013-07-01", True),
        ("CH", "2020-01-01", False),
    ],
)
def test_membership_of_the_union_has_dates(country: str, day: str, *, inside: bool) -> None:
    assert ("EU" in reach(country, date.fromisoformat(day))) is inside


def test_a_line_cut_down_in_words_only_is_not_decided() -> None:
    line = Line(1, "l-v1", "87120015", partial="ex: for children")
    layer = Case().law("l", [line], [effect("l", "25%", YEAR[0])]).ask("87120015", "2019-06-01").layers[0]
    assert (layer.applies, "for children" in layer.why) == (None, True)


def test_a_list_of_a_later_day_is_no_near_miss() -> None:
    later = Edition("l-1", 1, "final", "Final", wall_of(date(2019, 6, 2)))
    case = Case().law("l", ["87120025"], [effect("l", "25%", "2019-06-02T00:01")], editions=[later])
    assert [bool(case.ask("87120015", on).not_covered) for on in ("2019-06-01", "2019-06-02")] == [
        False,
        True,
    ]
