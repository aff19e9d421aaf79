"""Times the import of a list split in many against a bare COPY of its rows; `bench.tariffs` runs it in a process."""

import io
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import django
from django.db import connection, transaction

REAL = Path(__file__).parents[2] / "shared/data/s301-lists-budgetlab/s301_product_lists.csv"
ROUNDS = 5
COLUMNS = (
    "list_version_id, position, printed_code, digits, description, stated_rate, ad_valorem_percent, trade_value,"
    " trade_currency, countries, partial, excepted_digits, only_digits, claim_code, nature, part, confidence, note, id"
)


def made_up(rows: int) -> bytes:
    """Return a file of so many rows in the shape of the public one: code, list, heading of chapter 99."""
    lines = ["hts8,list,ch99_code"]
    for number in range(rows):
        code = f"{1 + number % 90:02d}{1 + number // 90 % 20:02d}{10 + number // 1800:02d}{number % 7}0"
        lines.append(f"{code},{1 + number % 13},9903.88.{1 + number % 13:02d}")
    return "\n".join(lines).encode()


def main() -> None:
    """Print the median seconds of one import, of one COPY into the same table and into one like it, and the rows."""
    django.setup()
    from disputes.models import Actor  # noqa: PLC0415 - Django must be set up first
    from history.authorship import Author, authored  # noqa: PLC0415
    from history.models import Reason  # noqa: PLC0415
    from tariffs.actions import import_list  # noqa: PLC0415
    from tariffs.importers.lists.options import Typed, wanted_of  # noqa: PLC0415
    from tariffs.importers.lists.plan import plan_of  # noqa: PLC0415

    path = Path(sys.argv[1])
    by, now = Author("bench", "Bench"), datetime(2026, 1, 1, tzinfo=UTC)
    typed = Typed(
        "bench", imposing="us", stage="final", published="2025-01-01", zone="America/New_York",
        visibility="public", split_by="list",
    )  # fmt: skip
    with authored(by, Reason.DEVELOPMENT):
        Actor.objects.create(ref="us", kind="state", name="United States", visibility="public")

    def load(*, draft: bool = False) -> None:
        wanted = wanted_of(replace(typed, draft=draft), reader=None)
        import_list(by=by, now=now, plan=plan_of(path.read_bytes(), path.name, wanted.request), wanted=wanted)

    with transaction.atomic():
        load(draft=True)
        rows = _export()
        versions = _dumped("tariffs_tarifflist"), _dumped("tariffs_listversion")
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE indexed (LIKE tariffs_listitem INCLUDING ALL)")

    def same() -> None:
        with authored(by, Reason.DEVELOPMENT):
            _copy("tariffs_tarifflist", versions[0])
            _copy("tariffs_listversion", versions[1])
            start = time.perf_counter()
            _copy(f"tariffs_listitem ({COLUMNS})", rows)
            took["same"].append(time.perf_counter() - start)

    took: dict[str, list[float]] = {"import": [], "same": [], "indexed": []}
    cases: dict[str, Callable[[], None]] = {
        "import": load, "indexed": lambda: _copy(f"indexed ({COLUMNS})", rows), "same": same,
    }  # fmt: skip
    for _ in range(ROUNDS):
        for name, case in cases.items():
            seconds = _timed(case)
            if name != "same":
                took[name].append(seconds)
    sys.stdout.write(
        json.dumps({name: median(times) for name, times in took.items()} | {"rows": rows.count("\n")})
    )


def _timed(case: Callable[[], None]) -> float:
    start = time.perf_counter()
    with transaction.atomic():
        case()
        took = time.perf_counter() - start
        transaction.set_rollback(True)
    return took


def _export() -> str:
    return _out(f"COPY tariffs_listitem ({COLUMNS}) TO STDOUT")


def _dumped(table: str) -> str:
    return _out(f"COPY {table} TO STDOUT")


def _out(statement: str) -> str:
    out = io.StringIO()
    with connection.cursor() as cursor:
        _raw(cursor).copy_expert(statement, out)
    return out.getvalue()


def _copy(target: str, rows: str) -> None:
    with connection.cursor() as cursor:
        _raw(cursor).copy_expert(f"COPY {target} FROM STDIN", io.StringIO(rows))


def _raw(cursor: Any) -> Any:
    return cursor.cursor


def source(folder: Path, rows: int) -> Path:
    """Return the public file where it is, else one made up of so many rows."""
    if REAL.exists() and not os.environ.get("BENCH_MADE_UP"):
        return REAL
    made = folder / "lists.csv"
    made.write_bytes(made_up(rows))
    return made


if __name__ == "__main__":
    main()
