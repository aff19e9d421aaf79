"""Servers, rounds and reports for the bench modules."""

import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg2

from config import embedded, processes

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Claim:
    """A ratio from one run: ours against the peer or limit, and the bound it must keep."""

    what: str
    ours: float
    peer: float
    unit: str
    ratio: float
    bound: float
    at_least: bool

    @property
    def holds(self) -> bool:
        """Return whether the ratio keeps the bound."""
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound


@dataclass(frozen=True)
class Place:
    """A fresh DEMARCHE_HOME and its PostgreSQL, whose own database is migrated and the pattern of all others."""

    home: Path
    postgres: embedded.Server

    def database(self, name: str) -> str:
        """Make a migrated, empty database and return its URL."""
        connection = psycopg2.connect(self._url("postgres"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE demarche")
        connection.close()
        return self._url(name)

    def env(self, url: str) -> dict[str, str]:
        """Return the environment of processes over that database."""
        return os.environ | {
            "DEMARCHE_HOME": str(self.home), "DATABASE_URL": url, "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }  # fmt: skip

    def manage(self, url: str, *words: str, given: str = "") -> str:
        """Run a command of `manage.py` over that database and return what it printed."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, env=self.env(url), input=given, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def _url(self, name: str) -> str:
        return f"{self.postgres.url.rpartition('/')[0]}/{name}"


@contextmanager
def state_folder() -> Iterator[Place]:
    """Yield a place with PostgreSQL and Valkey running; stop and remove them at the end."""
    home = Path(tempfile.mkdtemp(prefix="demarche-bench-"))
    servers = []
    try:
        servers = [embedded.start_postgres(home, ephemeral=True), embedded.start_valkey(home)]
        place = Place(home, servers[0])
        place.manage(servers[0].url, "migrate", "--verbosity", "0")
        yield place
    finally:
        for server in servers:
            embedded.stop(server)
        shutil.rmtree(home)


@contextmanager
def web_server(place: Place, database_url: str) -> Iterator[int]:
    """Yield the port of a gunicorn with one worker serving `bench.settings` over that database."""
    port = processes.free_port()
    env = place.env(database_url) | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    log = place.home / f"web-{port}.log"
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1",
        "--worker-class", "gthread", "--threads", "1", "--keep-alive", "60", "--no-control-socket",
    ]  # fmt: skip
    pid = processes.spawn(command, log, env)
    try:
        _wait_for(port, pid, log)
        yield port
    finally:
        processes.stop(pid, [signal.SIGTERM, signal.SIGKILL], seconds=5)


def _wait_for(port: int, pid: int, log: Path) -> None:
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and processes.running(pid):
        if processes.listens(port):
            return
        time.sleep(0.05)
    raise RuntimeError(f"The bench server did not start:\n{log.read_text()}")


class Client:
    """One keep-alive connection that asks for paths in turn."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = dict(headers)

    def get(self, path: str, expect: int = 200, extra: Mapping[str, str] | None = None) -> tuple[bytes, str]:
        """Return the body and ETag; raises RuntimeError on another status."""
        self.connection.request("GET", path, headers=self.headers | dict(extra or {}))
        response = self.connection.getresponse()
        body = response.read()
        if response.status != expect:
            raise RuntimeError(f"GET {path}: {response.status} instead of {expect}: {body[:300]!r}")
        return body, response.headers.get("ETag", "")


def interleaved(cases: Mapping[str, Sequence[Callable[[], object]]], rounds: int) -> dict[str, float]:
    """Run the cases in turn, round by round, and return the median seconds of one call of each."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, calls in cases.items():
            for call in calls:
                start = time.perf_counter()
                call()
                if number:  # the first round warms up
                    taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def rate_claim(what: str, ours: float, peer: float, bound: float) -> Claim:
    """Return the claim that ours makes at least `bound` times the peer's calls per second."""
    return Claim(what, 1 / ours, 1 / peer, "calls/s", peer / ours, bound, at_least=True)


def time_claim(what: str, ours: float, peer: float, bound: float) -> Claim:
    """Return the claim that one call of ours takes at most `bound` times the peer's."""
    return Claim(what, ours * 1000, peer * 1000, "ms", ours / peer, bound, at_least=False)


def report(name: str, claims: Sequence[Claim], *, quick: bool) -> bool:
    """Print the claims, write them to bench/results/NAME.json, and return whether all hold."""
    print(f"\n{name}{' (quick)' if quick else ''}")
    for claim in claims:
        sign = "≥" if claim.at_least else "≤"
        verdict = "holds" if claim.holds else "FALLS SHORT"
        print(
            f"  {claim.what}: ours {claim.ours:,.1f} {claim.unit}, against {claim.peer:,.1f};"
            f" ratio {claim.ratio:.2f} ({sign} {claim.bound}): {verdict}"
        )
    RESULTS.mkdir(exist_ok=True)
    rows = [asdict(claim) | {"holds": claim.holds} for claim in claims]
    (RESULTS / f"{name}.json").write_text(json.dumps({"quick": quick, "claims": rows}, indent=2) + "\n")
    return all(claim.holds for claim in claims)
