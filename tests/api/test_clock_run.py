"""All deadlines of a proceeding over the API: given events, recorded ones, and assumptions."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Team
from disputes.models import Event
from tests.api.conftest import Case
from tests.factories import record

pytestmark = pytest.mark.django_db
RUN = "/api/v1/clocks/run"
FACTS = {"priority_foreign_country": True, "trade_agreement_involved": False, "section_306_monitoring": False}
INITIATED = {"kind": "investigation_initiated", "on": "1994-06-30", "zone": "America/New_York"}
EXTENDED = {"kind": "extension_findings_published", "on": "1994-12-31", "zone": "America/New_York"}
CASE = {"pack": "us-301", "facts": FACTS, "events": [INITIATED, EXTENDED]}
CARRIED_OUT = {"kind": "determination_made", "on": "1995-02-04", "data": {"outcome": "affirmative"}}


def post(asked: Any, **headers: str) -> Any:
    return Client().post(RUN, asked, content_type="application/json", headers=headers)


def rows(asked: Any) -> dict[str, dict[str, Any]]:
    return {row["rule"]: row for row in post(asked).json()["deadlines"]}


def test_given_events_lead_to_their_deadlines() -> None:
    found = rows(CASE)
    assert (found["301.11"]["due_on"], found["301.10"]["state"]) == ("1995-03-30", "superseded")


def test_after_4_february_1995_the_next_days_follow() -> None:
    """Question 19: the thirty days of implementing, and the ninety of the longest delay."""
    found = rows(CASE | {"assumed": [CARRIED_OUT]})
    assert (found["301.14"]["due_on"], found["301.17"]["due_on"]) == ("1995-03-06", "1995-05-05")


def test_a_span_gives_earliest_and_latest() -> None:
    found = rows(CASE | {"assumed": [CARRIED_OUT | {"until": "1995-03-30"}]})["301.14"]
    assert (found["earliest"], found["latest"], found["change"]) == ("1995-03-06", "1995-04-29", "starts")


def test_what_the_assumptions_take_away_is_listed_with_why() -> None:
    declared = {"kind": "emergency_declared", "on": "2023-06-01"}
    assumed = [
        {"kind": "emergency_terminated", "on": "2024-02-01"},
        {"kind": "emergency_report_made", "on": "2025-02-01"},
    ]
    answer = post({"pack": "us-ieepa", "facts": {}, "events": [declared], "assumed": assumed}).json()
    found = {row["occurrence"]: row for row in answer["deadlines"] if row["rule"] == "IE.01"}
    assert [row["change"] for row in found.values()] == ["ends", "goes", "goes", "goes"]
    gone = found[2]
    assert (gone["before"], gone["earliest"], gone["latest"]) == ("2024-12-01", None, None)
    assert (gone["due_on"], gone["gone"]) == (
        "2024-12-01",
        "It comes no more after the termination of the emergency on 1 February 2024.",
    )


def test_what_exists_at_the_latest_only_is_listed() -> None:
    """Section 301 became law on 23 August 1988."""
    initiated = INITIATED | {"on": "1988-08-01", "until": "1988-09-01"}
    del initiated["zone"]
    found = rows({"pack": "us-301", "facts": FACTS, "events": [], "assumed": [initiated]})["301.10"]
    assert (found["earliest"], found["latest"], found["only"]) == (None, "1989-03-01", "latest")


def test_a_chain_hangs_events_on_limits() -> None:
    """Question 25 in small: the reasonable period of Bananas III leads to the days of January and March 1999."""
    events = [
        {"kind": "reports_adopted", "on": "1997-09-25"},
        {"kind": "rpt_set", "on": "1998-01-07", "data": {"period": "15 m 1 w"}},
    ]
    found = rows({"pack": "wto-dsu", "facts": WTO, "events": events})
    days = [found[rule]["due_on"] for rule in ("DSU.RPT", "DSU.31", "DSU.32")]
    assert days == ["1999-01-01", "1999-01-21", "1999-01-31"]


WTO = {"prohibited_subsidy": False, "actionable_subsidy": False}


def test_a_proceeding_on_record_brings_its_events(case: Case) -> None:
    track = record.proceeding(case.dispute, ref="limits", pack="us-301", facts=FACTS)
    record.event(track, kind="investigation_initiated", on=date(1994, 6, 30))
    assert rows({"proceeding": "limits"})["301.10"]["due_on"] == "1994-12-30"


def test_nothing_is_stored(case: Case) -> None:
    before = Event.objects.count()
    post(CASE | {"assumed": [CARRIED_OUT]})
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"pack": "us-310"}, "/pack"),
        ({"pack": ""}, "/pack"),
        ({"facts": {"priority_foreign_country": True}}, "/facts"),
        ({"facts": [1]}, "/facts"),
        ({"events": [INITIATED | {"on": "1994-13-01"}]}, "/events/0/on"),
        ({"events": [INITIATED | {"zone": "Washington"}]}, "/events/0/zone"),
        ({"events": [INITIATED | {"zone": "EST"}]}, "/events/0/zone"),
        ({"events": [INITIATED, {"kind": "report", "on": "1994-07-01"}]}, "/events/1/kind"),
        ({"assumed": [{"kind": "determination_mad", "on": "1995-02-04"}]}, "/assumed/0/kind"),
        ({"assumed": [{"kind": "determination_made"}]}, "/assumed/0/on"),
        ({"assumed": [CARRIED_OUT | {"until": "1995-01-01"}]}, "/assumed/0/until"),
        ({"assumed": [{"kind": "action_effective", "at_limit_of": "301.14"}]}, "/assumed"),
        ({"proceeding": "nothing"}, "/proceeding"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_faults_are_named(change: dict[str, Any], pointer: str, db: None) -> None:
    response = post(CASE | change)
    assert response.status_code == 400 and pointer in [one["pointer"] for one in response.json()["errors"]]


def test_a_hidden_proceeding_is_not_there(case: Case) -> None:
    team = Team.objects.create(ref="desk", name="Desk")
    record.proceeding(case.dispute, ref="inner", pack="us-301", visibility="internal", team=team)
    assert post({"proceeding": "inner"}).status_code == 400


def test_a_zone_printed_out_of_season_is_kept_warned_about_and_never_followed() -> None:
    printed = INITIATED | {"printed": "June 30, 1994, EST"}
    found, plain = (rows(CASE | {"events": [one]})["301.10"] for one in (printed, INITIATED))
    assert (found["due_on"], plain["warnings"]) == (plain["due_on"], [])
    [warning] = found["warnings"]
    assert "clocks there showed EDT, not EST" in warning
    assert found["trace"][-1] == {"what": "warning", "on": None, "detail": warning}
