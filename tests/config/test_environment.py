"""The environment is read strictly, and its faults are named together."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("WORD", "maybe")
    monkeypatch.setenv("EMPTY", "")
    return Environment()


@pytest.mark.parametrize(("text", "meant"), [("yes", True), ("TRUE", True), ("0", False), ("off", False)])
def test_a_flag_is_a_yes_or_a_no(monkeypatch: pytest.MonkeyPatch, text: str, meant: bool) -> None:
    monkeypatch.setenv("FLAG", text)

    assert Environment().flag("FLAG", not meant) is meant


def test_an_empty_variable_counts_as_unset(env: Environment) -> None:
    assert env.whole("EMPTY", 8000) == 8000


def test_bad_values_are_refused_together(env: Environment) -> None:
    env.flag("WORD", False)
    env.whole("WORD", 1)
    env.choice("WORD", "development", "production")
    env.database("WORD", "mysql://host/name")
    env.redis("WORD")
    env.mail("WORD")

    with pytest.raises(ImproperlyConfigured) as refused:
        env.refuse()
    assert str(refused.value).count("WORD must be") == 6


def test_a_postgres_url_becomes_djangos_settings(env: Environment) -> None:
    found = env.database("DATABASE_URL", "postgres://ann:s%40crt@db:5433/demarche")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("ann", "s@crt", "db", 5433)


def test_good_values_are_not_refused(env: Environment) -> None:
    env.seconds("EMPTY", 0.0)

    env.refuse()
