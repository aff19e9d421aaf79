"""The cast: Alice is an analyst of the desk, Bob reads there, Charlie is an analyst of another team."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Role, Team, TeamMember, User
from tests.factories import record

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Cast:
    """Who reads."""

    desk: Team
    alice: User
    bob: User
    charlie: User


def user(name: str = "", team: Team | None = None, role: Role = Role.ANALYST, **values: Any) -> User:
    """Return a new user with PASSWORD, a member of `team` in `role` if one is given."""
    name = name or f"user-{record.number()}"
    base = {"name": name, "time_zone": "Europe/Zurich"}
    made = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, **base | values)
    if team:
        TeamMember.objects.create(team=team, user=made, role=role)
    return made


def cast() -> Cast:
    """Return the desk and three users."""
    desk = Team.objects.create(ref="desk", name="Trade desk")
    elsewhere = Team.objects.create(ref="elsewhere", name="Another desk")
    alice, bob = user("Alice", desk), user("Bob", desk, Role.READER)
    return Cast(desk, alice, bob, user("Charlie", elsewhere))
