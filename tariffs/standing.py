"""Which effect of a list decides for one line, origin and moment, and what it says."""

from collections.abc import Iterable
from dataclasses import dataclass

from tariffs.law import EffectOf, Law, State, Wall

FAR = 1 << 62


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The verdict of one effect; `applies` is None where the record does not decide."""

    state: State
    applies: bool | None
    effect: EffectOf | None
    why: str = ""


def standings(
    law: Law, part: str, names: frozenset[str], moment: Wall, exported: Wall | None, *, targeted: bool
) -> tuple[Standing, ...]:
    """Return what the list's effects say of a part for an origin (`names` it is reached by) at a moment.

    One verdict, or several where effects of equal reach contradict each other.
    Goods that meet an effect's conditions have it instead of the one without. An
    effect of the part goes before one of the whole list, one that names countries
    before one that does not; but a suspension of the whole list stops its parts.
    Conditions on export need `exported`; without it they count as not met.
    `targeted`: the line or the targets of the list reach the origin; otherwise only
    effects that name it do, and when there is none there is no verdict.
    """
    mine = [
        e for e in law.effects if e.part in {part, ""} and (e.countries & names if e.countries else targeted)
    ]
    if not mine and not targeted:
        return ()
    now = [
        e
        for e in mine
        if e.start <= moment < (FAR if e.end is None else e.end) and _holds(e, moment, exported)
    ]
    for effect in now:
        if not effect.part and not effect.conditions and effect.state == State.SUSPENDED:
            return (_verdict(effect),)
    if now:
        best = max(map(_reach, now))
        chosen = [effect for effect in now if _reach(effect) == best]
        return (_verdict(chosen[0]),) if len(chosen) == 1 else tuple(map(_contradiction, chosen))
    return (_outside([e for e in mine if not e.conditions], moment),)


def _holds(effect: EffectOf, moment: Wall, exported: Wall | None) -> bool:
    if effect.exported_before is not None and (exported is None or exported >= effect.exported_before):
        return False
    return effect.entered_before is None or moment < effect.entered_before


def _reach(effect: EffectOf) -> tuple[bool, int, bool]:
    return bool(effect.part), effect.conditions, bool(effect.countries)


def _verdict(effect: EffectOf) -> Standing:
    """Return what an effect says inside its interval: recorded as ended, it was in force until its end."""
    match effect.state:
        case State.SUSPENDED:
            return Standing(State.SUSPENDED, False, effect, "The duty is suspended at this moment.")
        case State.NEVER_COLLECTED:
            return Standing(State.NEVER_COLLECTED, False, effect, "Adopted, but never collected.")
        case State.SCHEDULED:
            why = "Decided in advance; it applies unless it is changed before."
            return Standing(State.SCHEDULED, True, effect, why)
        case State.ENDED if effect.end is None:
            why = "Recorded as ended, but not since when."
            return Standing(State.UNKNOWN, None, effect, why)
    return Standing(State.IN_FORCE, True, effect)


def _contradiction(effect: EffectOf) -> Standing:
    return Standing(State.UNKNOWN, None, effect, "Two effects of equal reach are recorded for this moment.")


def _outside(effects: Iterable[EffectOf], moment: Wall) -> Standing:
    """Return what is said when no interval holds the moment: what comes next, else what has been."""
    ahead = min((e for e in effects if e.start > moment), key=lambda e: e.start, default=None)
    behind = max(
        (e for e in effects if e.end is not None and e.end <= moment), key=lambda e: e.end or 0, default=None
    )
    effect = behind if ahead is None or (behind and ahead.state != State.SCHEDULED) else ahead
    if effect is None:
        return Standing(State.UNKNOWN, None, None, "The record does not say what the law did with this list.")
    state, why = (_behind if effect is behind else _ahead)(State(effect.state))
    return Standing(state, False, effect, why)


def _ahead(state: State) -> tuple[State, str]:
    match state:
        case State.NEVER_COLLECTED:
            return state, "Not yet due at this moment, and in the end never collected."
        case State.SUSPENDED:
            return state, "Not yet law at this moment, and suspended from its first day."
    return State.SCHEDULED, "Not yet due at this moment: it begins later."


def _behind(state: State) -> tuple[State, str]:
    if state == State.NEVER_COLLECTED:
        return state, "Adopted, but never collected."
    return State.ENDED, "It had ended by this moment."
