"""Tariff lists: how fast files come in, against a bare COPY of the rows they bring."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import harness, list_file, schedule

SCHEDULE_ROWS = 35_790
LIST_ROWS = 12_223


def measure(*, quick: bool) -> Sequence[harness.Claim]:
    """Return the claims; `quick` measures over a tenth of the rows where they are made up."""
    with harness.state_folder() as place:
        return [*schedule_claims(place, quick=quick), *list_claims(place, quick=quick)]


def schedule_claims(place: harness.Place, *, quick: bool) -> Sequence[harness.Claim]:
    """Return the claim that a whole schedule comes in at a fifth of the rate of a bare COPY, or faster."""
    path = schedule.source(place.home, SCHEDULE_ROWS // 10 if quick else SCHEDULE_ROWS)
    took = _told(place, "schedule", path)
    rows = took["rows"]
    return [
        harness.Claim(
            f"import of a schedule, {rows:,} rows stored, against a COPY into {what}",
            rows / took["import"], rows / took[name], "rows/s", took[name] / took["import"], bound, at_least=True,
        )
        for name, what, bound in (
            ("same", "the same table", 0.2),
            ("indexed", "one like it without foreign keys", 0.2),
        )
    ]  # fmt: skip


def list_claims(place: harness.Place, *, quick: bool) -> Sequence[harness.Claim]:
    """Return the claim that a list split in thirteen comes in at a fifth of the rate of a bare COPY, or faster."""
    path = list_file.source(place.home, LIST_ROWS // 10 if quick else LIST_ROWS)
    took = _told(place, "list_file", path)
    rows = took["rows"]
    return [
        harness.Claim(
            f"import of a list split in many, {rows:,} lines, against a COPY into {what}",
            rows / took["import"], rows / took[name], "rows/s", took[name] / took["import"], 0.2, at_least=True,
        )
        for name, what in (("same", "the same table"), ("indexed", "one like it without foreign keys and trigger"))
    ]  # fmt: skip


def _told(place: harness.Place, module: str, path: Path) -> dict[str, float]:
    """Run a module in a process over a database of its own and return the figures it prints."""
    env = place.env(place.database(f"bench_{module}"))
    command = [sys.executable, "-m", f"bench.{module}", str(path)]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told
