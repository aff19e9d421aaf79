"""From which moments a rule runs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from clocks.errors import EventBeforeAnchor
from clocks.record import Record
from clocks.rows import UNSETTLED, Row, Start, reaches
from clocks.rules import Match, Rule
from clocks.types import EventFact
from clocks.words import say_when


def starts(rule: Rule, record: Record, rows: Sequence[Row]) -> Iterator[Start]:
    """Yield each moment from which the rule runs: its anchor is there, it is law, what it requires has happened,
    and what must be absent had not happened before. Raises EventBeforeAnchor."""
    absent = record.fitting(rule.absent)
    for start in _anchors(rule, record, rows):
        if not rule.in_force(start.on) or any(_came_before(rule, start, event) for event in absent):
            continue
        if not all(_had_come(start, wanted, record) for wanted in rule.preceded_by):
            continue
        if not rule.requires:
            yield start
            continue
        required = [_first(rule, start, wanted, record) for wanted in rule.requires]
        happened = tuple(event for event in required if event)
        if len(happened) == len(required):
            yield replace(start, required=happened)


def _came_before(rule: Rule, start: Start, event: EventFact) -> bool:
    """Return whether the event came before the rule starts: before its anchor, or before the expiry it counts from."""
    expired = start.expiry_of and not start.again and not rule.counts_back
    return event.precedes(start.event) or bool(expired and event.on < start.on)


def _had_come(start: Start, wanted: Match, record: Record) -> bool:
    """Return whether such an event had come when the rule starts; that of the same day counts."""
    return any(
        wanted.fits(event)
        and (event.on <= start.on if start.expiry_of else not start.event.precedes(event))
        and event.key != start.event.key
        for event in record.by_kind.get(wanted.event, ())
    )


def _first(rule: Rule, start: Start, wanted: Match, record: Record) -> EventFact | None:
    """Return the first event that puts the rule in play; what counts from an expiry may be asked for before it."""
    found = record.by_kind.get(wanted.event, ())
    ahead = start.expiry_of is not None and not start.again
    return next(
        (
            event
            for event in found
            if wanted.fits(event)
            and (not event.precedes(start.event) if ahead else reaches(rule, start, event))
        ),
        None,
    )


def _anchors(rule: Rule, record: Record, rows: Sequence[Row]) -> Iterator[Start]:
    anchor = rule.anchor
    if anchor.expiry_of:
        ends: dict[str, date] = {}
        for row in rows:
            if row.rule.id == anchor.expiry_of and row.expires and not row.rule.offered:
                unsettled = (
                    f"It rests on {row.rule.id}, which is {row.state}." if row.state in UNSETTLED else ""
                )
                yield Start(
                    row.start.event,
                    row.expires_on if anchor.unrolled else row.due_on,
                    expiry_of=row.rule.id,
                    occurrence=row.start.occurrence,
                    since=ends.get(row.start.event.key),
                    rests_on=unsettled,
                    inherited=row.bears[1:],
                )
                ends[row.start.event.key] = row.due_on
        return
    found = record.fitting([Match(anchor.event or "", anchor.where)])
    for number, event in enumerate(found):
        start = Start(
            event,
            event.on,
            previous=found[number - 1] if number else None,
            following=found[number + 1] if number + 1 < len(found) else None,
        )
        if anchor.start_of:
            earlier = _latest_before(event, record.by_kind.get(anchor.start_of, ()))
            if earlier is None:
                raise EventBeforeAnchor(
                    f"event {event.kind} {say_when(event)} ({event.key})",
                    f"rule {rule.id} counts from {anchor.start_of.replace('_', ' ')}, and none is recorded before it; "
                    "record it, or correct the dates.",
                )
            start = replace(start, on=earlier.on, day_0_event=earlier)
        yield start


def _latest_before(event: EventFact, candidates: Sequence[EventFact]) -> EventFact | None:
    return next((other for other in reversed(candidates) if not event.precedes(other)), None)
