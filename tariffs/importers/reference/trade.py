"""Trade values by code and partner, as the US Census Bureau's international trade data give them."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from tariffs.codes import BadCode, digits_of
from tariffs.importers.reference.files import Fault, SourceFile, columns
from tariffs.importers.reference.ledger import already, conflict
from tariffs.importers.reference.said import unfit, unfit_trade
from tariffs.models import LoadedFile, TradeValue
from tariffs.partners import CENSUS, members_beside

COLUMNS = {"code": "HS10", "partner": "CTY_CODE", "value": "CON_VAL_YR", "duties": "CAL_DUT_YR"}
PERIOD = "time"
_AMOUNT = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,2})?")
_PARTNER = re.compile(r"[0-9]{4}")


class ValueRow(NamedTuple):
    """One row: its number in the file, code, Census partner code, value and duties (None when not given)."""

    number: int
    digits: str
    partner_code: str
    value: Decimal
    duties: Decimal | None


@dataclass(frozen=True, slots=True)
class TradeDraft:
    """What is said of the values that the file does not say."""

    ref: str
    reporter: str
    year: int
    flow: str = "imports_consumption"
    currency: str = "USD"


@dataclass
class TradePlan:
    """The values to store; loadable when there are no faults. `skipped` are partners loaded before, unchanged."""

    source: SourceFile
    draft: TradeDraft
    rows: Sequence[ValueRow] = ()
    read: int = 0
    skipped: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """Return the counts and findings as plain values; sums only within a partner, for some contain others."""
        values: dict[str, Decimal] = defaultdict(Decimal)
        for row in self.rows:
            values[row.partner_code] += row.value
        return {
            "ref": self.draft.ref,
            "file": self.source.name,
            "sha256": self.source.sha256,
            "rows": self.read,
            "codes": len({row.digits for row in self.rows}),
            "partners": len(values),
            "currency": self.draft.currency,
            "value_by_partner": {code: str(value) for code, value in sorted(values.items())},
            "skipped_partners": dict(self.skipped),
            "notes": self.notes,
            "faults": [{"place": fault.place, "message": fault.message} for fault in self.faults],
        }


def plan_trade(source: SourceFile, draft: TradeDraft, named: Mapping[str, str]) -> TradePlan:
    """Return the plan; `named` overrides the column names of `COLUMNS`. Raises Refused when there is no such table."""
    heading, cells = source.table()
    names = COLUMNS | dict(named)
    at = columns(source.name, heading, tuple(names.values()))
    plan = TradePlan(source, draft, read=len(cells))
    plan.faults += unfit(LoadedFile(ref=draft.ref), ("ref",))
    plan.faults += unfit_trade(draft.reporter, draft.year, draft.currency)
    if plan.faults:
        return plan
    period = heading.index(PERIOD) if PERIOD in heading else None
    rows: list[ValueRow] = []
    partners: dict[str, bool] = {}
    for number, row in enumerate(source.progress(cells, "reading"), 2):
        code, partner, value, duties = (row[place] for place in at)
        faults = _faults(code, partner, value, duties, partners)
        if period is not None and not row[period].startswith(str(draft.year)):
            faults.append((PERIOD, f"“{row[period]}” is not in {draft.year}; give the year of the file."))
        if faults:
            plan.faults += [Fault(f"row {number}, {names.get(name, name)}", told) for name, told in faults]
            continue
        rows.append(
            ValueRow(
                number, code.replace(".", ""), partner, Decimal(value), Decimal(duties) if duties else None
            )
        )
    plan.rows = rows
    plan.faults += [*_other_lengths(rows), *_repeated(rows), *conflict(draft.ref, source)]
    if not already(draft.ref, source):
        set_apart_loaded(plan)
    _note_partners(plan)
    return plan


def _faults(
    code: str, partner: str, value: str, duties: str, partners: dict[str, bool]
) -> list[tuple[str, str]]:
    faults = []
    if not (code.isascii() and code.isdecimal() and len(code) in {6, 8, 10} and not code.startswith("00")):
        try:
            digits_of(code)
        except BadCode as error:
            faults.append(("code", str(error)))
    if partner not in partners:
        partners[partner] = bool(_PARTNER.fullmatch(partner))
    if not partners[partner]:
        faults.append(("partner", f"“{partner}” is no Census country code of four digits; was a zero lost?"))
    if not _AMOUNT.fullmatch(value):
        faults.append(("value", f"“{value}” is no amount such as 17300 or 17300.50; unknown is not zero."))
    if duties and not _AMOUNT.fullmatch(duties):
        faults.append(("duties", f"“{duties}” is no amount; leave it empty where it is unknown."))
    return faults


def _other_lengths(rows: Sequence[ValueRow]) -> list[Fault]:
    """Return a fault for every code of another length than most: a leading zero was lost or two tables were mixed."""
    lengths = Counter(len(row.digits) for row in rows)
    if len(lengths) < 2:
        return []
    usual = lengths.most_common(1)[0][0]
    return [
        Fault(
            f"row {row.number}",
            f"{row.digits} has {len(row.digits)} digits among codes of {usual}; correct it.",
        )
        for row in rows
        if len(row.digits) != usual
    ]


def _repeated(rows: Sequence[ValueRow]) -> list[Fault]:
    seen: dict[tuple[str, str], int] = {}
    return [
        Fault(
            f"row {row.number}", f"{row.digits} of partner {row.partner_code} stands in row {first} already."
        )
        for row in rows
        if (first := seen.setdefault((row.partner_code, row.digits), row.number)) != row.number
    ]


def set_apart_loaded(plan: TradePlan) -> None:
    """Leave out partners another file brought with the very same values; other values are a fault."""
    draft = plan.draft
    mine: dict[str, set[tuple[str, Decimal, Decimal | None]]] = defaultdict(set)
    for row in plan.rows:
        mine[row.partner_code].add((row.digits, row.value, row.duties))
    theirs: dict[tuple[str, str], set[tuple[str, Decimal, Decimal | None]]] = defaultdict(set)
    loaded = TradeValue.objects.filter(
        reporter=draft.reporter, year=draft.year, flow=draft.flow, partner_code__in=list(mine)
    )
    for code, ref, digits, value, duties in loaded.values_list(
        "partner_code", "source_ref", "digits", "value", "duties"
    ):
        theirs[code, ref].add((digits, value, duties))
    skipped = {}
    for (code, ref), values_there in theirs.items():
        if values_there == mine[code]:
            skipped[code] = ref
        else:
            told = f"its {draft.year} values are loaded from {ref}, and these differ; loaded data is not replaced."
            plan.faults.append(Fault(f"partner {code}", told))
    plan.skipped = {**plan.skipped, **skipped}
    plan.rows = [row for row in plan.rows if row.partner_code not in skipped]
    plan.notes += [
        f"Partner {code} is loaded from {ref} with the same values: left out."
        for code, ref in skipped.items()
    ]


def _note_partners(plan: TradePlan) -> None:
    codes = {row.partner_code for row in plan.rows}
    unknown = sorted(codes - CENSUS.keys())
    if unknown:
        plan.notes.append(f"No ISO code for partners {', '.join(unknown)}: kept under the Census code alone.")
    members = members_beside((CENSUS.get(code, "") for code in codes), plan.draft.year)
    if members:
        named = ", ".join(members)
        plan.notes.append(
            f"The European Union (0003) contains {named}: both are kept and never added together."
        )
