"""Reading events over the API."""

import pytest
from django.test import Client

from accounts.models import Team
from tests.api.conftest import Case
from tests.api.conventions import DetailConventions, ListConventions, body
from tests.factories import record

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events"


class TestList(ListConventions):
    path = EVENTS
    default_sort = "on"

    @pytest.fixture
    def url(self, case: Case) -> str:
        record.event(case.proceeding)
        return self.path


class TestDetail(DetailConventions):
    path = EVENTS + "/{key}"

    def key_of(self, case: Case) -> tuple[str, str]:
        return case.threat.ref, str(case.threat.id)


def test_an_event_shows_who_acted_and_what_it_started(api: Client, case: Case) -> None:
    event = body(api.get(f"{EVENTS}/{case.threat.ref}"))
    assert (event["actors"], event["deadlines"]) == (["ustr"], ["ultimatum", "us-cn-ipr-301.14"])


def test_an_event_shows_its_citations(api: Client, case: Case) -> None:
    (cited,) = body(api.get(f"{EVENTS}/{case.threat.ref}"))["citations"]
    assert (cited["source"], cited["quote"]) == ("notice-1995", "so it says")


def test_events_are_found_by_words(api: Client, case: Case) -> None:
    record.event(case.proceeding, text="Talks resume.")
    assert [row["text"] for row in body(api.get(f"{EVENTS}?q=resume"))["results"]] == ["Talks resume."]


def test_hidden_actors_are_left_out(api: Client, case: Case) -> None:
    team = Team.objects.create(ref="t", name="T")
    record.event_actor(case.threat, record.actor("ghost", visibility="internal", team=team))
    assert body(api.get(f"{EVENTS}/{case.threat.ref}"))["actors"] == ["ustr"]
