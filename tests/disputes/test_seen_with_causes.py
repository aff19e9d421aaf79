"""Nobody learns of a deadline, or of its pin, more than of what led to it."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Team
from casebook.past import told_changes
from casebook.whatif import what_if
from disputes.actions import correct_event, rebuild_deadlines, record_event
from disputes.drafts import EventDraft
from disputes.impact import ImpactRequired
from disputes.models import Deadline, Proceeding
from history.models import Reason
from tests.factories import record

pytestmark = pytest.mark.django_db
WTO = {"prohibited_subsidy": False, "actionable_subsidy": False, "urgent": False}


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


AGREED: dict[str, Any] = {"kind": "sequencing_agreed", "on": date(1998, 6, 1)}


@pytest.fixture
def running(panel: Proceeding) -> Proceeding:
    """The panel with a reasonable period, and the days that count from its end."""
    happens(panel, "reports_adopted", date(1997, 9, 25))
    happens(panel, "rpt_set", date(1998, 1, 7), data={"period": "15 m 1 w"})
    assert public(panel) >= {"DSU.RPT", "DSU.31", "DSU.32"}
    return panel


def test_what_a_hidden_event_keeps_away_is_hidden(running: Proceeding, desk: Team) -> None:
    happens(running, **AGREED, visibility="internal", team=desk)
    rows = running.deadlines.filter(rule__in=["DSU.31", "DSU.32"])
    assert {(row.state, row.visibility, row.team) for row in rows} == {("withdrawn", "internal", desk)}
    assert public(running) & {"DSU.RPT", "DSU.31", "DSU.32"} == {"DSU.RPT"}


def test_what_was_hidden_is_not_shown_to_more_while_it_is_away(running: Proceeding, desk: Team) -> None:
    happens(running, **AGREED, visibility="restricted", team=desk)
    assert running.deadlines.get(rule="DSU.31").visibility == "restricted"
    happens(running, **AGREED, visibility="internal", team=desk)
    assert running.deadlines.get(rule="DSU.31").visibility == "restricted"


def test_what_anybody_sees_kept_away_stays_in_sight(running: Proceeding, desk: Team) -> None:
    happens(running, **AGREED)
    happens(running, **AGREED, visibility="internal", team=desk)
    row = running.deadlines.get(rule="DSU.31")
    assert (row.state, row.visibility) == ("withdrawn", "public")


def test_what_comes_back_is_seen_again(running: Proceeding, desk: Team) -> None:
    happens(running, **AGREED, visibility="internal", team=desk)
    event = running.events.get(kind="sequencing_agreed")
    values: dict[str, Any] = {
        "by": record.AUTHOR, "now": record.NOW, "event": event, "changes": {"kind": "talks_resumed"},
        "reason": Reason.CORRECTION,
    }  # fmt: skip
    with pytest.raises(ImpactRequired) as required:
        correct_event(**values)
    event.refresh_from_db()
    correct_event(**values, impact_token=required.value.impact.token)
    row = running.deadlines.get(rule="DSU.31")
    assert (row.state, row.visibility, row.team) == ("open", "public", None)


def test_making_the_table_again_keeps_it_hidden(running: Proceeding, desk: Team) -> None:
    happens(running, **AGREED, visibility="internal", team=desk)
    assert rebuild_deadlines(by=record.AUTHOR, now=record.NOW, proceeding=running) == []


def test_a_hidden_suspension_is_not_betrayed_by_its_end(panel: Proceeding, desk: Team) -> None:
    happens(panel, "panel_established", date(1998, 3, 1))
    happens(panel, "panel_composed", date(1998, 4, 1))
    before = what_if(panel, AnonymousUser(), [])
    happens(
        panel, "panel_work_suspended", date(1998, 5, 1), data={"purpose": "negotiation"}, visibility="internal",
        team=desk,
    )  # fmt: skip
    happens(panel, "panel_work_resumed", date(1998, 6, 1))
    after = what_if(panel, AnonymousUser(), [])
    days = [(one.one.rule, one.one.due_on) for one in before.consequences]
    assert days and [(one.one.rule, one.one.due_on) for one in after.consequences] == days


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
