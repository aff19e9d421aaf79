"""Leaving by the link in a mail."""

import pytest
from django.test import Client

from alerts.actions import follow
from alerts.links import unsubscribe_path
from alerts.models import Subscription
from tests.factories import record
from tests.factories.people import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def subscription(people: Cast) -> Subscription:
    return follow(user=people.alice, dispute=record.dispute(), by=record.AUTHOR, now=record.NOW)


def test_looking_ends_nothing(client: Client, subscription: Subscription) -> None:
    page = client.get(unsubscribe_path(subscription.pk))
    subscription.refresh_from_db()
    assert (page.status_code, subscription.ended_at) == (200, None)


def test_one_click_from_a_mail_program_ends_it(subscription: Subscription) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.post(unsubscribe_path(subscription.pk), {"List-Unsubscribe": "One-Click"})
    subscription.refresh_from_db()
    assert subscription.ended_reason == "link in a mail"


def test_second_click_changes_nothing(client: Client, subscription: Subscription) -> None:
    assert [client.post(unsubscribe_path(subscription.pk)).status_code for _ in range(2)] == [200, 200]


def test_forged_link_leads_nowhere(client: Client, subscription: Subscription) -> None:
    assert client.post(unsubscribe_path(subscription.pk)[:-2] + "x/").status_code == 404
