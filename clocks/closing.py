"""How a deadline ends: met, withdrawn, lapsed or waived; and how recorded decisions move its day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from clocks.checks import DAYS, place_of
from clocks.counting import Counted
from clocks.dates import add_period
from clocks.errors import ClockError, ExtensionAfterExpiry, InvalidMove, NothingToMove, UnknownRule
from clocks.given import read_day
from clocks.record import Record
from clocks.rows import Row, Start, reaches
from clocks.rules import EXTENDED, OCCURRENCE, PINNED, UNPINNED, WAIVED, Match, Pack, Rule
from clocks.schema import unknown
from clocks.types import DeadlineKind, EventFact, Move, Precision, State
from clocks.words import clause, say_day, say_distance, say_when

RIGHTS = (DeadlineKind.RIGHT_CLOSES, DeadlineKind.WINDOW)
RANK = {State.MET: 0, State.LAPSED: 1, State.WITHDRAWN: 2}
ORDERS = (EXTENDED, PINNED, UNPINNED, WAIVED)

Closer = tuple[EventFact, State]
Orders = Mapping[str, Sequence[EventFact]]


def closers(rule: Rule, record: Record) -> list[Closer]:
    """Return the events that may close a deadline of the rule, in order; of one day, what meets comes first."""
    until = rule.repeat.until if rule.repeat else ()
    taken = (*rule.withdrawn_by, *rule.absent, *map(Match, until))
    found: dict[str, Closer] = {}
    for matches, state in (
        (rule.satisfied_by, State.MET),
        (rule.lapsed_by, State.LAPSED),
        (taken, State.WITHDRAWN),
    ):
        for event in record.fitting(matches):
            found.setdefault(event.key, (event, state))
    return sorted(found.values(), key=lambda one: (one[0].order, RANK[one[1]], one[0].key))


def first_closer(rule: Rule, start: Start, among: Sequence[Closer], limit: Counted | None) -> Closer | None:
    """Return what closes the deadline that started there and ends with `limit`.

    An act before a window opens meets nothing; an act outside `lapsed_within` lets nothing lapse.
    """
    for event, state in among:
        if not reaches(rule, start, event) or _in_hindsight(rule, start, event, state):
            continue
        if limit and state is State.MET and limit.window_start and event.on < limit.window_start:
            continue
        if limit and state is State.LAPSED and not _in_time_to_lapse(rule, limit, event):
            continue
        return event, state
    return None


def _in_hindsight(rule: Rule, start: Start, event: EventFact, state: State) -> bool:
    """Return whether what had to come before a day is to be met or excused by what came after that day.

    A day that only the law sets, such as an anniversary, leaves the act itself to be done late.
    """
    if not rule.counts_back or rule.kind in RIGHTS or event.on <= start.on:
        return False
    return state is State.WITHDRAWN or (state is State.MET and not start.expiry_of)


def _in_time_to_lapse(rule: Rule, limit: Counted, event: EventFact) -> bool:
    if rule.lapsed_within is None:
        return True
    opens = add_period(limit.due_on, rule.lapsed_within.times(-1))
    return opens <= event.on <= limit.due_on


def orders_of(pack: Pack, record: Record) -> Orders:
    """Return the recorded decisions about deadlines, by the id of the rule they name, in order."""
    found: dict[str, list[EventFact]] = {}
    for event in record.of_kinds(ORDERS):
        found.setdefault(event.data.get("rule", ""), []).append(event)
    return found


def named_occurrences(orders: Orders, anchor: EventFact) -> set[int]:
    """Return the occurrences that decisions about deadlines of this anchor name."""
    found = {_occurrence(one) for several in orders.values() for one in several if _names_anchor(one, anchor)}
    return {number for number in found if number is not None}


def _names_anchor(order: EventFact, anchor: EventFact) -> bool:
    return order.data.get("anchor") in (None, "", anchor.key, anchor.on.isoformat())


def _occurrence(order: EventFact) -> int | None:
    """Return which occurrence is meant; None where it is not said: the one that runs on the day of the decision."""
    number = order.data.get(OCCURRENCE, "")
    return int(number) if DAYS.fullmatch(number) else None


def check_orders(pack: Pack, orders: Orders) -> Iterator[ClockError]:
    """Yield decisions about rules that the pack does not have, or that make no deadline."""
    known = {rule.id: rule for rule in pack.rules}
    for rule_id, events in orders.items():
        rule = known.get(rule_id)
        for event in events:
            if rule is None and rule_id:
                yield UnknownRule(
                    f"{place_of(event)}, rule {rule_id}", unknown("", "rule", rule_id, known).message
                )
            elif rule and rule.count is None:
                yield NothingToMove(
                    place_of(event), f"{rule_id} is counted by hand; announce its day instead."
                )
            elif rule and rule.limb_of:
                yield NothingToMove(place_of(event), f"{rule_id} only serves {rule.limb_of}; name that rule.")


@dataclass(slots=True)
class Life:
    """A row while decisions about it are followed in order."""

    row: Row
    closer: Closer | None
    due_on: date
    unpinned: date | None = None
    moves: list[Move] = field(default_factory=list)
    used: list[EventFact] = field(default_factory=list)
    waived: EventFact | None = None

    def takes(self, order: EventFact) -> bool:
        """Return whether the decision can be about this row: it had started, was still open, and is the one named.

        One that names the very event of the anchor still means it where that day was corrected since.
        """
        started = self.row.start.event
        return (
            self.waived is None
            and (order.data.get("anchor") == started.key or not order.precedes(started))
            and not (self.closer and self.closer[0].precedes(order))
            and _names_anchor(order, started)
            and _occurrence(order) in (None, self.row.start.occurrence)
        )


def close(rows: Iterable[tuple[Row, Closer | None]], orders: Sequence[EventFact], pack: Pack) -> list[Row]:
    """Return the rows of one rule with their moves made and their ends told. Raises ClockError for a decision
    about none of them, or about more than one."""
    lives = [Life(row, closer, row.due_on) for row, closer in rows]
    for order in orders:
        _obey(order, _meant(order, lives), pack)
    return [_closed(life, pack) for life in lives]


def _meant(order: EventFact, lives: Sequence[Life]) -> Life:
    found = [life for life in lives if life.takes(order)]
    if not found:
        raise NothingToMove(
            place_of(order),
            f"no deadline of {order.data['rule']} is open on that day; correct rule, anchor, occurrence or date.",
        )
    anchors = {life.row.start.event.key: life.row.start.on for life in found}
    if len(anchors) > 1:
        days = ", ".join(sorted(day.isoformat() for day in anchors.values()))
        raise NothingToMove(
            place_of(order),
            f"{len(found)} deadlines of {order.data['rule']} are open; name the anchor (from {days}).",
        )
    return next((life for life in found if life.due_on >= order.on), found[-1])


def _obey(order: EventFact, life: Life, pack: Pack) -> None:
    life.used.append(order)
    if order.kind == WAIVED:
        life.waived = order
        return
    if order.kind == UNPINNED:
        if life.unpinned is None:
            raise InvalidMove(
                place_of(order), f"the day of {life.row.rule.id} is not pinned; remove the event."
            )
        to, kind, life.unpinned = life.unpinned, "unpinned", None
    else:
        to = read_day(order.data.get("to", "")) or life.due_on
        kind = "pinned" if order.kind == PINNED else _extension(order, life, to)
        if order.kind == PINNED:
            life.unpinned = life.unpinned or life.due_on
        elif life.unpinned:
            life.unpinned = to
    life.moves.append(Move(order.on, to, kind, order.key, _why(order)))
    life.due_on = to


def _extension(order: EventFact, life: Life, to: date) -> str:
    if to <= life.due_on:
        raise InvalidMove(
            f"{place_of(order)}, to", f"{to} does not lengthen a limit of {life.due_on}; pin the day instead."
        )
    late = order.on > life.due_on
    if late and "after_expiry" not in order.data:
        raise ExtensionAfterExpiry(
            place_of(order),
            f"{life.row.rule.id} ended on {say_day(life.due_on)}; if extended afterwards, say after_expiry: yes.",
        )
    if not late and "after_expiry" in order.data:
        raise InvalidMove(
            f"{place_of(order)}, after_expiry", f"the limit runs until {say_day(life.due_on)}; remove it."
        )
    return "extended_late" if late else "extended"


def _why(order: EventFact) -> str:
    parts = [order.data.get("reason", ""), order.data.get("basis", "")]
    by = f"by {order.data['by']}" if order.data.get("by") else ""
    return "; ".join(part for part in (by, *parts) if part)


def _closed(life: Life, pack: Pack) -> Row:
    row = life.row
    if life.moves or life.used:
        row = replace(row, due_on=life.due_on, moves=tuple(life.moves), used=(*row.used, *life.used))
    if life.waived:
        reason = f"Waived by {pack.words(life.waived.kind)} {say_when(life.waived)}."
        why = clause(_why(life.waived))
        return replace(
            row, state=State.WAIVED, closed_by=life.waived, reason=f"{reason[:-1]}: {why}." if why else reason
        )
    if life.closer is None:
        return row
    event, state = life.closer
    late = _too_late(row, event)
    if late and state is not State.MET:
        return row
    what = f"{pack.words(event.kind)} {say_when(event)}"
    if late and row.rule.kind in RIGHTS:
        state = State.LAPSED
        reason = f"Lapsed: {what} came {say_distance(event.on, row.due_on)}, when the right was over."
    elif state is State.MET:
        reason = f"Met by {what}{_distance(row, event)}."
    else:
        overdue = (row.rule.kind is DeadlineKind.DUTY or row.rule.by_act) and event.on > row.due_on
        since = f", {say_distance(event.on, row.due_on)}" if overdue else ""
        reason = f"{'Lapsed through' if state is State.LAPSED else 'Withdrawn by'} {what}{since}."
    return replace(row, state=state, closed_by=event, reason=reason)


def _distance(row: Row, event: EventFact) -> str:
    """Return how far from its day the act came; from a day that was only estimated nothing is early or late."""
    if row.counted.tentative and not row.moves and event.on != row.due_on:
        return "; its day had only been estimated"
    if row.rule.kind is not DeadlineKind.RIGHT_OPENS:
        return f", {say_distance(event.on, row.due_on)}"
    return f", {say_distance(event.on, row.due_on, what='it opened', same='on the day it opened')}"


def _too_late(row: Row, event: EventFact) -> bool:
    """Return whether a right was surely over, or an effect of the law there, by then.

    A duty may be done late, and so may the act by which a body brings an effect about.
    """
    exact = event.precision in (Precision.DAY, Precision.INSTANT)
    ends = row.rule.kind in RIGHTS or (row.rule.kind is DeadlineKind.AUTOMATIC and not row.rule.by_act)
    return ends and exact and not row.counted.suspended and event.on > row.due_on
