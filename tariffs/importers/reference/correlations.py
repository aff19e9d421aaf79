"""Correlation tables of the UN: pairs of codes of two editions, checked against both and against themselves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tariffs.codes import BadCode, digits_of
from tariffs.importers.reference.files import Fault, Refused, SourceFile
from tariffs.importers.reference.hs import PSEUDO
from tariffs.importers.reference.ledger import already, conflict
from tariffs.lookup import standings
from tariffs.models import Nomenclature, Relationship


@dataclass(frozen=True, slots=True)
class PairRow:
    """One row: its number in the file, both codes, and the relationship printed."""

    number: int
    old: str
    new: str
    relationship: str


@dataclass
class CorrelationPlan:
    """The pairs to store between two editions; loadable when there are no faults."""

    source: SourceFile
    from_edition: Nomenclature
    to_edition: Nomenclature
    rows: Sequence[PairRow] = ()
    read: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ref(self) -> str:
        """Return the ref under which the file is remembered."""
        return f"{self.from_edition.ref}-to-{self.to_edition.ref}"

    def report(self) -> dict[str, Any]:
        """Return the counts and findings as plain values."""
        return {
            "ref": self.ref,
            "file": self.source.name,
            "sha256": self.source.sha256,
            "rows": self.read,
            "by_relationship": dict(sorted(Counter(row.relationship for row in self.rows).items())),
            "notes": self.notes,
            "already_loaded": already(self.ref, self.source),
            "faults": [{"place": fault.place, "message": fault.message} for fault in self.faults],
        }


def plan_correlation(
    source: SourceFile, from_edition: Nomenclature, to_edition: Nomenclature
) -> CorrelationPlan:
    """Return the plan for a CSV whose columns are: code of the one edition, of the other, relationship."""
    plan = CorrelationPlan(source, from_edition, to_edition)
    heading, cells = source.table()
    if len(heading) != 3:
        told = "give a CSV of three columns: code, code in the other edition, relationship."
        raise Refused([Fault(source.name, f"it has {len(heading)} columns; {told}")])
    plan.read = len(cells)
    numbered = enumerate(source.progress(cells, "reading"), 2)
    rows = [row for number, three in numbered if (row := _row(plan, number, heading, three))]
    plan.rows = [row for row in rows if not {row.old, row.new} <= PSEUDO]
    if left_out := len(rows) - len(plan.rows):
        plan.notes.append(
            f"{left_out} rows pair codes of totals such as 999999, no codes of the HS: left out."
        )
    if not plan.faults:
        plan.faults += [*_unknown(plan, heading), *_incoherent(plan)]
    plan.faults += conflict(plan.ref, source)
    return plan


def _row(plan: CorrelationPlan, number: int, heading: Sequence[str], cells: Sequence[str]) -> PairRow | None:
    place = f"row {number}, "
    before = len(plan.faults)
    digits = []
    for name, cell in zip(heading[:2], cells[:2], strict=True):
        try:
            digits.append(digits_of(cell))
        except BadCode as error:
            plan.faults.append(Fault(place + name, str(error)))
    if cells[2] not in Relationship.values:
        message = f"“{cells[2]}” is none of {', '.join(Relationship.values)}; correct it."
        plan.faults.append(Fault(place + heading[2], message))
    return PairRow(number, digits[0], digits[1], cells[2]) if len(plan.faults) == before else None


def _unknown(plan: CorrelationPlan, heading: Sequence[str]) -> list[Fault]:
    """Return a fault for every code the editions do not know: the table may be another, or the other way round."""
    faults = []
    for name, edition, side in ((heading[0], plan.from_edition, "old"), (heading[1], plan.to_edition, "new")):
        known = standings(edition, (getattr(row, side) for row in plan.rows))
        faults += [
            Fault(
                f"row {row.number}, {name}",
                f"{edition.ref} has no code {getattr(row, side)}; another table, or --from and --to swapped?",
            )
            for row in plan.rows
            if not known[getattr(row, side)].is_known
        ]
    return faults


def _incoherent(plan: CorrelationPlan) -> list[Fault]:
    """Return a fault for every pair that stands twice or whose relationship the other rows contradict."""
    olds = Counter(row.old for row in plan.rows)
    news = Counter(row.new for row in plan.rows)
    seen: dict[tuple[str, str], int] = {}
    faults = []
    for row in plan.rows:
        if (first := seen.setdefault((row.old, row.new), row.number)) != row.number:
            message = f"the pair stands in row {first} already; remove one of them."
            faults.append(Fault(f"row {row.number}", message))
        counted = f"{'1' if news[row.new] == 1 else 'n'}:{'1' if olds[row.old] == 1 else 'n'}"
        if counted != row.relationship:
            message = f"it says {row.relationship}, the table itself {counted}: a row is missing, doubled or altered."
            faults.append(Fault(f"row {row.number}", message))
    return faults
