"""Tariff lists of a bundle. A published version is what one document prints: identical or refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api.bundles.checking import BundleRefs
from api.bundles.upserting import Upsert, picked
from disputes.models import Actor, Dispute, Event, Figure, Source
from tariffs.models import (
    Effect,
    Exclusion,
    ListItem,
    ListVersion,
    Nomenclature,
    TariffCitation,
    TariffList,
    TariffListTarget,
)

ITEM = (
    "position", "printed_code", "digits", "description", "nature", "stated_rate", "ad_valorem_percent", "trade_value",
    "trade_currency", "countries", "partial", "excepted_digits", "only_digits", "part", "claim_code", "confidence",
    "note",
)  # fmt: skip
VERSION = (
    "number", "stage", "title", "announced_on", "published_on", "effective_at", "zone", "edition", "stated_rate",
    "note", "file_name", "file_sha256", "control_totals", "confidence",
)  # fmt: skip


class PublishedVersionDiffers(Exception):
    """A bundle says something else than the version of the same ref on record."""

    def __init__(self, version: ListVersion, what: str) -> None:
        stands = "is published" if version.is_published else "is a draft on record"
        super().__init__(
            f"The list version “{version.ref}” {stands} and says otherwise: {what}. Record a further version."
        )
        self.ref = version.ref


def load(
    shapes: Sequence[Mapping[str, Any]], dispute: Dispute, rows: Upsert, refs: BundleRefs, *, now: datetime
) -> None:
    """Save the lists with their versions, items, effects and exclusions."""
    for shape in shapes:
        imposing = refs.get(Actor, shape["imposing"])
        tariff_list = rows.by_ref(TariffList, shape, dispute=dispute, imposing=imposing)
        refs.put(tariff_list)
        for position, ref in enumerate(shape["targets"]):
            key = {"tariff_list": tariff_list, "actor": refs.get(Actor, ref)}
            rows.natural(TariffListTarget, key, {"position": position}, like=tariff_list)
        for version in shape["versions"]:
            _version(version, tariff_list, rows, refs, now)
        for effect in shape["effects"]:
            row = rows.by_ref(Effect, effect, tariff_list=tariff_list, cause=_cause(effect, refs))
            _cite({"effect": row}, effect, rows, refs)
        for one in shape["exclusions"]:
            exclusion = rows.by_ref(Exclusion, one, tariff_list=tariff_list, cause=_cause(one, refs))
            _cite({"exclusion": exclusion}, one, rows, refs)


def _cause(shape: Mapping[str, Any], refs: BundleRefs) -> Event | None:
    return refs.get(Event, shape["cause"]) if shape["cause"] else None


def _version(
    shape: Mapping[str, Any], tariff_list: TariffList, rows: Upsert, refs: BundleRefs, now: datetime
) -> None:
    links = {
        "value": refs.get(Figure, shape["value"]) if shape["value"] else None,
        "event": refs.get(Event, shape["event"]) if shape["event"] else None,
        "nomenclature": refs.get(Nomenclature, shape["nomenclature"]) if shape["nomenclature"] else None,
    }
    known = ListVersion.objects.filter(ref=shape["ref"]).first()
    if known is None:
        draft = {**shape, "is_published": False}
        version = rows.by_ref(ListVersion, draft, tariff_list=tariff_list, recorded_at=now, **links)
        ListItem.objects.bulk_create(
            ListItem(list_version=version, **picked(one, ITEM)) for one in shape["items"]
        )
        if shape["is_published"]:
            version.is_published = True
            version.save(update_fields=["is_published"])
    else:
        _same(known, shape, links)
        values = {"event": links["event"], "loaded_on": shape["loaded_on"]}
        version = rows.write(known, values | {"is_published": shape["is_published"]})
    _cite({"list_version": version}, shape, rows, refs)
    items = dict(version.items.values_list("position", "id"))
    for one in shape["items"]:
        _cite({"item_id": items[one["position"]]}, one, rows, refs, like=version)


def _same(version: ListVersion, shape: Mapping[str, Any], links: Mapping[str, Any]) -> None:
    if version.is_published and not shape["is_published"]:
        raise PublishedVersionDiffers(version, "it is no draft")
    for name in VERSION:
        if getattr(version, name) != shape[name]:
            raise PublishedVersionDiffers(
                version, f"{name} is {getattr(version, name)!r}, not {shape[name]!r}"
            )
    for name in ("value", "nomenclature"):
        if getattr(version, name) != links[name]:
            raise PublishedVersionDiffers(
                version, f"its {name} is {getattr(version, name)}, not {links[name]}"
            )
    printed = list(version.items.order_by("position").values(*ITEM))
    wanted = sorted((picked(one, ITEM) for one in shape["items"]), key=lambda one: int(one["position"]))
    for was, now in zip(printed, wanted, strict=False):
        if was != now:
            raise PublishedVersionDiffers(version, f"line {was['position']} differs")
    if len(printed) != len(wanted):
        raise PublishedVersionDiffers(version, f"it has {len(printed)} lines, not {len(wanted)}")


def _cite(
    target: Mapping[str, Any], shape: Mapping[str, Any], rows: Upsert, refs: BundleRefs, like: Any = None
) -> None:
    for citation in shape["citations"]:
        source = refs.get(Source, citation["source"])
        key = {**target, "source": source} | picked(citation, ("stance", "quote", "page", "claim"))
        rows.natural(
            TariffCitation, key, {"note": citation["note"]}, like=like or next(iter(target.values()))
        )
