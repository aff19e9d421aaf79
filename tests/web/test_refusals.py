"""What people see when something is not there, not allowed or broken."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests.web.cast import Case


def test_an_unknown_address_leads_on(client: Client, db: None) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404 and "No such page" in answer.content.decode()


def test_a_refused_reader_is_told_so(bob: Client, case: Case) -> None:
    assert "Not allowed" in bob.get("/disputes/us-cn-ipr/events/new/").content.decode()


def test_a_form_without_its_token_says_what_to_do(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/sign-in/", {"username": "a@example.org", "password": "x"}
    )
    assert answer.status_code == 403 and "This form has expired" in answer.content.decode()


def test_a_request_for_another_host_is_refused_in_bare_words(client: Client, db: None) -> None:
    answer = client.get("/disputes/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400 and "Bad Request" in answer.content.decode()


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/")


def test_a_broken_page_needs_nothing_to_be_shown(request_: HttpRequest) -> None:
    assert "Nothing of what you sent was saved in part" in server_error(request_).content.decode()
