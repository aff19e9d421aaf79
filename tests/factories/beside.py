"""Two writers at once: one over a connection of its own, started while the other is in its transaction."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection


class Beside:
    """`act` in a thread of its own; made once it waits for a lock, or is done."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._found: list[Any] = []
        self._thread = threading.Thread(target=self._run, args=(act,))
        self._thread.start()
        until = time.monotonic() + 5
        while self._thread.is_alive() and not _somebody_waits() and time.monotonic() < until:
            time.sleep(0.02)

    def _run(self, act: Callable[[], Any]) -> None:
        try:
            self._found.append(act())
        except Exception as error:  # noqa: BLE001 - told by `result`
            self._found.append(error)
        finally:
            connection.close()

    def result(self) -> Any:
        """Return what `act` returned, or the exception it raised."""
        self._thread.join(10)
        return self._found[0]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        row: tuple[int] = cursor.fetchone()
        return row[0] > 0
