"""What a writer hands to the actions: plain values, not yet rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from accounts.models import Team
from disputes.models import Actor, Confidence, Proceeding, Source, Stance, Visibility
from disputes.models.base import Precision
from disputes.models.deadline import Basis


@dataclass(frozen=True, slots=True)
class CitationDraft:
    """What a source says about the fact being recorded."""

    source: Source
    stance: str = Stance.SUPPORTS
    quote: str = ""
    page: str = ""
    claim: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncedDraft:
    """A deadline that the event announces; an ultimatum says `unless` and `then`."""

    kind: str
    title: str
    due_on: date
    legal_zone: str
    ref: str = ""
    basis: str = Basis.ANNOUNCED
    due_time: time | None = None
    window_start: date | None = None
    printed: str = ""
    responsible: Actor | None = None
    beneficiary: Actor | None = None
    unless: str = ""
    unless_kinds: tuple[str, ...] = ()
    then: str = ""
    then_kinds: tuple[str, ...] = ()
    consequence: str = ""
    citation: str = ""
    confidence: str = Confidence.CERTAIN
    citations: tuple[CitationDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event to be recorded; see disputes.models.Event for the meaning of each field."""

    proceeding: Proceeding
    kind: str
    on: date
    zone: str
    text: str
    ref: str = ""
    precision: str = Precision.DAY
    at: datetime | None = None
    end_on: date | None = None
    printed: str = ""
    sequence: int = 0
    data: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""
    confidence: str = Confidence.CERTAIN
    historical: bool = False
    visibility: str = Visibility.INTERNAL
    team: Team | None = None
    actors: tuple[Actor, ...] = ()
    citations: tuple[CitationDraft, ...] = ()
    deadlines: tuple[AnnouncedDraft, ...] = ()
