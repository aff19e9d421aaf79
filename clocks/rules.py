"""Rule packs: the law as data, as `loading` builds it from the YAML files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clocks.dates import MonthEnd, Unit
from clocks.types import Confidence, DeadlineKind


class Roll(StrEnum):
    """What becomes of a last day that is no working day. A property of the rule, not of the calendar."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a count starts from: an event of a kind (with data as in `where`), or the expiry of another rule."""

    event: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    expiry_of: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Vector:
    """A worked example; `history` when the day is what happened, `arithmetic` when it is only computed."""

    kind: str
    anchor: date
    due: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One legal clock. `offset` and `unit` are None when the rule is counted by hand (`count: manual`).

    `requires` are event kinds without which the rule does not apply, `applies_if`
    the answers it needs, `excepted_if` answers that, when given, take it away.
    """

    id: str
    title: str
    citation: str
    words: str
    anchor: Anchor
    offset: int | None
    unit: Unit | None
    kind: DeadlineKind
    responsible: str
    confidence: Confidence
    digest: str
    valid_from: date | None = None
    valid_to: date | None = None
    requires: tuple[str, ...] = ()
    applies_if: Mapping[str, bool | str | int] = field(default_factory=dict)
    excepted_if: Mapping[str, bool | str | int] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    satisfied_by: tuple[str, ...] = ()
    withdrawn_by: tuple[str, ...] = ()
    month_end: MonthEnd = MonthEnd.CLAMP
    roll: Roll = Roll.NONE
    calendar: str | None = None
    beneficiary: str | None = None
    extension: str = ""
    consequence: str = ""
    vectors: tuple[Vector, ...] = ()

    @property
    def offered(self) -> bool:
        """Whether the rule is only offered to the analyst, its reading being unverified."""
        return self.confidence is Confidence.UNSURE

    def in_force(self, day: date) -> bool:
        """Return whether the rule is law on `day`; both ends included."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact that the rules of a pack ask for; answering it True implies the answers in `implies`."""

    type: type[bool] | type[int] | type[str]
    question: str
    implies: Mapping[str, bool | str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventWords:
    """A kind of event as a pack knows it: its name in a sentence, what it presupposes, the answers it carries."""

    words: str
    not_before: str | None = None
    data: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one legal system, in an order in which each follows those it depends on."""

    name: str
    title: str
    zone: str
    facts: Mapping[str, FactKind]
    events: Mapping[str, EventWords]
    rules: tuple[Rule, ...]

    def rule(self, rule_id: str) -> Rule:
        """Return the rule. Raises KeyError."""
        return {rule.id: rule for rule in self.rules}[rule_id]
