"""A long proceeding through the clocks, its deadlines saved, and every proceeding run anew.

The run is held against ten milliseconds and told beside the plainest thing that can be
done with the same events: the anchor plus N days for every rule, with nothing replaced,
met, rolled or explained. Queries are counted, memory is that of the process at its peak.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import psycopg2

import clocks
from bench import fill, harness
from clocks.dates import Period, Unit, add_period

EVENTS = 300
CYCLES = 12
ROUNDS = 40
LIMIT = 0.010
QUERIES = 12
PROCEEDINGS = 10_000
SMALL = 1_000
START = date(2000, 1, 3)
FACTS = {
    "priority_foreign_country": False,
    "trade_agreement_involved": False,
    "section_306_monitoring": False,
}
CYCLE = (
    ("petition_received", 0), ("investigation_initiated", 40), ("consultations_requested", 40),
    ("information_requested", 50), ("determination_proposed", 200), ("determination_made", 300),
    ("action_effective", 320), ("continuation_requested", 320 + 4 * 365 - 20),
)  # fmt: skip
SAVE = """
import json, sys
from datetime import UTC, date, datetime
from django.db import connection
from django.test.utils import CaptureQueriesContext
from disputes.models import Event, Proceeding
from disputes.projection import refresh_deadlines
from history.authorship import Author, authored
from history.models import Reason
now = datetime(2020, 1, 1, tzinfo=UTC)
proceeding = Proceeding.objects.select_related("dispute").order_by("pk").first()
with authored(Author("bench", "Bench"), Reason.DEVELOPMENT):
    proceeding.events.all().delete()
    Event.objects.bulk_create(
        Event(ref=f"bench-{n}", proceeding=proceeding, kind=kind, on=date.fromisoformat(on), zone="America/New_York",
              text="It happened.", data=data, recorded_at=now, visibility="public")
        for n, (kind, on, data) in enumerate(json.loads(sys.stdin.read()))
    )
    with CaptureQueriesContext(connection) as caught:
        rows = refresh_deadlines(proceeding=proceeding, now=now)
print(json.dumps([len(caught), len(rows)]))
"""
ALL = """
import json, resource
from datetime import UTC, datetime
from disputes.rebuilding import CLOCKS, rebuild, with_clocks
done = rebuild(by=CLOCKS, now=datetime(2026, 1, 1, tzinfo=UTC), proceedings=with_clocks())
print(json.dumps([done.proceedings, done.deadlines, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def measure(*, quick: bool) -> Sequence[harness.Claim]:
    """Return the claims about one long proceeding and about all of them."""
    pack, calendars, events = clocks.load_pack("us-301"), clocks.shipped(), record()
    rows = clocks.run(pack, FACTS, events, calendars)
    sys.stdout.write(f"{len(events)} events, {len(rows)} deadlines\n")
    times = harness.interleaved(
        {
            "ours": [partial(clocks.run, pack, FACTS, events, calendars)],
            "naive": [partial(naive, pack, events)],
        },
        ROUNDS,
    )
    many = PROCEEDINGS // 10 if quick else PROCEEDINGS
    queries, few, all_of_them = _saved(events, SMALL // 10 if quick else SMALL, many)
    return [
        harness.time_claim(f"run of {len(events)} events, against 10 ms", times["ours"], LIMIT, 1.0),
        harness.time_claim(
            "the same, against anchor + N days and no more", times["ours"], times["naive"], 40.0
        ),
        harness.Claim(
            "queries to save it, against twelve", queries, QUERIES, "queries", queries / QUERIES, 1.0, False
        ),
        harness.Claim(
            f"peak memory of {many} proceedings", all_of_them, few, "kB", all_of_them / few, 1.1, False
        ),
    ]


def record() -> list[clocks.EventFact]:
    """Return three hundred events of one proceeding: investigations one after the other, and talk between them."""
    events = [
        clocks.EventFact(
            f"{kind}-{cycle}",
            kind,
            START + timedelta(days=cycle * 400 + days),
            data={"outcome": "affirmative"} if kind == "determination_made" else {},
        )
        for cycle in range(CYCLES)
        for kind, days in CYCLE
    ]
    talk = range(EVENTS - len(events))
    events += [clocks.EventFact(f"talk-{n}", "statement_made", START + timedelta(days=n * 20)) for n in talk]
    return events


def naive(pack: clocks.Pack, events: Sequence[clocks.EventFact]) -> list[date]:
    """Return the anchor plus N for each rule and each event of its kind."""
    return [
        add_period(event.on, rule.count)
        for rule in pack.rules
        if isinstance(rule.count, Period) and not rule.count.has(Unit.WORKING_DAYS)
        for event in events
        if event.kind == rule.anchor.event
    ]


def _saved(events: Sequence[clocks.EventFact], few: int, many: int) -> tuple[int, int, int]:
    with harness.state_folder() as place:
        small, large = (_database(place, f"bench_{count}", count) for count in (few, many))
        written = json.dumps([[event.kind, event.on.isoformat(), dict(event.data)] for event in events])
        peaks = []
        for url in (small, large):
            run, changed, peak = _shell(place, url, ALL)
            sys.stdout.write(f"{run} proceedings run, {changed} deadlines, peak {peak} kB\n")
            peaks.append(peak)
        queries, deadlines = _shell(place, small, SAVE, written)
        sys.stdout.write(f"{deadlines} deadlines saved in {queries} queries\n")
    return queries, peaks[0], peaks[1]


def _database(place: harness.Place, name: str, proceedings: int) -> str:
    """Make and fill a database of proceedings under section 301; return its URL."""
    url = place.database(name)
    fill.fill(url, disputes=proceedings)
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM disputes_deadline")
        cursor.execute("UPDATE disputes_proceeding SET pack = 'us-301', facts = %s", [json.dumps(FACTS)])
    connection.close()
    return url


def _shell(place: harness.Place, url: str, script: str, given: str = "") -> Any:
    return json.loads(place.manage(url, "shell", "--no-imports", "-c", script, given=given).splitlines()[-1])
