"""A plan in plain values, for a report in text or JSON and for the page."""

from collections.abc import Sequence
from typing import Any

from tariffs.importers.lists.options import Wanted
from tariffs.importers.lists.plan import Plan
from tariffs.importers.lists.record import since_last_versions
from tariffs.importers.lists.rows import Told
from tariffs.importers.lists.words import Role


def report(plan: Plan, wanted: Wanted) -> dict[str, Any]:
    """Return everything a person confirms before the import is written."""
    lines, layout = plan.lines, plan.layout
    header = None if layout.header is None else plan.table.place(layout.header)
    columns = {
        role.value: {"column": layout.name(number), "why": layout.how.get(role, "")}
        for role, number in layout.columns.items()
    }
    if layout.texts and Role.DESCRIPTION not in layout.columns:
        texts = " and ".join(layout.name(number) for number in layout.texts)
        columns[Role.DESCRIPTION.value] = {"column": texts, "why": layout.how.get(Role.DESCRIPTION, "")}
    notes = [*plan.table.notes, *layout.notes]
    if lines.fractions:
        notes.append("The rates are fractions: 0.275 is read as 27.5 %.")
    if wanted.edition and wanted.nomenclature is None:
        notes.append(f"The edition “{wanted.edition}” is not loaded: the codes were not checked against it.")
    if beside := wanted.request.schedule:
        notes.append(
            f"The codes were looked up in {beside.ref}: only --edition {beside.ref} refuses what it lacks."
        )
    notes += [*_no_effect(wanted), *since_last_versions(plan, wanted)]
    return {
        "file": plan.file_name,
        "sha256": plan.sha256,
        "form": plan.table.form,
        "sheet": plan.table.sheet,
        "header": header,
        "columns": columns,
        "not_read": list(layout.unread),
        "notes": notes,
        "rows_read": lines.read,
        "blank_rows": plan.table.blank_rows,
        "lines": plan.count,
        "levels": {str(length): number for length, number in sorted(plan.levels().items())},
        "lists": {
            name: {"lines": len(plan.splits[name]), "chapters": dict(sorted(chapters.items()))}
            for name, chapters in plan.chapters().items()
        },
        "expected": plan.expected.as_json(),
        "faults": list(plan.faults),
        "rejected": _told(lines.rejected),
        "recovered": _told(lines.recovered),
        "warnings": _told(lines.warnings),
        "passed_over": _told(lines.passed_over),
        "may_be_written": plan.may_be_written(wanted.allow_rejected),
    }


def _no_effect(wanted: Wanted) -> list[str]:
    """Return that no effect is made of what was said, and what is missing for one."""
    said = [name for name, given in (("rate", wanted.rate), ("mode", wanted.mode)) if given]
    if said and wanted.effective_at is None:
        return [f"No effect is made of the {' and the '.join(said)}: that needs --effective."]
    if wanted.effective_at is not None and not said:
        return ["No effect is made: say --rate or --mode too, and --effective makes one."]
    if said and wanted.is_draft:
        return ["The effect is made when the draft is published."]
    return []


def _told(found: Sequence[Told]) -> list[dict[str, str]]:
    ordered = sorted(found, key=lambda one: one.row)
    return [{"place": one.place, "what": one.what} for one in ordered]


def text(told: dict[str, Any], *, most: int = 20) -> str:
    """Return a report as lines of text; all that is rejected, at most `most` of the rest."""
    header = f"header in {told['header']}" if told["header"] else "no header row"
    sheet = f", sheet {told['sheet']}" if told["sheet"] else ""
    out = [
        f"{told['file']}{sheet}: {told['rows_read']:,} rows read, {header}, {told['blank_rows']:,} blank rows"
    ]
    out += [f"  {role}: {found['column']} ({found['why']})" for role, found in told["columns"].items()]
    if told["not_read"]:
        out.append(f"  not read: {', '.join(told['not_read'])}")
    out += [f"  note: {note}" for note in told["notes"]]
    out.append(f"{told['lines']:,} lines: {_counts(told['levels'], ' digits') or 'no codes'}")
    for name, found in told["lists"].items():
        chapters = _counts(found["chapters"], "", "chapter ")
        out.append(f"  {name + ': ' if name else ''}{found['lines']:,} lines; {chapters or 'in words'}")
    for kind in ("passed_over", "recovered", "warnings", "rejected"):
        shown = told[kind] if kind == "rejected" else told[kind][:most]
        if told[kind]:
            out.append(f"{kind.replace('_', ' ')}: {len(told[kind]):,}")
        out += [f"  {one['place']}: {one['what']}" for one in shown]
        if len(shown) < len(told[kind]):
            out.append(f"  … and {len(told[kind]) - len(shown):,} more; --report json lists all")
    out += [f"FAULT: {fault}" for fault in told["faults"]]
    return "\n".join(out)


def _counts(numbers: dict[str, int], after: str, before: str = "") -> str:
    return ", ".join(f"{before}{name}{after} {number:,}" for name, number in numbers.items())
