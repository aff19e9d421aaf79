"""The record and the clocks, which know nothing of each other's classes, use the same words."""

from enum import StrEnum

import pytest
from django.db.models import TextChoices

import clocks
from disputes.kinds import EventKind
from disputes.models import DeadlineKind, DeadlineState
from disputes.models.base import Confidence, Precision


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (DeadlineKind, clocks.DeadlineKind),
        (DeadlineState, clocks.State),
        (Confidence, clocks.Confidence),
        (Precision, clocks.Precision),
    ],
)
def test_choices_are_those_of_the_clocks(ours: type[TextChoices], theirs: type[StrEnum]) -> None:
    assert set(ours.values) == {word.value for word in theirs}


@pytest.mark.parametrize("pack", clocks.packs())
def test_every_event_a_pack_names_can_be_recorded(pack: str) -> None:
    assert set(clocks.load_pack(pack).events) <= set(EventKind.values)
