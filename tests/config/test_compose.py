"""What docker-compose.yml and the Dockerfile name exists."""

import re
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from tests.architecture.source import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "demarche"]
# The two servers' own settings; `.env` hands the passwords to both sides.
SERVERS = {"POSTGRES_PASSWORD", "VALKEY_PASSWORD"}


def settings_names() -> set[str]:
    return set(re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "config/settings.py").read_text()))


def manage_commands(service: dict[str, Any]) -> list[list[str]]:
    commands = [service["command"], service.get("healthcheck", {}).get("test", ["CMD", "python"])[1:]]
    return [command[2:] for command in commands if command[1:2] == ["manage.py"]]


def test_the_product_is_made_of_its_three_processes() -> None:
    assert set(OURS) == {"prepare", "web", "worker", "beat"}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_a_service_is_a_setting(name: str) -> None:
    assert set(SERVICES[name]["environment"]) - settings_names() == set()


def test_every_variable_asked_of_the_reader_is_used() -> None:
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE))

    assert asked - settings_names() == SERVERS


def test_the_images_variables_are_settings() -> None:
    named = set(re.findall(r"(?:ENV|RUN)? ?\b([A-Z_]+)=", DOCKERFILE)) - {"PYTHONUNBUFFERED"}

    assert {name for name in named if not name.startswith(("PIP_", "PYTHON"))} - settings_names() == set()


@pytest.mark.parametrize("name", OURS)
def test_every_command_of_a_service_is_understood(name: str) -> None:
    for command, *words in manage_commands(SERVICES[name]):
        parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)

        assert parser.parse_args(words)


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"prepare"}))
def test_every_lasting_service_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_the_image_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (\w+)", DOCKERFILE, re.MULTILINE) == ["demarche"]
