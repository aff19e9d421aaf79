"""The environment, read strictly: a value that cannot be meant is an error, never a default."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
WORDS = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)
URLS = environ.Env()


class Environment:
    """Typed reads of environment variables. An empty variable counts as unset.

    Bad values are collected; `refuse` raises them all at once.
    """

    def __init__(self) -> None:
        self.errors: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """The variable's text."""
        return os.environ.get(name, "").strip() or default

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list separated by commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()] or default

    def flag(self, name: str, default: bool) -> bool:
        """A yes or a no."""
        return self._read(name, default, lambda text: WORDS[text.lower()], "yes or no")

    def choice(self, name: str, default: str, *others: str) -> str:
        """One of the words given; the first is the default."""
        known = {word: word for word in (default, *others)}
        return self._read(name, default, lambda text: known[text], " or ".join(known))

    def whole(self, name: str, default: int) -> int:
        """A whole number."""
        return self._read(name, default, int, "a whole number")

    def seconds(self, name: str, default: float) -> float:
        """A number of seconds, maybe with a fraction, maybe negative."""
        return self._read(name, default, float, "a number of seconds")

    def database(self, name: str, url: str) -> dict[str, Any]:
        """Django's settings for a PostgreSQL URL that came from the variable `name`."""
        if not url.startswith(("postgres://", "postgresql://")):
            self.errors.append(f"{name} must be like postgres://user:password@host:5432/name.")
            return {}
        return dict(URLS.db_url_config(url))

    def redis(self, name: str) -> str:
        """A URL of Redis or Valkey."""
        url = self.text(name)
        if url and not url.startswith(("redis://", "rediss://")):
            self.errors.append(f"{name} must be like redis://:password@host:6379/0.")
        return url

    def mail(self, name: str) -> dict[str, Any]:
        """Django's EMAIL_* settings for a mail server's URL; empty when the variable is unset."""
        url = self.text(name)
        if url and not url.startswith(("smtp://", "smtp+tls://", "smtp+ssl://", "smtps://")):
            self.errors.append(f"{name} must be like smtp+tls://user:password@host:587.")
            return {}
        return dict(URLS.email_url_config(url)) if url else {}

    def refuse(self) -> None:
        """Raise ImproperlyConfigured with every bad value found so far, if there is one."""
        if self.errors:
            raise ImproperlyConfigured("\n".join(self.errors))

    def _read(self, name: str, default: T, parse: Callable[[str], T], expected: str) -> T:
        text = self.text(name)
        try:
            return parse(text) if text else default
        except (ValueError, KeyError):
            self.errors.append(f"{name} must be {expected}, not “{text}”.")
            return default
