"""Packs, rules and answers of the clocks as JSON, and their schemas."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from api.base import answer
from api.plain import DATE, MAYBE_DATE, TEXT, object_of
from api.shapes import Json
from clocks import Confidence, DeadlineKind, Pack, Rule, to_json
from clocks.dates import MonthEnd, Period
from clocks.rules import Choice, Match, Roll
from clocks.telling import examples, kind_of_count, say_anchor, say_count_of, written

COUNTS = ("period", "stated", "fixed", "meeting", "earlier_of", "later_of", "manual")
FLAG: Json = {"type": "boolean"}
MAYBE: Json = {"type": ["string", "null"]}
TEXTS: Json = {"type": "array", "items": TEXT}
ANSWERS: Json = {"type": "object", "description": "Facts with the answers that count."}
EVENTS: Json = {"type": "array", "items": object_of(event=TEXT, where={"type": "object"})}
KIND: Json = {"type": "string", "enum": [kind.value for kind in DeadlineKind]}
SURE: Json = {"type": "string", "enum": [word.value for word in Confidence]}
COUNT = object_of(kind={"type": "string", "enum": list(COUNTS)}, period=MAYBE, rules=TEXTS, words=TEXT)
ANCHOR = object_of(
    event=MAYBE, where={"type": "object"}, expiry_of=MAYBE, unrolled=FLAG, words=TEXT,
) | {"description": "`from`: the kind of event day 0 is, where `event` only puts the rule in play."}  # fmt: skip
ANCHOR["properties"] |= {"from": MAYBE}
VECTOR = object_of(
    kind={"type": "string", "enum": ["history", "arithmetic"]}, anchor=DATE, due=DATE, opens=MAYBE_DATE,
    raw=MAYBE_DATE, period=TEXT, given={"type": "object"}, note=TEXT, computed=MAYBE_DATE, agrees=FLAG,
)  # fmt: skip
REPEAT: Json = {
    "type": ["object", "null"],
    "properties": {"every": TEXT, "until": TEXTS, "only_after": TEXTS},
}
SUSPENDED: Json = {"type": ["object", "null"], "properties": {"from": TEXT, "to": TEXT}}
RULE = object_of(
    id=TEXT, pack=TEXT, title=TEXT, words=TEXT, citation=TEXT, kind=KIND, confidence=SURE, offered=FLAG, count=COUNT,
    opens=MAYBE, month_end={"type": "string", "enum": [end.value for end in MonthEnd]},
    roll={"type": "string", "enum": [roll.value for roll in Roll]}, calendar=MAYBE, hour=MAYBE, anchor=ANCHOR,
    requires=EVENTS, absent=EVENTS, applies_if=ANSWERS, excepted_if=ANSWERS, halved_if=ANSWERS, replaces=TEXTS,
    limb_of=MAYBE, satisfied_by=EVENTS, withdrawn_by=EVENTS, lapsed_by=EVENTS, lapsed_within=MAYBE, repeat=REPEAT,
    by_act=FLAG, suspended_by=SUSPENDED, lengthened_by=TEXTS, stalled_from=MAYBE_DATE,
    valid_from=MAYBE_DATE, valid_to=MAYBE_DATE, responsible=TEXT, beneficiary=MAYBE, extension=TEXT, consequence=TEXT,
    vectors={"type": "array", "items": VECTOR},
)  # fmt: skip
PACK = object_of(id=TEXT, title=TEXT, zone=TEXT, facts={"type": "object"}, rules={"type": "integer"})
STEP = object_of(what=TEXT, on=MAYBE_DATE, detail=TEXT)
ANSWER = object_of(
    rule=TEXT, raw_on=DATE, due_on=DATE, window_start=MAYBE_DATE, kind=KIND, rolled=FLAG, citation=TEXT,
    confidence=SURE, state={"type": "string", "enum": ["open", "tentative", "suspended"]}, sentence=TEXT,
    trace={"type": "array", "items": STEP}, warnings=TEXTS,
)  # fmt: skip


def page(pack: Json, rule: Json) -> Json:
    """Return the schema of the list of rules, which is never cut into pages."""
    nothing: Json = {"type": "null"}
    return object_of(
        packs={"type": "array", "items": pack}, results={"type": "array", "items": rule}, next=nothing, previous=nothing
    )  # fmt: skip


def filter_parameters(known: Mapping[str, Sequence[str]]) -> list[Json]:
    """Return the filters of the list as OpenAPI parameters."""
    told = [(name, {"type": "string", "enum": list(words)}) for name, words in known.items()]
    words: Json = {"type": "string", "minLength": 1}
    return [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in [*told, ("q", words)]
    ]


def pack_json(pack: Pack) -> dict[str, Any]:
    """Return a pack without its rules."""
    facts = {name: fact.question for name, fact in pack.facts.items()}
    return {"id": pack.name, "title": pack.title, "zone": pack.zone, "facts": facts, "rules": len(pack.rules)}


def rule_json(pack: Pack, rule: Rule) -> dict[str, Any]:
    """Return a rule with all it says, and its examples with what the engine makes of them."""
    plain = (
        "id", "title", "words", "citation", "kind", "confidence", "month_end", "roll", "calendar", "hour", "applies_if",
        "excepted_if", "halved_if", "replaces", "limb_of", "lengthened_by", "stalled_from", "valid_from", "valid_to",
        "responsible", "beneficiary", "extension", "consequence", "by_act",
    )  # fmt: skip
    events = ("requires", "absent", "satisfied_by", "withdrawn_by", "lapsed_by")
    anchor = rule.anchor
    return (
        {
            "pack": pack.name,
            "offered": rule.offered,
            "count": count_json(rule),
            "opens": written(rule.opens),
            "lapsed_within": written(rule.lapsed_within),
        }
        | {name: to_json(getattr(rule, name)) for name in plain}
        | {name: _matches(getattr(rule, name)) for name in events}
        | {
            "anchor": {
                "event": anchor.event,
                "where": dict(anchor.where),
                "from": anchor.start_of,
                "expiry_of": anchor.expiry_of,
                "unrolled": anchor.unrolled,
                "words": say_anchor(pack, rule),
            },
            "repeat": rule.repeat
            and {
                "every": written(rule.repeat.every),
                "until": list(rule.repeat.until),
                "only_after": list(rule.repeat.only_after),
            },
            "suspended_by": rule.suspended_by
            and {"from": rule.suspended_by.start, "to": rule.suspended_by.end},
            "vectors": [_vector(example) for example in examples(pack.name, rule.id)],
        }
    )


def count_json(rule: Rule) -> dict[str, Any]:
    """Return how a rule counts; `period` as the packs write it, `rules` the limbs of a choice."""
    return {
        "kind": kind_of_count(rule.count),
        "period": written(rule.count) if isinstance(rule.count, Period) else None,
        "rules": list(rule.count.limbs) if isinstance(rule.count, Choice) else [],
        "words": say_count_of(rule),
    }


def answered(told: Mapping[str, Any]) -> HttpResponse:
    """Return the answer to one question; nobody may keep it as if it were a row."""
    response = answer(json.dumps(told, ensure_ascii=False))
    response["Cache-Control"] = "no-store"
    return response


def _matches(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [{"event": match.event, "where": dict(match.where)} for match in matches]


def _vector(example: Any) -> dict[str, Any]:
    vector = example.vector
    computed = example.counted and example.counted.due_on.isoformat()
    names = ("kind", "anchor", "due", "opens", "raw", "period", "given", "note")
    return {name: to_json(getattr(vector, name)) for name in names} | {
        "computed": computed,
        "agrees": example.agrees,
    }
