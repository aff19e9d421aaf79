"""Every row of the law that we undertook to hold is there, once, cited and with an example.

To renew the tables: `UPDATE_DOCS=1 script/test tests/clocks/test_coverage.py`.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from clocks import Confidence, Pack, Rule
from tests.clocks.coverage import every_pack, report

DOC = Path(__file__).parents[2] / "docs" / "clocks.md"
BEGIN, END = "<!-- tables: begin -->\n", "\n<!-- tables: end -->"
RULES = [(pack, rule) for pack in every_pack() for rule in pack.rules]
ROWS = {
    "wto-dsu": [*(f"DSU.{number:02}" for number in range(1, 36)), *(f"SCM.{n:02}" for n in range(1, 7))],
    "wto-ad-scm": ["ADA"],
    "usmca-31": [f"UM.{number:02}" for number in range(1, 13)],
    "usmca-31a": [f"RR.{number:02}" for number in range(1, 9)],
    "eu-enforcement": [f"EE.{number:02}" for number in range(1, 5)],
    "eu-aci": [f"ACI.{number:02}" for number in range(1, 5)],
    "eu-tbr": ["TBR.01", "TBR.02"],
    "eu-ad-cvd": ["EUAD"],
    "us-232": [f"232.{number:02}" for number in range(1, 6)],
    "us-201": [f"201.{number:02}" for number in range(1, 9)],
    "us-337": ["337.01", "337.02", "337.03"],
    "us-122": ["122.01"],
    "us-ieepa": ["IE.01", "IE.02", "IE.03"],
    "us-ad-cvd": [f"AC.{number:02}" for number in range(1, 19)],
    "cn-ftbi": ["CN.01", "CN.02"],
    "cn-ad-cvd": ["CN.03"],
    "cn-counter": ["CN.04"],
    "uk-tcbta": ["UK.01"],
    "us-cn-phase-one": ["P1.01"],
}


@pytest.mark.parametrize(("pack", "row"), [(pack, row) for pack, rows in ROWS.items() for row in rows])
def test_every_row_is_a_rule_or_the_limbs_of_one(pack: str, row: str) -> None:
    ids = [rule.id for held, rule in RULES if held.name == pack]
    assert any(rule_id == row or rule_id.startswith(f"{row}.") for rule_id in ids)


@pytest.mark.parametrize("pack", every_pack(), ids=lambda pack: pack.name)
def test_no_pack_holds_rules_of_another_row(pack: Pack) -> None:
    rows = ROWS.get(pack.name)
    more = [*rows, "DSU.RPT"] if rows else []
    strays = [rule.id for rule in pack.rules if rows and ".".join(rule.id.split(".")[:2]) not in more]
    assert [rule_id for rule_id in strays if rule_id.split(".")[0] not in more] == []


def test_an_id_names_one_rule_of_all_packs() -> None:
    assert [rule_id for rule_id, times in Counter(rule.id for _, rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=lambda rule: rule.id)
def test_rule_is_cited_and_shown_at_work(rule: Rule) -> None:
    assert rule.citation
    assert rule.words
    if rule.count is not None and rule.confidence is not Confidence.UNSURE:
        assert any(vector.kind == "arithmetic" for vector in rule.vectors)


def test_rule_with_a_history_names_what_happened() -> None:
    silent = [
        rule.id
        for _, rule in RULES
        for vector in rule.vectors
        if vector.kind == "history" and not vector.note
    ]
    assert silent == []


def test_tables_of_the_docs_are_those_of_the_packs() -> None:
    text = DOC.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    written, _, after = rest.partition(END)
    if os.environ.get("UPDATE_DOCS"):
        DOC.write_text(f"{before}{BEGIN}{report()}{END}{after}", encoding="utf-8")
        written = report()
    assert written == report(), "see the docstring of this module"
