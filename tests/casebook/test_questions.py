"""Questions that analysts ask, answered from the demo disputes; each test carries the number of its question."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from alerts.actions import follow, plan
from alerts.models import Delivery
from alerts.outbox import deliver
from api.bundles.loading import load
from disputes.actions import move_data, record_event
from disputes.drafts import EventDraft
from disputes.impact import ImpactRequired
from disputes.models import Deadline, Dispute, Event, Figure
from negotiations.models import Round
from tests.factories import people, record

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def loaded(name: str, as_of: date | None = None, now: datetime = TODAY) -> None:
    report = load([Path(settings.BASE_DIR) / "demo" / f"{name}.yaml"], now=now, as_of=as_of)
    assert (report.faults, report.written) == ([], True)


def test_q1_what_is_the_status_of_ds27_and_what_happened_last() -> None:
    loaded("us-eu-bananas")
    dispute = Dispute.objects.get(proceedings__official_id="DS27")
    last = Event.objects.filter(proceeding__dispute=dispute).latest("on")
    assert (dispute.stage, last.kind, str(last.on)) == ("settled_closed", "mas_notified", "2012-11-08")


def test_q2_who_is_against_whom() -> None:
    loaded("us-eu-bananas")
    roles: dict[str, set[str]] = {}
    in_all = Dispute.objects.get(ref="us-eu-bananas").parties.filter(proceeding=None)
    for party in in_all.select_related("actor"):
        roles.setdefault(party.role, set()).add(party.actor.iso2)
    assert roles == {
        "complainant": {"US"},
        "co_complainant": {"EC", "GT", "HN", "MX"},
        "respondent": {"EU"},
    }


def test_q3_which_deadlines_each_side_must_meet_where_both_complain() -> None:
    loaded("us-cn-301-tech-transfer")
    acted = Deadline.objects.filter(rule="DSU.01").values_list(
        "proceeding__official_id", "responsible__ref", "beneficiary__ref"
    )
    assert set(acted) == {("DS542", "cn", "us"), ("DS543", "us", "cn")}
    loaded("us-eu-aircraft")
    owed = Deadline.objects.filter(rule="SCM.06.remove").values_list(
        "proceeding__official_id", "responsible__ref", "beneficiary__ref"
    )
    assert set(owed) == {("DS316", "eu", "us"), ("DS353", "us", "eu")}
    sided = Deadline.objects.filter(proceeding__pack="wto-dsu", title__startswith="Ask for")
    assert not sided.filter(responsible=None, rule__in=("DSU.03", "DSU.31", "DSU.34.request")).exists()


def test_each_complainant_has_the_days_of_its_own_proceeding() -> None:
    loaded("us-eu-hormones")
    asked = Deadline.objects.filter(rule="DSU.31").values_list("proceeding__official_id", "responsible__ref")
    assert set(asked) == {("DS26", "us"), ("DS48", "ca")}


def test_q7_why_4_february_and_not_30_march() -> None:
    loaded("us-cn-ipr", date(1995, 1, 30))
    announced = Deadline.objects.get(ref="us-cn-ipr-ultimatum-1995-02-04")
    statutory = Deadline.objects.get(rule="301.11", anchor__on=date(1994, 6, 30))
    assert (announced.basis, str(announced.due_on), announced.state) == ("announced", "1995-02-04", "open")
    assert (statutory.basis, str(statutory.due_on), statutory.state) == ("statutory", "1995-03-30", "open")
    assert "nine months counted from the initiation on Thursday 30 June 1994" in statutory.sentence


def test_q9_all_rounds_with_their_result() -> None:
    loaded("us-cn-301-tech-transfer")
    rounds = list(Round.objects.order_by("number"))
    assert len(rounds) == 16
    assert [one.venue for one in rounds if one.level == "leader"] == ["Buenos Aires", "Osaka"]
    assert {one.confidence for one in rounds} == {"likely"}


def test_q14_which_duties_were_met_late() -> None:
    loaded("us-eu-bananas")
    late = {
        (row.rule, str(row.due_on), str(row.closed_by.on))
        for row in Deadline.objects.filter(kind="duty", state="met").select_related("closed_by")
        if row.closed_by and row.closed_by.on > row.due_on
    }
    assert ("DSU.26", "1997-12-24", "1998-01-07") in late


def test_q15_how_the_panel_compares_with_the_usual() -> None:
    loaded("us-eu-hormones")
    panel = {
        row.rule: (row.closed_by.on - row.due_on).days  # type: ignore[union-attr]
        for row in Deadline.objects.filter(proceeding__official_id="DS26", state="met", kind="target")
    }
    assert (panel["DSU.14"], panel["DSU.21.limit"], panel["DSU.33"]) == (179, 24, 0)


def test_q16_which_measures_end_by_themselves_next_year(client: Client) -> None:
    """Asked on 30 June 2021; the windows are those of 87 FR 26797."""
    asked = date(2021, 6, 30)
    for name in ("us-cn-301-tech-transfer", "us-dst", "us-ua-optical-discs", "us-cn-ipr"):
        loaded(name, asked, datetime(2021, 6, 30, 12, tzinfo=UTC))
    year = "due_on__gte=2022-01-01&due_on__lte=2022-12-31&state=open"
    ends = client.get(f"/api/v1/deadlines?{year}&kind=automatic").json()["results"]
    assert [(row["ref"], row["due_on"]) for row in ends] == [
        ("us-cn-301-301.20-2018-07-06", "2022-07-06"),
        ("us-cn-301-301.20-2018-08-23", "2022-08-23"),
    ]
    windows = client.get(f"/api/v1/deadlines?{year}&kind=window").json()["results"]
    assert [(row["anchor"], row["window_start"], row["due_on"]) for row in windows] == [
        (ends[0]["anchor"], "2022-05-07", "2022-07-05"),
        (ends[1]["anchor"], "2022-06-24", "2022-08-22"),
    ]
    page = client.get("/deadlines/?kind=automatic&due_from=2022-01-01&due_to=2022-12-31").content.decode()
    assert all(f"/deadlines/{row['ref']}/" in page for row in ends)


def test_q18_the_level_authorised_and_the_level_asked_for() -> None:
    loaded("us-eu-bananas")
    level = dict(Figure.objects.filter(kind="authorised_level").values_list("ref", "low"))
    assert level == {
        "us-eu-bananas-level-us": Decimal("191400000.00"),
        "us-eu-bananas-level-ecuador": Decimal("201600000.00"),
    }
    assert "never applied" in Figure.objects.get(ref="us-eu-bananas-level-ecuador").note
    asked = Figure.objects.get(ref="us-eu-bananas-asked-us")
    assert (asked.kind, asked.low, asked.currency) == ("harm_claimed", Decimal("520000000.00"), "USD")


def test_q21_what_we_believed_on_10_february_1995() -> None:
    loaded("us-cn-ipr", date(1995, 2, 10))
    ahead = Deadline.objects.filter(state="open", due_on__gte=date(1995, 2, 10), rule="301.14")
    assert [str(row.due_on) for row in ahead] == ["1995-03-06"]
    assert not Event.objects.filter(on__gt=date(1995, 2, 10)).exists()


def test_q23_the_history_of_nine_moves_and_mail_of_the_tenth(client: Client) -> None:
    """As India moved the day of its answer to the steel duties, here of the ultimatum of 4 February 1995."""
    now = datetime(1995, 1, 30, 12, tzinfo=UTC)
    loaded("us-cn-ipr", now.date(), now)
    row = Deadline.objects.select_related("proceeding__dispute").get(ref="us-cn-ipr-ultimatum-1995-02-04")
    follow(user=people.user("reader"), dispute=row.proceeding.dispute, by=record.AUTHOR, now=now)
    days = [str(date(1995, 2, 4) + timedelta(days=number)) for number in range(11)]
    for number, to in enumerate(days[1:10]):
        moved(row, date(1995, 1, 20) + timedelta(days=number), to)
    told = client.get(f"/api/v1/deadlines/{row.ref}").json()
    assert (told["due_on"], told["first_due_on"]) == (days[9], days[0])
    assert [move["to"] for move in told["moves"]] == days[1:10]
    page = client.get(f"/deadlines/{row.ref}/").content.decode()
    assert "first Saturday 4 February 1995; moved 9 times" in page
    plan(now=now)
    moved(row, date(1995, 1, 30), days[10])
    plan(now=now + timedelta(days=7))
    deliver(clock=lambda: now + timedelta(days=7))
    (letter,) = [one for one in mail.outbox if "Tue 14 Feb" in one.subject]
    assert letter.to == ["reader@example.org"]
    assert not Delivery.objects.filter(deadline=row, state="sent").exclude(due_on=days[10]).exists()


def moved(row: Deadline, on: date, to: str) -> None:
    """Record that the day was moved, having seen what that changes."""
    draft = EventDraft(
        proceeding=row.proceeding, kind="deadline_extended", on=on, zone="America/New_York", text="Moved again.",
        data=move_data(row) | {"to": to, "basis": "Talks go on"}, visibility="public",
    )  # fmt: skip
    now = datetime(1995, 1, 30, 12, tzinfo=UTC)
    with pytest.raises(ImpactRequired) as required:
        record_event(by=record.AUTHOR, now=now, draft=draft)
    record_event(by=record.AUTHOR, now=now, draft=draft, impact_token=required.value.impact.token)
