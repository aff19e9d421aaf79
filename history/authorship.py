"""Who writes, and why: the facts every tracked change must carry.

The database reads them from transaction-local settings and refuses a tracked
write without them, so a forgotten author is an error, also from psql.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from history.models import Reason

_READ = (
    "SELECT coalesce(current_setting('demarche.' || name, true), '')"
    " FROM unnest(ARRAY['actor_id', 'actor_name', 'reason', 'words']) WITH ORDINALITY AS s(name, n) ORDER BY n"
)
_SET = (
    "SELECT set_config('demarche.actor_id', %s, true), set_config('demarche.actor_name', %s, true),"
    " set_config('demarche.reason', %s, true), set_config('demarche.words', %s, true)"
)


@dataclass(frozen=True, slots=True)
class Author:
    """The person, key or process that writes; kept as text so that history needs no user table."""

    id: str
    name: str


@contextmanager
def authored(by: Author, reason: Reason, words: str = "") -> Iterator[None]:
    """Open a transaction whose tracked writes are recorded as `by`, for `reason`, in `words`.

    Raises ValueError when the author is empty. Nested calls join the outer
    transaction and give the author back when they end.
    """
    if not by.id.strip() or not by.name.strip():
        raise ValueError("authored(): the author needs an id and a name.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_READ)
            outer = [value for (value,) in cursor.fetchall()]
            cursor.execute(_SET, [by.id, by.name, reason.value, words])
        yield
        with connection.cursor() as cursor:
            cursor.execute(_SET, outer)
