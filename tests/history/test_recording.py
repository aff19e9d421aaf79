"""Every write of a tracked row leaves a change, or is refused by the database."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from disputes.models import Dispute
from history.authorship import Author, authored
from history.models import Change, Reason, Tracked
from tests.factories import record
from tests.factories.kinds import ROWS

pytestmark = pytest.mark.django_db
ANN, BEN = Author("ann", "Ann"), Author("ben", "Ben")
INSERT = (
    "INSERT INTO disputes_dispute (id, version, visibility, ref, title, summary, subject, stage)"
    " VALUES (uuidv7(), %s, 'public', 'raw', 'Raw', '', '', 'watching')"
)


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def act_as(**facts: str) -> None:
    """Name the author as somebody at psql would."""
    for name, value in facts.items():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [f"demarche.{name}", value])


def changes(row: models.Model) -> list[Change]:
    return list(Change.objects.filter(table=row._meta.db_table, object_id=str(row.pk)).order_by("id"))


def test_a_change_says_who_and_why() -> None:
    with authored(ANN, Reason.CORRECTION, "A misprint"):
        dispute = Dispute.objects.create(ref="d", title="D", visibility="public")
    (change,) = changes(dispute)
    said = (change.actor_id, change.actor_name, change.reason, change.words)
    assert said == ("ann", "Ann", "correction", "A misprint")


def test_a_new_row_has_no_before() -> None:
    (change,) = changes(record.dispute("d", title="D"))
    assert (change.operation, change.before, change.object_ref) == ("insert", None, "d")
    assert change.after and change.after["title"] == "D"


def test_an_update_names_the_fields_it_changed() -> None:
    dispute = record.dispute(title="Old", summary="Same")
    dispute.title, dispute.subject = "New", "Discs"
    record.saved(dispute.save)
    change = changes(dispute)[-1]
    assert change.changed == ["subject", "title"]
    assert (
        change.before and change.after and (change.before["title"], change.after["title"]) == ("Old", "New")
    )


def test_a_removed_row_is_kept_in_its_change() -> None:
    dispute = record.dispute(title="Gone")
    rows = Dispute.objects.filter(pk=dispute.pk)
    record.saved(rows.delete)
    change = changes(dispute)[-1]
    assert (change.operation, change.after) == ("delete", None)
    assert change.before and change.before["title"] == "Gone"


def test_raw_sql_leaves_a_change_too() -> None:
    with authored(ANN, Reason.DEVELOPMENT):
        run(INSERT, 1)
    assert Change.objects.get(object_ref="raw").actor_name == "Ann"


def test_all_changes_of_a_transaction_share_its_number() -> None:
    with authored(ANN, Reason.DEVELOPMENT):
        for ref in ("a", "b"):
            with transaction.atomic():  # a savepoint is no transaction of its own
                Dispute.objects.create(ref=ref, title=ref, visibility="public")
    assert len(set(Change.objects.values_list("transaction", flat=True))) == 1


def test_raw_sql_without_an_author_is_refused() -> None:
    with pytest.raises(IntegrityError, match="a write to disputes_dispute needs an actor and a reason"):
        run(INSERT, 1)


@pytest.mark.parametrize("missing", ["actor_id", "actor_name", "reason"])
@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_author_or_reason_is_none(missing: str, blank: str) -> None:
    act_as(**{"actor_id": "ann", "actor_name": "Ann", "reason": "correction", missing: blank})
    with pytest.raises(IntegrityError, match="needs an actor and a reason"):
        run(INSERT, 1)


def test_an_unknown_reason_is_refused() -> None:
    act_as(actor_id="ann", actor_name="Ann", reason="whim")
    with pytest.raises(IntegrityError, match="change_reason_known"):
        run(INSERT, 1)


@pytest.mark.parametrize(
    "sql",
    ["UPDATE disputes_dispute SET title = 'x'", "DELETE FROM disputes_dispute"],
    ids=["update", "delete"],
)
def test_changing_and_removing_need_an_author(sql: str) -> None:
    record.dispute()
    with pytest.raises(IntegrityError, match="needs an actor and a reason"):
        run(sql)


def test_the_author_ends_with_the_block() -> None:
    with authored(ANN, Reason.DEVELOPMENT):
        record.dispute()
    with pytest.raises(IntegrityError, match="needs an actor and a reason"):
        run(INSERT, 1)


@pytest.mark.parametrize("author", [Author("", "Ann"), Author("ann", ""), Author(" ", "Ann")])
def test_an_author_needs_an_id_and_a_name(author: Author) -> None:
    with pytest.raises(ValueError, match="needs an id and a name"), authored(author, Reason.DEVELOPMENT):
        pass


def test_a_nested_author_gives_the_outer_one_back() -> None:
    with authored(ANN, Reason.CORRECTION, "outer"):
        with authored(BEN, Reason.MERGE, "inner"):
            inner = Dispute.objects.create(ref="inner", title="I", visibility="public")
        outer = Dispute.objects.create(ref="outer", title="O", visibility="public")
    told = [(row.actor_name, row.reason, row.words) for made in (inner, outer) for row in changes(made)]
    assert told == [("Ben", "merge", "inner"), ("Ann", "correction", "outer")]


def test_a_nested_author_who_fails_gives_the_outer_one_back() -> None:
    with authored(ANN, Reason.CORRECTION, "outer"):
        with pytest.raises(ZeroDivisionError), authored(BEN, Reason.MERGE):
            raise ZeroDivisionError
        dispute = Dispute.objects.create(ref="d", title="D", visibility="public")
    assert [change.actor_name for change in changes(dispute)] == ["Ann"]


@pytest.mark.parametrize("kind", ROWS)
def test_the_version_is_the_number_of_changes(kind: str) -> None:
    row: Any = ROWS[kind]()
    desk = record.team()
    for team in (desk, None):
        row.team = team
        record.saved(row.save)
    row.refresh_from_db()
    assert row.version == len(changes(row)) == 3


@pytest.mark.parametrize("kind", ROWS)
def test_saving_without_a_change_writes_nothing(kind: str) -> None:
    row: Any = ROWS[kind]()
    record.saved(row.save)
    row.refresh_from_db()
    assert row.version == len(changes(row)) == 1


def test_nobody_sets_the_version() -> None:
    dispute = record.dispute()
    record.saved(lambda: Dispute.objects.filter(pk=dispute.pk).update(version=40))
    dispute.refresh_from_db()
    assert (dispute.version, len(changes(dispute))) == (1, 1)


def test_a_new_row_starts_at_version_one() -> None:
    with authored(ANN, Reason.DEVELOPMENT), pytest.raises(IntegrityError, match="has version 1, not 7"):
        run(INSERT, 7)


def test_an_id_never_changes() -> None:
    record.dispute()
    with (
        authored(ANN, Reason.DEVELOPMENT),
        pytest.raises(IntegrityError, match=r"id of a row .* never changes"),
    ):
        run("UPDATE disputes_dispute SET id = uuidv7()")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE history_change SET words = 'x'",
        "UPDATE history_change SET actor_name = 'x'",
        "UPDATE history_change SET seq = 1000000",
        "DELETE FROM history_change",
    ],
)
def test_a_change_is_never_altered_or_removed(sql: str) -> None:
    record.dispute()
    with pytest.raises(IntegrityError, match="never altered or removed"):
        run(sql)


def test_a_change_is_not_altered_before_its_commit_either() -> None:
    with authored(ANN, Reason.DEVELOPMENT):
        Dispute.objects.create(ref="d", title="D", visibility="public")
        with pytest.raises(IntegrityError, match="never altered"):
            run("UPDATE history_change SET seq = 5 WHERE seq IS NULL")


def test_the_changes_are_not_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL demarche.may_truncate = ''")
    with pytest.raises(IntegrityError, match="never altered or removed"):
        run("TRUNCATE history_change")


@pytest.mark.parametrize("table", ["disputes_dispute", "tariffs_tarifflist", "negotiations_round"])
def test_tracked_rows_are_not_emptied_at_a_stroke(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL demarche.may_truncate = ''")
    with pytest.raises(IntegrityError, match="is not emptied at a stroke"):
        run(f"TRUNCATE {table} CASCADE")


def test_a_change_is_not_forged() -> None:
    with pytest.raises(IntegrityError, match="written by the tracked tables alone"):
        run(
            'INSERT INTO history_change ("table", object_id, object_ref, operation, changed, actor_id, actor_name,'
            " reason, words, transaction, at) VALUES ('t', 'x', '', 'insert', '{}', 'a', 'A', 'merge', '', 1, now())"
        )


def test_every_tracked_table_is_recorded() -> None:
    """The triggers stand in the database, on each table of the record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_history_record_%%'"
        )
        recorded = {table for (table,) in cursor.fetchall()}
    tracked = [model for model in apps.get_models() if issubclass(model, Tracked)]
    assert recorded == {model._meta.db_table for model in tracked}
