"""Everything wrong with a bundle is said at once, with its line, and nothing is written."""

from pathlib import Path

import pytest

from api.bundles.loading import Report, load
from disputes.models import Actor, Dispute
from tests.factories.record import NOW

GOOD = """\
bundle: 1
visibility: public
actors:
  - {ref: us, kind: state, name: United States, iso2: US}
  - {ref: cn, kind: state, name: China, iso2: CN}
sources:
  - {ref: notice, title: A notice, kind: primary, published_on: 1995-02-07}
dispute:
  ref: case
  title: A case
  parties:
    - {actor: us, role: complainant}
proceedings:
  - {ref: case-1, system: us-301, title: The track}
events:
  - ref: case-threat
    proceeding: case-1
    kind: threat_made
    on: 1994-12-31
    zone: America/New_York
    text: A threat is made.
    actors: [us]
figures:
  - {ref: case-value, kind: trade_covered, title: Trade, low: "1080000000.00", currency: USD, event: case-threat}
tariff_lists:
  - ref: case-list
    title: A list
    imposing: us
    targets: [cn]
    versions:
      - ref: case-list-1
        number: 1
        stage: proposed
        title: Proposed
        announced_on: 1994-12-31
        zone: America/New_York
        items:
          - {position: 1, printed_code: "8712.00", digits: "871200", description: Bicycles}
"""


def loaded(folder: Path, text: str, **options: object) -> Report:
    path = folder / "case.yaml"
    path.write_text(text)
    return load([path], now=NOW, **options)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_good_bundle_has_no_faults(tmp_path: Path) -> None:
    report = loaded(tmp_path, GOOD)
    assert (report.faults, report.written) == ([], True)


WRONG = {
    "unknown actor": ("actors: [us]", "actors: [uss]", 22, "There is no actor “uss”; did you mean “us”?"),
    "impossible date": ("on: 1994-12-31", "on: 1994-02-30", 19, "1994-02-30 is not a day of the calendar."),
    "date of another form": ("on: 1994-12-31", "on: 31 Dec 1994", 19, "Expected a date such as 1995-02-04"),
    "unknown key": ("text: A threat", "txet: A threat", 21, "Unknown key “txet”; did you mean “text”?"),
    "unknown kind": ("kind: threat_made", "kind: threat", 18, "“threat” is not known here; did you mean"),
    "unknown zone": (
        "zone: America/New_York\n    text",
        "zone: EST5\n    text",
        20,
        "“EST5” is no IANA time zone",
    ),
    "code as a number": (
        'digits: "871200"',
        "digits: 871200",
        38,
        "Expected text, found 871200; put it in quotes.",
    ),
    "odd code": (
        'digits: "871200"',
        'digits: "87120"',
        38,
        "“87120” is not a code of 2, 4, 6, 8, 9 or 10 digits",
    ),
    "amount as a number": ('low: "1080000000.00"', "low: 1080000000", 24, "Expected a number in quotes"),
    "unknown currency": ("currency: USD", "currency: USX", 24, "“USX” is no ISO 4217 currency"),
    "money and count": (
        "currency: USD",
        "currency: USD, unit: lines",
        24,
        "Give a currency for money, or a unit",
    ),
    "duplicate ref": ("{ref: cn,", "{ref: us,", 5, "The ref “us” already stands in case.yaml:4."),
    "key twice": ("  title: A case", "  title: A case\n  title: B", 11, "This key stands twice."),
    "no such pack": (
        "system: us-301,",
        "system: us-301, pack: us-999,",
        14,
        "There is no rule pack “us-999”",
    ),
    "number written otherwise": (
        "system: us-301,",
        "system: us-301, official_id: 301/92,",
        14,
        "“301/92” is no docket of section 301; write it as in 301-92 or USTR-2018-0005.",
    ),
    "no team": ("visibility: public\n", "visibility: internal\n", 1, "Rows that are not public need a team."),
    "missing key": ("    kind: threat_made\n", "", 16, "This field is required."),
    "target twice": ("targets: [cn]", "targets: [cn, cn]", 29, "A target is named twice."),
    "value without currency": (
        "description: Bicycles",
        'description: Bicycles, trade_value: "5.00"',
        38,
        "A value and its currency go together.",
    ),
    "exception elsewhere": (
        "description: Bicycles",
        'description: Bicycles, excepted_digits: ["8711000000"]',
        38,
        "Not within 871200: 8711000000.",
    ),
    "code of the United Kingdom": ("iso2: CN", "iso2: UK", 5, "the United Kingdom is GB"),
    "member of itself": ("iso2: CN", "iso2: CN, affiliations: [{of: cn}]", 5, "not affiliated to itself"),
    "closed before it opened": (
        "  title: A case",
        "  title: A case\n  opened_on: 1995-02-01\n  closed_on: 1995-01-31",
        12,
        "It closes before it opens.",
    ),
    "link to itself": (
        "  title: A case",
        "  title: A case\n  links: [{to: case, kind: follows}]",
        11,
        "A dispute is not linked to itself.",
    ),
    "round that ends before": (
        "figures:",
        "rounds: [{ref: r, number: 1, title: R, zone: UTC, starts_on: 1995-02-02, ends_on: 1995-02-01,"
        " state: planned}]\nfigures:",
        23,
        "It ends before it starts.",
    ),
    "kept without evidence": (
        "figures:",
        "agreements: [{ref: a, title: A, reached_on: 1995-02-02, commitments: [{ref: c, obligor: us,"
        " text: C, state: kept}]}]\nfigures:",
        23,
        "needs evidence",
    ),
    "unknown fact": (
        "system: us-301,",
        "system: us-301, pack: us-301, facts: {foo: true},",
        14,
        "unknown; known: priority_foreign_country",
    ),
    "number too large for the database": (
        "position: 1,",
        "position: 99999999999,",
        31,
        "integer out of range",
    ),
    "nested in itself": ("  title: A case", "  title: &a [*a]", 1, "an alias holds itself"),
    "version of the format": ("bundle: 1", "bundle: 2", 1, "less than or equal to 1"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", WRONG)
def test_fault_names_its_line_and_the_fix(tmp_path: Path, name: str) -> None:
    old, new, line, message = WRONG[name]
    assert old in GOOD
    faults = loaded(tmp_path, GOOD.replace(old, new, 1)).faults
    assert any(fault.line == line and message in fault.message for fault in faults), [str(f) for f in faults]


@pytest.mark.django_db
def test_all_faults_at_once_and_nothing_written(tmp_path: Path) -> None:
    text = GOOD.replace("actors: [us]", "actors: [uss]").replace("on: 1994-12-31", "on: 1994-02-30", 1)
    text = text.replace("currency: USD", "currency: USX")
    assert [fault.line for fault in loaded(tmp_path, text).faults] == [19, 22, 24]
    assert not Actor.objects.exists()


@pytest.mark.django_db
def test_what_the_database_refuses_is_a_fault_on_the_line_of_its_row(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).written
    other = GOOD.replace("case", "other").replace("ref: cn", "ref: prc").replace("[cn]", "[prc]")
    assert [str(fault) for fault in loaded(tmp_path, other).faults] == [
        "case.yaml:5: prc: It breaks the rule “actor iso2 unique”. Key (iso2)=(CN) already exists."
    ]
    assert not Dispute.objects.filter(ref="other").exists()


@pytest.mark.django_db
def test_a_published_version_that_differs_is_a_fault_on_its_line(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).written
    faults = loaded(tmp_path, GOOD.replace("title: Proposed", "title: Printed")).faults
    assert [fault.line for fault in faults] == [31]


@pytest.mark.django_db
def test_rows_of_another_dispute_are_not_carried_away(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).written
    faults = loaded(tmp_path, GOOD.replace("  ref: case\n", "  ref: copy\n")).faults
    assert [fault.line for fault in faults] == [14, 16, 24, 26, 31]
    assert "stands in the dispute “case” already" in faults[0].message


@pytest.mark.django_db
def test_what_the_clocks_refuse_in_two_proceedings_is_said_at_once(tmp_path: Path) -> None:
    track = "  - {ref: case-1, system: us-301, title: The track}\n"
    wrong = track.replace("title", "pack: us-301, facts: {foo: true}, title")
    faults = loaded(tmp_path, GOOD.replace(track, wrong + wrong.replace("case-1", "case-2"))).faults
    assert [fault.line for fault in faults if "fact foo" in fault.key] == [14, 15]


@pytest.mark.django_db
def test_instant_must_fall_on_its_day(tmp_path: Path) -> None:
    text = GOOD.replace("on: 1994-12-31", "on: 1994-12-31\n    at: 1995-01-01T00:30:00+08:00", 1)
    assert loaded(tmp_path, text).faults == []
    text = text.replace("T00:30:00+08:00", "T13:30:00+08:00")
    assert "falls on 1995-01-01, not on 1994-12-31" in str(loaded(tmp_path, text).faults[0])


@pytest.mark.django_db
def test_hour_needs_its_offset(tmp_path: Path) -> None:
    text = GOOD.replace("on: 1994-12-31", "on: 1994-12-31\n    at: 1994-12-31T12:00:00", 1)
    assert "has no offset from UTC" in str(loaded(tmp_path, text).faults[0])


@pytest.mark.django_db
def test_what_the_clocks_refuse_is_a_fault(tmp_path: Path) -> None:
    text = GOOD.replace("system: us-301,", "system: us-301, pack: us-301,").replace(
        "kind: threat_made", "kind: determination_made"
    )
    assert "outcome" in str(loaded(tmp_path, text).faults[0])
    assert not Dispute.objects.exists()


@pytest.mark.django_db
def test_a_move_of_what_is_over_is_a_fault(tmp_path: Path) -> None:
    announced = """    actors: [us]
    deadlines:
      - {ref: case-answer, kind: duty, title: Answer, due_on: 1995-02-04, legal_zone: America/New_York,
         basis: announced, unless: signed, unless_kinds: [agreement_signed]}
  - {ref: met, proceeding: case-1, kind: agreement_signed, "on": 1995-01-10, zone: America/New_York, text: Signed.}
  - {ref: moved, proceeding: case-1, kind: deadline_extended, "on": 1995-02-01, zone: America/New_York, text: Moved.,
     data: {deadline: case-answer, to: "1995-02-26"}}
"""
    report = loaded(tmp_path, GOOD.replace("    actors: [us]\n", announced, 1))
    assert "deadline case-answer: no longer open on that day" in str(report.faults[0])
    assert not Dispute.objects.exists()


@pytest.mark.django_db
def test_what_is_not_yaml_is_a_fault(tmp_path: Path) -> None:
    assert str(loaded(tmp_path, "bundle: [1").faults[0]).startswith("case.yaml:1: This is not YAML")


@pytest.mark.django_db
def test_ref_shared_by_two_files_must_say_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(GOOD)
    second.write_text(GOOD.replace("case", "other").replace("name: China", "name: PRC"))
    report = load([first, second], now=NOW)
    assert ["already stands otherwise in a.yaml:5" in str(fault) for fault in report.faults] == [True]
