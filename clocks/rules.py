"""Rule packs: a closed YAML grammar, checked whole, read once."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from clocks.dates import MonthEnd, Unit
from clocks.errors import ClockErrors, Problem
from clocks.types import Confidence, DeadlineKind

PACKS = Path(__file__).parent / "packs"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The event a count starts from: its kind, and what its data must say."""

    kind: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One legal clock; see docs/clocks.md for each key."""

    id: str
    title: str
    words: str
    citation: str
    anchor: Anchor
    number: int
    unit: Unit
    month_end: MonthEnd
    kind: DeadlineKind
    responsible: str
    beneficiary: str | None
    consequence: str
    confidence: Confidence
    requires: str | None
    applies_if: Mapping[str, bool | str | int]
    replaces: tuple[str, ...]
    satisfied_by: tuple[str, ...]
    withdrawn_by: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    vectors: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one legal system, the zone of its authority, and a version for the proof."""

    name: str
    title: str
    zone: str
    rules: tuple[Rule, ...]

    def rule(self, rule_id: str) -> Rule:
        """Return the rule with this id; raises KeyError."""
        return {rule.id: rule for rule in self.rules}[rule_id]


REQUIRED = (
    "id",
    "title",
    "words",
    "citation",
    "anchor",
    "offset",
    "kind",
    "responsible",
    "confidence",
    "vectors",
)
OPTIONAL = (
    "beneficiary", "consequence", "requires", "applies_if", "replaces", "satisfied_by", "withdrawn_by", "month_end",
    "valid_from", "valid_to",
)  # fmt: skip


@cache
def load_pack(name: str) -> Pack:
    """Return the pack of this name; raises ClockErrors naming everything wrong with it."""
    path = PACKS / f"{name}.yaml"
    if not path.is_file():
        raise ClockErrors(
            [Problem("unknown_pack", f"There is no rule pack “{name}”; known: {', '.join(packs())}.")]
        )
    return read_pack(name, yaml.safe_load(path.read_text(encoding="utf-8")))


def packs() -> tuple[str, ...]:
    """Return the names of the packs."""
    return tuple(sorted(path.stem for path in PACKS.glob("*.yaml")))


def read_pack(name: str, raw: Mapping[str, Any]) -> Pack:
    """Return the checked pack; raises ClockErrors with every problem at once."""
    problems: list[Problem] = []
    rules: list[Rule] = []
    for position, row in enumerate(raw["rules"]):
        place = f"pack {name}, rule {row.get('id', f'number {position + 1}')}"
        found = list(_row_problems(place, row))
        problems += found
        if not found:
            try:
                rules.append(_rule(row))
            except ValueError as error:
                problems.append(Problem("bad_value", f"{place}: {error}."))
    ids = [rule.id for rule in rules]
    problems += [
        Problem("duplicate_rule", f"pack {name}: rule {i} stands twice.")
        for i in set(ids)
        if ids.count(i) > 1
    ]
    problems += [
        Problem("unknown_rule", f"pack {name}, rule {rule.id}: replaces {other}, which is not in the pack.")
        for rule in rules
        for other in rule.replaces
        if other not in ids
    ]
    if problems:
        raise ClockErrors(problems)
    return Pack(name=name, title=raw["title"], zone=raw["zone"], rules=tuple(rules))


def _row_problems(place: str, row: Mapping[str, Any]) -> list[Problem]:
    known = REQUIRED + OPTIONAL
    found = [
        Problem("missing_key", f"{place}: the key “{key}” is missing.") for key in REQUIRED if key not in row
    ]
    for key in row:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"; did you mean “{near[0]}”?" if near else f"; known: {', '.join(known)}."
            found.append(Problem("unknown_key", f"{place}: unknown key “{key}”{hint}"))
    return found


def _rule(row: Mapping[str, Any]) -> Rule:
    anchor = row["anchor"]
    number, unit = str(row["offset"]).split()
    return Rule(
        id=row["id"],
        title=row["title"],
        words=row["words"].strip(),
        citation=row["citation"],
        anchor=Anchor(anchor, {})
        if isinstance(anchor, str)
        else Anchor(anchor["event"], anchor.get("data", {})),
        number=int(number),
        unit=Unit(unit),
        month_end=MonthEnd(row.get("month_end", MonthEnd.CLAMP)),
        kind=DeadlineKind(row["kind"]),
        responsible=row["responsible"],
        beneficiary=row.get("beneficiary"),
        consequence=row.get("consequence", ""),
        confidence=Confidence(row["confidence"]),
        requires=row.get("requires"),
        applies_if=row.get("applies_if", {}),
        replaces=tuple(row.get("replaces", ())),
        satisfied_by=tuple(row.get("satisfied_by", ())),
        withdrawn_by=tuple(row.get("withdrawn_by", ())),
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        vectors=tuple(row["vectors"]),
    )
