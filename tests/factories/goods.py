"""Nomenclatures and their codes for tests; hand-made."""

from datetime import date
from typing import Any

from tariffs.models import CommodityCode, Correlation, Nomenclature, TradeValue


def nomenclature(ref: str = "us-hts-2024", *codes: str, **fields: Any) -> Nomenclature:
    """An edition with these codes, in the order given; titles say “Goods of …”."""
    year = int(ref[-4:])
    made = Nomenclature.objects.create(
        **{
            "ref": ref, "authority": "US", "schedule": "HTS", "edition": str(year), "title": f"HTS {year}",
            "valid_from": date(year, 1, 1), "digits": 10, "sha256": f"{year:064d}", "file_name": f"{ref}.csv",
        } | fields
    )  # fmt: skip
    for position, digits in enumerate(codes):
        code(made, digits, position)
    return made


def code(of: Nomenclature, digits: str, position: int, **fields: Any) -> CommodityCode:
    """One row of the edition."""
    shown = {"description": f"Goods of {digits}"} | fields
    return CommodityCode.objects.create(nomenclature=of, digits=digits, position=position, **shown)


def correlation(
    old: Nomenclature, new: Nomenclature, a: str, b: str, relationship: str = "1:1"
) -> Correlation:
    """One pair of a correlation table."""
    return Correlation.objects.create(
        from_nomenclature=old, to_nomenclature=new, from_digits=a, to_digits=b, relationship=relationship
    )


def trade(digits: str, value: int, **fields: Any) -> TradeValue:
    """US imports of 2024 from China in one code, in US dollars."""
    return TradeValue.objects.create(
        **{
            "reporter": "US", "partner": "CN", "partner_code": "5700", "year": 2024, "digits": digits,
            "value": value, "source_ref": "us-imports-2024",
        } | fields
    )  # fmt: skip
