"""The timeline: four kinds of row in one order, behind the door."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Team
from casebook import timeline
from disputes.models import Dispute
from tests.factories import record

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


@pytest.fixture
def case() -> Dispute:
    dispute = record.dispute("us-xx")
    track = record.proceeding(dispute)
    threat = record.event(track, date(1994, 12, 31), ref="threat")
    record.announced(threat, date(1995, 2, 4), ref="ultimatum")
    record.round_(dispute, date(1995, 1, 18), ref="round-7")
    record.list_version(dispute, record.actor(), record.actor(), ref="list-v1", published_on=date(1995, 1, 5))
    return dispute


def refs(dispute: Dispute, **options: object) -> list[str]:
    return [entry.row.ref for entry in timeline.entries(dispute, ANYBODY, **options)]  # type: ignore[arg-type]


def test_rows_of_all_kinds_are_ordered_by_instant(case: Dispute) -> None:
    assert refs(case) == ["threat", "list-v1", "round-7", "ultimatum"]


def test_kinds_narrows(case: Dispute) -> None:
    assert refs(case, kinds=["round", "deadline"]) == ["round-7", "ultimatum"]


def test_an_unknown_kind_is_refused(case: Dispute) -> None:
    with pytest.raises(ValueError, match="rumour"):
        refs(case, kinds=["rumour"])


def test_a_day_begins_in_its_own_zone(case: Dispute) -> None:
    (entry,) = timeline.entries(case, ANYBODY, kinds=["round"])
    assert entry.at == datetime(1995, 1, 17, 16, tzinfo=UTC)


def test_sequence_orders_the_events_of_one_day() -> None:
    track = record.proceeding(record.dispute("us-yy"))
    record.event(track, ref="second", sequence=2)
    record.event(track, ref="first", sequence=1)
    assert refs(track.dispute) == ["first", "second"]


def test_a_stated_hour_orders_before_the_next_day_elsewhere() -> None:
    track = record.proceeding(record.dispute("us-yy"))
    hour = datetime(1995, 2, 4, 22, tzinfo=UTC)
    record.event(track, date(1995, 2, 5), ref="beijing", zone="Asia/Shanghai")
    record.event(track, date(1995, 2, 4), ref="washington", precision="instant", at=hour)
    assert refs(track.dispute) == ["beijing", "washington"]


def test_hidden_rows_are_left_out(case: Dispute) -> None:
    team = Team.objects.create(ref="t", name="T")
    record.event(case.proceedings.get(), ref="secret", visibility="internal", team=team)
    assert "secret" not in refs(case)


def test_hidden_citations_and_actors_are_not_prefetched(case: Dispute) -> None:
    team = Team.objects.create(ref="t", name="T")
    event = case.proceedings.get().events.get()
    record.event_actor(event, record.actor("ghost", visibility="internal", team=team))
    record.citation(event, record.source(visibility="internal", team=team))
    (entry,) = timeline.entries(case, ANYBODY, kinds=["event"])
    row: Any = entry.row
    assert (list(row.event_actors.all()), list(row.citations.all())) == ([], [])
