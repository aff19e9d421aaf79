"""The outbox: claim rows, send outside any transaction, write down what became of them.

A row is `claimed` until the conversation with the mail server begins, `in_doubt`
while it lasts, then `sent`, `planned` again (a passing refusal) or `failed`. A
worker that dies leaves a lease that runs out; in doubt and loud, the reminder
goes again with the same Message-ID.
"""

import hashlib
import logging
import random
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from alerts import letters
from alerts.expected import expected
from alerts.loudness import Loudness, kinds
from alerts.models import Delivery, DeliveryState

LEASE = timedelta(minutes=5)
BATCH = 50
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))
Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)

CLAIM = """
WITH due AS (
    SELECT v.id FROM alerts_delivery v JOIN disputes_deadline d ON d.id = v.deadline_id
    WHERE (v.state = 'planned' AND v.send_at <= %(now)s)
       OR (v.state = 'claimed' AND v.lease_until <= %(now)s)
       OR (v.state = 'in_doubt' AND v.lease_until <= %(now)s AND d.kind = ANY(%(loud)s))
    ORDER BY v.send_at LIMIT %(limit)s FOR UPDATE OF v SKIP LOCKED
)
UPDATE alerts_delivery SET state = 'claimed', token = %(token)s, lease_until = %(lease)s, attempts = attempts + 1
FROM due WHERE alerts_delivery.id = due.id
RETURNING alerts_delivery.id
"""


class Fate(Enum):
    """What the mail server did with a message."""

    TAKEN = "taken"
    REFUSED = "refused"
    LATER = "later"
    UNKNOWN = "unknown"


def claim(*, now: datetime, limit: int = BATCH) -> tuple[UUID, list[Delivery]]:
    """Claim due reminders for this worker; return its token and the rows, oldest first."""
    token = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            CLAIM,
            {
                "now": now,
                "loud": kinds(Loudness.LOUD),
                "limit": limit,
                "token": str(token),
                "lease": now + LEASE,
            },
        )
        ids = [row[0] for row in cursor.fetchall()]
    rows = Delivery.objects.filter(id__in=ids).select_related(
        "recipient", "subscription__dispute", "deadline__proceeding__dispute"
    )
    return token, list(rows.order_by("send_at", "id"))


def deliver(*, clock: Clock) -> int:
    """Claim and send until nothing is due; return how many reminders the mail server took.

    `clock` supplies the present moment for each step, because a long run outlives its beginning.
    """
    sent = 0
    while True:
        token, rows = claim(now=clock())
        if not rows:
            return sent
        backend: BaseEmailBackend = mail.get_connection()
        try:
            sent += sum(_send_or_put_back(row, token, backend, now=clock()) for row in rows)
        finally:
            backend.close()


def _send_or_put_back(row: Delivery, token: UUID, backend: BaseEmailBackend, *, now: datetime) -> bool:
    """Send; a reminder that cannot even be written waits its turn again and keeps no other waiting."""
    try:
        return send(row, token, backend, now=now)
    except Exception as error:
        logger.exception("Reminder %s to user %s could not be sent.", row.id, row.recipient_id)
        # Past `claimed` the mail may have been taken: the lease decides.
        mine = Delivery.objects.filter(id=row.id, token=token, state=DeliveryState.CLAIMED)
        mine.update(**_what_becomes(row, Fate.LATER, f"{type(error).__name__}: {error}"[:500], now=now))
        return False


def send(row: Delivery, token: UUID, backend: BaseEmailBackend, *, now: datetime) -> bool:
    """Send one claimed reminder and write down what became of it; return whether it was taken."""
    mine = Delivery.objects.filter(id=row.id, token=token)
    if not still_expected(row, now=now):
        mine.update(state=DeliveryState.CANCELLED, reply="No longer expected.", token=None, lease_until=None)
        return False
    message = letters.reminder(row, message_id=message_id(row), thread=thread_id(row), now=now)
    in_doubt = mine.filter(state=DeliveryState.CLAIMED, lease_until__gt=now).update(
        state=DeliveryState.IN_DOUBT, message_id=message_id(row), lease_until=now + LEASE
    )
    if not in_doubt:  # the lease ran out: another worker has it, or the next claim takes it
        return False
    fate, reply = _hand_over(message, backend)
    mine.update(**_what_becomes(row, fate, reply[:500], now=now))
    if fate is Fate.REFUSED:
        logger.warning("Reminder %s to user %s failed: %s", row.id, row.recipient_id, reply)
    return fate is Fate.TAKEN


def _hand_over(message: EmailMessage, backend: BaseEmailBackend) -> tuple[Fate, str]:
    """Speak with the mail server; return what it did and said."""
    try:
        backend.open()
    except (
        OSError
    ) as error:  # smtplib's errors among them: nothing was handed over, and no recipient was refused
        return Fate.LATER, f"No connection: {error}"
    try:
        taken = backend.send_messages([message])
    except OSError as error:
        backend.close()  # after a refusal it may be closed already; the next message opens its own
        return _by_error(error)
    return (Fate.TAKEN, "250 accepted") if taken else (Fate.LATER, "The mail backend took nothing.")


def _by_error(error: OSError) -> tuple[Fate, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _by_code(int(code), text)
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        # It may have taken the mail before the line went dead: the lease decides.
        return Fate.UNKNOWN, f"Connection lost: {error}"
    return Fate.LATER, f"Not handed over: {error}"


def _by_code(code: int, reply: bytes | str) -> tuple[Fate, str]:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    return (Fate.REFUSED if code >= 500 else Fate.LATER), f"{code} {text}"


def _what_becomes(row: Delivery, fate: Fate, reply: str, *, now: datetime) -> dict[str, object]:
    """Return the new values of the row; in doubt it keeps its lease."""
    free = {"reply": reply, "token": None, "lease_until": None}
    if fate is Fate.TAKEN:
        return {**free, "state": DeliveryState.SENT, "sent_at": now}
    if fate is Fate.REFUSED:
        return {**free, "state": DeliveryState.FAILED}
    if fate is Fate.UNKNOWN:
        return {"reply": reply}
    wait = BACKOFF[min(row.attempts, len(BACKOFF)) - 1] * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries
    return {**free, "state": DeliveryState.PLANNED, "send_at": now + wait}


def still_expected(row: Delivery, *, now: datetime) -> bool:
    """Return whether the reminder still belongs to the expected set."""
    wanted = expected(now, now, deadline=row.deadline_id, recipient=row.recipient_id)
    return any((one.due_on, one.offset) == (row.due_on, row.offset) for one in wanted)


def message_id(row: Delivery) -> str:
    """Return the Message-ID of what the reminder says: the same however often it is sent."""
    return _identifier(f"{row.recipient_id}|{row.deadline_id}|{row.due_on}|{row.offset}|{row.level}")


def thread_id(row: Delivery) -> str:
    """Return the id all reminders of a deadline to a reader refer to."""
    return _identifier(f"{row.recipient_id}|{row.deadline_id}")


def _identifier(identity: str) -> str:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(identity.encode()).hexdigest()[:40]}@{host}>"
