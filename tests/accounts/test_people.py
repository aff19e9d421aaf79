"""Who is let in: invitations, links, the first user, the demo analyst."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from pytest_django import Settings

from accounts.actions import ensure_demo_analyst, invite, sign_in_link
from accounts.models import Role, Team, TeamMember, User
from accounts.permissions import author_of, may_write
from tests.factories import people, record
from tests.factories.record import NOW

pytestmark = pytest.mark.django_db


def token(user: User) -> str:
    return sign_in_link(user).partition("sesame=")[2]


def test_an_invited_person_signs_in_by_link_alone() -> None:
    invited = invite(email="Ann@Example.org", name="Ann", team=record.team(), role=Role.READER, now=NOW).user
    assert not invited.has_usable_password()
    assert authenticate(sesame=token(invited)) == invited


def test_an_invited_colleague_keeps_the_account() -> None:
    ann = people.user("Ann")
    again = invite(email="ANN@example.org", name="X", team=record.team(), role=Role.READER, now=NOW)
    assert again.user == ann


def test_an_invitation_does_not_change_a_role() -> None:
    desk = record.team()
    people.user("Ann", desk, Role.ADMIN)
    again = invite(email="ann@example.org", name="Ann", team=desk, role=Role.READER, now=NOW)
    assert again.role == Role.ADMIN


@pytest.mark.parametrize(("email", "role"), [("no address", "reader"), ("ann@example.org", "king")])
def test_a_bad_invitation_leaves_nothing_behind(email: str, role: str) -> None:
    with pytest.raises(ValidationError):
        invite(email=email, name="Ann", team=record.team(), role=role, now=NOW)  # type: ignore[arg-type]
    assert not User.objects.exists()


def test_a_link_is_dead_once_used(client: Client) -> None:
    used = token(people.user("Ann"))
    client.post("/sign-in/link/", {"sesame": used})
    assert authenticate(sesame=used) is None


def test_a_link_is_dead_after_another_sign_in(client: Client) -> None:
    ann = people.user("Ann")
    unused = token(ann)
    client.force_login(ann, backend="django.contrib.auth.backends.ModelBackend")
    assert authenticate(sesame=unused) is None


def test_a_link_to_an_old_address_is_dead() -> None:
    ann = people.user("Ann")
    sent = token(ann)
    User.objects.update(email="new@example.org")
    assert authenticate(sesame=sent) is None


def test_a_link_opens_nothing_for_an_inactive_user() -> None:
    ann = people.user("Ann", is_active=False)
    assert authenticate(sesame=token(ann)) is None


def test_the_demo_analyst_is_made_once() -> None:
    first, second = ensure_demo_analyst(now=NOW), ensure_demo_analyst(now=NOW)
    assert first == second
    assert TeamMember.objects.get().role == Role.ANALYST


def test_the_demo_analyst_lives_in_zurich() -> None:
    demo = ensure_demo_analyst(now=NOW)
    assert (demo.email, demo.name) == ("demo@demarche.example", "Demo analyst")
    assert (demo.time_zone, demo.teams.get().ref) == ("Europe/Zurich", "demo")


def test_production_has_no_demo_analyst(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(RuntimeError, match="createsuperuser"):
        ensure_demo_analyst(now=NOW)
    assert not User.objects.exists()


def test_createsuperuser_makes_the_first_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", people.PASSWORD)
    call_command("createsuperuser", "--noinput", email="Root@Example.org", name="Root", verbosity=0)
    root = User.objects.get(is_superuser=True)
    assert authenticate(username="root@example.ORG", password=people.PASSWORD) == root


def test_createsuperuser_refuses_an_address_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", people.PASSWORD)
    people.user("Ann")
    with pytest.raises(CommandError, match="taken"):
        call_command("createsuperuser", "--noinput", email="ANN@example.org", name="Ann", verbosity=0)


def test_the_database_compares_addresses_without_case() -> None:
    people.user("Ann")
    with pytest.raises(IntegrityError, match="user_email_unique"):
        User.objects.bulk_create([User(email="ANN@example.org", name="Ann")])


def test_nobody_writes_without_a_name() -> None:
    with pytest.raises(ValidationError):
        User.objects.create_user("ann@example.org", name=" ")
    with pytest.raises(IntegrityError, match="user_has_name"):
        User.objects.bulk_create([User(email="ann@example.org", name=" ")])


def test_readers_of_changes_see_a_name_and_no_address() -> None:
    author = author_of(people.user("Ann"))
    assert author.name == "Ann" and "@" not in author.id


def readers(desk: Team) -> dict[str, User]:
    return {
        "reader": people.user(team=desk, role=Role.READER),
        "analyst": people.user(team=desk, role=Role.ANALYST),
        "publisher": people.user(team=desk, role=Role.PUBLISHER),
        "admin": people.user(team=desk, role=Role.ADMIN),
        "teamless": people.user(),
        "superuser": people.user(is_superuser=True),
        "inactive analyst": people.user(team=desk, is_active=False),
        "inactive superuser": people.user(is_superuser=True, is_active=False),
    }


def test_analysts_and_above_may_write() -> None:
    may = {name for name, user in readers(record.team()).items() if may_write(user)}
    assert may == {"analyst", "publisher", "admin", "superuser"}


@pytest.mark.parametrize("zone", ["localtime", "Mars/Olympus"])
def test_a_zone_the_database_does_not_know_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="no IANA time zone"):
        User.objects.create_user("ann@example.org", name="Ann", time_zone=zone)
