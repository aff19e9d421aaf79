"""`import_list`: from a file on disk to a published version, or to everything that is wrong."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from history.models import Change
from tariffs.models import CommodityCode, Effect, ListItem, ListVersion, Nomenclature, TariffList
from tests.factories import record
from tests.tariffs.list_files import CODES, HEADER, ROWS, text

pytestmark = pytest.mark.django_db
BASE = {
    "ref": "us-301-1", "stage": "final", "imposing": "US", "target": "CN", "authority": "us-301",
    "published": "2018-06-20", "zone": "America/New_York", "visibility": "public",
}  # fmt: skip
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A caller of the command on a file with these rows, in an instance that knows two states."""
    record.actor("us", kind="state", name="United States", iso2="US")
    record.actor("cn", kind="state", name="China", iso2="CN")

    def call(rows: Any = (HEADER, *ROWS), name: str = "annex.csv", **options: Any) -> str:
        path = tmp_path / name
        path.write_bytes(rows if isinstance(rows, bytes) else text(rows))
        out = StringIO()
        try:
            call_command("import_list", path, stdout=out, **BASE | options)
        except CommandError as error:
            raise CommandError(f"{out.getvalue()}{error}") from error
        return out.getvalue()

    return call


def refused(run: Run, *args: Any, **options: Any) -> str:
    with pytest.raises(CommandError) as error:
        run(*args, **options)
    return str(error.value)


def test_a_new_list_is_made_and_published(run: Run) -> None:
    run()
    version = ListVersion.objects.get()
    assert (version.ref, version.number, version.is_published) == ("us-301-1-v1", 1, True)
    assert [item.digits for item in version.items.order_by("position")] == CODES


def test_the_list_says_who_aims_at_whom(run: Run) -> None:
    run(target="CN,us")
    row = TariffList.objects.get()
    assert (row.imposing.ref, row.authority) == ("us", "us-301")
    assert [link.actor.ref for link in row.list_targets.all()] == ["cn", "us"]


def test_the_file_is_named_with_its_hash_and_totals(run: Run) -> None:
    run(expect="lines=3,Rate:10%=1")
    version = ListVersion.objects.get()
    assert version.file_name == "annex.csv"
    assert version.file_sha256 == hashlib.sha256(text([HEADER, *ROWS])).hexdigest()
    assert version.control_totals == {"lines": 3, "Rate:10%": 1}


def test_lines_keep_what_is_printed(run: Run) -> None:
    table = [
        ("HTS", "Rate", "Value (USD)", "Country", "ch99_code"),
        ("8517.62.00 except 8517.62.0090", "27.5%", "12.5", "CN", "9903.88.01"),
    ]
    run(table)
    item = ListItem.objects.get()
    assert (item.printed_code, item.digits, item.excepted_digits) == (
        "8517.62.00",
        "85176200",
        ["8517620090"],
    )
    assert (item.stated_rate, item.ad_valorem_percent) == ("27.5%", Decimal("27.5"))
    assert (item.trade_value, item.trade_currency) == (Decimal("12.50"), "USD")
    assert (item.countries, item.claim_code) == (["CN"], "99038801")


def test_the_same_file_again_changes_nothing(run: Run) -> None:
    run()
    before = Change.objects.count()
    assert "stands already" in run()
    assert (Change.objects.count(), ListVersion.objects.count()) == (before, 1)


def test_another_file_is_the_next_version(run: Run) -> None:
    run(stage="proposed")
    run([HEADER, *ROWS[:2]])
    versions = ListVersion.objects.order_by("number").values_list("number", "stage")
    assert list(versions) == [(1, "proposed"), (2, "final")]


def test_a_dry_run_writes_nothing_and_tells_the_plan(run: Run) -> None:
    told = json.loads(run(dry_run=True, report="json"))
    assert not TariffList.objects.exists()
    assert (told["lines"], told["may_be_written"]) == (3, True)
    assert told["lists"][""]["chapters"] == {"01": 1, "85": 1, "94": 1}
    assert told["columns"]["code"] == {"column": "“HTS code”", "why": "header “HTS code”"}


def test_a_rejected_row_writes_nothing(run: Run) -> None:
    said = refused(run, [HEADER, *ROWS, ("horses", "Horses", "")])
    assert "line 5, column 1: only digits" in said
    assert "allow them: --allow-rejected 1" in said
    assert not TariffList.objects.exists()


def test_rejected_rows_may_be_allowed(run: Run) -> None:
    run([HEADER, *ROWS, ("horses", "Horses", "")], allow_rejected="1")
    assert ListItem.objects.count() == 3


def test_totals_that_do_not_hold_write_nothing(run: Run) -> None:
    assert "Expected 4 lines, found 3." in refused(run, expect="lines=4")
    assert not TariffList.objects.exists()


def test_a_split_makes_a_list_for_each_value(run: Run) -> None:
    table = [("hts8", "list"), ("0101.21.00", "1"), ("8517.62.00", "4 A"), ("0101.21.00", "4 A")]
    run(table, split_by="list", ref="us-301", title="Section 301")
    lists = TariffList.objects.order_by("ref")
    assert [(row.ref, row.title) for row in lists] == [
        ("us-301-1", "Section 301 – 1"), ("us-301-4-A", "Section 301 – 4 A"),
    ]  # fmt: skip
    assert [ListItem.objects.filter(list_version__tariff_list=row).count() for row in lists] == [1, 2]


def test_a_draft_stays_one_until_the_import_is_repeated(run: Run) -> None:
    run(draft=True)
    assert not ListVersion.objects.get().is_published
    run()
    assert ListVersion.objects.get().is_published


def test_a_rate_with_a_day_makes_the_effect(run: Run) -> None:
    run(effective="2018-07-06T00:01", mode="additional", rate="25%")
    effect = Effect.objects.get()
    assert (effect.ad_valorem_percent, effect.mode, effect.state) == (Decimal(25), "additional", "in_force")
    assert effect.from_at == datetime(2018, 7, 6, 4, 1, tzinfo=UTC)


def test_no_rate_is_not_known_and_not_zero(run: Run) -> None:
    run([row[:2] for row in (HEADER, *ROWS)], effective="2018-07-06", mode="additional")
    effect = Effect.objects.get()
    assert (effect.ad_valorem_percent, effect.state, effect.rate_text) == (None, "scheduled", "not stated")


def test_rates_on_the_lines_are_those_of_the_effect(run: Run) -> None:
    run(effective="2018-07-06", mode="additional")
    effect = Effect.objects.get()
    assert (effect.rate_on_lines, effect.ad_valorem_percent, effect.state) == (True, None, "in_force")


def test_a_proposed_list_is_only_scheduled(run: Run) -> None:
    run(stage="proposed", effective="2018-07-06", mode="additional", rate="25%")
    assert Effect.objects.get().state == "scheduled"


def test_without_rate_and_mode_there_is_no_effect(run: Run) -> None:
    run(effective="2018-07-06")
    assert not Effect.objects.exists()
    assert ListVersion.objects.get().effective_at == datetime(2018, 7, 6, 4, tzinfo=UTC)


def test_an_effect_that_holds_already_is_not_overlapped(run: Run) -> None:
    run(effective="2018-07-06", rate="25%", mode="additional")
    said = refused(run, [HEADER, *ROWS[:2]], effective="2019-05-10", rate="10%", mode="additional")
    assert "the effect “us-301-1-v1-effect” holds at that time already" in said
    assert ListVersion.objects.count() == 1


def test_every_fault_is_told_at_once(run: Run) -> None:
    said = refused(
        run, imposing="XX", stage="final", zone="EST5", published="20 June", rate="5% or 10%", expect="much",
        visibility="", dispute="none",
    )  # fmt: skip
    for part in (
        "actor “XX”",
        "zone:",
        "“20 June” is no date",
        "more than one rate",
        "control total",
        "team:",
        "“none”",
    ):
        assert part in said
    assert "7 fault(s)" in said


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("published", "20180620"),
        ("announced", "2018-W25-3"),
        ("effective", "20180706"),
        ("effective", "20180706T0001"),
        ("effective", "2018-W27-5T00:01"),
    ],
)
def test_days_have_one_spelling(run: Run, option: str, text: str) -> None:
    assert f"{option}: “{text}” is no date" in refused(run, **{option: text}, mode="additional", rate="25%")


def test_a_version_needs_a_day(run: Run) -> None:
    assert "say when it was announced or published" in refused(run, published="")


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("imposing", "CN", "is imposed by us"),
        ("authority", "us-232", "says “us-301”"),
        ("target", "US", "is aimed at others"),
    ],
)
def test_a_list_on_record_is_not_changed_by_an_import(run: Run, option: str, value: str, says: str) -> None:
    run()
    assert says in refused(run, [HEADER, *ROWS[:2]], **{option: value})


def test_what_is_on_record_need_not_be_said_again(run: Run) -> None:
    run()
    run([HEADER, *ROWS[:2]], imposing="", target="", authority="", visibility="")
    assert ListVersion.objects.filter(visibility="public").count() == 2


@pytest.fixture
def hs() -> Nomenclature:
    """An edition with two headings and their lines."""
    made = Nomenclature.objects.create(
        ref="us-2018", authority="US", schedule="HTS", edition="2018", title="HTS 2018", digits=10,
        valid_from=date(2018, 1, 1), sha256="0" * 64, file_name="hts.csv",
    )  # fmt: skip
    for position, digits in enumerate(("0101", "01012100", "8517", "8517620000"), start=1):
        CommodityCode.objects.create(nomenclature=made, digits=digits, position=position)
    return made


@pytest.mark.usefixtures("hs")
def test_codes_absent_from_the_edition_are_refused(run: Run) -> None:
    said = refused(run, edition="us-2018")
    assert "9403.20.00 is not in us-2018" in said
    assert "8517.62.00" not in said


def test_the_edition_is_kept_with_the_version(run: Run, hs: Nomenclature) -> None:
    run([HEADER, *ROWS[:2]], edition="us-2018")
    assert ListVersion.objects.get().nomenclature == hs


def test_an_edition_that_is_not_loaded_is_said_and_not_checked(run: Run) -> None:
    assert "the codes were not checked" in run(edition="HS 1992")
    assert ListVersion.objects.get().edition == "HS 1992"


def test_a_list_of_a_dispute_is_as_visible_as_it(run: Run) -> None:
    team = record.team("desk")
    record.dispute("case", visibility="internal", team=team)
    run(dispute="case", visibility="")
    row = TariffList.objects.get()
    assert (row.visibility, row.team, row.versions.get().team) == ("internal", team, team)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_list", tmp_path / "none.csv", **BASE)


@pytest.mark.parametrize(("option", "most"), [("authority", 60), ("title", 200), ("edition", 60)])
def test_words_longer_than_the_record_holds_are_refused(run: Run, option: str, most: int) -> None:
    assert f"{option}: it is longer than {most} characters" in refused(run, **{option: "y" * (most + 1)})
    assert not TariffList.objects.exists()


def test_an_actor_named_twice_is_aimed_at_once(run: Run) -> None:
    run(target="CN,cn,China")
    assert [link.actor.ref for link in TariffList.objects.get().list_targets.all()] == ["cn"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"mode": "additional"}, "No effect is made of the mode: that needs --effective."),
        (
            {"mode": "additional", "rate": "25%"},
            "No effect is made of the rate and the mode: that needs --effective.",
        ),
        ({"effective": "2018-07-06"}, "No effect is made: say --rate or --mode too"),
    ],
)
def test_it_is_told_that_no_effect_is_made(run: Run, options: dict[str, str], says: str) -> None:
    assert says in run(**options)
    assert not Effect.objects.exists()


def test_a_currency_is_three_letters(run: Run) -> None:
    table = [("HTS", "Value"), ("8517.62.00", "12.5")]
    assert "“dollars” is no currency; write its three letters" in refused(
        run, table, columns="value=Value:dollars"
    )


def test_a_split_too_long_for_a_ref_is_refused(run: Run) -> None:
    table = [("HTS", "part"), ("8517.62.00", "1" * 95)]
    assert "at most 100" in refused(run, table, split_by="part")
