"""What the state folder (`DEMARCHE_HOME`) supplies when the environment does not."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import embedded, processes

# libpq reports this "service" by name when asked to connect: the error says what to do.
NO_DATABASE: dict[str, Any] = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "",
    "OPTIONS": {"service": "(no database runs: start script/server, or set DATABASE_URL)"},
}
NO_VALKEY = "redis://no-valkey-runs.start-script-server-or-set-REDIS_URL.invalid:6379/0"


def database_url(home: Path) -> str:
    """The URL of the embedded PostgreSQL that runs for this folder, or an empty text."""
    server = embedded.find_postgres(home)
    return server.url if server else ""


def redis_url(home: Path) -> str:
    """The URL of the embedded Valkey that runs for this folder, or an empty text."""
    server = embedded.find_valkey(home)
    return server.url if server else ""


def clock_shift(home: Path) -> float:
    """Seconds by which this folder's product lives on another day; 0.0 without `--today`."""
    path = home / "clock-shift"
    return float(path.read_text()) if path.exists() else 0.0


def save_clock_shift(home: Path, seconds: float) -> None:
    """Let every process of this folder live `seconds` ahead of (or behind) the machine's clock."""
    processes.write_private(processes.private_folder(home) / "clock-shift", f"{seconds}\n")


def secret_key(home: Path) -> str:
    """The folder's own secret key (development only), made on first use and kept in a 0600 file.

    Raises ImproperlyConfigured where the folder cannot be used.
    """
    try:
        path = processes.private_folder(home) / "secret.key"
        if not path.exists():
            draft = path.with_name(f"secret.key.{os.getpid()}")
            processes.write_private(draft, secrets.token_urlsafe(48))
            with contextlib.suppress(FileExistsError):  # several processes start at once: the first wins
                os.link(draft, path)
            draft.unlink()
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The state folder {home} cannot be used ({error.strerror}): set DEMARCHE_HOME to one you may write to."
        ) from error
