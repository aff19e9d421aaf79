"""Trade values are checked cell by cell, stored once, and never in a way that counts a partner twice."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tariffs.models import TradeValue

pytestmark = pytest.mark.django_db
TABLE = (
    "HS10,CTY_CODE,CTY_NAME,CON_VAL_YR,CAL_DUT_YR\n"
    "0101300000,5700,CHINA,0,0\n8517620090,5700,CHINA,17300,1299\n8517620090,0003,EUROPEAN UNION,50,\n"
)


def load(tmp_path: Path, text: str = TABLE, *more: str, ref: str = "us-imports-2024") -> dict[str, Any]:
    path = tmp_path / "trade.csv"
    path.write_text(text)
    out = StringIO()
    words = [f"--ref={ref}", "--reporter=US", "--year=2024", "--report=json", *more]
    try:
        call_command("import_trade_values", str(path), *words, stdout=out)
    except CommandError as error:
        if not out.getvalue():
            return {"error": str(error)}
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def faults(told: dict[str, Any]) -> list[str]:
    return [f"{fault['place']}: {fault['message']}" for fault in told["faults"]]


def test_values_are_stored_with_their_partner(tmp_path: Path) -> None:
    load(tmp_path)

    stored = TradeValue.objects.order_by("digits", "partner").values_list(
        "digits", "partner", "partner_code", "value", "duties"
    )
    assert [tuple(map(str, row)) for row in stored] == [
        ("0101300000", "CN", "5700", "0.00", "0.00"),
        ("8517620090", "CN", "5700", "17300.00", "1299.00"),
        ("8517620090", "EU", "0003", "50.00", "None"),
    ]


def test_the_report_sums_within_a_partner_only(tmp_path: Path) -> None:
    report = load(tmp_path, TABLE, "--dry-run")

    assert (report["rows"], report["codes"], report["written"]) == (3, 2, False)
    assert report["value_by_partner"] == {"0003": "50", "5700": "17300"}


def test_the_same_file_again_stores_nothing(tmp_path: Path) -> None:
    load(tmp_path)

    assert load(tmp_path)["written"] is False
    assert TradeValue.objects.count() == 3


def test_a_partner_another_file_brought_with_the_same_values_is_left_out(tmp_path: Path) -> None:
    load(tmp_path)

    report = load(tmp_path, TABLE + "8517620090,4359,SLOVAKIA,7,0\n", ref="more")

    assert report["skipped_partners"] == {"0003": "us-imports-2024", "5700": "us-imports-2024"}
    assert TradeValue.objects.count() == 4


def test_a_partner_another_file_brought_with_other_values_is_refused(tmp_path: Path) -> None:
    load(tmp_path)

    told = load(tmp_path, TABLE.replace("17300", "17301"), ref="more")

    assert faults(told) == [
        "partner 5700: its 2024 values are loaded from us-imports-2024, and these differ; loaded data is not replaced."
    ]


def test_a_bloc_beside_its_member_is_noted(tmp_path: Path) -> None:
    report = load(tmp_path, TABLE + "8517620090,4359,SLOVAKIA,7,0\n")

    assert report["notes"] == [
        "The European Union (0003) contains SK: both are kept and never added together."
    ]


def test_bad_cells_are_all_named_and_nothing_is_stored(tmp_path: Path) -> None:
    bad = "851762009x,5700,CHINA,5,\n8517620090,570,CHINA,N/A,-1\n"

    told = load(tmp_path, TABLE + bad)

    assert [fault.partition(":")[0] for fault in faults(told)] == [
        "row 5, HS10", "row 6, CTY_CODE", "row 6, CON_VAL_YR", "row 6, CAL_DUT_YR",
    ]  # fmt: skip
    assert TradeValue.objects.count() == 0


def test_a_code_that_lost_its_zero_is_refused(tmp_path: Path) -> None:
    told = load(tmp_path, TABLE.replace("0101300000", "10130000"))

    assert faults(told) == ["row 2: 10130000 has 8 digits among codes of 10; correct it."]


def test_a_code_that_stands_twice_for_a_partner_is_refused(tmp_path: Path) -> None:
    assert faults(load(tmp_path, TABLE + "8517620090,5700,CHINA,1,1\n")) == [
        "row 5: 8517620090 of partner 5700 stands in row 3 already."
    ]


def test_another_year_in_the_file_is_refused(tmp_path: Path) -> None:
    told = load(tmp_path, "HS10,CTY_CODE,time,CON_VAL_YR,CAL_DUT_YR\n8517620090,5700,2023-12,1,1\n")

    assert faults(told) == ["row 2, time: “2023-12” is not in 2024; give the year of the file."]


def test_other_names_of_columns_can_be_told(tmp_path: Path) -> None:
    text = TABLE.replace("HS10", "code").replace("CON_VAL_YR", "usd")

    assert load(tmp_path, text, "--columns=code=code,value=usd")["written"] is True


def test_missing_columns_are_all_named(tmp_path: Path) -> None:
    told = load(tmp_path, "a,b\n1,2\n")["error"]

    assert [
        name for name in ("HS10", "CTY_CODE", "CON_VAL_YR", "CAL_DUT_YR") if f"no column “{name}”" not in told
    ] == []


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("--reporter=ZZ", "--reporter: “ZZ” is no country code"),
        ("--reporter=us", "--reporter: write it in capitals: US."),
        ("--year=-5", "--year: -5 is no year of trade"),
        ("--year=99999", "--year: 99999 is no year of trade"),
        ("--currency=usd", "--currency: “usd” is no currency"),
        ("--currency=DOLLAR", "--currency: “DOLLAR” is no currency"),
        ("--ref=us imports!", "--ref: "),
        (f"--ref={'r' * 101}", "--ref: "),
    ],
)
def test_what_the_record_cannot_hold_is_refused_by_its_option(tmp_path: Path, word: str, says: str) -> None:
    (told,) = faults(load(tmp_path, TABLE, word))
    assert told.startswith(says)
    assert not TradeValue.objects.exists()
