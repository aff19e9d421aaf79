"""Times the import of a schedule against a bare COPY of the rows it stores; `bench.tariffs` runs it in a process."""

import csv
import gzip
import io
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import django
from django.db import connection, transaction

REAL = Path(__file__).parents[2] / "shared/data/usitc-hts-2024/htsdata.csv.gz"
ROUNDS = 5
COLUMNS = (
    "nomenclature_id, parent_id, position, digits, indent, description, units, general_rate, special_rate, other_rate,"
    " additional_duties, is_derived, id"
)
EXPORT = f"COPY tariffs_commoditycode ({COLUMNS}) TO STDOUT"


def made_up(rows: int) -> bytes:
    """Return a schedule export of so many rows: lines with two statistical numbers, and lines printed as …00."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ("HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty",
         "Column 2 Rate of Duty", "Quota Quantity", "Additional Duties")
    )  # fmt: skip
    written = number = 0
    while written < rows:
        code = f"{1000 + number // 100:04d}.{number % 100:02d}"
        lines = [
            (code, "0", "Goods of a kind, whether or not worked:", "", "", "", "", "", ""),
            ("", "1", "Of <i>base metal</i>:", "", "", "", "", "", ""),
            (f"{code}.10", "2", "Containing lead", "", "4.4¢/kg + 2%", "Free (A,AU,BH,CL)", "35%", "", ""),
            (f"{code}.10.10", "3", "For ships", '["kg"]', "", "", "", "", ""),
            (f"{code}.10.90", "3", "Other", '["No.","kg"]', "", "", "", "", ""),
            (f"{code}.90.00", "2", "Other", '["m<sup>2<\\/sup>","kg"]', "2.7%", "Free (A,AU)", "45%", "", ""),
        ]
        writer.writerows(lines[: rows - written])
        written += len(lines[: rows - written])
        number += 1
    return ("\ufeff" + text.getvalue()).encode()


def main() -> None:
    """Print the median seconds of one import, of one COPY into the same table and into one like it, and the rows."""
    django.setup()
    from tariffs.actions import load_nomenclature  # noqa: PLC0415 - Django must be set up first
    from tariffs.importers.reference.editions import EditionDraft  # noqa: PLC0415
    from tariffs.importers.reference.files import read_source  # noqa: PLC0415
    from tariffs.importers.reference.load import plan_nomenclature  # noqa: PLC0415
    from tariffs.models import Nomenclature  # noqa: PLC0415

    path = Path(sys.argv[1])
    draft = EditionDraft("bench", "US", "HTS", "bench", "Bench", date(2024, 1, 1))

    def load() -> None:
        load_nomenclature(draft=draft, plan=plan_nomenclature(read_source(path), draft))

    with transaction.atomic():
        load()
        rows, edition = _export(), Nomenclature.objects.values().get()
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE indexed (LIKE tariffs_commoditycode INCLUDING ALL)")

    def same() -> None:
        Nomenclature.objects.create(**edition)
        _copy("tariffs_commoditycode", rows)

    cases: dict[str, Callable[[], None]] = {
        "import": load, "same": same, "indexed": lambda: _copy("indexed", rows),
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, case in cases.items():
            taken[name].append(_timed(case))
    sys.stdout.write(
        json.dumps({name: median(times) for name, times in taken.items()} | {"rows": rows.count("\n")})
    )


def _timed(case: Callable[[], None]) -> float:
    start = time.perf_counter()
    with transaction.atomic():
        case()
        connection.check_constraints()
        took = time.perf_counter() - start
        transaction.set_rollback(True)
    return took


def _export() -> str:
    out = io.StringIO()
    with connection.cursor() as cursor:
        _raw(cursor).copy_expert(EXPORT, out)
    return out.getvalue()


def _copy(table: str, rows: str) -> None:
    with connection.cursor() as cursor:
        _raw(cursor).copy_expert(f"COPY {table} ({COLUMNS}) FROM STDIN", io.StringIO(rows))


def _raw(cursor: Any) -> Any:
    return cursor.cursor


def source(folder: Path, rows: int) -> Path:
    """Return the published schedule where it is, else one made up of so many rows."""
    if REAL.exists() and not os.environ.get("BENCH_MADE_UP"):
        return REAL
    made = folder / "schedule.csv.gz"
    made.write_bytes(gzip.compress(made_up(rows)))
    return made


if __name__ == "__main__":
    main()
