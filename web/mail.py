"""Letters written as files while no mail server is configured: for staff, and on a development instance."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User

LIMIT = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as read from its file."""

    name: str
    to: str
    subject: str
    date: str
    body: str


@login_required
@require_safe
def folder(request: HttpRequest) -> HttpResponse:
    """Return the letters in the mail folder, latest first."""
    _may_read(request)
    files = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), reverse=True)
    letters = [letter for path in files[:LIMIT] if (letter := _read(path, request))]
    return render(request, "mail/folder.html", {"letters": letters, "folder": settings.MAIL_FOLDER})


@login_required
@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Return one letter as plain text."""
    _may_read(request)
    found = {path.name: path for path in Path(settings.MAIL_FOLDER).glob("*.eml")}.get(name)
    read = _read(found, request) if found else None
    if read is None:
        raise Http404
    return render(request, "mail/letter.html", {"letter": read})


def _may_read(request: HttpRequest) -> None:
    """Staff may read every letter, and on a development instance everybody their own; else there is no such page."""
    if settings.EMAIL_CONFIGURED or not (_is_staff(request) or not settings.PRODUCTION):
        raise Http404


def _is_staff(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_staff


def _read(path: Path, request: HttpRequest) -> Letter | None:
    """Return the letter, or None when it is somebody else's."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    to = str(message.get("To", ""))
    addresses = {address.lower() for _, address in getaddresses([to])}
    mine = isinstance(request.user, User) and request.user.email.lower() in addresses
    if not (_is_staff(request) or mine):
        return None
    return Letter(
        path.name, to, str(message.get("Subject", "")), str(message.get("Date", "")), _body(message)
    )


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""
