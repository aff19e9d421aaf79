"""Lists and what the law did with them, as plain values: what a duty answer is made of.

Moments are compared on the wall clock of the place whose law it is, as whole
seconds (`wall`): an American notice means New York's clock, in winter and in summer.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from tariffs.rates import Rate

Wall = int
NOWHERE: frozenset[str] = frozenset()
MINUTE = 60
DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
# Notices write the start of a day as "12:01 a.m.": a day without an hour is asked about from that minute.
DAY_BEGINS = MINUTE


class State(StrEnum):
    """What the law says of a layer at the moment asked about."""

    IN_FORCE = "in_force"
    SCHEDULED = "scheduled"
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"
    ENDED = "ended"
    NEVER_COLLECTED = "never_collected"
    UNKNOWN = "unknown"


def wall(instant: datetime, zone: str) -> Wall:
    """Return the instant as seconds of the zone's wall clock since 1970."""
    shown = instant.astimezone(ZoneInfo(zone))
    return wall_of(shown.date(), shown.time())


def wall_of(day: date, at: time | None = None) -> Wall:
    """Return a day's clock time as wall seconds; without one, the minute at which duties begin."""
    seconds = DAY_BEGINS if at is None else at.hour * 3600 + at.minute * 60 + at.second
    return (day.toordinal() - EPOCH) * DAY + seconds


def clock(moment: Wall) -> datetime:
    """Return wall seconds as a datetime to show; its zone is the law's, whatever it says here."""
    return datetime.fromtimestamp(moment, UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of one version: a code, `excepted` and `only` cutting its cover down to other digits, or words.

    In words (`digits` is "") it covers goods that a person must tell; the record cannot.
    """

    id: int
    edition: str
    digits: str
    printed: str = ""
    position: int = 0
    description: str = ""
    part: str = ""
    partial: str = ""
    claim_code: str = ""
    rate: Rate | None = None
    countries: frozenset[str] = NOWHERE
    excepted: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether it covers all of its code."""
        return not self.excepted and not self.only

    def covers(self, digits: str) -> bool:
        """Return whether it covers the goods of `digits`, which its own code contains."""
        if self.excepted and digits.startswith(self.excepted):
            return False
        return not self.only or digits.startswith(self.only)


@dataclass(frozen=True, slots=True)
class Edition:
    """One version: what it is, and since when it binds (wall seconds; a final list before its day only by name).

    `recorded` is how many of its lines the record holds, `is_partial` whether the document prints more.
    """

    ref: str
    number: int
    stage: str
    title: str
    since: Wall
    announced_on: date | None = None
    stated_rate: str = ""
    recorded: int = 0
    is_partial: bool = False

    @property
    def is_final(self) -> bool:
        """Return whether it adopts the list; a proposal never binds."""
        return self.stage in {"final", "amended"}


@dataclass(frozen=True, slots=True)
class EffectOf:
    """One effect of a list; wall seconds beside the instants they stand for."""

    ref: str
    state: str
    rate: Rate
    start: Wall
    end: Wall | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None
    part: str = ""
    mode: str = ""
    claim_code: str = ""
    rate_on_lines: bool = False
    countries: frozenset[str] = NOWHERE
    exported_before: Wall | None = None
    entered_before: Wall | None = None
    zone: str = "UTC"
    note: str = ""

    @property
    def conditions(self) -> int:
        """Return how many conditions goods must meet."""
        return (self.exported_before is not None) + (self.entered_before is not None)


@dataclass(frozen=True, slots=True)
class ExclusionOf:
    """Goods out of the list for a time; with a description, only those that fit it."""

    ref: str
    start: Wall
    end: Wall | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None
    part: str = ""
    digits: str = ""
    description: str = ""
    claim_code: str = ""
    retroactive: bool = False
    zone: str = "UTC"


@dataclass(eq=False)
class Law:
    """One list with its versions, effects and exclusions. `targets` are ISO 3166-1 codes, EU for the bloc."""

    ref: str
    title: str = ""
    authority: str = ""
    dispute: str = ""
    targets: frozenset[str] = frozenset()
    editions: tuple[Edition, ...] = ()
    effects: tuple[EffectOf, ...] = ()
    exclusions: tuple[ExclusionOf, ...] = ()
    by_ref: dict[str, Edition] = field(init=False)

    def __post_init__(self) -> None:
        self.by_ref = {edition.ref: edition for edition in self.editions}

    @cached_property
    def final(self) -> tuple[Edition, ...]:
        """Return the versions that adopt the list, in the order in which they bind."""
        return tuple(sorted((e for e in self.editions if e.is_final), key=lambda e: (e.since, e.number)))

    def proposal_on(self, day: date) -> Edition | None:
        """Return the version that was the last word on a day, if it did not adopt the list.

        A document is known from the day it was announced on, hour or not; one without a day is known always.
        """
        known = [e for e in self.editions if e.announced_on is None or e.announced_on <= day]
        last = max(known, key=lambda e: (e.announced_on or date.min, e.number), default=None)
        return last if last and not last.is_final else None

    @cached_property
    def _sinces(self) -> list[Wall]:
        return [edition.since for edition in self.final]

    def edition_at(self, moment: Wall) -> Edition | None:
        """Return the adopted version that binds at the moment, or before all of them the first."""
        if len(self.final) < 2:
            return self.final[0] if self.final else None
        return self.final[max(bisect_right(self._sinces, moment) - 1, 0)]

    @cached_property
    def boundaries(self) -> list[Wall]:
        """Return every moment at which an answer from this list may change, in order."""
        found = {edition.since for edition in self.final}
        for effect in self.effects:
            found |= {effect.start, effect.end or effect.start, effect.entered_before or effect.start}
        for exclusion in self.exclusions:
            found |= {exclusion.start, exclusion.end or exclusion.start}
        return sorted(found)

    @cached_property
    def is_plain(self) -> bool:
        """Return whether its answers turn on nothing but the code, the origin and the day."""
        on_time = all(boundary % DAY <= DAY_BEGINS for boundary in self.boundaries)
        return on_time and not self.exclusions and not any(effect.conditions for effect in self.effects)

    @cached_property
    def export_days(self) -> tuple[Wall, ...]:
        """Return the moments of export that conditions name, in order."""
        named = {e.exported_before for e in self.effects if e.exported_before is not None}
        return tuple(sorted(named))

    def may_be_due(self, first: Wall, last: Wall) -> bool:
        """Return whether any goods may have to pay from one moment to another, both inclusive; no effect: who knows."""
        return not self.effects or any(
            e.start <= last
            and (e.end is None or first < e.end)
            and e.state not in {State.SUSPENDED, State.NEVER_COLLECTED}
            for e in self.effects
        )

    def segment(self, moment: Wall) -> int:
        """Return which of the intervals between boundaries the moment lies in."""
        return bisect_right(self.boundaries, moment)
