"""Tariff lists as a reader sees them: what each document printed, and what the law did with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Substr

from accounts.querysets import Reader
from disputes.models import Actor, Event, Figure
from tariffs.lines import Line
from tariffs.lookup import descriptions
from tariffs.models import (
    CommodityCode,
    Effect,
    EffectState,
    ListItem,
    ListVersion,
    Nomenclature,
    TariffCitation,
    TariffList,
    TariffListTarget,
)


@dataclass(frozen=True, slots=True)
class Law:
    """One thing the law did with a list: the effect, and how it stands at the moment of reading."""

    effect: Effect
    word: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of the index; `latest` is the version with the highest number, drafts last."""

    tariff_list: TariffList
    latest: ListVersion | None
    versions: int
    law: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a version with its number of lines; '' stands for the items in words."""

    digits: str
    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a filter leaves of a version. Values of different currencies are never added."""

    lines: int
    words: int
    parts: tuple[tuple[str, int], ...]
    values: tuple[tuple[str, Any, int], ...]


def readable(user: Reader) -> QuerySet[TariffList]:
    """Return the lists `user` may see, with their actors, versions and effects behind the door."""
    targets = TariffListTarget.objects.visible_to(user).select_related("actor").order_by("position")
    versions = ListVersion.objects.visible_to(user).order_by("number")
    causes = Prefetch("cause", Event.objects.visible_to(user))
    effects = Effect.objects.visible_to(user).prefetch_related(causes).order_by("from_at", "ref")
    related: list[Any] = [
        Prefetch("imposing", Actor.objects.visible_to(user)),
        Prefetch("list_targets", targets),
        Prefetch("versions", versions.annotate(line_count=Count("items"))),
        Prefetch("effects", effects),
    ]
    return TariffList.objects.visible_to(user).select_related("dispute").prefetch_related(*related)


def rows(lists: Iterable[TariffList], now: datetime) -> list[ListRow]:
    """Return the lines of the index for lists made by `readable`."""
    made = []
    for one in lists:
        versions = sorted(one.versions.all(), key=lambda version: (version.is_published, version.number))
        law = tuple(told(effect, now) for effect in one.effects.all())
        made.append(ListRow(one, versions[-1] if versions else None, len(versions), law))
    return made


def told(effect: Effect, now: datetime) -> Law:
    """Return how an effect stands at `now`: what the record says of it, and whether its time has come or gone."""
    over = effect.until_at is not None and effect.until_at <= now
    begun = effect.from_at <= now
    word, icon, tone = _STANDING[EffectState(effect.state)]
    if effect.state == EffectState.IN_FORCE and (over or not begun):
        word, icon, tone = ("Ended", "ended", "") if over else ("To come into force", "clock", "soon")
    elif effect.state == EffectState.SUSPENDED and over:
        word = "Was suspended"
    elif effect.state == EffectState.SCHEDULED and begun:
        word = "Was scheduled"
    return Law(effect, word, icon, tone)


_STANDING = {
    EffectState.NEVER_COLLECTED: ("Never collected", "ended", "met"),
    EffectState.SUSPENDED: ("Suspended", "held", "held"),
    EffectState.ENDED: ("Ended", "ended", ""),
    EffectState.IN_FORCE: ("In force", "action", "alert"),
    EffectState.SCHEDULED: ("Scheduled", "clock", "soon"),
}


def chosen(tariff_list: TariffList, number: int | None) -> ListVersion | None:
    """Return the version with this number; without a number the latest published one, else the latest draft."""
    versions = sorted(tariff_list.versions.all(), key=lambda version: (version.is_published, version.number))
    if number is None:
        return versions[-1] if versions else None
    return next((version for version in versions if version.number == number), None)


def of_version(version: ListVersion, user: Reader) -> ListVersion:
    """Return a version already known to be visible, with its value, event and citations behind the door."""
    citations = TariffCitation.objects.visible_to(user).select_related("source").order_by("stance", "id")
    related: list[Any] = [
        Prefetch("value", Figure.objects.visible_to(user)),
        Prefetch("event", Event.objects.visible_to(user)),
        Prefetch("citations", citations),
    ]
    return ListVersion.objects.select_related("nomenclature").prefetch_related(*related).get(pk=version.pk)


def lines(
    version: ListVersion, *, words: str = "", code: str = "", part: str | None = None
) -> QuerySet[ListItem]:
    """Return a version's lines that have all the words, lie under the code (digits), and stand in the part."""
    found = version.items.order_by("position")
    for word in words.split():
        found = found.filter(
            Q(description__icontains=word) | Q(printed_code__icontains=word) | Q(note__icontains=word)
        )
    if code:
        found = found.filter(digits__startswith=code)
    return found if part is None else found.filter(part=part)


def with_citations(found: QuerySet[ListItem], user: Reader) -> QuerySet[ListItem]:
    """Return lines with `cited`, the list of their citations behind the door.

    A list of its own: under the relation's name each line would keep a copy of the whole query.
    """
    citations = TariffCitation.objects.visible_to(user).select_related("source").order_by("stance", "id")
    return found.prefetch_related(Prefetch("citations", citations, to_attr="cited"))


def words_of_edition(version: ListVersion, shown: Iterable[ListItem | Line]) -> dict[str, str]:
    """Return by digits what the version's edition says of the lines that print no description; one query at most."""
    bare = {line.digits for line in shown if line.digits and not line.description}
    return descriptions(version.nomenclature, bare) if version.nomenclature and bare else {}


def totals(found: QuerySet[ListItem]) -> Totals:
    """Return how much these lines are."""
    plain = found.order_by()
    parts = plain.values_list("part").annotate(n=Count("pk")).order_by("part")
    values = plain.filter(trade_value__isnull=False).values_list("trade_currency")
    summed = values.annotate(total=Sum("trade_value"), n=Count("pk")).order_by("trade_currency")
    by_part = tuple((part, number) for part, number in parts)
    return Totals(
        lines=sum(number for _, number in by_part),
        words=plain.filter(digits="").count(),
        parts=by_part,
        values=tuple((currency, total, number) for currency, total, number in summed),
    )


def chapters(found: QuerySet[ListItem]) -> list[Chapter]:
    """Return the chapters these lines lie in, with their names where an edition of the Harmonized System is loaded."""
    counted = found.order_by().annotate(chapter=Substr(F("digits"), 1, 2)).values_list("chapter")
    numbers = dict(counted.annotate(n=Count("pk")).order_by())
    names = _names([digits for digits in numbers if digits])
    in_order = sorted(numbers.items(), key=lambda counted: (counted[0] == "", counted[0]))
    return [Chapter(digits, names.get(digits, ""), number) for digits, number in in_order]


def _names(digits: Sequence[str]) -> dict[str, str]:
    system = Nomenclature.objects.filter(schedule="HS").order_by("-valid_from").first()
    if system is None:
        return {}
    codes = CommodityCode.objects.filter(nomenclature=system, digits__in=digits)
    return dict(codes.values_list("digits", "description"))
