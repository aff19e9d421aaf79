"""Bundles in and out, and the two demo disputes."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from api.bundles.exporting import export_dispute
from api.bundles.loading import load
from disputes.models import Deadline, Dispute, DisputeCitation, Event, Figure
from disputes.projection import refresh_deadlines
from history.authorship import authored
from history.models import Change, Reason
from negotiations.models import Round
from tariffs.models import ListItem, ListVersion, Nomenclature, TariffList
from tests.api.test_bundle_faults import GOOD, loaded
from tests.factories import record
from tests.factories.record import NOW

DEMO = [settings.BASE_DIR / "demo/us-cn-ipr.yaml", settings.BASE_DIR / "demo/us-ua-optical-discs.yaml"]
TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
JAN_30 = date(1995, 1, 30)
pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    loaded(tmp_path, GOOD)
    before = Change.objects.count()
    loaded(tmp_path, GOOD)
    assert Change.objects.count() == before


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    report = loaded(tmp_path, GOOD, dry_run=True)
    assert (report.outcome.counts["events", "new"], Event.objects.count()) == (1, 0)


def test_changed_text_is_changed_and_kept_in_history(tmp_path: Path) -> None:
    loaded(tmp_path, GOOD)
    loaded(tmp_path, GOOD.replace("A threat is made.", "A threat was made."))
    change = Change.objects.filter(object_ref="case-threat").latest("id")
    assert (change.changed, change.reason, change.actor_name) == (
        ["text"],
        "source_update",
        "Bundle case.yaml",
    )


def test_published_version_is_never_changed(tmp_path: Path) -> None:
    loaded(tmp_path, GOOD)
    report = loaded(tmp_path, GOOD.replace("description: Bicycles", "description: Tricycles"))
    assert "line 1 differs" in str(report.faults[0])
    assert ListItem.objects.get().description == "Bicycles"


def test_moving_an_announced_deadline_needs_consent(tmp_path: Path) -> None:
    text = GOOD.replace(
        "    actors: [us]\n",
        "    actors: [us]\n    deadlines:\n      - {ref: case-answer, kind: duty, title: Answer,"
        " due_on: 1995-02-04, legal_zone: America/New_York}\n",
        1,
    )
    loaded(tmp_path, text)
    moved = text.replace("due_on: 1995-02-04", "due_on: 1995-02-03")
    refused = loaded(tmp_path, moved)
    assert (refused.needs_consent, refused.written) == (True, False)
    assert loaded(tmp_path, moved, accept_impact=True).written
    assert Deadline.objects.get().due_on == date(1995, 2, 3)


MOVED = GOOD.replace(
    "    actors: [us]\n",
    """    actors: [us]
    deadlines:
      - {ref: case-answer, kind: duty, title: Answer, due_on: 1995-02-04, legal_zone: America/New_York}
  - ref: case-moved
    proceeding: case-1
    kind: deadline_extended
    on: 1995-02-01
    zone: America/New_York
    text: The day is moved.
    data: {deadline: case-answer, to: "1995-02-26"}
""",
    1,
)


def test_a_moved_day_survives_load_export_and_load(tmp_path: Path) -> None:
    assert loaded(tmp_path, MOVED).written
    assert Deadline.objects.get(ref="case-answer").due_on == date(1995, 2, 26)
    exported = export_dispute(Dispute.objects.get(), User(is_superuser=True))
    before = Change.objects.count()
    assert loaded(tmp_path, exported).written
    assert Change.objects.count() == before


THREAT = "  - ref: case-threat\n"
HIDDEN_THREAT = MOVED.replace(THREAT, f"{THREAT}    visibility: restricted\n").replace(
    "visibility: public\n", "visibility: public\nteam: desk\n", 1
)


def test_the_move_of_a_hidden_deadline_is_left_out_of_an_export(tmp_path: Path) -> None:
    record.team("desk")
    assert loaded(tmp_path, HIDDEN_THREAT.replace(", event: case-threat", "")).faults == []
    exported = export_dispute(Dispute.objects.get(), AnonymousUser())
    assert "case-moved" not in exported and "case-answer" not in exported
    copied = exported.replace("case", "copy").replace("team: desk\n", "")
    assert loaded(tmp_path, copied).faults == []
    again = export_dispute(Dispute.objects.get(ref="copy"), AnonymousUser())
    assert again == copied


TRACKED = GOOD.replace(
    "    - {actor: us, role: complainant}\n",
    """    - {actor: us, role: complainant}
    - {actor: cn, role: complainant, proceeding: case-1}
    - {actor: us, role: respondent, proceeding: case-1}
""",
)


def test_a_role_in_one_proceeding_survives_load_export_and_load(tmp_path: Path) -> None:
    assert loaded(tmp_path, TRACKED).faults == []
    exported = export_dispute(Dispute.objects.get(), User(is_superuser=True))
    assert "actor: cn\n      role: complainant\n      proceeding: case-1\n" in exported
    before = Change.objects.count()
    assert loaded(tmp_path, exported).written
    assert Change.objects.count() == before


def test_a_role_in_a_proceeding_of_another_dispute_is_refused_by_name(tmp_path: Path) -> None:
    record.proceeding(record.dispute("other"), ref="other-1")
    wrong = loaded(
        tmp_path, TRACKED.replace("complainant, proceeding: case-1", "complainant, proceeding: other-1")
    )
    [fault] = wrong.faults
    assert (fault.line, "“other-1” is a proceeding of another dispute" in fault.message) == (13, True)


def test_a_role_in_a_hidden_proceeding_is_left_out_of_an_export(tmp_path: Path) -> None:
    record.team("desk")
    hidden = TRACKED.replace("title: The track", "title: The track, visibility: internal")
    hidden = hidden.replace("visibility: public\n", "visibility: public\nteam: desk\n", 1)
    assert loaded(tmp_path, hidden).faults == []
    exported = export_dispute(Dispute.objects.get(), AnonymousUser())
    assert "role: complainant" in exported and "role: respondent" not in exported


ANSWERED = """  - ref: case-answered
    proceeding: case-1
    kind: statement_made
    on: 1995-02-02
    zone: America/New_York
    text: An answer is given.
    data: {deadline: case-answer}
"""


def test_a_name_that_no_announced_deadline_has_is_refused_with_its_event(tmp_path: Path) -> None:
    wrong = MOVED.replace("figures:\n", ANSWERED.replace("case-answer}", "case-anwser}") + "figures:\n", 1)
    report = loaded(tmp_path, wrong)
    assert not report.written
    [fault] = [str(fault) for fault in report.faults]
    assert "statement_made on 2 February 1995" in fault and "did you mean case-answer?" in fault


def test_the_name_of_a_hidden_deadline_is_left_out_of_an_export(tmp_path: Path) -> None:
    record.team("desk")
    answered = HIDDEN_THREAT.replace("figures:\n", f"{ANSWERED}figures:\n", 1)
    assert loaded(tmp_path, answered.replace(", event: case-threat", "")).faults == []
    assert "deadline: case-answer" in export_dispute(Dispute.objects.get(), User(is_superuser=True))
    exported = export_dispute(Dispute.objects.get(), AnonymousUser())
    assert "case-answered" in exported and "deadline:" not in exported
    assert loaded(tmp_path, exported.replace("case", "copy").replace("team: desk\n", "")).faults == []


def test_the_end_of_a_hidden_suspension_is_left_out_of_an_export(db: None) -> None:
    facts = {"prohibited_subsidy": False, "actionable_subsidy": False, "urgent": False}
    track = record.proceeding(record.dispute("panel"), pack="wto-dsu", facts=facts)
    record.event(track, date(1998, 4, 1), kind="panel_composed", ref="composed")
    stopped = {"kind": "panel_work_suspended", "data": {"purpose": "negotiation"}}
    record.event(
        track, date(1998, 5, 1), **stopped, ref="stopped", visibility="internal", team=record.team("desk")
    )
    resumed = record.event(track, date(1998, 6, 1), kind="panel_work_resumed", ref="resumed")
    extended = {"rule": "DSU.13", "to": "1999-01-01", "anchor": "composed"}
    record.event(track, date(1998, 7, 1), kind="deadline_extended", data=extended, ref="extended")
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        refresh_deadlines(proceeding=track, now=TODAY)
    figure = {"ref": "cost", "kind": "count", "title": "Meetings", "low": 7, "unit": "meetings"}
    record.make(Figure, dispute=track.dispute, event=resumed, **figure)
    exported = export_dispute(track.dispute, AnonymousUser())
    assert [ref for ref in ("composed", "stopped", "resumed", "extended") if f"ref: {ref}\n" in exported] == [
        "composed", "extended",
    ]  # fmt: skip
    assert "event: resumed" not in exported
    everything = export_dispute(track.dispute, User(is_superuser=True))
    assert "ref: stopped" in everything and "ref: resumed" in everything


def test_an_announced_day_can_be_put_right_behind_its_moves(tmp_path: Path) -> None:
    loaded(tmp_path, MOVED)
    loaded(tmp_path, MOVED.replace("due_on: 1995-02-04", "due_on: 1995-02-03"), accept_impact=True)
    row = Deadline.objects.get(ref="case-answer")
    assert (row.first_due_on, row.due_on) == (date(1995, 2, 3), date(1995, 2, 26))


def test_command_says_what_is_wrong_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(GOOD.replace("actors: [us]", "actors: [uss]"))
    out = StringIO()
    with pytest.raises(CommandError, match="1 fault"):
        call_command("load_bundle", path, stdout=out)
    assert out.getvalue().startswith("case.yaml:22: events[0].actors[0]: There is no actor “uss”")


def test_demo_disputes_load_and_load_again() -> None:
    assert load(DEMO, now=TODAY).written
    before = Change.objects.count()
    load(DEMO, now=TODAY)
    assert Change.objects.count() == before


@pytest.mark.parametrize("ref", ["us-cn-ipr", "us-ua-optical-discs"])
def test_demo_dispute_survives_export_and_load(tmp_path: Path, ref: str) -> None:
    load(DEMO, now=TODAY)
    before = Change.objects.count()
    out = tmp_path / "out.yaml"
    out.write_text(export_dispute(Dispute.objects.get(ref=ref), User(is_superuser=True)))
    report = load([out], now=TODAY)
    assert (report.faults, Change.objects.count()) == ([], before)


def test_founding_case_has_the_announced_and_the_statutory_date() -> None:
    load(DEMO[:1], now=TODAY)
    day = dict(
        Deadline.objects.filter(due_on__year=1995, due_on__month__in=[2, 3]).values_list("ref", "basis")
    )
    assert day["us-cn-ipr-ultimatum-1995-02-04"] == "announced"
    assert day["us-cn-ipr-301.11-1994-06-30"] == "statutory"


def test_founding_case_starts_these_clocks_and_no_others() -> None:
    load(DEMO[:1], now=TODAY)
    rows = Deadline.objects.filter(proceeding__official_id="301-92").exclude(rule="")
    assert dict(rows.values_list("rule", "state")) == {
        "301.04": "met",
        "301.05": "met",
        "301.10": "superseded",
        "301.11": "met",
        "301.13": "met",
        "301.14": "withdrawn",
        "301.17": "withdrawn",
    }


def test_every_event_of_the_demo_names_a_source() -> None:
    load(DEMO, now=TODAY)
    assert not Event.objects.exclude(
        id__in=DisputeCitation.objects.exclude(event=None).values("event")
    ).exists()


def test_demo_keeps_contradicting_claims_side_by_side() -> None:
    load(DEMO[:1], now=TODAY)
    assert DisputeCitation.objects.filter(
        deadline__ref="us-cn-ipr-ultimatum-1995-02-04", stance="contradicts"
    ).exists()
    final = ListVersion.objects.get(ref="us-cn-ipr-us-1994-95-final")
    assert set(final.citations.values_list("stance", flat=True)) == {"supports", "contradicts"}


def test_as_of_a_day_leaves_out_what_came_later() -> None:
    load(DEMO[:1], now=TODAY, as_of=JAN_30)
    assert not Event.objects.filter(on__gt=JAN_30).exists()
    assert not Event.objects.filter(historical=True).exists()
    assert not Round.objects.filter(starts_on__gt=JAN_30).exists()


def test_as_of_a_day_the_ultimatum_is_open() -> None:
    load(DEMO[:1], now=TODAY, as_of=JAN_30)
    running = Deadline.objects.filter(state="open", due_on__gt=date(1995, 2, 1)).order_by("due_on")
    assert [d.ref for d in running] == ["us-cn-ipr-ultimatum-1995-02-04", "us-cn-ipr-301.11-1994-06-30"]


def test_as_of_a_day_the_stage_is_that_days() -> None:
    load(DEMO[:1], now=TODAY, as_of=JAN_30)
    assert Dispute.objects.get().stage == "threatened"


@pytest.mark.parametrize(
    "day", ["1991-05-01", "1992-01-16", "1994-07-15", "1995-01-25", "1995-02-10", "1995-02-26"]
)
def test_founding_case_loads_as_of_any_day(day: str) -> None:
    report = load(DEMO[:1], now=TODAY, as_of=date.fromisoformat(day))
    assert (report.faults, report.written) == ([], True)


def test_past_events_are_marked_historical() -> None:
    load(DEMO[:1], now=NOW)
    assert Event.objects.get(ref="us-cn-ipr-1991-12-22-impasse").historical


IMPORTED = """        file_name: annex.csv
        file_sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        control_totals: {lines: 2}
        nomenclature: hs-2022
        is_published: false
        items:
          - {position: 2, digits: "85176200", partial: "except 8517.62.0090", excepted_digits: ["8517620090"],
             stated_rate: 25%, ad_valorem_percent: "25.000", trade_value: "12.50", trade_currency: USD}
"""


@pytest.fixture
def hs_2022() -> Nomenclature:
    return Nomenclature.objects.create(
        ref="hs-2022", authority="WCO", schedule="HS", edition="2022", title="HS 2022", digits=6,
        valid_from=date(2022, 1, 1), sha256="0" * 64, file_name="hs.csv",
    )  # fmt: skip


@pytest.mark.usefixtures("hs_2022")
def test_an_imported_draft_survives_export_and_load(tmp_path: Path) -> None:
    loaded(tmp_path, GOOD.replace("        items:\n", IMPORTED, 1))
    before = Change.objects.count()
    out = tmp_path / "out.yaml"
    out.write_text(export_dispute(Dispute.objects.get(), User(is_superuser=True)))
    report = load([out], now=NOW)
    assert (report.faults, Change.objects.count()) == ([], before)
    assert not ListVersion.objects.get().is_published


@pytest.mark.usefixtures("hs_2022")
def test_a_draft_is_published_by_a_bundle_that_says_the_same(tmp_path: Path) -> None:
    draft = GOOD.replace("        items:\n", IMPORTED, 1)
    loaded(tmp_path, draft)
    loaded(tmp_path, draft.replace("is_published: false", "is_published: true"))
    assert ListVersion.objects.get().is_published


@pytest.mark.usefixtures("hs_2022")
def test_a_published_version_does_not_become_a_draft(tmp_path: Path) -> None:
    draft = GOOD.replace("        items:\n", IMPORTED, 1)
    loaded(tmp_path, draft.replace("is_published: false", "is_published: true"))
    assert "it is no draft" in str(loaded(tmp_path, draft).faults[0])


def test_a_list_may_be_aimed_at_several_actors_in_order(tmp_path: Path) -> None:
    loaded(tmp_path, GOOD.replace("targets: [cn]", "targets: [us, cn]"))
    assert [link.actor.ref for link in TariffList.objects.get().list_targets.all()] == ["us", "cn"]
