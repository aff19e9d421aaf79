"""What would follow: a record with assumed events added, compared with the record as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clocks.calendars import Calendars
from clocks.engine import run
from clocks.errors import AssumptionImpossible, ClockErrors
from clocks.rules import Pack
from clocks.types import Computed, EventFact, Facts, State

WAITING = (State.OPEN, State.TENTATIVE, State.SUSPENDED)
KEY = "assumed-"


@dataclass(frozen=True, slots=True)
class Assumption:
    """An event that has not happened: on a day, at the latest `until`, or on the last day of the rule `at_limit_of`.

    `data` is what the kind carries. Exactly one of `on` and `at_limit_of` is given.
    """

    kind: str
    on: date | None = None
    until: date | None = None
    at_limit_of: str | None = None
    data: Mapping[str, str] = field(default_factory=dict)


class ConsequenceKind(StrEnum):
    """What the assumptions do to a deadline."""

    STARTS = "starts"
    MOVES = "moves"
    ENDS = "ends"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Consequence:
    """A deadline under the assumptions: at its earliest and at its latest, and as it stands without them."""

    earliest: Computed
    latest: Computed
    before: Computed | None

    @property
    def kind(self) -> ConsequenceKind:
        """Return what the assumptions do to it."""
        if self.before is None:
            return ConsequenceKind.STARTS
        changed = self.before.state != self.earliest.state
        if changed and self.earliest.state not in WAITING:
            return ConsequenceKind.ENDS
        moved = changed or {self.earliest.due_on, self.latest.due_on} != {self.before.due_on}
        return ConsequenceKind.MOVES if moved else ConsequenceKind.STAYS

    @property
    def matters(self) -> bool:
        """Return whether it still stands, or the assumptions do something to it."""
        return self.kind is not ConsequenceKind.STAYS or self.earliest.state in WAITING


@dataclass(frozen=True, slots=True)
class Outcome:
    """The assumed events as they were placed (at their earliest and latest), and every deadline that follows."""

    earliest: tuple[EventFact, ...]
    latest: tuple[EventFact, ...]
    consequences: tuple[Consequence, ...]


def what_if(
    pack: Pack,
    facts: Facts,
    events: Sequence[EventFact],
    calendars: Calendars,
    assumptions: Sequence[Assumption],
) -> Outcome:
    """Return what follows from the assumptions, taken in the order given, by earliest due date. Nothing is kept.

    An assumption `at_limit_of` a rule falls on the last day of that rule's latest open deadline,
    as the record and the assumptions before it lead to it. Raises ClockErrors.
    """
    early, first = _placed(pack, facts, events, calendars, assumptions, latest=False)
    late, last = _placed(pack, facts, events, calendars, assumptions, latest=True)
    horizon = max((event.on for event in (*early, *late)), default=None)
    stands = run(pack, facts, events, calendars, horizon)
    before = {_identity(row): row for row in stands}
    other = {_identity(row): row for row in last}
    found = [
        Consequence(row, other.get(_identity(row), row), before.get(_identity(row)))
        for row in first
        if not row.offered
    ]
    found.sort(key=lambda one: (one.earliest.due_on, one.latest.due_on, one.earliest.rule))
    return Outcome(early, late, tuple(found))


def _placed(
    pack: Pack,
    facts: Facts,
    events: Sequence[EventFact],
    calendars: Calendars,
    assumptions: Sequence[Assumption],
    *,
    latest: bool,
) -> tuple[tuple[EventFact, ...], tuple[Computed, ...]]:
    placed: list[EventFact] = []
    after = max((event.sequence for event in events), default=0)
    rows = run(pack, facts, events, calendars)
    for number, assumed in enumerate(assumptions, start=1):
        on = (assumed.until or assumed.on) if latest else assumed.on
        if assumed.at_limit_of:
            on = _limit(assumed.at_limit_of, rows, number)
        if on is None:
            raise ClockErrors(
                [AssumptionImpossible(f"assumption {number}", "it has no day; give `on` or `at_limit_of`.")]
            )
        placed.append(
            EventFact(f"{KEY}{number}", assumed.kind, on, sequence=after + number, data=assumed.data)
        )
        rows = run(pack, facts, [*events, *placed], calendars)
    return tuple(placed), rows


def _limit(rule: str, rows: Sequence[Computed], number: int) -> date:
    days = [row.due_on for row in rows if row.rule == rule and row.state in WAITING and not row.offered]
    if days:
        return max(days)
    known = sorted({row.rule for row in rows if row.state in WAITING and not row.offered})
    raise ClockErrors(
        [
            AssumptionImpossible(
                f"assumption {number}, at_limit_of {rule}",
                f"no open deadline of this rule follows; open: {', '.join(known) or 'none'}.",
            )
        ]
    )


def _identity(row: Computed) -> tuple[str, str, int]:
    return (row.rule, row.anchor, row.occurrence)
