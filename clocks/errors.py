"""What the clocks refuse, each error naming its place and the fix."""

from collections.abc import Iterable


class ClockError(Exception):
    """One thing that is wrong; `code` is stable, `place` says where, `message` what and how to mend it."""

    code = "clock_error"

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class ImpreciseAnchor(ClockError):
    """A count starts from an event whose day is not known."""

    code = "imprecise_anchor"


class EventBeforeAnchor(ClockError):
    """An event is dated before the one it presupposes."""

    code = "event_before_anchor"


class UnknownZone(ClockError):
    """A zone is not an IANA name."""

    code = "unknown_zone"


class DuplicateEvent(ClockError):
    """Two events carry the same key."""

    code = "duplicate_event"


class ContradictoryInstant(ClockError):
    """The hour of an event does not fit its date, or is missing or ambiguous."""

    code = "contradictory_instant"


class IncompleteEvent(ClockError):
    """An event lacks an answer that a rule reads."""

    code = "incomplete_event"


class MissingFact(ClockError):
    """A rule cannot be decided without a fact of the proceeding."""

    code = "missing_fact"


class UnknownFact(ClockError):
    """No rule of the pack knows the fact, or not with such a value."""

    code = "unknown_fact"


class ContradictoryFacts(ClockError):
    """Two facts exclude each other."""

    code = "contradictory_facts"


class CalendarMissing(ClockError):
    """A calendar, or a year of it, is not covered."""

    code = "calendar_missing"


class DateOutOfRange(ClockError):
    """A count leaves the years 1 to 9999."""

    code = "date_out_of_range"


class NotCountedYet(ClockError):
    """A rule uses a part of the grammar that the engine does not run."""

    code = "not_counted_yet"


class PackInvalid(ClockError):
    """A rule pack does not follow the grammar."""

    code = "pack_invalid"


class ClockErrors(Exception):
    """Everything that is wrong with one input, at once, in `errors`."""

    def __init__(self, errors: Iterable[ClockError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))
