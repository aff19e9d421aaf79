"""Errors: one shape, whatever goes wrong and wherever."""

from typing import Any

import pytest
from django.test import Client

from api import deadlines
from tests.api.conventions import body

pytestmark = pytest.mark.django_db
MEMBERS = {"type", "title", "status", "detail", "instance", "errors", "trace_id"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/", 404),
        ("get", "/api/v1/deadlines/", 404),
        ("post", "/api/v1/nothing", 404),
        ("delete", "/api/v1/deadlines", 405),
        ("put", "/api/v1/deadlines/x", 405),
        ("get", "/api/v1/deadlines?colour=blue", 400),
    ],
)
def test_every_error_is_a_problem(api: Client, method: str, path: str, status: int) -> None:
    response = getattr(api, method)(path)
    assert (response.status_code, response["Content-Type"], set(body(response)), body(response)["status"]) == (
        status, "application/problem+json", MEMBERS, status,
    )  # fmt: skip


def test_an_unknown_host_gets_a_problem(api: Client) -> None:
    response = api.get("/api/v1/deadlines", headers={"Host": "evil.example"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


def test_a_medium_we_do_not_speak_is_a_406(api: Client) -> None:
    assert api.get("/api/v1/deadlines", headers={"Accept": "text/html"}).status_code == 406


def test_a_failure_of_ours_says_nothing_but_its_trace(api: Client, monkeypatch: Any) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(deadlines.DeadlineList, "page", fail)
    response = api.get("/api/v1/deadlines")
    assert (response.status_code, b"secret" in response.content) == (500, False)


def test_the_trace_id_is_in_the_header_too(api: Client) -> None:
    response = api.get("/api/v1/nothing")
    assert response["Trace-Id"] == body(response)["trace_id"]
