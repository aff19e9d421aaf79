"""The law's clocks: rule packs and one pure function. A leaf without Django and without a clock of its own."""

from clocks.engine import run, settle
from clocks.errors import ClockErrors, Problem
from clocks.rules import Pack, Rule, load_pack, packs
from clocks.types import (
    Announced,
    Computed,
    Confidence,
    DeadlineKind,
    EventFact,
    Facts,
    Precision,
    Settled,
    State,
    Step,
    trace_json,
)

__all__ = [
    "Announced",
    "ClockErrors",
    "Computed",
    "Confidence",
    "DeadlineKind",
    "EventFact",
    "Facts",
    "Pack",
    "Precision",
    "Problem",
    "Rule",
    "Settled",
    "State",
    "Step",
    "load_pack",
    "packs",
    "run",
    "settle",
    "trace_json",
]
