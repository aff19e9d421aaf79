"""What every answer tells the browser to refuse."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_scripts_come_from_this_site_or_carry_a_nonce(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_the_browser_is_told_to_be_strict(client: Client, header: str, value: str) -> None:
    assert client.get("/admin/login/")[header] == value
