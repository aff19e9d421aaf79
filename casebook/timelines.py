"""Procedural time lines of WTO disputes (CSV): read strictly, everything wrong at once, nothing guessed."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clocks import read_day
from disputes.kinds import EventKind
from disputes.models import Stage

COLUMNS = ("ds", "date", "kind", "stage", "actor", "note")

# WTO code: ref, name, kind of actor, ISO 3166-1 code.
ACTORS: Mapping[str, tuple[str, str, str, str]] = {
    "AUS": ("au", "Australia", "state", "AU"),
    "BRA": ("br", "Brazil", "state", "BR"),
    "CAN": ("ca", "Canada", "state", "CA"),
    "CHL": ("cl", "Chile", "state", "CL"),
    "CHN": ("cn", "China", "state", "CN"),
    "EEC": ("eu", "European Union", "bloc", "EU"),
    "HKG": ("hk", "Hong Kong, China", "customs_territory", "HK"),
    "IDN": ("id", "Indonesia", "state", "ID"),
    "IND": ("in", "India", "state", "IN"),
    "JPN": ("jp", "Japan", "state", "JP"),
    "KOR": ("kr", "Korea", "state", "KR"),
    "MEX": ("mx", "Mexico", "state", "MX"),
    "MYS": ("my", "Malaysia", "state", "MY"),
    "PAK": ("pk", "Pakistan", "state", "PK"),
    "THA": ("th", "Thailand", "state", "TH"),
    "USA": ("us", "United States", "state", "US"),
    "DG": ("wto-director-general", "Director-General of the WTO", "agency", ""),
    "DSB": ("dsb", "Dispute Settlement Body of the WTO", "agency", ""),
}
COMPLAINANTS, NOBODY = "complainants", ("", "arbitrator")
BODIES = ("DG", "DSB")

RENAMED: Mapping[str, EventKind] = {
    "settlement_announced": EventKind.AGREEMENT_REACHED,
    "framework_agreement": EventKind.AGREEMENT_REACHED,
    "measure_announced": EventKind.COUNTERMEASURES_ANNOUNCED,
    "measure_in_force": EventKind.ACTION_EFFECTIVE,
    "measure_suspended": EventKind.ACTION_SUSPENDED,
    "list_updated": EventKind.LIST_MODIFIED,
}
EXPECTED: Mapping[str, EventKind] = {"panel_report": EventKind.REPORT_DELAY_NOTIFIED}
ENDS = ("rpt_expires", "rpt_expires_extended", "withdraw_prohibited_subsidies")
ANNOUNCED: Mapping[str, tuple[str, str]] = {
    "implementation_of_agreement": ("duty", "Carry out the agreement"),
    "postponed_not_before": ("right_opens", "Earliest start of the postponed measure"),
}
STAGES: Mapping[str, Stage] = {
    "consultations_requested": Stage.CONSULTATIONS,
    "panel_established": Stage.PANEL,
    "appeal_notified": Stage.APPEAL,
    "reports_adopted": Stage.ADOPTED,
    "rpt_set": Stage.IMPLEMENTATION,
    "compliance_panel_requested": Stage.COMPLIANCE_REVIEW,
    "retaliation_authorized": Stage.RETALIATION_AUTHORIZED,
    "mas_notified": Stage.SETTLED_CLOSED,
}
ASKED_APART = (
    EventKind.RETALIATION_REQUESTED,
    EventKind.RETALIATION_LEVEL_OBJECTED,
    EventKind.ART22_6_REFERRED,
)
DECIDED_TOGETHER = (
    EventKind.ART22_6_RESUMED,
    EventKind.ART22_6_DECISION,
    EventKind.RETALIATION_AUTHORIZED,
    EventKind.MAS_NOTIFIED,
)
DEFENDS = ("appeal_notified", "retaliation_level_objected", "rpt_expires", "intention_to_implement")


class TimelinesInvalid(Exception):
    """The file cannot be loaded; `faults` name line, value and fix."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: `kind` is an event kind, or a key of ANNOUNCED for a day an event announces."""

    number: int
    ds: str
    on: date
    kind: str
    codes: tuple[str, ...]
    note: str


@dataclass(slots=True)
class Track:
    """One dispute: its lines in order, who complains and who answers (WTO codes), and what its clocks ask.

    `second` are the lines of a second request to retaliate made while the first was
    before the arbitrator: two clocks side by side, so two proceedings.
    """

    ds: str
    lines: list[Line] = field(default_factory=list)
    second: list[Line] = field(default_factory=list)
    complainants: tuple[str, ...] = ()
    respondent: str = ""
    facts: dict[str, bool] = field(default_factory=dict)


def read_timelines(path: Path) -> list[Track]:
    """Return the disputes of the file. Raises TimelinesInvalid with every fault of every line."""
    faults: list[str] = []
    tracks: dict[str, Track] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise TimelinesInvalid([f"line 1: expected the columns {', '.join(COLUMNS)}."])
            for row in reader:
                found = _line(reader.line_num, row, faults)
                if found:
                    tracks.setdefault(found.ds, Track(found.ds)).lines.append(found)
    except (OSError, UnicodeDecodeError) as error:
        raise TimelinesInvalid([f"The file cannot be read: {error}."]) from error
    for track in tracks.values():
        track.lines.sort(key=lambda line: (line.on, line.number))
        faults += _parties(track)
        _split(track)
    if faults or not tracks:
        raise TimelinesInvalid(faults or ["The file holds no time line."])
    return list(tracks.values())


def _line(number: int, row: Mapping[str, str | None], faults: list[str]) -> Line | None:
    wrong = list(_wrong(row))
    faults += [f"line {number}: {one}" for one in wrong]
    if wrong:
        return None
    value = {name: (row[name] or "").strip() for name in COLUMNS}
    kind = kind_of(value["kind"], value["stage"]) or value["stage"]
    codes = tuple(code for code in value["actor"].split(";") if code not in NOBODY)
    return Line(number, value["ds"], date.fromisoformat(value["date"]), kind, codes, value["note"])


def kind_of(column: str, stage: str) -> str | None:
    """Return the event kind of a stage, or None when there is none."""
    if column == "expected":
        return EXPECTED.get(stage)
    if column == "deadline":
        return stage if stage in ENDS else None
    return RENAMED.get(stage) or (stage if stage in EventKind.values and stage not in ENDS else None)


def _wrong(row: Mapping[str, str | None]) -> Iterator[str]:
    if None in row or None in row.values():
        yield f"expected {len(COLUMNS)} fields."
        return
    value = {name: (row[name] or "").strip() for name in COLUMNS}
    if not (value["ds"].startswith("DS") and value["ds"][2:].isdigit()):
        yield f"ds “{value['ds']}” is no dispute number such as DS27."
    if read_day(value["date"]) is None:
        yield f"date “{value['date']}” is no day such as 1999-01-14."
    if value["kind"] not in ("event", "expected", "deadline"):
        yield f"kind “{value['kind']}” is not known; known: event, expected, deadline."
    elif value["stage"] not in ANNOUNCED and kind_of(value["kind"], value["stage"]) is None:
        yield f"stage “{value['stage']}” is not known as {value['kind']}."
    for code in value["actor"].split(";"):
        if code not in ACTORS and code not in (*NOBODY, COMPLAINANTS):
            yield f"actor “{code}” is no WTO code known here."


def _split(track: Track) -> None:
    """Move the lines of a second request, made while the first was before the arbitrator, to `second`."""
    first: list[Line] = []
    pending = apart = False
    for line in track.lines:
        apart = apart or (pending and line.kind == EventKind.RETALIATION_REQUESTED)
        alone = line.kind in (*ASKED_APART, EventKind.ART22_6_SUSPENDED) and apart
        if alone or (apart and line.kind in DECIDED_TOGETHER):
            track.second.append(line)
        if not alone:
            first.append(line)
        pending = line.kind == EventKind.ART22_6_REFERRED or (
            pending and line.kind != EventKind.ART22_6_DECISION
        )
    track.lines = first


def _parties(track: Track) -> Iterator[str]:
    """Settle who complains and who answers; yield what cannot be settled."""
    asked: dict[str, None] = {}
    defends: dict[str, set[str]] = defaultdict(set)
    for line in track.lines:
        for code in line.codes:
            if line.kind == EventKind.CONSULTATIONS_REQUESTED:
                asked[code] = None
            if line.kind in DEFENDS:
                defends[code].add(line.kind)
    track.complainants = tuple(asked)
    answering = [
        code for code in defends if code not in asked and code not in BODIES and code != COMPLAINANTS
    ]
    if not asked:
        yield f"{track.ds}: no request for consultations names who complains."
    if len(answering) != 1:
        yield f"{track.ds}: no line, or more than one, tells who answers (one of {', '.join(DEFENDS)})."
    else:
        track.respondent = answering[0]
    notes = " ".join(line.note for line in track.lines)
    track.facts = {
        "urgent": False,
        "prohibited_subsidy": "prohibited subsidies" in notes
        or any(line.kind == EventKind.WITHDRAW_PROHIBITED_SUBSIDIES for line in track.lines),
        "actionable_subsidy": "actionable subsidies" in notes,
    }
