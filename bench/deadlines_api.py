"""Pages of a hundred deadlines out of a million, through the whole stack.

Ours against the plainest DRF `ModelViewSet` over the same rows, server, key and
limits; against one SQL statement that returns the same page as JSON; a 304
against an empty response; and a million rows against ten thousand.
"""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import psycopg2

from bench import fill, harness

DISPUTES = 20_000
SMALL = 200
PAGES = 20
ROUNDS = 7
PAGE = "/api/v1/deadlines?limit=100&sort=latest_at"
KEY = """
from datetime import UTC, datetime
from accounts.actions import create_key
from accounts.models import User
user = User.objects.create_user("bench@example.org", name="Bench")
print(create_key(user=user, name="bench", scopes=["read"], expires_at=None, now=datetime.now(UTC))[1])
"""
SQL = """
SELECT json_agg(json_build_object(
    'id', d.id, 'ref', d.ref, 'dispute', x.ref, 'proceeding', p.ref, 'kind', d.kind, 'basis', d.basis,
    'rule', nullif(d.rule, ''), 'title', d.title, 'due_on', d.due_on, 'due_time', d.due_time,
    'legal_zone', d.legal_zone, 'latest_at', to_char(d.latest_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'latest_at_basis', d.latest_at_basis, 'window_start', d.window_start, 'printed', d.printed, 'state', d.state,
    'state_reason', d.state_reason, 'missed', d.state = 'open' AND d.kind = 'duty' AND d.latest_at < now(),
    'days_left', d.due_on - (now() AT TIME ZONE d.legal_zone)::date, 'responsible', r.ref, 'beneficiary', b.ref,
    'anchor', e.ref, 'announced_by', n.ref, 'closed_by', c.ref, 'unless', d.unless, 'unless_kinds', d.unless_kinds,
    'then', d."then", 'then_kinds', d.then_kinds, 'consequence', d.consequence, 'citation', d.citation,
    'confidence', d.confidence, 'version', d.version) ORDER BY d.latest_at, d.id)::text
FROM (SELECT * FROM disputes_deadline WHERE visibility = 'public' AND (latest_at, id) > (%s::timestamptz, %s::uuid)
      ORDER BY latest_at, id LIMIT 100) d
JOIN disputes_proceeding p ON p.id = d.proceeding_id AND p.visibility = 'public'
JOIN disputes_dispute x ON x.id = p.dispute_id AND x.visibility = 'public'
LEFT JOIN disputes_actor r ON r.id = d.responsible_id LEFT JOIN disputes_actor b ON b.id = d.beneficiary_id
LEFT JOIN disputes_event e ON e.id = d.anchor_id LEFT JOIN disputes_event n ON n.id = d.announced_by_id
LEFT JOIN disputes_event c ON c.id = d.closed_by_id
"""


def measure(*, quick: bool) -> Sequence[harness.Claim]:
    """Return the claims; `quick` measures over a tenth of the rows."""
    with harness.state_folder() as place:
        large = _database(place, "bench_large", DISPUTES // 10 if quick else DISPUTES)
        small = _database(place, "bench_small", SMALL)
        with harness.web_server(place, large[0]) as port, harness.web_server(place, small[0]) as small_port:
            return _claims(large, harness.Client(port, large[1]), harness.Client(small_port, small[1]))


def _database(place: harness.Place, name: str, disputes: int) -> tuple[str, dict[str, str]]:
    """Make and fill a database; return its URL and the headers of a key to it."""
    url = place.database(name)
    key = place.manage(url, "shell", "--no-imports", "-c", KEY).split()[-1]
    fill.fill(url, disputes=disputes)
    return url, {"Authorization": f"Bearer {key}"}


def _claims(
    large: tuple[str, dict[str, str]], client: harness.Client, small: harness.Client
) -> Sequence[harness.Claim]:
    ours, marks = _follow(client, PAGE)
    plain, _ = _follow(client, "/api/v1/bench/plain")
    few, _ = _follow(small, PAGE)
    tags = [client.get(path)[1] for path in ours]
    connection = psycopg2.connect(large[0])
    connection.autocommit = True
    with connection.cursor() as cursor:
        times = harness.interleaved(
            {
                "ours": [partial(client.get, path) for path in ours],
                "plain": [partial(client.get, path) for path in plain],
                "sql": [partial(_statement, cursor, mark) for mark in marks],
                "304": [
                    partial(client.get, path, 304, {"If-None-Match": tag})
                    for path, tag in zip(ours, tags, strict=True)
                ],
                "empty": [partial(client.get, "/api/v1/bench/empty", 204)] * PAGES,
                "few": [partial(small.get, path) for path in few],
            },
            ROUNDS,
        )
    return [
        harness.rate_claim(
            "page of 100, against a plain DRF ModelViewSet", times["ours"], times["plain"], 4.0
        ),
        harness.rate_claim("page of 100, against one SQL statement", times["ours"], times["sql"], 0.5),
        harness.rate_claim("304, against an empty response", times["304"], times["empty"], 0.6),
        harness.time_claim("page out of all rows, against 10,000 rows", times["ours"], times["few"], 1.3),
    ]


def _follow(client: harness.Client, first: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the paths of the first pages, and the place (latest_at, id) each starts after."""
    paths: list[str] = []
    marks: list[tuple[str, str]] = []
    following: str | None = first
    mark = ("-infinity", "00000000-0000-0000-0000-000000000000")
    while following and len(paths) < PAGES:
        page: dict[str, Any] = json.loads(client.get(following)[0])
        paths.append(following)
        marks.append(mark)
        last = page["results"][-1]
        mark = (last["latest_at"], last["id"])
        following = page["next"] and page["next"].split("://", 1)[1].partition("/")[2]
        following = following and f"/{following}"
    return paths, marks


def _statement(cursor: Any, mark: tuple[str, str]) -> str:
    cursor.execute(SQL, mark)
    found: str = cursor.fetchone()[0]
    return found
