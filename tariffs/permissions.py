"""Who may bring lists in."""

from accounts.models import Team, User
from accounts.permissions import may_write
from accounts.querysets import RESTRICTED_ROLES, Reader
from disputes.permissions import may_record
from tariffs.importers.lists.options import Wanted


def importing_teams(user: Reader) -> list[Team]:
    """Return the teams in which `user` is an analyst or above, by name."""
    if not isinstance(user, User) or not user.is_active:
        return []
    mine = Team.objects.filter(memberships__user=user, memberships__role__in=RESTRICTED_ROLES)
    return list(mine.distinct().order_by("name"))


def may_import(user: Reader, wanted: Wanted) -> bool:
    """Return whether `user` may save this import.

    A list of a dispute: who may record there. A team's list: its analysts and above. A public list of no team:
    everybody who is an analyst somewhere.
    """
    if not may_write(user) or not isinstance(user, User):
        return False
    if user.is_superuser:
        return True
    if wanted.dispute is not None and not may_record(user, wanted.dispute):
        return False
    needed = {team.pk for team in (wanted.team, wanted.known.team if wanted.known else None) if team}
    return needed <= {team.pk for team in importing_teams(user)}
