"""How a deadline reads once its moment has passed: only duties are overdue."""

from datetime import date, timedelta

import pytest

from casebook.due import DueRow
from disputes.models import Deadline, DeadlineKind
from tests.factories import record

pytestmark = pytest.mark.django_db


def passed(kind: str) -> Deadline:
    """Return an open deadline of this kind whose last moment was a day ago."""
    event = record.event(record.proceeding(record.dispute()), date(1995, 1, 1))
    says = {"unless": "agreed", "then": "list"} if kind == "ultimatum" else {}
    return record.announced(event, record.NOW.date() - timedelta(days=2), kind=kind, **says)


@pytest.mark.parametrize(
    ("kind", "said", "group"),
    [
        ("duty", "overdue by 2 days", "Overdue"),
        ("ultimatum", "Expired, outcome not recorded", "Passed"),
        ("right_opens", "Right is open", "Right is open"),
        ("right_closes", "Lapsed unused", "Passed"),
        ("window", "Lapsed unused", "Passed"),
        ("target", "Target passed", "Passed"),
        ("automatic", "Took effect", "Passed"),
        ("cap", "Cap reached", "Passed"),
    ],
)
def test_what_passed_is_told_by_its_kind(kind: str, said: str, group: str) -> None:
    row = DueRow(passed(kind), record.NOW, "UTC")
    assert (row.remaining, row.group) == (said, group)


def test_a_duty_long_past_is_not_called_overdue() -> None:
    row = DueRow(passed("duty"), record.NOW + timedelta(days=100), "UTC")
    assert (row.remaining, row.group) == ("No act on record", "Passed")


def test_an_effect_of_the_law_is_told_as_such_and_quietly_once_long_past() -> None:
    event = record.event(record.proceeding(record.dispute()), date(1995, 1, 1))
    effect = record.computed(event, record.NOW.date() - timedelta(days=2), kind="automatic")
    row = DueRow(effect, record.NOW, "UTC")
    assert (row.remaining, row.tone) == ("Took effect by law", "alert")
    assert DueRow(effect, record.NOW + timedelta(days=100), "UTC").tone == "quiet"


def test_an_effect_that_takes_the_act_of_a_body_never_took_effect_by_itself() -> None:
    event = record.event(record.proceeding(record.dispute()), date(1995, 1, 1))
    effect = record.computed(event, record.NOW.date() - timedelta(days=2), rule="DSU.20", kind="automatic")
    row = DueRow(effect, record.NOW, "UTC")
    assert (row.remaining, row.tone, row.group) == ("No act on record", "held", "Passed")
    assert DueRow(effect, record.NOW + timedelta(days=100), "UTC").tone == "quiet"


@pytest.mark.parametrize("kind", DeadlineKind.values)
def test_only_unused_rights_lapse(kind: str) -> None:
    assert passed(kind).is_lapsed(record.NOW) == (kind in {"right_closes", "window"})
