"""`seq` is given at commit: who follows it misses nothing, whatever the writers do."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from django.db import connection, transaction

from disputes.models import Actor, Dispute, DisputeParty
from history.authorship import authored
from history.models import Change, Reason
from tests.factories import record

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, TRANSACTIONS, ROLLBACKS = 8, 75, 0.15


class ChangedMind(Exception):
    """A writer takes a transaction back."""


@contextmanager
def own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def write(number: int) -> int:
    """Write many transactions of one to three rows, some of them rolled back; return how many rows stayed."""
    chance, stayed = random.Random(number), 0
    with own_connection():
        for turn in range(TRANSACTIONS):
            rows = chance.randint(1, 3)
            with suppress(ChangedMind), authored(record.AUTHOR, Reason.DEVELOPMENT):
                for row in range(rows):
                    Actor.objects.create(
                        ref=f"a-{number}-{turn}-{row}", kind="state", name="A", visibility="public"
                    )
                    time.sleep(chance.random() / 500)
                if chance.random() < ROLLBACKS:
                    raise ChangedMind
                stayed += rows
    return stayed


def follow(done: threading.Event) -> list[int]:
    """Poll for changes after the last number seen, until the writers are done; return the ids in the order seen."""
    seen: list[int] = []
    last = 0
    with own_connection():
        while True:
            ended = done.is_set()
            for change in Change.objects.filter(seq__gt=last).order_by("seq"):
                last = change.seq or last
                seen.append(change.pk)
            if ended:
                return seen


def test_a_reader_who_follows_the_numbers_misses_nothing() -> None:
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(follow, done)
        try:
            stayed = sum(pool.map(write, range(WRITERS)))
        finally:
            done.set()
        seen = reader.result()
    assert sorted(seen) == sorted(Change.objects.values_list("id", flat=True))
    assert len(seen) == stayed


def test_changes_of_one_transaction_are_numbered_in_their_order() -> None:
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        for name in ("a", "b", "c"):
            Actor.objects.create(ref=name, kind="state", name=name, visibility="public")
    assert list(Change.objects.order_by("seq").values_list("object_ref", flat=True)) == ["a", "b", "c"]


def test_a_change_has_no_number_before_its_commit() -> None:
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        Actor.objects.create(ref="a", kind="state", name="A", visibility="public")
        before = Change.objects.get().seq
    assert (before, Change.objects.filter(seq=None).count()) == (None, 0)


def test_a_rolled_back_savepoint_leaves_no_change() -> None:
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        with suppress(ChangedMind), transaction.atomic():
            record.actor("taken-back")
            raise ChangedMind
        record.actor("stays")
    assert [change.object_ref for change in Change.objects.exclude(seq=None)] == ["stays"]


def test_nothing_is_left_of_the_numbering() -> None:
    record.actor()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM history_numbering")
        assert cursor.fetchone() == (0,)


def in_turn(*steps: Callable[[], None]) -> list[threading.Thread]:
    """Start each step in a thread, a moment after the one before."""
    threads = [threading.Thread(target=step) for step in steps]
    for thread in threads:
        thread.start()
        time.sleep(0.3)
    return threads


def test_a_writer_who_waits_for_another_at_commit_does_not_deadlock_with_it() -> None:
    """The child's foreign key is checked at commit and waits for the lock on its parent."""
    dispute, actor = record.dispute(), record.actor()
    failures: list[str] = []
    child_is_written = threading.Event()

    def lock_and_change_the_parent() -> None:
        with own_connection(), reported(failures), authored(record.AUTHOR, Reason.CORRECTION):
            parent = Dispute.objects.select_for_update().get(pk=dispute.pk)
            parent.title = "Another title"
            parent.save()
            child_is_written.wait(5)
            time.sleep(0.5)  # the child's writer reaches its commit

    def write_a_child() -> None:
        with own_connection(), reported(failures), authored(record.AUTHOR, Reason.DEVELOPMENT):
            record.source()
            DisputeParty.objects.create(
                dispute_id=dispute.pk, actor=actor, role="target", visibility="public"
            )
            child_is_written.set()

    for thread in in_turn(lock_and_change_the_parent, write_a_child):
        thread.join(10)
    assert failures == []


@contextmanager
def reported(failures: list[str]) -> Iterator[None]:
    """Keep what fails in a thread for the test."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the test asserts that there is none
        failures.append(str(error))
