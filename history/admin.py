"""The admin's bases, and the changes. The admin is for those who run the instance: superusers, and nobody else."""

from typing import Any

from django.contrib import admin

from history.models import Change


class SuperusersAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that superusers manage; being staff opens nothing, because the admin does not ask who may see a row."""

    def has_module_permission(self, request: Any) -> bool:
        """Return whether the room is listed."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        """Return whether the caller is an active superuser."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: Any) -> bool:
        """Return what viewing needs."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Return what viewing needs."""
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Return what viewing needs."""
        return self.has_view_permission(request, obj)


class ReadOnlyAdmin(SuperusersAdmin):
    """Rows of the record: they change through actions only, with an author and a reason."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: Any) -> bool:
        """Return False."""
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Return False."""
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Return False."""
        return False


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    """Who changed what, latest first."""

    list_display = (
        "seq",
        "at",
        "table",
        "object_ref",
        "operation",
        "changed",
        "actor_name",
        "reason",
        "words",
    )
    list_filter = ("operation", "reason", "table")
    search_fields = ("object_ref", "object_id__exact", "actor_name")
    ordering = ("-id",)
