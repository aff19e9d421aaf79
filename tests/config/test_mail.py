"""Without a mail server, a message is a file that any mail program opens."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection
from pytest_django import Settings


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


def send(*to: str) -> int:
    connection = get_connection("config.mail.FolderBackend")
    headers = {"Message-ID": "<one/../two@demarche.example>"}
    letter = EmailMessage("Due 4 February – list", "Two lines", "from@example.org", to, headers=headers)
    return connection.send_messages([letter])


def test_a_message_is_one_whole_file(folder: Path) -> None:
    send("analyst@example.org")
    (path,) = folder.iterdir()
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)

    assert (letter["Subject"], letter["To"]) == ("Due 4 February – list", "analyst@example.org")


def test_the_file_is_named_by_its_message_id(folder: Path) -> None:
    send("analyst@example.org")
    (path,) = folder.iterdir()

    assert path.name.endswith("-one_.._two@demarche.example.eml")


def test_a_message_to_nobody_is_not_written(folder: Path) -> None:
    assert send() == 0
    assert list(folder.iterdir()) == []
