"""A brute force that answers duty questions from random lists, written apart from the product.

`python -m tests.tariffs.oracle 100000` asks that many random questions and compares.
The oracle knows no branches, caches or prefix maps: it walks every line of every
list for one concrete case (ten digits, a minute, a moment of export, fitting an
exclusion or not), and a question that leaves something open is compared case by case.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any

from tariffs.answers import Answer, Layer, Question
from tariffs.duty import Desk
from tariffs.index import Index
from tariffs.law import Edition, EffectOf, ExclusionOf, Law, Line
from tariffs.rates import Combination, Rate

Outcome = frozenset[tuple[Any, ...]]
Row = dict[str, Any]
STATES = ("in_force", "in_force", "in_force", "ended", "scheduled", "suspended", "never_collected")
ORIGINS = ("CN", "VN", "FR", "GB", "NL")
UNION_2019 = {"FR": (1958, 9999), "NL": (1958, 9999), "GB": (1973, 2021)}
SUFFIXES = ("00", "10", "20", "90")
FIRST = date(2019, 1, 1)
HOURS = (time(0, 0), time(0, 1), time(0, 1), time(0, 1), time(12, 1))


@dataclass
class World:
    """Lists as plain rows: the oracle reads these, the product reads what `desk` makes of them."""

    lists: list[Row] = field(default_factory=list)

    def desk(self) -> Desk:
        """Return the same lists as the product knows them."""
        lines = [_line(x, v) for one in self.lists for v in one["versions"] for x in v["lines"]]
        return Desk([_law(one) for one in self.lists], Index(lines))


def seconds(moment: datetime) -> int:
    """Return wall seconds, counted apart from the product."""
    return int((moment - datetime(1970, 1, 1)).total_seconds())  # noqa: DTZ001  # a wall clock has no zone


def _law(row: Row) -> Law:
    editions = [
        Edition(v["ref"], v["number"], v["stage"], v["ref"], seconds(v["since"])) for v in row["versions"]
    ]
    effects = [
        EffectOf(
            e["ref"],
            e["state"],
            Rate(f"{e['percent']}%", e["percent"], None, Combination.AD_VALOREM),
            seconds(e["start"]),
            None if e["end"] is None else seconds(e["end"]),
            part=e["part"],
            countries=frozenset(e["countries"]),
            exported_before=None if e["out"] is None else seconds(e["out"]),
            entered_before=None if e["in"] is None else seconds(e["in"]),
        )
        for e in row["effects"]
    ]
    exclusions = [
        ExclusionOf(
            x["ref"], seconds(x["start"]), seconds(x["end"]), digits=x["digits"], description=x["words"]
        )
        for x in row["exclusions"]
    ]
    return Law(
        row["ref"],
        targets=frozenset(row["targets"]),
        editions=tuple(editions),
        effects=tuple(effects),
        exclusions=tuple(exclusions),
    )


def _line(row: Row, version: Row) -> Line:
    return Line(
        row["id"],
        version["ref"],
        row["digits"],
        part=row["part"],
        countries=frozenset(row["countries"]),
        excepted=tuple(row["excepted"]),
        only=tuple(row["only"]),
    )


# --- random lists -------------------------------------------------------------------------------------------------


def _moment(chance: random.Random) -> datetime:
    return datetime.combine(FIRST + timedelta(days=chance.randrange(60)), chance.choice(HOURS))


def _code(chance: random.Random, lengths: Sequence[int] = (4, 6, 8, 8, 8, 10, 10)) -> str:
    return (
        "85" + chance.choice(("17", "18")) + "62" + chance.choice(("00", "20")) + chance.choice(SUFFIXES)
    )[: chance.choice(lengths)]


def _row(chance: random.Random, number: int) -> Row:
    if chance.random() < 0.1:
        return _words(chance, number)
    digits = _code(chance)
    named = [digits + s for s in SUFFIXES[1:] if len(digits) == 8 and chance.random() < 0.25]
    excepted = named if chance.random() < 0.7 else []
    countries = chance.sample(ORIGINS, 2) if chance.random() < 0.2 else []
    return {
        "id": number,
        "digits": digits,
        "part": chance.choice(("", "", "A")),
        "countries": countries,
        "excepted": excepted,
        "only": [] if excepted else named,
    }


def _words(chance: random.Random, number: int) -> Row:
    """Return a line in words, more often than not about the goods of two countries."""
    countries = chance.sample((*ORIGINS, "EU"), 2) if chance.random() < 0.7 else []
    part = chance.choice(("", "A"))
    return {"id": number, "digits": "", "part": part, "countries": countries, "excepted": [], "only": []}


def _effect(chance: random.Random, ref: str) -> Row:
    start = _moment(chance)
    conditional = chance.random() < 0.3
    cut = start + timedelta(days=chance.randrange(1, 15))
    countries = [chance.choice((*ORIGINS, "EU"))] if chance.random() < 0.2 else []
    return {
        "ref": ref,
        "state": chance.choice(STATES),
        "percent": chance.randrange(1, 100),
        "start": start,
        "end": start + timedelta(days=chance.randrange(1, 40)) if chance.random() < 0.6 else None,
        "part": chance.choice(("", "", "A")),
        "countries": countries,
        "out": start if conditional else None,
        "in": cut if conditional and chance.random() < 0.7 else None,
    }


def _list(chance: random.Random, name: str) -> Row:
    stages = chance.choice((("final",), ("proposed", "final"), ("final", "amended"), ("proposed",)))
    versions = [
        {
            "ref": f"{name}-{n}",
            "number": n,
            "stage": stage,
            "since": _moment(chance),
            "lines": [_row(chance, 100 * n + k) for k in range(chance.randrange(1, 6))],
        }
        for n, stage in enumerate(stages, 1)
    ]
    exclusions = []
    if chance.random() < 0.3:
        start = _moment(chance)
        words = chance.choice(("", "With a bell"))
        exclusions.append(
            {
                "ref": f"{name}-x",
                "start": start,
                "end": start + timedelta(days=20),
                "digits": _code(chance, (8, 10)),
                "words": words,
            }
        )
    return {
        "ref": name,
        "targets": chance.choice((["CN"], ["EU"], ["CN", "VN"])),
        "versions": versions,
        "effects": [_effect(chance, f"{name}-e{k}") for k in range(chance.randrange(4))],
        "exclusions": exclusions,
    }


def world(chance: random.Random) -> World:
    """Return a few random lists over few codes and days, so that much meets."""
    return World([_list(chance, f"list{k}") for k in range(chance.randrange(1, 4))])


def question(chance: random.Random) -> Question:
    """Return a random question; more often than not it leaves something open."""
    on = FIRST + timedelta(days=chance.randrange(-3, 75))
    hour = time(chance.randrange(24), chance.randrange(60)) if chance.random() < 0.4 else None
    exported = on - timedelta(days=chance.randrange(30)) if chance.random() < 0.5 else None
    return Question("US", chance.choice(ORIGINS), _code(chance, (6, 8, 8, 10)), on, hour, exported)


# --- brute force ---------------------------------------------------------------------------------------------------


def _line_code(code: str) -> str:
    return code[:8] if len(code) == 10 and code[8:] == "00" else code


def _names(origin: str, day: date) -> set[str]:
    since, until = UNION_2019.get(origin, (9999, 9999))
    return {origin, "EU"} if since <= day.year < until else {origin}


def concrete(
    lists: Sequence[Row], code: str, origin: str, entry: datetime, export: datetime, *, fits: bool
) -> Outcome:
    """Return (list, line, effect, state, applies) of everything that reaches one concrete case."""
    code, names = _line_code(code), _names(origin, entry.date())
    found: set[tuple[Any, ...]] = set()
    for one in lists:
        finals = sorted(
            (v for v in one["versions"] if v["stage"] != "proposed"), key=lambda v: (v["since"], v["number"])
        )
        if not finals:
            continue
        begun = [v for v in finals if v["since"] <= entry]
        lines = [x for x in (begun[-1] if begun else finals[0])["lines"] if _reaches(one, x, code, names)]
        depth = max((len(_line_code(x["digits"])) for x in lines), default=0)
        for line in lines:
            if len(_line_code(line["digits"])) == depth:
                found |= _said(one, line, code, names, entry, export, fits=fits)
    return frozenset(found)


def _reaches(one: Row, line: Row, code: str, names: set[str]) -> bool:
    if not line["digits"] and not line["countries"]:
        return False  # words that any goods may be meant by are no layer
    if not code.startswith(_line_code(line["digits"])):
        return False
    if any(code.startswith(x) for x in line["excepted"]):
        return False
    if line["only"] and not any(code.startswith(x) for x in line["only"]):
        return False
    if line["countries"]:
        return bool(names & set(line["countries"]))
    named = [c for e in one["effects"] if e["part"] in ("", line["part"]) for c in e["countries"]]
    return bool(names & set(one["targets"]) or names & set(named))


def _said(
    one: Row, line: Row, code: str, names: set[str], entry: datetime, export: datetime, *, fits: bool
) -> set[tuple[Any, ...]]:
    general = bool(line["countries"]) or bool(names & set(one["targets"]))
    effects = [
        e
        for e in one["effects"]
        if e["part"] in ("", line["part"]) and (names & set(e["countries"]) if e["countries"] else general)
    ]
    if not effects and not general:
        return set()
    verdicts = _decide(effects, entry, export)
    result = set()
    for effect, state, applies in verdicts:
        out = next(
            (
                x
                for x in one["exclusions"]
                if x["start"] <= entry < x["end"] and code.startswith(_line_code(x["digits"]))
            ),
            None,
        )
        if out is not None and applies is not False and (fits or not out["words"]):
            state, applies = "excluded", False  # noqa: PLW2901
        if applies and not line["digits"]:
            applies = None  # noqa: PLW2901  # in words
        result.add((one["ref"], line["id"], effect and effect["ref"], state, applies))
    return result


def _decide(
    effects: Sequence[Row], entry: datetime, export: datetime
) -> list[tuple[Row | None, str, bool | None]]:
    running = []
    for e in effects:
        inside = e["start"] <= entry and (e["end"] is None or entry < e["end"])
        if inside and (e["out"] is None or export < e["out"]) and (e["in"] is None or entry < e["in"]):
            running.append(e)
    stopped = [
        e
        for e in running
        if e["state"] == "suspended" and not e["part"] and e["out"] is None and e["in"] is None
    ]
    if stopped:
        return [(stopped[0], "suspended", False)]
    if running:
        ranked = sorted(running, key=_rank)
        top = [e for e in ranked if _rank(e) == _rank(ranked[-1])]
        return [(top[0], *_meaning(top[0]))] if len(top) == 1 else [(e, "unknown", None) for e in top]
    return [_otherwise([e for e in effects if e["out"] is None and e["in"] is None], entry)]


def _rank(e: Row) -> tuple[int, int, int]:
    return (1 if e["part"] else 0, (e["out"] is not None) + (e["in"] is not None), 1 if e["countries"] else 0)


def _meaning(e: Row) -> tuple[str, bool | None]:
    if e["state"] == "ended":
        return ("unknown", None) if e["end"] is None else ("in_force", True)
    return e["state"], e["state"] not in ("suspended", "never_collected")


def _otherwise(effects: Sequence[Row], entry: datetime) -> tuple[Row | None, str, bool | None]:
    coming = sorted((e for e in effects if e["start"] > entry), key=lambda e: e["start"])
    gone = sorted(
        (e for e in effects if e["end"] and e["end"] <= entry), key=lambda e: e["end"], reverse=True
    )
    if coming and not (gone and coming[0]["state"] != "scheduled"):
        state = coming[0]["state"]
        return coming[0], state if state in ("never_collected", "suspended") else "scheduled", False
    if gone:
        return gone[0], "never_collected" if gone[0]["state"] == "never_collected" else "ended", False
    return None, "unknown", None


# --- comparison ----------------------------------------------------------------------------------------------------


def outcome(layers: Sequence[Layer]) -> Outcome:
    """Return the layers in the oracle's terms."""
    return frozenset(
        (x.law.ref, x.line.id, x.standing.effect and x.standing.effect.ref, x.state.value, x.applies)
        for x in layers
    )


def cases(rows: Sequence[Row], asked: Question) -> Iterator[tuple[str, datetime, datetime, bool]]:
    """Yield concrete cases that the question leaves open: digits, minutes, days of export, fitting or not."""
    codes = [_line_code(asked.digits)]  # a ten-digit …00 is its line, whatever lists name below it
    while len(codes[0]) < 10:
        codes = [code + more for code in codes for more in (*SUFFIXES, "77")]
    midnight = datetime.combine(asked.on, time(0))
    minutes = (
        [datetime.combine(asked.on, asked.at)]
        if asked.at
        else [midnight + timedelta(minutes=m) for m in (1, 720, 721, 1439)]
    )
    outs = {e["out"] for one in rows for e in one["effects"] if e["out"]}
    if asked.exported_on:
        exports = [
            datetime.combine(asked.exported_on, t)
            for t in (time(0, 1), time(12, 0), time(12, 1), time(23, 59))
        ]
    else:
        exports = [x for out in outs for x in (out - timedelta(minutes=1), out)] or [midnight]
    yield from product(codes, minutes, exports, (False, True))


def branch_of(answer: Answer, code: str, entry: datetime, export: datetime, *, fits: bool) -> Sequence[Layer]:
    """Return the layers of the one branch whose conditions a concrete case meets."""
    if not answer.branches:
        return answer.layers
    named = [c for one in answer.branches for c in one.codes if _line_code(code).startswith(c)]
    deepest = max(named, key=len, default="")
    met = [
        one.layers
        for one in answer.branches
        if (deepest in one.codes if deepest else one.other_digits or not one.codes)
        and one.fits_exclusion in {None, fits}
        and _within(seconds(entry), one.entered_from, one.entered_before)
        and _within(seconds(export), one.exported_from, one.exported_before)
    ]
    assert len(met) == 1, f"{len(met)} branches for one case"
    return met[0]


def _within(moment: int, start: int | None, end: int | None) -> bool:
    return (start is None or start <= moment) and (end is None or moment < end)


def disagreement(rows: World, asked: Question, answer: Answer) -> str:
    """Return what differs between the answer and the brute force, or ''."""
    seen = set()
    for code, entry, export, fits in cases(rows.lists, asked):
        wanted = concrete(rows.lists, code, asked.origin, entry, export, fits=fits)
        given = outcome(branch_of(answer, code, entry, export, fits=fits))
        if given != wanted:
            return f"{asked}\n  for {code}, {entry}, {export}, {fits}\n  ours    {given}\n  oracle  {wanted}"
        seen.add(wanted)
    return "" if len(seen) > 1 or not answer.branches else f"{asked}\n  branches without a difference"


def main() -> int:
    """Ask many random questions; say the first disagreements."""
    parser = argparse.ArgumentParser()
    parser.add_argument("questions", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, wrong, open_ones = random.Random(options.seed), 0, 0
    for done in range(options.questions):
        if done % 20 == 0:
            rows = world(chance)
            desk = rows.desk()
        asked = question(chance)
        answer = desk.answer(asked)
        open_ones += bool(answer.branches)
        said = disagreement(rows, asked, answer)
        if said:
            wrong += 1
            if wrong <= 3:
                sys.stdout.write(f"{rows.lists}\n{said}\n")
    sys.stdout.write(f"{options.questions} questions, {open_ones} with branches, {wrong} disagreements\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
