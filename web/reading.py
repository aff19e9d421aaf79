"""What every page asks of a request: who reads, on whose clock, and which row."""

from typing import TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.models import User
from accounts.permissions import author_of
from accounts.querysets import is_uuid
from disputes.models import Recorded
from history import now
from history.authorship import Author

RowT = TypeVar("RowT", bound=Recorded)


def zone(request: HttpRequest) -> str:
    """Return the reader's time zone; UTC for those who are not signed in."""
    return request.user.time_zone if isinstance(request.user, User) else "UTC"


def signed_in(request: HttpRequest) -> User:
    """Return the reader of a page that asks for an account."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def author(request: HttpRequest) -> Author:
    """Return the signed-in reader as the author of a change."""
    return author_of(signed_in(request))


def one(rows: QuerySet[RowT], key: str) -> RowT:
    """Return the row with this ref or id, or raise Http404; `rows` must have come through the door."""
    unprintable = "\x00" in key  # PostgreSQL's text cannot hold it
    row = None if unprintable else rows.filter(**({"id": key} if is_uuid(key) else {"ref": key})).first()
    if row is None:
        raise Http404
    return row


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return a whole number of the query string, None where it is not given; raises Http404 on anything else."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Http404
    return int(text)


def site(request: HttpRequest) -> dict[str, object]:
    """Return what every template knows: the reader's zone and, on an instance that lives on another day, that day."""
    return {
        "reader_zone": zone(request),
        "lives_on": now.current().date() if settings.CLOCK_SHIFT else None,
        "public_read": settings.PUBLIC_READ,
    }
