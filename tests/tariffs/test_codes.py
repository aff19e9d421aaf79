"""Codes are strings of digits; what is none is refused with the reason and the fix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs import codes


def of_length(length: int) -> st.SearchStrategy[str]:
    return st.integers(10 ** (length - 2), 10**length - 1).map(lambda number: f"{number:0{length}d}")


DIGITS = st.sampled_from(codes.LENGTHS).flatmap(of_length)


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("85", "85"),
        ("01.01", "0101"),
        ("8517", "8517"),
        ("8517.62", "851762"),
        ("8517 62 00", "85176200"),
        ("8517.62.0090", "8517620090"),
        ("8517.62.00.90", "8517620090"),
        (" \ufeff0101.21.00\u200b\u00a0", "01012100"),
        ("8517\u00a062\u00a000", "85176200"),
        ("010121001", "010121001"),
    ],
)
def test_printed_codes_are_read(printed: str, digits: str) -> None:
    assert codes.digits_of(printed) == digits


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("", "no digits"),
        ("851", "3 digits"),
        ("8517620", "7 digits"),
        ("01.02.2020", "cut after digit 2"),
        ("851.762", "cut after digit 3"),
        ("8517-62-00", "only digits"),
        ("8517..62", "only digits"),
        ("ex 8517.62", "only digits"),
        ("٨٥١٧", "only digits"),
        ("0012", "no chapter 00"),
        ("85176200901", "11 digits"),
    ],
)
def test_others_are_refused_with_the_reason(printed: str, why: str) -> None:
    with pytest.raises(codes.BadCode, match=why):
        codes.digits_of(printed)


def test_a_refusal_names_the_place_and_the_fix() -> None:
    with pytest.raises(codes.BadCode) as refused:
        codes.digits_of("8517620", "row 7, column HTS8")

    assert str(refused.value) == (
        "row 7, column HTS8: “8517620” is not a commodity code: it has 7 digits; codes have 2, 4, 6, 8, 9 or 10 "
        "digits; if a leading zero was lost, put it back."
    )


@given(DIGITS)
def test_what_is_shown_can_be_read_back(digits: str) -> None:
    assert codes.digits_of(codes.display(digits)) == digits


@given(st.text(max_size=14))
def test_any_text_is_a_code_of_a_known_length_or_refused(text: str) -> None:
    try:
        digits = codes.digits_of(text)
    except codes.BadCode:
        return
    assert digits.isascii() and digits.isdigit() and len(digits) in codes.LENGTHS


@given(DIGITS)
def test_ancestors_are_the_shorter_codes_that_contain_it(digits: str) -> None:
    found = codes.ancestors(digits)

    assert all(codes.contains(above, digits) for above in found)
    assert [len(above) for above in found] == [n for n in codes.STEPS if n < len(digits)]


@given(DIGITS, DIGITS)
def test_to_be_the_same_line_is_to_contain_each_other(a: str, b: str) -> None:
    assert codes.same_line(a, b) == (codes.contains(a, b) and codes.contains(b, a))


@given(of_length(8))
def test_a_ten_digit_00_is_its_line(line: str) -> None:
    assert codes.same_line(line + "00", line)
    assert not codes.same_line(line + "10", line)


@given(DIGITS, DIGITS)
def test_a_code_is_in_the_range_of_exactly_its_beginnings(prefix: str, digits: str) -> None:
    low, high = codes.range_of(prefix)

    assert (low <= digits <= high) == digits.startswith(prefix)


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("85", "85"), ("8517", "8517"), ("851762", "8517.62"), ("85176200", "8517.62.00"),
     ("851762009", "8517.62.009"), ("8517620090", "8517.62.0090")],
)  # fmt: skip
def test_codes_are_shown_with_dots(digits: str, shown: str) -> None:
    assert codes.display(digits) == shown


def test_lines_have_eight_digits_or_more() -> None:
    assert [codes.is_line(digits) for digits in ("8517", "851762", "85176200", "8517620090")] == [
        False, False, True, True,
    ]  # fmt: skip
