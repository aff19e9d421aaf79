"""One code across all lists a reader may see: as itself, within a wider code, or split into finer ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from accounts.querysets import Reader
from tariffs.codes import ancestors, canonical, contains
from tariffs.lookup import beneath
from tariffs.models import ListItem, ListVersion

FINER = 200


class Relation(StrEnum):
    """How a printed line stands to the code asked."""

    SAME = "same"
    WIDER = "wider"
    FINER = "finer"
    EXCEPTED = "excepted"


@dataclass(frozen=True, slots=True)
class OnList:
    """A line of a version that touches the code."""

    item: ListItem
    relation: Relation


@dataclass(frozen=True, slots=True)
class History:
    """The lines that touch a code, oldest document first; of finer lines at most `FINER`."""

    lines: Sequence[OnList]
    has_more: bool


def history_of(digits: str, user: Reader) -> History:
    """Return the lines on lists the reader may see; two queries."""
    asked = canonical(digits)
    at = Q(digits__in=[*ancestors(asked), asked, f"{asked}00" if len(asked) == 8 else asked])
    seen = ListVersion.objects.visible_to(user)
    rows = ListItem.objects.filter(list_version__in=seen).select_related("list_version__tariff_list")
    touching = list(rows.filter(at))
    finer = list(_finer(rows, asked)[: FINER + 1])
    lines = [OnList(item, _relation(item, asked)) for item in (*touching, *finer[:FINER])]
    return History(sorted(lines, key=_place), len(finer) > FINER)


def _finer(rows: "QuerySet[ListItem]", asked: str) -> "QuerySet[ListItem]":
    return (
        rows.filter(beneath(asked))
        .exclude(digits=f"{asked}00" if len(asked) == 8 else "")
        .order_by("digits", "id")
    )


def _relation(item: ListItem, asked: str) -> Relation:
    if any(contains(code, asked) for code in item.excepted_digits):
        return Relation.EXCEPTED
    if item.only_digits and not any(contains(c, asked) or contains(asked, c) for c in item.only_digits):
        return Relation.EXCEPTED
    own = canonical(item.digits)
    return Relation.SAME if own == asked else Relation.WIDER if len(own) < len(asked) else Relation.FINER


def _place(line: OnList) -> tuple[str, str, int, int]:
    version = line.item.list_version
    on = version.published_on or version.announced_on
    return (str(on), version.tariff_list.ref, version.number, line.item.position)
