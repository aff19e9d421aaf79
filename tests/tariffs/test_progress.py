"""Long imports show on a terminal how far they are, and say nothing of it elsewhere."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import goods, record
from tests.tariffs import files
from tests.tariffs.list_files import HEADER, ROWS, text

pytestmark = pytest.mark.django_db
TRADE = "HS10,CTY_CODE,CTY_NAME,CON_VAL_YR,CAL_DUT_YR\n0101300000,5700,CHINA,0,0\n"
PAIRS = "hs2022,hs2017,relationship\n851713,851712,1:1\n"
EDITION = ("--authority=US", "--schedule=HTS", "--edition=2024", "--valid-from=2024-01-01")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def nomenclature(path: Path) -> list[str]:
    return ["import_nomenclature", str(files.schedule_csv(path / "hts.csv")), "--ref=us-hts-2024", *EDITION]


def trade_values(path: Path) -> list[str]:
    (path / "trade.csv").write_text(TRADE)
    return ["import_trade_values", str(path / "trade.csv"), "--ref=trade", "--reporter=US", "--year=2024"]


def correlation(path: Path) -> list[str]:
    goods.nomenclature("hs-2022", "851713", digits=6)
    goods.nomenclature("hs-2017", "851712", digits=6)
    (path / "pairs.csv").write_text(PAIRS)
    return ["import_correlation", str(path / "pairs.csv"), "--from=hs-2022", "--to=hs-2017"]


def tariff_list(path: Path) -> list[str]:
    record.actor("united-states", kind="state", iso2="US")
    (path / "list.csv").write_bytes(text([HEADER, *ROWS]))
    known = ("--list=us-301", "--stage=final", "--imposing=US", "--published=2018-06-20", "--zone=UTC")
    return ["import_list", str(path / "list.csv"), *known, "--visibility=public"]


COMMANDS = [
    (nomenclature, ("reading", "arranging", "storing")),
    (trade_values, ("reading", "storing")),
    (correlation, ("reading", "storing")),
    (tariff_list, ("reading",)),
]


@pytest.mark.parametrize(("words", "steps"), COMMANDS)
def test_every_long_step_is_shown_on_a_terminal(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: Callable[[Path], list[str]],
    steps: tuple[str, ...],
) -> None:
    monkeypatch.setattr("sys.stderr", shown := Terminal())
    call_command(*words(tmp_path), stdout=StringIO())
    assert [step for step in steps if f"{step}:" not in shown.getvalue()] == []


@pytest.mark.parametrize("words", [words for words, _ in COMMANDS])
def test_a_log_holds_no_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Callable[[Path], list[str]]
) -> None:
    monkeypatch.setattr("sys.stderr", logged := StringIO())
    call_command(*words(tmp_path), stdout=StringIO())
    assert logged.getvalue() == ""
