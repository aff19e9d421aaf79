"""Who may write the record."""

from accounts.models import Team, User
from accounts.querysets import RESTRICTED_ROLES, Reader
from disputes.models import Dispute


def recording_teams(user: Reader, dispute: Dispute) -> list[Team]:
    """Return the teams for which `user` may record in a dispute they may see, by name.

    A team's own dispute: that team, for its analysts and above. A public one
    without a team: every team in which the user is at least an analyst.
    """
    if not isinstance(user, User) or not user.is_active:
        return []
    teams = Team.objects.filter(memberships__user=user, memberships__role__in=RESTRICTED_ROLES)
    if dispute.team_id is not None:
        teams = teams.filter(pk=dispute.team_id)
    return list(teams.distinct().order_by("name"))


def may_record(user: Reader, dispute: Dispute) -> bool:
    """Return whether `user` may record events and other facts in a dispute they may see."""
    if isinstance(user, User) and user.is_active and user.is_superuser:
        return True
    return bool(recording_teams(user, dispute))
