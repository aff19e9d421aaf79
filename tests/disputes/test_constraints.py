"""What must always hold is held by the database."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection

from disputes.models import DisputeParty, Proceeding
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


@pytest.mark.django_db
@pytest.mark.parametrize("in_one", [False, True])
def test_a_role_stands_once_in_a_dispute_and_once_in_a_proceeding(in_one: bool) -> None:
    case, who = a_case(), record.actor()
    where = case if in_one else None
    record.party(case.dispute, who, proceeding=None if in_one else case)
    record.party(case.dispute, who, proceeding=where)
    with pytest.raises(IntegrityError, match="dispute_party_once"):
        record.party(case.dispute, who, proceeding=where)


@pytest.mark.django_db
def test_a_party_of_a_proceeding_is_one_of_its_dispute() -> None:
    with pytest.raises(IntegrityError, match="dispute_party_in_a_proceeding_of_the_dispute"):
        in_another_dispute()


def in_another_dispute() -> DisputeParty:
    party = record.party(record.dispute(), record.actor(), proceeding=a_case())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as at the end of the transaction
    return party
