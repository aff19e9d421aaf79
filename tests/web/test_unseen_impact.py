"""An impact of which the writer may see nothing asks nothing of them, and tells nothing."""

from django.test import Client

from accounts.models import Team
from disputes.models import Deadline
from tests.factories import record
from tests.web.cast import Case


def test_impact_on_what_others_keep_is_not_shown(alice: Client, case: Case) -> None:
    others = Team.objects.create(ref="others", name="Others")
    rows = Deadline.objects.filter(proceeding=case.proceeding)
    record.saved(lambda: rows.update(visibility="internal", team=others))
    event = {
        "proceeding": case.proceeding.ref, "kind": "agreement_signed", "on": "1995-01-28", "precision": "day",
        "zone": "America/New_York", "text": "Signed.", "confidence": "certain", "visibility": "public",
    }  # fmt: skip
    page = alice.post(f"/disputes/{case.dispute.ref}/events/new/", event | PRESETS)
    assert page.status_code == 302
    assert case.proceeding.events.filter(kind="agreement_signed").exists()


PRESETS = {"source-kind": "press", "deadline-kind": "ultimatum"}
