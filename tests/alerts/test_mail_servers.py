"""Mail servers that hang up, are slow or refuse us: whoever was not told is told later, and nobody twice."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend

from accounts.models import User
from alerts.actions import follow, plan
from alerts.models import Delivery, Subscription
from alerts.outbox import claim, deliver, send
from disputes.models import Deadline
from tests.alerts.conftest import MORNING, Postman
from tests.alerts.test_expected import change
from tests.alerts.test_outbox import row, tick
from tests.factories import record


@pytest.fixture
def quieter(followed: Subscription, ultimatum: Deadline) -> Subscription:
    """A kind whose reminders are not sent again when in doubt."""
    change(ultimatum, kind="cap")
    return followed


@pytest.fixture
def three(followed: Subscription) -> list[User]:
    """Two more readers of the same dispute."""
    more = [User.objects.create_user(f"reader{n}@example.org", name="R", time_zone="UTC") for n in range(2)]
    for user in more:
        follow(user=user, dispute=followed.dispute, by=record.AUTHOR, now=MORNING)
    return [followed.recipient, *more]


@contextmanager
def greeter(greeting: bytes) -> Iterator[int]:
    """A server that greets whoever calls and hangs up; yields its port."""
    server = socket.create_server(("127.0.0.1", 0))

    def greet() -> None:
        caller, _ = server.accept()
        with caller:
            caller.sendall(greeting)

    thread = Thread(target=greet, daemon=True)
    thread.start()
    yield server.getsockname()[1]
    thread.join(timeout=5)
    server.close()


@pytest.mark.parametrize("greeting", [b"", b"554 no service\r\n", b"421 busy\r\n"])
def test_server_that_does_not_let_us_in_is_tried_again(
    quieter: Subscription, postman: Postman, settings: Any, greeting: bytes
) -> None:
    port = settings.EMAIL_PORT
    with greeter(greeting) as settings.EMAIL_PORT:
        tick()
    settings.EMAIL_PORT = port
    assert tick(3) == 1


def test_refused_password_fails_nobody(followed: Subscription, postman: Postman, settings: Any) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "demarche", "wrong"
    tick()
    assert row().state == "planned"


def test_server_that_hangs_up_after_one_takes_the_others(
    quieter: Subscription, three: list[User], postman: Postman
) -> None:
    postman.answers = ["421 too many"]
    assert (tick(), tick(3)) == (2, 1)


def test_reminder_that_cannot_be_written_keeps_no_other_waiting(three: list[User], postman: Postman) -> None:
    User.objects.filter(pk=three[0].pk).update(email="two\nlines@example.org")
    tick()
    assert {str(message["To"]) for message in postman.taken} == {three[1].email, three[2].email}


def test_slow_worker_leaves_what_its_lease_no_longer_covers(followed: Subscription, postman: Postman) -> None:
    plan(now=MORNING)
    token, rows = claim(now=MORNING)
    assert not send(rows[0], token, mail.get_connection(), now=MORNING + timedelta(minutes=6))


def test_slow_batch_tells_each_once(three: list[User], postman: Postman) -> None:
    # Each step takes four minutes, so the lease of the batch runs out under it.
    plan(now=MORNING)
    steps = iter(MORNING + timedelta(minutes=4 * n) for n in range(20))
    assert (deliver(clock=lambda: next(steps)), len(postman.taken)) == (3, 3)


def test_lease_covers_the_whole_conversation(followed: Subscription, postman: Postman) -> None:
    plan(now=MORNING)
    token, rows = claim(now=MORNING)
    started = MORNING + timedelta(minutes=4)
    leases: list[datetime | None] = []

    class Watching(EmailBackend):
        def send_messages(self, messages: Any) -> int:
            leases.append(Delivery.objects.get().lease_until)
            return int(super().send_messages(messages))

    send(rows[0], token, Watching(), now=started)
    assert leases == [started + timedelta(minutes=5)]
