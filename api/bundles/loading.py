"""Load bundles: read, check everything, then save all of it in one transaction or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from api.bundles.applying import Outcome, apply
from api.bundles.as_of import begun, stood
from api.bundles.checking import BundleRefs, check, faults_of, named_rows
from api.bundles.lists import PublishedVersionDiffers
from api.bundles.reading import Document, Fault, Place, read
from api.bundles.upserting import RowsRefused
from history.authorship import Author, authored
from history.models import Reason


class _TakeBackError(Exception):
    """Roll back what was written to see what it would do."""


@dataclass(slots=True)
class Report:
    """What a load found and did; `written` says whether anything was saved."""

    faults: list[Fault] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    needs_consent: bool = False
    written: bool = False


def load(
    paths: Sequence[Path],
    *,
    now: datetime,
    as_of: date | None = None,
    dry_run: bool = False,
    accept_impact: bool = False,
) -> Report:
    """Load bundle files and return the report; nothing is written when there is any fault.

    `as_of`: as the files stood at the end of that day. Existing deadlines that
    would move, be met or withdrawn need `accept_impact`.
    """
    documents = [read(path) for path in paths]
    if as_of is not None:
        for document in documents:
            document.data = stood(document.data, as_of.isoformat())
        documents = [document for document in documents if document.faults or begun(document.data)]
    refs = BundleRefs(documents)
    checked = check(documents, refs)
    report = Report(faults=faults_of(documents))
    if report.faults:
        return report
    by = Author("bundle", f"Bundle {', '.join(path.name for path in paths)}"[:200])
    try:
        with authored(by, Reason.SOURCE_UPDATE, "Loaded from a bundle."):
            report.outcome = apply(checked, refs, now=now, as_they_stood=as_of is not None)
            report.needs_consent = bool(report.outcome.impact) and not accept_impact
            if dry_run or report.needs_consent:
                raise _TakeBackError
    except _TakeBackError:
        return report
    except RowsRefused as error:
        report.faults = sorted(_located(documents, *one) for one in error.refusals)
        return report
    except PublishedVersionDiffers as error:
        report.faults = [_located(documents, error.ref, error.ref, str(error))]
        return report
    report.written = True
    return report


def _located(documents: Sequence[Document], ref: str, within: str, message: str) -> Fault:
    """Return the fault on the line of the row that `within` (such as "event case-threat") names, or of `ref`."""
    words = within.replace(":", " ").split()
    rows: dict[str, tuple[Document, Place]] = {}
    for document in documents:
        for _, place, row in named_rows(document):
            rows.setdefault(str(row.get("ref")), (document, place))
    named = next((word for word in words if word in rows), ref)
    document, place = rows.get(named, (documents[0], ()))
    fact = (*place, "facts", words[-1]) if words[:1] == ["fact"] else place
    found = document.fault(fact, message)
    return Fault(found.file, found.line, within or named, message)
