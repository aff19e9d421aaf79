"""Addresses that a mail may carry."""

from uuid import UUID

from django.conf import settings
from django.core import signing

SALT = "alerts.unsubscribe"


def absolute(path: str) -> str:
    """Return the full address of a path of this site."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def unsubscribe_path(subscription: UUID) -> str:
    """Return the address that ends this subscription by POST, without signing in; it can do nothing else."""
    return f"/unsubscribe/{signing.dumps(str(subscription), salt=SALT)}/"


def subscription_of(token: str) -> UUID | None:
    """Return the subscription a token is for, or None when it was not made here."""
    try:
        return UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
