"""Schemathesis against the real WSGI application: whatever is asked, the answer is one the contract names."""

import json
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from accounts.actions import create_key
from accounts.models import Team, TeamMember, User
from config.wsgi import application
from tests.api.conftest import NOW, make_case
from tests.contract.test_snapshot import SNAPSHOT

BOUNDED = hypothesis.settings(
    max_examples=15, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)  # fmt: skip
REAL = {
    "disputes": "us-cn-ipr", "events": "us-cn-ipr-threat", "deadlines": "ultimatum", "me": "", "status": "",
    "calendars": "us-federal", "clocks": "301.14",
    "codes": "8517.62", "deadlines.ics": "", "duty": "",
    "tariff-lists": "goods", "composition": "",
}  # fmt: skip
PLAIN = {"Accept-Encoding": "identity"}
ANY_VERSION = {"If-Match": "*"}
OPERATIONS = [
    (path, method)
    for path, item in json.loads(SNAPSHOT.read_text())["paths"].items()
    for method in item
]  # fmt: skip


@pytest.fixture
def contract(db: None) -> Iterator[Any]:
    """Yield the contract as the application serves it; its requests share this test's connection."""
    make_case()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(db: None) -> dict[str, str]:
    """Return the key of an analyst, who may write."""
    user = User.objects.create_user("fuzz@example.org", name="Fuzz")
    TeamMember.objects.create(team=Team.objects.create(ref="desk", name="Desk"), user=user, role="analyst")
    _, text = create_key(user=user, name="fuzz", scopes=("read", "write"), now=NOW)
    return {"Authorization": f"Bearer {text}"}


def either(operation: Any) -> Any:
    """Return requests that keep the contract, and where there is something to break, requests that break it."""
    kept = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not (operation.query or operation.body):
        return kept
    return hypothesis.strategies.one_of(kept, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def ask(contract: Any, path: str, method: str, headers: dict[str, str], key: str = "") -> None:
    """Send requests made from the contract (for the row `key`, if given) and check each answer against it."""

    @BOUNDED
    @hypothesis.given(case=either(contract[path][method]))
    def call(case: Any) -> None:
        if key and case.path_parameters:
            case.path_parameters["key"] = key
        case.call_and_validate(headers=headers | PLAIN, excluded_checks=[positive_data_acceptance])

    call()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_anonymous_calls(contract: Any, path: str, method: str) -> None:
    ask(contract, path, method, {})


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_calls_with_a_key(contract: Any, key: dict[str, str], path: str, method: str) -> None:
    headers = key | ANY_VERSION if method == "patch" else key
    ask(contract, path, method, headers, REAL[path.split("/")[3]])
