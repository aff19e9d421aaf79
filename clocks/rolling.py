"""What a last day that is no working day becomes, with each day skipped and why."""

from dataclasses import dataclass
from datetime import date

from clocks.calendars import DAY, Calendar, Calendars
from clocks.rules import Roll, Rule
from clocks.types import Step
from clocks.words import say_day, say_weekday

WORKING_DAYS_OF_A_PERIOD = 2


@dataclass(frozen=True, slots=True)
class Rolled:
    """The day after rolling, the steps that led there, and the rolling in words."""

    due_on: date
    steps: tuple[Step, ...]
    words: str


def roll(rule: Rule, day_0: date, raw_on: date, calendars: Calendars) -> Rolled:
    """Return what the rule makes of its last day. Raises CalendarMissing."""
    if rule.roll is Roll.NONE or rule.calendar is None:
        stands = Step("roll", raw_on, "The rule does not roll: the day stands, working day or not.")
        return Rolled(raw_on, (stands,), "no rolling")
    calendar = calendars.named(rule.calendar)
    due_on, skipped = _next_working_day(raw_on, calendar)
    if rule.roll is Roll.EU:
        due_on, added = _with_working_days(day_0, raw_on, due_on, calendar)
        skipped += added
    if due_on == raw_on:
        kept = Step("roll", raw_on, f"A working day in the calendar {calendar.name}: no rolling needed.")
        return Rolled(raw_on, (kept,), "no rolling needed")
    return Rolled(due_on, tuple(skipped), f"rolled to {say_weekday(due_on)} (calendar {calendar.name})")


def _next_working_day(day: date, calendar: Calendar) -> tuple[date, list[Step]]:
    skipped = []
    while why := calendar.why_closed(day):
        skipped.append(Step("roll", day, f"Skipped {say_day(day)}: {why} (calendar {calendar.name})."))
        day += DAY
    return day, skipped


def _with_working_days(
    day_0: date, raw_on: date, due_on: date, calendar: Calendar
) -> tuple[date, list[Step]]:
    """Return the first day by which a period of two days or more has its two working days (Reg. 1182/71 art. 3(5))."""
    if (raw_on - day_0).days < WORKING_DAYS_OF_A_PERIOD:
        return due_on, []
    steps = []
    while _working_days(day_0, due_on, calendar) < WORKING_DAYS_OF_A_PERIOD:
        short = (
            f"Only one working day by {say_day(due_on)}: a period of two days or more has two (art. 3(5))."
        )
        steps.append(Step("roll", due_on, short))
        due_on, skipped = _next_working_day(due_on + DAY, calendar)
        steps += skipped
    return due_on, steps


def _working_days(day_0: date, last: date, calendar: Calendar) -> int:
    """Return how many working days lie after `day_0` up to `last`, counting no further than needed."""
    found, day = 0, last
    while day > day_0 and found < WORKING_DAYS_OF_A_PERIOD:
        found += calendar.why_closed(day) is None
        day -= DAY
    return found
