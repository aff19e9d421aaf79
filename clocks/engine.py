"""The clocks: a whole proceeding at once, from events to deadlines, without knowing what day it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from clocks.bearings import EXACT, bearing_of, limbs_of, states
from clocks.calendars import Calendars
from clocks.checks import applies, check_events, check_facts, place_of, ruled_out, with_implied
from clocks.closing import (
    RIGHTS,
    Closer,
    Orders,
    check_orders,
    close,
    closers,
    first_closer,
    named_occurrences,
    orders_of,
)
from clocks.counting import Bearing, Counted, count_again, count_from
from clocks.errors import ClockError, ClockErrors, DateOutOfRange, ImpreciseAnchor, NothingToMove
from clocks.proof import finish, say_replaced, say_stalled
from clocks.record import Record, check_spans
from clocks.rows import OVER, Row, Start
from clocks.rules import Choice, Pack, Rule, Stated
from clocks.starts import starts
from clocks.types import Computed, DeadlineKind, EventFact, Facts, State
from clocks.words import say_day

MOST_TIMES, MOST_AGAIN = 500, 5_000  # how often one limit, and all limits of a record, may come again


def run(
    pack: Pack,
    facts: Facts,
    events: Sequence[EventFact],
    calendars: Calendars,
    horizon: date | None = None,
) -> tuple[Computed, ...]:
    """Return every deadline that the pack hangs on the events, by due date; replaced ones stay, superseded.

    The order in which events are handed over does not matter. Each rule is
    evaluated once, after the rules it depends on, so one pass is the fixpoint.
    Rules counted by hand yield nothing. What recurs is given up to the first
    occurrence after `horizon` or the last event, whichever is later, and those that
    decisions name; a right not used by then has lapsed. Raises ClockErrors with all that is wrong.
    """
    record = Record(events)
    running = _Run(
        pack, with_implied(pack, facts), record, calendars, max(record.latest, horizon or date.min)
    )
    errors = [*check_facts(pack, facts), *check_events(pack, record.events), *check_spans(pack, record)]
    errors += check_orders(pack, running.orders)
    for rule in pack.rules:
        if rule.count is not None:
            errors += running.evaluate(rule)
    if errors:
        raise ClockErrors(_each_once(errors))
    rows = sorted(
        running.rows,
        key=lambda row: (
            row.due_on, row.rule.id, row.start.event.order, row.start.event.key, row.start.occurrence
        ),
    )  # fmt: skip
    return tuple(finish(row, pack, running.facts, record) for row in rows)


@dataclass(slots=True)
class _Run:
    """One pass over the rules: what is known, and the rows so far."""

    pack: Pack
    facts: Facts
    record: Record
    calendars: Calendars
    horizon: date
    rows: list[Row] = field(default_factory=list)
    limbs: dict[str, list[Row]] = field(default_factory=dict)
    again: int = 0
    orders: Orders = field(init=False)

    def __post_init__(self) -> None:
        self.orders = orders_of(self.pack, self.record)

    def evaluate(self, rule: Rule) -> Iterator[ClockError]:
        """Add the rows of one rule, yielding what is wrong."""
        try:
            found = [] if ruled_out(rule, self.facts) else list(starts(rule, self.record, self.rows))
        except ClockError as error:
            yield error
            return
        orders = self.orders.get(rule.id, ())
        if not found and not orders:
            return
        among = closers(rule, self.record)
        made: list[tuple[Row, Closer | None]] = []
        for start in found:
            try:
                if self._in_play(rule, start):
                    made += self._rows(rule, start, among)
            except ClockError as error:
                yield error
        if rule.limb_of:
            self.limbs[rule.id] = [row for row, _ in made]
            return
        try:
            for row in close(made, orders, self.pack):
                self._add(_settled(row, self.horizon))
        except ClockError as error:
            yield error

    def _in_play(self, rule: Rule, start: Start) -> bool:
        """Return whether the facts ask for the rule, and what it would replace was not over. Raises MissingFact."""
        over = [row.closed_by for row in self._replaced(rule, start) if row.state in OVER]
        return applies(rule, self.facts) and not any(
            event and event.precedes(start.trigger) for event in over
        )

    def _rows(self, rule: Rule, start: Start, among: Sequence[Closer]) -> Iterator[tuple[Row, Closer | None]]:
        """Yield the row of a start and, where the rule recurs, those that follow, each with what closes it."""
        counted = self._counted(rule, start, among)
        if counted is None:
            return
        first, used = counted
        while True:
            row = Row(rule, start, counted[0], counted[0].due_on, used=used)
            closer = first_closer(rule, start, among, row.counted)
            yield row, closer
            if _ended(rule, row, closer):
                return
            number = self._following(row)
            if number is None:
                return
            self._count_on(rule, start, number)
            one_after = number == start.occurrence + 1
            before = row.counted if one_after else count_again(rule, first, number - 1, self.calendars)
            start = replace(start, on=before.raw_on, occurrence=number, again=True, expiry_of=rule.id)
            counted = (count_again(rule, first, number, self.calendars), used)

    def _following(self, row: Row) -> int | None:
        """Return the number of the occurrence after the row: the next, beyond the horizon only one that is named."""
        number = row.start.occurrence + 1
        if row.due_on <= self.horizon:
            return number
        named = named_occurrences(self.orders, row.start.event)
        return min((one for one in named if number <= one <= MOST_TIMES), default=None)

    def _count_on(self, rule: Rule, start: Start, number: int) -> None:
        """Note one more limit that recurs. Raises DateOutOfRange where only a wrong date can bring so many."""
        self.again += 1
        if number > MOST_TIMES or self.again > MOST_AGAIN:
            raise DateOutOfRange(
                f"rule {rule.id} from {say_day(start.event.on)}",
                f"comes again too often by {say_day(self.horizon)}; check the dates of the events.",
            )

    def _counted(
        self, rule: Rule, start: Start, among: Sequence[Closer]
    ) -> tuple[Counted, tuple[EventFact, ...]] | None:
        for event in (start.event, *([start.day_0_event] if start.day_0_event else [])):
            if event.precision not in EXACT:
                raise ImpreciseAnchor(
                    place_of(event), f"rule {rule.id} counts from it, and its day is not known; give the day."
                )
        if isinstance(rule.count, Choice):
            chosen = limbs_of(rule.count, start, self.limbs, self.pack, self.facts)
            there = [row for row in chosen.values() if row]
            if not there:
                return None
            bearing = Bearing(limbs={limb: row.counted if row else None for limb, row in chosen.items()})
            used = {event.key: event for row in there for event in row.bears}
            used.pop(start.event.key, None)
            return count_from(rule, start.on, self.calendars, bearing), tuple(used.values())
        closer = first_closer(rule, start, among, None)
        if rule.limb_of and isinstance(rule.count, Stated) and not states(start):
            return None
        bearing, events = bearing_of(
            self.pack, rule, start, facts=self.facts, record=self.record, last=closer[0] if closer else None
        )
        return count_from(rule, start.on, self.calendars, bearing), events

    def _add(self, row: Row) -> None:
        """Add the row, marking those it replaces; an offered rule replaces nothing."""
        for old in [] if row.rule.offered else self._replaced(row.rule, row.start):
            if late := next((move for move in old.moves if _moved_after(move.event, row, old)), None):
                raise NothingToMove(
                    f"rule {old.rule.id}, moved to {say_day(late.to)}",
                    f"{row.rule.id} had replaced it by then; name that rule.",
                )
            self.rows[self.rows.index(old)] = replace(
                old,
                state=State.SUPERSEDED,
                closed_by=row.start.trigger,
                superseded_by=row.rule.id,
                used=(*old.used, *row.start.required),
                reason=say_replaced(self.pack, old, row),
            )
        self.rows.append(row)

    def _replaced(self, rule: Rule, start: Start) -> list[Row]:
        if not rule.replaces:
            return []
        return [
            row
            for row in self.rows
            if row.rule.id in rule.replaces and row.start.event.key == start.event.key
        ]


def _ended(rule: Rule, row: Row, closer: Closer | None) -> bool:
    """Return whether what recurs ends with this row."""
    if rule.repeat is None or not rule.repeat.goes_on(closer[0].kind if closer else None):
        return True
    if closer is None:
        return False
    event, state = closer
    return state is State.WITHDRAWN or (event.kind in rule.repeat.until and event.on <= row.due_on)


def _moved_after(key: str, new: Row, old: Row) -> bool:
    move = next(event for event in old.used if event.key == key)
    return new.start.trigger.precedes(move)


def _settled(row: Row, horizon: date) -> Row:
    """Return an open row in the state its own count, or the passing of its day, puts it in."""
    if row.state is not State.OPEN:
        return row
    if row.counted.suspended:
        return replace(row, state=State.SUSPENDED, reason=row.counted.suspended)
    if (tentative := row.counted.tentative or row.start.rests_on) and not row.moves:
        if row.rule.by_act and row.due_on < horizon:
            tentative = f"{tentative} No act of {row.rule.who_acts} is on record."
        return replace(row, state=State.TENTATIVE, reason=tentative)
    if reason := say_stalled(row):
        return replace(row, state=State.STALLED, reason=reason)
    return _passed(row) if row.due_on < horizon else row


def _passed(row: Row) -> Row:
    """Return an open row after its last day: an unused right has lapsed, an effect of the law has come about.

    Of an effect that takes the act of a body nothing is known while none is recorded.
    """
    if row.rule.kind in RIGHTS:
        return replace(row, state=State.LAPSED, reason="Lapsed: its last day passed, and no use is recorded.")
    if row.rule.by_act:
        missing = f"no act of {row.rule.who_acts} is on record"
        return replace(row, reason=f"Its day passed; whether it came about is not known, for {missing}.")
    if row.rule.kind is DeadlineKind.AUTOMATIC:
        return replace(row, reason="Its day passed, and nothing on record kept it away.")
    return row


def _each_once(errors: Iterable[ClockError]) -> list[ClockError]:
    """Return the first error of each code and place: one unanswered fact is one error, however many rules ask."""
    first: dict[tuple[str, str], ClockError] = {}
    for error in errors:
        first.setdefault((error.code, error.place), error)
    return list(first.values())
