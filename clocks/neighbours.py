"""Why a deadline falls on its day and on neither neighbour: the question a reader asks of a proof."""

from collections.abc import Mapping, Sequence
from datetime import date

from clocks.calendars import DAY
from clocks.rules import Roll, Rule
from clocks.types import DeadlineKind
from clocks.words import say_day, say_weekday

SATURDAY = 5


def why_not(
    rule: Rule, trace: Sequence[Mapping[str, str | None]], due_on: date, *, moved: bool
) -> tuple[str, str]:
    """Return why not the day before `due_on`, and why not the day after.

    `trace` is that of the deadline as JSON (see clocks.trace_json); `moved` whether an extension or a
    pin, not the count, leads to the day.
    """
    before, after = say_weekday(due_on - DAY), say_weekday(due_on + DAY)
    if moved:
        return (
            f"{before} is the day before the one that was set; the count of the rule no longer decides.",
            f"{after} lies past the day that was set.",
        )
    if rule.kind is DeadlineKind.RIGHT_OPENS:
        return (
            f"On {before} the count has not run its full length, so the right is not open yet.",
            f"The right is open from {say_day(due_on)} on; nothing makes anybody wait for {after}.",
        )
    raw_on = _raw(trace) or due_on
    return _too_early(raw_on, due_on, before), _too_late(rule, raw_on, due_on, after)


def _too_early(raw_on: date, due_on: date, before: str) -> str:
    if raw_on < due_on:
        return (
            f"{before} is no working day, nor is any from {say_day(raw_on)}, where the count ends, "
            "to that day; the limit runs on to the first that is."
        )
    return f"On {before} the last day of the count is still to come: day 0 is not counted, the last day is."


def _too_late(rule: Rule, raw_on: date, due_on: date, after: str) -> str:
    if rule.by_act:
        late = f"{after} is past the time that {rule.who_acts} has to act; without its act nothing has come about."
    elif rule.kind is DeadlineKind.AUTOMATIC:
        late = f"On {after} the effect has come about already."
    elif rule.kind is DeadlineKind.TARGET:
        late = f"{after} is past the time foreseen; nothing follows from it."
    else:
        late = f"{after} is late: the period ends with {say_day(due_on)}."
    if rule.roll is Roll.NONE and due_on.weekday() >= SATURDAY:
        day = "Saturday" if due_on.weekday() == SATURDAY else "Sunday"
        late += f" That it ends on a {day} changes nothing, for this rule does not roll to a working day."
    elif raw_on < due_on:
        late += f" {say_weekday(due_on)} is a working day, so the rolling stops there."
    return late


def _raw(trace: Sequence[Mapping[str, str | None]]) -> date | None:
    """Return the day on which the count itself ended, before any rolling."""
    ends = [step["on"] for step in trace if step["what"] in ("count", "month_end") and step["on"]]
    return date.fromisoformat(ends[-1]) if ends and ends[-1] else None
