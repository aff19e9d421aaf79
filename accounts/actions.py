"""Every write of this room that needs a rule: keys are shown once and kept as hashes."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from accounts.models import ApiKey, User

USED_EVERY = timedelta(hours=1)


def create_key(
    *, user: User, name: str, scopes: Collection[str], now: datetime, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Return a new key of `user` and its text, which is kept nowhere and cannot be shown again."""
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=user, name=name, prefix=prefix, secret_hash=_hashed(secret), scopes=sorted(scopes), created_at=now,
        expires_at=expires_at,
    )  # fmt: skip
    return key, f"dmk_{prefix}_{secret}"


def authenticate_key(*, text: str, now: datetime) -> ApiKey | None:
    """Return the live key (with its user) that `text` is, or None; notes its use once an hour."""
    start, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if start != "dmk" or not prefix.isalnum() or not prefix.isascii() or not secret:
        return None
    key = ApiKey.objects.select_related("user").filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(key.secret_hash, _hashed(secret)):
        return None
    if not key.is_live(now) or not key.user.is_active:
        return None
    if key.last_used_at is None or now - key.last_used_at >= USED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
