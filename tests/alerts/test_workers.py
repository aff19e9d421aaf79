"""Several workers at once, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from alerts.actions import follow, plan
from alerts.outbox import deliver
from disputes.models import Dispute
from tests.alerts.conftest import MORNING, Postman
from tests.factories import record

READERS = 40


def work(_: int) -> int:
    try:
        plan(now=MORNING)
        return deliver(clock=lambda: MORNING)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_each_reader_is_told_once(ultimatum: object, postman: Postman) -> None:
    dispute = Dispute.objects.get()
    for number in range(READERS):
        user = User.objects.create_user(f"reader{number}@example.org", name="R", time_zone="Europe/Zurich")
        follow(user=user, dispute=dispute, by=record.AUTHOR, now=MORNING)
    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(work, range(4)))
    assert (sent, len(postman.taken)) == (READERS, READERS)
    assert len({str(message["To"]) for message in postman.taken}) == READERS
