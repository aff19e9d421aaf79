"""The embedded servers: start, find, take over, survive kill -9, leave the folder's mode alone."""

import os
import shutil
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from config import embedded, processes


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    private = tmp_path / "private home" / "state"
    private.mkdir(parents=True)
    private.parent.chmod(0o700)
    yield private
    for server in (embedded.find_postgres(private), embedded.find_valkey(private)):
        if server:
            embedded.stop(server)
    if (private / "postgres.place").exists():
        shutil.rmtree((private / "postgres.place").read_text())


def ask(server: embedded.Server, sql: str) -> object:
    connection = psycopg2.connect(server.url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            row = cursor.fetchone()
            return row[0] if row else None
    finally:
        connection.close()


def test_postgres_18_listens_on_tcp_only(home: Path) -> None:
    server = embedded.start_postgres(home, ephemeral=True)

    assert str(ask(server, "SHOW server_version")).startswith("18.")
    assert ask(server, "SHOW unix_socket_directories") == ""


def test_postgres_refuses_a_wrong_password(home: Path) -> None:
    server = embedded.start_postgres(home, ephemeral=True)

    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(host="127.0.0.1", port=server.port, user="demarche", password="guess")


def test_secrets_are_readable_by_the_owner_only(home: Path) -> None:
    embedded.start_postgres(home, ephemeral=True)
    embedded.start_valkey(home)

    secret_files = [home / "postgres.password", home / "valkey/valkey.conf"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in secret_files] == [0o600, 0o600]


def test_a_second_start_takes_over_the_running_server(home: Path) -> None:
    first = embedded.start_postgres(home, ephemeral=True)

    assert embedded.start_postgres(home, ephemeral=True) == first


def test_postgres_comes_back_with_its_rows_after_kill_9(home: Path) -> None:
    server = embedded.start_postgres(home)
    ask(server, "CREATE TABLE kept AS SELECT 1994 AS year; SELECT 1")
    os.kill(server.pid, signal.SIGKILL)  # left unreaped: a zombie, as after a killed parent

    assert ask(embedded.start_postgres(home), "SELECT year FROM kept") == 1994


def test_postgres_starts_when_its_old_number_belongs_to_a_stranger(home: Path) -> None:
    embedded.stop(embedded.start_postgres(home, ephemeral=True))
    (home / "postgres/postmaster.pid").write_text(f"{os.getppid()}\n{home / 'postgres'}\n0\n1\n\n127.0.0.1\n")

    assert ask(embedded.start_postgres(home, ephemeral=True), "SELECT 1") == 1


def test_a_killed_initdb_leaves_no_half_cluster(home: Path) -> None:
    (home / "postgres.new").mkdir()
    (home / "postgres.new/PG_VERSION").write_text("18\n")

    assert ask(embedded.start_postgres(home, ephemeral=True), "SELECT 1") == 1


def test_valkey_keeps_what_it_held_over_a_stop(home: Path) -> None:
    server = embedded.start_valkey(home)
    redis.Redis.from_url(server.url).set("queued", "1")
    embedded.stop(server)

    assert redis.Redis.from_url(embedded.start_valkey(home).url).get("queued") == b"1"


def test_valkey_refuses_without_the_password(home: Path) -> None:
    server = embedded.start_valkey(home)

    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=server.port, retry=embedded.NO_RETRY).ping()


def test_valkey_starts_again_after_kill_9(home: Path) -> None:
    os.kill(embedded.start_valkey(home).pid, signal.SIGKILL)

    assert processes.running(embedded.start_valkey(home).pid)


def test_nothing_is_found_where_a_stale_file_names_a_closed_port(home: Path) -> None:
    server = embedded.start_postgres(home, ephemeral=True)
    lock = (home / "postgres/postmaster.pid").read_text()
    embedded.stop(server)
    (home / "postgres/postmaster.pid").write_text(lock)

    assert embedded.find_postgres(home) is None


def test_the_private_folder_keeps_its_mode_and_owner(home: Path) -> None:
    before = home.parent.stat()
    embedded.start_postgres(home, ephemeral=True)

    after = home.parent.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_a_lost_password_is_one_clear_sentence(home: Path) -> None:
    embedded.stop(embedded.start_postgres(home, ephemeral=True))
    (home / "postgres.password").unlink()

    with pytest.raises(embedded.EmbeddedError, match="put it back"):
        embedded.start_postgres(home, ephemeral=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to drop its rights")
def test_root_without_namespaces_falls_back_to_another_account(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = tmp_path / "unshare"
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert ask(embedded.start_postgres(home, ephemeral=True), "SELECT 1") == 1


def test_a_path_that_initdb_cannot_take_is_said_in_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_package", lambda name: Path('/a "place"') / name)
    with pytest.raises(embedded.EmbeddedError, match="move Demarche to a plainer path"):
        embedded.start_postgres(home)
