"""Rules in words, as a lawyer reads them."""

from datetime import date

import pytest

from clocks import find_rule, load_pack, packs, without_orphans
from clocks.dates import Period
from clocks.telling import (
    MONTH_ENDS,
    ROLLS,
    examples,
    kind_of_count,
    say_anchor,
    say_count_of,
    say_matches,
    say_month_end,
    say_roll,
    written,
)
from tests.clocks.packs import event, raw_pack, read, rule


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("301.10", "period", "six months"),
        ("DSU.RPT", "stated", "as long as was stated"),
        ("301.24", "fixed", "the next 31 May"),
        ("301.22", "manual", "no number in the law"),
        ("301.05", "period", "the same day"),
        ("EUAD.disclosure", "period", "three weeks before"),
        ("301.06", "earlier_of", "the earlier of 301.06.agreement and 301.06.cap"),
        ("AC.06", "later_of", "the later of AC.06.preliminary and AC.06.final"),
        ("DSU.07", "meeting", "the next meeting of the DSB, one day ahead at least"),
    ],
)
def test_how_long_a_rule_runs(name: str, kind: str, words: str) -> None:
    _, found = find_rule(name)
    assert (kind_of_count(found.count), say_count_of(found)) == (kind, words)


def test_every_rule_that_ships_can_be_told() -> None:
    for name in packs():
        pack = load_pack(name)
        for one in pack.rules:
            assert say_anchor(pack, one).strip() and say_count_of(one).strip()
            assert say_roll(one) in ROLLS.values() and say_month_end(one) in {"", *MONTH_ENDS.values()}
            assert all(said.strip() for said in say_matches(pack, one.satisfied_by))
            assert all(example.agrees for example in examples(name, one.id))


def test_day_0_is_named() -> None:
    chosen = {"event": "ruled", "where": {"outcome": "upheld"}}
    pack = read(
        raw_pack(
            rule(id="A", anchor=chosen),
            rule(id="B", anchor={"expiry_of": "A"}),
            rule(id="C", anchor=chosen | {"words": "the final ruling"}),
            rule(id="D", satisfied_by=[chosen]),
        )
    )
    named = [say_anchor(pack, one) for one in pack.rules]
    assert sorted(named) == [
        "the end of the period of A", "the final ruling", "the request", "the ruling (outcome: upheld)",
    ]  # fmt: skip
    assert say_matches(pack, pack.rule("D").satisfied_by) == ["the ruling (outcome: upheld)"]


@pytest.mark.parametrize("text", ["30 d", "-9 m", "15 m 1 w"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    assert written(Period.read(text)) == text
    assert written(None) is None


def test_ends_of_suspensions_that_are_not_there_are_left_out() -> None:
    kinds = {
        "asked": {"words": "the request"},
        "stopped": {"words": "a stop"},
        "resumed": {"words": "a start"},
    }
    pack = read(raw_pack(rule(suspended_by={"from": "stopped", "to": "resumed"}), events=kinds))
    asked, stopped = event("asked", date(2024, 4, 1)), event("stopped", date(2024, 4, 3))
    orphan, resumed = event("resumed", date(2024, 4, 2), "orphan"), event("resumed", date(2024, 4, 4))
    twice = event("resumed", date(2024, 4, 5), "twice")
    kept = without_orphans(pack, [twice, resumed, stopped, orphan, asked])
    assert [one.key for one in kept] == ["asked", "stopped", "resumed"]
