"""What would follow: a record with assumed events added, compared with the record as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clocks.calendars import Calendars
from clocks.engine import run
from clocks.errors import AssumptionImpossible, ClockErrors
from clocks.rules import Match, Pack, Rule
from clocks.types import Computed, EventFact, Facts, State
from clocks.words import say_when

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
    GOES = "goes"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Consequence:
    """A deadline under the assumptions: at its earliest and at its latest, and as it stands without them.

    One that the assumptions do not lead to is None there, and `gone` says why it goes, where it stood before.
    """

    earliest: Computed | None
    latest: Computed | None
    before: Computed | None
    gone: str = ""

    @property
    def one(self) -> Computed:
        """The deadline as it would be, else as it stands. Raises ValueError for a consequence of nothing."""
        if (found := self.earliest or self.latest or self.before) is None:
            raise ValueError("Consequence: of no deadline.")
        return found

    @property
    def only(self) -> str:
        """At which end of the assumed days alone there is such a deadline, earliest or latest; else empty."""
        if (self.earliest is None) == (self.latest is None):
            return ""
        return "latest" if self.earliest is None else "earliest"

    @property
    def kind(self) -> ConsequenceKind:
        """Return what the assumptions do to it."""
        if self.before is None:
            return ConsequenceKind.STARTS
        if self.earliest is None or self.latest is None:
            return ConsequenceKind.GOES
        states = {self.earliest.state, self.latest.state} - {self.before.state}
        if states.difference(WAITING):
            return ConsequenceKind.ENDS
        moved = states or {self.earliest.due_on, self.latest.due_on} != {self.before.due_on}
        return ConsequenceKind.MOVES if moved else ConsequenceKind.STAYS

    @property
    def matters(self) -> bool:
        """Return whether it still stands, or the assumptions do something to it."""
        return self.kind is not ConsequenceKind.STAYS or self.one.state in WAITING


@dataclass(frozen=True, slots=True)
class Outcome:
    """The assumed events as they were placed (at their earliest and latest), and every deadline, those that go too."""

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
    as the record and the assumptions before it lead to it. What recurs is given as far in all three
    readings. Raises ClockErrors.
    """
    early = _placed(pack, facts, events, calendars, assumptions, latest=False)
    late = _placed(pack, facts, events, calendars, assumptions, latest=True)
    horizon = max((event.on for event in (*early, *late)), default=None)
    first, last, before = (
        {
            _identity(row): row
            for row in run(pack, facts, [*events, *assumed], calendars, horizon)
            if not row.offered
        }
        for assumed in (early, late, ())
    )
    found = []
    for key in dict.fromkeys((*first, *last, *before)):
        stood = before.get(key)
        lacking = early if key not in first else late if key not in last else None
        gone = _why_gone(pack.rule(stood.rule), pack, lacking) if stood and lacking else ""
        found.append(Consequence(first.get(key), last.get(key), stood, gone))
    found.sort(key=lambda one: (one.one.due_on, (one.latest or one.one).due_on, one.one.rule))
    return Outcome(early, late, tuple(found))


def _why_gone(rule: Rule, pack: Pack, assumed: Sequence[EventFact]) -> str:
    """Return why the assumed events lead to a deadline of the rule no more."""
    ends = (*rule.absent, *rule.withdrawn_by, *map(Match, rule.repeat.until if rule.repeat else ()))
    for event in assumed:
        what = f"{pack.words(event.kind)} {say_when(event)}"
        if any(match.fits(event) for match in rule.absent):
            return f"The rule does not apply after {what}."
        if rule.repeat and any(match.fits(event) for match in ends):
            return f"It comes no more after {what}."
    if rule.anchor.expiry_of:
        return f"It counts from the end of {rule.anchor.expiry_of}, which no longer runs out so."
    return "Nothing leads to it under the assumptions."


def _placed(
    pack: Pack,
    facts: Facts,
    events: Sequence[EventFact],
    calendars: Calendars,
    assumptions: Sequence[Assumption],
    *,
    latest: bool,
) -> tuple[EventFact, ...]:
    placed: list[EventFact] = []
    after = max((event.sequence for event in events), default=0)
    for number, assumed in enumerate(assumptions, start=1):
        on = (assumed.until or assumed.on) if latest else assumed.on
        if assumed.at_limit_of:
            on = _limit(assumed.at_limit_of, run(pack, facts, [*events, *placed], calendars), number)
        if on is None:
            raise ClockErrors(
                [AssumptionImpossible(f"assumption {number}", "it has no day; give `on` or `at_limit_of`.")]
            )
        placed.append(
            EventFact(f"{KEY}{number}", assumed.kind, on, sequence=after + number, data=assumed.data)
        )
    return tuple(placed)


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
