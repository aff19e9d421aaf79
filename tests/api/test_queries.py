"""How many queries each endpoint costs, against `queries.json`, whatever the number of rows."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Case
from tests.factories import record

pytestmark = pytest.mark.django_db
BASELINE: dict[str, dict[str, int]] = json.loads((Path(__file__).parent / "queries.json").read_text())


@pytest.fixture
def crowded(case: Case) -> Case:
    for _ in range(20):
        event = record.event(case.proceeding)
        record.event_actor(event, case.ustr)
        record.announced(event, responsible=case.ustr)
    return case


def queries(api: Client, address: str, headers: dict[str, str]) -> int:
    api.get(address, headers=headers)
    with CaptureQueriesContext(connection) as captured:
        response = api.get(address, headers=headers)
    assert response.status_code in {200, 304}
    return len(captured)


@pytest.mark.parametrize("address", BASELINE)
def test_anonymous_reading(api: Client, crowded: Case, address: str) -> None:
    assert queries(api, address, {}) == BASELINE[address]["anonymous"]


@pytest.mark.parametrize("address", BASELINE)
def test_reading_with_a_key(api: Client, crowded: Case, address: str, make_key: Any) -> None:
    assert queries(api, address, make_key()) == BASELINE[address]["key"]


@pytest.mark.parametrize("address", BASELINE)
def test_an_unchanged_answer_costs_no_more(api: Client, crowded: Case, address: str) -> None:
    headers = {"If-None-Match": api.get(address).headers.get("ETag", '""')}
    assert queries(api, address, headers) <= BASELINE[address]["anonymous"]
