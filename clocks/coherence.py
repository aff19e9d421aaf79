"""What must hold between the parts of a pack once each part has the right shape."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from clocks.errors import PackInvalid
from clocks.rules import Roll
from clocks.schema import COUNT, FACT_TYPES, MANUAL, Raw, unknown
from clocks.types import Confidence, DeadlineKind
from clocks.zones import zone_named

NEVER_ROLLS = (DeadlineKind.RIGHT_OPENS, DeadlineKind.AUTOMATIC)
COUNTED_ONLY = ("month_end", "roll", "calendar", "vectors")


def check_coherence(place: str, name: str, raw: Raw) -> list[PackInvalid]:
    """Return every reference to something the pack does not have, and every combination that cannot be meant."""
    return list(_check_pack(place, name, raw))


def _check_pack(place: str, name: str, raw: Raw) -> Iterator[PackInvalid]:
    facts, events = raw.get("facts", {}), raw["events"]
    if raw["pack"] != name:
        yield PackInvalid(f"{place}, key pack", f"{raw['pack']} is not the name of the file; write {name}.")
    if zone_named(raw["zone"]) is None:
        yield PackInvalid(
            f"{place}, key zone", f"{raw['zone']} is no IANA zone; write one such as Europe/Brussels."
        )
    for fact, kind in facts.items():
        yield from _check_answers(f"{place}, fact {fact}", "implies", kind, facts)
    for event, kind in events.items():
        if "not_before" in kind and kind["not_before"] not in events:
            yield unknown(f"{place}, event {event}, key not_before", "event", kind["not_before"], events)
    ids = [rule["id"] for rule in raw["rules"]]
    for rule_id in (rule_id for rule_id, times in Counter(ids).items() if times > 1):
        yield PackInvalid(f"{place}, rule {rule_id}", "two rules have this id; give one of them another.")
    for rule in raw["rules"]:
        at = f"{place}, rule {rule['id']}"
        for key in ("applies_if", "excepted_if"):
            yield from _check_answers(at, key, rule, facts)
        yield from _check_events(at, rule, events)
        yield from _check_rules_named(at, rule, ids)
        yield from _check_count(at, rule)


def _check_answers(at: str, key: str, holder: Raw, facts: Raw) -> Iterator[PackInvalid]:
    for fact, answer in holder.get(key, {}).items():
        if fact not in facts:
            yield unknown(f"{at}, key {key}", "fact", fact, facts)
        elif type(answer) is not FACT_TYPES[facts[fact]["type"]]:
            yield PackInvalid(
                f"{at}, key {key}, fact {fact}", f"{answer!r} is not of type {facts[fact]['type']}."
            )


def _check_events(at: str, rule: Raw, events: Raw) -> Iterator[PackInvalid]:
    for key in ("requires", "satisfied_by", "withdrawn_by"):
        yield from _check_known(f"{at}, key {key}", "event", rule.get(key, []), events)
    for kind in sorted(set(rule.get("satisfied_by", [])) & set(rule.get("withdrawn_by", []))):
        yield PackInvalid(f"{at}, event {kind}", "both satisfies and withdraws; keep one.")
    anchor = rule["anchor"]
    kind = anchor.get("event") if isinstance(anchor, Mapping) else anchor
    if kind is None:
        return
    if kind not in events:
        yield unknown(f"{at}, key anchor", "event", kind, events)
        return
    data = events[kind].get("data", {})
    for name, word in (anchor.get("where", {}) if isinstance(anchor, Mapping) else {}).items():
        if name not in data:
            yield unknown(f"{at}, key anchor", "data key", name, data)
        elif word not in data[name]:
            yield unknown(f"{at}, key anchor, data key {name}", "word", word, data[name])


def _check_rules_named(at: str, rule: Raw, ids: list[str]) -> Iterator[PackInvalid]:
    yield from _check_known(f"{at}, key replaces", "rule", rule.get("replaces", []), ids)
    if isinstance(rule["anchor"], Mapping) and "expiry_of" in rule["anchor"]:
        yield from _check_known(f"{at}, key anchor", "rule", [rule["anchor"]["expiry_of"]], ids)


def _check_known(at: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[PackInvalid]:
    known = list(known)
    for name in names:
        if name not in known:
            yield unknown(at, what, name, known)


def _check_count(at: str, rule: Raw) -> Iterator[PackInvalid]:
    if "valid_from" in rule and "valid_to" in rule and rule["valid_from"] > rule["valid_to"]:
        yield PackInvalid(f"{at}, key valid_to", "before valid_from; exchange or correct them.")
    counted = COUNT.fullmatch(rule["count"])
    if counted is None:
        for key in (key for key in COUNTED_ONLY if key in rule):
            yield PackInvalid(f"{at}, key {key}", f"means nothing under count: {MANUAL}; remove it.")
        return
    rolls = rule.get("roll", Roll.NONE) != Roll.NONE
    if "month_end" in rule and counted[2] not in ("m", "y"):
        yield PackInvalid(f"{at}, key month_end", "only months and years have one; remove it.")
    if (rolls or counted[2] == "bd") != ("calendar" in rule):
        yield PackInvalid(f"{at}, key calendar", "goes with a roll or with working days, and only with them.")
    if rolls and (rule["kind"] in NEVER_ROLLS or int(counted[1]) < 0):
        yield PackInvalid(
            f"{at}, key roll", "backward counts, opening rights and automatic effects never roll; remove it."
        )
    if "vectors" not in rule and rule["confidence"] != Confidence.UNSURE:
        yield PackInvalid(f"{at}, key vectors", "missing; add one worked example at least.")
