"""What the record says about one count: stated periods, delays, suspensions, halving, limbs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from clocks.checks import DAYS, applies, lasting, place_of
from clocks.counting import Bearing, Stretch
from clocks.dates import Period
from clocks.errors import EventBeforeAnchor, ImpreciseAnchor, IncompleteEvent
from clocks.given import read_day
from clocks.record import Record
from clocks.rows import Row, Start, reaches
from clocks.rules import Choice, Pack, Rule, Stated
from clocks.types import EventFact, Facts, Precision
from clocks.words import say_when

EXACT = (Precision.DAY, Precision.INSTANT)
PLAIN = Bearing()


def bearing_of(
    pack: Pack, rule: Rule, start: Start, *, facts: Facts, record: Record, last: EventFact | None
) -> tuple[Bearing, tuple[EventFact, ...]]:
    """Return what bears on the count up to the event `last` that closes it, and the events that say so."""
    stated: Period | date | None = None
    stated_by: EventFact | None = None
    if isinstance(rule.count, Stated):
        stated, stated_by = _stated(rule, start)
    halved = ", ".join(
        f"{name} is {'yes' if answer is True else answer}"
        for name, answer in rule.halved_if.items()
        if facts.get(name) == answer
    )
    found = [*_delays(pack, rule, start, record, last), *_suspensions(pack, rule, start, record, last)]
    if not (stated_by or halved or found):
        return PLAIN, ()
    bearing = Bearing(
        stated=stated,
        stated_in=f"{pack.words(stated_by.kind)} {say_when(stated_by)}" if stated_by else "",
        halved=halved,
        stretches=tuple(stretch for stretch, _ in found),
    )
    events = [event for _, several in found for event in several]
    return bearing, (*([stated_by] if stated_by and stated_by is not start.event else []), *events)


def limbs_of(
    choice: Choice, start: Start, limbs: Mapping[str, Sequence[Row]], pack: Pack, facts: Facts
) -> dict[str, Row | None]:
    """Return the row of each limb that the facts leave in play: the one of this start, else the first after it."""
    return {
        limb: _limb_row(start, limbs.get(limb, ()))
        for limb in choice.limbs
        if applies(pack.rule(limb), facts)
    }


def _limb_row(start: Start, rows: Sequence[Row]) -> Row | None:
    same = next((row for row in rows if row.start.event.key == start.event.key), None)
    return same or next(
        (
            row
            for row in rows
            if not row.start.event.precedes(start.event)
            and not (start.following and not row.start.event.precedes(start.following))
        ),
        None,
    )


def states(start: Start) -> bool:
    """Return whether the anchor or a required event says how long the period runs."""
    return any(
        event.data.get(name) for event in (start.event, *start.required) for name in ("period", "ends_on")
    )


def _stated(rule: Rule, start: Start) -> tuple[Period | date, EventFact]:
    candidates = [*sorted(start.required, key=lambda event: event.order, reverse=True), start.event]
    for event in candidates:
        period, ends_on = event.data.get("period"), event.data.get("ends_on")
        if period and ends_on:
            raise IncompleteEvent(place_of(event), "states a period and a day (ends_on); keep one of them.")
        if period and (read := lasting(period)):
            return read, event
        if ends_on and (day := read_day(ends_on)):
            if day < start.on:
                raise EventBeforeAnchor(
                    f"{place_of(event)}, ends_on", f"{ends_on} is before the period starts; correct it."
                )
            return day, event
    raise IncompleteEvent(
        f"{place_of(start.event)}, period",
        f'is missing; rule {rule.id} runs as long as stated: write period, such as "15 m 1 w", or ends_on.',
    )


Found = tuple[Stretch, tuple[EventFact, ...]]


def _delays(pack: Pack, rule: Rule, start: Start, record: Record, last: EventFact | None) -> Iterator[Found]:
    for event in record.of_kinds(rule.lengthened_by) if rule.lengthened_by else ():
        days = event.data.get("days", "")
        if reaches(rule, start, event) and not _after(event, last) and DAYS.fullmatch(days):
            words = f"{pack.words(event.kind)} {say_when(event)}"
            yield Stretch(event.on, int(days), words), (event,)


def _suspensions(
    pack: Pack, rule: Rule, start: Start, record: Record, last: EventFact | None
) -> Iterator[Found]:
    if rule.suspended_by is None:
        return
    for stopped, resumed in record.spans(rule.suspended_by):
        if _after(stopped, last) or (resumed and resumed.on <= start.on):
            continue
        for event in (stopped, *([resumed] if resumed else [])):
            if event.precision not in EXACT:
                raise ImpreciseAnchor(
                    place_of(event), f"it stops rule {rule.id}, and its day is not known; give it."
                )
        since = max(stopped.on, start.on)
        words = f"{pack.words(stopped.kind)} {say_when(stopped)}"
        if resumed is None:
            yield Stretch(since, None, f"{words}, not resumed yet"), (stopped,)
        else:
            words += f" until {pack.words(resumed.kind)} {say_when(resumed)}"
            yield Stretch(since, (resumed.on - since).days, words), (stopped, resumed)


def _after(event: EventFact, last: EventFact | None) -> bool:
    return last is not None and last.precedes(event)
