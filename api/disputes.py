"""Disputes with their parties, tracks and links."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import HttpResponse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api import brief, shapes
from api.base import ApiView, DetailView, ListView, answer
from api.bundles.exporting import export_dispute
from api.conditional import etag_of_page
from api.fields import EQUAL, RANGE, Guard, column, count, many, nested, ref
from api.openapi import ApiSchema, ok
from api.problems import not_found
from api.reading import Reading
from api.resource import Resource
from api.shapes import Json
from disputes.models import (
    Actor,
    Deadline,
    DeadlineState,
    Dispute,
    DisputeLink,
    DisputeParty,
    Event,
    Figure,
    Proceeding,
)
from negotiations.models import Round
from tariffs.models import TariffList


def _parties(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return (
        DisputeParty.objects.visible_to(reading.user)
        .filter(dispute=dispute)
        .order_by("role", "actor__ref", "proceeding__ref")
    )


def _proceedings(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return Proceeding.objects.visible_to(reading.user).filter(dispute=dispute).order_by("ref")


def _links(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return DisputeLink.objects.visible_to(reading.user).filter(dispute=dispute).order_by("kind", "to__ref")


def _events(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return Event.objects.visible_to(reading.user).filter(proceeding__dispute=dispute)


def _deadlines(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return Deadline.objects.visible_to(reading.user).filter(proceeding__dispute=dispute)


def _open_deadlines(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return _deadlines(reading, dispute).filter(state=DeadlineState.OPEN)


def _rounds(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return Round.objects.visible_to(reading.user).filter(dispute=dispute)


def _tariff_lists(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return TariffList.objects.visible_to(reading.user).filter(dispute=dispute)


def _figures(reading: Reading, dispute: OuterRef) -> QuerySet[Any]:
    return Figure.objects.visible_to(reading.user).filter(dispute=dispute)


PARTY = {
    "actor": ref("actor", Actor, guard=Guard.ABOVE),
    "name": column(DisputeParty, "actor__name"),
    "role": column(DisputeParty, "role"),
    "proceeding": ref(
        "proceeding",
        Proceeding,
        "The one proceeding in which it is that; null: in the dispute, and where a proceeding has none of its own.",
        guard=Guard.ABOVE,
        nullable=True,
    ),
}
LINK = {"to": ref("to", Dispute, guard=Guard.ABOVE), "kind": column(DisputeLink, "kind")}
FIELDS = {
    "id": column(Dispute, "id", lookups=EQUAL),
    "ref": column(Dispute, "ref", lookups=EQUAL, sort=True),
    "title": column(Dispute, "title", sort=True),
    "summary": column(Dispute, "summary"),
    "subject": column(Dispute, "subject"),
    "stage": column(Dispute, "stage", "Where the dispute stands.", lookups=EQUAL),
    "opened_on": column(Dispute, "opened_on", lookups=RANGE, sort=True),
    "closed_on": column(Dispute, "closed_on", lookups=RANGE),
    "parties": many(_parties, PARTY, "Who is in it, and as what."),
    "visibility": column(Dispute, "visibility"),
    "version": column(Dispute, "version", "How often the record of it changed."),
}
COUNTS = {
    "events": count(_events),
    "deadlines": count(_deadlines),
    "open_deadlines": count(_open_deadlines),
    "rounds": count(_rounds),
    "tariff_lists": count(_tariff_lists),
    "figures": count(_figures),
}
DISPUTE = Resource("dispute", Dispute, FIELDS, sort="ref", search=("title", "ref", "subject"))
DISPUTE_DETAIL = Resource(
    "dispute_detail",
    Dispute,
    FIELDS
    | {
        "proceedings": many(_proceedings, brief.PROCEEDING.fields, "Its legal tracks."),
        "links": many(_links, LINK, "How it relates to other disputes."),
        "counts": nested(COUNTS, "How much of it the caller may see."),
    },
)


def visible_dispute(reading: Reading, key: str) -> Dispute:
    """Return the dispute with this id or ref; raises Problem (404) when the reader may see none."""
    found = None if "\x00" in key else Dispute.objects.visible_to(reading.user).by_key(key).first()
    if found is None:
        raise not_found()
    return found


class DisputeList(ListView):
    """Disputes, by ref."""

    resource = DISPUTE


class DisputeDetail(DetailView):
    """One dispute with its proceedings, links and counts."""

    resource = DISPUTE_DETAIL


class YamlRenderer(BaseRenderer):
    """Says that a view speaks YAML; the view writes it."""

    media_type = "application/yaml"
    format = "yaml"


class DisputeBundle(ApiView):
    """A whole dispute as a bundle (YAML): what `load_bundle` takes."""

    renderer_classes = (YamlRenderer,)

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the bundle."""
        bundle = ok(
            {"type": "object", "required": ["bundle", "dispute"]},
            told="A bundle, version 1.",
            media=YamlRenderer.media_type,
        )
        return {"parameters": [shapes.IF_NONE_MATCH], "responses": bundle}

    def get(self, request: Request, key: str) -> HttpResponse:
        """Return what the caller may see of the dispute; raises Problem (404)."""
        dispute = visible_dispute(self.reading(request), key)
        text = export_dispute(dispute, request.user)
        etag = etag_of_page([text])
        return self.unchanged(request, etag) or answer(text, etag=etag, media=YamlRenderer.media_type)
