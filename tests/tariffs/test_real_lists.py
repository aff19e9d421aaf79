"""The published lists, where they are: as many rows as their provenance says, by our own command."""

import csv
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


# The files of the folder that are no lists: read by other commands and tests, or by nothing, and why.
OTHERS = {
    "reciprocal-tariffs-annex-I.csv": "countries and rates without codes: test_country_rates",
    "clean-august-7-tariffs.csv": "countries and rates without codes: test_country_rates",
    "agust-7-tariffs.csv": "countries and rates without codes: test_country_rates",
    "htsdata.csv.gz": "an edition: test_real_reference_files",
    "tariff_database_2017.csv.gz": "an edition: test_real_reference_files",
    "harmonized-system.csv": "an edition: test_real_reference_files",
    "classificationH5.json.gz": "an edition: test_real_reference_files",
    "classificationH6.json.gz": "an edition: test_real_reference_files",
    "hs2022_hs2017_correlation.csv": "a correlation: test_real_reference_files",
    "hs2017_hs2012_correlation.csv": "a correlation whose edition of 2012 is not in the folder",
    "us_imports_china_hs10_2024.csv.gz": "trade values: test_real_reference_files",
    "us_imports_hs10_2024_partners.csv.gz": "trade values: test_real_reference_files",
    "sections.csv": "the titles of the sections, which tariffs.sections has",
    "hts_concordance.csv": "pairs of ten-digit numbers between revisions of 2025, no list",
    "revision_dates.csv": "dates of revisions, no codes",
    "census_codes.csv": "codes of countries",
    "CensusCountryMapping_FRBAtl_short.csv": "codes of countries",
    "country-codes.csv": "codes of countries",
}
NO_TARIFFS = {
    "wto-disputes-deepwto", "federal-register-trade-notices", "whitehouse-trade-actions", "wto-timelines-gold",
    "uktrade-trade-remedies-fixtures",
}  # fmt: skip


def test_every_file_of_the_folder_is_imported_or_said_to_be_no_list() -> None:
    with (DATA / "MANIFEST.csv").open(newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["dataset"] not in NO_TARIFFS]
    imported = {path.name: count for path, count, _ in FILES}
    assert {row["file"] for row in rows} == {*imported, *OTHERS}
    assert {row["file"]: int(row["rows"]) for row in rows if row["file"] in imported} == imported


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
    told = run(path, expect=f"rows={rows},lines={rows - rejected}", **options)
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
