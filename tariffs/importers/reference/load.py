"""A file of codes as one edition: read it and plan it; `tariffs.actions` applies the plan."""

from collections.abc import Mapping

from tariffs.importers.reference import editions, formats
from tariffs.importers.reference.editions import EditionDraft
from tariffs.importers.reference.files import SourceFile
from tariffs.importers.reference.plan import NomenclaturePlan, plan_of


def plan_nomenclature(
    source: SourceFile, draft: EditionDraft, *, format_: str = "", expected: Mapping[str, int] | None = None
) -> NomenclaturePlan:
    """Return the plan with all its faults; raises Refused only when the file cannot be read at all."""
    printed = formats.read(source, format_ or formats.recognized(source), draft.valid_from)
    plan = plan_of(source, printed, expected or {})
    plan.faults += editions.conflicts(draft, source)
    return plan
