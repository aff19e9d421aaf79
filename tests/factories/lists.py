"""Tariff lists with lines, hand-made."""

from datetime import date
from typing import Any

from disputes.models import Actor
from tariffs.models import Effect, ListItem, ListVersion, TariffList, TariffListTarget
from tests.factories import record

Item = dict[str, Any]


def tariff_list(ref: str, imposing: Actor, *targets: Actor, **values: Any) -> TariffList:
    """A list of no dispute, unless one is given."""
    seen = {key: values[key] for key in ("visibility", "team") if key in values}
    base = {"ref": ref, "title": f"List {ref}", "imposing": imposing, "authority": "us-301"}
    made = record.make(TariffList, **base | values)
    for position, actor in enumerate(targets):
        record.make(TariffListTarget, tariff_list=made, actor=actor, position=position, **seen)
    return made


def version(
    of: TariffList, number: int, *items: str | Item, published: bool = True, **values: Any
) -> ListVersion:
    """A version with these lines: a code each, or the columns of an item."""
    base = {
        "ref": f"{of.ref}-v{number}", "tariff_list": of, "number": number,
        "stage": "proposed" if number == 1 else "final", "title": f"Version {number} of {of.ref}",
        "published_on": date(2018, 4, number), "zone": "America/New_York",
        "recorded_at": record.NOW,
    }  # fmt: skip
    made = record.make(ListVersion, **base | values)
    ListItem.objects.bulk_create(
        ListItem(
            list_version=made,
            position=position,
            **({"digits": item, "description": f"Goods of {item}"} if isinstance(item, str) else item),
        )
        for position, item in enumerate(items, start=1)
    )
    if published:
        made.is_published = True
        record.saved(lambda: made.save(update_fields=["is_published"]))
    return made


def effect(of: TariffList, **values: Any) -> Effect:
    base = {
        "ref": f"{of.ref}-effect-{record.number()}", "tariff_list": of, "rate_text": "25 per cent",
        "mode": "additional", "ad_valorem_percent": 25,
        "state": "in_force", "from_at": record.NOW, "zone": "America/New_York",
    }  # fmt: skip
    return record.make(Effect, **base | values)
