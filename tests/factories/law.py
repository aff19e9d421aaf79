"""Tariff lists with lines and effects, saved: the lists of 2018-2020 in small."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from disputes.models import Actor
from tariffs.models import (
    CommodityCode,
    Effect,
    ListItem,
    ListVersion,
    Nomenclature,
    TariffList,
    TariffListTarget,
)
from tests.factories import record

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> datetime:
    """Return New York's clock time, such as 2019-05-10T00:01."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


def states() -> dict[str, Actor]:
    """Return the United States and China."""
    return {code: record.actor(code.lower(), kind="state", name=code, iso2=code) for code in ("US", "CN")}


def tariff_list(
    ref: str,
    imposing: Actor,
    targets: Iterable[Actor],
    lines: Iterable[str | Mapping[str, Any]],
    *,
    stage: str = "final",
    **values: Any,
) -> TariffList:
    """Return a list with one published version of these lines; `values` go to the list."""
    found = record.make(
        TariffList,
        **{"ref": ref, "title": f"List {ref}", "imposing": imposing, "authority": "us-301"} | values,
    )
    seen = {key: values[key] for key in ("visibility", "team") if key in values}
    for position, target in enumerate(targets):
        record.make(TariffListTarget, tariff_list=found, actor=target, position=position, **seen)
    version = record.make(
        ListVersion, ref=f"{ref}-v1", tariff_list=found, number=1, stage=stage, title="As printed",
        published_on=at("2018-06-20T00:00").date(), zone="America/New_York", recorded_at=record.NOW, **seen,
    )  # fmt: skip
    for position, line in enumerate(lines, 1):
        given = {"digits": line, "printed_code": line} if isinstance(line, str) else dict(line)
        ListItem.objects.create(list_version=version, position=position, **given)
    version.is_published = True
    record.saved(lambda: version.save(update_fields=["is_published"]))
    return found


def effect(of: TariffList, percent: str | None, start: str, end: str = "", **values: Any) -> Effect:
    """Return an effect of the list, in force and additional unless told otherwise."""
    base = {
        "ref": f"{of.ref}-e{record.number()}", "tariff_list": of, "ad_valorem_percent": percent,
        "rate_text": f"{percent}%",
        "state": "in_force", "mode": "additional", "from_at": at(start), "until_at": at(end) if end else None,
        "zone": "America/New_York", "visibility": of.visibility, "team": of.team,
    }  # fmt: skip
    return record.make(Effect, **base | values)


def schedule(year: int, rows: Mapping[str, str], authority: str = "US") -> Nomenclature:
    """Return an edition valid in one year; `rows` are code → general rate."""
    edition = Nomenclature.objects.create(
        ref=f"{authority.lower()}-{year}", authority=authority, schedule="HTS", edition=str(year),
        title=f"Schedule {year}",
        valid_from=f"{year}-01-01", valid_until=f"{year + 1}-01-01", digits=10, sha256="0" * 64, file_name="x.csv",
    )  # fmt: skip
    CommodityCode.objects.bulk_create(
        CommodityCode(
            nomenclature=edition, digits=digits, general_rate=rate, position=n, description=f"Goods {digits}"
        )
        for n, (digits, rate) in enumerate(rows.items())
    )
    return edition


def china_lists() -> dict[str, TariffList]:
    """Return lists 3, 4A and 4B of the United States with a few lines and what the law did with them."""
    who = states()
    split = {"digits": "85176200", "printed_code": "8517.62.00"}
    three = tariff_list(
        "list-3", who["US"], [who["CN"]],
        ["94016160", split | {"excepted_digits": ["8517620090"], "partial": "except 8517.62.0090"}],
    )  # fmt: skip
    effect(three, "10", "2018-09-24T00:01", "2019-05-10T00:01", claim_code="99038803", state="ended")
    effect(three, "25", "2019-05-10T00:01", claim_code="99038803")
    effect(
        three, "10", "2019-05-10T00:01", "2019-06-15T00:01", claim_code="99038809", state="ended",
        exported_before=at("2019-05-10T00:01"), entered_before=at("2019-06-15T00:01"),
    )  # fmt: skip
    four_a = tariff_list(
        "list-4a", who["US"], [who["CN"]],
        ["61102020", split | {"excepted_digits": ["8517620010", "8517620020"], "partial": "except .0010 and .0020"}],
    )  # fmt: skip
    effect(four_a, "15", "2019-09-01T00:01", "2020-02-14T00:01", claim_code="99038815", state="ended")
    effect(four_a, "7.5", "2020-02-14T00:01", claim_code="99038815")
    four_b = tariff_list("list-4b", who["US"], [who["CN"]], ["84713001"])
    effect(four_b, "15", "2019-12-15T00:01", claim_code="99038816", state="never_collected")
    return {"3": three, "4a": four_a, "4b": four_b}
