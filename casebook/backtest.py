"""The clocks against history: what they say of recorded proceedings, beside what was expected and what happened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import yaml

import clocks
from clocks.replay import Live, Outcome, Score, live, naive, outcomes, score
from disputes.models import Proceeding
from disputes.projection import as_facts


class PointsInvalid(Exception):
    """A file of expectations cannot be used; the message names the file, the point and the fix, all at once."""


@dataclass(frozen=True, slots=True)
class Point:
    """What somebody derived from the law for one proceeding at the end of one day, and why."""

    proceeding: str
    on: date
    expected: tuple[Live, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A point, and how the clocks and the naive count compare with it."""

    point: Point
    ours: Score
    naive: Score


@dataclass(frozen=True, slots=True)
class Backtest:
    """Every point judged, every met deadline beside the act that met it."""

    judged: tuple[Judged, ...]
    outcomes: Mapping[str, tuple[Outcome, ...]]


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over all points; `precision` and `recall` in percent, None where nothing was found or expected."""

    expected: int
    found: int
    right: int
    missing: int
    false: int
    wrong_date: int
    wrong_state: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right, in percent."""
        return 100 * self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was expected that was found right, in percent."""
        return 100 * self.right / self.expected if self.expected else None


def read_points(paths: Iterable[Path]) -> list[Point]:
    """Return the points of the files. Raises PointsInvalid with everything that is wrong."""
    points: list[Point] = []
    wrong: list[str] = []
    for path in sorted(paths):
        for number, raw in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or (), 1):
            place = f"{path.name}, point {number}"
            try:
                points.append(_point(raw))
            except (KeyError, ValueError, TypeError) as error:
                wrong.append(
                    f"{place}: {error}; expected proceeding, on, why, and live as “RULE DAY [state]”."
                )
    if wrong:
        raise PointsInvalid("\n".join(wrong))
    return points


def _point(raw: Mapping[str, Any]) -> Point:
    unknown = sorted(set(raw) - {"proceeding", "on", "why", "live"})
    if unknown:
        raise ValueError(f"unknown key {', '.join(unknown)}")
    if not str(raw["why"]).strip():
        raise ValueError("no reason given")
    expected = tuple(sorted(_live(text) for text in raw["live"]))
    return Point(str(raw["proceeding"]), _day(raw["on"]), expected, str(raw["why"]).strip())


def _live(text: str) -> Live:
    rule, day, *state = text.split()
    if len(state) > 1:
        raise ValueError(f"“{text}” has too many words")
    return Live(rule, _day(day), *state)


def _day(value: object) -> date:
    day = value if isinstance(value, date) else clocks.read_day(str(value))
    if day is None:
        raise ValueError(f"“{value}” is no date such as 1995-02-04")
    return day


def backtest(points: Sequence[Point], *, as_of: date | None = None) -> Backtest:
    """Replay every recorded proceeding that has clock rules, as far as `as_of`; judge the points until then.

    Reads the whole record, for whoever runs the machine. Raises PointsInvalid when
    a point names a proceeding that is not recorded, clocks.ClockErrors when a
    record contradicts itself.
    """
    tracks = {one.ref: one for one in Proceeding.objects.exclude(pack="").prefetch_related("events")}
    absent = sorted({point.proceeding for point in points} - set(tracks))
    if absent:
        raise PointsInvalid(
            f"Not recorded, or without clock rules: {', '.join(absent)}; load its bundle first."
        )
    calendars = clocks.shipped()
    judged = tuple(
        _judged(point, tracks[point.proceeding], calendars)
        for point in sorted(points, key=lambda point: (point.proceeding, point.on))
        if as_of is None or point.on <= as_of
    )
    met: dict[str, list[Outcome]] = defaultdict(list)
    for track in tracks.values():
        events = as_facts(track.events.all())
        if not events:
            continue
        day = as_of or max(event.on for event in events)
        for one in outcomes(clocks.load_pack(track.pack), track.facts, events, day, calendars):
            met[one.rule].append(one)
    return Backtest(judged, {rule: tuple(found) for rule, found in sorted(met.items())})


def _judged(point: Point, track: Proceeding, calendars: clocks.Calendars) -> Judged:
    pack = clocks.load_pack(track.pack)
    events = as_facts(track.events.all())
    ours = live(pack, track.facts, events, point.on, calendars)
    return Judged(point, score(point.expected, ours), score(point.expected, naive(pack, events, point.on)))


def totals(scores: Iterable[Score]) -> Totals:
    """Return the sums."""
    every = list(scores)
    return Totals(
        expected=sum(one.expected for one in every),
        found=sum(one.found for one in every),
        right=sum(len(one.right) for one in every),
        missing=sum(len(one.missing) for one in every),
        false=sum(len(one.false) for one in every),
        wrong_date=sum(len(one.wrong_date) for one in every),
        wrong_state=sum(len(one.wrong_state) for one in every),
    )


def table(result: Backtest) -> str:
    """Return the result as two Markdown tables: sets of live deadlines, and days against acts."""
    lines = [
        f"{len(result.judged)} points in {len({one.point.proceeding for one in result.judged})} proceedings.",
        "",
        "| | expected | found | right | missing | false | wrong day | wrong state | precision | recall |",
        "|---|---|---|---|---|---|---|---|---|---|",
        _row("Demarche", totals(one.ours for one in result.judged)),
        _row("anchor + N days", totals(one.naive for one in result.judged)),
        "",
        "| rule | met | by the last day | on the last day | later | median days after the last day |",
        "|---|---|---|---|---|---|",
    ]
    for rule, met in result.outcomes.items():
        after = [one.days_after for one in met]
        lines.append(
            f"| {rule} | {len(met)} | {sum(days <= 0 for days in after)} | {after.count(0)} | "
            f"{sum(days > 0 for days in after)} | {median(after):g} |"
        )
    return "\n".join(lines)


def _row(name: str, sums: Totals) -> str:
    shares = " | ".join("-" if share is None else f"{share:.1f} %" for share in (sums.precision, sums.recall))
    return (
        f"| {name} | {sums.expected} | {sums.found} | {sums.right} | {sums.missing} | {sums.false} | "
        f"{sums.wrong_date} | {sums.wrong_state} | {shares} |"
    )


def differences(result: Backtest) -> list[str]:
    """Return a line for each way in which the clocks differ from what was expected."""
    lines = []
    for one in result.judged:
        place = f"{one.point.proceeding} on {one.point.on}"
        lines += [f"{place}: missing {wanted}" for wanted in one.ours.missing]
        lines += [f"{place}: false {found}" for found in one.ours.false]
        lines += [f"{place}: expected {wanted}, found {found}" for wanted, found in one.ours.wrong_date]
        lines += [f"{place}: expected {wanted}, found {found}" for wanted, found in one.ours.wrong_state]
    return lines
