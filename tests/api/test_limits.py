"""Keys and rate limits."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import ApiKey
from tests.api.conftest import NOW, Case
from tests.api.conventions import body
from tests.factories import record

pytestmark = pytest.mark.django_db
BEFORE = NOW - timedelta(days=365)
URL = "/api/v1/deadlines"


@pytest.fixture
def two_a_minute(settings: Any) -> None:
    settings.API_LIMITS = {"anonymous": 2, "key": 3}


@pytest.fixture
def somewhere() -> dict[str, str]:
    """Return the address of a caller nobody else is."""
    return {"REMOTE_ADDR": f"10.9.{record.number() % 250}.{record.number() % 250}"}


def statuses(api: Client, times: int, where: dict[str, str], **headers: str) -> list[int]:
    with time_machine.travel(NOW, tick=False):
        return [api.get(URL, headers=headers, **where).status_code for _ in range(times)]  # type: ignore[arg-type]


def test_a_caller_is_stopped_after_its_share(api: Client, two_a_minute: None, somewhere: Any) -> None:
    assert statuses(api, 3, somewhere) == [200, 200, 429]


def test_the_next_minute_is_free_again(api: Client, two_a_minute: None, somewhere: Any) -> None:
    statuses(api, 3, somewhere)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert api.get(URL, **somewhere).status_code == 200


def test_a_refusal_says_when(api: Client, two_a_minute: None, somewhere: Any) -> None:
    statuses(api, 2, somewhere)
    with time_machine.travel(NOW + timedelta(seconds=20), tick=False):
        response = api.get(URL, **somewhere)
    assert (response["Retry-After"], response["Content-Type"]) == ("40", "application/problem+json")


def test_what_is_left_is_in_the_headers(api: Client, two_a_minute: None, somewhere: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        response = api.get(URL, **somewhere)
    assert (response["RateLimit-Policy"], response["RateLimit"]) == (
        '"anonymous";q=2;w=60',
        '"anonymous";r=1;t=60',
    )


def test_a_key_has_its_own_share(api: Client, two_a_minute: None, somewhere: Any, make_key: Any) -> None:
    statuses(api, 2, somewhere)
    assert statuses(api, 4, somewhere, **make_key()) == [200, 200, 200, 429]


def test_a_304_is_free(api: Client, two_a_minute: None, somewhere: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        etag = api.get(URL, **somewhere)["ETag"]
    assert statuses(api, 5, somewhere, **{"If-None-Match": etag}) == [304] * 5


def test_a_wrong_key_is_counted_by_address(api: Client, two_a_minute: None, somewhere: Any) -> None:
    wrong = {"Authorization": "Bearer dmk_000000000000_wrong"}
    assert statuses(api, 3, somewhere, **wrong) == [401, 401, 429]


def test_a_proxy_of_ours_names_the_caller(
    api: Client, two_a_minute: None, somewhere: Any, settings: Any
) -> None:
    settings.API_TRUSTED_PROXIES = 1
    statuses(api, 2, somewhere, **{"X-Forwarded-For": f"1.1.1.1, 10.8.0.{record.number() % 250}"})
    assert statuses(api, 1, somewhere, **{"X-Forwarded-For": "1.1.1.1, 10.7.0.1"}) == [200]


def test_without_valkey_nobody_is_stopped(
    api: Client, two_a_minute: None, settings: Any, caplog: Any
) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    assert (statuses(api, 3, {}), "rate limits are off" in caplog.text) == ([200] * 3, True)


@pytest.mark.parametrize(
    "header",
    [
        "Bearer x",
        "Bearer dmk_",
        "Bearer dmk_abc_def",
        "Basic dXNlcjpwYXNz",
        "Bearer",
        "Bearer dmk_é_ü",
        "Bearer dmk_\x00_a",
    ],
)
def test_a_wrong_key_is_a_401(api: Client, db: None, header: str) -> None:
    response = api.get(URL, headers={"Authorization": header})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="demarche"')


@pytest.mark.parametrize("change", [{"revoked_at": BEFORE}, {"expires_at": BEFORE}])
def test_a_dead_key_is_a_401(api: Client, make_key: Any, change: dict[str, Any]) -> None:
    headers = make_key()
    ApiKey.objects.update(**change)
    assert api.get(URL, headers=headers).status_code == 401


def test_a_key_needs_the_scope_to_read(api: Client, make_key: Any) -> None:
    response = api.get(URL, headers=make_key(scopes=("write",)))
    assert (response.status_code, body(response)["type"]) == (403, "urn:demarche:problem:scope")


def test_me_says_who_calls(api: Client, make_key: Any, case: Case) -> None:
    me = body(api.get("/api/v1/me", headers=make_key(scopes=("read",))))
    assert (me["user"]["name"], me["key"]["scopes"]) == ("Ann Alyst", ["read"])


def test_me_knows_nobody(api: Client, db: None) -> None:
    assert body(api.get("/api/v1/me")) == {"user": None, "key": None}


def test_status_tells_the_time_of_the_product(api: Client, db: None) -> None:
    with time_machine.travel(NOW, tick=False):
        assert body(api.get("/api/v1/status"))["now"] == "2026-11-24T12:00:00Z"
