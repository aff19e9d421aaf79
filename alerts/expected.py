"""The expected set: which reminders should exist. The plan, the check before sending and health are this query.

A lead time counts back from `latest_at` in whole days of 24 hours; offset 0 is
the start of the reader's window on the day itself, or on the last day before on
which that is in time (their morning may come after an early hour, or after the
whole day at a place far to the east). Outside the reader's window a
reminder waits for its next opening, but a loud one never past 24 hours before
the last moment. What comes too late for its lead time, because the reader began
to follow or the event was recorded after it, counts from then, and waits for the
window as well, all such lead times as one. Of the offsets already reached only
the latest is expected, so that whoever follows late, or a system that slept,
sends one "N days left".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.querysets import RESTRICTED_ROLES
from alerts.loudness import Loudness, kinds

_SEEN = """(r.is_superuser OR {row}.visibility = 'public' OR EXISTS (
        SELECT 1 FROM accounts_teammember m WHERE m.user_id = r.id AND m.team_id = {row}.team_id
        AND ({row}.visibility = 'internal'
             OR ({row}.visibility = 'restricted' AND m.role = ANY(%(restricted)s)))))"""

# Only the two constants above and below are put together here; every value is a parameter.
EXPECTED = f"""
WITH pairs AS (
    SELECT s.id AS subscription_id, s.created_at AS since, r.id AS recipient_id, d.id AS deadline_id, d.due_on,
           o.days AS "offset", d.latest_at, d.kind = ANY(%(loud)s) AS loud, r.time_zone AS zone, r.send_from,
           r.send_until,
           greatest(CASE WHEN s.created_at <= %(now)s THEN s.created_at END,
                    CASE WHEN e.recorded_at <= %(now)s THEN e.recorded_at END) AS known,
           CASE WHEN o.days = 0 THEN (
                    SELECT max(m) FROM generate_series(0, 2) AS back,
                        LATERAL alerts_local_instant(d.due_on - back + r.send_from, r.time_zone) AS m
                    WHERE m < d.latest_at)
                ELSE d.latest_at - make_interval(hours => 24 * o.days) END AS lead
    FROM alerts_subscription s
    JOIN accounts_user r ON r.id = s.recipient_id AND r.is_active
    JOIN disputes_dispute x ON x.id = s.dispute_id
    JOIN disputes_proceeding p ON p.dispute_id = x.id
    JOIN disputes_deadline d ON d.proceeding_id = p.id
    LEFT JOIN disputes_event e ON e.id = coalesce(d.anchor_id, d.announced_by_id)
    CROSS JOIN LATERAL unnest(s.offsets) AS o(days)
    WHERE s.ended_at IS NULL AND d.state = 'open' AND d.latest_at > %(now)s
      AND (d.kind = ANY(%(loud)s) OR d.kind = ANY(%(normal)s))
      -- Spares the far future: nothing is sent before its nominal time, at most three days before this.
      AND d.latest_at - make_interval(hours => 24 * o.days) <= %(until)s + interval '3 days'
      AND NOT coalesce(e.historical AND d.latest_at < e.recorded_at, false)
      AND (%(deadline)s::uuid IS NULL OR d.id = %(deadline)s::uuid)
      AND (%(recipient)s::uuid IS NULL OR r.id = %(recipient)s::uuid)
      AND {_SEEN.format(row="x")} AND {_SEEN.format(row="p")} AND {_SEEN.format(row="d")}
), known AS (
    SELECT *, greatest(lead, known) AS nominal FROM pairs WHERE lead < latest_at AND lead <= %(until)s
), held AS (
    SELECT *, alerts_in_window(nominal, zone, send_from, send_until) AS opens FROM known
), timed AS (
    SELECT *, CASE WHEN loud THEN greatest(nominal, least(opens, latest_at - interval '24 hours'))
                   WHEN opens < latest_at THEN opens ELSE nominal END AS send_at
    FROM held
), apart AS (
    SELECT DISTINCT ON (recipient_id, deadline_id, send_at, own) * FROM (
        SELECT *, CASE WHEN known > lead THEN NULL ELSE "offset" END AS own FROM timed) AS late_as_one
    ORDER BY recipient_id, deadline_id, send_at, own, "offset", subscription_id
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY recipient_id, deadline_id ORDER BY send_at DESC, "offset") AS latest
    FROM apart WHERE send_at <= %(now)s
)
SELECT subscription_id, recipient_id, deadline_id, due_on, "offset", send_at, since FROM ranked WHERE latest = 1
UNION ALL
SELECT subscription_id, recipient_id, deadline_id, due_on, "offset", send_at, since FROM apart
WHERE send_at > %(now)s AND send_at <= %(until)s
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Expected:
    """A reminder that should exist; `since` is when its reader began to follow."""

    subscription_id: UUID
    recipient_id: UUID
    deadline_id: UUID
    due_on: date
    offset: int
    send_at: datetime
    since: datetime


def parameters(
    now: datetime, until: datetime, *, deadline: UUID | None = None, recipient: UUID | None = None
) -> Mapping[str, Any]:
    """Return the parameters of EXPECTED."""
    return {
        "now": now,
        "until": until,
        "deadline": deadline and str(deadline),
        "recipient": recipient and str(recipient),
        "loud": kinds(Loudness.LOUD),
        "normal": kinds(Loudness.NORMAL),
        "restricted": [role.value for role in RESTRICTED_ROLES],
    }


def expected(
    now: datetime, until: datetime, *, deadline: UUID | None = None, recipient: UUID | None = None
) -> list[Expected]:
    """Return the reminders that are due at `now` or fall due by `until`, in order of sending.

    `deadline` and `recipient` narrow to one of each.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"{EXPECTED} ORDER BY send_at", parameters(now, until, deadline=deadline, recipient=recipient)
        )
        return [Expected(*row) for row in cursor.fetchall()]
