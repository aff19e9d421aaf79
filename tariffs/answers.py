"""The question "what would my goods pay?" and the shape of its answer, as plain values."""

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from tariffs.law import Edition, ExclusionOf, Law, Line, State, Wall
from tariffs.rates import Rate
from tariffs.standing import Standing


@dataclass(frozen=True, slots=True)
class Question:
    """Goods of `origin` entered into `importer` on a day of its own calendar, if known at an hour of its own clock."""

    importer: str
    origin: str
    digits: str
    on: date
    at: time | None = None
    exported_on: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One duty: the line that covers the goods and the effect that decides. `applies` None: not decided."""

    law: Law
    edition: Edition
    line: Line
    state: State
    applies: bool | None
    rate: Rate
    mode: str
    claim_code: str
    why: str
    standing: Standing
    exclusion: ExclusionOf | None = None


class NotCovered(NamedTuple):
    """A list that does not reach the goods, and what comes nearest.

    `reason`: code | part_of_code | country | words | not_recorded. With `words`, `nearest`
    are the lines in words too; they and lines not recorded may be the goods after all:
    then `applies` is None if anything of the list may be due at the time.
    """

    law: Law
    edition: Edition
    reason: str
    why: str
    nearest: tuple[Line, ...] = ()
    applies: bool | None = False


@dataclass(frozen=True, slots=True)
class WouldPay:
    """A line of a list that was only proposed by the day of entry.

    `whole` is False when it covers a part of the code asked about, or goods in words.
    """

    law: Law
    edition: Edition
    line: Line
    whole: bool


class Base(NamedTuple):
    """The normal duty as an edition of the importer's schedule prints it.

    `applies` None: the rate is not known to this record, or it is not known whether
    it is due; `why` says so. `column`: general, or other (column 2).
    """

    nomenclature: str
    title: str
    edition: str
    digits: str
    description: str
    rate: Rate
    column: str
    special: str
    applies: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Branch:
    """An answer under conditions: the codes it is for, when exported (from, before), the hour, the exclusion."""

    layers: tuple[Layer, ...]
    codes: tuple[str, ...]
    other_digits: bool
    exported_from: Wall | None = None
    exported_before: Wall | None = None
    entered_from: Wall | None = None
    entered_before: Wall | None = None
    fits_exclusion: bool | None = None


class Answer(NamedTuple):
    """Layers that hold in every branch; `depends` names what the rest turns on, `branches` gives each answer whole."""

    question: Question
    layers: tuple[Layer, ...]
    depends: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()
    not_covered: tuple[NotCovered, ...] = ()
    would_pay: tuple[WouldPay, ...] = ()
