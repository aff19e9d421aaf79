"""Signing in by password or by link, and out."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from sesame.utils import get_query_string

from config.celery import app
from tests.web.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def at_once() -> Iterator[None]:
    """Let the worker's tasks run in this process, and no earlier test's tries count."""
    cache.clear()
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_a_password_signs_in_and_leads_on(client: Client, cast: Cast) -> None:
    answer = client.post(
        "/sign-in/", {"username": "Alice@example.org", "password": PASSWORD, "next": "/deadlines/"}
    )
    assert answer.headers["Location"] == "/deadlines/"


def test_a_wrong_password_says_what_to_do(client: Client, cast: Cast) -> None:
    answer = client.post("/sign-in/", {"username": "alice@example.org", "password": "no"})
    assert "ask for a link by mail" in answer.content.decode()


def test_no_foreign_site_is_led_to(client: Client, cast: Cast) -> None:
    answer = client.post(
        "/sign-in/", {"username": "alice@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == "/"


def test_opening_a_link_does_not_use_it(client: Client, cast: Cast) -> None:
    link = "/sign-in/link/" + get_query_string(cast.alice)
    client.get(link)
    assert "_auth_user_id" not in client.session


def test_pressing_the_button_signs_in_once(client: Client, cast: Cast) -> None:
    token = get_query_string(cast.alice).partition("=")[2]
    first = client.post("/sign-in/link/", {"sesame": token})
    assert (first.status_code, Client().post("/sign-in/link/", {"sesame": token}).status_code) == (302, 403)


def test_a_link_is_mailed(client: Client, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    client.post("/sign-in/mail/", {"email": "ALICE@example.org"})
    link = re.search(r"/sign-in/link/\?sesame=(\S+)", str(mailoutbox[0].body))
    assert link and client.post("/sign-in/link/", {"sesame": link[1]}).status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_no_mail(
    client: Client, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    answers = [
        client.post("/sign-in/mail/", {"email": "x@example.org"}),
        client.post("/sign-in/mail/", {"email": "x@example.org"}),
    ]
    assert mailoutbox == [] and "has an account here" in answers[0].content.decode()


def test_signing_out_needs_a_post(alice: Client) -> None:
    assert alice.get("/sign-out/").status_code == 405


def test_signing_out_ends_the_session(alice: Client) -> None:
    alice.post("/sign-out/")
    assert "_auth_user_id" not in alice.session


@pytest.mark.parametrize("page", ["/account/", "/mail/"])
def test_pages_for_accounts_lead_to_signing_in(client: Client, cast: Cast, page: str) -> None:
    assert client.get(page).headers["Location"] == f"/sign-in/?next={page}"


def test_the_account_page_keeps_the_zone(alice: Client, cast: Cast) -> None:
    alice.post(
        "/account/", {"name": "Alice", "time_zone": "Asia/Tokyo", "send_from": "08:00", "send_until": "18:00"}
    )
    cast.alice.refresh_from_db()
    assert cast.alice.time_zone == "Asia/Tokyo"


def test_a_window_must_end_after_it_begins(alice: Client) -> None:
    answer = alice.post(
        "/account/", {"name": "A", "time_zone": "UTC", "send_from": "18:00", "send_until": "08:00"}
    )
    assert "write a later hour" in answer.content.decode()


def test_the_eleventh_try_within_a_quarter_of_an_hour_is_refused(client: Client, cast: Cast) -> None:
    tries = [
        client.post("/sign-in/", {"username": "alice@example.org", "password": "no"}).status_code
        for _ in range(11)
    ]
    assert tries == [200] * 10 + [429]


def test_a_refused_account_can_still_ask_for_a_link(
    client: Client, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    for _ in range(11):
        client.post("/sign-in/", {"username": "alice@example.org", "password": "no"})
    client.post("/sign-in/mail/", {"email": "alice@example.org"})
    assert len(mailoutbox) == 1


def test_links_are_not_mailed_without_end(client: Client, cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(5):
        client.post("/sign-in/mail/", {"email": "alice@example.org"})
    assert len(mailoutbox) == 3
