"""The same file again with other options: what differs is said with its fix, and nothing is ignored in silence."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tariffs.models import Effect, ListItem, ListVersion, TariffCitation
from tests.factories import people, record
from tests.tariffs.list_files import HEADER, ROWS, text

pytestmark = pytest.mark.django_db
Run = Callable[..., str]
BASE = {
    "ref": "goods", "stage": "final", "imposing": "US", "published": "2018-06-20", "zone": "America/New_York",
    "visibility": "public", "effective": "2018-07-06", "rate": "25%", "mode": "additional",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    record.actor("us", kind="state", name="United States", iso2="US")
    path = tmp_path / "annex.csv"
    path.write_bytes(text([HEADER, *ROWS]))

    def call(**options: Any) -> str:
        out = StringIO()
        call_command("import_list", path, stdout=out, **BASE | options)
        return out.getvalue()

    return call


def refused(run: Run, **options: Any) -> str:
    with pytest.raises(CommandError) as error:
        run(**options)
    assert ListVersion.objects.count() == 1
    return str(error.value)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"rate": "10%"}, "rate: “goods-v1”, made of this file, says rate “25%”, not “10%”"),
        (
            {"published": "2018-06-21"},
            "published: “goods-v1”, made of this file, says published “2018-06-20”, not “2018-",
        ),
        ({"announced": "2018-06-01"}, "says announced nothing, not “2018-06-01”"),
        (
            {"effective": "2018-07-06T00:01"},
            "effective: “goods-v1”, made of this file, says effective 2018-07-06T00:00, ",
        ),
        (
            {"edition": "us-hts-2024"},
            "edition: “goods-v1”, made of this file, says edition nothing, not “us-hts-2024”",
        ),
        ({"mode": "in_lieu"}, "mode: the effect “goods-v1-effect” says “additional”, not in_lieu"),
        ({"draft": True}, "draft: “goods-v1” is published and becomes no draft again"),
        (
            {"columns": "rate=-"},
            "columns: 3 line(s) of “goods-v1”, made of this file, would read otherwise now: the first in line 2,"
            " whose rate is “25%” on record, not nothing",
        ),
        (
            {"columns": "code=1,description=3,rate=-"},
            "whose description is “Horses, purebred” on record, not “25%”",
        ),
    ],
)
def test_another_option_is_refused_with_what_stands_and_the_fix(run: Run, options: Any, says: str) -> None:
    run()
    told = refused(run, **options)
    assert says in told
    assert "A published version never changes: say the same as then" in told


def test_a_dry_run_says_the_same(run: Run) -> None:
    run()
    assert "says rate “25%”, not “10%”" in refused(run, rate="10%", dry_run=True)


def test_all_that_differs_is_said_at_once(run: Run) -> None:
    run()
    told = refused(run, rate="10%", published="2018-06-21", columns="rate=-")
    assert [line.partition(":")[0] for line in told.splitlines()[:3]] == ["published", "rate", "columns"]


def test_a_refusal_changes_no_line(run: Run) -> None:
    run()
    stored = ListItem.objects.get(digits="01012100")
    assert "zone: “goods-v1”, made" in refused(run, zone="America/Toronto")
    assert ListItem.objects.get(digits="01012100") == stored


@pytest.mark.parametrize("left_out", ["rate", "mode", "effective"])
def test_what_is_not_said_again_is_not_asked_for(run: Run, left_out: str) -> None:
    run()
    assert "stands already" in run(**{left_out: ""})


def test_an_effect_that_was_not_made_is_not_passed_over(run: Run) -> None:
    run(rate="", mode="")
    assert "effective: no effect was made of “goods-v1” then; record it by itself" in refused(run, rate="")


def test_an_effect_that_has_changed_since_is_no_difference(run: Run) -> None:
    run()
    record.saved(lambda: Effect.objects.update(state="suspended"))
    assert "stands already" in run()


def test_a_visibility_that_was_changed_since_counts_when_it_is_said(run: Run) -> None:
    run()
    team = people.cast().desk
    record.saved(lambda: ListVersion.objects.update(visibility="internal", team=team))
    assert "visibility: “goods-v1”, made of this file, says visibility “internal”, not “public”" in refused(
        run
    )
    assert "stands already" in run(visibility="")


def test_another_stage_makes_a_further_version(run: Run) -> None:
    run(effective="")
    assert "goods-v2: saved" in run(stage="amended", rate="10%", effective="")


def test_a_draft_is_written_anew_and_what_changed_is_said(run: Run) -> None:
    run(draft=True)
    told = run(draft=True, rate="10%", columns="rate=-")
    assert "goods-v1: saved, a draft" in told
    assert "written anew: rate: “goods-v1”, made of this file, says rate “25%”, not “10%”" in told
    version = ListVersion.objects.get()
    assert (version.stated_rate, version.is_published) == ("10%", False)
    assert list(version.items.values_list("position", "stated_rate")) == [(1, ""), (2, ""), (3, "")]


def test_a_draft_is_published_as_is_asked_last(run: Run) -> None:
    run(draft=True)
    run(rate="10%")
    version = ListVersion.objects.get()
    assert (version.stated_rate, version.is_published, Effect.objects.get().rate_text) == ("10%", True, "10%")


def test_a_draft_that_says_the_same_stands(run: Run) -> None:
    run(draft=True)
    assert "goods-v1: stands already; nothing was written, a draft" in run(draft=True)


def test_a_draft_with_cited_lines_is_not_written_anew(run: Run) -> None:
    run(draft=True)
    item = ListItem.objects.order_by("position").first()
    record.make(TariffCitation, source=record.source(), item=item)
    assert "its lines are cited" in refused(run, draft=True, rate="10%")


def test_every_split_is_compared(run: Run) -> None:
    run(split_by="Rate", effective="", title="Goods")
    with pytest.raises(CommandError) as error:
        run(split_by="Rate", effective="", title="Goods", rate="10%")
    assert str(error.value).count("says rate “25%”, not “10%”") == 3
    with pytest.raises(CommandError, match="the list “goods-25” on record is called “Goods – 25%”"):
        run(split_by="Rate", effective="", title="Wares")
