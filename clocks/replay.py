"""A proceeding replayed: what stood on a day, beside a naive count and beside what somebody expected."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clocks.calendars import Calendars
from clocks.dates import Period, Unit, add_period
from clocks.engine import run
from clocks.rules import Pack
from clocks.types import Computed, DeadlineKind, EventFact, Facts, State

MISSED = "missed"
PAUSED = (State.SUSPENDED, State.STALLED)


@dataclass(frozen=True, slots=True, order=True)
class Live:
    """A deadline that matters on a day: its rule, its last day, and open, tentative, suspended, stalled or missed."""

    rule: str
    due_on: date
    state: str = State.OPEN.value

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on}{'' if self.state == State.OPEN else ' ' + self.state}"


@dataclass(frozen=True, slots=True)
class Score:
    """Found against expected: what was right, missing, false, on a wrong day, or in a wrong state."""

    right: tuple[Live, ...] = ()
    missing: tuple[Live, ...] = ()
    false: tuple[Live, ...] = ()
    wrong_date: tuple[tuple[Live, Live], ...] = ()
    wrong_state: tuple[tuple[Live, Live], ...] = ()

    @property
    def found(self) -> int:
        """How many were found."""
        return len(self.right) + len(self.false) + len(self.wrong_date) + len(self.wrong_state)

    @property
    def expected(self) -> int:
        """How many were expected."""
        return len(self.right) + len(self.missing) + len(self.wrong_date) + len(self.wrong_state)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A computed day against what happened; `days_after` counts from the last day, negative before it."""

    rule: str
    anchor_on: date
    due_on: date
    happened_on: date

    @property
    def days_after(self) -> int:
        """How many days after the last day it happened."""
        return (self.happened_on - self.due_on).days


def known(events: Iterable[EventFact], day: date) -> list[EventFact]:
    """Return the events that had happened by the end of `day`."""
    return [event for event in events if event.on <= day]


def live(
    pack: Pack, facts: Facts, events: Sequence[EventFact], day: date, calendars: Calendars
) -> tuple[Live, ...]:
    """Return what lay ahead at the end of `day`, what stood still, and the duties overdue. Raises ClockErrors."""
    rows = run(pack, facts, known(events, day), calendars, horizon=day)
    return tuple(sorted(one for row in rows if (one := _live(row, day))))


def _live(row: Computed, day: date) -> Live | None:
    if row.offered or row.state not in (State.OPEN, State.TENTATIVE, *PAUSED):
        return None
    if row.state in PAUSED or row.due_on >= day:
        return Live(row.rule, row.due_on, row.state.value)
    overdue = row.kind is DeadlineKind.DUTY and row.state is State.OPEN
    return Live(row.rule, row.due_on, MISSED) if overdue else None


def naive(pack: Pack, events: Sequence[EventFact], day: date) -> tuple[Live, ...]:
    """Return what anchor plus N gives: no facts, nothing replaced, met, withdrawn, suspended, chained or rolled."""
    found = set()
    for rule in pack.rules:
        if not isinstance(rule.count, Period) or rule.offered:
            continue
        for event in known(events, day):
            if event.kind == rule.anchor.event:
                due_on = add_period(event.on, _in_plain_days(rule.count))
                if due_on >= day:
                    found.add(Live(rule.id, due_on))
    return tuple(sorted(found))


def _in_plain_days(count: Period) -> Period:
    return Period(
        tuple((size, Unit.DAYS if unit is Unit.WORKING_DAYS else unit) for size, unit in count.parts)
    )


def score(expected: Sequence[Live], found: Sequence[Live]) -> Score:
    """Compare; of two with the same rule those of the same day belong together, the others in order of their days."""
    right = sorted(set(expected) & set(found))
    wanted = [one for one in sorted(expected) if one not in right]
    got = [one for one in sorted(found) if one not in right]
    wrong_state = _paired(wanted, got, lambda one, other: one.due_on == other.due_on)
    wrong_date = _paired(wanted, got, lambda one, other: True)
    return Score(tuple(right), tuple(wanted), tuple(got), tuple(wrong_date), tuple(wrong_state))


def _paired(
    wanted: list[Live], got: list[Live], belong: Callable[[Live, Live], bool]
) -> list[tuple[Live, Live]]:
    """Take the pairs of one rule that belong together out of both lists and return them."""
    pairs = []
    for one in list(wanted):
        other = next((other for other in got if other.rule == one.rule and belong(one, other)), None)
        if other:
            pairs.append((one, other))
            wanted.remove(one)
            got.remove(other)
    return pairs


def outcomes(
    pack: Pack, facts: Facts, events: Sequence[EventFact], day: date, calendars: Calendars
) -> tuple[Outcome, ...]:
    """Return each deadline that an act met by the end of `day`, beside the day of that act. Raises ClockErrors."""
    then = known(events, day)
    on = {event.key: event.on for event in then}
    return tuple(
        Outcome(row.rule, on[row.anchor], row.due_on, on[row.closed_by])
        for row in run(pack, facts, then, calendars, horizon=day)
        if row.state is State.MET and row.closed_by and not row.offered
    )
