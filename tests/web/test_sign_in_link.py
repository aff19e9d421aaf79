"""The link `up` prints opens the site once."""

import pytest
from django.test import Client
from django.urls import reverse
from sesame.utils import get_query_string

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> str:
    analyst = User.objects.create_user(email="demo@demarche.example", name="Demo")
    query: str = get_query_string(analyst)
    return reverse("sign-in-link") + query


def test_the_link_signs_in(client: Client, link: str) -> None:
    client.get(link)

    assert "_auth_user_id" in client.session


def test_the_link_works_once(client: Client, link: str) -> None:
    client.get(link)

    assert Client().get(link).status_code == 403
