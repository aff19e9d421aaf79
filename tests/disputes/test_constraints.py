"""What must always hold is held by the database."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from disputes.models import Proceeding
from tests.factories import record

REFUSED: dict[str, Callable[[], object]] = {
    "actor_kind_known": lambda: record.actor(kind="planet"),
    "actor_iso2_shape": lambda: record.actor(iso2="uk"),
    "disputes_actor_team_unless_public": lambda: record.actor(visibility="internal"),
    "disputes_actor_visibility_known": lambda: record.actor(visibility="secret", team=record.team()),
    "event_kind_known": lambda: record.event(a_case(), kind="something"),
    "event_instant_has_hour": lambda: record.event(a_case(), precision="instant"),
    "event_ends_after_start": lambda: record.event(a_case(), end_on=date(1990, 1, 1)),
    "deadline_ultimatum_says_unless_and_then": lambda: record.announced(
        record.event(a_case()), kind="ultimatum"
    ),
    "deadline_computed_or_announced": lambda: record.announced(record.event(a_case()), rule="301.04"),
    "deadline_state_known": lambda: record.announced(record.event(a_case()), state="missed"),
    "deadline_window_before_due": lambda: record.announced(
        record.event(a_case()), window_start=date(1999, 1, 1)
    ),
    "dispute_closed_after_opened": lambda: record.dispute(
        opened_on=date(1995, 1, 1), closed_on=date(1994, 1, 1)
    ),
    "dispute_stage_known": lambda: record.dispute(stage="over"),
}


def a_case() -> Proceeding:
    return record.proceeding(record.dispute())


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_refused_by(name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        REFUSED[name]()


@pytest.mark.django_db
def test_one_instant_per_event_with_an_hour() -> None:
    at = datetime(1995, 2, 26, 5, 1, tzinfo=UTC)
    assert record.event(a_case(), precision="instant", at=at).at == at
