"""One mail for each thing to be said, whatever workers and mail servers do."""

from datetime import date, timedelta

from django.core import mail

from accounts.models import User
from alerts.actions import plan, unfollow
from alerts.health import oldest_unsent
from alerts.models import Delivery, Subscription
from alerts.outbox import claim, deliver, send
from disputes.models import Deadline
from tests.alerts.conftest import MORNING, Postman
from tests.alerts.test_expected import change
from tests.factories import record


def tick(minutes: float = 0) -> int:
    now = MORNING + timedelta(minutes=minutes)
    plan(now=now)
    return deliver(clock=lambda: now)


def row() -> Delivery:
    return Delivery.objects.order_by("planned_at", "offset").first()  # type: ignore[return-value]


def test_founding_ultimatum_is_told_once(followed: Subscription, postman: Postman) -> None:
    assert (tick(), tick(1), tick(600)) == (1, 0, 0)
    assert postman.subjects == ["Due Sat 4 Feb (Washington) · us-cn-ipr · Final tariff list · 5 days"]


def test_later_offsets_are_told_in_turn(followed: Subscription, postman: Postman) -> None:
    for hour in range(7 * 24):
        tick(hour * 60)
    # 24 hours before the end of the day in Washington its day has all but begun.
    said = [subject.rsplit(" · ", 1)[1] for subject in postman.subjects]
    assert said == ["5 days", "2 days", "today", "today"]


def test_ledger_says_what_was_sent(followed: Subscription, postman: Postman) -> None:
    tick()
    assert (row().state, row().sent_at, row().reply) == ("sent", MORNING, "250 accepted")


def test_plan_reaches_two_days_ahead(followed: Subscription) -> None:
    plan(now=MORNING)
    assert list(Delivery.objects.values_list("offset", flat=True)) == [7]
    plan(now=MORNING + timedelta(days=2))
    assert set(Delivery.objects.values_list("offset", flat=True)) == {7, 3}


def test_moved_deadline_cancels_the_old_and_tells_the_new(
    followed: Subscription, postman: Postman, ultimatum: Deadline
) -> None:
    plan(now=MORNING)
    change(ultimatum, due_on=date(1995, 2, 3), latest_at=ultimatum.latest_at - timedelta(days=1))
    assert tick() == 1
    assert dict(Delivery.objects.values_list("due_on", "state")) == {
        date(1995, 2, 4): "cancelled",
        date(1995, 2, 3): "sent",
    }


def test_deadline_that_moves_away_and_back_is_told_again(
    followed: Subscription, postman: Postman, ultimatum: Deadline
) -> None:
    plan(now=MORNING)
    change(ultimatum, state="withdrawn")
    tick()
    change(ultimatum, state="open")
    assert tick(1) == 1


def test_unfollowing_between_plan_and_sending_cancels(
    followed: Subscription, postman: Postman, reader: User
) -> None:
    plan(now=MORNING)
    unfollow(user=reader, dispute=followed.dispute, by=record.AUTHOR, now=MORNING)
    assert (deliver(clock=lambda: MORNING), row().state) == (0, "cancelled")


def test_passing_refusal_is_tried_again_later(followed: Subscription, postman: Postman) -> None:
    postman.answers = ["450 try later"]
    assert (tick(), tick(0.5), tick(3)) == (0, 0, 1)
    assert len(postman.taken) == 1


def test_final_refusal_fails_and_is_not_tried_again(followed: Subscription, postman: Postman) -> None:
    postman.answers = ["550 no such user"]
    assert (tick(), tick(600)) == (0, 0)
    assert (row().state, row().reply) == ("failed", "550 no such user")


def test_mail_server_that_is_down_is_tried_again(
    followed: Subscription, postman: Postman, settings: object
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # type: ignore[attr-defined]
    assert (tick(), row().state) == (0, "planned")
    settings.EMAIL_PORT = port  # type: ignore[attr-defined]
    assert tick(3) == 1


def test_claimed_row_is_not_claimed_again_while_its_lease_runs(followed: Subscription) -> None:
    plan(now=MORNING)
    first = claim(now=MORNING)[1]
    second = claim(now=MORNING + timedelta(minutes=4))[1]
    assert (len(first), second) == (1, [])


def test_dead_workers_row_is_sent_once_its_lease_is_over(followed: Subscription, postman: Postman) -> None:
    plan(now=MORNING)
    claim(now=MORNING)
    assert (tick(4), tick(6)) == (0, 1)


def test_row_in_doubt_goes_again_with_the_same_message_id(followed: Subscription, postman: Postman) -> None:
    tick()
    Delivery.objects.update(state="in_doubt", sent_at=None, lease_until=MORNING + timedelta(minutes=5))
    assert (tick(4), tick(6)) == (0, 1)
    assert len({str(message["Message-ID"]) for message in postman.taken}) == 1


def test_quieter_row_in_doubt_is_left_alone(
    followed: Subscription, postman: Postman, ultimatum: Deadline
) -> None:
    tick()
    change(ultimatum, kind="cap")
    Delivery.objects.update(state="in_doubt", sent_at=None, lease_until=MORNING)
    assert tick(6) == 0


def test_worker_that_lost_its_lease_sends_nothing(followed: Subscription, postman: Postman) -> None:
    plan(now=MORNING)
    token, rows = claim(now=MORNING)
    claim(now=MORNING + timedelta(minutes=6))
    assert not send(rows[0], token, mail.get_connection(), now=MORNING + timedelta(minutes=6))
    assert postman.taken == []


def test_health_is_the_age_of_what_was_not_told(followed: Subscription) -> None:
    plan(now=MORNING)
    assert oldest_unsent(MORNING + timedelta(minutes=9)) == timedelta(minutes=9)


def test_health_is_silent_when_all_was_told(followed: Subscription, postman: Postman) -> None:
    tick()
    assert oldest_unsent(MORNING + timedelta(minutes=9)) is None


def test_failed_reminder_keeps_health_bad(followed: Subscription, postman: Postman) -> None:
    postman.answers = ["550 no such user"]
    tick()
    assert oldest_unsent(MORNING + timedelta(hours=1)) == timedelta(hours=1)


def test_changed_zone_moves_what_is_planned(followed: Subscription, reader: User) -> None:
    now = MORNING + timedelta(days=2)
    plan(now=now)
    before = Delivery.objects.get(offset=3).send_at
    User.objects.filter(pk=reader.pk).update(time_zone="Asia/Tokyo")
    plan(now=now)
    assert Delivery.objects.get(offset=3).send_at != before
