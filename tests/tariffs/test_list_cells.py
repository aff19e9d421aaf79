"""What a cell of a column of codes may hold, and what is read from it or refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs.codes import display
from tariffs.importers.lists.codecells import BadCell, Facts, facts_of, read_cell
from tariffs.importers.lists.tables import Raw

DOTTED = facts_of(["0101.21.00", "8517.62.00", "9403.20.00"])
LOST = facts_of(["1012100", "85176200", "94032000"])
TENS = facts_of([101210010, 8517620090, 9403200020])
SIXES = facts_of(["0101.21", "8517.62", "9403.20"])


def read(raw: Raw, facts: Facts = DOTTED) -> list[str]:
    return [one.digits for one in read_cell(raw, facts)[0]]


@pytest.mark.parametrize(
    ("raw", "facts", "digits"),
    [
        ("8517.62.00", DOTTED, ["85176200"]),
        ("8517.62.0090", DOTTED, ["8517620090"]),
        ("8517.62.00.90", DOTTED, ["8517620090"]),
        ("8517 62 00", DOTTED, ["85176200"]),
        ("\ufeff8517\u00a062\u00a000", DOTTED, ["85176200"]),
        (" '8517.62.00 ", DOTTED, ["85176200"]),
        ('="01012100"', DOTTED, ["01012100"]),
        ("7206", DOTTED, ["7206"]),
        (85176200, LOST, ["85176200"]),
        (1012100, DOTTED, ["01012100"]),
        (1012100.0, DOTTED, ["01012100"]),
        ("1012100", LOST, ["01012100"]),
        ("1012100.0", LOST, ["01012100"]),
        (101210010, TENS, ["0101210010"]),
        (8517.62, SIXES, ["851762"]),
        (8517.6, SIXES, ["851760"]),
        (101.21, SIXES, ["010121"]),
        ("8517.62.00; 8518.10.00", DOTTED, ["85176200", "85181000"]),
        ("8517.62.00\n8518.10.00", DOTTED, ["85176200", "85181000"]),
        ("8517.62.00 8518.10.00", DOTTED, ["85176200", "85181000"]),
        ("8517.62.00 and 8518.10.00", DOTTED, ["85176200", "85181000"]),
        (date(2009, 12, 10), DOTTED, ["20091210"]),
        ("2009-12-10", DOTTED, ["20091210"]),
        ("2009-12-10 00:00:00", DOTTED, ["20091210"]),
        (date(2009, 12, 1), SIXES, ["200912"]),
    ],
)
def test_codes_are_read(raw: Raw, facts: Facts, digits: list[str]) -> None:
    assert read(raw, facts) == digits


@pytest.mark.parametrize(
    ("raw", "facts", "says"),
    [
        (None, DOTTED, "there is no code in it"),
        (True, DOTTED, "there is no code in it"),
        ("  ", DOTTED, "there is no code in it"),
        ("1012100", DOTTED, "keeps its leading zeros"),
        ("851762001", TENS, ""),
        ("10-Dec", DOTTED, "turned this code into the date “10-Dec”"),
        ("Jan-01", DOTTED, "turned this code into the date"),
        ("1/2/2001", DOTTED, "turned this code into the date"),
        (date(2025, 1, 2), facts_of(["0102", "0201", "0406"]), "01.02 or 0201".replace("01.02", "0102")),
        (date(2009, 12, 1), facts_of(["2009.12.01", "2009.12"] * 9), "it may be 2009.12 or 2009.12.01"),
        ("8.51762E+07", LOST, "its last digits are lost"),
        ("8501-8504", DOTTED, "is a range"),
        ("8501 to 8504", DOTTED, "is a range"),
        ("851762", facts_of([]), ""),
        ("12345678901", DOTTED, "it has 11 digits"),
        ("Live horses", DOTTED, "only digits with single dots"),
        ("8517.62.00 except 8518.10.00", DOTTED, "8518.10.00 does not lie within 8517.62.00"),
    ],
)
def test_what_is_no_code_is_refused(raw: Raw, facts: Facts, says: str) -> None:
    if not says:
        assert read(raw, facts)
        return
    with pytest.raises(BadCell) as refused:
        read_cell(raw, facts)
    assert says in str(refused.value)


def test_partial_cover_is_kept() -> None:
    (one,), _ = read_cell("8517.62.00 (except 8517.62.0090)", DOTTED)
    assert (one.digits, one.excepted, one.partial) == ("85176200", ("8517620090",), "except 8517.62.0090")


def test_ex_is_partial() -> None:
    (one,), _ = read_cell("ex 8517 62 00", DOTTED)
    assert (one.digits, one.partial) == ("85176200", "ex")


def test_what_was_put_right_is_told() -> None:
    assert "lost its leading zero" in read_cell(1012100, DOTTED)[1]


CODES = st.tuples(st.integers(1, 97), st.sampled_from([4, 6, 8, 10]), st.integers(0, 99_999_999)).map(
    lambda parts: (f"{parts[0]:02}" + f"{parts[2]:08}")[: parts[1]]
)
EIGHTS = st.lists(CODES.map(lambda code: code.ljust(8, "1")[:8]), min_size=3, unique=True)


@given(CODES, st.sampled_from(["dots", "spaces", "bare", "nbsp", "quoted"]))
def test_any_printing_of_a_code_is_read(code: str, form: str) -> None:
    shown = display(code)
    printed = {
        "dots": shown, "spaces": shown.replace(".", " "), "bare": code, "nbsp": shown.replace(".", "\u00a0"),
        "quoted": f"'{shown}",
    }[form]  # fmt: skip
    assert read(printed) == [code]


@given(EIGHTS)
def test_numbers_get_their_zeros_back(codes: list[str]) -> None:
    facts = facts_of([int(code) for code in codes])
    assert [read(int(code), facts) for code in codes] == [[code] for code in codes]


@given(EIGHTS)
def test_a_text_column_that_lost_its_zeros_gets_them_back(codes: list[str]) -> None:
    stripped = [code.lstrip("0") for code in codes]
    facts = facts_of(stripped)
    assert [read(code, facts) for code in stripped] == [[code] for code in codes]


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.none(), st.booleans()))
def test_any_cell_is_read_or_refused_with_a_reason(raw: Raw) -> None:
    try:
        reads, _ = read_cell(raw, DOTTED)
    except BadCell as refused:
        assert str(refused)
    else:
        assert all(one.digits.isdigit() and len(one.digits) in {2, 4, 6, 8, 9, 10} for one in reads)
