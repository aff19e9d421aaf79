"""Two versions of 10,000 lines compared, and a list of 12,000 lines streamed and shown in constant memory.

The comparison against a limit of 60 ms (of processor time, so that a busy machine does not count) and against one by
exact code that makes the same kind of rows. Memory, each way in a process of its own: the peak that Python allocates
while 12,000 lines are made and sent, against that of 4,000 lines; and how much the process grows beyond what 4,000
lines and a warm-up took, against a bare cursor that writes the same rows as CSV.
"""

import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

import psycopg2

from bench import harness
from tariffs.diff import Change, Row, diff
from tariffs.lines import Line

LINES = 10_000
ROUNDS = 15
WAYS = ("bare", "csv", "ndjson", "page csv", "page xlsx", "page")
LIMIT = 0.060
FILL = (
    "SET session_replication_role = replica",
    """INSERT INTO disputes_actor (id, version, visibility, ref, kind, name, iso2, note)
       VALUES (uuidv7(), 1, 'public', 'us', 'state', 'United States', 'US', '')""",
    """INSERT INTO tariffs_tarifflist (id, version, visibility, ref, title, imposing_id, authority)
       SELECT uuidv7(), 1, 'public', 'list-' || n, 'List of ' || n, (SELECT id FROM disputes_actor), ''
       FROM unnest(ARRAY[4000, 12000]) n""",
    """INSERT INTO tariffs_listversion (id, version, visibility, ref, tariff_list_id, number, stage, title,
           published_on, recorded_at, zone, edition, stated_rate, note, file_name, file_sha256,
           control_totals, confidence, is_published)
       SELECT uuidv7(), 1, 'public', ref || '-v1', id, 1, 'final', title, '2018-09-21', now(), 'America/New_York', '',
              '', '', '', '', '{}', 'certain', true FROM tariffs_tarifflist""",
    """INSERT INTO tariffs_listitem (list_version_id, position, printed_code, digits, description, nature, stated_rate,
           trade_currency, countries, partial, excepted_digits, only_digits, part, claim_code, confidence, note)
       SELECT v.id, n, '', lpad((1000000 + n * 7919)::text, 8, '0'),
              'Goods number ' || n || ', other than those of the heading before, whether or not finished', 'tariff',
              '25%', '', '{}', '', '{}', '{}', '', '', 'certain', ''
       FROM tariffs_listversion v CROSS JOIN LATERAL generate_series(1, substr(v.ref, 6, length(v.ref) - 8)::int) n""",
    "SET session_replication_role = DEFAULT",
)
MEASURE = """
import csv, io, json, os, resource, tracemalloc
from django.conf import settings
from django.db import connection
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
client = Client()
connection.ensure_connection()

def drain(response):
    assert response.status_code == 200, response.status_code
    return sum(len(piece) for piece in (response if response.streaming else [response.content]))

def bare(size):
    with connection.connection.cursor("bare", withhold=True) as cursor:
        cursor.itersize = 2000
        cursor.execute("SELECT i.* FROM tariffs_listitem i JOIN tariffs_listversion v ON v.id = i.list_version_id"
                       " WHERE v.ref = %s ORDER BY position", [f"list-{size}-v1"])
        total = 0
        for row in cursor:
            file = io.StringIO()
            csv.writer(file).writerow(row)
            total += file.tell()
        return total

WAYS = {
    "bare": bare,
    "csv": lambda size: drain(client.get(f"/api/v1/tariff-lists/list-{size}/versions/1/lines.csv")),
    "ndjson": lambda size: drain(client.get(f"/api/v1/tariff-lists/list-{size}/versions/1/lines.ndjson")),
    "page csv": lambda size: drain(client.get(f"/tariff-lists/list-{size}/versions/1/lines.csv")),
    "page xlsx": lambda size: drain(client.get(f"/tariff-lists/list-{size}/versions/1/lines.xlsx")),
    "page": lambda size: drain(client.get(f"/tariff-lists/list-{size}/")),
}
way = WAYS[BENCH_WAY]
way(4000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
way(12000)
found = {"growth": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024}
for size in (4000, 12000):
    tracemalloc.start()
    way(size)
    found[str(size)] = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
print(json.dumps(found))
"""


def measure(*, quick: bool) -> Sequence[harness.Claim]:
    """Return the claims; `quick` compares a tenth of the lines."""
    return [*_speed(LINES // 10 if quick else LINES), *_memory()]


def _speed(size: int) -> list[harness.Claim]:
    old, new = versions(size)
    calls: dict[str, Callable[[], object]] = {
        "ours": partial(diff, old, new),
        "exact": partial(exact, old, new),
    }
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            start = time.process_time()
            call()
            taken[name].append(time.process_time() - start)
    ours, peer = (statistics.median(taken[name]) for name in ("ours", "exact"))
    return [
        harness.time_claim(f"diff of two versions of {size:,} lines, against 60 ms", ours, LIMIT, 1.0),
        harness.time_claim("the same, against rows made by exact code", ours, peer, 4.0),
    ]


def versions(size: int) -> tuple[list[Line], list[Line]]:
    """Return two versions: a tenth dropped, a tenth printed with ten digits, some split, renumbered and raised."""
    chance = random.Random(1995)  # noqa: S311 - a benchmark is no secret
    codes = sorted(chance.sample(range(1_000_000, 98_000_000), size))
    old = [
        Line(n, f"{code:08}", description=f"Goods {code}", rate="10%")
        for n, code in enumerate(codes, start=1)
    ]
    new: list[Line] = []
    for line in old:
        draw = chance.random()
        if draw < 0.1:
            continue
        if draw < 0.2:
            new.append(line._replace(digits=f"{line.digits}00"))
        elif draw < 0.25:
            new += [line._replace(digits=f"{line.digits}{tail}") for tail in ("10", "90")]
        elif draw < 0.3:
            new.append(line._replace(digits=f"{int(line.digits) + 1:08}"))
        else:
            new.append(line._replace(rate="25%") if draw < 0.4 else line)
    return old, new[:size]


def exact(old: Sequence[Line], new: Sequence[Line]) -> list[Row]:
    """Return the rows of a comparison that knows codes as texts only."""
    was, is_now = {line.digits: line for line in old}, {line.digits: line for line in new}
    rows = [Row(Change.KEPT, (was[code],), (is_now[code],)) for code in was.keys() & is_now.keys()]
    rows += [Row(Change.REMOVED, (was[code],), ()) for code in was.keys() - is_now.keys()]
    rows += [Row(Change.ADDED, (), (is_now[code],)) for code in is_now.keys() - was.keys()]
    rows.sort(key=lambda row: (row.old or row.new)[0].digits)
    return rows


def _memory() -> list[harness.Claim]:
    with harness.state_folder() as place:
        _fill(place.postgres.url)
        found = {way: _measured(place, way) for way in WAYS}
    bare = found["bare"]["growth"]
    claims = []
    for way in WAYS[1:]:
        peak, less, growth = (found[way][name] / 1e6 for name in ("12000", "4000", "growth"))
        claims += [
            harness.Claim(f"peak of {way}, 12,000 lines against 4,000", peak, less,
                          "MB", peak / less, 1.2, at_least=False),
            harness.Claim(f"growth by {way} (+1 MB), against a bare cursor (+1 MB)", growth, bare / 1e6, "MB",
                          (growth + 1) / (bare / 1e6 + 1), 3.0, at_least=False),
        ]  # fmt: skip
    return claims


def _measured(place: harness.Place, way: str) -> dict[str, int]:
    script = f"BENCH_WAY = {way!r}\n{MEASURE}"
    told = place.manage(place.postgres.url, "shell", "--no-imports", "-c", script)
    measured: dict[str, int] = json.loads(told.splitlines()[-1])
    return measured


def _fill(url: str) -> None:
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        for statement in FILL:
            cursor.execute(statement)
    connection.close()
