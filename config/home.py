"""What the state folder (`DEMARCHE_HOME`) supplies when the environment does not."""

import contextlib
import os
import secrets
from pathlib import Path

from config import embedded, processes

# libpq reports this "service" by name when asked to connect: the error says what to do.
NO_DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "",
    "OPTIONS": {"service": "(no database runs: start script/server, or set DATABASE_URL)"},
}
NO_VALKEY = "redis://no-valkey-runs.start-script-server-or-set-REDIS_URL.invalid:6379/0"


def database_url(home: Path) -> str | None:
    """The URL of the embedded PostgreSQL that runs for this folder, or None."""
    server = embedded.find_postgres(home)
    return server.url if server else None


def redis_url(home: Path) -> str:
    """The URL of the embedded Valkey that runs for this folder, or one that names what is missing."""
    server = embedded.find_valkey(home)
    return server.url if server else NO_VALKEY


def secret_key(home: Path) -> str:
    """The folder's own secret key (development only), made on first use and kept in a 0600 file."""
    path = processes.private_folder(home) / "secret.key"
    if not path.exists():
        draft = path.with_name(f"secret.key.{os.getpid()}")
        processes.write_private(draft, secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # several processes start at once: the first wins
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
