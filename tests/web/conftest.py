"""The cast and the case, on Monday 30 January 1995."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests.factories import record
from tests.web import cast as story


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(record.NOW, tick=True):
        yield


@pytest.fixture
def cast(db: None) -> story.Cast:
    return story.cast()


@pytest.fixture
def case(cast: story.Cast) -> story.Case:
    return story.case(cast.desk)


@pytest.fixture
def alice(cast: story.Cast) -> Client:
    client = Client()
    client.force_login(cast.alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def bob(cast: story.Cast) -> Client:
    client = Client()
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def charlie(cast: story.Cast) -> Client:
    client = Client()
    client.force_login(cast.charlie, backend="django.contrib.auth.backends.ModelBackend")
    return client
