"""One rule counted from one day, with the steps that prove the result."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from clocks.calendars import Calendar, Calendars
from clocks.dates import MonthEnd, Period, Unit, add, add_period
from clocks.errors import IncompleteCount
from clocks.rolling import roll
from clocks.rules import Choice, Fixed, NextMeeting, Rule, Stated
from clocks.types import Step
from clocks.words import MONTHS, say_count, say_count_of_times, say_day, say_period, say_weekday

OTHER_READING = {MonthEnd.CLAMP: MonthEnd.STICKY_EOM, MonthEnd.STICKY_EOM: MonthEnd.CLAMP}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that are added to a limit still running on `on`: None while a suspension is open; `words` say by what."""

    on: date
    days: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """What bears on one count beside its rule and its day 0.

    `stated` is the period or the day that `stated_in` (words for an event) sets,
    `halved` the fact that halves, `limbs` what the limbs of a choice gave (None
    for one that nothing has started).
    """

    stated: Period | date | None = None
    stated_in: str = ""
    halved: str = ""
    stretches: tuple[Stretch, ...] = ()
    limbs: Mapping[str, "Counted | None"] | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The last day before and after rolling, the first day of a window, and how they were found.

    `period` is what was counted, else `found` says in words what the day is.
    """

    raw_on: date
    due_on: date
    steps: tuple[Step, ...]
    rolling: str
    period: Period | None = None
    found: str = ""
    window_start: date | None = None
    tentative: str = ""
    suspended: str = ""


NOTHING = Bearing()


def count_from(rule: Rule, day: date, calendars: Calendars, bearing: Bearing = NOTHING) -> Counted:
    """Return the count of `rule` (not a manual one) from `day`. Raises CalendarMissing, DateOutOfRange."""
    if rule.count is None:
        raise ValueError(f"count_from(): {rule.id} is counted by hand.")
    if isinstance(rule.count, Choice):
        return _chosen(rule.count, bearing)
    calendar = calendars.named(rule.calendar) if rule.calendar else None
    counted = _raw(rule, day, calendars, calendar, bearing)
    counted = _stretched(counted, bearing.stretches)
    rolled = roll(rule, day, counted.raw_on, calendars)
    counted = replace(
        counted, due_on=rolled.due_on, steps=(*counted.steps, *rolled.steps), rolling=rolled.words
    )
    return _opened(rule, day, counted, calendar)


def count_again(rule: Rule, first: Counted, number: int, calendars: Calendars) -> Counted:
    """Return the limit of `rule` (which recurs) for the `number`th time after the first; raises as `count_from`."""
    if rule.repeat is None:
        raise ValueError(f"count_again(): {rule.id} does not recur.")
    calendar = calendars.named(rule.calendar) if rule.calendar else None
    every = rule.repeat.every
    before = add_period(first.raw_on, every.times(number - 1), rule.month_end, calendar)
    raw_on = add_period(first.raw_on, every.times(number), rule.month_end, calendar)
    said = f"Again {say_period(every)} after {say_day(before)} ({say_count_of_times(number)} since the first limit)"
    rolled = roll(rule, before, raw_on, calendars)
    again = Step("again", raw_on, f"{said}: {say_weekday(raw_on)}.")
    counted = Counted(raw_on, rolled.due_on, (again, *rolled.steps), rolled.words, period=every)
    return _opened(rule, before, counted, calendar)


def _raw(rule: Rule, day: date, calendars: Calendars, calendar: Calendar | None, bearing: Bearing) -> Counted:
    match rule.count:
        case Period():
            return _period(rule, day, rule.count, calendar, bearing)
        case Stated():
            if isinstance(bearing.stated, Period):
                _check_countable(rule, bearing, calendar)
                return _period(rule, day, bearing.stated, calendar, bearing)
            if bearing.stated is None:
                raise ValueError(f"count_from(): {rule.id} needs the period or the day that was stated.")
            said = f"the day stated in {bearing.stated_in}"
            return _at(bearing.stated, said, Step("count", bearing.stated, f"{_capital(said)}."))
        case Fixed():
            return _fixed(rule.count, day)
        case NextMeeting():
            return _meeting(rule.count, day, calendars, calendar)
    raise TypeError(f"count_from(): {rule.id} has a count of no known kind.")


def _check_countable(rule: Rule, bearing: Bearing, calendar: Calendar | None) -> None:
    if calendar is None and isinstance(bearing.stated, Period) and bearing.stated.has(Unit.WORKING_DAYS):
        raise IncompleteCount(
            f"period stated in {bearing.stated_in}",
            f"rule {rule.id} names no calendar of working days (bd); state calendar days (d), weeks or months.",
        )


def _at(day: date, found: str, *steps: Step, tentative: str = "") -> Counted:
    return Counted(day, day, steps, "no rolling", found=found, tentative=tentative)


def _period(rule: Rule, day: date, period: Period, calendar: Calendar | None, bearing: Bearing) -> Counted:
    steps = []
    if bearing.stated_in:
        steps.append(
            Step("stated", None, f"{_capital(say_period(period))}, as stated in {bearing.stated_in}.")
        )
    if bearing.halved:
        whole, period = period, period.halved()
        odd = any(size % 2 for size, _ in whole.parts)
        note = " (an odd count is rounded up; unverified)" if odd else ""
        half = f"{bearing.halved}: {say_period(whole)} halved to {say_period(period)}{note}."
        steps.append(Step("halved", None, half))
    raw_on = add_period(day, period, rule.month_end, calendar)
    back = "back " if period.backward else ""
    said = f"{say_period(period)} counted {back}from {say_day(day)} (day 0, excluded): {say_weekday(raw_on)}."
    steps += [Step("count", raw_on, _capital(said)), *_month_end_steps(rule, day, period)]
    return Counted(raw_on, raw_on, tuple(steps), "", period=period)


def _fixed(fixed: Fixed, day: date) -> Counted:
    on = date(day.year, fixed.month, fixed.day)
    if on < day:
        on = add(on, 1, Unit.YEARS)
    said = f"{fixed.day} {MONTHS[fixed.month - 1]}"
    step = Step("count", on, f"The first {said} on or after {say_day(day)}: {say_weekday(on)}.")
    return _at(on, f"the first {said} on or after {{start}}", step)


def _meeting(count: NextMeeting, day: date, calendars: Calendars, calendar: Calendar | None) -> Counted:
    earliest = add_period(day, count.notice, calendar=calendar)
    body = count.body.upper()
    said = f"the first meeting of the {body} at least {say_period(count.notice)} after {{start}}"
    from_day = f"The first meeting of the {body} on or after {say_day(earliest)}"
    if met := calendars.meetings_of(count.body).first_from(earliest):
        return _at(met, said, Step("meeting", met, f"{from_day}: {say_weekday(met)}."))
    on = add_period(day, count.estimate, calendar=calendar)
    if (known := calendars.meetings_of(count.body).known_from(earliest)) and known <= on:
        step = Step("meeting", known, f"{from_day} that is known: {say_weekday(known)}.")
        unsure = (
            f"The list of meetings of the {body} is not complete; there may be one before {say_day(known)}."
        )
        return _at(known, said, step, tentative=unsure)
    unknown = f"No meeting of the {body} on or after {say_day(earliest)} is known yet"
    step = Step(
        "meeting", on, f"{unknown}; estimated {say_period(count.estimate)} after day 0: {say_weekday(on)}."
    )
    return _at(
        on, f"{said} (not known yet, an estimate)", step, tentative=f"{unknown}; the day is an estimate."
    )


def _stretched(counted: Counted, stretches: tuple[Stretch, ...]) -> Counted:
    if not stretches:
        return counted
    raw_on, steps, suspended = counted.raw_on, list(counted.steps), ""
    for stretch in sorted(stretches, key=lambda stretch: stretch.on):
        if stretch.on > raw_on:
            steps.append(
                Step("not_added", stretch.on, f"After the limit, so it adds nothing: {stretch.words}.")
            )
        elif stretch.days is None:
            suspended = f"The clock stands still: {stretch.words}."
            steps.append(Step("suspended", stretch.on, suspended))
        else:
            raw_on = add(raw_on, stretch.days, Unit.DAYS)
            said = f"{_capital(say_count(stretch.days, Unit.DAYS))} added for {stretch.words}: {say_weekday(raw_on)}."
            steps.append(Step("added", raw_on, said))
    return replace(counted, raw_on=raw_on, due_on=raw_on, steps=tuple(steps), suspended=suspended)


def _opened(rule: Rule, day: date, counted: Counted, calendar: Calendar | None) -> Counted:
    if rule.opens is None:
        return counted
    opens = add_period(day, rule.opens, rule.month_end, calendar)
    back = "back " if rule.opens.backward else ""
    said = f"{say_period(rule.opens)} counted {back}from {say_day(day)}: the window opens on {say_weekday(opens)}."
    step = Step("opens", opens, _capital(said))
    return replace(counted, window_start=opens, steps=(*counted.steps, step))


def _chosen(choice: Choice, bearing: Bearing) -> Counted:
    """Return the earlier or later of the limbs' limits; what is missing makes a later-of tentative."""
    limbs = bearing.limbs or {}
    there = {limb: counted for limb, counted in limbs.items() if counted}
    if not there:
        raise ValueError("count_from(): a choice needs one limb at least.")
    pick = max if choice.later else min
    chosen = pick(there, key=lambda limb: there[limb].due_on)
    which = "later" if choice.later else "earlier"
    steps = [
        Step("limb", counted.due_on, f"{limb} gives {say_weekday(counted.due_on)}.") if counted
        else Step("limb", None, f"{limb} has not started: nothing recorded starts it.")
        for limb, counted in limbs.items()
    ]  # fmt: skip
    missing = [limb for limb in limbs if limb not in there]
    found = f"the {which} of the limits of {' and '.join(limbs)}"
    if missing:
        found += f" ({' and '.join(missing)} not started)"
    best = there[chosen]
    steps += [
        *best.steps,
        Step("chosen", best.due_on, f"The {which} is {chosen}: {say_weekday(best.due_on)}."),
    ]
    waiting = f"{' and '.join(missing)} may still start and end later." if choice.later and missing else ""
    return replace(best, steps=tuple(steps), period=None, found=found, tentative=best.tentative or waiting)


def _month_end_steps(rule: Rule, day: date, period: Period) -> list[Step]:
    """Say what the month-end policy decided, where it decided anything."""
    steps = []
    for size, unit in period.parts:
        end = add(day, size, unit, rule.month_end) if unit in (Unit.MONTHS, Unit.YEARS) else None
        if end is None:
            break
        steps += _decided(rule, day, end, size, unit)
        day = end
    return steps


def _decided(rule: Rule, day: date, end: date, size: int, unit: Unit) -> list[Step]:
    if rule.month_end is MonthEnd.LAST_DAY:
        return [Step("month_end", end, "The rule runs to the last day of the month reached.")]
    steps = []
    if rule.month_end is MonthEnd.CLAMP and end.day != day.day:
        steps.append(Step("month_end", end, f"The month has no day {day.day}: its last day counts."))
    otherwise = add(day, size, unit, OTHER_READING[rule.month_end])
    if otherwise != end:
        kept = rule.month_end is MonthEnd.CLAMP
        policy = "the day number is kept" if kept else "month-end leads to month-end"
        other = f"The other reading gives {say_day(otherwise)}."
        steps.append(Step("month_end", end, f"{say_day(day)} ends its month; {policy}. {other}"))
    return steps


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
