"""The record of this room, to look at."""

from django.contrib import admin

from history.admin import ReadOnlyAdmin
from tariffs.models import (
    Effect,
    Exclusion,
    ListItem,
    ListVersion,
    TariffCitation,
    TariffList,
    TariffListTarget,
)


@admin.register(TariffList)
class TariffListAdmin(ReadOnlyAdmin):
    list_display = ("ref", "title", "imposing", "authority", "visibility")
    list_filter = ("authority", "visibility")
    list_select_related = ("imposing",)
    search_fields = ("ref", "title")
    ordering = ("ref",)


@admin.register(TariffListTarget)
class TariffListTargetAdmin(ReadOnlyAdmin):
    list_display = ("tariff_list", "actor", "position", "visibility")
    list_filter = ("visibility",)
    list_select_related = ("tariff_list", "actor")
    search_fields = ("tariff_list__ref", "actor__ref")
    ordering = ("tariff_list__ref", "position")


@admin.register(ListVersion)
class ListVersionAdmin(ReadOnlyAdmin):
    list_display = (
        "ref",
        "number",
        "stage",
        "title",
        "announced_on",
        "published_on",
        "is_published",
        "visibility",
    )
    list_filter = ("stage", "is_published", "visibility")
    search_fields = ("ref", "title")
    ordering = ("ref",)


@admin.register(ListItem)
class ListItemAdmin(ReadOnlyAdmin):
    list_display = (
        "list_version",
        "position",
        "printed_code",
        "digits",
        "description",
        "nature",
        "stated_rate",
    )
    list_filter = ("nature",)
    list_select_related = ("list_version",)
    search_fields = ("digits", "printed_code", "description")
    ordering = ("list_version__ref", "position")


@admin.register(Effect)
class EffectAdmin(ReadOnlyAdmin):
    list_display = (
        "ref",
        "tariff_list",
        "part",
        "rate_text",
        "mode",
        "state",
        "from_at",
        "until_at",
        "visibility",
    )
    list_filter = ("state", "mode", "visibility")
    list_select_related = ("tariff_list",)
    search_fields = ("ref", "rate_text", "claim_code")
    ordering = ("ref",)


@admin.register(Exclusion)
class ExclusionAdmin(ReadOnlyAdmin):
    list_display = (
        "ref",
        "tariff_list",
        "part",
        "digits",
        "description",
        "from_at",
        "until_at",
        "visibility",
    )
    list_filter = ("retroactive", "visibility")
    list_select_related = ("tariff_list",)
    search_fields = ("ref", "digits", "description", "claim_code")
    ordering = ("ref",)


@admin.register(TariffCitation)
class TariffCitationAdmin(ReadOnlyAdmin):
    list_display = ("source", "stance", "list_version", "item", "effect", "exclusion", "visibility")
    list_filter = ("stance", "visibility")
    list_select_related = ("source", "list_version", "item", "effect", "exclusion")
    search_fields = ("source__ref", "quote", "claim")
    ordering = ("source__ref", "id")
