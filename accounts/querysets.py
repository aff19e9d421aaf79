"""The door: which rows a reader may see. Every recorded row's queryset inherits `visible_to`."""

from functools import cache
from typing import Any, Self, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import Role, TeamMember, User

Reader = User | AnonymousUser
ModelT = TypeVar("ModelT", bound=models.Model)
RESTRICTED_ROLES = (Role.ANALYST, Role.PUBLISHER, Role.ADMIN)


def visible_q(user: Reader, path: str = "") -> Q:
    """Return the condition under which the row at `path` (such as "dispute__") is visible to `user`.

    Public rows: everybody, or signed-in users when PUBLIC_READ is off. Internal
    rows: members of the row's team. Restricted rows: its analysts and above.
    """
    public = Q(**{f"{path}visibility": "public"})
    if not isinstance(user, User) or not user.is_active:
        return public if settings.PUBLIC_READ else Q(pk__in=[])
    if user.is_superuser:
        return Q()
    mine = TeamMember.objects.filter(user=user)
    return (
        public
        | Q(**{f"{path}visibility": "internal", f"{path}team__in": mine.values("team")})
        | Q(
            **{
                f"{path}visibility": "restricted",
                f"{path}team__in": mine.filter(role__in=RESTRICTED_ROLES).values("team"),
            }
        )
    )


class RecordedQuerySet(models.QuerySet[ModelT]):
    """Rows behind the door; `ROWS_ABOVE` of the model names the paths that must be visible too.

    A path that ends in an empty step belongs to nothing there, and hides nothing.
    """

    def visible_to(self, user: Reader) -> Self:
        """Narrow to rows that `user` may see, with everything they belong to visible as well."""
        above: tuple[str, ...] = getattr(self.model, "ROWS_ABOVE", ())
        condition = visible_q(user)
        for path in above:
            seen = visible_q(user, f"{path}__")
            optional = last_optional_step(self.model, path)
            if seen and optional:
                seen |= Q(**{f"{optional}__isnull": True})
            condition &= seen
        return self.filter(condition)

    def by_key(self, key: str) -> Self:
        """Narrow to the row with this `id` (UUID text) or `ref`; any other text finds nothing."""
        if "\x00" in key:  # PostgreSQL's text cannot hold it
            return self.none()
        lookup: dict[str, Any] = {"id": key} if is_uuid(key) else {"ref": key}
        return self.filter(**lookup)


@cache
def last_optional_step(model: type[models.Model], path: str) -> str:
    """Return the longest beginning of a path that may be empty ("a__b" of "a__b__c"), or ""."""
    longest, steps, of = "", path.split("__"), model
    for number, name in enumerate(steps, start=1):
        step: Any = of._meta.get_field(name)
        if step.null:
            longest = "__".join(steps[:number])
        of = step.related_model
    return longest


def is_uuid(key: str) -> bool:
    """Return whether `key` is the canonical text of a UUID."""
    parts = key.split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12] and all(
        c in "0123456789abcdefABCDEF" for c in "".join(parts)
    )
