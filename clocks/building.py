"""From the checked mappings of a YAML file to a Pack."""

import hashlib
import json
from collections.abc import Mapping
from datetime import time
from graphlib import CycleError, TopologicalSorter
from typing import Any

from clocks.dates import MonthEnd, Period
from clocks.errors import ClockErrors, PackInvalid
from clocks.grammar import FACT_TYPES, MANUAL, STATED
from clocks.rules import (
    CALENDAR_OF_ROLL,
    Anchor,
    Choice,
    Count,
    Datum,
    DatumType,
    EventWords,
    FactKind,
    Fixed,
    Match,
    NextMeeting,
    Pack,
    Repeat,
    Roll,
    Rule,
    Stated,
    Suspended,
    Vector,
)
from clocks.schema import Raw
from clocks.types import Confidence, DeadlineKind

PLAIN = (
    "valid_from", "valid_to", "applies_if", "excepted_if", "halved_if", "limb_of", "stalled_from", "by_act",
    "beneficiary", "extension", "consequence",
)  # fmt: skip
MATCHES = ("requires", "preceded_by", "absent", "satisfied_by", "withdrawn_by", "lapsed_by")
NEXT_DAY = Period.read("1 d")


def build(name: str, raw: Raw) -> Pack:
    """Return the pack that `raw`, shapes and coherence checked, describes. Raises ClockErrors for a circle of rules."""
    by_id = {rule["id"]: _rule(rule) for rule in raw["rules"]}
    try:
        ordered = tuple(by_id[rule_id] for rule_id in _in_order(by_id))
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise ClockErrors(
            [PackInvalid(f"pack {name}", f"rules depend on each other in a circle: {circle}.")]
        ) from None
    return Pack(
        name=name,
        title=raw["title"],
        zone=raw["zone"],
        facts={
            fact: FactKind(FACT_TYPES[kind["type"]], kind["question"], kind.get("implies", {}))
            for fact, kind in raw.get("facts", {}).items()
        },
        events={
            kind: EventWords(
                event["words"],
                event.get("not_before"),
                {key: _datum(spec) for key, spec in event.get("data", {}).items()},
            )
            for kind, event in raw["events"].items()
        },
        rules=ordered,
    )


def _in_order(by_id: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the ids so that each rule follows those it replaces, its limbs, and those whose expiry it starts from."""
    before = {rule_id: [*rule.replaces] for rule_id, rule in by_id.items()}
    for rule_id, rule in by_id.items():
        if isinstance(rule.count, Choice):
            before[rule_id] += rule.count.limbs
        if awaited := rule.anchor.expiry_of:
            before[rule_id] += [awaited, *(other.id for other in by_id.values() if awaited in other.replaces)]
    return tuple(TopologicalSorter(before).static_order())


def _rule(raw: Raw) -> Rule:
    options: dict[str, Any] = {name: raw[name] for name in PLAIN if name in raw}
    options |= {name: tuple(_match(item) for item in raw[name]) for name in MATCHES if name in raw}
    options |= {name: tuple(raw[name]) for name in ("replaces", "lengthened_by") if name in raw}
    roll = Roll(raw.get("roll", Roll.NONE))
    count, opens = _count(raw["count"]), Period.read(raw.get("opens", ""))
    return Rule(
        id=raw["id"],
        title=raw["title"],
        citation=raw["citation"],
        words=raw["words"],
        anchor=_anchor(raw["anchor"]),
        count=count,
        kind=DeadlineKind(raw["kind"]),
        responsible=raw["responsible"],
        confidence=Confidence(raw["confidence"]),
        digest=_digest(raw),
        opens=opens,
        lapsed_within=Period.read(raw.get("lapsed_within", "")),
        counts_back=any(isinstance(span, Period) and span.backward for span in (count, opens)),
        repeat=_repeat(raw["repeat"]) if "repeat" in raw else None,
        suspended_by=Suspended(*(raw["suspended_by"][end] for end in ("from", "to")))
        if "suspended_by" in raw
        else None,
        hour=time.fromisoformat(raw["hour"]) if "hour" in raw else None,
        month_end=MonthEnd(raw.get("month_end", MonthEnd.CLAMP)),
        roll=roll,
        calendar=raw.get("calendar", CALENDAR_OF_ROLL.get(roll)),
        vectors=tuple(Vector(**vector) for vector in raw.get("vectors", [])),
        **options,
    )


def _count(raw: str | Raw) -> Count | None:
    if isinstance(raw, str):
        return None if raw == MANUAL else Stated() if raw == STATED else Period.read(raw)
    if "fixed" in raw:
        return Fixed(*map(int, raw["fixed"].split("-")))
    if "meeting" in raw:
        notice, estimate = Period.read(raw.get("notice", "1 d")), Period.read(raw["estimate"])
        return NextMeeting(raw["meeting"], notice or Period(()), estimate or Period(()))
    later = "later_of" in raw
    return Choice(later, tuple(raw["later_of" if later else "earlier_of"]))


def _repeat(raw: Raw) -> Repeat:
    every = Period.read(raw["every"]) or Period(())
    return Repeat(every, tuple(raw.get("until", ())), tuple(raw.get("only_after", ())))


def _match(raw: str | Raw) -> Match:
    return Match(raw) if isinstance(raw, str) else Match(raw["event"], raw.get("where", {}))


def _anchor(raw: str | Raw) -> Anchor:
    if isinstance(raw, str):
        return Anchor(event=raw)
    return Anchor(**{"start_of" if name == "from" else name: value for name, value in raw.items()})


def _datum(raw: str | list[str]) -> Datum:
    if isinstance(raw, list):
        return Datum(DatumType.WORD, tuple(word for word in raw if word != "?"), optional="?" in raw)
    return Datum(DatumType(raw.removesuffix("?")), optional=raw.endswith("?"))


def _digest(raw: Raw) -> str:
    law = {key: value for key, value in raw.items() if key != "vectors"}
    return hashlib.sha256(json.dumps(law, sort_keys=True, default=str).encode()).hexdigest()
