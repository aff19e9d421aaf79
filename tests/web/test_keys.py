"""API keys on their page."""

from django.test import Client

from accounts.actions import create_key
from accounts.models import ApiKey
from tests.factories import record
from tests.web.cast import Cast

PAGE = "/account/keys/"


def key_of(cast: Cast) -> ApiKey:
    key, _ = create_key(user=cast.alice, name="nightly", scopes=["read"], now=record.NOW)
    return key


def test_a_key_is_shown_when_made(alice: Client) -> None:
    page = alice.post(PAGE, {"name": "nightly export"}).content.decode()
    assert f"dmk_{ApiKey.objects.get().prefix}_" in page


def test_a_key_is_never_shown_again(alice: Client) -> None:
    alice.post(PAGE, {"name": "nightly export"})
    assert f"dmk_{ApiKey.objects.get().prefix}_" not in alice.get(PAGE).content.decode()


def test_a_key_only_reads_unless_asked_for_more(alice: Client) -> None:
    alice.post(PAGE, {"name": "nightly export"})
    assert ApiKey.objects.get().scopes == ["read"]


def test_a_key_lives_through_its_last_day(alice: Client) -> None:
    alice.post(PAGE, {"name": "nightly", "write": "on", "ends_on": "1995-02-04"})
    key = ApiKey.objects.get()
    assert f"{key.expires_at:%Y-%m-%d %H:%M}" == "1995-02-05 00:00"


def test_a_last_day_in_the_past_is_refused(alice: Client) -> None:
    assert "That day is over" in alice.post(PAGE, {"name": "n", "ends_on": "1995-01-01"}).content.decode()


def test_rotating_ends_the_old_key(alice: Client, cast: Cast) -> None:
    old = key_of(cast)
    alice.post(f"{PAGE}{old.prefix}/rotate/")
    assert [key.revoked_at is None for key in ApiKey.objects.order_by("created_at")] == [False, True]


def test_a_revoked_key_does_not_come_back(alice: Client, cast: Cast) -> None:
    old = key_of(cast)
    alice.post(f"{PAGE}{old.prefix}/revoke/")
    answer = alice.post(f"{PAGE}{old.prefix}/rotate/", follow=True)
    assert "revoked or expired" in answer.content.decode()


def test_somebody_elses_key_is_not_there(bob: Client, cast: Cast) -> None:
    assert bob.post(f"{PAGE}{key_of(cast).prefix}/revoke/").status_code == 404


def test_the_page_is_not_kept_by_the_browser(alice: Client) -> None:
    assert "no-store" in alice.get(PAGE).headers["Cache-Control"]
