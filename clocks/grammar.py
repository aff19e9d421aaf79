"""The closed grammar of rule packs: which keys there are, and what each may hold."""

import re
from collections.abc import Mapping
from datetime import date

from clocks.dates import MonthEnd, Period
from clocks.rules import DatumType, Roll
from clocks.schema import (
    Key,
    answers,
    check_keys,
    day,
    flag,
    mapping,
    nested,
    one_of,
    rows,
    text,
    texts,
    words_by_key,
)
from clocks.types import Confidence, DeadlineKind

MANUAL = "manual"
STATED = "stated"
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
DAY_OF_YEAR = re.compile(r"\d\d-\d\d")
FACT_TYPES: dict[str, type[bool] | type[int] | type[str]] = {"bool": bool, "int": int, "str": str}
VECTOR_KINDS = ("history", "arithmetic")
PLAIN_DATA = tuple(kind.value for kind in DatumType if kind is not DatumType.WORD)


def count(value: object) -> str | None:
    """Expect a period, `manual`, `stated`, or how else the day is found."""
    if isinstance(value, Mapping):
        for name, keys in COUNT_KEYS.items():
            if name in value:
                return nested(keys)(value)
    fits = isinstance(value, str) and (value in (MANUAL, STATED) or Period.read(value))
    return None if fits else (
        'a count such as "30 d", "-9 m" or "15 m 1 w" (units d, bd, w, m, y), manual, stated, '
        "{earlier_of: [rules]}, {later_of: [rules]}, {fixed: \"05-31\"} or {meeting: dsb, estimate: \"31 d\"}"
    )  # fmt: skip


def period(value: object) -> str | None:
    """Expect a period."""
    return None if isinstance(value, str) and Period.read(value) else 'a period such as "30 d" or "15 m 1 w"'


def hour(value: object) -> str | None:
    """Expect an hour of the day."""
    return None if isinstance(value, str) and HOUR.fullmatch(value) else 'a quoted hour such as "17:00"'


def day_of_year(value: object) -> str | None:
    """Expect a day that every year has."""
    if isinstance(value, str) and DAY_OF_YEAR.fullmatch(value):
        try:
            date.fromisoformat(f"2023-{value}")
        except ValueError:
            pass
        else:
            return None
    return 'a day of every year such as "05-31"'


def anchor(value: object) -> str | None:
    """Expect an event kind, an event with answers, or the expiry of a rule."""
    if isinstance(value, Mapping):
        return nested(EXPIRY_KEYS if "expiry_of" in value else ANCHOR_KEYS)(value)
    return text(value) and "an event kind, {event: …, where: {…}} or {expiry_of: rule id}"


def matches(value: object) -> str | None:
    """Expect event kinds, or events with answers."""
    if not isinstance(value, list) or not value:
        return "a list of event kinds or {event: …, where: {…}}"
    for item in value:
        if wrong := nested(MATCH_KEYS)(item) if isinstance(item, Mapping) else text(item):
            return wrong if isinstance(item, Mapping) else "a list of texts (quote numbers)"
    return None


def data(value: object) -> str | None:
    """Expect data keys with the words each may hold, or the type of what it holds."""
    if not isinstance(value, Mapping):
        return "a mapping of keys to lists of texts"
    for name, kind in value.items():
        typed = isinstance(kind, str) and kind.removesuffix("?") in PLAIN_DATA
        if not isinstance(name, str) or not (typed or texts(kind) is None):
            return (
                f"a mapping of keys to lists of texts or to a type ({', '.join(PLAIN_DATA)}; ? for optional)"
            )
    return None


def vectors(value: object) -> str | None:
    """Expect worked examples."""
    if not isinstance(value, list) or not value:
        return "a list of vectors"
    return next((wrong for item in value if (wrong := nested(VECTOR_KEYS)(item))), None)


COUNT_KEYS = {
    "earlier_of": {"earlier_of": Key(texts, required=True)},
    "later_of": {"later_of": Key(texts, required=True)},
    "fixed": {"fixed": Key(day_of_year, required=True)},
    "meeting": {
        "meeting": Key(text, required=True),
        "notice": Key(period),
        "estimate": Key(period, required=True),
    },
}
MATCH_KEYS = {"event": Key(text, required=True), "where": Key(words_by_key)}
ANCHOR_KEYS = {**MATCH_KEYS, "from": Key(text), "words": Key(text)}
EXPIRY_KEYS = {"expiry_of": Key(text, required=True), "unrolled": Key(flag), "words": Key(text)}
REPEAT_KEYS = {"every": Key(period, required=True), "until": Key(texts), "only_after": Key(texts)}
SUSPENDED_KEYS = {"from": Key(text, required=True), "to": Key(text, required=True)}
VECTOR_KEYS = {
    "kind": Key(one_of(VECTOR_KINDS), required=True),
    "anchor": Key(day, required=True),
    "due": Key(day, required=True),
    "note": Key(text),
    "opens": Key(day),
    "raw": Key(day),
    "period": Key(period),
    "given": Key(mapping),
}
FACT_KEYS = {
    "type": Key(one_of(FACT_TYPES), required=True),
    "question": Key(text, required=True),
    "implies": Key(answers),
}
EVENT_KEYS = {"words": Key(text, required=True), "not_before": Key(text), "data": Key(data)}
RULE_KEYS = {
    "id": Key(text, required=True),
    "title": Key(text, required=True),
    "citation": Key(text, required=True),
    "words": Key(text, required=True),
    "valid_from": Key(day),
    "valid_to": Key(day),
    "anchor": Key(anchor, required=True),
    "requires": Key(matches),
    "preceded_by": Key(matches),
    "absent": Key(matches),
    "applies_if": Key(answers),
    "excepted_if": Key(answers),
    "replaces": Key(texts),
    "limb_of": Key(text),
    "satisfied_by": Key(matches),
    "withdrawn_by": Key(matches),
    "lapsed_by": Key(matches),
    "lapsed_within": Key(period),
    "count": Key(count, required=True),
    "opens": Key(period),
    "repeat": Key(nested(REPEAT_KEYS)),
    "suspended_by": Key(nested(SUSPENDED_KEYS)),
    "lengthened_by": Key(texts),
    "halved_if": Key(answers),
    "stalled_from": Key(day),
    "by_act": Key(flag),
    "hour": Key(hour),
    "month_end": Key(one_of(MonthEnd)),
    "roll": Key(one_of(Roll)),
    "calendar": Key(text),
    "kind": Key(one_of(DeadlineKind), required=True),
    "responsible": Key(text, required=True),
    "beneficiary": Key(text),
    "extension": Key(text),
    "consequence": Key(text),
    "confidence": Key(one_of(Confidence), required=True),
    "vectors": Key(vectors),
}
PACK_KEYS = {
    "pack": Key(text, required=True),
    "title": Key(text, required=True),
    "zone": Key(text, required=True),
    "facts": Key(mapping),
    "events": Key(mapping, required=True),
    "rules": Key(rows, required=True),
}

__all__ = [
    "EVENT_KEYS",
    "FACT_KEYS",
    "FACT_TYPES",
    "MANUAL",
    "PACK_KEYS",
    "RULE_KEYS",
    "STATED",
    "check_keys",
]
