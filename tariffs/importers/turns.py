"""One import after the other, where two at once would write the same rows."""

from collections.abc import Iterable

from django.db import connection


def wait_for(names: Iterable[str]) -> None:
    """Hold these names until the transaction ends: another import that names one of them waits, also of new rows."""
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
