"""What one key of a rule pack may hold, and how a fault is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from clocks.errors import PackInvalid

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


def flag(value: object) -> str | None:
    """Expect yes or no."""
    return None if isinstance(value, bool) else "true or false"


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


def mapping(value: object) -> str | None:
    """Expect names with something each."""
    fits = isinstance(value, Mapping) and all(isinstance(name, str) for name in value)
    return None if fits else "a mapping of names (quote numbers)"


def rows(value: object) -> str | None:
    """Expect a list."""
    return None if isinstance(value, list) else "a list"


Raw = Mapping[str, Any]
