"""The clocks: a whole proceeding at once, from events to deadlines, without knowing what day it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clocks.calendars import Calendars
from clocks.checks import applies, check_events, check_facts, place_of, with_implied
from clocks.counting import count_from
from clocks.dates import Period
from clocks.errors import ClockError, ClockErrors, ImpreciseAnchor, NotCountedYet
from clocks.proof import Row, Start, finish, say_closed, say_replaced
from clocks.rules import Match, Pack, Rule
from clocks.types import Computed, EventFact, Facts, Precision, State

GONE = (State.SUPERSEDED, State.WITHDRAWN)
OVER = (State.MET, State.WITHDRAWN)


def run(pack: Pack, facts: Facts, events: Sequence[EventFact], calendars: Calendars) -> tuple[Computed, ...]:
    """Return every deadline that the pack hangs on the events, by due date; replaced ones stay, superseded.

    The order in which events are handed over does not matter. Each rule is
    evaluated once, after the rules it depends on, so one pass is the fixpoint.
    Rules counted by hand yield nothing. Raises ClockErrors with all that is wrong.
    """
    record = sorted(events, key=lambda event: (event.order, event.key))
    errors = [*check_facts(pack, facts), *check_events(pack, record)]
    known = with_implied(pack, facts)
    rows: list[Row] = []
    for rule in (rule for rule in pack.rules if rule.count is not None):
        for start in list(_starts(rule, record, rows)):
            try:
                if _in_play(rule, start, known, rows):
                    _add(_row(pack, rule, start, record, calendars), pack, rows)
            except ClockError as error:
                errors.append(error)
    if errors:
        raise ClockErrors(_each_once(errors))
    rows.sort(key=lambda row: (row.counted.due_on, row.rule.id, row.start.event.order, row.start.event.key))
    return tuple(finish(row, pack, known) for row in rows)


def _starts(rule: Rule, record: Sequence[EventFact], rows: Sequence[Row]) -> Iterator[Start]:
    """Yield each moment from which the rule runs: its anchor is there, it is law, and what it requires has happened."""
    for start in _anchors(rule, record, rows):
        required = [
            next((event for event in record if wanted.fits(event) and _reaches(start, event)), None)
            for wanted in rule.requires
        ]
        happened = tuple(event for event in required if event)
        if rule.in_force(start.on) and len(happened) == len(required):
            yield replace(start, required=happened)


def _anchors(rule: Rule, record: Sequence[EventFact], rows: Sequence[Row]) -> Iterator[Start]:
    anchor = rule.anchor
    if anchor.expiry_of:
        for row in rows:
            if row.rule.id == anchor.expiry_of and row.state not in GONE and not row.rule.offered:
                yield Start(row.start.event, row.counted.due_on, expiry_of=row.rule.id)
        return
    for event in record:
        if event.kind == anchor.event and all(
            event.data.get(name) == word for name, word in anchor.where.items()
        ):
            yield Start(event, event.on)


def _reaches(start: Start, event: EventFact) -> bool:
    """Return whether the event is another one, on or after the start."""
    if start.expiry_of:
        return event.on >= start.on
    return event.key != start.event.key and not event.precedes(start.event)


def _in_play(rule: Rule, start: Start, facts: Facts, rows: Sequence[Row]) -> bool:
    """Return whether the facts ask for the rule, and what it would replace was not over before. Raises MissingFact."""
    over = [row.closed_by for row in _replaced(rule, start, rows) if row.state in OVER]
    return applies(rule, facts) and not any(event and event.precedes(start.trigger) for event in over)


def _row(pack: Pack, rule: Rule, start: Start, record: Sequence[EventFact], calendars: Calendars) -> Row:
    if start.event.precision not in (Precision.DAY, Precision.INSTANT):
        raise ImpreciseAnchor(
            place_of(start.event), f"rule {rule.id} counts from it, and its day is not known; give the day."
        )
    beyond = (rule.absent, rule.lapsed_by, rule.repeat, rule.suspended_by, rule.lengthened_by, rule.limb_of)
    if not isinstance(rule.count, Period) or any(beyond) or rule.anchor.start_of or rule.anchor.unrolled:
        raise NotCountedYet(f"rule {rule.id}", "uses a part of the grammar that this version does not run.")
    row = Row(rule, start, count_from(rule, start.on, calendars))
    closing = sorted(
        (
            event
            for event in record
            if _among(event, rule.satisfied_by + rule.withdrawn_by) and _reaches(start, event)
        ),
        key=lambda event: (event.order, not _among(event, rule.satisfied_by), event.key),
    )
    if not closing:
        return row
    state = State.MET if _among(closing[0], rule.satisfied_by) else State.WITHDRAWN
    return replace(row, state=state, closed_by=closing[0], reason=say_closed(pack, row, state, closing[0]))


def _among(event: EventFact, wanted: Iterable[Match]) -> bool:
    return any(match.fits(event) for match in wanted)


def _add(row: Row, pack: Pack, rows: list[Row]) -> None:
    """Add the row, marking those it replaces; an offered rule replaces nothing."""
    for old in [] if row.rule.offered else _replaced(row.rule, row.start, rows):
        rows[rows.index(old)] = replace(
            old,
            state=State.SUPERSEDED,
            closed_by=row.start.trigger,
            superseded_by=row.rule.id,
            reason=say_replaced(pack, old, row),
        )
    rows.append(row)


def _replaced(rule: Rule, start: Start, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.rule.id in rule.replaces and row.start.event.key == start.event.key]


def _each_once(errors: Iterable[ClockError]) -> list[ClockError]:
    """Return the first error of each code and place: one unanswered fact is one error, however many rules ask."""
    first: dict[tuple[str, str], ClockError] = {}
    for error in errors:
        first.setdefault((error.code, error.place), error)
    return list(first.values())
