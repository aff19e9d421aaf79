"""The worked examples of the packs, worked out."""

from datetime import date

from clocks.calendars import Calendars, Meetings
from clocks.counting import Bearing, Counted, Stretch, count_from
from clocks.dates import Period
from clocks.rules import Choice, Pack, Rule, Vector
from clocks.words import say_day


def work_out(pack: Pack, rule: Rule, vector: Vector, calendars: Calendars) -> Counted:
    """Return what the rule makes of the example's day and of what else it gives. Raises ClockError."""
    given = vector.given
    met = given.get("meetings", [])
    if isinstance(met, list) and met:
        held = {day: "given" for day in met if isinstance(day, date)}
        body = Meetings("given", held, complete=((date.min, date.max),))
        calendars = Calendars(calendars.by_name, dict.fromkeys(calendars.meetings, body))
    limbs = None
    if isinstance(rule.count, Choice):
        limbs = {
            limb: work_out(pack, pack.rule(limb), Vector("", day, day), calendars)
            if isinstance(day := given.get(limb), date)
            else None
            for limb in rule.count.limbs
        }
    halved = ", ".join(name for name, answer in rule.halved_if.items() if given.get(name) == answer)
    bearing = Bearing(
        stated=Period.read(vector.period),
        stated_in="the example" if vector.period else "",
        halved=halved,
        stretches=tuple(_stretches(vector)),
        limbs=limbs,
    )
    return count_from(rule, vector.anchor, calendars, bearing)


def _stretches(vector: Vector) -> list[Stretch]:
    found = []
    if isinstance(days := vector.given.get("days"), int):
        found.append(Stretch(vector.anchor, days, "a delay"))
    spans = vector.given.get("suspensions", [])
    for start, end in (span for span in spans if isinstance(span, list)) if isinstance(spans, list) else ():
        found.append(Stretch(start, (end - start).days, f"a suspension from {say_day(start)}"))
    return found
