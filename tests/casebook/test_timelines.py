"""Time lines of WTO disputes: a small one made by hand, and the eight real ones where they are at hand."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from disputes.models import Deadline, Dispute, Event
from history.models import Change

REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "wto-timelines-gold" / "timelines.csv"
HEAD = "ds,date,kind,stage,actor,note\n"
SMALL = HEAD + (
    "DS901,2000-01-03,event,consultations_requested,BRA,\n"
    "DS901,2000-04-03,event,panel_requested,BRA,\n"
    "DS901,2000-05-18,event,panel_established,DSB,\n"
    "DS901,2000-11-20,expected,panel_report,,panel says March 2001\n"
    "DS901,2001-03-01,event,panel_report_circulated,,\n"
    "DS901,2001-04-10,event,appeal_notified,CAN,\n"
    "DS901,2001-07-09,event,ab_report_circulated,,\n"
    "DS901,2001-08-01,event,reports_adopted,DSB,\n"
    "DS901,2001-11-01,event,rpt_award,arbitrator,\n"
    "DS901,2002-06-01,deadline,rpt_expires,CAN,\n"
    "DS901,2002-06-20,event,settlement_announced,BRA,agreement with Canada\n"
    "DS901,2002-07-01,deadline,implementation_of_agreement,CAN,\n"
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "small.csv"
    path.write_text(SMALL)
    yield path


def told(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("load_timelines", path, *options, stdout=out)
    return out.getvalue()


def test_time_line_becomes_a_dispute_with_its_clocks(small: Path) -> None:
    assert told(small).endswith("Saved.\n")
    dispute = Dispute.objects.get(ref="wto-ds901")
    roles = {party.actor.ref: party.role for party in dispute.parties.all()}
    assert roles == {"br": "complainant", "ca": "respondent"}
    days = dict(Deadline.objects.exclude(rule="").values_list("rule", "due_on"))
    assert (str(days["DSU.20.appeal"]), str(days["DSU.RPT"]), str(days["DSU.31"])) == (
        "2001-04-30",
        "2002-06-01",
        "2002-06-21",
    )
    announced = Deadline.objects.get(rule="")
    assert (str(announced.due_on), announced.announced_by.kind) == ("2002-07-01", "agreement_reached")  # type: ignore[union-attr]


def test_loading_again_changes_nothing(small: Path) -> None:
    told(small)
    before = Change.objects.count()
    assert "events: 12 known" in told(small)
    assert Change.objects.count() == before


def test_dry_run_writes_nothing(small: Path) -> None:
    assert "events: 12 new" in told(small, "--dry-run")
    assert not Event.objects.exists()


def test_a_later_line_that_would_close_a_deadline_needs_consent(small: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.csv"
    earlier.write_text("".join(SMALL.splitlines(keepends=True)[:7]))
    told(earlier)
    with pytest.raises(CommandError, match="accept-impact"):
        told(small)
    assert Event.objects.count() == 6
    assert told(small, "--accept-impact").endswith("Saved.\n")


def test_every_fault_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(
        HEAD
        + "DS901,2000-13-03,event,consultations_requested,BRA,\n"
        + "DS901,2000-04-03,event,panel_wanted,BRZ,\n"
        + "27,2000-04-03,rumour,panel_requested,BRA,\n"
        + "DS901,20000403,event,panel_requested,BRA,\n"
    )
    with pytest.raises(CommandError) as error:
        told(path)
    said = str(error.value)
    for fault in (
        "line 2: date “2000-13-03”",
        "line 3: stage “panel_wanted”",
        "line 3: actor “BRZ”",
        "line 4: ds “27”",
        "line 4: kind “rumour”",
        "line 5: date “20000403”",
    ):
        assert fault in said
    assert not Event.objects.exists()


@pytest.mark.skipif(not REAL.exists(), reason="the eight real time lines are not at hand")
def test_the_eight_real_time_lines_load_and_load_again() -> None:
    assert "disputes: 8 new" in told(REAL)
    before = Change.objects.count()
    told(REAL)
    assert (Change.objects.count(), Dispute.objects.count()) == (before, 8)
    states = dict(
        Deadline.objects.filter(proceeding__official_id="DS544", rule__startswith="DSU.21").values_list(
            "rule", "state"
        )
    )
    assert set(states.values()) == {"stalled"}


@pytest.mark.skipif(not REAL.exists(), reason="the eight real time lines are not at hand")
def test_what_a_body_never_did_is_awaited_no_more_in_the_real_time_lines() -> None:
    told(REAL)
    rows = Deadline.objects.filter(rule__regex=r"^(DSU\.34|SCM\.0[35]\.?(adoption)?$)")
    stand = {(row.proceeding.official_id, row.rule): (row.state, str(row.due_on)) for row in rows}
    assert {rule: at for (ds, rule), at in stand.items() if ds == "DS437"} == {
        "DSU.34.request": ("open", "2022-01-26")
    }
    cotton = {rule: state for (ds, rule), (state, _) in stand.items() if ds == "DS267"}
    assert cotton["SCM.03"] == cotton["SCM.05.adoption"] == "withdrawn"
