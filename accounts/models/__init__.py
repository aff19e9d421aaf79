"""People, teams and keys."""

from accounts.models.calendar import CalendarKey
from accounts.models.key import ApiKey, Scope
from accounts.models.team import Role, Team, TeamMember
from accounts.models.user import User

__all__ = ["ApiKey", "CalendarKey", "Role", "Scope", "Team", "TeamMember", "User"]
