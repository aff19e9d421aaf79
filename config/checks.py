"""What an instance must be told before it may start in production. Nothing is guessed there."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured


def production_is_complete(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error with its fix for every thing production lacks; nothing outside production."""
    if not settings.PRODUCTION:
        return []
    return [
        Error(f"{said} (DEMARCHE_ENV=production).", hint=fix, id=f"demarche.{identity}")
        for identity, wrong, said, fix in _requirements()
        if wrong
    ]


def refuse_incomplete() -> None:
    """Raise ImproperlyConfigured naming every fix when production is incomplete."""
    errors = production_is_complete()
    if errors:
        raise ImproperlyConfigured("\n".join(f"({error.id}) {error.msg} {error.hint}" for error in errors))


def _requirements() -> Iterator[tuple[str, bool, str, str]]:
    yield "E001", not _has_secret_key(), "SECRET_KEY is not set", "Set SECRET_KEY to a long random text."
    hosts = settings.ALLOWED_HOSTS
    yield (
        "E002",
        not hosts or "*" in hosts,
        "ALLOWED_HOSTS names no host, or every host",
        "Set ALLOWED_HOSTS to the names this site answers to, separated by commas.",
    )
    yield (
        "E003",
        not settings.SITE_URL.startswith(("https://", "http://")),
        "SITE_URL is not set",
        "Set SITE_URL to the address readers use, such as https://demarche.example.org; mails link to it.",
    )
    yield (
        "E004",
        not (settings.EMAIL_CONFIGURED and settings.DEFAULT_FROM_EMAIL),
        "There is no mail sender",
        "Set EMAIL_URL (smtp+tls://user:password@host:587) and DEFAULT_FROM_EMAIL.",
    )
    yield (
        "E005",
        not settings.DATABASE_URL,
        "DATABASE_URL is not set",
        "Set DATABASE_URL (postgres://user:password@host/name); the embedded server is for evaluation.",
    )
    yield (
        "E006",
        not settings.REDIS_URL,
        "REDIS_URL is not set",
        "Set REDIS_URL (redis://:password@host:6379/0); the embedded server is for evaluation.",
    )
    yield (
        "E007",
        bool(settings.CLOCK_SHIFT),
        "The product's clock is shifted",
        "Unset CLOCK_SHIFT; --today is for evaluation only.",
    )
    yield "E008", settings.DEBUG, "DEBUG is on", "Unset DEBUG; it shows secrets to visitors."


def _has_secret_key() -> bool:
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:  # Django raises instead of returning an empty key
        return False
