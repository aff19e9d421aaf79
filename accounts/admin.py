"""People, teams and keys, for superusers."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet

from accounts.actions import revoke_key, sign_in_link
from accounts.models import ApiKey, Team, TeamMember, User
from history import now
from history.admin import ReadOnlyAdmin, SuperusersAdmin

admin.site.unregister(Group)  # rights come from teams


class MembersInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who is in a team, or which teams somebody is in."""

    model = TeamMember
    extra = 1
    autocomplete_fields = ("user", "team")

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        """Return whether the caller is a superuser, as for the page around it."""
        return bool(request.user.is_superuser)

    has_change_permission = has_add_permission = has_delete_permission = has_view_permission


class NewPersonForm(AdminUserCreationForm):  # type: ignore[type-arg]
    """A new account; without a password only sign-in links open it."""

    class Meta:
        model = User
        fields = ("email", "name", "time_zone")


@admin.register(User)
class PersonAdmin(SuperusersAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts. They are switched off, not removed: the record names them."""

    add_form = NewPersonForm
    inlines = (MembersInline,)
    actions = ("show_sign_in_links",)
    list_display = ("email", "name", "time_zone", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "teams")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "last_login", "joined_at")}),
        ("Hours", {"fields": ("time_zone", "send_from", "send_until")}),
        ("Rights", {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "time_zone", "usable_password", "password1", "password2")}),
    )

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Return False."""
        return False

    @admin.action(description="Show one-time sign-in links", permissions=["change"])
    def show_sign_in_links(self, request: Any, queryset: QuerySet[User]) -> None:
        """Show a link for each active user, to be handed on."""
        for user in queryset.filter(is_active=True):
            link = f"{settings.SITE_URL.rstrip('/')}{sign_in_link(user)}"
            self.log_change(request, user, "Made a sign-in link.")
            self.message_user(request, f"Sign-in link for {user.email}: {link}")


@admin.register(Team)
class TeamAdmin(SuperusersAdmin):
    """Teams and their members."""

    list_display = ("ref", "name")
    search_fields = ("ref", "name")
    ordering = ("name",)
    inlines = (MembersInline,)


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    """Keys, without what would open anything. They are made by their owners."""

    list_display = (
        "prefix", "name", "user", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at",
    )  # fmt: skip
    fields = list_display
    list_select_related = ("user",)
    search_fields = ("prefix", "name", "user__email")
    ordering = ("-created_at",)
    actions = ("revoke",)

    def has_revoke_permission(self, request: Any) -> bool:
        """Return whether the caller may end keys: whoever may see them here."""
        return self.has_view_permission(request)

    @admin.action(description="Revoke the selected keys", permissions=["revoke"])
    def revoke(self, request: Any, queryset: QuerySet[ApiKey]) -> None:
        """End the keys now."""
        for key in queryset:
            revoke_key(key=key, now=now.current())
            self.log_change(request, key, "Revoked.")
        self.message_user(request, "The keys are revoked and open nothing any more.", messages.SUCCESS)
