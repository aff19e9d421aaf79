"""`visible_to` is the only door, and it is shut for every kind of row."""

from functools import reduce
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from pytest_django import Settings

from accounts.models import Role, User
from accounts.querysets import Reader, RecordedQuerySet
from disputes.models import Deadline, Recorded
from tests.factories import people, record
from tests.factories.kinds import ROWS
from tests.factories.people import Cast

pytestmark = pytest.mark.django_db
KINDS = [model for model in apps.get_models() if issubclass(model, Recorded)]
# A deadline takes the strictest visibility of its events when it is projected.
PROJECTED = {(Deadline, "anchor"), (Deadline, "announced_by")}


@pytest.fixture
def cast() -> Cast:
    return people.cast()


def rows_of(row: Recorded) -> "RecordedQuerySet[Any]":
    found: RecordedQuerySet[Any] = type(row)._default_manager.all()
    return found


def sees(user: Reader, row: Recorded) -> bool:
    return rows_of(row).visible_to(user).filter(pk=row.pk).exists()


def readers_of(row: Recorded, cast: Cast) -> set[str]:
    readers: dict[str, Reader] = {
        "alice": cast.alice, "bob": cast.bob, "charlie": cast.charlie, "anonymous": AnonymousUser(),
    }  # fmt: skip
    return {name for name, user in readers.items() if sees(user, row)}


def at(row: Recorded, path: str) -> Any:
    """Return the row at the end of `path`, or None where a step is empty."""
    return reduce(lambda found, step: found and getattr(found, step), path.split("__"), row)


def hide(row: Recorded, cast: Cast, visibility: str = "internal") -> None:
    record.saved(lambda: rows_of(row).filter(pk=row.pk).update(visibility=visibility, team=cast.desk))


def test_every_kind_of_row_is_walked() -> None:
    assert {type(make()) for make in ROWS.values()} == set(KINDS)


@pytest.mark.parametrize("kind", ROWS)
def test_a_public_row_is_seen_by_everybody(kind: str, cast: Cast) -> None:
    assert readers_of(ROWS[kind](), cast) == {"alice", "bob", "charlie", "anonymous"}


@pytest.mark.parametrize("kind", ROWS)
def test_an_internal_row_is_seen_by_its_team(kind: str, cast: Cast) -> None:
    row = ROWS[kind](visibility="internal", team=cast.desk)
    assert readers_of(row, cast) == {"alice", "bob"}


@pytest.mark.parametrize("kind", ROWS)
def test_a_restricted_row_is_seen_by_the_teams_analysts(kind: str, cast: Cast) -> None:
    row = ROWS[kind](visibility="restricted", team=cast.desk)
    assert readers_of(row, cast) == {"alice"}


@pytest.mark.parametrize("kind", ROWS)
def test_a_public_row_under_a_hidden_one_is_hidden(kind: str, cast: Cast) -> None:
    row = ROWS[kind]()
    for path in type(row).ROWS_ABOVE:
        parent = at(row, path)
        if parent is not None:
            hide(parent, cast)
            assert readers_of(row, cast) == {"alice", "bob"}, path
            record.saved(lambda parent=parent: parent.save())  # type: ignore[misc]


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_what_goes_with_its_parent_is_hidden_with_it(model: type[Recorded]) -> None:
    owners = {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
        if (model, field.name) not in PROJECTED
    }
    assert owners <= {path.partition("__")[0] for path in model.ROWS_ABOVE}


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_what_hides_a_parent_hides_its_children(model: type[Recorded]) -> None:
    """The rows above a row above are above it too."""
    missing = set()
    for path in model.ROWS_ABOVE:
        end: Any = model
        for step in path.split("__"):
            end = end._meta.get_field(step).related_model
        missing |= {f"{path}__{further}" for further in end.ROWS_ABOVE} - set(model.ROWS_ABOVE)
    assert missing == set()


def test_a_team_sees_nothing_of_another_teams_restricted_row(cast: Cast) -> None:
    hidden = record.dispute(visibility="restricted", team=record.team())
    assert readers_of(hidden, cast) == set()


def test_a_role_elsewhere_opens_nothing_here(cast: Cast) -> None:
    people.user("Dora", record.team(), Role.ADMIN)
    hidden = record.dispute(visibility="internal", team=cast.desk)
    assert not sees(User.objects.get(name="Dora"), hidden)


def test_both_rows_of_a_pair_must_be_seen(cast: Cast) -> None:
    """Charlie's team hides one end, the desk the other: neither team sees the link."""
    link: Any = ROWS["link"]()
    hide(link.dispute, cast)
    elsewhere = cast.charlie.teams.get()
    record.saved(
        lambda: type(link.to).objects.filter(pk=link.to.pk).update(visibility="internal", team=elsewhere)
    )
    assert readers_of(link, cast) == set()


@pytest.mark.parametrize("kind", ROWS)
def test_a_superuser_sees_everything(kind: str, cast: Cast) -> None:
    row = ROWS[kind](visibility="restricted", team=cast.desk)
    assert sees(people.user(is_superuser=True), row)


@pytest.mark.parametrize("right", ["is_superuser", "is_staff"])
def test_an_inactive_user_is_a_stranger(right: str, cast: Cast) -> None:
    gone = people.user("Gone", cast.desk, is_active=False)
    setattr(gone, right, True)
    hidden, public = record.dispute(visibility="internal", team=cast.desk), record.dispute()
    assert (sees(gone, hidden), sees(gone, public)) == (False, True)


def test_staff_is_no_reader(cast: Cast) -> None:
    assert not sees(people.user(is_staff=True), record.dispute(visibility="internal", team=cast.desk))


def test_a_member_who_left_sees_nothing(cast: Cast) -> None:
    row = record.dispute(visibility="internal", team=cast.desk)
    cast.bob.memberships.all().delete()
    assert not sees(cast.bob, row)


def test_the_user_of_a_request_is_recognised(cast: Cast) -> None:
    request = HttpRequest()
    request.user = SimpleLazyObject(lambda: cast.bob)  # type: ignore[assignment]
    assert sees(request.user, record.dispute(visibility="internal", team=cast.desk))


@pytest.mark.parametrize("kind", ROWS)
def test_a_closed_instance_shows_strangers_nothing(kind: str, cast: Cast, settings: Settings) -> None:
    settings.PUBLIC_READ = False
    row = ROWS[kind]()
    gone = people.user(is_superuser=True, is_active=False)
    assert (readers_of(row, cast), sees(gone, row)) == ({"alice", "bob", "charlie"}, False)


@pytest.mark.parametrize("key", ["no-such-ref", "\0", "019ab000", "", "ref'; --"])
def test_a_strange_key_finds_nothing(key: str) -> None:
    record.dispute()
    assert not rows_of(record.dispute()).by_key(key).exists()


def test_a_row_is_found_by_id_in_either_case_and_by_ref() -> None:
    row = record.dispute()
    found = [rows_of(row).by_key(key).get() for key in (str(row.pk), str(row.pk).upper(), row.ref)]
    assert found == [row] * 3
