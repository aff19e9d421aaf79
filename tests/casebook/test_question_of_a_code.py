"""Question 5, "is 8712.00 from China on any proposed list? on a final one?", asked of the lines the demo holds."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from api.bundles.loading import load
from tariffs.answers import Question
from tariffs.enquiry import ask
from tariffs.on_lists import history_of

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
BUNDLES = sorted((Path(settings.BASE_DIR) / "demo").glob("*.yaml"))
NOBODY = AnonymousUser()
pytestmark = pytest.mark.django_db


@pytest.fixture
def demo() -> None:
    report = load(BUNDLES, now=TODAY)
    assert (report.faults, report.written) == ([], True)


@cache
def lines() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return the ref of a version and each line of it that names a code, as the bundles print them."""
    texts = (path.read_text(encoding="utf-8") for path in BUNDLES)
    return tuple(
        (version["ref"], item)
        for text in texts
        for listed in yaml.load(text, Loader=yaml.CSafeLoader).get("tariff_lists", [])
        for version in listed["versions"]
        for item in version.get("items", [])
        if item.get("digits")
    )


def touching(asked: str) -> set[tuple[str, int, str]]:
    """Return version, position and relation of every line that touches a code, by comparing all of them."""
    found = set()
    for version, item in lines():
        printed = item["digits"]
        if any(asked.startswith(code) for code in item.get("excepted_digits", [])):
            relation = "excepted"
        elif printed == asked:
            relation = "same"
        else:
            relation = "wider" if asked.startswith(printed) else "finer"
        if asked.startswith(printed) or printed.startswith(asked):
            found.add((version, item["position"], relation))
    return found


def test_q5_lists_and_stages_that_name_bicycles(demo: None, client: Client) -> None:
    told = client.get("/api/v1/codes/871200").json()["lines"]
    assert [(one["list"], one["stage"], one["display_code"], one["relation"]) for one in told] == [
        ("us-cn-ipr-us-1994-95", "proposed", "8712", "wider"),
        ("us-cn-ipr-us-1994-95", "final", "8712", "wider"),
        ("us-cn-301-us-3", "final", "8712.00.15", "finer"),
    ]


@pytest.mark.parametrize(
    ("known", "proposed", "levied"),
    [
        ("1994-12-30", [], {}),
        ("1995-01-15", ["us-cn-ipr-us-1994-95"], {}),
        ("1995-02-10", [], {"us-cn-ipr-us-1994-95": ("scheduled", False)}),
        ("1995-03-01", [], {"us-cn-ipr-us-1994-95": ("never_collected", False)}),
    ],
)
def test_q5_bicycles_from_china_as_the_record_stood(
    known: str, proposed: list[str], levied: dict[str, tuple[str, bool]]
) -> None:
    day = date.fromisoformat(known)
    load([p for p in BUNDLES if p.stem == "us-cn-ipr"], now=TODAY, as_of=day)
    answer = ask(user=NOBODY, question=Question("US", "CN", "87120015", day)).answer
    states = {layer.law.ref: (layer.state.value, layer.applies) for layer in answer.layers}
    assert ([one.law.ref for one in answer.would_pay], states) == (proposed, levied)


def test_q5_every_code_of_the_demo_is_found_as_a_reader_of_all_lines_would(demo: None) -> None:
    codes = {item["digits"] for _, item in lines()}
    asked = sorted({code[:length] for code in codes for length in (4, 6, 8, 10)})
    wrong = {}
    for code in asked:
        found = {
            (line.item.list_version.ref, line.item.position, str(line.relation))
            for line in history_of(code, NOBODY).lines
        }
        if found != touching(code):
            wrong[code] = found ^ touching(code)
    assert (wrong, len(codes) > 50) == ({}, True)
