"""The mail folder of an instance without a mail server."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web.cast import Cast


@pytest.fixture(autouse=True)
def letters(tmp_path: Path, settings: Settings, cast: Cast) -> None:
    """Write one letter to Alice and one to Bob."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    connection = get_connection("config.mail.FolderBackend")
    for name in ("alice", "bob"):
        EmailMessage(f"For {name}", f"Dear {name}", to=[f"{name}@example.org"], connection=connection).send()


def test_a_reader_sees_their_own_letters(alice: Client) -> None:
    page = alice.get("/mail/").content.decode()
    assert "For alice" in page and "For bob" not in page


def test_staff_see_every_letter(alice: Client, cast: Cast) -> None:
    cast.alice.is_staff = True
    cast.alice.save()
    assert "For bob" in alice.get("/mail/").content.decode()


def test_a_letter_can_be_read(alice: Client, settings: Settings) -> None:
    name = next(
        path.name for path in Path(settings.MAIL_FOLDER).glob("*.eml") if b"Dear alice" in path.read_bytes()
    )
    assert "Dear alice" in alice.get(f"/mail/{name}").content.decode()


def test_somebody_elses_letter_is_not_there(alice: Client, settings: Settings) -> None:
    name = next(
        path.name for path in Path(settings.MAIL_FOLDER).glob("*.eml") if b"Dear bob" in path.read_bytes()
    )
    assert alice.get(f"/mail/{name}").status_code == 404


def test_no_other_file_can_be_read(alice: Client) -> None:
    assert alice.get("/mail/..%2Fsecret.key").status_code == 404


def test_with_a_mail_server_there_is_no_folder(alice: Client, settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = True
    assert alice.get("/mail/").status_code == 404


def test_in_production_only_staff_look(alice: Client, settings: Settings) -> None:
    settings.PRODUCTION = True
    assert alice.get("/mail/").status_code == 404
