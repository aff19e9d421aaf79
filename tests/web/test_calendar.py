"""The reader's calendar address on its page."""

from django.test import Client

PAGE = "/account/calendar/"


def test_an_address_is_shown_when_made(alice: Client) -> None:
    assert "/calendar/" in alice.post(PAGE).content.decode().partition("Your calendar address")[2]


def test_an_address_is_never_shown_again(alice: Client) -> None:
    alice.post(PAGE)
    assert ".ics" not in alice.get(PAGE).content.decode()


def test_an_ended_address_opens_nothing(alice: Client, client: Client) -> None:
    secret = alice.post(PAGE).content.decode().rpartition(".ics")[0].rpartition("/")[2]
    alice.post("/account/calendar/end/")
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_strangers_have_no_calendar(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
