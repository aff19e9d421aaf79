"""Deadlines as an iCalendar file (RFC 5545), for calendars that fetch an address now and then.

A calendar lags and never replaces the mail; every entry says so. The UID is the deadline's
id and SEQUENCE its version less one, so that an entry moves instead of appearing twice.
What no longer stands is shown as cancelled for 90 days and then left out.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from icalendar import Calendar, Event, vDuration

from accounts.models import User
from accounts.querysets import Reader
from alerts.links import absolute
from disputes import words
from disputes.models import Deadline, DeadlineState
from disputes.models import Event as RecordedEvent
from history.models import Change

KEPT = timedelta(days=90)
REFRESH = timedelta(hours=1)
LAGS = "A calendar lags: the mail before the day and this address are what counts."
GONE = (DeadlineState.WITHDRAWN, DeadlineState.SUPERSEDED, DeadlineState.LAPSED, DeadlineState.WAIVED)


def followed_by(user: User) -> Q:
    """Return the condition for deadlines of disputes that `user` follows."""
    return Q(
        proceeding__dispute__subscriptions__recipient=user,
        proceeding__dispute__subscriptions__ended_at__isnull=True,
    )


def entries(user: Reader, now: datetime) -> QuerySet[Deadline]:
    """Return the deadlines `user` may see that belong into a calendar at `now`, by last moment, two queries in all.

    Each carries `changed_at`, the instant of its last change.
    """
    changes = Change.objects.filter(
        table=Deadline._meta.db_table, object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-id")
    announcements = RecordedEvent.objects.visible_to(user)
    return (
        Deadline.objects.visible_to(user)
        .annotate(
            changed_at=Subquery(changes.values("at")[:1]),
            announced_text=Subquery(announcements.filter(pk=OuterRef("announced_by")).values("text")[:1]),
        )
        .exclude(state__in=GONE, changed_at__lt=now - KEPT)
        .select_related("proceeding__dispute")
        .order_by("latest_at", "id")
    )


def calendar(deadlines: Iterable[Deadline], *, name: str) -> bytes:
    """Return the file; the same rows give the same bytes. Rows come from `entries`."""
    file = Calendar()
    file.add("prodid", "-//Demarche//Deadlines//EN")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    file.add("name", name)
    file.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", vDuration(REFRESH))
    for deadline in deadlines:
        file.add_component(_entry(deadline))
    written: bytes = file.to_ical()
    return written


def etag_of(body: bytes) -> str:
    """Return the tag of a file."""
    return hashlib.sha256(body).hexdigest()[:20]


def _entry(deadline: Deadline) -> Event:
    entry = Event()
    changed_at: datetime = deadline.changed_at  # type: ignore[attr-defined] # annotated by entries()
    entry.add("uid", f"{deadline.id}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}")
    entry.add("sequence", deadline.version - 1)
    entry.add("dtstamp", changed_at.astimezone(UTC))
    entry.add("last-modified", changed_at.astimezone(UTC))
    if deadline.due_time is None:
        entry.add("dtstart", deadline.due_on)
        entry.add("dtend", deadline.due_on + timedelta(days=1))
    else:
        entry.add("dtstart", deadline.latest_at.astimezone(UTC))
        entry.add("dtend", deadline.latest_at.astimezone(UTC))
    entry.add("summary", f"{deadline.title} · {deadline.proceeding.dispute.ref}")
    entry.add("description", "\n\n".join(_description(deadline)))
    entry.add("location", words.legal_place(deadline.legal_zone))
    entry.add("url", _page(deadline))
    entry.add("categories", [deadline.get_kind_display(), deadline.get_basis_display()])
    entry.add("status", _status(deadline))
    entry.add("transp", "TRANSPARENT")
    return entry


def _page(deadline: Deadline) -> str:
    return absolute(f"/deadlines/{deadline.ref}/")


def _description(deadline: Deadline) -> list[str]:
    due = words.due(deadline.due_on, deadline.due_time, deadline.legal_zone)
    settled = (
        "" if deadline.state == DeadlineState.OPEN else f" State: {deadline.get_state_display().lower()}."
    )
    said = [f"Due: {due}.{settled}"]
    if deadline.confidence == "unsure":
        said.append("Unverified.")
    announced_text: str | None = deadline.announced_text  # type: ignore[attr-defined] # annotated by entries()
    why = deadline.sentence or (f"Announced: {announced_text}" if announced_text else "Announced.")
    said.append(why)
    if deadline.unless:
        said.append(f"Unless: {deadline.unless}. Then: {deadline.then or deadline.consequence}")
    elif deadline.consequence:
        said.append(deadline.consequence)
    if deadline.citation and deadline.citation not in why:
        said.append(deadline.citation)
    return [*said, f"Why this day: {_page(deadline)}", LAGS]


def _status(deadline: Deadline) -> str:
    if deadline.state in GONE:
        return "CANCELLED"
    return "TENTATIVE" if deadline.state == DeadlineState.TENTATIVE else "CONFIRMED"
