"""Keys made in Python, so that bulk_create knows them before the row exists."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a new UUIDv7 (time-ordered, RFC 9562)."""
    return uuid7()
