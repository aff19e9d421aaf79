"""What an edition will hold: parents, lines that are only implied, counts, and what forbids loading it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tariffs.codes import DEEPEST, LINE
from tariffs.importers.reference.files import Fault, Progress, SourceFile
from tariffs.importers.reference.rows import Printed, PrintedRow, StagedRow, repeated


@dataclass
class NomenclaturePlan:
    """The rows to store and everything worth saying about them; loadable when there are no faults."""

    source: SourceFile
    format: str
    read: int
    staged: Sequence[StagedRow] = ()
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    derived: int = 0
    derived_otherwise: int = 0

    @property
    def codes(self) -> Counter[str]:
        """Return how many printed codes each chapter has."""
        rows = (row.printed.digits for row in self.staged if not row.is_derived)
        return Counter(digits[:2] for digits in rows if digits)

    @property
    def deepest(self) -> int:
        """Return the length of the longest code."""
        return max((len(row.printed.digits) for row in self.staged), default=0)

    def report(self) -> dict[str, Any]:
        """Return the counts and findings as plain values."""
        lengths = Counter(
            len(row.printed.digits) for row in self.staged if row.printed.digits and not row.is_derived
        )
        return {
            "file": self.source.name,
            "sha256": self.source.sha256,
            "format": self.format,
            "rows": self.read,
            "codes": sum(lengths.values()),
            "codes_by_digits": {str(length): lengths[length] for length in sorted(lengths)},
            "texts_without_a_code": sum(not row.printed.digits for row in self.staged),
            "derived_lines": self.derived,
            "derived_lines_not_00": self.derived_otherwise,
            "by_chapter": dict(sorted(self.codes.items())),
            "notes": self.notes,
            "faults": [{"place": fault.place, "message": fault.message} for fault in self.faults],
        }


def plan_of(source: SourceFile, printed: Printed, expected: Mapping[str, int]) -> NomenclaturePlan:
    """Return the plan; `expected` are control totals by the report's name (`rows`, `codes`, `derived_lines`)."""
    plan = NomenclaturePlan(source, printed.format, printed.read, notes=list(printed.notes))
    plan.faults = [*printed.faults, *repeated(printed.rows)]
    plan.staged = _staged(printed.rows, source.progress)
    if plan.deepest < 6 and not plan.faults:
        message = "there is no code of six digits or more in it; give the whole nomenclature."
        plan.faults.append(Fault(source.name, message))
    derived = _derived(plan.staged)
    plan.derived = sum(row.printed.digits + "00" in derived for row in plan.staged if row.is_derived)
    plan.derived_otherwise = sum(row.is_derived for row in plan.staged) - plan.derived
    plan.notes += _notes(plan)
    report = plan.report()
    for name, number in expected.items():
        if report.get(name) != number:
            found = f"{name} is {report.get(name)}, {number} were expected; compare the file with its publisher's."
            plan.faults.append(Fault("control totals", found))
    return plan


def _staged(rows: Sequence[PrintedRow], progress: Progress) -> list[StagedRow]:
    """Return the rows with their parents, and before each ten-digit number without a line that line.

    A row's parent is the last one above it with a smaller indent. The US schedule prints a line that has no
    statistical breakdown only as a ten-digit number (…00, seldom another suffix).
    """
    lines = {row.digits for row in rows if len(row.digits) == LINE}
    alone = Counter(row.digits[:LINE] for row in rows if len(row.digits) == DEEPEST)
    staged: list[StagedRow] = []
    above: list[tuple[int, int]] = []
    for row in progress(rows, "arranging"):
        while above and above[-1][0] >= row.indent:
            above.pop()
        parent = above[-1][1] if above else None
        line = row.digits[:LINE] if len(row.digits) == DEEPEST else ""
        if line and line not in lines:
            lines.add(line)
            derived = row._replace(digits=line)
            if alone[line] > 1:
                derived = PrintedRow(row.number, line, row.indent, "")
            staged.append(StagedRow(len(staged), parent, derived, is_derived=True))
            parent = len(staged) - 1
        above.append((row.indent, len(staged)))
        staged.append(StagedRow(len(staged), parent, row, is_derived=False))
    return staged


def _derived(staged: Sequence[StagedRow]) -> set[str]:
    """Return the ten-digit numbers that stand directly below a derived line."""
    return {
        row.printed.digits
        for row in staged
        if row.parent is not None and staged[row.parent].is_derived and len(row.printed.digits) == DEEPEST
    }


def _notes(plan: NomenclaturePlan) -> list[str]:
    notes = []
    astray = sum(
        1
        for row in plan.staged
        if row.parent is not None
        and (above := plan.staged[row.parent].printed.digits)
        and row.printed.digits
        and not row.printed.digits.startswith(above)
    )
    if plan.derived:
        notes.append(f"{plan.derived} eight-digit lines are printed only as a ten-digit …00: derived.")
    if plan.derived_otherwise:
        notes.append(
            f"{plan.derived_otherwise} eight-digit lines are printed only as a ten-digit number with another suffix:"
            " derived as well."
        )
    if astray:
        notes.append(
            f"{astray} codes are indented below a code that is not their beginning: kept as printed."
        )
    return notes
