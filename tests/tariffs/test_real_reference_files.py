"""The published files, where they are: their own counts come out."""

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from tariffs.actions import load_nomenclature, load_trade_values
from tariffs.importers.reference.correlations import plan_correlation
from tariffs.importers.reference.editions import EditionDraft
from tariffs.importers.reference.files import SourceFile, read_source
from tariffs.importers.reference.load import plan_nomenclature
from tariffs.importers.reference.trade import TradeDraft, plan_trade
from tariffs.importers.reference.usitc import HEADING, KEYS
from tariffs.models import CommodityCode, TradeValue

DATA = Path(__file__).parents[3] / "shared" / "data"
HTS = DATA / "usitc-hts-2024/htsdata.csv.gz"
COMTRADE = DATA / "hs-comtrade-classifications"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not HTS.exists(), reason=f"the published files are not in {DATA}"),
]
US_2024 = EditionDraft("us-hts-2024", "US", "HTS", "2024", "HTS 2024", date(2024, 7, 1))


def test_the_us_schedule_has_35790_rows_and_8156_derived_lines() -> None:
    report = plan_nomenclature(read_source(HTS), US_2024).report()

    found = {
        name: report[name] for name in ("rows", "codes", "texts_without_a_code", "derived_lines", "faults")
    }
    assert found == {
        "rows": 35790, "codes": 29779, "texts_without_a_code": 6011, "derived_lines": 8156, "faults": [],
    }  # fmt: skip
    assert report["derived_lines_not_00"] == 31


def test_every_row_of_the_us_schedule_is_stored_as_published() -> None:
    load_nomenclature(draft=US_2024, plan=plan_nomenclature(read_source(HTS), US_2024))

    shoes = CommodityCode.objects.get(digits="01022100")
    assert CommodityCode.objects.filter(is_derived=False).count() == 35790
    assert (shoes.is_derived, shoes.general_rate) == (False, "Free")
    assert CommodityCode.objects.filter(description__regex="<[a-z/]|[\u200b\u00a0]").count() == 0


def test_the_json_export_of_the_schedule_reads_the_same() -> None:
    with gzip.open(HTS, "rt", encoding="utf-8-sig", newline="") as opened:
        rows = [
            {key: row[name] for key, name in zip(KEYS, HEADING, strict=True)}
            for row in csv.DictReader(opened)
        ]
    for row in rows:
        row["units"] = json.loads(row["units"]) if row["units"] else None
    source = SourceFile("hts.json", "0" * 64, json.dumps(rows).encode())

    plain, from_json = (plan_nomenclature(given, US_2024) for given in (read_source(HTS), source))

    assert [row.printed[1:] for row in from_json.staged] == [row.printed[1:] for row in plain.staged]


@pytest.mark.parametrize(
    ("path", "rows", "codes"),
    [
        (COMTRADE / "classificationH5.json.gz", 6713, 6705),
        (COMTRADE / "classificationH6.json.gz", 6944, 6936),
        (DATA / "hs2022-datahub/harmonized-system.csv", 6940, 6936),
        (DATA / "usitc-tariff-database-2017/tariff_database_2017.csv.gz", 12861, 12734),
    ],
)
def test_the_other_editions_have_the_counts_their_publishers_state(path: Path, rows: int, codes: int) -> None:
    report = plan_nomenclature(read_source(path), US_2024).report()

    assert (report["rows"], report["codes"], report["faults"]) == (rows, codes, [])


def test_the_correlation_of_2022_and_2017_is_whole() -> None:
    editions = []
    for name, year in (("H6", 2022), ("H5", 2017)):
        draft = EditionDraft(f"hs-{year}", "WCO", "HS", str(year), f"HS {year}", date(year, 1, 1))
        source = read_source(COMTRADE / f"classification{name}.json.gz")
        editions.append(load_nomenclature(draft=draft, plan=plan_nomenclature(source, draft))[0])

    report = plan_correlation(read_source(COMTRADE / "hs2022_hs2017_correlation.csv"), *editions).report()

    assert (report["rows"], report["faults"]) == (15657, [])
    assert report["by_relationship"] == {"1:1": 4096, "1:n": 54, "n:1": 1392, "n:n": 10114}


def test_imports_from_china_come_out_to_the_dollar() -> None:
    path = DATA / "us-imports-china-hs10-2024/us_imports_china_hs10_2024.csv.gz"
    report = plan_trade(read_source(path), TradeDraft("china", "US", 2024), {}).report()

    assert (report["rows"], report["codes"], report["faults"]) == (14422, 14422, [])
    assert report["value_by_partner"] == {"5700": "429425828419"}


def test_imports_from_51_partners_keep_the_union_and_slovakia_apart() -> None:
    china = DATA / "us-imports-china-hs10-2024/us_imports_china_hs10_2024.csv.gz"
    load_trade_values(plan=plan_trade(read_source(china), TradeDraft("china", "US", 2024), {}))
    path = DATA / "us-imports-hs10-2024-partners/us_imports_hs10_2024_partners.csv.gz"

    plan = plan_trade(read_source(path), TradeDraft("partners", "US", 2024), {})
    load_trade_values(plan=plan)

    assert (plan.read, plan.report()["partners"], plan.skipped) == (209616, 50, {"5700": "china"})
    assert TradeValue.objects.count() == 209616
    assert plan.notes[-1] == "The European Union (0003) contains SK: both are kept and never added together."
