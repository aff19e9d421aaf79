"""Load bundles: read, check everything, then save all of it in one transaction or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import clocks
from api.bundles.applying import Outcome, apply
from api.bundles.as_of import begun, stood
from api.bundles.checking import BundleRefs, check, faults_of
from api.bundles.lists import PublishedVersionDiffers
from api.bundles.reading import Document, Fault, read
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
    except clocks.ClockErrors as error:
        report.faults = [_blamed(documents, one.place, one.message) for one in error.errors]
        return report
    except PublishedVersionDiffers as error:
        report.faults = [_blamed(documents, error.ref, str(error))]
        return report
    report.written = True
    return report


def _blamed(documents: Sequence[Document], place: str, message: str) -> Fault:
    return Fault(", ".join(document.name for document in documents), 0, place, message)
