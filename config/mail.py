"""Mail as files: what leaves the product when no mail server is configured."""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from config import processes

UNSAFE = re.compile(r"[^A-Za-z0-9._@-]+")


class FolderBackend(BaseEmailBackend):
    """Writes each message whole, as `<UTC time>-<Message-ID>.eml`, into `settings.MAIL_FOLDER`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return the number of messages written; raise OSError when the folder cannot be written."""
        folder = processes.private_folder(Path(settings.MAIL_FOLDER))
        sendable = [message for message in email_messages if message.recipients()]
        for message in sendable:
            _write(folder, message)
        return len(sendable)


def _write(folder: Path, message: EmailMessage) -> None:
    letter = message.message()
    identity = UNSAFE.sub("_", str(letter["Message-ID"]).strip("<>"))[:120]
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{identity}.eml"
    draft = folder / f".{name}.{os.getpid()}"
    draft.write_bytes(letter.as_bytes().replace(b"\n", b"\r\n"))
    draft.replace(folder / name)
