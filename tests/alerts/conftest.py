"""A reader who follows the founding ultimatum, and a mail server that keeps what it is handed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from accounts.models import User
from alerts.actions import follow
from alerts.models import Subscription
from config import processes
from disputes.models import Deadline
from tests.factories import record

MORNING = datetime(1995, 1, 30, 14, tzinfo=UTC)


@dataclass
class Postman:
    """An SMTP server's own record; `answers` are given first to recipients, then mail is taken."""

    answers: list[str] = field(default_factory=list)
    taken: list[Message] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content or b"", policy=default))  # type: ignore[arg-type]
        return "250 taken"

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]).strip() for message in self.taken]


@pytest.fixture
def postman(settings: Any) -> Iterator[Postman]:
    """A mail server on a free port, which the product's mails go to."""
    handler = Postman()
    port = processes.free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield handler
    controller.stop()


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("reader@example.org", name="Reader", time_zone="Europe/Zurich")


@pytest.fixture
def ultimatum(db: None) -> Deadline:
    """The founding case's announced day: 4 February 1995 in Washington."""
    dispute = record.dispute("us-cn-ipr", title="United States and China")
    announcement = record.event(record.proceeding(dispute), date(1994, 12, 31))
    return record.announced(
        announcement, date(1995, 2, 4), ref="us-cn-ipr-ultimatum", kind="ultimatum", title="Final tariff list",
        unless="the sides agree", then="the final list is published", responsible=record.actor("cn", name="China"),
    )  # fmt: skip


Follow = Callable[..., Subscription]


@pytest.fixture
def followed(reader: User, ultimatum: Deadline) -> Subscription:
    return follow(
        user=reader, dispute=ultimatum.proceeding.dispute, by=record.AUTHOR, now=MORNING, note="Call Beijing."
    )
