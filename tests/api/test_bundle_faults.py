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
