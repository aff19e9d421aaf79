"""Teams own rows that are not public."""

from django.db import models

from accounts.models.user import User
from history.ids import new_id


class Role(models.TextChoices):
    """What a member may do in the team, weakest first."""

    READER = "reader", "Reader"
    ANALYST = "analyst", "Analyst"
    PUBLISHER = "publisher", "Publisher"
    ADMIN = "admin", "Admin"


class Team(models.Model):
    """A group of users who share rows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ref = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    members = models.ManyToManyField(User, through="TeamMember", related_name="teams")

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """One user's role in one team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["team", "user"], name="team_member_once"),
            models.CheckConstraint(name="team_member_role_known", condition=models.Q(role__in=Role.values)),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.team} · {self.role}"
