"""Recording an event starts, moves and closes deadlines, and never unseen."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import clocks
from disputes.actions import RecordedEvent, record_event
from disputes.drafts import AnnouncedDraft, EventDraft
from disputes.impact import ImpactRequired
from disputes.models import Deadline, Event, Proceeding
from history.models import Change
from tests.disputes.conftest import Record
from tests.factories import record

JUNE_30 = date(1994, 6, 30)


def draft(case: Proceeding, kind: str, on: date, **values: Any) -> EventDraft:
    return EventDraft(
        proceeding=case,
        kind=kind,
        on=on,
        zone="America/New_York",
        text="It happened.",
        visibility="public",
        **values,
    )


def states(case: Proceeding) -> dict[str, str]:
    return dict(case.deadlines.order_by("rule").values_list("rule", "state"))


def limit(recorded: RecordedEvent) -> Deadline:
    """The six-month limit among what the event started."""
    return next(d for d in recorded.started if d.rule == "301.10")


def test_initiation_asks_for_consultations_and_starts_the_six_month_limit_and_no_other(
    case: Proceeding, happens: Record
) -> None:
    started = happens("investigation_initiated", JUNE_30).started
    assert [(d.rule, d.due_on) for d in started] == [("301.05", JUNE_30), ("301.10", date(1994, 12, 30))]


def test_published_findings_replace_six_months_by_nine(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", JUNE_30)
    started = happens("extension_findings_published", date(1994, 12, 31)).started
    assert [(d.rule, d.due_on) for d in started] == [("301.11", date(1995, 3, 30))]
    assert states(case) == {"301.05": "open", "301.10": "superseded", "301.11": "open"}


def test_determination_meets_the_limit_and_starts_the_next(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", JUNE_30)
    happens("consultations_requested", JUNE_30)
    happens("determination_proposed", date(1994, 9, 1))
    happens("determination_made", date(1994, 11, 1), data={"outcome": "affirmative"})
    assert states(case) == {
        "301.05": "met", "301.10": "met", "301.13": "met", "301.14": "open", "301.16": "open"
    }  # fmt: skip


def test_new_deadline_needs_no_token(case: Proceeding) -> None:
    recorded = record_event(
        by=record.AUTHOR, now=record.NOW, draft=draft(case, "investigation_initiated", JUNE_30)
    )
    assert recorded.impact.rows == ()


def test_closing_an_existing_deadline_is_refused_unseen(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", JUNE_30)
    happens("consultations_requested", JUNE_30)
    with pytest.raises(ImpactRequired) as refused:
        record_event(
            by=record.AUTHOR, now=record.NOW, draft=draft(case, "investigation_terminated", date(1994, 9, 1))
        )
    assert [(row.old_state, row.new_state) for row in refused.value.impact.rows] == [("open", "withdrawn")]


def test_refused_write_leaves_nothing_behind(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", JUNE_30)
    changes = Change.objects.count()
    with pytest.raises(ImpactRequired):
        record_event(
            by=record.AUTHOR, now=record.NOW, draft=draft(case, "investigation_terminated", date(1994, 9, 1))
        )
    assert (Event.objects.count(), Change.objects.count()) == (1, changes)


def test_token_of_another_text_is_stale(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", JUNE_30)
    ended = draft(case, "investigation_terminated", date(1994, 9, 1))
    with pytest.raises(ImpactRequired) as first:
        record_event(by=record.AUTHOR, now=record.NOW, draft=ended)
    other = draft(case, "investigation_terminated", date(1994, 9, 2))
    with pytest.raises(ImpactRequired) as second:
        record_event(by=record.AUTHOR, now=record.NOW, draft=other, impact_token=first.value.impact.token)
    assert second.value.impact.token != first.value.impact.token


def test_announced_ultimatum_runs_beside_the_statutory_limit(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", JUNE_30)
    happens("consultations_requested", JUNE_30)
    ultimatum = AnnouncedDraft(
        kind="ultimatum",
        title="Final list",
        due_on=date(1995, 2, 4),
        legal_zone="America/New_York",
        unless="the sides agree",
        unless_kinds=("agreement_signed",),
        then="the final list is published",
        then_kinds=("final_list_published",),
    )
    happens("extension_findings_published", date(1994, 12, 31), deadlines=(ultimatum,))
    open_ones = case.deadlines.filter(state="open").order_by("due_on").values_list("basis", "due_on")
    assert list(open_ones) == [("announced", date(1995, 2, 4)), ("statutory", date(1995, 3, 30))]


@pytest.mark.parametrize(
    ("kind", "on", "state"),
    [
        ("agreement_signed", date(1995, 2, 4), "met"),
        ("agreement_signed", date(1995, 2, 5), "withdrawn"),
        ("final_list_published", date(1995, 2, 4), "lapsed"),
    ],
)
def test_ultimatum_is_settled_by_what_follows(happens: Record, kind: str, on: date, state: str) -> None:
    ultimatum = AnnouncedDraft(
        kind="ultimatum",
        title="Final list",
        due_on=date(1995, 2, 4),
        legal_zone="America/New_York",
        unless="the sides agree",
        unless_kinds=("agreement_signed",),
        then="the final list is published",
        then_kinds=("final_list_published",),
    )
    announced = happens("threat_made", date(1994, 12, 31), deadlines=(ultimatum,)).started[0]
    happens(kind, on)
    announced.refresh_from_db()
    assert announced.state == state


def test_last_moment_is_the_end_of_the_day_in_washington(happens: Record) -> None:
    deadline = limit(happens("investigation_initiated", JUNE_30))
    assert deadline.latest_at.isoformat() == "1994-12-31T04:59:59+00:00"


def test_duty_is_missed_only_after_its_last_moment(happens: Record) -> None:
    deadline = limit(happens("investigation_initiated", JUNE_30))
    assert not deadline.is_missed(deadline.latest_at)
    assert deadline.is_missed(deadline.latest_at + timedelta(seconds=1))


def test_responsible_body_is_found_by_the_role_of_the_rule(happens: Record) -> None:
    deadline = limit(happens("investigation_initiated", JUNE_30))
    assert (str(deadline.responsible), str(deadline.beneficiary)) == ("USTR", "US")


def test_hidden_anchor_hides_its_deadline(case: Proceeding) -> None:
    team = record.team()
    recorded = record_event(
        by=record.AUTHOR,
        now=record.NOW,
        draft=EventDraft(
            proceeding=case,
            kind="investigation_initiated",
            on=JUNE_30,
            zone="America/New_York",
            text="Secret.",
            team=team,
        ),
    )
    assert (recorded.started[0].visibility, recorded.started[0].team) == ("internal", team)


def test_stage_is_that_of_the_latest_event_that_names_one(case: Proceeding, happens: Record) -> None:
    happens("final_list_published", date(1995, 2, 4), stage="threatened")
    happens("investigation_initiated", JUNE_30, stage="under_investigation")
    case.dispute.refresh_from_db()
    assert case.dispute.stage == "threatened"


def test_event_without_a_ref_is_named_by_day_and_kind(happens: Record) -> None:
    refs = [happens("statement_made", JUNE_30).event.ref for _ in range(2)]
    assert refs == ["us-cn-ipr-1994-06-30-statement-made", "us-cn-ipr-1994-06-30-statement-made-2"]


def test_anchor_known_only_to_the_month_is_refused(case: Proceeding) -> None:
    with pytest.raises(clocks.ClockErrors, match="give the day"):
        record_event(
            by=record.AUTHOR,
            now=record.NOW,
            draft=draft(case, "investigation_initiated", date(1994, 6, 1), precision="month"),
        )
    assert not Deadline.objects.exists()


def test_stage_is_not_given_away_by_a_hidden_event(case: Proceeding, happens: Record) -> None:
    hidden = draft(case, "statement_made", JUNE_30, stage="settled_closed")
    record_event(
        by=record.AUTHOR, now=record.NOW, draft=replace(hidden, visibility="internal", team=record.team())
    )
    case.dispute.refresh_from_db()
    assert case.dispute.stage == "watching"


def test_announced_day_closed_by_a_hidden_event_is_hidden_with_it(case: Proceeding, happens: Record) -> None:
    answer = AnnouncedDraft(
        kind="duty", title="Answer", due_on=date(1995, 1, 31), legal_zone="Asia/Shanghai",
        unless_kinds=("statement_made",),
    )  # fmt: skip
    announced = happens("threat_made", date(1994, 12, 31), deadlines=(answer,)).started[0]
    hidden = replace(
        draft(case, "statement_made", date(1995, 1, 2)), visibility="internal", team=record.team()
    )
    with pytest.raises(ImpactRequired) as required:
        record_event(by=record.AUTHOR, now=record.NOW, draft=hidden)
    token = required.value.impact.token
    record_event(by=record.AUTHOR, now=record.NOW, draft=hidden, impact_token=token)
    announced.refresh_from_db()
    assert (announced.state, announced.visibility) == ("met", "internal")
