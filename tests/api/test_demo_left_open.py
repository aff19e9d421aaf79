"""What the demo cases leave open on a day long after them, each for a reason of law or of the record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F

from api.bundles.loading import load
from disputes.models import Deadline, DeadlineState

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
DEMO = sorted((Path(settings.BASE_DIR) / "demo").glob("*.yaml"))

# Four years in which no request is on record: the action ended by law, the notice before it was not sent. The
# records of the cases end before 2026, so whether somebody asked then is not known here.
UNASKED = {
    "us-cn-301-2017": {"2018-07-06", "2018-08-23"},
    "us-eu-aircraft-us-301": {"2019-10-18"},
    "us-eu-bananas-us-301": {"1999-03-03"},
    "us-eu-hormones-us-301": {"1999-07-29"},
    "us-ua-optical-discs-2001": {"2001-08-24", "2002-01-23"},
}
LEFT = {
    ("us-cn-301-2017", "", "2018-05-11"),  # a time for comments: who commented is not recorded
    ("us-cn-301-ds543", "DSU.27", "2020-04-28"),  # a target passed, the appeal being stalled
    ("us-eu-aircraft-us-301", "", "2026-07-04"),  # the record ends before
    ("us-eu-aircraft-us-301", "", "2026-07-11"),
    (
        "us-eu-hormones-ds26",
        "DSU.RPT",
        "1999-05-13",
    ),  # the Union did not comply in time, hence the retaliation
    ("us-eu-hormones-ds48", "DSU.RPT", "1999-05-13"),
}


@pytest.mark.django_db
def test_nothing_else_is_open_after_its_day() -> None:
    assert load(DEMO, now=TODAY).written
    past = Deadline.objects.filter(due_on__lt=TODAY.date()).exclude(
        state__in=[
            DeadlineState.MET, DeadlineState.LAPSED, DeadlineState.WITHDRAWN, DeadlineState.SUPERSEDED,
            DeadlineState.STALLED,
        ]
    )  # fmt: skip
    four_years = past.filter(rule__in=["301.20", "301.21"])
    found: dict[str, set[str]] = {}
    for row in four_years.select_related("proceeding", "anchor"):
        assert row.anchor is not None
        found.setdefault(row.proceeding.ref, set()).add(str(row.anchor.on))
    assert found == UNASKED
    rest = past.exclude(pk__in=four_years).select_related("proceeding")
    assert {(row.proceeding.ref, row.rule, str(row.due_on)) for row in rest} == LEFT


@pytest.mark.django_db
def test_no_act_is_said_to_have_come_years_after_what_it_had_to_precede() -> None:
    load(DEMO, now=TODAY)
    views = Deadline.objects.filter(rule="301.13", closed_by__on__gt=F("anchor__on"))
    assert list(views.values_list("ref", flat=True)) == []
    notices = Deadline.objects.filter(rule="301.21", closed_by__isnull=False)
    assert set(notices.values_list("state", flat=True)) == {"met"}
