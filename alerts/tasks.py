"""The doorbell's answer: plan what must be said, then say what is due."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from alerts.actions import plan
from alerts.outbox import deliver
from history import now as clock

logger = logging.getLogger(__name__)


@shared_task
def ring() -> int:
    """Plan and deliver; return how many reminders the mail server took. Any number of these may run at once."""
    plan(now=clock.current())
    return deliver(clock=clock.current)


def ring_soon() -> None:
    """Ring once the transaction is committed; beat rings anyway, so a broker that is down only costs seconds."""
    transaction.on_commit(_ring_now)


def _ring_now() -> None:
    try:
        ring.delay()
    except OperationalError as error:
        logger.warning("The broker did not take the ring, beat will ring again: %s", error)
