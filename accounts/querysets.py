"""The door: which rows a reader may see. Every recorded row's queryset inherits `visible_to`."""

from collections.abc import Callable, Iterable
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


def writable_q(user: User, teams: Iterable[str]) -> Q:
    """Return the condition under which `user` is an analyst or above in the teams at these paths, and in any at all.

    An empty path asks nothing: what is of no team may be written by everybody who may write somewhere.
    """
    mine = TeamMember.objects.filter(user=user, role__in=RESTRICTED_ROLES)
    condition = Q(models.Exists(mine))
    for path in teams:
        condition &= Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__in": mine.values("team")})
    return condition


def door_of(model: type[models.Model], user: Reader, path: str = "") -> Q:
    """Return the condition under which the row of `model` at `path` is open to `user`, by itself.

    Beside its visibility: where the model has an `is_out(path)`, the condition under which the row is no longer a
    draft, a draft is open only to those who may write it: the analysts of the teams at the paths `WRITERS`.
    """
    seen = visible_q(user, path)
    is_out: Callable[[str], Q] | None = getattr(model, "is_out", None)
    if is_out is None or not seen:
        return seen
    if not isinstance(user, User) or not user.is_active:
        return seen & is_out(path)
    writers: tuple[str, ...] = getattr(model, "WRITERS", ())
    return seen & (is_out(path) | writable_q(user, [f"{path}{team}" for team in writers]))


@cache
def doors_above(model: type[models.Model]) -> tuple[tuple[str, type[models.Model] | None], ...]:
    """Return each path above a row with the model at its end; None where its visibility alone is to be asked.

    So it is above a row that may be a draft: a draft shuts out everybody but the writers of all that is above it,
    and what is above a row that is out is out as well.
    """
    above: tuple[str, ...] = getattr(model, "ROWS_ABOVE", ())
    drafted = [path for path in above if hasattr(model_at(model, path), "is_out")]

    def is_settled(path: str) -> bool:
        return hasattr(model, "is_out") or any(path.startswith(f"{other}__") for other in drafted)

    return tuple((path, None if is_settled(path) else model_at(model, path)) for path in above)


class RecordedQuerySet(models.QuerySet[ModelT]):
    """Rows behind the door; `ROWS_ABOVE` of the model names the paths that must be visible too.

    A path that ends in an empty step belongs to nothing there, and hides nothing.
    """

    def visible_to(self, user: Reader) -> Self:
        """Narrow to rows that `user` may see, with everything they belong to visible as well."""
        condition = door_of(self.model, user)
        for path, model in doors_above(self.model):
            seen = door_of(model, user, f"{path}__") if model else visible_q(user, f"{path}__")
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
def model_at(model: type[models.Model], path: str) -> type[models.Model]:
    """Return the model at the end of a path ("a__b")."""
    of: Any = model
    for name in path.split("__"):
        of = of._meta.get_field(name).related_model
    found: type[models.Model] = of
    return found


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
