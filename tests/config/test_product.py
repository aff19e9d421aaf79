"""What stops the product from starting is said in a sentence with the fix."""

import os
import socket
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from config import product
from config.product import Product, ProductError


def test_a_taken_port_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(product, "PORT_SECONDS", 0.0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(ProductError, match="is taken: stop that program, or set PORT"):
            Product(tmp_path, "127.0.0.1", taken.getsockname()[1], os.environ).wait_for_port()


def test_a_database_that_is_away_is_named(tmp_path: Path) -> None:
    away = dict(os.environ) | {"DATABASE_URL": "postgres://ann@127.0.0.1:1/demarche"}
    away.pop("DJANGO_SETTINGS_MODULE")

    with pytest.raises(ProductError, match="connection to server at"):
        Product(tmp_path, "127.0.0.1", 0, away).finish("prepare")


def test_two_products_do_not_share_a_folder(tmp_path: Path) -> None:
    first, second = (Product(tmp_path, "127.0.0.1", 0, os.environ) for _ in range(2))
    first.lock()

    with pytest.raises(ProductError, match="already: stop it, or set DEMARCHE_HOME"):
        second.lock()


def test_today_is_refused_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="production refuses it"):
        call_command("up", today=date(1995, 1, 30))


def test_today_is_refused_on_a_database_of_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ann@db/demarche")

    with pytest.raises(CommandError, match="unset DATABASE_URL"):
        call_command("up", today=date(1995, 1, 30))
