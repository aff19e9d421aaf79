"""Who calls: a key in the Authorization header, or a signed-in browser session (with CSRF)."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actions import authenticate_key
from accounts.models import ApiKey, User
from history import now


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer dmk_<prefix>_<secret>`; a key in a URL is never read."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """Return the key's owner and the key, or None when no Authorization header is there."""
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        scheme, _, text = header.partition(" ")
        if scheme.lower() != "bearer":
            raise AuthenticationFailed("Write Authorization: Bearer dmk_…", code="unknown_scheme")
        key = authenticate_key(text=text.strip(), now=now.current())
        if key is None:
            raise AuthenticationFailed("This key is unknown, revoked or expired.", code="bad_key")
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        return 'Bearer realm="demarche"'
