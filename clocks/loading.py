"""From YAML to a Pack: read, check everything, and only then build."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from typing import Any

import yaml

from clocks.coherence import check_coherence
from clocks.dates import MonthEnd, Unit
from clocks.errors import ClockErrors, PackInvalid
from clocks.rules import Anchor, EventWords, FactKind, Pack, Roll, Rule, Vector
from clocks.schema import COUNT, EVENT_KEYS, FACT_KEYS, FACT_TYPES, PACK_KEYS, RULE_KEYS, Raw, check_keys
from clocks.types import Confidence, DeadlineKind

PACKS = files("clocks") / "packs"
PACK_OF_SYSTEM: Mapping[str, str] = {"us-301": "us-301"}


def packs() -> tuple[str, ...]:
    """Return the names of the packs that ship with the product, sorted."""
    return tuple(
        sorted(item.name.removesuffix(".yaml") for item in PACKS.iterdir() if item.name.endswith(".yaml"))
    )


@cache
def load_pack(name: str) -> Pack:
    """Return a shipped pack. Raises ClockErrors with all faults of the file, or of the name."""
    if name not in packs():
        raise ClockErrors([PackInvalid(f"pack {name}", f"unknown; known: {', '.join(packs())}.")])
    return parse_pack(name, (PACKS / f"{name}.yaml").read_text(encoding="utf-8"))


def parse_pack(name: str, source: str) -> Pack:
    """Return the pack written in `source` (YAML). Raises ClockErrors with all its faults."""
    place = f"pack {name}"
    try:
        raw = yaml.load(source, Loader=_Loader)  # noqa: S506 - a SafeLoader that also refuses repeated keys
    except yaml.YAMLError as error:
        raise ClockErrors([PackInvalid(place, f"not readable YAML: {error}")]) from error
    wrong = check_shapes(place, raw) or check_coherence(place, name, raw)
    if wrong:
        raise ClockErrors(wrong)
    return _build(name, raw)


def check_shapes(place: str, raw: object) -> list[PackInvalid]:
    """Return every unknown or missing key and every value of the wrong kind in a raw pack."""
    wrong = check_keys(place, raw, PACK_KEYS)
    if wrong or not isinstance(raw, Mapping):
        return wrong
    for name, fact in raw.get("facts", {}).items():
        wrong += check_keys(f"{place}, fact {name}", fact, FACT_KEYS)
    for name, event in raw["events"].items():
        wrong += check_keys(f"{place}, event {name}", event, EVENT_KEYS)
    for number, rule in enumerate(raw["rules"], start=1):
        named = rule.get("id", f"number {number}") if isinstance(rule, Mapping) else f"number {number}"
        wrong += check_keys(f"{place}, rule {named}", rule, RULE_KEYS)
    return wrong


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice instead of keeping the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {key.value} is written twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _build(name: str, raw: Raw) -> Pack:
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
                {key: tuple(words) for key, words in event.get("data", {}).items()},
            )
            for kind, event in raw["events"].items()
        },
        rules=ordered,
    )


def _in_order(by_id: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the ids so that each rule follows those it replaces and those whose expiry it starts from."""
    before = {rule_id: [*rule.replaces] for rule_id, rule in by_id.items()}
    for rule_id, rule in by_id.items():
        if awaited := rule.anchor.expiry_of:
            before[rule_id] += [awaited, *(other.id for other in by_id.values() if awaited in other.replaces)]
    return tuple(TopologicalSorter(before).static_order())


def _rule(raw: Raw) -> Rule:
    counted = COUNT.fullmatch(raw["count"])
    options: dict[str, Any] = {
        name: tuple(raw[name])
        for name in ("requires", "replaces", "satisfied_by", "withdrawn_by")
        if name in raw
    }
    plain = (
        "valid_from",
        "valid_to",
        "applies_if",
        "excepted_if",
        "calendar",
        "beneficiary",
        "extension",
        "consequence",
    )
    options |= {name: raw[name] for name in plain if name in raw}
    return Rule(
        id=raw["id"],
        title=raw["title"],
        citation=raw["citation"],
        words=raw["words"],
        anchor=_anchor(raw["anchor"]),
        offset=int(counted[1]) if counted else None,
        unit=Unit(counted[2]) if counted else None,
        kind=DeadlineKind(raw["kind"]),
        responsible=raw["responsible"],
        confidence=Confidence(raw["confidence"]),
        digest=_digest(raw),
        month_end=MonthEnd(raw.get("month_end", MonthEnd.CLAMP)),
        roll=Roll(raw.get("roll", Roll.NONE)),
        vectors=tuple(Vector(**vector) for vector in raw.get("vectors", [])),
        **options,
    )


def _anchor(raw: str | Raw) -> Anchor:
    return Anchor(event=raw) if isinstance(raw, str) else Anchor(**raw)


def _digest(raw: Raw) -> str:
    law = {key: value for key, value in raw.items() if key != "vectors"}
    return hashlib.sha256(json.dumps(law, sort_keys=True, default=str).encode()).hexdigest()
