"""The whole product on one machine: the servers it needs, web, worker and beat, and their end."""

import fcntl
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from config import embedded, processes

STOP_SECONDS = 5.0
PORT_SECONDS = 4.0  # the processes of a killed predecessor need a moment to notice
READY_SECONDS = 60.0


class ProductError(Exception):
    """The product cannot run, or went on no longer; the message is one sentence with the fix."""


class Product:
    """What was started for one state folder. Call `start`, then `watch`, and `stop` in any case."""

    def __init__(self, home: Path, host: str, port: int, env: Mapping[str, str]) -> None:
        self.home = processes.private_folder(home)
        processes.private_folder(home / "logs")
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to look, not where to listen
        self.address = (everywhere.get(host, host), port)
        self.env = {**env, "DEMARCHE_HOME": str(home)}
        self.children: dict[str, int] = {}
        self.servers: list[embedded.Server] = []
        self.stopping = False

    def heed_signals(self) -> None:
        """Let Ctrl-C and the polite signals end `watch` and every wait."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)

    def lock(self) -> None:
        """Take the state folder; raise ProductError when another product runs on it."""
        self._lock = (self.home / "up.lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ProductError(
                f"Demarche runs on {self.home} already: stop it, or set DEMARCHE_HOME."
            ) from None

    def wait_for_port(self) -> None:
        """Return when our port is free; raise ProductError when another program keeps it."""
        host, port = self.address
        give_up = time.monotonic() + PORT_SECONDS
        while processes.listens(port, host) and not self.stopping:
            if time.monotonic() > give_up:
                raise ProductError(f"Port {port} of {host} is taken: stop that program, or set PORT.")
            time.sleep(0.2)

    def start_servers(self, *, postgres: bool, valkey: bool) -> None:
        """Start the embedded servers that nothing replaces."""
        if postgres:
            self.servers.append(embedded.start_postgres(self.home))
        if valkey:
            self.servers.append(embedded.start_valkey(self.home))

    def finish(self, *command: str) -> str:
        """Run a command of `manage.py` to its end and return what it printed."""
        log = self.home / f"logs/{command[0]}.log"
        with log.open("w") as errors:
            child = subprocess.Popen(
                self._manage(*command),
                env=self.env,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
        while child.poll() is None and not self.stopping:
            time.sleep(0.02)
        if self.stopping:
            child.kill()
        printed, _ = child.communicate()
        if child.returncode and not self.stopping:
            raise ProductError(f"`{command[0]}` failed ({log}):\n{_end(log, lines=4)}")
        return printed

    def start(self, name: str) -> None:
        """Start web, worker or beat; it ends when we do, even when we are killed."""
        command = self._manage("run", name, f"--with-parent={os.getpid()}")
        self.children[name] = processes.spawn(command, self.home / f"logs/{name}.log", self.env)

    def wait_for_web(self) -> None:
        """Return when the site answers; raise ProductError when it does not come up."""
        give_up = time.monotonic() + READY_SECONDS
        while not self.stopping and not self._answers():
            self.check()
            if time.monotonic() > give_up:
                raise ProductError(f"The site does not answer; see {self.home}/logs/web.log.")
            time.sleep(0.05)

    def watch(self) -> None:
        """Return when asked to stop; raise ProductError when a part dies."""
        while not self.stopping:
            self.check()
            time.sleep(0.25)

    def check(self) -> None:
        """Raise ProductError naming the first part that is gone."""
        parts = [*self.children.items(), *((server.name, server.pid) for server in self.servers)]
        for name, pid in parts:
            if not processes.running(pid) and not self.stopping:
                log = self.home / f"logs/{name}.log"
                raise ProductError(f"{name} died, so everything was stopped: {_end(log)} ({log}).")

    def stop(self) -> None:
        """Stop everything and wait for its end: at most ten seconds, and nothing stays."""
        self.stopping = True
        processes.stop_all(list(self.children.values()), STOP_SECONDS)
        for server in self.servers:
            embedded.stop(server)

    def _ask_to_stop(self, *_: object) -> None:
        self.stopping = True

    def _manage(self, *words: str) -> Sequence[str]:
        return [sys.executable, str(Path(__file__).parent.parent / "manage.py"), *words]

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(*self.address, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return bool(connection.getresponse().status)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _end(log: Path, lines: int = 1) -> str:
    said = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return "\n".join(said[-lines:]) or "it said nothing"
