"""Rates of duty as printed, read strictly: what is not understood is refused, never guessed.

Written after the column of rates of the US tariff schedule ("4.4¢/kg + 2%") and
the ways lists print a rate ("27.5 %", "Free").
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NUMBER = r"(?:\d+(?:[.,]\d+)?|\.\d+)"
PERCENT = re.compile(rf"({NUMBER})\s*(?:%|percent|per cent|pct\.?)(?:\s+ad valorem)?", re.IGNORECASE)
BARE = re.compile(NUMBER)
SPECIFIC = re.compile(
    rf"(?:(?P<sign>US\$|\$|€|£|[A-Z]{{3}}\s?)(?P<amount>{NUMBER})|(?P<cents>{NUMBER})\s*¢)"
    r"\s*(?:/\s*|(?=each\b)|per\s+)(?P<unit>[A-Za-z0-9][A-Za-z0-9 .,²³]{0,38}?)",
)
MIXED = re.compile(
    r"(.+?) or (.+?),? whichever is (?:the )?(higher|greater|lower|lesser|less)", re.IGNORECASE
)
EITHER = re.compile(r"\bor\b|\bto\b|\band\b|\d\s*%?\s*[-–/]\s*\d", re.IGNORECASE)
ON_TOP = re.compile(r"the duty provided in the applicable subheading\s*(?:\+|plus)\s*(.+)", re.IGNORECASE)
FREE = {"free", "nil"}
UNKNOWN = {"", "-", "–", "—", "n/a", "na", "tbd", "unknown", "not stated", "?"}
CURRENCY = {"US$": "USD", "€": "EUR", "£": "GBP"}
MOST = Decimal("9999.999")  # what the column of percents holds


class Combination(StrEnum):
    """How the parts of a rate make the duty."""

    FREE = "free"
    AD_VALOREM = "ad_valorem"
    SPECIFIC = "specific"
    COMPOUND = "compound"
    MIXED_MAX = "mixed_max"
    MIXED_MIN = "mixed_min"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Specific:
    """So much money (`amount` of `currency`, ISO 4217) for each `unit`, as printed ("kg", "doz.")."""

    amount: Decimal
    currency: str
    unit: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate: its text as printed, and its parts where they are known."""

    text: str
    ad_valorem_percent: Decimal | None
    specific: Specific | None
    combination: Combination

    @property
    def is_known(self) -> bool:
        """Return whether the duty can be counted from it."""
        return self.combination is not Combination.UNKNOWN


class RateError(ValueError):
    """A text that is no rate, or more than one; the message says what would be understood."""


def parse_rate(text: str, *, fractions: bool = False, currency: str = "USD") -> Rate:
    """Return the rate that `text` prints; "N/A" and "" are a rate not known.

    `fractions`: a bare number is a share of one (0.275 for 27.5 %). `currency` is
    what "$" and "¢" stand for. Raises RateError for anything ambiguous or not
    understood: never a guess, never 0.
    """
    words = " ".join(text.replace("\u00a0", " ").split())
    if words.lower() in UNKNOWN:
        return Rate(words, None, None, Combination.UNKNOWN)
    if words.lower() in FREE:
        return Rate(words, Decimal(0), None, Combination.FREE)
    if BARE.fullmatch(words):
        return Rate(words, _bare(words, fractions=fractions), None, Combination.AD_VALOREM)
    on_top = ON_TOP.fullmatch(words)
    percent, specific, combination = _parts(on_top[1] if on_top else words, words, currency)
    return Rate(words, percent, specific, combination)


def _parts(words: str, whole: str, currency: str) -> tuple[Decimal | None, Specific | None, Combination]:
    mixed = MIXED.fullmatch(words)
    if mixed:
        kind = Combination.MIXED_MAX if mixed[3].lower() in {"higher", "greater"} else Combination.MIXED_MIN
        return (*_pair(mixed[1], mixed[2], whole, currency), kind)
    match [one.strip() for one in words.split("+")]:
        case [alone]:
            percent, specific = _one(alone, whole, currency)
            return percent, specific, Combination.AD_VALOREM if specific is None else Combination.SPECIFIC
        case [first, second]:
            return (*_pair(first, second, whole, currency), Combination.COMPOUND)
        case _:
            raise RateError(
                f"“{whole}” has more than two parts; give an ad valorem and a specific part at most."
            )


def _pair(first: str, second: str, whole: str, currency: str) -> tuple[Decimal | None, Specific | None]:
    """Return the two parts, of which one is ad valorem and one specific."""
    read = [_one(words, whole, currency) for words in (first, second)]
    percents = [percent for percent, _ in read if percent is not None]
    specifics = [specific for _, specific in read if specific is not None]
    if len(percents) != 1 or len(specifics) != 1:
        raise RateError(f"“{whole}” needs one part in percent and one in money a unit, such as 4.4¢/kg + 2%.")
    return percents[0], specifics[0]


def _one(words: str, whole: str, currency: str) -> tuple[Decimal | None, Specific | None]:
    percent = PERCENT.fullmatch(words)
    if percent:
        return _percent(_decimal(percent[1], whole), whole), None
    money = SPECIFIC.fullmatch(words)
    if money:
        return None, _specific(money, whole, currency)
    if EITHER.search(words):
        raise RateError(f"“{whole}” names more than one rate; give each line its own.")
    raise RateError(f"“{whole}” is no rate; write 25%, Free, 4.4¢/kg, 4.4¢/kg + 2% or N/A.")


def _specific(found: re.Match[str], whole: str, currency: str) -> Specific:
    unit = found["unit"].strip()
    if found["cents"]:
        return Specific(_decimal(found["cents"], whole) / 100, currency, unit)
    sign = found["sign"].strip()
    return Specific(
        _decimal(found["amount"], whole), currency if sign == "$" else CURRENCY.get(sign, sign), unit
    )


def _bare(words: str, *, fractions: bool) -> Decimal:
    number = _decimal(words, words)
    if fractions:
        if number > 10:
            raise RateError(
                f"“{words}” in a column of fractions would be {number * 100} %; say if these are percents."
            )
        return _percent(number * 100, words)
    if 0 < number < 1:
        raise RateError(
            f"“{words}” may be {number} % or {number * 100} %; write the % sign, or say that the column is fractions."
        )
    return _percent(number, words)


def _percent(number: Decimal, whole: str) -> Decimal:
    if number > MOST:
        raise RateError(f"“{whole}” is more than {MOST} %.")
    if number != round(number, 3):
        raise RateError(f"“{whole}” has more than three decimals of a percent.")
    return number


def _decimal(digits: str, whole: str) -> Decimal:
    """Return the number; a comma is a decimal one unless three digits follow, which may be thousands."""
    if re.fullmatch(r"\d+,\d{3}", digits):
        raise RateError(f"“{whole}” may mean thousands or decimals; write the decimals with a point.")
    return Decimal(digits.replace(",", "."))
