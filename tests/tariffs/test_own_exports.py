"""A file of a list's lines that we wrote is read back as it was: nothing added, lost or changed."""

import csv
import io
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from api.list_lines import FIELDS
from casebook import tables
from casebook.workbooks import workbook
from disputes.models import Confidence
from tariffs.codes import display
from tariffs.comparison import compare_versions
from tariffs.importers.lists import exports
from tariffs.models import ListVersion, MeasureNature
from tests.factories import lists, record
from tests.tariffs.list_files import planned
from web.lists import COLUMNS, HEAD

Item = dict[str, Any]
FILES = [f"/tariff-lists/{{ref}}/versions/1/lines.{kind}" for kind in ("csv", "xlsx", "json", "ndjson")]
FILES += [f"/api/v1/tariff-lists/{{ref}}/versions/1/lines.{kind}" for kind in ("csv", "ndjson")]
ITEMS: tuple[Item, ...] = (
    {"digits": "01012100", "printed_code": "0101.21.00", "description": "Horses, “purebred”"},
    {"digits": "85176200", "printed_code": "8517.62.00", "partial": "except 8517.62.0090",
     "excepted_digits": ["8517620090"], "stated_rate": "25%", "ad_valorem_percent": Decimal("25.000")},
    {"digits": "8471", "partial": "laptops alone", "only_digits": ["8471300100", "84714101"], "note": "=SUM(A1)"},
    {"digits": "0203110000", "stated_rate": "4.4¢/kg + 2.5%", "description": "Swine,\nfresh"},
    {"digits": "04090000", "stated_rate": "US$ 1.50 per kg", "countries": ["CN", "HK"]},
    {"digits": "04090000", "stated_rate": "Free", "ad_valorem_percent": Decimal(0), "countries": ["MX"], "part": "B"},
    {"digits": "940320", "trade_value": Decimal("1234567.89"), "trade_currency": "USD", "claim_code": "99038803"},
    {"digits": "95030000", "trade_value": Decimal("0.00"), "trade_currency": "EUR", "confidence": "unsure"},
    {"description": "Films: imports suspended; ex 8517.62", "nature": "import_suspension"},
    {"description": "-Talks on services-", "nature": "talks_suspended", "part": "Annex 2", "note": "'=kept"},
    {"digits": "01012100", "description": "Horses again", "part": "B", "stated_rate": "10%"},
    {"digits": "870323", "description": "'+quoted", "printed_code": "ex 8703 23", "partial": "ex"},
)  # fmt: skip


def test_every_export_has_the_columns_that_are_read() -> None:
    assert list(HEAD) == list(FIELDS)
    assert set(HEAD) == exports.READ
    assert tables.FORMULA == exports.FORMULA
    assert (list(exports.NATURES), list(exports.CONFIDENCES)) == (MeasureNature.values, Confidence.values)


def read_back(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.django_db
@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize("items", [ITEMS, ITEMS[1:2], ITEMS[8:9]], ids=["all", "one", "in words"])
def test_an_export_into_a_new_list_keeps_every_line(
    client: Client, tmp_path: Path, address: str, items: tuple[Item, ...]
) -> None:
    us = record.actor("us", kind="state", name="United States", iso2="US")
    first = lists.version(lists.tariff_list("first", us), 1, *items)
    path = tmp_path / address.rpartition("/")[2]
    path.write_bytes(read_back(client.get(address.format(ref="first"))))

    call_command(
        "import_list", path, ref="second", stage="proposed", imposing="US", published="2018-04-01",
        zone="America/New_York", visibility="public", expect=f"lines={len(items)}", stdout=io.StringIO(),
    )  # fmt: skip

    second = ListVersion.objects.get(ref="second-v1")
    rows = [list(version.items.order_by("position").values_list(*COLUMNS)) for version in (first, second)]
    assert rows[0] == rows[1]
    counts = compare_versions(first, second).counts
    assert {change for change, number in counts.items() if number} == {"kept"}


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30).map(
    str.strip
)
CODE = st.sampled_from(["0101", "01012100", "8517620090", "940320", "2204"])
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "printed_code": WORDS, "digits": CODE | st.just(""), "description": WORDS.filter(bool),
            "nature": st.sampled_from(["tariff", "quota"]), "stated_rate": WORDS,
            "ad_valorem_percent": st.none() | st.decimals(0, 9999, places=3), "part": WORDS,
            "countries": st.lists(st.sampled_from(["CN", "HK", "MX"]), unique=True), "partial": WORDS,
            "excepted_digits": st.lists(CODE, unique=True), "only_digits": st.lists(CODE, unique=True),
            "trade_value": st.decimals(0, 10**12, places=2), "trade_currency": st.sampled_from(["USD", "EUR"]),
            "claim_code": st.sampled_from(["", "99038803"]), "confidence": st.sampled_from(["certain", "likely"]),
            "note": WORDS,
        }
    ),
    min_size=1, max_size=5,
)  # fmt: skip
WRITERS: dict[str, Callable[[list[Item]], bytes]] = {
    "csv": lambda rows: "".join(tables.csv_lines(HEAD, [list(row.values()) for row in rows])).encode(),
    "json": lambda rows: "".join(tables.json_array(rows)).encode(),
    "ndjson": lambda rows: "".join(tables.json_lines(rows)).encode(),
    "xlsx": lambda rows: workbook(
        HEAD, [list(row.values()) for row in rows], numbers={"position", "ad_valorem_percent", "trade_value"}
    ).read(),
}


def exported(items: Iterable[Item]) -> list[Item]:
    made = [one | {"position": n, "display_code": display(one["digits"])} for n, one in enumerate(items, 1)]
    return [{name: one[name] for name in HEAD} for one in made]


@pytest.mark.parametrize("kind", WRITERS)
@given(items=LINES)
def test_any_lines_are_read_back(kind: str, items: list[Item]) -> None:
    drafts = planned(WRITERS[kind](exported(items)), f"lines.{kind}").lines.drafts
    told = [
        {
            "printed_code": one.printed, "digits": one.digits, "description": one.description, "nature": one.nature,
            "stated_rate": one.rate, "ad_valorem_percent": one.percent, "part": one.part,
            "countries": list(one.countries), "partial": one.partial, "excepted_digits": list(one.excepted),
            "only_digits": list(one.only), "trade_value": one.value, "trade_currency": one.currency,
            "claim_code": one.claim, "confidence": one.confidence, "note": one.note,
        }
        for one in drafts
    ]  # fmt: skip
    assert told == items


def altered(column: str, cell: str, *, row: int = 0) -> bytes:
    """Return an export of two lines with one cell altered."""
    base = dict.fromkeys(COLUMNS, "")
    items = [base | {"digits": digits, "description": "Goods"} for digits in ("01012100", "85176200")]
    rows = exported(items)
    rows[row][column] = cell
    return WRITERS["csv"](rows)


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("digits", "01012010", "0101.20.10 stands beside 0101.21.00"),
        ("digits", "horse", "only digits"),
        ("position", "2", "line 2 stands in line 2 already"),
        ("countries", "China", "“China” is no country"),
        ("excepted_digits", "85176", "it has 5 digits"),
        ("ad_valorem_percent", "ten", "“ten” is no number"),
        ("ad_valorem_percent", "NaN", "“NaN” is no number"),
        ("ad_valorem_percent", "25000", "25000 is no rate"),
        ("trade_value", "5", "a value has a currency"),
        ("nature", "tarif", "“tarif” is not known; known: tariff"),
        ("claim_code", "9903", "no heading of chapter 99"),
        ("part", "x" * 61, "longer than 60"),
    ],
)
def test_an_altered_cell_is_rejected_with_its_place(column: str, cell: str, says: str) -> None:
    (told,) = planned(altered(column, cell), "lines.csv").lines.rejected
    assert says in told.what
    assert told.place.startswith("line ") and "column" in told.place


def test_lines_that_are_missing_are_told() -> None:
    lines = WRITERS["csv"](exported(dict.fromkeys(COLUMNS, "") | {"digits": "0101"} for _ in range(4)))
    cut = b"".join(line for n, line in enumerate(lines.splitlines(keepends=True)) if n != 2)
    assert [one.what for one in planned(cut, "lines.csv").lines.warnings] == [
        "the rows are numbered, and 3 follows 1: is something missing or twice?"
    ]


def test_an_export_that_a_spreadsheet_saved_again_keeps_its_zeros() -> None:
    text = WRITERS["csv"](
        exported(dict.fromkeys(COLUMNS, "") | {"digits": code} for code in ("01012100", "85176200"))
    )
    rows = list(csv.reader(io.StringIO(text.decode())))
    rows[1][2] = rows[1][2].lstrip("0")
    told = planned("\n".join(",".join(row) for row in rows).encode(), "lines.csv").lines
    assert [one.digits for one in told.drafts] == ["01012100", "85176200"]
    assert len(told.recovered) == 1
