"""The admin works under the site's content security policy."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_admins_sign_in_page_loads_without_a_violation(page: Page) -> None:
    page.goto("/admin/login/")

    assert page.get_by_role("button", name="Log in").is_visible()
