"""Nobody learns of a deadline, or of its pin, more than of what led to it."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Team
from casebook.past import told_changes
from disputes.actions import correct_event, record_event
from disputes.drafts import EventDraft
from disputes.impact import ImpactRequired
from disputes.models import Deadline, Proceeding
from history.models import Reason
from tests.factories import record

pytestmark = pytest.mark.django_db
WTO = {"prohibited_subsidy": False, "actionable_subsidy": False}


@pytest.fixture
def desk() -> Team:
    return record.team("desk")


@pytest.fixture
def panel() -> Proceeding:
    """A public proceeding under the WTO rules."""
    return record.proceeding(record.dispute("bananas"), pack="wto-dsu", facts=WTO)


def happens(of: Proceeding, kind: str, on: date, pins: tuple[str, ...] = (), **values: Any) -> None:
    """Record an event, public unless told otherwise, having seen its impact."""
    base: dict[str, Any] = {"zone": "Europe/Zurich", "text": "It happened.", "visibility": "public"}
    draft = EventDraft(proceeding=of, kind=kind, on=on, **base | values)
    try:
        record_event(by=record.AUTHOR, now=record.NOW, draft=draft)
    except ImpactRequired as required:
        record_event(
            by=record.AUTHOR, now=record.NOW, draft=draft, impact_token=required.impact.token,
            pins=dict.fromkeys(pins, "We keep it"),
        )  # fmt: skip


def public(of: Proceeding) -> set[str]:
    return set(
        Deadline.objects.visible_to(AnonymousUser()).filter(proceeding=of).values_list("rule", flat=True)
    )


def test_what_counts_from_a_hidden_period_is_hidden(panel: Proceeding, desk: Team) -> None:
    happens(panel, "reports_adopted", date(1997, 9, 25))
    happens(panel, "rpt_set", date(1998, 1, 7), data={"period": "15 m 1 w"}, visibility="internal", team=desk)
    hidden = {"DSU.RPT", "DSU.31", "DSU.32"}
    assert hidden <= set(panel.deadlines.values_list("rule", flat=True))
    assert not hidden & public(panel)


def test_pin_of_a_hidden_deadline_is_hidden(panel: Proceeding, desk: Team) -> None:
    seen: dict[str, Any] = {"visibility": "internal", "team": desk}
    happens(panel, "reports_adopted", date(1997, 9, 25))
    happens(panel, "rpt_set", date(1998, 1, 7), data={"period": "15 m 1 w"}, **seen)
    row = panel.deadlines.get(rule="DSU.31")
    happens(
        panel, "deadline_extended", date(1998, 6, 1), (row.ref,),
        data={"rule": "DSU.RPT", "to": "1999-03-01", "basis": "Agreed"},
    )  # fmt: skip
    row.refresh_from_db()
    pin = panel.events.get(kind="deadline_pinned")
    assert (row.due_on, pin.visibility, pin.team) == (date(1999, 1, 21), "internal", desk)


def test_past_of_a_deadline_leaves_out_what_was_hidden(panel: Proceeding, desk: Team) -> None:
    happens(panel, "reports_adopted", date(1997, 9, 25))
    happens(panel, "rpt_set", date(1998, 1, 7), data={"period": "15 m 1 w"})
    moved = {"rule": "DSU.RPT", "to": "1999-03-01", "basis": "Secret talks"}
    happens(panel, "deadline_extended", date(1998, 6, 1), data=moved, visibility="internal", team=desk)
    row = panel.deadlines.get(rule="DSU.RPT")
    inside = told_changes(row, "UTC")
    event = panel.events.get(kind="deadline_extended")
    changes = {"kind": "talks_resumed", "data": {}}
    correcting: dict[str, Any] = {"by": record.AUTHOR, "now": record.NOW, "event": event, "changes": changes}
    with pytest.raises(ImpactRequired) as required:
        correct_event(**correcting, reason=Reason.CORRECTION)
    event.refresh_from_db()
    correct_event(**correcting, reason=Reason.CORRECTION, impact_token=required.value.impact.token)
    row.refresh_from_db()
    assert row.visibility == "public" and len(inside) == 2
    assert [change.did for change in told_changes(row, "UTC")] == [inside[-1].did]
