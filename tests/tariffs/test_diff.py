"""What became of a line, case by case."""

from decimal import Decimal
from typing import Any

import pytest

from tariffs.diff import Change, Diff, diff, sentence
from tariffs.lines import Line, rate_key


def line(digits: str, **values: Any) -> Line:
    return Line(values.pop("position", 1), digits, **values)


def words(text: str, **values: Any) -> Line:
    return Line(1, description=text, **values)


def changes(found: Diff) -> list[tuple[str, list[str], list[str]]]:
    return [
        (row.change.value, [line.digits for line in row.old], [line.digits for line in row.new])
        for row in found.rows
    ]


PHONES, ROUTERS, OTHER = "8517620010", "8517620020", "8517620090"
WHOLE = "85176200"
ALL_OF_IT = (PHONES, ROUTERS, OTHER)


def one(old: list[Line], new: list[Line], edition: tuple[str, ...] = ()) -> str:
    """Return the change of the only row."""
    (row,) = diff(old, new, edition).rows
    return row.change.value


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ([line(WHOLE)], [line(WHOLE)], "kept"),
        ([line(WHOLE)], [line("8517620000")], "kept"),
        ([line(WHOLE, printed="8517.62.00")], [line(WHOLE, printed="8517 62 00")], "kept"),
        ([line(WHOLE, rate="25%")], [line(WHOLE, rate="25 per cent")], "kept"),
        ([line(WHOLE, rate="25%")], [line(WHOLE, rate="25", percent=Decimal("25.000"))], "kept"),
        ([line(WHOLE, rate="25%")], [line(WHOLE)], "kept"),
        ([line(WHOLE, rate="10%")], [line(WHOLE, rate="25%")], "rate_changed"),
        ([line(WHOLE, rate="5%")], [line(WHOLE, rate="5% + 4.4¢/kg")], "rate_changed"),
        ([line(WHOLE, rate="Free")], [line(WHOLE, percent=Decimal(0))], "kept"),
        ([line(WHOLE, part="A")], [line(WHOLE, part="B")], "moved"),
        ([line(WHOLE, description="Phones")], [line(WHOLE, description="Telephones")], "description_only"),
        ([line(WHOLE, description="Phones, other")], [line(WHOLE, description="phones;  OTHER")], "kept"),
        ([line(WHOLE, description="Phones")], [line(WHOLE)], "kept"),
        ([line(WHOLE, part="A", rate="10%")], [line(WHOLE, part="B", rate="25%")], "rate_changed"),
        ([line(WHOLE)], [line(WHOLE, excepted=(OTHER,))], "narrowed"),
        ([line(WHOLE, excepted=(OTHER,))], [line(WHOLE, excepted=(PHONES,))], "recut"),
        ([line(WHOLE)], [line(WHOLE, countries=("CN",))], "narrowed"),
        ([line(WHOLE, countries=("CN", "MX"))], [line(WHOLE, countries=("MX", "CN"))], "kept"),
        ([line(WHOLE, countries=("CN",))], [line(WHOLE, countries=("MX",))], "recut"),
        ([line(WHOLE, partial="ex wooden")], [line(WHOLE)], "widened"),
        ([line(WHOLE, partial="ex wooden")], [line(WHOLE, partial="ex metal")], "recut"),
        ([line("851762")], [line(WHOLE)], "narrowed"),
        ([line(PHONES)], [line(WHOLE)], "widened"),
        ([line(WHOLE)], [line(PHONES), line(ROUTERS)], "split"),
        ([line(PHONES), line(ROUTERS)], [line("8517")], "merged"),
        ([line(WHOLE)], [line(WHOLE, excepted=(OTHER,)), line(OTHER, part="B")], "split"),
        ([line(WHOLE)], [line(WHOLE, excepted=(OTHER,)), line(OTHER)], "granularity_only"),
        ([line(WHOLE, only=(PHONES,))], [line(PHONES)], "granularity_only"),
        ([line(PHONES), line(ROUTERS)], [line(WHOLE, only=(PHONES, ROUTERS))], "granularity_only"),
        ([words("Films: imports stopped.")], [words("films – imports stopped")], "kept"),
    ],
)  # fmt: skip
def test_what_became_of_a_line(old: list[Line], new: list[Line], change: str) -> None:
    assert one(old, new) == change


@pytest.mark.parametrize(
    ("new", "change"),
    [
        ([line(code) for code in ALL_OF_IT], "granularity_only"),
        ([line(PHONES, rate="10%"), line(ROUTERS, rate="25%"), line(OTHER)], "split"),
        ([line(code, rate="10%") for code in ALL_OF_IT], "rate_changed"),
        ([line(PHONES), line(ROUTERS)], "narrowed"),
        ([line(WHOLE, excepted=(OTHER,)), line(OTHER)], "granularity_only"),
        ([line(WHOLE)], "kept"),
    ],
)
def test_an_edition_tells_whether_all_of_a_line_is_still_covered(new: list[Line], change: str) -> None:
    assert one([line(WHOLE, rate="5%" if change == "rate_changed" else "")], new, ALL_OF_IT) == change


def test_without_an_edition_a_split_says_that_it_does_not_know() -> None:
    (row,) = diff([line(WHOLE)], [line(PHONES), line(ROUTERS)]).rows
    assert row.known is False


def test_a_line_above_takes_nothing_from_those_beneath_it() -> None:
    old = [line("72061000"), line("72069000")]
    new = [line("7206"), line("72061000")]
    assert changes(diff(old, new)) == [
        ("widened", ["72069000"], ["7206"]),
        ("kept", ["72061000"], ["72061000"]),
    ]


def test_a_line_printed_once_more_is_added() -> None:
    new = [line(WHOLE, position=1), line(WHOLE, position=2, part="B")]
    assert changes(diff([line(WHOLE)], new)) == [("kept", [WHOLE], [WHOLE]), ("added", [], [WHOLE])]


def test_of_several_lines_with_one_code_those_most_alike_are_partners() -> None:
    old = [line(WHOLE, countries=("CN",), rate="25%"), line(WHOLE, countries=("MX",), rate="10%")]
    new = [line(WHOLE, countries=("MX",), rate="15%"), line(WHOLE, countries=("CN",), rate="25%")]
    assert sorted(row.change.value for row in diff(old, new).rows) == ["kept", "rate_changed"]


def test_items_in_words_come_last_and_are_matched_by_their_words() -> None:
    old = [words("Talks on a car plant are suspended"), line("37061030")]
    new = [words("Imports of films are suspended"), line("37061030")]
    assert [row.change.value for row in diff(old, new).rows] == ["kept", "added", "removed"]


def test_a_row_names_all_that_differs() -> None:
    old = [line(WHOLE, rate="10%", part="A", description="Phones")]
    new = [line(WHOLE, rate="25%", part="B", description="Telephones", excepted=(OTHER,))]
    (row,) = diff(old, new).rows
    assert (row.change, row.fields) == (Change.NARROWED, ("cover", "rate", "part", "description"))


def test_a_rate_in_one_version_only_is_no_change_but_told() -> None:
    found = diff([line(WHOLE)], [line(WHOLE, rate="25%")])
    told = "Final list keeps 1 of 1 lines; no rate changed; 1 state a rate in one version only"
    assert (found.rows[0].fields, sentence(found, "Final list")) == (("rate_stated",), told)


def test_the_sentence_tells_the_outcome() -> None:
    old = [line("01012100"), line("02011005", rate="10%"), line("03021100")]
    new = [line("0101210000"), line("02011005", rate="25%"), line("04090000"), line("05051000")]
    assert sentence(diff(old, new), "Final list") == (
        "Final list keeps 2 of 3 lines, drops 1, adds 2; 1 rate changed"
    )


@pytest.mark.parametrize(
    ("rate", "percent", "key"),
    [
        ("25%", None, "25%"), ("25 per cent", None, "25%"), ("27,5 %", None, "27.5%"), ("", Decimal("7.500"), "7.5%"),
        ("100 %", Decimal(100), "100%"), ("Free", None, "0%"), ("4.4¢/kg + 2%", Decimal(2), "4.4¢/kg+2%"),
        ("", None, ""), ("N/A", None, "n/a"),
    ],
)  # fmt: skip
def test_rates_are_compared_by_what_they_say(rate: str, percent: Decimal | None, key: str) -> None:
    assert rate_key(rate, percent) == key


def test_versions_whose_lines_are_not_recorded_are_not_said_to_keep_or_add_any() -> None:
    lines = [Line(1, "85176200")]
    told = "Nothing can be compared: the lines of {} recorded here"
    assert sentence(diff([], lines), "Final list") == told.format("the old version are not")
    assert sentence(diff(lines, []), "Final list") == told.format("the new version are not")
    assert sentence(diff([], []), "Final list") == told.format("neither version are")
