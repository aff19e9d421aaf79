"""Production names what it lacks; development starts without anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

ROOT = Path(__file__).parents[2]
COMPLETE = {
    "PRODUCTION": True,
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": ["demarche.example"],
    "SITE_URL": "https://demarche.example",
    "EMAIL_CONFIGURED": True,
    "DEFAULT_FROM_EMAIL": "alerts@demarche.example",
    "DATABASE_URL": "postgres://db/demarche",
    "REDIS_URL": "redis://broker/0",
    "CLOCK_SHIFT": 0.0,
    "DEBUG": False,
}


def errors() -> list[str | None]:
    return [message.id for message in run_checks(tags=["demarche"])]


@pytest.fixture
def production(settings: Settings) -> Settings:
    for name, value in COMPLETE.items():
        setattr(settings, name, value)
    return settings


def test_complete_production_starts(production: Settings) -> None:
    assert errors() == []


@pytest.mark.parametrize(
    ("identity", "name", "value"),
    [
        ("E002", "ALLOWED_HOSTS", []),
        ("E002", "ALLOWED_HOSTS", ["*"]),
        ("E003", "SITE_URL", ""),
        ("E004", "EMAIL_CONFIGURED", False),
        ("E004", "DEFAULT_FROM_EMAIL", ""),
        ("E005", "DATABASE_URL", ""),
        ("E006", "REDIS_URL", ""),
        ("E007", "CLOCK_SHIFT", -1.0),
        ("E008", "DEBUG", True),
    ],
)
def test_each_gap_has_its_id(production: Settings, identity: str, name: str, value: object) -> None:
    setattr(production, name, value)

    assert errors() == [f"demarche.{identity}"]


def manage(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "DEMARCHE_HOME")}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=kept | env, capture_output=True, text=True, check=False)


def test_production_told_nothing_names_every_gap_at_once() -> None:
    refused = manage("run", "web", DEMARCHE_ENV="production")

    missing = [number for number in range(1, 9) if f"demarche.E00{number}" in refused.stderr]
    assert (refused.returncode, missing) == (1, [1, 2, 3, 4, 5, 6])


def test_debug_is_off_unless_asked_for() -> None:
    told = manage("shell", "-v0", "-c", "from django.conf import settings; print(settings.DEBUG)")

    assert told.stdout.strip() == "False"


def test_a_command_without_a_database_says_so_in_a_line(tmp_path: Path) -> None:
    told = manage("diff_nomenclature", "a", "b", DEMARCHE_HOME=str(tmp_path))
    assert told.returncode == 1
    assert told.stderr == "No database runs: start script/server, or set DATABASE_URL.\n"
