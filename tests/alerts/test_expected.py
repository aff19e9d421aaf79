"""Which reminders should exist, and when."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from accounts.models import Role, TeamMember, User
from alerts.actions import follow
from alerts.expected import expected
from alerts.models import Subscription
from disputes.models import Deadline
from history.authorship import authored
from history.models import Reason
from tests.alerts.conftest import MORNING
from tests.factories import record

LATEST = datetime(1995, 2, 5, 4, 59, 59, tzinfo=UTC)
FAR = timedelta(days=60)


def offsets(now: datetime, until: datetime | None = None) -> list[int]:
    return [one.offset for one in expected(now, until or now)]


def at(now: datetime, offset: int) -> datetime:
    return next(one.send_at for one in expected(now, now + FAR) if one.offset == offset)


def change(row: Any, **values: Any) -> None:
    with authored(record.AUTHOR, Reason.CORRECTION):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def test_following_late_expects_one_reminder_now(followed: Subscription) -> None:
    assert offsets(MORNING) == [7]


NIGHT = datetime(1995, 1, 31, 1, tzinfo=UTC)  # 02:00 in Zurich
OPENING = datetime(1995, 1, 31, 6, tzinfo=UTC)


def test_following_at_night_waits_for_the_window(followed: Subscription) -> None:
    change(followed, created_at=NIGHT)
    assert offsets(NIGHT) == []
    assert [(one.offset, one.send_at) for one in expected(NIGHT, OPENING)] == [(7, OPENING)]
    assert offsets(OPENING) == [7]


def test_a_deadline_recorded_at_night_waits_for_the_window(
    followed: Subscription, ultimatum: Deadline
) -> None:
    change(ultimatum.announced_by, recorded_at=NIGHT)
    assert offsets(NIGHT) == []
    assert offsets(OPENING) == [7]


def test_what_is_loud_and_known_only_in_the_last_night_waits_no_longer(
    followed: Subscription, ultimatum: Deadline
) -> None:
    last_night = LATEST - timedelta(hours=4)
    change(ultimatum.announced_by, recorded_at=last_night)
    assert offsets(last_night) == [0]


def test_the_rest_follow_at_their_time(followed: Subscription) -> None:
    assert offsets(MORNING, MORNING + FAR) == [7, 3, 1, 0]


def test_a_slept_over_offset_gives_way_to_the_next(followed: Subscription) -> None:
    assert offsets(MORNING + timedelta(days=3)) == [3]


def test_nothing_is_expected_after_the_last_moment(followed: Subscription) -> None:
    assert offsets(LATEST) == []


def test_lead_time_counts_back_from_the_last_moment(followed: Subscription) -> None:
    # 2 February 04:59:59 UTC is 05:59:59 in Zurich: the window opens at seven.
    assert at(MORNING, 3) == datetime(1995, 2, 2, 6, tzinfo=UTC)


def test_loud_reminder_is_never_held_past_a_day_before(followed: Subscription) -> None:
    assert at(MORNING, 1) == LATEST - timedelta(hours=24)


def test_normal_reminder_waits_for_the_window(followed: Subscription, ultimatum: Deadline) -> None:
    change(ultimatum, kind="cap")
    assert at(MORNING, 1) == datetime(1995, 2, 4, 6, tzinfo=UTC)


def test_morning_of_the_day_is_the_readers(followed: Subscription, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(time_zone="America/Los_Angeles", send_from=time(8))
    assert at(MORNING, 0) == datetime(1995, 2, 4, 16, tzinfo=UTC)


def test_morning_that_comes_too_late_is_the_one_before(
    followed: Subscription, ultimatum: Deadline, reader: User
) -> None:
    # The day in Shanghai is over at 05:59 of the same day in Honolulu.
    change(ultimatum, legal_zone="Asia/Shanghai", latest_at=datetime(1995, 2, 4, 15, 59, 59, tzinfo=UTC))
    User.objects.filter(pk=reader.pk).update(time_zone="Pacific/Honolulu")
    assert at(MORNING, 0) == datetime(1995, 2, 3, 17, tzinfo=UTC)


def test_morning_before_an_early_hour_far_east_is_two_days_before(
    followed: Subscription, ultimatum: Deadline, reader: User
) -> None:
    # One minute past midnight on Kiritimati is 23:01 two calendar days earlier on Midway.
    change(
        ultimatum, legal_zone="Pacific/Kiritimati", due_time=time(0, 1), latest_at_basis="stated",
        latest_at=datetime(1995, 2, 3, 10, 1, tzinfo=UTC),
    )  # fmt: skip
    User.objects.filter(pk=reader.pk).update(time_zone="Pacific/Midway")
    assert at(MORNING, 0) == datetime(1995, 2, 2, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "expects"),
    [
        ({"kind": "target"}, []),
        ({"kind": "cap"}, [7]),
        ({"state": "withdrawn"}, []),
        ({"state": "tentative"}, []),
    ],
)
def test_only_open_deadlines_that_speak(
    followed: Subscription, ultimatum: Deadline, values: dict[str, str], expects: list[int]
) -> None:
    change(ultimatum, **values)
    assert offsets(MORNING) == expects


def test_ended_subscription_expects_nothing(followed: Subscription) -> None:
    change(followed, ended_at=MORNING, ended_reason="unfollowed")
    assert offsets(MORNING) == []


def test_inactive_reader_is_not_told(followed: Subscription, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert offsets(MORNING) == []


def test_backfilled_past_never_alerts(followed: Subscription, ultimatum: Deadline) -> None:
    assert ultimatum.announced_by is not None
    change(ultimatum.announced_by, historical=True, recorded_at=LATEST + timedelta(days=1))
    assert offsets(MORNING) == []


@pytest.mark.parametrize("where", ["deadline", "proceeding", "dispute"])
@pytest.mark.parametrize("visibility", ["internal", "restricted"])
@pytest.mark.parametrize("role", [None, Role.READER, Role.ANALYST])
def test_reminder_and_door_agree(
    followed: Subscription, ultimatum: Deadline, reader: User, where: str, visibility: str, role: Role | None
) -> None:
    team = record.team()
    rows = {
        "deadline": ultimatum,
        "proceeding": ultimatum.proceeding,
        "dispute": ultimatum.proceeding.dispute,
    }
    change(rows[where], visibility=visibility, team=team)
    if role:
        TeamMember.objects.create(team=team, user=reader, role=role)
    assert bool(offsets(MORNING)) == Deadline.objects.visible_to(reader).exists()


def test_hidden_dispute_cannot_be_followed(reader: User) -> None:
    dispute = record.dispute(visibility="internal", team=record.team())
    with pytest.raises(Exception, match=dispute.ref):
        follow(user=reader, dispute=dispute, by=record.AUTHOR, now=MORNING)


def test_following_twice_is_following_once(followed: Subscription, reader: User) -> None:
    again = follow(user=reader, dispute=followed.dispute, by=record.AUTHOR, now=MORNING)
    assert again == followed
