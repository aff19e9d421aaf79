"""Small rule packs written for one test each."""

from datetime import date
from typing import Any

import yaml

from clocks import Calendar, Calendars, Computed, EventFact, Facts, Pack, run
from clocks.loading import parse_pack

RULE: dict[str, Any] = {
    "id": "A",
    "title": "Answer",
    "citation": "Art. 1",
    "words": "An answer is due ten days after the request.",
    "anchor": "asked",
    "count": "10 d",
    "kind": "duty",
    "responsible": "respondent",
    "confidence": "certain",
    "vectors": [{"kind": "arithmetic", "anchor": date(2024, 1, 1), "due": date(2024, 1, 11)}],
}
PACK: dict[str, Any] = {
    "pack": "test",
    "title": "A law of this test",
    "zone": "Europe/Zurich",
    "facts": {
        "urgent": {"type": "bool", "question": "Is it urgent?", "implies": {"perishable": True}},
        "perishable": {"type": "bool", "question": "Are the goods perishable?"},
        "members": {"type": "int", "question": "How many?"},
    },
    "events": {
        "asked": {"words": "the request"},
        "answered": {"words": "the answer", "not_before": "asked"},
        "dropped": {"words": "the withdrawal"},
        "prolonged": {"words": "the prolongation"},
        "ruled": {"words": "the ruling", "data": {"outcome": ["upheld", "denied"]}},
    },
}
OFFICE = Calendar("office", frozenset({2024}), {date(2024, 5, 1): "Labour Day"})


def rule(**changes: Any) -> dict[str, Any]:
    """A raw rule: ten days from `asked`, with these keys changed; None takes a key away."""
    return {key: value for key, value in {**RULE, **changes}.items() if value is not None}


def raw_pack(*rules: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A raw pack of these rules."""
    return {**PACK, **changes, "rules": list(rules)}


def read(raw: object) -> Pack:
    """The pack as read from its YAML."""
    return parse_pack("test", yaml.safe_dump(raw, sort_keys=False))


def event(kind: str, on: date, key: str = "", **values: Any) -> EventFact:
    """An event, its kind being its key unless another is given."""
    return EventFact(key=key or kind, kind=kind, on=on, **values)


def deadlines(
    rules: list[dict[str, Any]], *events: EventFact, **facts: bool | int | str
) -> dict[str, Computed]:
    """What these rules make of the events, by rule id."""
    return {row.rule: row for row in computed(rules, *events, facts=facts)}


def computed(rules: list[dict[str, Any]], *events: EventFact, facts: Facts) -> tuple[Computed, ...]:
    """What these rules make of the events, in the engine's order."""
    return run(read(raw_pack(*rules)), facts, events, Calendars({"office": OFFICE}))
