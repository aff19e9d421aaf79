"""What the reminder says."""

from email.message import EmailMessage
from typing import cast

import pytest

from alerts.links import subscription_of, unsubscribe_path
from alerts.models import Subscription
from disputes.models import Deadline
from tests.alerts.conftest import Postman
from tests.alerts.test_expected import change
from tests.alerts.test_outbox import tick
from tests.factories import record

PLAIN = """\
Final tariff list

When:     Saturday 4 February 1995 in Washington (until the end of that day there)
For you:  5 February 1995, 05:59 in Zurich
Left:     5 days left
Who acts: China
Unless:   the sides agree
Then:     the final list is published

Why this day
Announced on 31 December 1994; no law sets this day.
"""


@pytest.fixture
def letter(followed: Subscription, postman: Postman) -> EmailMessage:
    tick()
    return cast("EmailMessage", postman.taken[0])


def part(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_plain_text_says_what_when_who_and_what_then(letter: EmailMessage) -> None:
    assert part(letter, "plain").replace("\r\n", "\n").startswith(PLAIN)


def test_note_and_proof_are_there(letter: EmailMessage, ultimatum: Deadline) -> None:
    text = part(letter, "plain")
    assert "Call Beijing." in text
    assert f"/deadlines/{ultimatum.ref}/" in text


def test_html_says_the_same_without_images(letter: EmailMessage) -> None:
    html = part(letter, "html")
    assert "Saturday 4 February 1995 in Washington" in html
    assert "<img" not in html


def test_headers_are_those_of_a_list_anyone_can_leave(letter: EmailMessage, followed: Subscription) -> None:
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/unsubscribe/" in letter["List-Unsubscribe"]
    assert letter["Auto-Submitted"] == "auto-generated"


def test_unsubscribe_address_names_the_subscription_and_nothing_else(followed: Subscription) -> None:
    token = unsubscribe_path(followed.id).split("/")[2]
    assert (subscription_of(token), subscription_of(f"{token}x")) == (followed.id, None)


def test_hidden_actor_is_not_named(followed: Subscription, postman: Postman, ultimatum: Deadline) -> None:
    change(ultimatum.responsible, name="Secret Office", visibility="internal", team=record.team())
    tick()
    assert b"Secret Office" not in postman.taken[0].as_bytes()


def test_hidden_announcement_is_not_dated(
    followed: Subscription, postman: Postman, ultimatum: Deadline
) -> None:
    change(ultimatum.announced_by, visibility="internal", team=record.team())
    tick()
    assert b"31 December 1994" not in postman.taken[0].as_bytes()


def test_the_effect_of_an_act_is_what_it_means_and_not_what_follows_without_it(
    followed: Subscription, postman: Postman, ultimatum: Deadline
) -> None:
    change(ultimatum, kind="automatic", unless="", then="", consequence="The report binds the parties.")
    tick()
    text = part(cast("EmailMessage", postman.taken[0]), "plain")
    assert "Means:    The report binds the parties." in text
    assert "If not" not in text
