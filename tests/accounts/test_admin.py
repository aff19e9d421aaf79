"""The admin: people and teams are managed, the record is looked at, and only superusers are let in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.actions import create_key
from accounts.models import ApiKey, Role, Team, TeamMember, User
from alerts.models import Delivery, Subscription
from history.models import Change, Tracked
from tariffs.models import ListItem
from tests.factories import people, record
from tests.factories.kinds import ROWS
from tests.factories.record import NOW

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def root(client: Client) -> Client:
    client.force_login(people.user("Root", is_staff=True, is_superuser=True), backend=BACKEND)
    return client


def _subscription() -> Subscription:
    return record.saved(
        lambda: Subscription.objects.create(recipient=people.user(), dispute=record.dispute(), created_at=NOW)
    )


def _delivery() -> Delivery:
    following = _subscription()
    deadline: Any = ROWS["deadline"]()
    return Delivery.objects.create(
        subscription=following, recipient=following.recipient, deadline=deadline, due_on=deadline.due_on, offset=1,
        send_at=NOW, planned_at=NOW,
    )  # fmt: skip


def _change() -> Change:
    record.dispute()
    return Change.objects.latest("id")


def _item() -> ListItem:
    citation: Any = ROWS["citation of an item"]()
    found: ListItem = citation.item
    return found


def _key() -> ApiKey:
    return create_key(user=people.user(), name="feed", scopes=["read"], now=NOW)[0]


READ_ONLY: dict[str, Callable[[], models.Model]] = {
    **ROWS, "subscription": _subscription, "delivery": _delivery, "change": _change, "item": _item, "key": _key,
}  # fmt: skip
MANAGED: dict[str, Callable[[], models.Model]] = {"team": record.team, "user": people.user}


def page(row: models.Model | type[models.Model], view: str = "changelist") -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}"
    return reverse(
        name, args=[row.pk] if isinstance(row, models.Model) and view in {"change", "delete"} else []
    )


def test_every_table_of_ours_is_in_the_admin() -> None:
    tracked = {model for model in apps.get_models() if issubclass(model, Tracked)}
    expected = tracked | {User, Team, ApiKey, ListItem, Delivery, Change}
    assert set(admin.site._registry) == expected


@pytest.mark.parametrize("kind", READ_ONLY | MANAGED)
def test_the_list_and_its_search_open(root: Client, kind: str) -> None:
    row = (READ_ONLY | MANAGED)[kind]()
    assert str(row.pk) in root.get(page(row)).content.decode()
    assert root.get(page(row), {"q": "a b"}).status_code == 200


@pytest.mark.parametrize("kind", READ_ONLY | MANAGED)
def test_the_page_of_a_row_opens(root: Client, kind: str) -> None:
    row = (READ_ONLY | MANAGED)[kind]()
    assert root.get(page(row, "change")).status_code == 200


@pytest.mark.parametrize("kind", MANAGED)
def test_the_page_for_a_new_one_opens(root: Client, kind: str) -> None:
    assert root.get(page(MANAGED[kind](), "add")).status_code == 200


@pytest.mark.parametrize("kind", READ_ONLY)
def test_the_record_is_not_written_in_the_admin(root: Client, kind: str) -> None:
    row = READ_ONLY[kind]()
    posted = [root.post(page(row, view), {"post": "yes"}).status_code for view in ("add", "change", "delete")]
    assert posted == [403, 403, 403]


@pytest.mark.parametrize("kind", READ_ONLY | MANAGED)
def test_staff_without_every_right_is_not_let_in(client: Client, kind: str) -> None:
    clerk = people.user("Clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.all())
    client.force_login(clerk, backend=BACKEND)
    row = (READ_ONLY | MANAGED)[kind]()
    assert (client.get(page(row)).status_code, client.get(page(row, "change")).status_code) == (403, 403)


def test_a_person_is_added_without_a_password(root: Client) -> None:
    new = {"email": "Ann@example.org", "name": "Ann", "time_zone": "Asia/Tokyo", "usable_password": "false"}
    root.post(
        page(User, "add"), new | {f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    )
    assert not User.objects.get(email__iexact="ann@example.org").has_usable_password()


def test_a_member_is_added_to_a_team(root: Client) -> None:
    desk, ann = record.team("desk"), people.user("Ann")
    form = {"ref": "desk", "name": "Desk", "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
    root.post(
        page(desk, "change"), form | {"memberships-0-user": str(ann.pk), "memberships-0-role": "analyst"}
    )
    assert TeamMember.objects.get(team=desk, user=ann).role == Role.ANALYST


def test_a_person_is_never_removed(root: Client) -> None:
    assert root.post(page(people.user(), "delete"), {"post": "yes"}).status_code == 403


def test_a_sign_in_link_is_handed_on(root: Client) -> None:
    ann = people.user("Ann")
    chosen = {"action": "show_sign_in_links", "_selected_action": [str(ann.pk)]}
    shown = root.post(page(ann), chosen, follow=True).content.decode()
    assert "link for ann@example.org: http" in shown and "/sign-in/link/?sesame=" in shown


def test_a_key_shows_nothing_that_opens(root: Client) -> None:
    key = _key()
    shown = root.get(page(key)).content.decode() + root.get(page(key, "change")).content.decode()
    assert key.prefix in shown and key.secret_hash not in shown


def test_a_key_is_revoked(root: Client) -> None:
    key = _key()
    root.post(page(key), {"action": "revoke", "_selected_action": [str(key.pk)]})
    key.refresh_from_db()
    assert key.revoked_at is not None


@pytest.mark.parametrize("kind", ["citation of a position", "link", "delivery", "affiliation"])
def test_a_longer_list_needs_no_more_queries(
    root: Client, kind: str, django_assert_max_num_queries: Any
) -> None:
    rows = [READ_ONLY[kind]() for _ in range(6)]
    with django_assert_max_num_queries(8):
        root.get(page(rows[0]))
