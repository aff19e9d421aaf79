"""Duty answers: many at once from memory, and one at a time over 50,000 and over 2,000,000 lines."""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import quantiles
from time import perf_counter
from typing import Any

from bench import harness, lists

LISTS, LINES = 50, 10_000
KNOWN = 20_000
QUESTIONS = 10_000
ASKED = 400
ROUNDS = 3
WANTED = 20_000
MOST_READS = 6
FLAT = 1.3


def measure(*, quick: bool) -> Sequence[harness.Claim]:
    """Return the claims; `quick` measures over a tenth of the lines, and single questions once."""
    share = 10 if quick else 1
    with harness.state_folder() as place:
        # The same number of lists and of lines that match; only the table around them grows.
        small = _database(place, "bench_small", LISTS * 4, LINES // 40 // share, KNOWN // 40)
        middle = _database(place, "bench_middle", LISTS, LINES // share, KNOWN)
        large = _database(place, "bench_large", LISTS * 4, LINES // share, KNOWN)
        batch = _run(place, middle, "batch", KNOWN)
        # In turn, so that what else the machine does meets both alike.
        rounds = [
            [_run(place, url, "single", known) for url, known in ((small, KNOWN // 40), (large, KNOWN))]
            for _ in range(1 if quick else ROUNDS)
        ]
    first, last = ([one[which] for one in rounds] for which in (0, 1))
    rows = LISTS * LINES // share
    return [
        harness.Claim(
            f"batch of {QUESTIONS:,} whole answers over {LISTS} lists by the wall clock ({batch['layers']:.1f} layers,"
            f" {batch['beside']:.1f} lists not covering), {rows:,} lines and {len(lists.IMPORTERS)} schedules kept by a"
            f" first batch of {batch['cold']:.1f} s, against that wanted",
            batch["rate"], WANTED, "answers/s", batch["rate"] / WANTED, 1, at_least=True,
        ),
        harness.Claim(
            f"the same asked and written as JSON, {batch['bytes']:,.0f} bytes each",
            batch["written"], WANTED, "answers/s", batch["written"] / WANTED, 0.5, at_least=True,
        ),
        harness.Claim(
            "reads of one answer, against the limit", last[0]["reads"], MOST_READS, "queries",
            last[0]["reads"] / MOST_READS, 1, at_least=False,
        ),
        harness.Claim(
            f"p95 of one answer over {last[0]['lines']:,} lines, against {first[0]['lines']:,}",
            p95(last) * 1000, p95(first) * 1000, "ms", p95(last) / p95(first), FLAT, at_least=False,
        ),
    ]  # fmt: skip


def _database(place: harness.Place, name: str, count: int, lines: int, known: int) -> str:
    """Make and fill a database; return its URL."""
    url = place.database(name)
    lists.fill(url, lists=count, lines=lines, known=lists.codes(known))
    return url


def _run(place: harness.Place, url: str, what: str, known: int) -> dict[str, Any]:
    """Run one measurement in a process of its own over that database."""
    command = [sys.executable, "-m", "bench.duty_ask", what, str(known)]
    done = subprocess.run(command, env=place.env(url), check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def questions(count: int, known: int) -> list[tuple[str, str, str, date]]:
    """Return (importer, origin, code, day) of made-up questions, most of which some list answers."""
    chance = random.Random(2)  # noqa: S311  # goods, not secrets
    codes = lists.codes(known)
    places = [(i, o) for i in lists.IMPORTERS for o in lists.ORIGINS if i != o]
    return [
        (
            *chance.choice(places),
            chance.choice(codes),
            date(2018, 6, 1) + timedelta(days=chance.randrange(700)),
        )
        for _ in range(count)
    ]


def p95(rounds: Sequence[dict[str, Any]]) -> float:
    """Return the 95th percentile, in seconds, of what each question took in its best round."""
    best = [min(times) for times in zip(*(one["times"] for one in rounds), strict=True)]
    found: float = quantiles(best, n=20)[-1]
    return found


def timed(call: object) -> float:
    """Return the seconds a call takes."""
    start = perf_counter()
    call()  # type: ignore[operator]
    return perf_counter() - start
