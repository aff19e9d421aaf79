"""The grammar of rule packs: what is refused, where, and with which fix."""

from datetime import date
from typing import Any

import pytest

from clocks import PACK_OF_SYSTEM, ClockErrors, load_pack, packs
from clocks.dates import Period, Unit
from clocks.loading import parse_pack
from tests.clocks.packs import PACK, raw_pack, read, rule


def faults(raw: object) -> list[str]:
    """What is wrong with a raw pack, one line each."""
    with pytest.raises(ClockErrors) as caught:
        read(raw)
    return [str(error) for error in caught.value.errors]


def test_pack_of_this_test_is_sound() -> None:
    assert read(raw_pack(rule())).rule("A").count == Period(((10, Unit.DAYS),))


@pytest.mark.parametrize("system", PACK_OF_SYSTEM)
def test_every_system_has_its_pack(system: str) -> None:
    assert load_pack(PACK_OF_SYSTEM[system]).rules


def test_unknown_pack_names_the_known() -> None:
    with pytest.raises(ClockErrors, match=f"pack us-302: unknown; known: {', '.join(packs())}"):
        load_pack("us-302")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"satisfied_bye": ["answered"]}, "key satisfied_bye: unknown; did you mean satisfied_by?"),
        ({"zzz": 1}, "key zzz: unknown; known: id, title, "),
        ({"citation": None}, "key citation: missing; add it."),
        (
            {
                "vectors": [
                    {
                        "kind": "arithmetic",
                        "anchor": date(2024, 1, 1),
                        "due": date(2024, 1, 11),
                        "period": "9 d",
                    }
                ]
            },
            "number 1, key period: goes with count: stated",
        ),
        (
            {
                "vectors": [
                    {
                        "kind": "arithmetic",
                        "anchor": date(2024, 1, 1),
                        "due": date(2024, 1, 11),
                        "given": {"delay": 3},
                    }
                ]
            },
            "number 1, given delay: unknown; ",
        ),
        (
            {
                "vectors": [
                    {
                        "kind": "arithmetic",
                        "anchor": date(2024, 1, 1),
                        "due": date(2024, 1, 11),
                        "given": {"days": "3"},
                    }
                ]
            },
            "given days: is no int; correct it.",
        ),
        ({"roll": "dsu", "calendar": "wto"}, "key calendar: "),
        ({"count": {"fixed": "05-31"}, "halved_if": {"urgent": True}}, "key halved_if: only a count such as"),
        (
            {"valid_from": date(2000, 1, 1), "valid_to": date(1999, 1, 1)},
            "key valid_to: before valid_from; exchange",
        ),
        ({"count": {"fixed": "02-30"}}, "a day of every year such as"),
        ({"repeat": {"every": "-1 m"}}, "key repeat: counts back; a limit comes again later, not earlier."),
        ({"opens": "3 d"}, "key opens: goes with kind "),
        (
            {"count": "-10 d", "suspended_by": {"from": "asked", "to": "ruled"}},
            "a backward count cannot stand still",
        ),
        (
            {"satisfied_by": []},
            "key satisfied_by: [] is not a list of event kinds or {event: …, where: {…}}.",
        ),
        ({"satisfied_by": [3]}, "is not a list of texts (quote numbers)."),
        (
            {"lengthened_by": ["prolonged"]},
            "key lengthened_by, event prolonged: carries no days; give it data",
        ),
        ({"title": 7}, "key title: 7 is not a text (quote numbers)."),
        ({"valid_from": "1988"}, "key valid_from: '1988' is not a date such as 1988-08-23."),
        ({"count": "ten days"}, "key count: 'ten days' is not a count such as"),
        ({"kind": "must"}, "key kind: 'must' is not one of duty, right_opens,"),
        ({"replaces": ["A", 301.1]}, "key replaces: ['A', 301.1] is not a list of texts (quote numbers)."),
        ({"applies_if": ["urgent"]}, "key applies_if: ['urgent'] is not a mapping of facts to answers."),
        (
            {"applies_if": {"urgent": None}},
            "key applies_if: {'urgent': None} is not a mapping of facts to answers.",
        ),
        (
            {"anchor": 3},
            "key anchor: 3 is not an event kind, {event: …, where: {…}} or {expiry_of: rule id}.",
        ),
        ({"anchor": {"even": "asked"}}, "key anchor: {'even': 'asked'} is not right (key even: unknown; "),
        (
            {"anchor": {"event": "ruled", "where": "upheld"}},
            "key where: 'upheld' is not a mapping of data keys",
        ),
        ({"anchor": {"expiry_of": 3}}, "is not right (key expiry_of: 3 is not a text (quote numbers))."),
        ({"vectors": []}, "key vectors: [] is not a list of vectors."),
        ({"vectors": [{"kind": "guess"}]}, "key kind: 'guess' is not one of history, arithmetic"),
        ({"anchor": "askd"}, "key anchor, event askd: unknown; did you mean asked?"),
        ({"requires": ["prolongd"]}, "key requires, event prolongd: unknown; did you mean prolonged?"),
        (
            {"anchor": {"event": "ruled", "where": {"outcom": "upheld"}}},
            "key anchor, data key outcom: unknown; did",
        ),
        (
            {"anchor": {"event": "ruled", "where": {"outcome": "uphold"}}},
            "word uphold: unknown; did you mean upheld?",
        ),
        ({"anchor": {"expiry_of": "B"}}, "key anchor, rule B: unknown; known: A."),
        ({"replaces": ["B"]}, "key replaces, rule B: unknown; known: A."),
        (
            {"satisfied_by": ["answered"], "withdrawn_by": ["answered"]},
            "event answered: both satisfies and withdraws, or lapses; keep one.",
        ),
        ({"applies_if": {"urgnt": True}}, "key applies_if, fact urgnt: unknown; did you mean urgent?"),
        ({"excepted_if": {"members": True}}, "key excepted_if, fact members: True is not of type int."),
        (
            {"valid_from": date(2024, 1, 2), "valid_to": date(2024, 1, 1)},
            "key valid_to: before valid_from; exchange",
        ),
        ({"count": "manual"}, "key vectors: means nothing under count: manual; remove it."),
        ({"month_end": "clamp"}, "key month_end: only months and years have one; remove it."),
        ({"calendar": "office"}, "key calendar: goes with a roll or with working days, and only with them."),
        ({"count": "3 bd"}, "key calendar: goes with a roll or with working days, and only with them."),
        (
            {"lapsed_within": "60 d"},
            'key lapsed_within: is a time such as "60 d" before the end, for lapsed_by.',
        ),
        (
            {"repeat": {"every": "1 y", "only_after": ["prolonged"]}},
            "key repeat, event prolonged: closes no limit of the rule; name it in satisfied_by or lapsed_by.",
        ),
        ({"vectors": None}, "key vectors: missing; add one worked example at least."),
    ],
)
def test_fault_of_a_rule_is_named_with_its_fix(changes: dict[str, Any], fault: str) -> None:
    found = faults(raw_pack({**rule(**changes)}))
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize("changes", [{"count": "-10 d"}, {"kind": "right_opens"}, {"kind": "automatic"}])
def test_what_never_rolls_may_not_say_so(changes: dict[str, str]) -> None:
    found = faults(raw_pack(rule(roll="next_working_day", calendar="office", **changes)))
    assert found == [
        "pack test, rule A, key roll: backward counts, opening rights and automatic effects never roll; remove it."
    ]


def test_rule_number_must_be_quoted() -> None:
    assert faults(raw_pack(rule(id=301.1))) == [
        "pack test, rule 301.1, key id: 301.1 is not a text (quote numbers)."
    ]


def test_two_rules_of_one_id() -> None:
    assert faults(raw_pack(rule(), rule())) == [
        "pack test, rule A: two rules have this id; give one of them another."
    ]


@pytest.mark.parametrize(
    "circle",
    [
        [rule(id="A", replaces=["B"]), rule(id="B", replaces=["A"])],
        [rule(id="A", anchor={"expiry_of": "A"})],
        [rule(id="A"), rule(id="B", anchor={"expiry_of": "A"}, replaces=["A"])],
    ],
)
def test_circle_of_rules(circle: list[dict[str, Any]]) -> None:
    assert "rules depend on each other in a circle: " in faults(raw_pack(*circle))[0]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"pack": "other"}, "pack test, key pack: other is not the name of the file; write test."),
        ({"zone": "Bern"}, "pack test, key zone: Bern is no IANA zone; write one such as Europe/Brussels."),
        ({"titel": "A"}, "pack test, key titel: unknown; did you mean title?"),
        ({"facts": []}, "pack test, key facts: [] is not a mapping of names (quote numbers)."),
        (
            {"facts": {"urgent": "bool"}},
            "pack test, fact urgent: expected a mapping with the keys type, question, implies.",
        ),
        (
            {"facts": {"a": {"type": "bool", "question": "?", "implies": {"b": True}}}},
            "key implies, fact b: unknown;",
        ),
        (
            {"events": {**PACK["events"], "asked": {"words": "it", "not_before": "ask"}}},
            "event ask: unknown; did you",
        ),
        (
            {"events": {**PACK["events"], "ruled": {"words": "it", "data": {"outcome": "a"}}}},
            "lists of texts or to a type (",
        ),
    ],
)
def test_fault_of_a_pack_is_named_with_its_fix(changes: dict[str, Any], fault: str) -> None:
    found = faults(raw_pack(rule(), **changes))
    assert len(found) == 1
    assert fault in found[0]


def test_rules_are_a_list() -> None:
    assert faults({**PACK, "rules": {"A": rule()}})[0].endswith(" is not a list.")


def test_rule_that_is_no_mapping_is_named_by_its_number() -> None:
    assert faults({**PACK, "rules": [rule(), "B"]})[0].startswith(
        "pack test, rule number 2: expected a mapping"
    )


@pytest.mark.parametrize("raw", [None, [], "rules"])
def test_pack_is_a_mapping(raw: object) -> None:
    assert faults(raw)[0].startswith("pack test: expected a mapping with the keys pack, title, ")


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(raw_pack(rule(title=7, count="x"), rule(id="B", citation=None)))) == 3


@pytest.mark.parametrize(
    ("source", "fault"), [("a: 1\na: 2", "the key a is written twice"), ("a: [", "not readable YAML")]
)
def test_unreadable_file(source: str, fault: str) -> None:
    with pytest.raises(ClockErrors, match=fault):
        parse_pack("test", source)


def test_what_a_choice_leaves_to_its_limbs_is_named() -> None:
    choice = rule(id="B", count={"earlier_of": ["A"]}, roll="dsu")
    assert "pack test, rule B, key roll: belongs to the limbs; move it there." in faults(
        raw_pack(choice, rule(limb_of="B"))
    )
