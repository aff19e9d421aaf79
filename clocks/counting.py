"""One rule counted from one day, with the steps that prove the result."""

from dataclasses import dataclass
from datetime import date

from clocks.calendars import DAY, Calendar, Calendars
from clocks.dates import MonthEnd, Unit, add
from clocks.rules import Roll, Rule
from clocks.types import Step
from clocks.words import say_count, say_day, say_weekday


@dataclass(frozen=True, slots=True)
class Counted:
    """The last day before and after rolling, the steps that led there, and the rolling in words."""

    raw_on: date
    due_on: date
    steps: tuple[Step, ...]
    rolling: str


def count_from(rule: Rule, day: date, calendars: Calendars) -> Counted:
    """Return the count of `rule` (not a manual one) from `day`. Raises CalendarMissing, DateOutOfRange."""
    if rule.offset is None or rule.unit is None:
        raise ValueError(f"count_from(): {rule.id} is counted by hand.")
    calendar = calendars.named(rule.calendar) if rule.calendar else None
    raw_on = add(day, rule.offset, rule.unit, rule.month_end, calendar)
    back = "back " if rule.offset < 0 else ""
    counted = f"{say_count(rule.offset, rule.unit)} counted {back}from {say_day(day)} (day 0, excluded)"
    steps = [
        Step("count", raw_on, f"{counted}: {say_weekday(raw_on)}."),
        *_month_end_steps(rule, day, raw_on),
    ]
    if rule.roll is Roll.NONE or calendar is None:
        steps.append(Step("roll", raw_on, "The rule does not roll: the day stands, working day or not."))
        return Counted(raw_on, raw_on, tuple(steps), "no rolling")
    due_on, skipped = _roll(raw_on, calendar)
    steps += skipped or [
        Step("roll", raw_on, f"A working day in the calendar {calendar.name}: no rolling needed.")
    ]
    rolling = (
        f"rolled to {say_weekday(due_on)} (calendar {calendar.name})" if skipped else "no rolling needed"
    )
    return Counted(raw_on, due_on, tuple(steps), rolling)


def _roll(day: date, calendar: Calendar) -> tuple[date, list[Step]]:
    skipped = []
    while why := calendar.why_closed(day):
        skipped.append(Step("roll", day, f"Skipped {say_day(day)}: {why} (calendar {calendar.name})."))
        day += DAY
    return day, skipped


def _month_end_steps(rule: Rule, day: date, raw_on: date) -> list[Step]:
    """Say what the month-end policy decided, where it decided anything."""
    if rule.offset is None or rule.unit not in (Unit.MONTHS, Unit.YEARS):
        return []
    other = MonthEnd.CLAMP if rule.month_end is MonthEnd.STICKY_EOM else MonthEnd.STICKY_EOM
    otherwise = add(day, rule.offset, rule.unit, other)
    steps = []
    if rule.month_end is MonthEnd.CLAMP and raw_on.day != day.day:
        steps.append(Step("month_end", raw_on, f"The month has no day {day.day}: its last day counts."))
    if otherwise != raw_on:
        policy = (
            "the day number is kept" if rule.month_end is MonthEnd.CLAMP else "month-end leads to month-end"
        )
        steps.append(
            Step(
                "month_end",
                raw_on,
                f"{say_day(day)} ends its month; {policy}. The other reading gives {say_day(otherwise)}.",
            )
        )
    return steps
