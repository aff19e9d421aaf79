"""The whole product from one command: up, healthy, stopped, and up again after the worst."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import processes

MANAGE = Path(__file__).parents[2] / "manage.py"
OURS = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
CLEAN = {name: value for name, value in os.environ.items() if name not in OURS}


class Run:
    """One `manage.py up` in a folder of its own."""

    def __init__(self, home: Path, *words: str, **env: str) -> None:
        self.port = processes.free_port()
        mine = {"DEMARCHE_HOME": str(home), "PORT": str(self.port)}
        command = [sys.executable, str(MANAGE), "up", *words]
        self.process = subprocess.Popen(
            command, env=CLEAN | mine | env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def address(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().split()[-1]

    def health(self) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def becomes_healthy(self, seconds: float) -> bool:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            if self.health()[0] == 200:
                return True
            time.sleep(0.2)
        return False


def alive(home: Path) -> dict[int, str]:
    """The processes that live for this state folder, with their commands."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text().replace("\0", " ")
            about = command + (process / "environ").read_text(errors="replace")
        except OSError:
            continue
        if str(home) in about:
            found[int(process.name)] = command
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    private = tmp_path_factory.mktemp("private")
    private.chmod(0o700)
    return private / "state"


def finish(run: Run) -> int:
    """End the run if it has not ended, and return its exit status."""
    if run.process.poll() is None:
        run.process.terminate()
    return run.process.wait(timeout=15)


@pytest.fixture
def run(home: Path) -> Iterator[Run]:
    started = Run(home)
    yield started
    finish(started)


def test_up_becomes_healthy_and_stops_without_a_trace(run: Run, home: Path) -> None:
    assert run.address() == f"http://127.0.0.1:{run.port}"
    assert run.becomes_healthy(15), run.health()
    asked = time.monotonic()

    assert finish(run) == 0
    assert time.monotonic() - asked < 10
    assert alive(home) == {}


def test_manage_py_finds_the_running_servers(run: Run, home: Path) -> None:
    run.address()
    command = [sys.executable, str(MANAGE), "migrate", "--check"]

    assert subprocess.run(command, env=CLEAN | {"DEMARCHE_HOME": str(home)}, check=False).returncode == 0


def test_when_a_child_dies_everything_stops_with_a_sentence(run: Run, home: Path) -> None:
    run.address()
    beat = next(pid for pid, command in alive(home).items() if "run beat" in command)
    os.kill(beat, signal.SIGKILL)
    said = run.process.communicate(timeout=15)[1]

    assert "beat died, so everything was stopped" in said
    assert alive(home) == {}


def test_up_starts_again_after_kill_9_on_everything(run: Run, home: Path) -> None:
    run.address()
    for pid in alive(home):
        os.kill(pid, signal.SIGKILL)
    run.process.wait(timeout=15)
    again = Run(home)

    assert again.address() == f"http://127.0.0.1:{again.port}"
    assert finish(again) == 0


def test_servers_named_in_the_environment_replace_the_embedded_ones(home: Path, tmp_path: Path) -> None:
    ours = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    run = Run(tmp_path, STATIC_ROOT=str(home / "static"), **ours)
    try:
        assert run.address() == f"http://127.0.0.1:{run.port}"
        assert not any("bin/postgres" in command for command in alive(tmp_path).values())
    finally:
        finish(run)


def test_a_state_folder_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    stopped = Run(tmp_path / "file" / "state").process
    said = stopped.communicate(timeout=60)[1]
    assert (stopped.returncode, "set DEMARCHE_HOME" in said, "Traceback" in said) == (1, True, False)
