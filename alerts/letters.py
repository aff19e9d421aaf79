"""The reminder: the subject says it all, the first lines say what, when, who and what then."""

from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from alerts import links
from alerts.models import Delivery
from disputes import words
from disputes.models import Actor, Deadline, DeadlineKind, DeadlineState, Event

SOON = timedelta(days=14)


def reminder(row: Delivery, *, message_id: str, thread: str, now: datetime) -> EmailMultiAlternatives:
    """Return the mail of a reminder; `message_id` and `thread` are its identity."""
    context = facts(row, now=now)
    dispute = row.deadline.proceeding.dispute
    subject = " ".join(render_to_string("emails/reminder/subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("emails/reminder/body.txt", context),
        to=[row.recipient.email],
        headers={
            "Message-ID": message_id,
            "References": thread,
            "List-Id": f"Deadlines of {dispute.ref} <{dispute.ref}.demarche>",
            "List-Unsubscribe": f"<{context['unsubscribe_url']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("emails/reminder/body.html", context), "text/html")
    return message


def facts(row: Delivery, *, now: datetime) -> dict[str, Any]:
    """Return what the templates say, in words; the hour only where the law or the notice gives one.

    An actor or an announcement that the reader may not see is left out, as on the deadline's page.
    """
    deadline, zone = row.deadline, row.recipient.time_zone
    days = words.days_until(deadline.due_on, now, deadline.legal_zone)
    return {
        "deadline": deadline,
        "dispute": deadline.proceeding.dispute,
        "due_short": f"{deadline.due_on:%a} {deadline.due_on.day} {deadline.due_on:%b}",
        "place": words.legal_place(deadline.legal_zone),
        "due": f"{deadline.due_on:%A} {words.due(deadline.due_on, deadline.due_time, deadline.legal_zone)}",
        "reader_time": words.here(deadline.latest_at, zone),
        "days": words.days_left(days),
        "days_short": words.days_left(days).removesuffix(" left"),
        "responsible": _seen_actor(row),
        "is_ultimatum": deadline.kind == DeadlineKind.ULTIMATUM,
        "why": deadline.sentence or _announced(row),
        "note": row.subscription.note,
        "others": _others(row, now),
        "proof_url": links.absolute(f"/deadlines/{deadline.ref}/"),
        "dispute_url": links.absolute(f"/disputes/{deadline.proceeding.dispute.ref}/"),
        "unsubscribe_url": links.absolute(links.unsubscribe_path(row.subscription_id)),
    }


def _seen_actor(row: Delivery) -> Actor | None:
    return Actor.objects.visible_to(row.recipient).filter(pk__in=[row.deadline.responsible_id]).first()


def _announced(row: Delivery) -> str:
    event = Event.objects.visible_to(row.recipient).filter(pk__in=[row.deadline.announced_by_id]).first()
    return f"Announced on {words.day(event.on)}; no law sets this day." if event else ""


def _others(row: Delivery, now: datetime) -> list[dict[str, str]]:
    """Return the other open deadlines of the dispute that fall within fourteen days."""
    rows = (
        Deadline.objects.visible_to(row.recipient)
        .filter(
            proceeding__dispute=row.deadline.proceeding.dispute,
            state=DeadlineState.OPEN,
            latest_at__gt=now,
            latest_at__lte=now + SOON,
        )
        .exclude(pk=row.deadline_id)
        .order_by("latest_at", "id")
    )
    return [{"title": d.title, "due": words.due(d.due_on, d.due_time, d.legal_zone)} for d in rows[:20]]
