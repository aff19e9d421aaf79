"""Lists that name countries and rates but no codes: read only when it is said so, and never a row in silence."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from disputes.models import Actor
from tariffs.comparison import compare_versions
from tariffs.importers.lists.tables import ListFileError
from tariffs.models import ListItem, ListVersion
from tariffs.on_lists import history_of
from tests.factories import record
from tests.tariffs.list_files import planned, text

DATA = Path(__file__).parents[3] / "shared" / "data" / "us-actions-2025-26-tradewartracker"
HEADER = ("CTY_NAME", "tariff_rate", "CTY_CODE")
ROWS = (("Algeria", "30", "7210"), ("Côte d`Ivoire", "21.5", "7480"), ("European Union", "20", "0003"))
SAID = {"code": "-", "scope": "CTY_NAME", "rate": "tariff_rate"}
KNOWN = {"algeria": "DZ", "cote d ivoire": "CI", "european union": "EU"}


def rates(*rows: tuple[str, ...], **columns: str) -> Any:
    return planned(text([HEADER, *rows]), countries=KNOWN, columns=SAID | columns)


def test_each_row_is_a_line_in_words_for_its_country() -> None:
    found = [
        (one.digits, one.description, one.countries, str(one.percent)) for one in rates(*ROWS).lines.drafts
    ]
    assert found == [
        ("", "Goods of Algeria (no codes named)", ("DZ",), "30"),
        ("", "Goods of Côte d`Ivoire (no codes named)", ("CI",), "21.5"),
        ("", "Goods of European Union (no codes named)", ("EU",), "20"),
    ]


def test_without_a_word_of_it_a_list_without_codes_is_refused_and_told_how() -> None:
    with pytest.raises(ListFileError, match="--columns code=-,scope=COL,rate=COL"):
        planned(text([HEADER, *ROWS]))


@pytest.mark.parametrize("columns", [{"rate": "how much"}, {"scope": "CTY_NAME"}])
def test_a_list_without_codes_needs_countries_and_rates(columns: dict[str, str]) -> None:
    with pytest.raises(ListFileError, match="needs its columns scope and rate"):
        planned(text([("CTY_NAME", "how much"), ("Algeria", "30")]), columns={"code": "-"} | columns)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("Elbonia", "30", ""), "is no country on record"),
        (("", "30", "7210"), "no country stands in it"),
        (("Angola", "", "7620"), "no rate stands in it"),
        (("Algeria", "5% or 10%", ""), "more than one rate"),
        (("ALGERIA", "31", "7210"), "already stands in line 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected(row: tuple[str, ...], says: str) -> None:
    plan = rates(ROWS[0], row)
    assert (len(plan.lines.drafts), len(plan.lines.rejected)) == (1, 1)
    assert says in plan.lines.rejected[0].what


def test_captions_and_repeated_headers_are_told() -> None:
    plan = rates(ROWS[0], HEADER, ROWS[1], ("Source: Annex I", "", ""))
    assert (len(plan.lines.drafts), len(plan.lines.passed_over), plan.lines.rejected) == (2, 2, [])


def run(path: Path, **options: Any) -> dict[str, Any]:
    if not Actor.objects.exists():
        record.actor("us", kind="state", name="United States", iso2="US")
    out = StringIO()
    base = {"ref": "rates", "stage": "final", "imposing": "US", "published": "2025-04-02"}
    given = base | {"zone": "America/New_York", "visibility": "public", "report": "json"} | options
    call_command("import_list", path, stdout=out, **given)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rates.csv"
    path.write_bytes(text([HEADER, *ROWS]))
    return path


@pytest.mark.django_db
def test_names_of_countries_need_no_actor_on_record(file: Path) -> None:
    told = run(file, columns="code=-,scope=CTY_NAME,rate=tariff_rate", expect="lines=3")
    assert (told["levels"], told["lists"][""]["chapters"]) == ({}, {})
    assert list(ListItem.objects.order_by("position").values_list("countries", flat=True)) == [
        ["DZ"],
        ["CI"],
        ["EU"],
    ]


@pytest.mark.django_db
def test_a_total_that_does_not_hold_writes_nothing(file: Path) -> None:
    with pytest.raises(CommandError, match="Expected 4 lines"):
        run(file, columns="code=-,scope=CTY_NAME,rate=tariff_rate", expect="lines=4")
    assert not ListItem.objects.exists()


@pytest.mark.django_db
def test_no_code_is_found_on_a_list_that_names_none(file: Path) -> None:
    run(file, columns="code=-,scope=CTY_NAME,rate=tariff_rate")
    assert list(history_of("85176200", AnonymousUser()).lines) == []


@pytest.mark.django_db
@pytest.mark.skipif(not DATA.exists(), reason=f"the published files are not in {DATA}")
def test_the_published_rates_by_country() -> None:
    files = {
        "reciprocal-tariffs-annex-I.csv": (59, "scope=CTY_NAME,rate=tariff_rate"),
        "clean-august-7-tariffs.csv": (68, "scope=country_name,rate=rtariff-aug"),
        "agust-7-tariffs.csv": (68, "scope=1,rate=2"),
    }
    for name, (lines, columns) in files.items():
        told = run(DATA / name, columns=f"code=-,{columns}", expect=f"lines={lines}")
        assert (told["rows_read"], told["rejected"], told["recovered"]) == (lines, [], []), name
    april, august, again = ListVersion.objects.order_by("number")
    assert [version.items.count() for version in (april, august, again)] == [59, 68, 68]
    assert {name: n for name, n in compare_versions(august, again).counts.items() if n} == {"kept": 68}
