"""Deadlines under computation: where a rule starts, and the row it makes."""

from dataclasses import dataclass
from datetime import date

from clocks.counting import Counted
from clocks.rules import Rule
from clocks.types import EventFact, Move, State

GONE = (State.SUPERSEDED, State.WITHDRAWN, State.WAIVED)
OVER = (State.MET, State.WITHDRAWN, State.LAPSED, State.WAIVED)
UNSETTLED = (State.TENTATIVE, State.SUSPENDED, State.STALLED)


@dataclass(frozen=True, slots=True)
class Start:
    """The day a rule starts from: an event, or the expiry of a rule that itself started from `event`.

    `day_0_event` is the earlier event the count runs from where the rule says so,
    `previous` and `following` the anchors of this kind before and after this one,
    `since` the end of the period before this one, `rests_on` why the day is
    not settled yet, `inherited` the further events on which the expiry rests,
    `again` whether this is a later occurrence.
    """

    event: EventFact
    on: date
    expiry_of: str | None = None
    required: tuple[EventFact, ...] = ()
    day_0_event: EventFact | None = None
    previous: EventFact | None = None
    following: EventFact | None = None
    since: date | None = None
    occurrence: int = 0
    again: bool = False
    rests_on: str = ""
    inherited: tuple[EventFact, ...] = ()

    @property
    def trigger(self) -> EventFact:
        """The event that put the rule in play: the last of what it requires, else its anchor."""
        if not self.required:
            return self.event
        return max((self.event, *self.required), key=lambda event: (event.order, event.key))


@dataclass(frozen=True, slots=True)
class Row:
    """A deadline while the rules are still acting on each other. `used` are further events it rests on."""

    rule: Rule
    start: Start
    counted: Counted
    due_on: date
    state: State = State.OPEN
    reason: str = ""
    closed_by: EventFact | None = None
    superseded_by: str | None = None
    moves: tuple[Move, ...] = ()
    used: tuple[EventFact, ...] = ()

    @property
    def bears(self) -> tuple[EventFact, ...]:
        """Every event that the day rests on, the anchor first; not what ended it."""
        start = self.start
        earlier = (start.day_0_event,) if start.day_0_event else ()
        return (start.event, *start.required, *self.used, *earlier, *start.inherited)

    @property
    def expires_on(self) -> date:
        """The day the period ends before any rolling, unless it was moved."""
        return self.due_on if self.moves else self.counted.raw_on

    @property
    def expires(self) -> bool:
        """Whether the period runs out: it does unless it was replaced, or taken away on its last day or before."""
        if self.state is State.SUPERSEDED or self.state not in GONE:
            return self.state not in GONE
        return self.closed_by is not None and self.closed_by.on > self.due_on


def reaches(rule: Rule, start: Start, event: EventFact) -> bool:
    """Return whether the event may bear on what started there: it is another one, and not known to be earlier.

    What must be done before an event may be done any time since the one of that kind before it.
    """
    if start.again:
        return event.on > start.on
    if rule.counts_back:
        if start.expiry_of:
            return event.on > start.since if start.since else not event.precedes(start.event)
        return event.key != start.event.key and not (start.previous and event.precedes(start.previous))
    if start.expiry_of:
        return event.on >= start.on
    return event.key != start.event.key and not event.precedes(start.event)
