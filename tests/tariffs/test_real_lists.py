"""The published lists, where they are: as many rows as their provenance says, by our own command."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tariffs.models import ListItem, ListVersion
from tests.factories import record

DATA = Path(__file__).parents[3] / "shared" / "data"
US, AWAY = DATA / "us-actions-2025-26-tradewartracker", DATA / "retaliation-2025-tradewartracker"
BUDGET = DATA / "s301-lists-budgetlab"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not US.exists(), reason=f"the published files are not in {DATA}"),
]
# file, rows of its provenance, options; where a row is a double, it is the one rejected.
FILES: list[tuple[Path, int, dict[str, Any]]] = [
    (US / "annex-II-exemptions.csv", 720, {}),
    (US / "annex-II-exemptions-nov14.csv", 1087, {}),
    (US / "consumer_electronics_EO14257_apr11.csv", 109, {}),
    (US / "brazil-301-exemptions.csv", 2126, {}),
    (US / "canada-338-autos.csv", 439, {}),
    (US / "canada-338-dairy.csv", 52, {}),
    (US / "canada-338-alcohol.csv", 63, {}),
    (US / "metals-annex-IA.csv", 279, {}),
    (US / "metals-annex-IB.csv", 388, {}),
    (US / "steel-tariffs.csv", 111, {"allow_rejected": "1"}),
    (US / "alu-tariffs.csv", 123, {}),
    (US / "copper-list.csv", 80, {}),
    (US / "section122-product-exemptions.csv", 1098, {}),
    (AWAY / "canada-march-list.csv", 1270, {}),
    (AWAY / "canada-125b-list.csv", 4416, {}),
    (AWAY / "canada-steel-list.csv", 539, {}),
    (AWAY / "china-10-percent-030425.csv", 691, {}),
    (AWAY / "china-15-percent-030425.csv", 29, {}),
    (AWAY / "canada-US-exports-030425.csv", 855, {"columns": "value=exports:USD"}),
    (AWAY / "canada-steel-US-exports-031225.csv", 468, {"columns": "value=exports:USD"}),
    (AWAY / "china-10-percent-US-exports-030425.csv", 488, {"columns": "value=exports:USD"}),
    (AWAY / "china-15-percent-US-exports-030425.csv", 19, {"columns": "value=exports:USD"}),
    (BUDGET / "s301_product_lists.csv", 12223, {"split_by": "list"}),
    (BUDGET / "s232_annex_products.csv", 799, {"split_by": "annex"}),
    (BUDGET / "s232_derivative_products.csv", 568, {"split_by": "derivative_type", "allow_rejected": "2"}),
]


def run(path: Path, **options: Any) -> dict[str, Any]:
    record.actor("us", kind="state", name="United States", iso2="US")
    out = StringIO()
    call_command(
        "import_list", path, ref="real", stage="final", imposing="US", published="2025-03-04",
        zone="America/New_York", visibility="public", report="json", stdout=out, **options,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.mark.parametrize(("path", "rows", "options"), FILES, ids=lambda value: getattr(value, "name", ""))
def test_a_published_list_has_the_rows_of_its_provenance(
    path: Path, rows: int, options: dict[str, Any]
) -> None:
    rejected = int(options.get("allow_rejected", 0))
    told = run(path, expect=f"lines={rows - rejected}", **options)
    assert (told["rows_read"], len(told["rejected"])) == (rows, rejected)
    assert ListItem.objects.count() == rows - rejected


def test_the_lists_of_section_301_are_thirteen() -> None:
    run(BUDGET / "s301_product_lists.csv", split_by="list", expect="lines=12223,list:1=860,list:4A=2967")
    counts = {
        row.tariff_list.ref: row.items.count() for row in ListVersion.objects.select_related("tariff_list")
    }
    assert (len(counts), counts["real-1"], counts["real-3"], counts["real-cranes_301"]) == (13, 860, 6190, 1)


def test_china_lost_557_zeros() -> None:
    told = run(AWAY / "china-10-percent-030425.csv")
    assert len(told["recovered"]) == 557
    assert "stands in line 252" in next(
        one["what"] for one in told["warnings"] if "0306.32.10" in one["what"]
    )
