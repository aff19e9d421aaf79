"""Two people correct one event at the same time, each over a connection of their own."""

import pytest
from django.db import transaction
from django.test import Client

from disputes.actions import correct_event
from disputes.models import Event
from history.models import Reason
from tests.factories import record
from tests.factories.beside import Beside
from tests.web.cast import Case

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_is_told_and_overwrites_nothing(alice: Client, case: Case) -> None:
    event = Event.objects.get(pk=case.list_published.pk)
    address = f"/events/{event.ref}/edit/"
    form = alice.get(address).context["form"]
    sent = {name: str(value or "") for name, value in form.initial.items()} | {"text": "Second."}
    with transaction.atomic():
        correct_event(
            by=record.AUTHOR, now=record.NOW, event=event, changes={"text": "First."}, reason=Reason.CORRECTION
        )  # fmt: skip
        second = Beside(lambda: alice.post(address, sent))
    assert "Somebody changed this event meanwhile" in second.result().content.decode()
    event.refresh_from_db()
    assert event.text == "First."
