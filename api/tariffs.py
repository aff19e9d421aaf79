"""Tariff lists with their versions and effects; list versions also as a timeline shows them."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import HttpResponse
from rest_framework.request import Request

from api import brief, listing
from api.base import ApiView, DetailView, ListView, answer
from api.fields import EQUAL, Field, Guard, column, count, many, named, ref
from api.openapi import ApiSchema, ok
from api.problems import not_found
from api.query import QueryReader
from api.reading import Reading
from api.resource import Resource
from api.shapes import IF_NONE_MATCH, Json, steering
from disputes.models import Actor, Dispute, Event, Figure
from tariffs.models import Effect, ListItem, ListVersion, Nomenclature, TariffList, TariffListTarget

MOST_VERSIONS = 32767
NAMES = (
    "number", "stage", "title", "announced_on", "published_on", "effective_at", "loaded_on", "recorded_at", "zone",
    "edition", "stated_rate", "note", "confidence", "visibility", "version",
)  # fmt: skip
FIELDS = {
    "id": column(ListVersion, "id"),
    "ref": column(ListVersion, "ref", sort=True),
    "dispute": ref("tariff_list__dispute", Dispute, guard=Guard.ABOVE, nullable=True),
    "tariff_list": ref("tariff_list", TariffList, guard=Guard.ABOVE),
    "value": ref("value", Figure, "The trade it covers."),
    "event": ref("event", Event, "The event that brought it."),
} | {name: column(ListVersion, name) for name in NAMES}
LIST_VERSION = Resource("list_version", ListVersion, FIELDS)


def _items(reading: Reading, version: OuterRef) -> QuerySet[Any]:
    return ListItem.objects.filter(list_version=version)


def _versions(reading: Reading, tariff_list: OuterRef) -> QuerySet[Any]:
    return ListVersion.objects.visible_to(reading.user).filter(tariff_list=tariff_list).order_by("number")


def _effects(reading: Reading, tariff_list: OuterRef) -> QuerySet[Any]:
    return Effect.objects.visible_to(reading.user).filter(tariff_list=tariff_list).order_by("from_at", "ref")


def _targets(reading: Reading, tariff_list: OuterRef) -> QuerySet[Any]:
    rows = TariffListTarget.objects.visible_to(reading.user)
    return rows.filter(tariff_list=tariff_list).order_by("position", "actor__ref")


LIST_VERSION_DETAIL = Resource(
    "list_version_detail",
    ListVersion,
    FIELDS
    | {
        "is_published": column(ListVersion, "is_published", "Published, it never changes; else a draft."),
        "nomenclature": ref(
            "nomenclature", Nomenclature, "The edition of its codes, if loaded.", guard=Guard.ABOVE, nullable=True
        ),
        "file_name": column(ListVersion, "file_name", "The file it was imported from."),
        "file_sha256": column(ListVersion, "file_sha256"),
        "control_totals": column(ListVersion, "control_totals", "The counts the import was checked against."),
        "lines": count(_items, "How many lines it has."),
    },
)  # fmt: skip
VERSION_BRIEF = {
    name: column(ListVersion, name)
    for name in ("number", "ref", "stage", "title", "announced_on", "published_on", "effective_at", "is_published")
}  # fmt: skip
EFFECT = {
    name: column(Effect, name)
    for name in (
        "ref", "part", "state", "mode", "rate_text", "ad_valorem_percent", "specific_amount", "specific_currency",
        "specific_unit", "rate_on_lines", "countries", "from_at", "until_at", "exported_before", "entered_before",
        "zone", "claim_code", "note", "confidence",
    )
}  # fmt: skip
LIST_FIELDS: dict[str, Field] = {
    "id": column(TariffList, "id", lookups=EQUAL),
    "ref": column(TariffList, "ref", lookups=EQUAL, sort=True),
    "title": column(TariffList, "title", sort=True),
    "dispute": ref("dispute", Dispute, guard=Guard.ABOVE, nullable=True),
    "imposing": ref("imposing", Actor, "Who made the list."),
    "targets": named(_targets, "actor", Actor, "Whom it is aimed at; a bloc means its members."),
    "authority": column(TariffList, "authority", "The law it rests on, such as us-301.", lookups=EQUAL),
    "versions": many(_versions, VERSION_BRIEF, "What each document printed, by number."),
    "visibility": column(TariffList, "visibility"),
    "version": column(TariffList, "version", "How often the record of it changed."),
}
TARIFF_LIST = Resource(
    "tariff_list", TariffList, LIST_FIELDS, search=("title", "ref"),
    expand={"dispute": brief.DISPUTE, "imposing": brief.ACTOR},
)  # fmt: skip
TARIFF_LIST_DETAIL = Resource(
    "tariff_list_detail",
    TariffList,
    LIST_FIELDS
    | {
        "versions": many(
            _versions, VERSION_BRIEF | {"lines": count(_items)}, "What each document printed, by number."
        ),
        "effects": many(_effects, EFFECT, "What the law did with the list or a part of it."),
    },
    expand=TARIFF_LIST.expand,
)


def visible_version(reading: Reading, key: str, number: int) -> ListVersion:
    """Return the version with this number of the list with this id or ref; raises Problem (404)."""
    lists = TariffList.objects.visible_to(reading.user).by_key(key)
    rows = ListVersion.objects.visible_to(reading.user).select_related("tariff_list")
    found = rows.filter(tariff_list__in=lists, number=number).first() if number <= MOST_VERSIONS else None
    if found is None:
        raise not_found()
    return found


class TariffListList(ListView):
    """Tariff lists, by ref."""

    resource = TARIFF_LIST


class TariffListDetail(DetailView):
    """One tariff list with its versions and what the law did with it."""

    resource = TARIFF_LIST_DETAIL


class VersionDetail(ApiView):
    """One version of a list: what one document printed."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the version."""
        of = LIST_VERSION_DETAIL
        return {
            "parameters": [*steering(of, ("fields",)), IF_NONE_MATCH],
            "responses": ok(schema.resource(of)),
        }

    def get(self, request: Request, key: str, number: int) -> HttpResponse:
        """Return the version, 304 without building it, or 404 when there is none the reader may see."""
        of = LIST_VERSION_DETAIL
        question = QueryReader(of, request.query_params, steering=("fields",)).question()
        reading = self.reading(request)
        row_id = str(visible_version(reading, key, number).pk)
        if "HTTP_IF_NONE_MATCH" in request.META:
            mark = listing.find(of, reading, row_id, question=question, body=False)
            if mark and (same := self.unchanged(request, mark.etag)):
                return same
        row = listing.find(of, reading, row_id, question=question)
        if row is None:
            raise not_found()
        return answer(row.body, etag=row.etag)
