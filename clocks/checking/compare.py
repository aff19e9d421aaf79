"""Each row of somebody's list against the rule it names: the same day, another day and why, or not to be checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from clocks.calendars import DAY, Calendars
from clocks.calls import compute
from clocks.checking.naming import rule_meant
from clocks.checking.tables import Line, Table
from clocks.checking.written_dates import Order, read_date
from clocks.dates import MonthEnd, Period, Unit, add_period
from clocks.errors import ClockErrors, DateOutOfRange
from clocks.rules import Roll, Rule, Stated
from clocks.types import Computed, Confidence, State
from clocks.words import say_count, say_day, say_weekday

Read = TypeVar("Read")

DAYS_A_MONTH = 30
SATURDAY = 5
MONTH_ENDS = {
    MonthEnd.CLAMP: "the day number is kept",
    MonthEnd.STICKY_EOM: "the end of a month leads to the end of a month",
    MonthEnd.LAST_DAY: "the count ends on the last day of the month",
}


class Outcome(StrEnum):
    """How a row fared."""

    DIFFERS = "differs"
    UNCHECKED = "unchecked"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Finding:
    """A row with what the rule gives: `days` is how many days later than the rule the row's date is.

    `why` says how the row's date can come about (facts about the two days, no
    guesses), or why the row cannot be checked; `caution` what else to know.
    """

    line: Line
    outcome: Outcome
    why: tuple[str, ...] = ()
    pack: str = ""
    rule: str = ""
    title: str = ""
    citation: str = ""
    trigger: date | None = None
    have: date | None = None
    due_on: date | None = None
    window_start: date | None = None
    days: int = 0
    sentence: str = ""
    caution: str = ""

    @property
    def by_how_much(self) -> str:
        """Return "five days too late", or "" when the days are the same or unknown."""
        if not self.days:
            return ""
        return f"{say_count(self.days, Unit.DAYS)} {'later' if self.days > 0 else 'earlier'} than the rule"


def check(table: Table, calendars: Calendars, order: Order = Order.UNSAID) -> tuple[Finding, ...]:
    """Return a finding for every row of the table, in its order; `order` as in `read_date`."""
    return tuple(check_line(line, calendars, order) for line in table.lines)


def check_line(line: Line, calendars: Calendars, order: Order = Order.UNSAID) -> Finding:
    """Return what one row is worth; everything that keeps it from being checked is told at once."""
    wrong: list[str] = []
    named = _tried(rule_meant, "Rule", line.rule, wrong)
    trigger = _tried(lambda text: read_date(text, order), "Trigger date", line.trigger, wrong)
    have = _tried(lambda text: read_date(text, order), "Date you have", line.have, wrong)
    pack, rule = named or (None, None)
    told = Finding(line, Outcome.UNCHECKED, tuple(wrong), trigger=trigger, have=have)
    if pack is None or rule is None:
        return told
    told = replace(told, pack=pack.name, rule=rule.id, title=rule.title, citation=rule.citation)
    if wrong or trigger is None or have is None:
        return told
    try:
        computed = compute(rule.id, trigger, calendars, period=_stated(line, rule))
    except ClockErrors as error:
        return replace(told, why=tuple(str(one) for one in error.errors))
    return _compared(told, rule, computed, trigger, calendars)


def _stated(line: Line, rule: Rule) -> str | None:
    """Return the period of the row where the rule runs as long as stated; one with its own count needs none."""
    return line.period or None if isinstance(rule.count, Stated) else None


def _tried(read: Callable[[str], Read], what: str, text: str, wrong: list[str]) -> Read | None:
    try:
        return read(text)
    except ValueError as error:
        wrong.append(f"{what}: {error}")
        return None


def _compared(told: Finding, rule: Rule, computed: Computed, trigger: date, calendars: Calendars) -> Finding:
    have = told.have or computed.due_on
    days = (have - computed.due_on).days
    return replace(
        told,
        outcome=Outcome.DIFFERS if days else Outcome.SAME,
        why=tuple(reasons(rule, computed, trigger, have)) if days else (),
        due_on=computed.due_on,
        window_start=computed.window_start,
        days=days,
        sentence=computed.sentence,
        caution=" ".join(_cautions(told.line, rule, computed, trigger, calendars)),
    )


def reasons(rule: Rule, computed: Computed, trigger: date, have: date) -> Iterator[str]:
    """Yield each way of counting that leads to `have` instead of the rule's day; nothing when we know none."""
    due_on, raw_on = computed.due_on, computed.raw_on
    if have == raw_on != due_on:
        yield f"It is the last day before rolling; the rule rolls: {_skipped(computed)}"
    if have == computed.window_start:
        yield "It is the first day of the window; the rule's day is the last."
    if rule.roll is Roll.NONE and due_on < have == _next_weekday(due_on):
        yield f"It rolls from {say_weekday(due_on)} to a weekday; the text of this rule has no rolling."
    if isinstance(rule.count, Period) and not rule.count.empty:
        yield from _other_counts(rule, rule.count, trigger, raw_on, have)


def _other_counts(rule: Rule, period: Period, trigger: date, raw_on: date, have: date) -> Iterator[str]:
    beyond = (have - raw_on).days * (-1 if period.backward else 1)
    if beyond == -1:
        yield "It counts the trigger day as day 1; that day is day 0 and excluded."
    if beyond == 1:
        yield "It is the day beyond the count: the last day of the period is included."
    if not period.has(Unit.WORKING_DAYS) and have == _end(trigger, period.times(-1), rule.month_end):
        yield f"It counts {'forward' if period.backward else 'back'}; the rule counts the other way."
    if period.has(Unit.MONTHS, Unit.YEARS):
        yield from _other_months(rule, period, trigger, have)
    elif period.has(Unit.WORKING_DAYS) and have == _end(trigger, _as_days(period)):
        yield "It counts calendar days; the rule counts working days."
    elif have == _as_months(period, trigger):
        yield f"It takes {DAYS_A_MONTH} days for a month; the rule counts days."


def _other_months(rule: Rule, period: Period, trigger: date, have: date) -> Iterator[str]:
    if have == _end(trigger, _as_days(period)):
        yield f"It takes a month for {DAYS_A_MONTH} days; the rule counts months of the calendar."
    for policy, words in MONTH_ENDS.items():
        if policy is not rule.month_end and have == _end(trigger, period, policy):
            yield f"It reads months so that {words}; we read this rule otherwise, as its words say."
            break


def _as_days(period: Period) -> Period:
    """Return the period with a month as 30 days, a year as 365 and a working day as a day."""
    length = {Unit.MONTHS: DAYS_A_MONTH, Unit.YEARS: 365, Unit.WEEKS: 7}
    return Period(tuple((size * length.get(unit, 1), Unit.DAYS) for size, unit in period.parts))


def _as_months(period: Period, trigger: date) -> date | None:
    days = sum(size for size, _ in period.parts)
    if period.has(Unit.WEEKS, Unit.WORKING_DAYS) or days % DAYS_A_MONTH:
        return None
    return _end(trigger, Period(((days // DAYS_A_MONTH, Unit.MONTHS),)))


def _end(day: date, period: Period, policy: MonthEnd = MonthEnd.CLAMP) -> date | None:
    try:
        return add_period(day, period, policy)
    except DateOutOfRange:
        return None


def _next_weekday(day: date) -> date:
    if day.weekday() < SATURDAY:
        return date.max
    return day + (7 - day.weekday()) * DAY


def _skipped(computed: Computed) -> str:
    return " ".join(step.detail for step in computed.trace if step.what == "roll")


def _cautions(
    line: Line, rule: Rule, computed: Computed, trigger: date, calendars: Calendars
) -> Iterator[str]:
    if line.period and not isinstance(rule.count, Stated):
        yield f"The period written ({line.period}) is not used: the rule has its own count."
    if rule.confidence is Confidence.UNSURE:
        yield "The reading of this rule is unverified."
    if not rule.in_force(trigger):
        since = f" from {say_day(rule.valid_from)}" if rule.valid_from else ""
        until = f" until {say_day(rule.valid_to)}" if rule.valid_to else ""
        yield f"The rule is law{since}{until}, and the trigger lies outside."
    if computed.state is State.TENTATIVE:
        yield computed.state_reason
    if rule.calendar:
        span_of_year = calendars.named(rule.calendar).coverage_of(computed.due_on.year)
        if span_of_year.confidence is Confidence.UNSURE:
            yield f"The closed days of the calendar {rule.calendar} are unverified."
