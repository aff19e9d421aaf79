"""Keys are shown once, kept as hashes, and end when they are told to."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from accounts.actions import authenticate_key, create_key, revoke_key, rotate_key
from accounts.models import ApiKey, User
from tests.factories import people
from tests.factories.record import NOW

SOON = NOW + timedelta(days=1)
Made = tuple[ApiKey, str]


@pytest.fixture
def ann(db: None) -> User:
    return people.user("Ann")


@pytest.fixture
def made(ann: User) -> Made:
    return create_key(user=ann, name="feed", scopes=["read", "write"], now=NOW, expires_at=SOON)


def test_a_key_opens_for_its_owner(made: Made, ann: User) -> None:
    found = authenticate_key(text=made[1], now=NOW)
    assert found and found.user == ann


def test_the_secret_is_256_bits_and_stored_nowhere(made: Made) -> None:
    secret = made[1].split("_", 2)[2]
    assert len(secret) == 43  # 32 bytes in base64url
    assert secret not in str(ApiKey.objects.values().get())


@pytest.mark.parametrize(
    "text",
    ["", "dmk", "dmk_", "dmk__", "dmk_{p}", "dmk_{p}_", "dmk_{p}_wrong", "xyz_{p}_{s}", "dmk_{p}_{s}x", "dmk_\0_{s}",
     "dmk_{p}_\udce9", "dmk_é_{s}", "DMK_{p}_{s}", "dmk_{p}_{h}"],
)  # fmt: skip
def test_nothing_but_the_key_opens(made: Made, text: str) -> None:
    key, shown = made
    guess = text.format(p=key.prefix, s=shown.split("_", 2)[2], h=key.secret_hash)
    assert authenticate_key(text=guess, now=NOW) is None


def test_a_key_ends_at_its_expiry(made: Made) -> None:
    assert authenticate_key(text=made[1], now=SOON - timedelta(seconds=1)) is not None
    assert authenticate_key(text=made[1], now=SOON) is None


def test_a_revoked_key_opens_nothing(made: Made) -> None:
    revoke_key(key=made[0], now=NOW)
    assert authenticate_key(text=made[1], now=NOW) is None


def test_revoking_again_keeps_the_first_moment(made: Made) -> None:
    revoke_key(key=made[0], now=NOW)
    revoke_key(key=made[0], now=SOON)
    assert ApiKey.objects.get().revoked_at == NOW


def test_the_key_of_an_inactive_user_opens_nothing(made: Made) -> None:
    User.objects.update(is_active=False)
    assert authenticate_key(text=made[1], now=NOW) is None


def test_use_is_noted(made: Made) -> None:
    authenticate_key(text=made[1], now=NOW)
    assert ApiKey.objects.get().last_used_at == NOW


def test_within_a_minute_one_query_is_enough(
    made: Made, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    authenticate_key(text=made[1], now=NOW)
    with django_assert_num_queries(1):
        authenticate_key(text=made[1], now=NOW + timedelta(seconds=59))


def test_use_is_noted_again_after_a_minute(made: Made) -> None:
    later = NOW + timedelta(minutes=1)
    authenticate_key(text=made[1], now=NOW)
    authenticate_key(text=made[1], now=later)
    assert ApiKey.objects.get().last_used_at == later


def test_rotating_gives_the_same_rights_under_a_new_secret(made: Made) -> None:
    _, text = rotate_key(key=made[0], now=NOW)
    found = authenticate_key(text=text, now=NOW)
    assert found and (found.name, found.scopes, found.expires_at) == ("feed", ["read", "write"], SOON)


def test_rotating_ends_the_old_key(made: Made) -> None:
    rotate_key(key=made[0], now=NOW)
    assert authenticate_key(text=made[1], now=NOW) is None


def test_a_revoked_key_is_not_rotated_back_to_life(made: Made) -> None:
    revoke_key(key=made[0], now=NOW)
    with pytest.raises(ValidationError, match="make a new one"):
        rotate_key(key=made[0], now=NOW)


@pytest.mark.parametrize("when", [SOON, SOON + timedelta(days=1)])
def test_an_expired_key_is_not_rotated_back_to_life(made: Made, when: datetime) -> None:
    with pytest.raises(ValidationError, match="make a new one"):
        rotate_key(key=made[0], now=when)


def test_every_fault_of_a_key_is_told_at_once(ann: User) -> None:
    with pytest.raises(ValidationError) as refused:
        create_key(user=ann, name=" ", scopes=["read", "everything"], now=NOW, expires_at=NOW)
    assert set(refused.value.message_dict) == {"name", "scopes", "expires_at"}


def test_a_key_without_scopes_is_refused(ann: User) -> None:
    with pytest.raises(ValidationError, match="Choose from read, write"):
        create_key(user=ann, name="feed", scopes=[], now=NOW)
