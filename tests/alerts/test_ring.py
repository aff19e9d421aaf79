"""The doorbell when nobody answers the door: beat rings again, so the request goes on."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

RING = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from alerts.tasks import ring_soon
from django.db import transaction
transaction.on_commit = lambda call: call()
ring_soon()
print("went on")
"""


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def ring_with(port: int, home: Path) -> str:
    """Return what a process of its own says that rings with its broker at `port`."""
    place = {
        "DEMARCHE_HOME": str(home),
        "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    }
    ran = subprocess.run(
        [sys.executable, "-c", RING],
        env=os.environ | place,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return ran.stdout.strip()


def test_broker_that_is_down_stops_no_request(tmp_path: Path) -> None:
    assert ring_with(1, tmp_path) == "went on"


def test_broker_that_never_answers_stops_no_request(tmp_path: Path, silent: int) -> None:
    assert ring_with(silent, tmp_path) == "went on"
