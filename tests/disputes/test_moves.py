"""Extensions, pins and waivers: events that move a deadline and keep the day it had."""

from datetime import date
from typing import Any

import pytest

import clocks
from disputes.actions import correct_event, move_data, record_event
from disputes.drafts import EventDraft
from disputes.impact import ImpactRequired
from disputes.models import Deadline, Event, Proceeding
from history.models import Reason
from tests.disputes.conftest import Record
from tests.factories import record

JUNE_30 = date(1994, 6, 30)


def rule(case: Proceeding, rule_id: str) -> Deadline:
    return case.deadlines.select_related("anchor").get(rule=rule_id)


@pytest.fixture
def initiated(happens: Record) -> Event:
    return happens("investigation_initiated", JUNE_30).event


def move(happens: Record, deadline: Deadline, on: date, to: str, **data: str) -> None:
    happens("deadline_extended", on, data=move_data(deadline) | {"to": to} | data)


def test_an_extension_keeps_the_computed_day_beside_the_chosen(
    case: Proceeding, happens: Record, initiated: Event
) -> None:
    move(happens, rule(case, "301.10"), date(1994, 12, 1), "1995-01-15", basis="Agreed")
    row = rule(case, "301.10")
    assert (row.due_on, row.first_due_on) == (date(1995, 1, 15), date(1994, 12, 30))
    assert [(one["to"], one["reason"]) for one in row.moves] == [("1995-01-15", "Agreed")]


def test_an_announced_day_counts_its_moves(case: Proceeding, initiated: Event) -> None:
    """India moved the day of its answer to the steel duties nine times."""
    ultimatum = record.announced(initiated, date(1995, 2, 4), ref="ultimatum")
    for day, to in ((1, "1995-02-10"), (2, "1995-02-20"), (3, "1995-02-26")):
        confirmed(
            EventDraft(
                proceeding=case, kind="deadline_extended", on=date(1995, 2, day), zone="America/New_York",
                text="Moved again.", data=move_data(ultimatum) | {"to": to}, visibility="public",
            )
        )  # fmt: skip
    ultimatum.refresh_from_db()
    assert (ultimatum.due_on, ultimatum.first_due_on, len(ultimatum.moves)) == (
        date(1995, 2, 26),
        date(1995, 2, 4),
        3,
    )


def confirmed(draft: EventDraft) -> None:
    with pytest.raises(ImpactRequired) as required:
        record_event(by=record.AUTHOR, now=record.NOW, draft=draft)
    token = required.value.impact.token
    record_event(by=record.AUTHOR, now=record.NOW, draft=draft, impact_token=token)


def test_a_waiver_ends_the_limit(case: Proceeding, happens: Record, initiated: Event) -> None:
    happens("deadline_waived", date(1994, 12, 1), data=move_data(rule(case, "301.10")))
    assert rule(case, "301.10").state == "waived"


def correction(event: Event, on: date = date(1994, 7, 4), **options: Any) -> None:
    correct_event(
        by=record.AUTHOR, now=record.NOW, event=event, changes={"on": on},
        reason=Reason.CORRECTION, words="Misread", **options,
    )  # fmt: skip


def token_of(event: Event, **options: Any) -> str:
    with pytest.raises(ImpactRequired) as required:
        correction(event, **options)
    event.refresh_from_db()
    return required.value.impact.token


def test_a_pinned_deadline_keeps_its_day(case: Proceeding, initiated: Event) -> None:
    pinned = rule(case, "301.10")
    correction(initiated, impact_token=token_of(initiated), pins={pinned.ref: "The notice says so"})
    pinned.refresh_from_db()
    assert (pinned.due_on, pinned.first_due_on) == (date(1994, 12, 30), date(1995, 1, 4))
    assert case.events.get(kind="deadline_pinned").data["reason"] == "The notice says so"


@pytest.mark.parametrize(
    ("pins", "said"),
    [({"nothing": "why"}, "does not move"), ({"us-cn-ipr-301.10-1994-06-30": " "}, "say why")],
)
def test_a_pin_of_nothing_or_without_a_reason_is_refused(
    case: Proceeding, initiated: Event, pins: dict[str, str], said: str
) -> None:
    token = token_of(initiated)
    with pytest.raises(clocks.ClockErrors, match=said):
        correction(initiated, impact_token=token, pins=pins)


def test_an_extension_of_a_rule_that_does_not_run_is_refused(case: Proceeding, happens: Record) -> None:
    with pytest.raises(clocks.ClockErrors):
        happens("deadline_extended", date(1994, 12, 1), data={"rule": "301.11", "to": "1995-04-30"})


@pytest.mark.parametrize("name", ["nothing", "us-cn-ipr-301.10-1994-06-30"])
@pytest.mark.parametrize(
    "kind", ["deadline_extended", "deadline_pinned", "deadline_unpinned", "deadline_waived"]
)
def test_move_of_what_nobody_announced_is_refused(
    case: Proceeding, happens: Record, initiated: Event, kind: str, name: str
) -> None:
    with pytest.raises(clocks.ClockErrors, match=r"name a computed one by its rule and anchor"):
        happens(kind, date(1994, 12, 1), data={"deadline": name, "to": "1995-01-15"})


@pytest.fixture
def reports(db: None) -> list[Deadline]:
    """Return the reports due every six months since an emergency was declared on 1 June 1993, the first first."""
    case = record.proceeding(record.dispute("emergency"), pack="us-ieepa")
    draft = EventDraft(
        proceeding=case, kind="emergency_declared", on=date(1993, 6, 1), zone="America/New_York", text="Declared.",
        visibility="public",
    )  # fmt: skip
    record_event(by=record.AUTHOR, now=record.NOW, draft=draft)
    return list(case.deadlines.filter(rule="IE.01").order_by("occurrence").select_related("anchor"))


def days_of(rows: list[Deadline]) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [str(row.due_on) for row in rows]


@pytest.mark.parametrize("occurrence", [0, 1, 2, 3])
def test_of_what_recurs_the_very_day_moves(reports: list[Deadline], occurrence: int) -> None:
    before, moved = days_of(reports), reports[occurrence]
    data = move_data(moved) | {"to": "1995-07-14", "reason": "Agreed"}
    draft = EventDraft(
        proceeding=moved.proceeding, kind="deadline_pinned", on=date(1995, 1, 20), zone="America/New_York",
        text="Moved.", data=data, visibility="public",
    )  # fmt: skip
    confirmed(draft)
    assert days_of(reports) == [*before[:occurrence], "1995-07-14", *before[occurrence + 1 :]]


def test_of_what_recurs_the_very_day_is_kept(reports: list[Deadline]) -> None:
    before, anchor = days_of(reports), reports[0].anchor
    assert anchor
    on = date(1993, 6, 15)
    correction(anchor, on, impact_token=token_of(anchor, on=on), pins={reports[2].ref: "As notified"})
    after = days_of(reports)
    assert [new == old for new, old in zip(after, before, strict=True)] == [False, False, True, False]


def test_a_deadline_left_from_a_pack_that_was_taken_away_is_named_too(reports: list[Deadline]) -> None:
    named = move_data(reports[1])
    reports[1].proceeding.pack = ""
    assert move_data(reports[1]) == {"rule": "IE.01", "anchor": named["anchor"]}


def test_a_move_that_names_no_occurrence_means_the_one_that_runs(reports: list[Deadline]) -> None:
    data = {
        "rule": "IE.01",
        "anchor": move_data(reports[0])["anchor"],
        "to": "1995-07-14",
        "reason": "Agreed",
    }
    before = days_of(reports)
    draft = EventDraft(
        proceeding=reports[0].proceeding, kind="deadline_pinned", on=date(1994, 11, 20), zone="America/New_York",
        text="Moved.", data=data, visibility="public",
    )  # fmt: skip
    confirmed(draft)
    assert days_of(reports) == [*before[:2], "1995-07-14", *before[3:]]


def test_move_before_the_announcement_is_refused(case: Proceeding, happens: Record, initiated: Event) -> None:
    record.announced(initiated, date(1995, 2, 4), ref="ultimatum")
    with pytest.raises(clocks.ClockErrors, match="announced here before"):
        happens("deadline_extended", date(1994, 6, 29), data={"deadline": "ultimatum", "to": "1995-03-01"})


@pytest.mark.parametrize(
    "kind", ["deadline_extended", "deadline_pinned", "deadline_unpinned", "deadline_waived"]
)
@pytest.mark.parametrize("end", ["agreement_signed", "final_list_published", "deadline_waived"])
def test_move_of_an_announced_deadline_that_is_over_is_refused(
    case: Proceeding, happens: Record, initiated: Event, kind: str, end: str
) -> None:
    ultimatum = record.announced(
        initiated, date(1995, 2, 4), ref="ultimatum", kind="ultimatum", unless="signed", then="list",
        unless_kinds=["agreement_signed"], then_kinds=["final_list_published"],
    )  # fmt: skip
    happens(end, date(1995, 1, 20), data={"deadline": "ultimatum"})
    before = case.events.count()
    with pytest.raises(clocks.ClockErrors, match="deadline ultimatum: no longer open on that day") as refused:
        happens(kind, date(1995, 1, 21), data=move_data(ultimatum) | {"to": "1995-03-01"})
    assert (refused.value.errors[0].code, case.events.count()) == ("nothing_to_move", before)


def test_unpinning_an_announced_day_that_is_not_pinned_is_refused(
    case: Proceeding, happens: Record, initiated: Event
) -> None:
    record.announced(initiated, date(1995, 2, 4), ref="ultimatum")
    with pytest.raises(clocks.ClockErrors, match="not pinned"):
        happens("deadline_unpinned", date(1995, 1, 1), data={"deadline": "ultimatum"})


def test_event_that_speaks_of_a_deadline_still_starts_clocks(case: Proceeding, happens: Record) -> None:
    threat = happens("threat_made", date(1994, 6, 1)).event
    record.announced(threat, date(1994, 7, 31), ref="ultimatum")
    happens("investigation_initiated", JUNE_30, data={"deadline": "ultimatum"})
    assert rule(case, "301.10").due_on == date(1994, 12, 30)


@pytest.mark.parametrize(
    ("seen", "said"), [({}, "did you mean ultimatum"), ({"visibility": "restricted"}, "before; correct name")]
)
def test_event_about_a_deadline_that_there_is_not_is_refused_and_the_nearest_open_name_told(
    case: Proceeding, happens: Record, initiated: Event, seen: dict[str, str], said: str
) -> None:
    hidden = seen | {"team": record.team()} if seen else {}
    record.announced(initiated, date(1995, 2, 4), ref="ultimatum", **hidden)
    with pytest.raises(clocks.ClockErrors, match=said) as refused:
        happens("statement_made", date(1995, 1, 1), data={"deadline": "ultimatums"})
    assert refused.value.errors[0].code == "unknown_deadline"


def test_pin_holds_when_its_anchor_moves_on(case: Proceeding, initiated: Event) -> None:
    pinned = rule(case, "301.10")
    correction(initiated, impact_token=token_of(initiated), pins={pinned.ref: "The notice says so"})
    initiated.refresh_from_db()
    later: dict[str, Any] = {
        "event": initiated,
        "changes": {"on": date(1994, 7, 8)},
        "reason": Reason.CORRECTION,
    }
    with pytest.raises(ImpactRequired) as required:
        correct_event(by=record.AUTHOR, now=record.NOW, **later)
    initiated.refresh_from_db()
    correct_event(by=record.AUTHOR, now=record.NOW, **later, impact_token=required.value.impact.token)
    pinned.refresh_from_db()
    assert (pinned.due_on, pinned.first_due_on) == (date(1994, 12, 30), date(1995, 1, 8))
