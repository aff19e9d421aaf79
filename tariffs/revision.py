"""What changed between two editions of a schedule: codes added and removed, and others changed, by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FIELDS = (
    "description",
    "units",
    "general_rate",
    "special_rate",
    "other_rate",
    "additional_duties",
    "is_derived",
)


class Printing(NamedTuple):
    """What an edition says of one code."""

    description: str = ""
    units: tuple[str, ...] = ()
    general_rate: str = ""
    special_rate: str = ""
    other_rate: str = ""
    additional_duties: str = ""
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one code, before and after."""

    digits: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Codes that are new, codes that are gone, fields that changed, and how many codes stayed as they were."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]
    unchanged: int

    def summary(self) -> dict[str, int]:
        """Return the counts; `changed` counts codes, the fields stand beside it."""
        by_field = {name: sum(change.field == name for change in self.changed) for name in FIELDS}
        return {
            "added": len(self.added),
            "removed": len(self.removed),
            "changed": len({change.digits for change in self.changed}),
            "unchanged": self.unchanged,
        } | {f"changed_{name}": count for name, count in by_field.items() if count}


def compare(old: Mapping[str, Printing], new: Mapping[str, Printing]) -> Revision:
    """Return how two editions, each by digits, differ; everything is sorted by code."""
    changed = [change for digits in sorted(old.keys() & new.keys()) for change in _fields(digits, old, new)]
    return Revision(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(changed),
        len(old.keys() & new.keys()) - len({change.digits for change in changed}),
    )


def _fields(digits: str, old: Mapping[str, Printing], new: Mapping[str, Printing]) -> Sequence[Change]:
    before, after = old[digits], new[digits]
    if before == after:
        return ()
    return [
        Change(digits, name, _text(was), _text(is_now))
        for name, was, is_now in zip(FIELDS, before, after, strict=True)
        if was != is_now
    ]


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
