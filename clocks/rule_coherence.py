"""Which keys of one rule go together."""

from collections.abc import Iterator, Mapping
from datetime import date

from clocks.dates import Period, Unit
from clocks.errors import PackInvalid
from clocks.grammar import MANUAL, STATED
from clocks.rules import CALENDAR_OF_ROLL, Roll
from clocks.schema import Raw, unknown
from clocks.types import Confidence, DeadlineKind

NEVER_ROLLS = (DeadlineKind.RIGHT_OPENS, DeadlineKind.AUTOMATIC)
OPENABLE = (DeadlineKind.WINDOW, DeadlineKind.RIGHT_CLOSES)
COUNTED_ONLY = (
    "month_end",
    "roll",
    "calendar",
    "vectors",
    "opens",
    "repeat",
    "halved_if",
    "lengthened_by",
    "suspended_by",
    "lapsed_within",
)
NOT_CHOSEN = ("month_end", "roll", "calendar", "opens", "halved_if", "lengthened_by", "suspended_by")
GIVEN = {"days": int, "suspensions": list, "meetings": list}


def check_count(at: str, rule: Raw) -> Iterator[PackInvalid]:
    """Yield every key that means nothing beside the count, and every key the count needs."""
    if "valid_from" in rule and "valid_to" in rule and rule["valid_from"] > rule["valid_to"]:
        yield PackInvalid(f"{at}, key valid_to", "before valid_from; exchange or correct them.")
    count = rule["count"]
    if count == MANUAL:
        for key in (key for key in COUNTED_ONLY if key in rule):
            yield PackInvalid(f"{at}, key {key}", f"means nothing under count: {MANUAL}; remove it.")
        return
    if isinstance(count, Mapping) and {"earlier_of", "later_of"} & count.keys():
        for key in (key for key in NOT_CHOSEN if key in rule):
            yield PackInvalid(f"{at}, key {key}", "belongs to the limbs; move it there.")
    else:
        yield from _check_units(at, rule)
        yield from _check_roll(at, rule)
        yield from _check_opening(at, rule)
    if "halved_if" in rule and not isinstance(_period(count), Period):
        yield PackInvalid(f"{at}, key halved_if", 'only a count such as "60 d" can be halved; remove it.')
    if "lapsed_within" in rule and ("lapsed_by" not in rule or _read(rule["lapsed_within"]).backward):
        yield PackInvalid(
            f"{at}, key lapsed_within", 'is a time such as "60 d" before the end, for lapsed_by.'
        )
    if rule.get("by_act") and (rule["kind"] != DeadlineKind.AUTOMATIC or "satisfied_by" not in rule):
        yield PackInvalid(
            f"{at}, key by_act", "goes with kind automatic and satisfied_by, the act; add them, or remove it."
        )
    if "repeat" in rule and _read(rule["repeat"]["every"]).backward:
        yield PackInvalid(f"{at}, key repeat", "counts back; a limit comes again later, not earlier.")
    yield from _check_vectors(at, rule)


def _check_units(at: str, rule: Raw) -> Iterator[PackInvalid]:
    period = _period(rule["count"])
    months = period is None or period.has(Unit.MONTHS, Unit.YEARS)
    if "month_end" in rule and (not months or isinstance(rule["count"], Mapping)):
        yield PackInvalid(f"{at}, key month_end", "only months and years have one; remove it.")
    spans = [rule[key] for key in ("opens",) if key in rule] + (
        [rule["repeat"]["every"]] if "repeat" in rule else []
    )
    working = any(_read(span).has(Unit.WORKING_DAYS) for span in spans) or bool(
        period and period.has(Unit.WORKING_DAYS)
    )
    roll = Roll(rule.get("roll", Roll.NONE))
    if roll in CALENDAR_OF_ROLL:
        if "calendar" in rule:
            yield PackInvalid(
                f"{at}, key calendar",
                f"roll: {roll} brings the calendar {CALENDAR_OF_ROLL[roll]}; remove it.",
            )
        return
    wanted = working or roll is Roll.NEXT_WORKING_DAY
    if wanted != ("calendar" in rule) and (wanted or rule["count"] != STATED):
        yield PackInvalid(f"{at}, key calendar", "goes with a roll or with working days, and only with them.")


def _check_roll(at: str, rule: Raw) -> Iterator[PackInvalid]:
    period = _period(rule["count"])
    backward = period is not None and period.backward
    if Roll(rule.get("roll", Roll.NONE)) is not Roll.NONE and (backward or rule["kind"] in NEVER_ROLLS):
        yield PackInvalid(
            f"{at}, key roll",
            "backward counts, opening rights and automatic effects never roll; remove it.",
        )
    if "suspended_by" in rule and backward:
        yield PackInvalid(f"{at}, key suspended_by", "a backward count cannot stand still; remove it.")


def _check_opening(at: str, rule: Raw) -> Iterator[PackInvalid]:
    if "opens" not in rule:
        return
    if rule["kind"] not in OPENABLE:
        yield PackInvalid(f"{at}, key opens", f"goes with kind {' or '.join(OPENABLE)}, and only with them.")


def _check_vectors(at: str, rule: Raw) -> Iterator[PackInvalid]:
    vectors = rule.get("vectors", [])
    if not vectors and rule["confidence"] != Confidence.UNSURE:
        yield PackInvalid(f"{at}, key vectors", "missing; add one worked example at least.")
    elif vectors and all(vector["kind"] != "arithmetic" for vector in vectors):
        yield PackInvalid(f"{at}, key vectors", "no arithmetic one; add a worked example at a boundary.")
    count = rule["count"]
    limbs = [*count.get("earlier_of", []), *count.get("later_of", [])] if isinstance(count, Mapping) else []
    known = {*limbs, *rule.get("halved_if", {}), *GIVEN}
    for number, vector in enumerate(vectors, start=1):
        place = f"{at}, key vectors, number {number}"
        if (count == STATED) != ("period" in vector):
            yield PackInvalid(f"{place}, key period", "goes with count: stated, and only with it.")
        for name, value in vector.get("given", {}).items():
            if name not in known:
                yield unknown(place, "given", name, known)
            elif name in limbs and not isinstance(value, date):
                yield PackInvalid(f"{place}, given {name}", "is the day its limb starts from; write a date.")
            elif name in GIVEN and type(value) is not GIVEN[name]:
                yield PackInvalid(f"{place}, given {name}", f"is no {GIVEN[name].__name__}; correct it.")


def _period(count: object) -> Period | None:
    return Period.read(count) if isinstance(count, str) else None


def _read(text: str) -> Period:
    return Period.read(text) or Period(())
