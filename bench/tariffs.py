"""Tariff lists: how fast files come in, against a bare COPY of the rows they bring."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import harness, list_file, schedule
from config import embedded

SCHEDULE_ROWS = 35_790
LIST_ROWS = 12_223


def measure(*, quick: bool) -> Sequence[harness.Claim]:
    """Return the claims; `quick` measures over a tenth of the rows where they are made up."""
    with harness.state_folder() as home:
        server = embedded.find_postgres(home)
        if server is None:
            raise RuntimeError("PostgreSQL went away.")
        env = os.environ | {
            "DEMARCHE_HOME": str(home), "DATABASE_URL": server.url, "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }  # fmt: skip
        manage = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(manage, env=env, check=True)
        return [*schedule_claims(home, env, quick=quick), *list_claims(home, env, quick=quick)]


def schedule_claims(home: Path, env: dict[str, str], *, quick: bool) -> Sequence[harness.Claim]:
    """Return the claim that a whole schedule comes in at a fifth of the rate of a bare COPY, or faster."""
    path = schedule.source(home, SCHEDULE_ROWS // 10 if quick else SCHEDULE_ROWS)
    command = [sys.executable, "-m", "bench.schedule", str(path)]
    took = json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
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


def list_claims(home: Path, env: dict[str, str], *, quick: bool) -> Sequence[harness.Claim]:
    """Return the claim that a list split in thirteen comes in at a fifth of the rate of a bare COPY, or faster."""
    path = list_file.source(home, LIST_ROWS // 10 if quick else LIST_ROWS)
    command = [sys.executable, "-m", "bench.list_file", str(path)]
    took = json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
    rows = took["rows"]
    return [
        harness.Claim(
            f"import of a list split in many, {rows:,} lines, against a COPY into {what}",
            rows / took["import"], rows / took[name], "rows/s", took[name] / took["import"], 0.2, at_least=True,
        )
        for name, what in (("same", "the same table"), ("indexed", "one like it without foreign keys and trigger"))
    ]  # fmt: skip
