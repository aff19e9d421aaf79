"""A correlation table is checked against both editions and against itself before a row is stored."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tariffs.models import Correlation
from tests.factories import goods

pytestmark = pytest.mark.django_db
TABLE = "hs2022,hs2017,relationship\n851713,851712,n:1\n851714,851712,n:1\n851761,851761,1:1\n"


@pytest.fixture(autouse=True)
def editions() -> None:
    goods.nomenclature("hs-2022", "851713", "851714", "851761", digits=6)
    goods.nomenclature("hs-2017", "851712", "851761", digits=6)


def load(tmp_path: Path, text: str = TABLE, *more: str) -> dict[str, Any]:
    path = tmp_path / "table.csv"
    path.write_text(text)
    out = StringIO()
    try:
        call_command(
            "import_correlation",
            str(path),
            "--from=hs-2022",
            "--to=hs-2017",
            "--report=json",
            *more,
            stdout=out,
        )
    except CommandError as error:
        if not out.getvalue():
            return {"error": str(error)}
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def faults(told: dict[str, Any]) -> list[str]:
    return [f"{fault['place']}: {fault['message']}" for fault in told["faults"]]


def test_the_pairs_are_stored_and_counted(tmp_path: Path) -> None:
    report = load(tmp_path)

    assert (report["rows"], report["by_relationship"], report["written"]) == (3, {"1:1": 1, "n:1": 2}, True)
    assert Correlation.objects.count() == 3


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, TABLE, "--dry-run")["written"] is False
    assert Correlation.objects.count() == 0


def test_the_same_table_again_stores_nothing(tmp_path: Path) -> None:
    load(tmp_path)

    assert load(tmp_path)["written"] is False
    assert Correlation.objects.count() == 3


def test_another_table_for_the_same_editions_is_refused(tmp_path: Path) -> None:
    load(tmp_path)

    assert faults(load(tmp_path, TABLE.replace("851761,851761,1:1\n", ""))) == [
        "table.csv: hs-2022-to-hs-2017 is loaded from another file, table.csv; loaded data is not replaced."
    ]


def test_a_row_that_is_missing_shows_in_the_relationships(tmp_path: Path) -> None:
    told = load(tmp_path, TABLE.replace("851714,851712,n:1\n", ""))

    assert faults(told) == ["row 2: it says n:1, the table itself 1:1: a row is missing, doubled or altered."]
    assert Correlation.objects.count() == 0


def test_a_table_the_other_way_round_is_refused_with_every_code(tmp_path: Path) -> None:
    told = load(tmp_path, "a,b,c\n851712,851713,1:n\n851712,851714,1:n\n")

    assert len(faults(told)) == 4
    assert faults(told)[0] == (
        "row 2, a: hs-2022 has no code 851712; another table, or --from and --to swapped?"
    )


def test_bad_cells_are_all_named(tmp_path: Path) -> None:
    told = load(tmp_path, "a,b,c\n8517,85171,1:1\nx,851712,2:2\n")

    assert [fault.partition(":")[0] for fault in faults(told)] == ["row 2, b", "row 3, a", "row 3, c"]


def test_a_table_of_other_columns_is_refused(tmp_path: Path) -> None:
    assert "it has 2 columns" in load(tmp_path, "a,b\n8517,8517\n")["error"]
