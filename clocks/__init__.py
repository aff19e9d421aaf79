"""Legal clocks: a leaf without Django, tables or the present moment. `run()` is the whole of it."""

from clocks.announced import DEADLINE, misdirected, moves_announced, settle
from clocks.assuming import Assumption, Consequence, ConsequenceKind, Outcome, what_if
from clocks.calendars import Calendar, Calendars, Meetings, shipped
from clocks.calls import Difference, answer, compute, find_rule, preview
from clocks.closing import ORDERS
from clocks.engine import run
from clocks.errors import ClockError, ClockErrors, DateOutOfRange, NothingToMove
from clocks.given import day_option, read_day, read_instant
from clocks.loading import PACK_OF_SYSTEM, load_pack, packs
from clocks.neighbours import why_not
from clocks.printed import season_warning
from clocks.record import without_orphans
from clocks.rules import OCCURRENCE, Datum, DatumType, Pack, Rule
from clocks.types import (
    Announced,
    Computed,
    Confidence,
    DeadlineKind,
    EventFact,
    Facts,
    Move,
    Precision,
    Settled,
    State,
    Step,
    to_json,
    trace_json,
)

__all__ = [
    "DEADLINE",
    "OCCURRENCE",
    "ORDERS",
    "PACK_OF_SYSTEM",
    "Announced",
    "Assumption",
    "Calendar",
    "Calendars",
    "ClockError",
    "ClockErrors",
    "Computed",
    "Confidence",
    "Consequence",
    "ConsequenceKind",
    "DateOutOfRange",
    "Datum",
    "DatumType",
    "DeadlineKind",
    "Difference",
    "EventFact",
    "Facts",
    "Meetings",
    "Move",
    "NothingToMove",
    "Outcome",
    "Pack",
    "Precision",
    "Rule",
    "Settled",
    "State",
    "Step",
    "answer",
    "compute",
    "day_option",
    "find_rule",
    "load_pack",
    "misdirected",
    "moves_announced",
    "packs",
    "preview",
    "read_day",
    "read_instant",
    "run",
    "season_warning",
    "settle",
    "shipped",
    "to_json",
    "trace_json",
    "what_if",
    "why_not",
    "without_orphans",
]
