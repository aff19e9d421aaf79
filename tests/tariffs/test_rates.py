"""Rates as printed: read strictly, or refused with what would be understood."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs.rates import Combination, Rate, RateError, Specific, parse_rate

PERCENTS = st.decimals("0.001", "9999.999", places=3)
AMOUNTS = st.decimals("0.01", "9999.99", places=2)
UNITS = st.sampled_from(["kg", "doz.", "head", "100 kg", "m²", "pr."])


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("27.5%", "27.5"), ("27.5 %", "27.5"), ("27,5\u00a0%", "27.5"), ("25", "25"), ("0", "0"), (".5%", ".5"),
        ("100 percent ad valorem", "100"), ("7.5 per cent", "7.5"),
        ("The duty provided in the applicable subheading + 25%", "25"),
    ],
)  # fmt: skip
def test_a_percent_is_read(text: str, percent: str) -> None:
    rate = parse_rate(text)
    assert (rate.ad_valorem_percent, rate.combination) == (Decimal(percent), Combination.AD_VALOREM)


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("4.4¢/kg", Specific(Decimal("0.044"), "USD", "kg")),
        ("$1.50/doz.", Specific(Decimal("1.50"), "USD", "doz.")),
        ("68¢ each", Specific(Decimal("0.68"), "USD", "each")),
        ("€12.5/100 kg", Specific(Decimal("12.5"), "EUR", "100 kg")),
        ("CAD 2/kg", Specific(Decimal(2), "CAD", "kg")),
    ],
)
def test_money_a_unit_is_read(text: str, specific: Specific) -> None:
    assert parse_rate(text) == Rate(text, None, specific, Combination.SPECIFIC)


def test_cents_are_those_of_the_schedule() -> None:
    assert parse_rate("1.54¢/kg", currency="CAD").specific == Specific(Decimal("0.0154"), "CAD", "kg")


@pytest.mark.parametrize(
    ("text", "combination"),
    [
        ("4.4¢/kg + 2%", Combination.COMPOUND),
        ("2% + 4.4¢/kg", Combination.COMPOUND),
        ("2% or 4.4¢/kg, whichever is higher", Combination.MIXED_MAX),
        ("4.4¢/kg or 2% whichever is the lower", Combination.MIXED_MIN),
    ],
)
def test_two_parts_are_read_in_either_order(text: str, combination: Combination) -> None:
    assert parse_rate(text) == Rate(text, Decimal(2), Specific(Decimal("0.044"), "USD", "kg"), combination)


def test_free_is_zero_and_says_so() -> None:
    assert parse_rate("Free") == Rate("Free", Decimal(0), None, Combination.FREE)


@pytest.mark.parametrize("text", ["", "N/A", "n/a", " - ", "TBD", "?"])
def test_what_is_not_stated_is_unknown_and_never_zero(text: str) -> None:
    rate = parse_rate(text)
    assert not rate.is_known
    assert rate.ad_valorem_percent is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5% or 10%", "more than one rate"),
        ("5-10%", "more than one rate"),
        ("5/10/20/25 %", "more than one rate"),
        ("0.275", "may be 0.275 % or 27.500 %"),
        ("1,500%", "thousands or decimals"),
        ("10000%", "more than 9999.999 %"),
        ("1.2345%", "more than three decimals"),
        ("2% + 3%", "one part in percent and one in money"),
        ("1¢/kg + 2% + 3%", "more than two parts"),
        ("prohibitive", "is no rate"),
        ("¥5/kg", "is no rate"),
        ("-5%", "is no rate"),
    ],
)
def test_the_ambiguous_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(RateError, match=says):
        parse_rate(text)


@pytest.mark.parametrize(("text", "percent"), [("0.275", "27.5"), ("1", "100"), ("0", "0")])
def test_a_column_of_fractions_is_read_as_such(text: str, percent: str) -> None:
    assert parse_rate(text, fractions=True).ad_valorem_percent == Decimal(percent)


def test_percents_in_a_column_of_fractions_are_refused() -> None:
    with pytest.raises(RateError, match="would be 2500 %"):
        parse_rate("25", fractions=True)


@given(PERCENTS)
def test_every_percent_comes_back(percent: Decimal) -> None:
    assert parse_rate(f"{percent}%").ad_valorem_percent == percent


@given(PERCENTS, AMOUNTS, UNITS, st.sampled_from(["USD", "EUR", "GBP"]))
def test_every_compound_rate_comes_back(percent: Decimal, amount: Decimal, unit: str, currency: str) -> None:
    rate = parse_rate(f"{currency} {amount}/{unit} + {percent}%")
    assert (rate.ad_valorem_percent, rate.specific) == (percent, Specific(amount, currency, unit))


@given(st.text(max_size=40))
def test_any_text_is_a_rate_or_refused(text: str) -> None:
    try:
        rate = parse_rate(text)
    except RateError as error:
        assert str(error)
    else:
        known = rate.ad_valorem_percent is not None or rate.specific is not None
        assert rate.is_known is known
