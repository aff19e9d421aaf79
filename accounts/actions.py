"""Every write of this room that needs a rule: who is let in, and the keys of programs."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from sesame.utils import get_query_string

from accounts.models import ApiKey, CalendarKey, Role, Scope, Team, TeamMember, User

USED_EVERY = timedelta(minutes=1)
DEMO_EMAIL, DEMO_TEAM = "demo@demarche.example", "demo"


@transaction.atomic
def invite(
    *, email: str, name: str, team: Team, role: Role, now: datetime, time_zone: str = "UTC"
) -> TeamMember:
    """Return the membership of the person with this address, who gets an account when there is none.

    Somebody who has an account or a role in the team keeps them as they are. A
    new account has no password: `sign_in_link` lets its owner in. Raises
    ValidationError naming each bad field.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, time_zone=time_zone, joined_at=now)
    member = TeamMember(team=team, user=user, role=role)
    member.clean_fields()
    return TeamMember.objects.get_or_create(team=team, user=user, defaults={"role": role})[0]


@transaction.atomic
def ensure_demo_analyst(*, now: datetime) -> User:
    """Return the analyst of the demo team, making both when they are missing.

    Raises RuntimeError on a production instance, where nobody is let in by default.
    """
    if settings.PRODUCTION:
        raise RuntimeError("The demo analyst exists on development instances only; use `createsuperuser`.")
    team, _ = Team.objects.get_or_create(ref=DEMO_TEAM, defaults={"name": "Demo desk"})
    member = invite(
        email=DEMO_EMAIL,
        name="Demo analyst",
        team=team,
        role=Role.ANALYST,
        now=now,
        time_zone="Europe/Zurich",
    )
    return member.user


def sign_in_link(user: User) -> str:
    """Return the path, with its token, that signs `user` in.

    It ends with its first use, with any other sign-in, with a new password and
    after SESAME_MAX_AGE seconds. It opens nothing for an inactive user.
    """
    return f"{reverse('web:sign-in-link')}{get_query_string(user)}"


def create_key(
    *, user: User, name: str, scopes: Collection[str], now: datetime, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Return a new key of `user` and its text, which is kept nowhere and cannot be shown again.

    Raises ValidationError naming each bad field.
    """
    _check_key(name=name, scopes=scopes, now=now, expires_at=expires_at)
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=user, name=name.strip(), prefix=prefix, secret_hash=_hashed(secret), scopes=sorted(set(scopes)),
        created_at=now, expires_at=expires_at,
    )  # fmt: skip
    return key, f"dmk_{prefix}_{secret}"


@transaction.atomic
def rotate_key(*, key: ApiKey, now: datetime) -> tuple[ApiKey, str]:
    """Return a key with the owner, name, scopes and expiry of `key`, and its text; `key` ends at `now`.

    Raises ValidationError when `key` is revoked or expired: it would come back to life.
    """
    key = ApiKey.objects.select_for_update().select_related("user").get(pk=key.pk)
    if not key.is_live(now):
        raise ValidationError("This key is revoked or expired; make a new one.", code="dead_key")
    revoke_key(key=key, now=now)
    return create_key(user=key.user, name=key.name, scopes=key.scopes, now=now, expires_at=key.expires_at)


def revoke_key(*, key: ApiKey, now: datetime) -> None:
    """End the key at `now`; a key that ended before keeps its moment."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)


def authenticate_key(*, text: str, now: datetime) -> ApiKey | None:
    """Return the live key (with its user) that `text` is, or None; notes its use once a minute.

    One query, and one more when the use is noted.
    """
    start, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if start != "dmk" or not prefix.isalnum() or not prefix.isascii() or not secret:
        return None
    key = ApiKey.objects.select_related("user").filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(key.secret_hash, _hashed(secret)):
        return None
    if not key.is_live(now) or not key.user.is_active:
        return None
    unnoted = now - USED_EVERY
    if key.last_used_at is None or key.last_used_at <= unnoted:
        used = Q(last_used_at=None) | Q(last_used_at__lte=unnoted)
        ApiKey.objects.filter(used, pk=key.pk).update(last_used_at=now)
    return key


def make_calendar_key(*, user: User, now: datetime) -> str:
    """Return the secret part of a new calendar address of `user`; the address before it ends. It is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    CalendarKey.objects.update_or_create(user=user, defaults={"secret_hash": _hashed(secret), "made_at": now})
    return secret


def end_calendar_key(*, user: User) -> None:
    """End the calendar address of `user`, if there is one."""
    CalendarKey.objects.filter(user=user).delete()


def calendar_reader(*, secret: str) -> User | None:
    """Return the active user whose calendar address has this secret part, or None."""
    key = CalendarKey.objects.select_related("user").filter(secret_hash=_hashed(secret)).first()
    return key.user if key and key.user.is_active else None


def _check_key(*, name: str, scopes: Collection[str], now: datetime, expires_at: datetime | None) -> None:
    """Raise ValidationError with every fault of a key's fields, by field."""
    faults: dict[str, str] = {}
    longest = ApiKey._meta.get_field("name").max_length or 0
    if not 0 < len(name.strip()) <= longest:
        faults["name"] = f"Name the key, in 1 to {longest} characters: what will use it?"
    unknown = sorted(set(scopes) - set(Scope.values))
    if unknown or not scopes:
        said = f"Unknown: {', '.join(unknown)}. " if unknown else ""
        faults["scopes"] = f"{said}Choose from {', '.join(Scope.values)}."
    if expires_at is not None and expires_at <= now:
        faults["expires_at"] = "The key would have ended already; choose a later moment."
    if faults:
        raise ValidationError(faults)


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
