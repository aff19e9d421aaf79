"""Filters that cannot be read: no page and no file answers with everything instead."""

import pytest
from django.test import Client

from tests.web.cast import Case


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("/disputes/", "?stage=asleep", "Select a valid choice. asleep"),
        ("/deadlines/", "?state=asleep", "Select a valid choice. asleep"),
        ("/deadlines/", "?due_from=03%2F04%2F2020", "Enter a valid date"),
        ("/deadlines.csv", "?due_from=03%2F04%2F2020", "due_from: Enter a valid date"),
        ("/tariff-lists/", "?law=asleep", "Select a valid choice. asleep"),
        ("/tariff-lists.csv", "?target=nobody", "target: Select a valid choice."),
        ("/disputes/us-cn-ipr/timeline.csv", "?show=nothing", "show: Select a valid choice. nothing"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(
    alice: Client, case: Case, path: str, query: str, told: str
) -> None:
    assert alice.get(path).status_code == 200
    answer = alice.get(path + query)
    shown = answer.content.decode()
    assert (answer.status_code, told in shown) == (400, True)
    assert f"/disputes/{case.dispute.ref}/" not in shown and f"\n{case.ultimatum.ref}" not in shown


def test_a_timeline_with_a_filter_that_cannot_be_read_shows_no_entry(alice: Client, case: Case) -> None:
    assert 'class="entry"' in alice.get("/disputes/us-cn-ipr/").content.decode()
    shown = alice.get("/disputes/us-cn-ipr/?kind=asleep").content.decode()
    assert "Select a valid choice. asleep" in shown and 'class="entry"' not in shown
