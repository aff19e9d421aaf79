"""The 1994 case, as far as a test needs it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from disputes.actions import RecordedEvent, record_event
from disputes.drafts import EventDraft
from disputes.impact import ImpactRequired
from disputes.models import Proceeding
from tests.factories import record

FACTS = {"priority_foreign_country": True, "trade_agreement_involved": False, "section_306_monitoring": False}
Record = Callable[..., RecordedEvent]


@pytest.fixture
def case(db: None) -> Proceeding:
    """A public proceeding under the section 301 rules, with its complainant and the authority."""
    dispute = record.dispute("us-cn-ipr")
    record.party(dispute, record.actor("us", kind="state"), "complainant")
    record.actor("ustr")
    return record.proceeding(dispute, pack="us-301", facts=FACTS)


@pytest.fixture
def happens(case: Proceeding) -> Record:
    """Record an event of the case, having seen its impact."""

    def confirmed(kind: str, on: date, **values: Any) -> RecordedEvent:
        draft = EventDraft(
            proceeding=case,
            kind=kind,
            on=on,
            zone="America/New_York",
            text="It happened.",
            visibility="public",
            **values,
        )
        try:
            return record_event(by=record.AUTHOR, now=record.NOW, draft=draft)
        except ImpactRequired as required:
            token = required.impact.token
        return record_event(by=record.AUTHOR, now=record.NOW, draft=draft, impact_token=token)

    return confirmed
