"""A question read from text: strictly, with every fault at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from clocks.given import DAY, read_day
from tariffs.answers import Question
from tariffs.codes import BadCode, digits_of
from tariffs.countries import place_of

FIELDS = ("importer", "origin", "code", "on", "at", "exported_on")
REQUIRED = ("importer", "origin", "code", "on")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
SHALLOWEST = 6


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault: the field, a short code, and what to do."""

    field: str
    code: str
    detail: str


def read_question(given: Mapping[str, str]) -> tuple[Question | None, list[Wrong]]:
    """Return the question, or None and everything that is wrong with it."""
    wrong = [Wrong(name, "missing", _missing(name)) for name in REQUIRED if not given.get(name, "").strip()]
    importer, origin = _place(given, "importer", wrong), _place(given, "origin", wrong)
    digits = _digits(given.get("code", ""), wrong)
    on, exported_on = _day(given, "on", wrong), _day(given, "exported_on", wrong)
    at = _hour(given.get("at", ""), wrong)
    if importer and importer == origin:
        wrong.append(
            Wrong("origin", "same", f"origin: {origin} is the importer itself; goods come from elsewhere.")
        )
    if on and exported_on and exported_on > on:
        wrong.append(Wrong("exported_on", "order", f"exported_on: {exported_on} is after the entry on {on}."))
    if wrong or on is None:
        return None, wrong
    return Question(importer, origin, digits, on, at, exported_on), []


def _missing(name: str) -> str:
    wanted = {
        "importer": "the two letters of the importing country, such as US",
        "origin": "the two letters of the country of origin, such as CN",
        "code": "the commodity code, such as 8517.62.00",
        "on": "the day of entry, such as 2019-09-15",
    }
    return f"{name}: give {wanted[name]}."


def _place(given: Mapping[str, str], name: str, wrong: list[Wrong]) -> str:
    text = given.get(name, "")
    if not text.strip():
        return ""
    try:
        return place_of(text)
    except ValueError as error:
        wrong.append(Wrong(name, "bad_country", f"{name}: {error}"))
        return ""


def _digits(text: str, wrong: list[Wrong]) -> str:
    if not text.strip():
        return ""
    try:
        digits = digits_of(text)
    except BadCode as error:
        wrong.append(Wrong("code", "bad_code", f"code: {error}"))
        return ""
    if len(digits) < SHALLOWEST:
        fix = f"code: {digits} is no line yet, and duties are due on lines: give six digits or more."
        wrong.append(Wrong("code", "too_short", fix))
    elif digits[:2] in {"98", "99"}:
        wrong.append(
            Wrong(
                "code",
                "special_chapter",
                "code: chapters 98 and 99 hold claims, not goods; give the code of the goods.",
            )
        )
    return digits


def _day(given: Mapping[str, str], name: str, wrong: list[Wrong]) -> date | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    day = read_day(text)
    if day is None and DAY.fullmatch(text):
        wrong.append(Wrong(name, "bad_date", f"{name}: {text} is not a day of the calendar."))
    elif day is None:
        wrong.append(Wrong(name, "bad_date", f"{name}: “{text[:40]}” is no date; write it as 2019-09-15."))
    elif not EARLIEST <= day <= LATEST:
        wrong.append(Wrong(name, "bad_date", f"{name}: give a day from {EARLIEST.year} to {LATEST.year}."))
        return None
    return day


def _hour(text: str, wrong: list[Wrong]) -> time | None:
    text = text.strip()
    if not text:
        return None
    found = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", text, re.ASCII)
    if found is None:
        wrong.append(
            Wrong(
                "at", "bad_time", f"at: “{text[:20]}” is no time; write it as 00:01, on the importer's clock."
            )
        )
        return None
    return time(int(found[1]), int(found[2]))
