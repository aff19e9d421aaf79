"""`/healthz` is green only when every part shows signs of life."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from config.celery import app
from config.tasks import record_heartbeat
from web import heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_heartbeats() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_all_parts_alive_is_200(client: Client) -> None:
    heartbeat.record("beat")
    heartbeat.record("worker")

    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_a_silent_part_is_503(client: Client, part: heartbeat.Part) -> None:
    heartbeat.record("beat" if part == "worker" else "worker")
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()[part]) == (503, False)


def test_an_old_heartbeat_is_503(client: Client) -> None:
    heartbeat.record("worker")
    cache.set("heartbeat:beat", time.time() - heartbeat.STALE_AFTER_SECONDS - 1)

    assert client.get("/healthz").json()["beat"] is False


def test_a_broker_that_is_away_is_503_and_not_an_error(client: Client, settings: Settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["broker"]) == (503, False)


def test_the_answer_is_not_cached(client: Client) -> None:
    assert "no-store" in client.get("/healthz")["Cache-Control"]


def test_the_workers_task_is_its_heartbeat() -> None:
    record_heartbeat.run()

    assert heartbeat.age("worker") is not None


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert scheduled <= set(app.tasks)
