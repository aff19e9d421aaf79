"""The lists of the layer table, as plain values, for the questions a broker asks."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tariffs.answers import Answer, Layer, Question
from tariffs.duty import Desk
from tariffs.index import Index
from tariffs.law import Edition, EffectOf, ExclusionOf, Law, Line, wall
from tariffs.nearest import completed
from tariffs.rates import Rate, parse_rate

NEW_YORK = "America/New_York"


def at(text: str, zone: str = NEW_YORK) -> int:
    """Return wall seconds of a local time such as 2019-05-10T00:01."""
    return wall(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)), zone)


def effect(ref: str, rate: str, start: str, end: str = "", **values: Any) -> EffectOf:
    """Return an effect in force and additional unless told otherwise."""
    for name in ("exported_before", "entered_before"):
        if name in values:
            values[name] = at(values[name])
    known: Rate = parse_rate(rate)
    base = {"state": "in_force", "mode": "additional"} | values
    return EffectOf(ref=ref, rate=known, start=at(start), end=at(end) if end else None, **base)


def exclusion(ref: str, start: str, end: str = "", **values: Any) -> ExclusionOf:
    return ExclusionOf(ref=ref, start=at(start), end=at(end) if end else None, **values)


class Case:
    """Lists under construction."""

    def __init__(self) -> None:
        self.laws: list[Law] = []
        self.lines: dict[str, list[Line]] = {}

    def law(
        self,
        ref: str,
        lines: Iterable[str | Line],
        effects: Iterable[EffectOf],
        targets: Iterable[str] = ("CN",),
        editions: Iterable[Edition] = (),
        **values: Any,
    ) -> "Case":
        """Add a list; lines are codes or whole lines of its one version."""
        own = tuple(editions) or (Edition(f"{ref}-v1", 1, "final", "Final list", 0),)
        self.laws.append(Law(ref, ref, "us-301", "", frozenset(targets), own, tuple(effects), **values))
        for n, one in enumerate(lines):
            line = Line(n, own[-1].ref, one, one) if isinstance(one, str) else one
            self.lines.setdefault(line.edition, []).append(line)
        return self

    def ask(
        self,
        code: str,
        on: str,
        origin: str = "CN",
        exported: str = "",
        leaves: Iterable[str] = (),
        **values: Any,
    ) -> Answer:
        """Return the whole answer."""
        question = Question(
            "US", origin, code, date.fromisoformat(on), exported_on=date.fromisoformat(exported) if exported else None,
            **values,
        )  # fmt: skip
        desk = Desk(self.laws, Index(line for lines in self.lines.values() for line in lines))
        return completed(desk, desk.answer(question, tuple(leaves)))


def told(layers: Iterable[Layer]) -> dict[str, tuple[str, Decimal | None, bool | None]]:
    """Return list → (state, percent, whether it applies)."""
    return {one.law.ref: (one.state.value, one.rate.ad_valorem_percent, one.applies) for one in layers}


def percents(layers: Iterable[Layer]) -> dict[str, str]:
    """Return list → percent, of the layers that apply."""
    return {one.law.ref: f"{one.rate.ad_valorem_percent}" for one in layers if one.applies}


def tech_transfer() -> Case:
    """Return the American lists of 2018-2020 with the lines of the layer table."""
    case = Case()
    case.law(
        "list-1", ["85011040", "87032301"], [effect("1", "25%", "2018-07-06T00:01", claim_code="99038801")]
    )
    case.law(
        "list-2", ["87116000", "85423100"], [effect("2", "25%", "2018-08-23T00:01", claim_code="99038802")]
    )
    split = Line(
        9,
        "list-3-v1",
        "85176200",
        "8517.62.00",
        excepted=("8517620090",),
        partial="except 8517.62.0090",
        claim_code="99038804",
    )
    case.law(
        "list-3",
        ["94016160", "87120015", "42022215", "87089981", split],
        [
            effect("3-10", "10%", "2018-09-24T00:01", "2019-05-10T00:01", claim_code="99038803", state="ended"),
            effect("3-25", "25%", "2019-05-10T00:01", claim_code="99038803"),
            effect(
                "3-transit", "10%", "2019-05-10T00:01", "2019-06-15T00:01", claim_code="99038809", state="ended",
                exported_before="2019-05-10T00:01", entered_before="2019-06-15T00:01",
            ),
        ],
    )  # fmt: skip
    other = Line(
        8, "list-4a-v1", "85176200", "8517.62.00", excepted=("8517620010", "8517620020"),
        partial="except 8517.62.0010 and 8517.62.0020",
    )  # fmt: skip
    case.law(
        "list-4a",
        ["61102020", "91021145", "85287264", other],
        [
            effect(
                "4a-15", "15%", "2019-09-01T00:01", "2020-02-14T00:01", claim_code="99038815", state="ended"
            ),
            effect("4a-7.5", "7.5%", "2020-02-14T00:01", claim_code="99038815"),
        ],
    )
    case.law(
        "list-4b",
        ["84713001", "95030000", "95045000"],
        [effect("4b", "15%", "2019-12-15T00:01", claim_code="99038816", state="never_collected")],
    )
    return case
