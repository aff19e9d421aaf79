"""Rule packs: the law as data, as `building` makes it from the YAML files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias

from clocks.dates import MonthEnd, Period
from clocks.types import Confidence, DeadlineKind, EventFact

Answers: TypeAlias = Mapping[str, bool | str | int]
Given: TypeAlias = Mapping[str, "bool | str | int | date | list[date] | list[list[date]]"]


class Roll(StrEnum):
    """What becomes of a last day that is no working day. A property of the rule, not of the calendar.

    `dsu`: acts of WTO Members (decision of the DSB, WT/DSB/M/7); `eu`: Regulation
    1182/71 art. 3(4)-(5). Both bring their calendar with them.
    """

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"
    DSU = "dsu"
    EU = "eu"


CALENDAR_OF_ROLL: Mapping[Roll, str] = {Roll.DSU: "wto", Roll.EU: "eu-institutions"}


@dataclass(frozen=True, slots=True)
class Match:
    """Events of one kind whose data are as in `where`."""

    event: str
    where: Mapping[str, str] = field(default_factory=dict)

    def fits(self, event: EventFact) -> bool:
        """Return whether the event is one of these."""
        return event.kind == self.event and all(
            event.data.get(name) == word for name, word in self.where.items()
        )


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a count starts from: an event, or the expiry of another rule (as counted, when `unrolled`).

    With `start_of` (`from` in the packs) the event puts the rule in play, but
    day 0 is the latest earlier event of that kind.
    """

    event: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    start_of: str | None = None
    expiry_of: str | None = None
    unrolled: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """The period or the day stands in the data of the anchor or of a required event."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The first such day of a year on or after the anchor."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The first meeting of `body` at least `notice` after the anchor; `estimate` after it while none is known."""

    body: str
    notice: Period
    estimate: Period


@dataclass(frozen=True, slots=True)
class Choice:
    """The earlier or the later of the limits that other rules, its limbs, give."""

    later: bool
    limbs: tuple[str, ...]


Count: TypeAlias = Period | Stated | Fixed | NextMeeting | Choice


@dataclass(frozen=True, slots=True)
class Repeat:
    """The limit comes again, each time `every` later, until an event of a kind in `until`.

    With `only_after` it comes again only where an event of such a kind closed the one before.
    """

    every: Period
    until: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    def goes_on(self, closing: str | None) -> bool:
        """Return whether the limit comes again after one that an event of this kind, or None, closed."""
        return not self.only_after or closing in self.only_after


@dataclass(frozen=True, slots=True)
class Suspended:
    """The clock stands still from an event of kind `start` to the next of kind `end`."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Vector:
    """A worked example; `history` when the day is what happened, `arithmetic` when it is only computed.

    `given` holds what the anchor does not say: the anchors of limbs by their id,
    facts, `days` added, `suspensions`, `meetings`.
    """

    kind: str
    anchor: date
    due: date
    note: str = ""
    opens: date | None = None
    raw: date | None = None
    period: str = ""
    given: Given = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One legal clock. `count` is None when it is counted by hand (`count: manual`).

    `requires` are events since the anchor, `preceded_by` events before it, without
    which the rule does not apply, `absent` events that keep or take it away;
    `applies_if` are the answers it needs, `excepted_if` and `halved_if` answers
    that, when given, take it away or halve the count. `lapsed_within`: what lets it
    lapse must come in that time before its last day. `by_act`: the effect comes about
    only by a recorded act of the responsible body. `counts_back`: the limit or its
    window lies before day 0.
    """

    id: str
    title: str
    citation: str
    words: str
    anchor: Anchor
    count: Count | None
    kind: DeadlineKind
    responsible: str
    confidence: Confidence
    digest: str
    valid_from: date | None = None
    valid_to: date | None = None
    requires: tuple[Match, ...] = ()
    preceded_by: tuple[Match, ...] = ()
    absent: tuple[Match, ...] = ()
    applies_if: Answers = field(default_factory=dict)
    excepted_if: Answers = field(default_factory=dict)
    halved_if: Answers = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    satisfied_by: tuple[Match, ...] = ()
    withdrawn_by: tuple[Match, ...] = ()
    lapsed_by: tuple[Match, ...] = ()
    lapsed_within: Period | None = None
    limb_of: str | None = None
    opens: Period | None = None
    repeat: Repeat | None = None
    suspended_by: Suspended | None = None
    lengthened_by: tuple[str, ...] = ()
    stalled_from: date | None = None
    by_act: bool = False
    hour: time | None = None
    month_end: MonthEnd = MonthEnd.CLAMP
    roll: Roll = Roll.NONE
    calendar: str | None = None
    beneficiary: str | None = None
    extension: str = ""
    consequence: str = ""
    counts_back: bool = False
    vectors: tuple[Vector, ...] = ()

    @property
    def offered(self) -> bool:
        """Whether the rule is only offered to the analyst, its reading being unverified."""
        return self.confidence is Confidence.UNSURE

    @property
    def who_acts(self) -> str:
        """The responsible body in a sentence: "the DSB"."""
        return f"the {self.responsible.replace('-', ' ').upper()}"

    def in_force(self, day: date) -> bool:
        """Return whether the rule is law on `day`; both ends included."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact that the rules of a pack ask for; answering it True implies the answers in `implies`."""

    type: type[bool] | type[int] | type[str]
    question: str
    implies: Answers = field(default_factory=dict)


class DatumType(StrEnum):
    """What an event may carry: one of some words, a date, a number (of days),
    a period such as "15 m 1 w", or text."""

    WORD = "word"
    DATE = "date"
    DAYS = "days"
    NUMBER = "number"
    PERIOD = "period"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing an event carries beside its date; `words` are those it may be, for the type WORD."""

    type: DatumType
    words: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class EventWords:
    """A kind of event as a pack knows it: its name in a sentence, what it presupposes, the answers it carries."""

    words: str
    not_before: str | None = None
    data: Mapping[str, Datum] = field(default_factory=dict)


OCCURRENCE = (
    "occurrence"  # the key under which a decision says which of the days of a recurring rule it means
)
_TEXT, _MAYBE = Datum(DatumType.TEXT), Datum(DatumType.TEXT, optional=True)
_DAY = Datum(DatumType.DATE)
_WHICH = {"anchor": _MAYBE, OCCURRENCE: Datum(DatumType.NUMBER, optional=True)}
_YES = Datum(DatumType.WORD, ("yes",), optional=True)
EXTENDED, PINNED, UNPINNED, WAIVED = (
    "deadline_extended", "deadline_pinned", "deadline_unpinned", "deadline_waived"
)  # fmt: skip
GENERIC: Mapping[str, EventWords] = {
    EXTENDED: EventWords(
        "the extension of the limit",
        data={
            "rule": _TEXT,
            "to": _DAY,
            "by": _MAYBE,
            "basis": _MAYBE,
            "after_expiry": _YES,
            **_WHICH,
        },
    ),
    PINNED: EventWords("the pinning of the day", data={"rule": _TEXT, "to": _DAY, "reason": _TEXT, **_WHICH}),
    UNPINNED: EventWords("the unpinning of the day", data={"rule": _TEXT, **_WHICH}),
    WAIVED: EventWords("the waiver", data={"rule": _TEXT, "reason": _MAYBE, **_WHICH}),
}


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one legal system, in an order in which each follows those it depends on."""

    name: str
    title: str
    zone: str
    facts: Mapping[str, FactKind]
    events: Mapping[str, EventWords]
    rules: tuple[Rule, ...]

    def kind(self, name: str) -> EventWords | None:
        """Return what is known of a kind of event, its own or one that every pack understands."""
        return self.events.get(name) or GENERIC.get(name)

    def words(self, name: str) -> str:
        """Return the name of a kind of event in a sentence."""
        known = self.kind(name)
        return known.words if known else f"the event {name.replace('_', ' ')}"

    def recurs(self, rule_id: str) -> bool:
        """Return whether one anchor brings several deadlines of the rule: it repeats, or what it hangs on does."""
        rule = next((rule for rule in self.rules if rule.id == rule_id), None)
        return rule is not None and (rule.repeat is not None or self.recurs(rule.anchor.expiry_of or ""))

    def rule(self, rule_id: str) -> Rule:
        """Return the rule. Raises KeyError."""
        return {rule.id: rule for rule in self.rules}[rule_id]
