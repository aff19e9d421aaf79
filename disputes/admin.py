"""The record of this room, to look at."""

from django.contrib import admin

from disputes.models import (
    Actor,
    ActorName,
    Affiliation,
    Deadline,
    Dispute,
    DisputeCitation,
    DisputeLink,
    DisputeParty,
    Event,
    EventActor,
    Figure,
    Proceeding,
    Source,
)
from history.admin import ReadOnlyAdmin


@admin.register(Actor)
class ActorAdmin(ReadOnlyAdmin):
    list_display = ("ref", "name", "kind", "iso2", "visibility", "team")
    list_filter = ("kind", "visibility")
    list_select_related = ("team",)
    search_fields = ("ref", "name", "names__name")
    ordering = ("ref",)


@admin.register(ActorName)
class ActorNameAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "actor", "valid_from", "valid_to", "visibility")
    list_filter = ("kind", "visibility")
    list_select_related = ("actor",)
    search_fields = ("name", "actor__ref")
    ordering = ("name",)


@admin.register(Affiliation)
class AffiliationAdmin(ReadOnlyAdmin):
    list_display = ("actor", "title", "of", "acting", "valid_from", "valid_to", "visibility")
    list_filter = ("acting", "visibility")
    list_select_related = ("actor", "of")
    search_fields = ("actor__name", "of__name", "title")
    ordering = ("actor__name",)


@admin.register(Dispute)
class DisputeAdmin(ReadOnlyAdmin):
    list_display = ("ref", "title", "stage", "opened_on", "closed_on", "visibility", "team", "version")
    list_filter = ("stage", "visibility")
    list_select_related = ("team",)
    search_fields = ("ref", "title")
    ordering = ("ref",)


@admin.register(DisputeParty)
class DisputePartyAdmin(ReadOnlyAdmin):
    list_display = ("dispute", "actor", "role", "proceeding", "visibility")
    list_filter = ("role", "visibility")
    list_select_related = ("dispute", "actor", "proceeding")
    search_fields = ("dispute__ref", "actor__ref")
    ordering = ("dispute__ref", "role")


@admin.register(DisputeLink)
class DisputeLinkAdmin(ReadOnlyAdmin):
    list_display = ("dispute", "kind", "to", "visibility")
    list_filter = ("kind", "visibility")
    list_select_related = ("dispute", "to")
    search_fields = ("dispute__ref", "to__ref")
    ordering = ("dispute__ref",)


@admin.register(Proceeding)
class ProceedingAdmin(ReadOnlyAdmin):
    list_display = ("ref", "system", "official_id", "title", "pack", "visibility")
    list_filter = ("system", "visibility")
    search_fields = ("ref", "official_id", "title")
    ordering = ("ref",)


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("ref", "on", "precision", "kind", "historical", "visibility", "recorded_at", "version")
    list_filter = ("kind", "historical", "visibility")
    search_fields = ("ref", "text")
    ordering = ("-on", "ref")


@admin.register(EventActor)
class EventActorAdmin(ReadOnlyAdmin):
    list_display = ("event", "actor", "position", "visibility")
    list_filter = ("visibility",)
    list_select_related = ("event", "actor")
    search_fields = ("event__ref", "actor__ref")
    ordering = ("event__ref", "position")


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    list_display = ("ref", "due_on", "title", "kind", "basis", "state", "rule", "visibility", "version")
    list_filter = ("state", "kind", "basis", "visibility")
    search_fields = ("ref", "title", "rule")
    ordering = ("latest_at", "id")


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = ("ref", "title", "publisher", "kind", "published_on", "language", "visibility")
    list_filter = ("kind", "language", "visibility")
    search_fields = ("ref", "title", "publisher", "url")
    ordering = ("ref",)


@admin.register(DisputeCitation)
class DisputeCitationAdmin(ReadOnlyAdmin):
    list_display = ("source", "stance", "event", "deadline", "figure", "party", "affiliation", "visibility")
    list_filter = ("stance", "visibility")
    list_select_related = (
        "source", "event", "deadline", "figure", "party__actor", "affiliation__actor",
    )  # fmt: skip
    search_fields = ("source__ref", "quote", "claim")
    ordering = ("source__ref", "id")


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin):
    list_display = ("ref", "title", "kind", "qualifier", "low", "high", "currency", "unit", "visibility")
    list_filter = ("kind", "visibility")
    search_fields = ("ref", "title")
    ordering = ("ref",)
