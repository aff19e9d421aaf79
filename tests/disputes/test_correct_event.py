"""Correcting an event keeps the identity of its deadlines."""

from datetime import date

import pytest

from disputes.actions import correct_event
from disputes.impact import ImpactRequired
from disputes.models import Deadline, Event, Proceeding
from disputes.projection import refresh_deadlines
from history.authorship import authored
from history.models import Change, Reason
from tests.disputes.conftest import Record
from tests.factories import record


def corrected(event: Event, **changes: object) -> None:
    arguments = {"by": record.AUTHOR, "now": record.NOW, "event": event, "changes": changes}
    try:
        correct_event(**arguments, reason=Reason.CORRECTION)  # type: ignore[arg-type]
    except ImpactRequired as required:
        event.refresh_from_db()
        correct_event(**arguments, reason=Reason.CORRECTION, impact_token=required.impact.token)  # type: ignore[arg-type]


def test_moved_anchor_moves_the_deadline_and_keeps_its_id(happens: Record) -> None:
    recorded = happens("investigation_initiated", date(1994, 6, 30))
    corrected(recorded.event, on=date(1994, 7, 1))
    moved = [Deadline.objects.get(id=started.id) for started in recorded.started]
    assert [(d.rule, d.due_on, d.version) for d in moved] == [
        ("301.05", date(1994, 7, 1), 2),
        ("301.10", date(1995, 1, 1), 2),
    ]


def test_impact_names_old_and_new_date(happens: Record) -> None:
    event = happens("investigation_initiated", date(1994, 6, 30)).event
    with pytest.raises(ImpactRequired) as required:
        correct_event(
            by=record.AUTHOR,
            now=record.NOW,
            event=event,
            changes={"on": date(1994, 7, 1)},
            reason=Reason.CORRECTION,
        )
    row = required.value.impact.rows[1]
    assert (row.old_due_on, row.new_due_on, row.moves) == (date(1994, 12, 30), date(1995, 1, 1), True)


def test_deadline_whose_anchor_became_something_else_is_withdrawn(happens: Record) -> None:
    recorded = happens("investigation_initiated", date(1994, 6, 30))
    corrected(recorded.event, kind="statement_made")
    assert Deadline.objects.get(id=recorded.started[0].id).state == "withdrawn"


def test_withdrawn_deadline_comes_back_with_its_anchor(happens: Record) -> None:
    recorded = happens("investigation_initiated", date(1994, 6, 30))
    corrected(recorded.event, kind="statement_made")
    corrected(recorded.event, kind="investigation_initiated")
    assert {(d.id, d.state) for d in Deadline.objects.all()} == {(d.id, "open") for d in recorded.started}


def test_text_needs_no_impact_and_its_history_says_why(happens: Record) -> None:
    event = happens("investigation_initiated", date(1994, 6, 30)).event
    corrected(event, text="The investigation was opened.")
    change = Change.objects.filter(object_ref=event.ref).latest("id")
    assert (change.changed, change.reason) == (["text"], "correction")


def test_field_that_is_no_fact_cannot_be_corrected(happens: Record) -> None:
    event = happens("investigation_initiated", date(1994, 6, 30)).event
    with pytest.raises(ValueError, match="recorded_at cannot be corrected"):
        corrected(event, recorded_at=record.NOW)


def test_refreshing_again_changes_nothing(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", date(1994, 6, 30))
    before = Change.objects.count()
    with authored(record.AUTHOR, Reason.REPROCESSING):
        assert refresh_deadlines(proceeding=case, now=record.NOW) == []
    assert Change.objects.count() == before
