"""The values the engine takes and gives: plain, frozen, without Django."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Facts = Mapping[str, bool | str | int]


class Precision(StrEnum):
    """How exactly an event's date is known."""

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
    """Where a deadline stands by the record; that it is missed is derived from a clock elsewhere."""

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
    """How sure a rule is; `unsure` rules are offered, never applied by themselves."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event as the clocks see it; `key` is the caller's id of it."""

    key: str
    kind: str
    on: date
    precision: Precision = Precision.DAY
    instant: datetime | None = None
    zone: str | None = None
    sequence: int = 0
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def order(self) -> tuple[date, int, str, str]:
        """Return the place in time: day, place within the day, instant, key."""
        return (self.on, self.sequence, self.instant.isoformat() if self.instant else "", self.key)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation, for the proof."""

    what: str
    on: date | None
    detail: str


@dataclass(frozen=True, slots=True)
class Computed:
    """A deadline the law hangs on an event, with its proof."""

    rule: str
    anchor: str
    occurrence: int
    kind: DeadlineKind
    title: str
    due_on: date
    raw_on: date
    window_start: date | None
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


@dataclass(frozen=True, slots=True)
class Announced:
    """A deadline that a party announced; `unless` and `then` are event kinds."""

    key: str
    kind: DeadlineKind
    due_on: date
    instant: datetime | None
    unless: tuple[str, ...]
    then: tuple[str, ...]
    announced_on: date


@dataclass(frozen=True, slots=True)
class Settled:
    """Where an announced deadline stands."""

    state: State
    state_reason: str
    closed_by: str | None


def trace_json(trace: tuple[Step, ...]) -> list[dict[str, Any]]:
    """Return the steps as JSON-ready dicts with ISO dates."""
    return [asdict(step) | {"on": step.on.isoformat() if step.on else None} for step in trace]
