"""What is odd about a list that is read all the same is told with its place, and a sound list is told nothing of."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tariffs.importers.lists.rows import Edition
from tests.factories import goods, lists, record
from tests.tariffs.list_files import planned, text

CODES = [f"{chapter:02}{heading:02}.10.00" for chapter in (1, 8, 29, 39, 61) for heading in range(1, 11)]
SCHEDULE = Edition("hs-2022", frozenset(code.replace(".", "")[:n] for code in CODES for n in (2, 4, 6)), 6)


def odd(rows: list[Any], **asked: Any) -> list[tuple[str, str]]:
    return [(one.place, one.what) for one in planned(text(rows), **asked).lines.warnings]


def numbered(*numbers: int) -> list[Any]:
    return [("No.", "code"), *zip(numbers, CODES, strict=False)]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((1, 2, 3, 4), []),
        ((1, 2, 1, 2), []),
        (
            (3, 4, 5, 6),
            [("line 2, column 1", "the rows are numbered from 3 on: are the first ones missing?")],
        ),
        (
            (1, 2, 5, 6),
            [("line 4, column 1", "the rows are numbered, and 5 follows 2: is something missing or twice?")],
        ),
    ],
)
def test_the_numbers_of_rows(numbers: tuple[int, ...], told: list[Any]) -> None:
    assert odd(numbered(*numbers)) == told


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (("Page 1", "Page 2", "Page 3"), []),
        (("Page 1 of 4", "Page 2 of 4", "Page 4 of 4"), ["page 4 follows page 2: is a page missing?"]),
        (("Seite 1", "Seite 3"), ["page 3 follows page 1: is a page missing?"]),
    ],
)
def test_the_numbers_of_pages(pages: tuple[str, ...], told: list[str]) -> None:
    rows: list[Any] = [("code", "description")]
    for n, page in enumerate(pages):
        rows += [*[(code, "Goods") for code in CODES[2 * n : 2 * n + 2]], (page, "")]
    place = f"line {len(rows)}, column 1"
    assert odd(rows) == [(place, what) for what in told]


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("List of 4 tariff lines", False), ("List of 818 tariff lines", True), ("In all 1,300 items", True),
        ("Total: 3 codes", True), ("Of these 3 items were moved", False), ("Annex of 2018", False),
    ],
)  # fmt: skip
def test_a_count_that_the_file_prints_itself(title: str, is_told: bool) -> None:
    found = odd([(title, ""), ("code", "description"), *[(code, "Goods") for code in CODES[:4]]])
    assert [("and 4 lines were read" in what) for _, what in found] == [True] * is_told


def test_a_blank_row_between_lines_is_told_where_there_are_hardly_any() -> None:
    rows: list[Any] = [("code",), *[(code,) for code in CODES]]
    assert odd([*rows[:10], ("",), *rows[10:]]) == [
        ("line 12, column 1", "the row before it is blank: was there a line?")
    ]
    assert odd([row for one in rows for row in (one, ("",))]) == []


def test_codes_that_the_schedule_lacks_are_told_one_by_one() -> None:
    rows: list[Any] = [("code",), *[(code,) for code in CODES], ("6110.99.00",)]
    told = planned(text(rows)).lines
    assert (len(told.warnings), len(told.drafts)) == (0, 51)
    assert odd(rows, schedule=SCHEDULE) == [
        (
            "line 52, column 1",
            "6110.99.00 is not in hs-2022; the nearest above it is 6110: is a digit wrong, or is it a code of another"
            " edition?",
        )
    ]


def test_codes_of_another_edition_are_told_once() -> None:
    rows: list[Any] = [("code",), *[(code,) for code in CODES], *[(f"62{n:02}.10.00",) for n in range(1, 11)]]
    assert odd(rows, schedule=SCHEDULE) == [
        (
            "line 52, column 1",
            "10 of 60 codes are not in hs-2022, the first here: do they speak another edition?",
        )
    ]


def report(path: Path, codes: list[str], **options: Any) -> str:
    path = path / "annex.csv"
    path.write_bytes(text([("code",), *[(code,) for code in codes]]))
    out = StringIO()
    base = {"ref": "goods", "stage": "final", "imposing": "US", "published": "2024-06-01", "zone": "UTC"}
    call_command("import_list", path, dry_run=True, visibility="public", stdout=out, **base | options)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("published", "edition", "named"),
    [
        ("2024-06-01", "", "us-hts-2024"), ("2022-06-01", "", "hs-2022"), ("2019-06-01", "", None),
        ("2024-06-01", "us-hts-2024", None),
    ],
)  # fmt: skip
def test_the_schedule_of_the_day_is_looked_up(
    tmp_path: Path, published: str, edition: str, named: str | None
) -> None:
    record.actor("us", kind="state", name="United States", iso2="US")
    digits = [code.replace(".", "") for code in CODES]
    goods.nomenclature("us-hts-2024", *digits)
    goods.nomenclature("hs-2022", *digits, authority="WCO", schedule="HS", valid_from=date(2022, 1, 1))
    told = report(tmp_path, CODES, published=published, edition=edition)
    assert [word for word in ("us-hts-2024", "hs-2022") if f"looked up in {word}" in told] == [named] * bool(
        named
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (CODES, ["50 stand in this file, which adds 0 codes"]),
        (
            CODES[:20] + CODES[25:],
            ["45 stand", "5 of its lines in a row, 2901.10.00 to 2905.10.00, are missing here"],
        ),
        (CODES[:21] + CODES[25:], ["46 stand"]),
        (CODES[:20], ["20 stand"]),
    ],
)
def test_an_earlier_version_is_compared(tmp_path: Path, kept: list[str], told: list[str]) -> None:
    us = record.actor("us", kind="state", name="United States", iso2="US")
    lists.version(lists.tariff_list("goods", us), 1, *[code.replace(".", "") for code in CODES])
    said = report(tmp_path, kept)
    assert all(word in said for word in told)
    assert ("in a row" in said) == (len(told) > 1)
