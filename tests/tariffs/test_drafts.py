"""A draft is for those who may write its list, whatever its visibility says, until it is published."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from accounts.querysets import Reader, RecordedQuerySet
from disputes.models import Recorded
from tariffs.models import Effect, ListVersion, TariffCitation, TariffList
from tests.factories import lists, people, record
from tests.factories.people import Cast
from tests.tariffs.list_files import HEADER, ROWS, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return people.cast()


def readers_of(row: Recorded, cast: Cast) -> set[str]:
    readers: dict[str, Reader] = {
        "alice": cast.alice, "bob": cast.bob, "charlie": cast.charlie, "anonymous": AnonymousUser(),
    }  # fmt: skip
    rows: RecordedQuerySet[Any] = type(row)._default_manager.all()
    return {name for name, user in readers.items() if rows.visible_to(user).filter(pk=row.pk).exists()}


def drafted(**seen: Any) -> ListVersion:
    of = lists.tariff_list("goods", record.actor(), **seen)
    return lists.version(of, 1, "01012100", published=False, **seen)


def rows_of(version: ListVersion) -> list[Recorded]:
    """Return the draft, its list, and citations of the draft and of its line."""
    cited = {"list_version": version}, {"item": version.items.get()}
    citations = [record.make(TariffCitation, source=record.source(), **one) for one in cited]
    return [version, version.tariff_list, *citations]


def test_a_draft_of_no_team_is_seen_by_everybody_who_writes(cast: Cast) -> None:
    assert [readers_of(row, cast) for row in rows_of(drafted())] == [{"alice", "charlie"}] * 4


def test_a_teams_public_draft_is_seen_by_its_analysts(cast: Cast) -> None:
    assert [readers_of(row, cast) for row in rows_of(drafted(team=cast.desk))] == [{"alice"}] * 4


def test_a_public_draft_in_a_teams_dispute_is_seen_by_its_analysts(cast: Cast) -> None:
    of = lists.tariff_list("goods", record.actor(), dispute=record.dispute(team=cast.desk))
    version = lists.version(of, 1, "01012100", published=False)
    assert [readers_of(row, cast) for row in rows_of(version)] == [{"alice"}] * 4


def test_an_internal_draft_is_not_seen_by_the_teams_readers(cast: Cast) -> None:
    assert readers_of(drafted(visibility="internal", team=cast.desk), cast) == {"alice"}


def test_a_draft_hides_no_published_version_and_no_list_of_one(cast: Cast) -> None:
    version = drafted()
    out = lists.version(version.tariff_list, 2, "01012100")
    everybody = {"alice", "bob", "charlie", "anonymous"}
    assert [readers_of(row, cast) for row in (out, version.tariff_list)] == [everybody] * 2
    assert readers_of(version, cast) == {"alice", "charlie"}


def test_a_closed_instance_shows_strangers_no_draft(cast: Cast, settings: Any) -> None:
    version = drafted()
    settings.PUBLIC_READ = False
    assert readers_of(version, cast) == {"alice", "charlie"}


def test_a_superuser_sees_every_draft(cast: Cast) -> None:
    drafted(team=cast.desk)
    assert ListVersion.objects.visible_to(people.user(is_superuser=True)).count() == 1


@pytest.fixture
def run(tmp_path: Path) -> Any:
    record.actor("us", kind="state", name="United States", iso2="US")
    path = tmp_path / "annex.csv"
    path.write_bytes(text([HEADER, *ROWS]))

    def call(**options: Any) -> None:
        call_command(
            "import_list", path, ref="goods", stage="final", imposing="US", published="2018-06-20",
            zone="America/New_York", visibility="public", effective="2018-07-06", mode="additional", rate="25%",
            **options,
        )  # fmt: skip

    return call


def test_a_public_draft_that_is_imported_is_seen_by_writers_and_published_by_all(
    cast: Cast, run: Any
) -> None:
    run(draft=True)
    row = TariffList.objects.get()
    assert readers_of(row, cast) == {"alice", "charlie"}
    run()
    assert readers_of(row, cast) == {"alice", "bob", "charlie", "anonymous"}


def test_a_draft_makes_no_effect_until_it_is_published(run: Any) -> None:
    run(draft=True)
    assert not Effect.objects.exists()
    run()
    assert Effect.objects.get().ref == "goods-v1-effect"
