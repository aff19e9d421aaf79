"""The record of a proceeding, indexed for the rules that read it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clocks.errors import ClockError, OverlappingSuspensions
from clocks.printed import season_warning
from clocks.rules import Match, Pack, Suspended
from clocks.types import EventFact
from clocks.words import say_when

Span = tuple[EventFact, EventFact | None]


class Record:
    """Events in order, by kind, with what is worked out once for all rules."""

    def __init__(self, events: Iterable[EventFact]) -> None:
        self.events: Sequence[EventFact] = sorted(events, key=lambda event: (event.order, event.key))
        self.by_kind: dict[str, list[EventFact]] = {}
        for event in self.events:
            self.by_kind.setdefault(event.kind, []).append(event)
        self._warnings: dict[str, str] = {}
        self._fingerprints: dict[str, str] = {}
        self._spans: dict[Suspended, list[Span]] = {}

    @property
    def latest(self) -> date:
        """The day of the last event; the first of all days for an empty record."""
        return self.events[-1].on if self.events else date.min

    def fitting(self, matches: Sequence[Match]) -> list[EventFact]:
        """Return the events that fit any of the matches, in order."""
        if len(matches) == 1:
            return [event for event in self.by_kind.get(matches[0].event, ()) if matches[0].fits(event)]
        if not any(match.event in self.by_kind for match in matches):
            return []
        found = {
            event.key: event
            for match in matches
            for event in self.by_kind.get(match.event, ())
            if match.fits(event)
        }
        return sorted(found.values(), key=lambda event: (event.order, event.key))

    def of_kinds(self, kinds: Iterable[str]) -> list[EventFact]:
        """Return the events of these kinds, in order."""
        return self.fitting([Match(kind) for kind in kinds])

    def spans(self, suspended: Suspended) -> list[Span]:
        """Return each suspension with its end, None for one that still lasts."""
        if suspended not in self._spans:
            self._spans[suspended] = list(_spans(self.of_kinds((suspended.start, suspended.end)), suspended))
        return self._spans[suspended]

    def fingerprint(self, event: EventFact) -> str:
        """Return all that is told of the event but its data, as one text."""
        if event.key not in self._fingerprints:
            told = (
                event.key, event.kind, event.on.isoformat(), str(event.precision), event.zone, event.sequence,
                event.instant.isoformat() if event.instant else None, event.printed,
            )  # fmt: skip
            self._fingerprints[event.key] = repr(told)
        return self._fingerprints[event.key]

    def warning(self, event: EventFact) -> str:
        """Return the warning about what a source prints of the event's hour; empty when there is none."""
        if not event.printed:
            return ""
        if event.key not in self._warnings:
            self._warnings[event.key] = season_warning(event.printed, event.on, event.zone, event.moment)
        return self._warnings[event.key]


def check_spans(pack: Pack, record: Record) -> Iterator[ClockError]:
    """Yield suspensions that begin while one lasts, and resumptions of what was not suspended."""
    for suspended in dict.fromkeys(rule.suspended_by for rule in pack.rules if rule.suspended_by):
        open_since: EventFact | None = None
        for event in record.of_kinds((suspended.start, suspended.end)):
            place = f"event {event.kind} {say_when(event)} ({event.key})"
            if event.kind == suspended.start and open_since:
                yield OverlappingSuspensions(
                    place,
                    f"the clock stands still already, {say_when(open_since)}; record the resumption first.",
                )
            if event.kind == suspended.end and open_since is None:
                yield OverlappingSuspensions(
                    place, "the clock was not standing still; record the suspension, or correct the date."
                )
            open_since = event if event.kind == suspended.start else None


def without_orphans(pack: Pack, events: Iterable[EventFact]) -> list[EventFact]:
    """Return the events without resumptions of what they do not suspend: what is left where a suspension is hidden."""
    record = Record(events)
    orphans: set[str] = set()
    for suspended in {rule.suspended_by for rule in pack.rules if rule.suspended_by}:
        still = False
        for event in record.of_kinds((suspended.start, suspended.end)):
            if event.kind == suspended.end and not still:
                orphans.add(event.key)
            still = event.kind == suspended.start
    return [event for event in record.events if event.key not in orphans]


def _spans(events: Iterable[EventFact], suspended: Suspended) -> Iterator[Span]:
    start: EventFact | None = None
    for event in events:
        if event.kind == suspended.start:
            start = start or event
        elif start:
            yield start, event
            start = None
    if start:
        yield start, None
