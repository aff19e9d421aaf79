"""Who acts under a rule: a role is that of the proceeding first, then of the dispute."""

from datetime import date

import pytest

from disputes.models import Deadline, Proceeding
from disputes.projection import refresh_deadlines
from history.authorship import authored
from history.models import Reason
from tests.factories import record

pytestmark = pytest.mark.django_db
FACTS = {"urgent": False, "prohibited_subsidy": False, "actionable_subsidy": False}


@pytest.fixture
def boeing() -> Proceeding:
    """Return DS353, asked for by the European Union, beside DS316; both sides complain somewhere."""
    dispute = record.dispute("aircraft")
    us, eu = record.actor("us"), record.actor("eu")
    track = record.proceeding(dispute, pack="wto-dsu", facts=FACTS)
    record.event(track, date(2005, 6, 27), kind="consultations_requested")
    record.party(dispute, us, "complainant")
    record.party(dispute, eu, "respondent")
    return track


def acts(track: Proceeding, rule: str = "DSU.01") -> tuple[str | None, str | None]:
    """Return who owes the reply to the request for consultations, and to whom."""
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        refresh_deadlines(proceeding=track, now=record.NOW)
    row = Deadline.objects.select_related("responsible", "beneficiary").get(proceeding=track, rule=rule)
    who, whom = (side.ref if side else None for side in (row.responsible, row.beneficiary))
    return who, whom


def test_a_role_of_the_dispute_is_that_of_each_proceeding(boeing: Proceeding) -> None:
    assert acts(boeing) == ("eu", "us")


def test_a_role_of_the_proceeding_comes_first(boeing: Proceeding) -> None:
    us, eu = (party.actor for party in boeing.dispute.parties.order_by("role"))
    record.party(boeing.dispute, eu, "complainant", proceeding=boeing)
    record.party(boeing.dispute, us, "respondent", proceeding=boeing)
    assert acts(boeing) == ("us", "eu")


def test_a_role_of_another_proceeding_says_nothing(boeing: Proceeding) -> None:
    airbus = record.proceeding(boeing.dispute)
    record.party(boeing.dispute, record.actor("ca"), "respondent", proceeding=airbus)
    assert acts(boeing) == ("eu", "us")


def test_several_in_one_role_leave_it_open(boeing: Proceeding) -> None:
    for ref in ("ca", "br"):
        record.party(boeing.dispute, record.actor(ref), "respondent", proceeding=boeing)
    assert acts(boeing) == (None, "us")
