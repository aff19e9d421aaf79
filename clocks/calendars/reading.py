"""The calendars that ship with the product, read from `data/`: what a calendar is (YAML), its days (CSV)."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clocks.calendars.days import Calendar, Calendars, Coverage, Meetings
from clocks.types import Confidence

DATA = files("clocks.calendars") / "data"
WORKING_DAYS = ("us-federal", "wto", "eu-institutions", "china")
BODIES = ("dsb",)
COLUMNS = ("day", "weekday", "what", "name", "source")


@cache
def shipped() -> Calendars:
    """Return every calendar that ships with the product; read once."""
    return Calendars(
        {name: working_days(name) for name in WORKING_DAYS}, {name: _meetings(name) for name in BODIES}
    )


def described(name: str) -> dict[str, Any]:
    """Return what `data/{name}.yaml` says of a calendar."""
    raw: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return raw


def coverage(raw: dict[str, Any]) -> tuple[Coverage, ...]:
    """Return the spans of years that a description covers."""
    return tuple(
        Coverage(span["years"][0], span["years"][1], Confidence(span["confidence"]), span["source"])
        for span in raw["coverage"]
    )


def working_days(name: str) -> Calendar:
    """Return one working-day calendar, read from its two files."""
    raw = described(name)
    spans = coverage(raw)
    days: dict[str, dict[date, str]] = {"closed": {}, "worked": {}}
    sources = {}
    for row in csv.DictReader((DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()):
        day = date.fromisoformat(row["day"])
        days[row["what"]][day] = row["name"]
        sources[day] = row["source"]
    return Calendar(
        name,
        frozenset(year for span in spans for year in range(span.first, span.last + 1)),
        closed=days["closed"],
        worked=days["worked"],
        sources=sources,
        title=raw["title"],
        note=raw["note"],
        coverage=spans,
    )


def _meetings(name: str) -> Meetings:
    raw = described(name)
    return Meetings(
        name,
        {meeting["day"]: meeting["source"] for meeting in raw["meetings"]},
        tuple((span["from"], span["to"]) for span in raw["complete"]),
        title=raw["title"],
        note=raw["note"],
    )
