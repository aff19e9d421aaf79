"""Two writers at once in one dispute, each in a proceeding of their own."""

from datetime import date

import pytest
from django.db import transaction

from disputes.actions import RecordedEvent, record_event
from disputes.drafts import EventDraft
from disputes.models import Deadline, Event, Proceeding
from tests.disputes.conftest import FACTS
from tests.factories import record
from tests.factories.beside import Beside

pytestmark = pytest.mark.django_db(transaction=True)


def initiated(proceeding: Proceeding) -> RecordedEvent:
    draft = EventDraft(
        proceeding=proceeding, kind="investigation_initiated", on=date(1994, 6, 30), zone="America/New_York",
        text="The investigation opens.", visibility="public",
    )  # fmt: skip
    return record_event(by=record.AUTHOR, now=record.NOW, draft=draft)


def test_the_same_kind_and_day_get_refs_of_their_own(case: Proceeding) -> None:
    other = record.proceeding(case.dispute, pack="us-301", facts=FACTS)
    with transaction.atomic():
        initiated(case)
        second = Beside(lambda: initiated(other))
    assert isinstance(second.result(), RecordedEvent), second.result()
    stem = "us-cn-ipr-1994-06-30-investigation-initiated"
    assert set(Event.objects.values_list("ref", flat=True)) == {stem, f"{stem}-2"}
    refs = set(Deadline.objects.filter(rule="301.10").values_list("ref", flat=True))
    assert refs == {"us-cn-ipr-301.10-1994-06-30", "us-cn-ipr-301.10-1994-06-30-2"}
