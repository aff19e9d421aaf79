"""What must hold of facts and events before anything is counted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from clocks.calendars import DAY
from clocks.dates import Period, Unit, add
from clocks.errors import (
    ClockError,
    ContradictoryFacts,
    ContradictoryInstant,
    DuplicateEvent,
    EventBeforeAnchor,
    IncompleteEvent,
    MissingFact,
    UnknownFact,
    UnknownZone,
)
from clocks.given import read_day
from clocks.rules import Datum, DatumType, Pack, Rule
from clocks.schema import unknown
from clocks.types import EventFact, Facts, Precision
from clocks.words import say_when
from clocks.zones import zone_named

DAYS = re.compile(r"[0-9]{1,6}")
NAMES_OF_TYPES = {bool: "yes or no", int: "a number", str: "a text"}


def check_facts(pack: Pack, facts: Facts) -> Iterator[ClockError]:
    """Yield facts the pack does not ask for, answers of the wrong type, and answers that exclude each other."""
    for name, answer in facts.items():
        kind = pack.facts.get(name)
        if kind is None:
            yield UnknownFact(f"fact {name}", unknown("", "fact", name, pack.facts).message)
        elif type(answer) is not kind.type:
            yield UnknownFact(
                f"fact {name}", f"{answer!r} is no answer; expected {NAMES_OF_TYPES[kind.type]}."
            )
        elif answer is True:
            for other, implied in kind.implies.items():
                if facts.get(other, implied) != implied:
                    yield ContradictoryFacts(
                        f"fact {name}", f"excludes {other}: {facts[other]}; correct one of them."
                    )


def with_implied(pack: Pack, facts: Facts) -> Facts:
    """Return the facts with those that follow from them."""
    implied: dict[str, bool | str | int] = {}
    for name, answer in facts.items():
        if answer is True and name in pack.facts:
            implied.update(pack.facts[name].implies)
    return {**implied, **facts}


def applies(rule: Rule, facts: Facts) -> bool:
    """Return whether the facts put the rule in play. Raises MissingFact when that cannot be decided."""
    if ruled_out(rule, facts):
        return False
    for name in rule.applies_if:
        if name not in facts:
            raise MissingFact(f"fact {name}", f"rule {rule.id} cannot be decided without it; answer it.")
    return True


def ruled_out(rule: Rule, facts: Facts) -> bool:
    """Return whether an answer given keeps the rule out of play, whatever the others are."""
    excepted = any(facts.get(name) == answer for name, answer in rule.excepted_if.items())
    return excepted or any(
        name in facts and facts[name] != answer for name, answer in rule.applies_if.items()
    )


def check_events(pack: Pack, events: Sequence[EventFact]) -> Iterator[ClockError]:
    """Yield everything wrong with single events, and events dated before the one they presuppose."""
    seen: set[str] = set()
    by_kind: dict[str, list[EventFact]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    for event in events:
        if event.key in seen:
            yield DuplicateEvent(place_of(event), "two events have this key; hand each event over once.")
        seen.add(event.key)
        yield from _check_zone_and_hour(event)
        yield from _check_data(pack, event)
        yield from _check_order(pack, event, by_kind)


def place_of(event: EventFact) -> str:
    """Return how an error names the event."""
    return f"event {event.kind} {say_when(event)} ({event.key})"


def _check_zone_and_hour(event: EventFact) -> Iterator[ClockError]:
    zone = zone_named(event.zone) if event.zone else None
    if event.zone and zone is None:
        yield UnknownZone(
            place_of(event), f"{event.zone} is no IANA zone; write one such as America/New_York."
        )
    if event.precision == Precision.INSTANT and event.instant is None:
        yield ContradictoryInstant(
            place_of(event), "its precision is instant, but no hour is given; give it or the day only."
        )
    if event.instant and event.moment is None:
        yield ContradictoryInstant(place_of(event), "its hour has no offset from UTC; give it one.")
    if event.moment and zone and event.moment.astimezone(zone).date() != event.on:
        there = event.moment.astimezone(zone)
        yield ContradictoryInstant(
            place_of(event), f"its hour is {there:%Y-%m-%d %H:%M} in {event.zone}; correct date or hour."
        )


def _check_data(pack: Pack, event: EventFact) -> Iterator[ClockError]:
    known = pack.kind(event.kind)
    for name, datum in known.data.items() if known else ():
        if name not in event.data and datum.optional:
            continue
        if (expected := wrong_datum(datum, event.data.get(name))) is not None:
            found = f"is {event.data[name]!r}" if name in event.data else "is missing"
            yield IncompleteEvent(f"{place_of(event)}, {name}", f"{found}; write {expected}.")


def wrong_datum(datum: Datum, value: str | None) -> str | None:
    """Return what to write instead of `value`, or None when it is what the datum asks for."""
    match datum.type:
        case DatumType.WORD:
            return None if value in datum.words else " or ".join(datum.words)
        case DatumType.DATE:
            return None if value and read_day(value) else "a date such as 1995-02-04"
        case DatumType.DAYS:
            return None if value and DAYS.fullmatch(value) else "a number of days"
        case DatumType.NUMBER:
            return None if value and DAYS.fullmatch(value) else "a number"
        case DatumType.PERIOD:
            return None if value and lasting(value) else 'a period such as "15 m 1 w"'
        case DatumType.TEXT:
            return None if value and value.strip() else "words"


def lasting(text: str) -> Period | None:
    """Return the period written in `text`, or None: what is stated runs forward."""
    period = Period.read(text)
    return None if period is None or period.backward else period


def _check_order(
    pack: Pack, event: EventFact, by_kind: Mapping[str, Sequence[EventFact]]
) -> Iterator[ClockError]:
    presupposed = pack.events[event.kind].not_before if event.kind in pack.events else None
    earlier = by_kind.get(presupposed or "", ())
    if earlier and all(_surely_precedes(event, other) for other in earlier):
        first = f"{pack.events[earlier[0].kind].words} {say_when(earlier[0])}"
        yield EventBeforeAnchor(place_of(event), f"dated before {first}; correct one of the dates.")


def _surely_precedes(event: EventFact, other: EventFact) -> bool:
    exact = (Precision.DAY, Precision.INSTANT)
    if event.precision in exact and other.precision in exact:
        return event.precedes(other)
    if Precision.ABOUT in (event.precision, other.precision):
        return False
    return _last_day(event) < other.on


def _last_day(event: EventFact) -> date:
    match event.precision:
        case Precision.MONTH:
            return add(event.on.replace(day=1), 1, Unit.MONTHS) - DAY
        case Precision.YEAR:
            return date(event.on.year, 12, 31)
        case _:
            return event.on
