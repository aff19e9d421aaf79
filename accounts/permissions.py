"""Who may write, and under which name. What a person may write in: `disputes.permissions`."""

from accounts.models import TeamMember, User
from accounts.querysets import RESTRICTED_ROLES, Reader
from history.authorship import Author


def may_write(user: Reader) -> bool:
    """Return whether `user` may record anything at all: an analyst or above in some team, or a superuser."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or TeamMember.objects.filter(user=user, role__in=RESTRICTED_ROLES).exists()


def author_of(user: User) -> Author:
    """Return the author under which `user` writes. Readers see the name, so it is never the address."""
    return Author(id=str(user.pk), name=user.name)
