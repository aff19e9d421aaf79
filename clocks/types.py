"""What goes into the clocks and what comes out: plain values, comparable and JSON-serializable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeAlias

Facts: TypeAlias = Mapping[str, bool | str | int]
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class Precision(StrEnum):
    """How much of an event's date is known."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


class DeadlineKind(StrEnum):
    """What falls on the day."""

    DUTY = "duty"
    RIGHT_OPENS = "right_opens"
    RIGHT_CLOSES = "right_closes"
    WINDOW = "window"
    TARGET = "target"
    AUTOMATIC = "automatic"
    CAP = "cap"
    ULTIMATUM = "ultimatum"


class State(StrEnum):
    """Where a deadline stands. That it is missed depends on the reader's clock and is derived elsewhere."""

    OPEN = "open"
    TENTATIVE = "tentative"
    SUSPENDED = "suspended"
    MET = "met"
    WAIVED = "waived"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    STALLED = "stalled"


class Confidence(StrEnum):
    """How sure the reading of a rule is; an unsure rule is offered, never applied by itself."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class EventFact:
    """Something that happened.

    `key` is the caller's id; `on` the date at the place of the act (`zone`, an
    IANA name); `instant` the aware moment when the hour is known; `sequence`
    the order within a day; `data` what the kind carries (`outcome` of a determination);
    `printed` the date as the source prints it, kept and compared, never followed.
    """

    key: str
    kind: str
    on: date
    precision: Precision = Precision.DAY
    instant: datetime | None = None
    zone: str | None = None
    sequence: int = 0
    data: Mapping[str, str] = field(default_factory=dict)
    printed: str = ""

    @property
    def moment(self) -> datetime | None:
        """The instant where it can be compared with others; None for one without an offset."""
        return self.instant if self.instant and self.instant.tzinfo else None

    @property
    def order(self) -> tuple[date, datetime, int]:
        """The place in the record: by day, then hour (unknown hours last), then sequence."""
        return (self.on, self.moment or END_OF_TIME, self.sequence)

    def precedes(self, other: "EventFact") -> bool:
        """Return whether this event is known to come before `other`: hours decide only where both are known."""
        if self.on != other.on:
            return self.on < other.on
        if self.moment and other.moment and self.moment != other.moment:
            return self.moment < other.moment
        return self.sequence < other.sequence


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a proof: what was done, the day it concerns or led to, and why."""

    what: str
    on: date | None
    detail: str


@dataclass(frozen=True, slots=True)
class Move:
    """A recorded change of a last day: on `on` (None: not told), to `to`, through the event of key `event`, and why.

    `kind` is extended, extended_late (granted after the limit had passed), pinned or unpinned.
    """

    on: date | None
    to: date
    kind: str
    event: str
    reason: str


@dataclass(frozen=True, slots=True)
class Computed:
    """A deadline as a rule yields it; identity is (rule, anchor, occurrence).

    `anchor` and `closed_by` are event keys, `superseded_by` a rule id,
    `responsible` and `beneficiary` roles. `raw_on` is the day before rolling,
    `computed_on` the day after it, `due_on` that day or where the `moves` led.
    `due_time` is the legal hour in `zone`, where the law sets one. `rests_on` are the
    keys of every event that the result tells of: who may not see one may not see it.
    """

    rule: str
    anchor: str
    occurrence: int
    kind: DeadlineKind
    title: str
    due_on: date
    raw_on: date
    computed_on: date
    window_start: date | None
    due_time: time | None
    zone: str
    state: State
    state_reason: str
    closed_by: str | None
    superseded_by: str | None
    responsible: str
    beneficiary: str | None
    consequence: str
    citation: str
    confidence: Confidence
    offered: bool
    sentence: str
    trace: tuple[Step, ...]
    input_hash: str
    moves: tuple[Move, ...] = ()
    warnings: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """A deadline that a party announced in the event `key`.

    An event of a kind in `unless` takes it away, one of a kind in `then` carries
    the threat out. `instant` is its hour where one was stated. Events that name
    `ref` as their `deadline` move or waive it; `due_on` is the day before any move.
    """

    key: str
    ref: str
    kind: DeadlineKind
    due_on: date
    instant: datetime | None
    unless: tuple[str, ...]
    then: tuple[str, ...]
    announced_on: date


@dataclass(frozen=True, slots=True)
class Settled:
    """Where an announced deadline stands, on which day, why, and through which event."""

    state: State
    state_reason: str
    closed_by: str | None
    due_on: date
    moves: tuple[Move, ...] = ()


def to_json(value: object) -> Json:
    """Return `value` (any type of this module, nested) as JSON values; dates are ISO 8601. Raises TypeError."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): to_json(item) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    raise TypeError(f"to_json(): {type(value).__name__} is not a value of the clocks.")


def trace_json(trace: Iterable[Step]) -> list[Json]:
    """Return a trace as a list of {"what", "on", "detail"}."""
    return [to_json(step) for step in trace]
