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


class WrongAnchor(ClockError):
    """A count is asked to start from an event of another kind than the rule's."""

    code = "wrong_anchor"


class OverlappingSuspensions(ClockError):
    """A clock is stopped while it stands still, or started again while it runs."""

    code = "overlapping_suspensions"


class UnknownRule(ClockError):
    """No pack, or not this one, has a rule of that id."""

    code = "unknown_rule"


class NothingToMove(ClockError):
    """An extension, pin or waiver finds no open deadline, or more than one."""

    code = "nothing_to_move"


class UnknownDeadline(ClockError):
    """An event names an announced deadline that there is not, or not yet."""

    code = "unknown_deadline"


class ExtensionAfterExpiry(ClockError):
    """An extension is dated after the limit it extends and does not say so."""

    code = "extension_after_expiry"


class InvalidMove(ClockError):
    """An extension does not lengthen, or a pin is taken away that is not there."""

    code = "invalid_move"


class UnknownPolicy(ClockError):
    """A month-end policy is no such policy, or the rule counts no months."""

    code = "unknown_policy"


class CountedByHand(ClockError):
    """A rule without a number is asked for a day."""

    code = "counted_by_hand"


class IncompleteCount(ClockError):
    """A count needs more than its anchor: a period, or the day of a limb."""

    code = "incomplete_count"


class AssumptionImpossible(ClockError):
    """An assumed event has no day, or hangs on a limit that does not follow."""

    code = "assumption_impossible"


class PackInvalid(ClockError):
    """A rule pack does not follow the grammar."""

    code = "pack_invalid"


class ClockErrors(Exception):
    """Everything that is wrong with one input, at once, in `errors`."""

    def __init__(self, errors: Iterable[ClockError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))
