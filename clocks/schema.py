"""The closed grammar of rule packs: which keys there are, and what each may hold."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from clocks.dates import MonthEnd
from clocks.errors import PackInvalid
from clocks.rules import Roll
from clocks.types import Confidence, DeadlineKind

COUNT = re.compile(r"(-?\d+) (d|bd|w|m|y)")
MANUAL = "manual"
FACT_TYPES: dict[str, type[bool] | type[int] | type[str]] = {"bool": bool, "int": int, "str": str}
VECTOR_KINDS = ("history", "arithmetic")

Check = Callable[[object], str | None]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the grammar; `check` returns what it expected instead, or None when content."""

    check: Check
    required: bool = False


def check_keys(place: str, raw: object, keys: Mapping[str, Key]) -> list[PackInvalid]:
    """Return everything wrong with one mapping: no mapping, unknown or missing keys, values of the wrong kind."""
    if not isinstance(raw, Mapping):
        return [PackInvalid(place, f"expected a mapping with the keys {', '.join(keys)}.")]
    wrong = [unknown(place, "key", name, keys) for name in raw if name not in keys]
    for name, key in keys.items():
        if name not in raw:
            if key.required:
                wrong.append(PackInvalid(f"{place}, key {name}", "missing; add it."))
        elif expected := key.check(raw[name]):
            wrong.append(PackInvalid(f"{place}, key {name}", f"{raw[name]!r} is not {expected}."))
    return wrong


def unknown(place: str, what: str, name: object, known: Iterable[str]) -> PackInvalid:
    """Return the error for a name that is not in `known`, with the nearest one that is."""
    names = list(known)
    near = get_close_matches(str(name), names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(names) or 'none'}."
    return PackInvalid(f"{place}, {what} {name}", f"unknown; {hint}")


def text(value: object) -> str | None:
    """Expect words."""
    return None if isinstance(value, str) and value.strip() else "a text (quote numbers)"


def day(value: object) -> str | None:
    """Expect a date."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return None if is_day else "a date such as 1988-08-23"


def one_of(choices: type[StrEnum] | Iterable[str]) -> Check:
    """Expect one of the words."""
    words = [str(choice) for choice in choices]
    return lambda value: None if value in words else f"one of {', '.join(words)}"


def count(value: object) -> str | None:
    """Expect a number and unit, or `manual`."""
    fits = isinstance(value, str) and (value == MANUAL or COUNT.fullmatch(value))
    return None if fits else 'a count such as "30 d", "-9 m" (units d, bd, w, m, y) or manual'


def texts(value: object) -> str | None:
    """Expect a list of words."""
    fits = isinstance(value, list) and value and all(text(item) is None for item in value)
    return None if fits else "a list of texts (quote numbers)"


def answers(value: object) -> str | None:
    """Expect facts with their answers."""
    fits = (
        isinstance(value, Mapping)
        and value
        and all(isinstance(item, bool | int | str) for item in value.values())
    )
    return None if fits and isinstance(value, Mapping) and all(isinstance(name, str) for name in value) else (
        "a mapping of facts to answers"
    )  # fmt: skip


def choices(value: object) -> str | None:
    """Expect data keys with the words each may hold."""
    fits = isinstance(value, Mapping) and all(
        isinstance(name, str) and texts(item) is None for name, item in value.items()
    )
    return None if fits else "a mapping of keys to lists of texts"


def words_by_key(value: object) -> str | None:
    """Expect data keys with one word each."""
    fits = isinstance(value, Mapping) and all(
        text(name) is None and text(item) is None for name, item in value.items()
    )
    return None if fits else "a mapping of data keys to texts"


def nested(keys: Mapping[str, Key]) -> Check:
    """Expect a mapping of these keys."""

    def check(value: object) -> str | None:
        wrong = check_keys("", value, keys)
        return "; ".join(str(error).removeprefix(", ") for error in wrong).rstrip(".") or None

    return lambda value: f"right ({found})" if (found := check(value)) else None


def anchor(value: object) -> str | None:
    """Expect an event kind, an event with answers, or the expiry of a rule."""
    if isinstance(value, Mapping):
        return nested(EXPIRY_KEYS if "expiry_of" in value else ANCHOR_KEYS)(value)
    return text(value) and "an event kind, {event: …, where: {…}} or {expiry_of: rule id}"


def vectors(value: object) -> str | None:
    """Expect worked examples."""
    if not isinstance(value, list) or not value:
        return "a list of vectors"
    return next((wrong for item in value if (wrong := nested(VECTOR_KEYS)(item))), None)


def mapping(value: object) -> str | None:
    """Expect names with something each."""
    fits = isinstance(value, Mapping) and all(isinstance(name, str) for name in value)
    return None if fits else "a mapping of names (quote numbers)"


def rows(value: object) -> str | None:
    """Expect a list."""
    return None if isinstance(value, list) else "a list"


ANCHOR_KEYS = {"event": Key(text, required=True), "where": Key(words_by_key), "words": Key(text)}
EXPIRY_KEYS = {"expiry_of": Key(text, required=True), "words": Key(text)}
VECTOR_KEYS = {
    "kind": Key(one_of(VECTOR_KINDS), required=True),
    "anchor": Key(day, required=True),
    "due": Key(day, required=True),
    "note": Key(text),
}
FACT_KEYS = {
    "type": Key(one_of(FACT_TYPES), required=True),
    "question": Key(text, required=True),
    "implies": Key(answers),
}
EVENT_KEYS = {"words": Key(text, required=True), "not_before": Key(text), "data": Key(choices)}
RULE_KEYS = {
    "id": Key(text, required=True),
    "title": Key(text, required=True),
    "citation": Key(text, required=True),
    "words": Key(text, required=True),
    "valid_from": Key(day),
    "valid_to": Key(day),
    "anchor": Key(anchor, required=True),
    "requires": Key(texts),
    "applies_if": Key(answers),
    "excepted_if": Key(answers),
    "replaces": Key(texts),
    "satisfied_by": Key(texts),
    "withdrawn_by": Key(texts),
    "count": Key(count, required=True),
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

Raw = Mapping[str, Any]
