"""The record of this room, to look at."""

from django.contrib import admin

from history.admin import ReadOnlyAdmin
from negotiations.models import (
    Agreement,
    Commitment,
    Delegation,
    Demand,
    NegotiationCitation,
    Position,
    Round,
)


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = (
        "ref",
        "dispute",
        "number",
        "title",
        "level",
        "starts_on",
        "ends_on",
        "state",
        "visibility",
    )
    list_filter = ("state", "level", "visibility")
    list_select_related = ("dispute",)
    search_fields = ("ref", "title", "venue")
    ordering = ("-starts_on", "ref")


@admin.register(Delegation)
class DelegationAdmin(ReadOnlyAdmin):
    list_display = ("round", "side", "person", "role", "visibility")
    list_filter = ("role", "visibility")
    list_select_related = ("round", "side", "person")
    search_fields = ("round__ref", "person__name")
    ordering = ("round__ref", "side__ref")


@admin.register(Demand)
class DemandAdmin(ReadOnlyAdmin):
    list_display = ("ref", "side", "chapter", "title", "visibility")
    list_filter = ("visibility",)
    list_select_related = ("side",)
    search_fields = ("ref", "title", "chapter")
    ordering = ("ref",)


@admin.register(Position)
class PositionAdmin(ReadOnlyAdmin):
    list_display = ("ref", "on", "actor", "stance", "demand", "round", "visibility")
    list_filter = ("stance", "visibility")
    list_select_related = ("actor", "demand", "round")
    search_fields = ("ref", "text")
    ordering = ("-on", "ref")


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    list_display = ("ref", "title", "form", "reached_on", "signed_on", "visibility")
    list_filter = ("visibility",)
    search_fields = ("ref", "title")
    ordering = ("-reached_on", "ref")


@admin.register(Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    list_display = ("ref", "obligor", "text", "due_on", "state", "visibility")
    list_filter = ("state", "visibility")
    list_select_related = ("obligor",)
    search_fields = ("ref", "text")
    ordering = ("ref",)


@admin.register(NegotiationCitation)
class NegotiationCitationAdmin(ReadOnlyAdmin):
    list_display = (
        "source", "stance", "round", "demand", "position", "agreement", "commitment", "visibility",
    )  # fmt: skip
    list_filter = ("stance", "visibility")
    list_select_related = (
        "source", "round", "demand", "position__actor", "position__demand", "agreement", "commitment",
    )  # fmt: skip
    search_fields = ("source__ref", "quote", "claim")
    ordering = ("source__ref", "id")
