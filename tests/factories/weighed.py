"""Lists aimed at countries, and imports to weigh them by."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from disputes.models import Actor
from tariffs.models import ListItem, ListVersion, TariffList, TariffListTarget
from tests.factories import goods, record


def a_list(
    ref: str,
    *items: dict[str, Any] | str,
    targets: Sequence[str] = ("CN",),
    imposing: str = "US",
    **seen: Any,
) -> ListVersion:
    """A list of the country aimed at these countries, with one final version of these items."""
    parent = record.make(TariffList, ref=ref, title=f"The list {ref}", imposing=state(imposing), **seen)
    for place, country in enumerate(targets):
        record.make(TariffListTarget, tariff_list=parent, actor=state(country), position=place, **seen)
    return a_version(parent, 1, *items, **seen)


def a_version(parent: TariffList, number: int, *items: dict[str, Any] | str, **seen: Any) -> ListVersion:
    """A further version with these items: fields, or digits alone."""
    version = record.make(
        ListVersion, ref=f"{parent.ref}-v{number}", tariff_list=parent, number=number, stage="final",
        title=f"Version {number} of {parent.ref}", published_on=date(2024, 1, number), zone="America/New_York",
        recorded_at=record.NOW, **seen,
    )  # fmt: skip
    for position, item in enumerate(items, 1):
        fields = {"digits": item} if isinstance(item, str) else item
        ListItem.objects.create(list_version=version, position=position, **fields)
    version.is_published = True
    record.saved(lambda: version.save(update_fields=["is_published"]))
    return version


def state(iso2: str) -> Actor:
    """The country, made when it is not there."""
    found = Actor.objects.filter(iso2=iso2).first()
    return found or record.actor(iso2.lower(), kind="state", iso2=iso2)


def imports() -> None:
    """Imports of 2024: 542 from China, 1000 from Mexico."""
    for digits, value in (
        ("8517620010", 100), ("8517620090", 30), ("8517710000", 7), ("8471300100", 400), ("0101300000", 5),
    ):  # fmt: skip
        goods.trade(digits, value)
    goods.trade("8517620010", 1000, partner="MX", partner_code="2010")
