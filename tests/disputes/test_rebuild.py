"""The deadline table can be made again from the record, exactly, and keeps its identities."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from disputes.actions import rebuild_deadlines, save_event
from disputes.drafts import EventDraft
from disputes.models import Deadline, DeadlineState, Proceeding
from disputes.projection import NO_LONGER, refresh_deadlines
from disputes.tasks import refresh_recurring
from history.authorship import authored
from history.models import Change, Reason
from tests.disputes.conftest import FACTS, Record
from tests.factories import record

START = date(1994, 6, 30)
KINDS = [
    "investigation_initiated", "consultations_requested", "extension_findings_published", "determination_made",
    "action_effective", "agreement_signed", "retaliation_list_effective", "continuation_requested",
    "action_terminated", "deadline_extended",
]  # fmt: skip
SAYS = (
    "kind", "title", "due_on", "due_time", "first_due_on", "latest_at", "window_start", "state",
    "state_reason", "citation", "sentence", "trace", "visibility",
)  # fmt: skip
DATA = {
    "determination_made": {"outcome": "affirmative"},
    "deadline_extended": {"rule": "301.10", "to": "1995-06-30", "by": "the parties"},
}
Happening = tuple[str, int]


def track(ref: str) -> Proceeding:
    dispute = record.dispute(ref)
    record.party(dispute, record.actor(f"{ref}-us", kind="state"), "complainant")
    return record.proceeding(dispute, pack="us-301", facts=FACTS)


def save(case: Proceeding, happening: Happening, number: int) -> None:
    kind, days = happening
    draft = EventDraft(
        proceeding=case, kind=kind, on=START + timedelta(days=days), zone="America/New_York", text="It happened.",
        ref=f"{case.dispute.ref}-{number}", visibility="public", data=DATA.get(kind, {}),
    )  # fmt: skip
    save_event(now=record.NOW, draft=draft)


def table(case: Proceeding) -> dict[tuple[Any, ...], list[Any]]:
    """What each deadline says, by rule, number of its anchor and occurrence; without those the record gave up."""
    rows = case.deadlines.select_related("anchor").exclude(state_reason=NO_LONGER)
    return {
        (row.rule, row.anchor.ref.rsplit("-", 1)[1], row.occurrence): [
            *(getattr(row, name) for name in SAYS),
            [(move["on"], move["to"], move["kind"]) for move in row.moves],
        ]
        for row in rows
        if row.anchor
    }


def sound(happenings: list[Happening]) -> list[Happening]:
    """The happenings without what the clocks refuse: nothing is decided before, or extended without, an initiation."""
    kept = [("investigation_initiated", 0)]
    kept += [
        (kind, days)
        for kind, days in happenings
        if kind not in ("deadline_extended", "investigation_initiated")
    ]
    extended = any(kind == "deadline_extended" for kind, _ in happenings)
    first_end = min(
        (days for kind, days in kept if kind in ("determination_made", "agreement_signed")), default=900
    )
    findings = any(kind == "extension_findings_published" for kind, _ in kept)
    if extended and first_end > 1 and not findings:
        kept.insert(1, ("deadline_extended", 1))
    return kept


class Rebuilding(TestCase):
    """Random records, event by event and at once."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 800)), max_size=7))
    def test_event_by_event_and_at_once_give_one_table(self, drawn: list[Happening]) -> None:
        happenings = sound(drawn)
        with authored(record.AUTHOR, Reason.DEVELOPMENT):
            slow, fast = track("slow"), track("fast")
            for number, happening in enumerate(happenings):
                save(slow, happening, number)
                refresh_deadlines(proceeding=slow, now=record.NOW)
                save(fast, happening, number)
            refresh_deadlines(proceeding=fast, now=record.NOW)
        assert table(slow) == table(fast)
        ids = {(row.id, row.ref) for row in slow.deadlines.all()}
        assert rebuild_deadlines(by=record.AUTHOR, now=record.NOW, proceeding=slow) == []
        assert {(row.id, row.ref) for row in slow.deadlines.all()} == ids


def test_spoilt_rows_are_put_right_and_keep_their_ids(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", START)
    before = {row.id: (row.due_on, row.state) for row in case.deadlines.all()}
    with authored(record.AUTHOR, Reason.CORRECTION):
        case.deadlines.update(due_on=date(1999, 1, 1), state="met")
    put_right = rebuild_deadlines(by=record.AUTHOR, now=record.NOW, proceeding=case)
    assert len(put_right) == len(before)
    assert {row.id: (row.due_on, row.state) for row in case.deadlines.all()} == before


@pytest.mark.django_db
def test_daily_run_adds_the_next_occurrence_once(
    case: Proceeding, happens: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens("retaliation_list_effective", date(2001, 1, 1))
    rows = case.deadlines.filter(rule="301.19").order_by("occurrence")
    assert [row.due_on for row in rows] == [date(2001, 5, 1)]
    monkeypatch.setattr("history.now.current", lambda: datetime(2001, 6, 1, tzinfo=UTC))
    first = {row.id for row in rows}
    assert refresh_recurring() == 1
    assert [row.due_on for row in rows.all()] == [date(2001, 5, 1), date(2001, 10, 28)]
    assert first <= {row.id for row in rows.all()}
    changes = Change.objects.count()
    assert (refresh_recurring(), Change.objects.count()) == (0, changes)


def test_right_nobody_used_lapses_without_being_an_impact(case: Proceeding, happens: Record) -> None:
    happens("views_invited", START, data={"period": "30 d"})
    assert case.deadlines.get(rule="301.25").state == DeadlineState.LAPSED


def test_extension_keeps_the_computed_day_beside_the_new_one(case: Proceeding, happens: Record) -> None:
    started = happens("investigation_initiated", START).event
    happens(
        "deadline_extended",
        date(1994, 8, 1),
        data={"rule": "301.10", "to": "1995-02-28", "anchor": started.ref},
    )
    row = case.deadlines.get(rule="301.10")
    assert (row.first_due_on, row.due_on, len(row.moves)) == (date(1994, 12, 30), date(1995, 2, 28), 1)


def test_hidden_extension_hides_the_deadline_it_moved(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", START)
    happens("deadline_extended", date(1994, 8, 1), data={"rule": "301.10", "to": "1995-02-28"})
    hidden = case.events.get(kind="deadline_extended")
    with authored(record.AUTHOR, Reason.CORRECTION):
        case.events.filter(pk=hidden.pk).update(visibility="internal", team=record.team())
    rebuild_deadlines(by=record.AUTHOR, now=record.NOW, proceeding=case)
    assert case.deadlines.get(rule="301.10").visibility == "internal"


@pytest.mark.django_db
def test_command_rebuilds_one_or_all_and_names_what_it_does_not_know(
    case: Proceeding, happens: Record
) -> None:
    happens("investigation_initiated", START)
    with authored(record.AUTHOR, Reason.CORRECTION):
        Deadline.objects.update(title="Spoilt")
    out = StringIO()
    call_command("rebuild_deadlines", case.ref, verbosity=0, stdout=out)
    call_command("rebuild_deadlines", all=True, verbosity=0, stdout=out)
    assert not Deadline.objects.filter(title="Spoilt").exists()
    assert "1 proceedings run" in out.getvalue()
    with pytest.raises(CommandError, match="No proceeding nowhere"):
        call_command("rebuild_deadlines", "nowhere", verbosity=0)
    with pytest.raises(CommandError, match="or give --all"):
        call_command("rebuild_deadlines", verbosity=0)


@pytest.mark.django_db
def test_command_tells_what_the_clocks_refuse_and_runs_the_rest(case: Proceeding, happens: Record) -> None:
    happens("investigation_initiated", START)
    with authored(record.AUTHOR, Reason.CORRECTION):
        Proceeding.objects.filter(pk=case.pk).update(facts={})
    with pytest.raises(CommandError, match="fact priority_foreign_country"):
        call_command("rebuild_deadlines", all=True, verbosity=0, stdout=StringIO())


def test_one_clock_from_the_command_line() -> None:
    out = StringIO()
    call_command("clock", "301.14", "--anchor", "1995-02-04", stdout=out)
    assert out.getvalue().startswith("301.14  1995-03-06  Implement the action decided on")
    out = StringIO()
    call_command("clock", "301.14", "--anchor", "1995-02-04", "--json", stdout=out)
    assert '"due_on": "1995-03-06"' in out.getvalue()
    with pytest.raises(CommandError, match="“19950204” is no date; write one such as 1995-02-04"):
        call_command("clock", "301.14", "--anchor", "19950204")
    with pytest.raises(CommandError, match="“19950204” is no date; write one such as 1995-02-04"):
        call_command("clock", "301.14", "--anchor", "1995-02-04", "--suspended", "19950204", "1995-02-06")
    with pytest.raises(CommandError, match=r"did you mean 301\.14"):
        call_command("clock", "301.144", "--anchor", "1995-02-04")
