"""What must hold between the parts of a pack once each part has the right shape."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from clocks.errors import PackInvalid
from clocks.grammar import FACT_TYPES
from clocks.rule_coherence import check_count
from clocks.schema import Raw, unknown
from clocks.zones import zone_named

MATCHES = ("requires", "preceded_by", "absent", "satisfied_by", "withdrawn_by", "lapsed_by")
CLOSING = ("satisfied_by", "withdrawn_by", "lapsed_by")
IMPLIED = ("applies_if", "excepted_if", "halved_if")


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
    by_id = {rule["id"]: rule for rule in raw["rules"]}
    for rule_id, times in Counter(rule["id"] for rule in raw["rules"]).items():
        if times > 1:
            yield PackInvalid(f"{place}, rule {rule_id}", "two rules have this id; give one of them another.")
    for rule in raw["rules"]:
        at = f"{place}, rule {rule['id']}"
        for key in IMPLIED:
            yield from _check_answers(at, key, rule, facts)
        yield from _check_events(at, rule, events)
        yield from _check_rules_named(at, rule, by_id)
        yield from check_count(at, rule)


def _check_answers(at: str, key: str, holder: Raw, facts: Raw) -> Iterator[PackInvalid]:
    for fact, answer in holder.get(key, {}).items():
        if fact not in facts:
            yield unknown(f"{at}, key {key}", "fact", fact, facts)
        elif type(answer) is not FACT_TYPES[facts[fact]["type"]]:
            yield PackInvalid(
                f"{at}, key {key}, fact {fact}", f"{answer!r} is not of type {facts[fact]['type']}."
            )


def _check_events(at: str, rule: Raw, events: Raw) -> Iterator[PackInvalid]:
    for key in MATCHES:
        for item in rule.get(key, []):
            yield from _check_match(f"{at}, key {key}", item, events)
    yield from _check_closed_once(at, rule)
    anchor = rule["anchor"]
    if not isinstance(anchor, Mapping) or "event" in anchor:
        yield from _check_match(f"{at}, key anchor", anchor, events)
    if isinstance(anchor, Mapping) and "from" in anchor:
        yield from _check_known(f"{at}, key anchor", "event", [anchor["from"]], events)
    yield from _check_known(f"{at}, key lengthened_by", "event", rule.get("lengthened_by", []), events)
    for kind in rule.get("lengthened_by", []):
        if kind in events and events[kind].get("data", {}).get("days") not in ("days", "days?"):
            yield PackInvalid(
                f"{at}, key lengthened_by, event {kind}", "carries no days; give it data: {days: days}."
            )
    yield from _check_known(f"{at}, key suspended_by", "event", rule.get("suspended_by", {}).values(), events)
    yield from _check_known(f"{at}, key repeat", "event", rule.get("repeat", {}).get("until", []), events)
    yield from _check_goes_on(at, rule)


def _check_goes_on(at: str, rule: Raw) -> Iterator[PackInvalid]:
    closing = [item for key in ("satisfied_by", "lapsed_by") for item in rule.get(key, [])]
    for kind in rule.get("repeat", {}).get("only_after", []):
        if kind not in closing:
            yield PackInvalid(
                f"{at}, key repeat, event {kind}",
                "closes no limit of the rule; name it in satisfied_by or lapsed_by.",
            )


def _check_closed_once(at: str, rule: Raw) -> Iterator[PackInvalid]:
    plain = Counter(
        item for key in CLOSING for item in dict.fromkeys(i for i in rule.get(key, []) if isinstance(i, str))
    )
    for kind in sorted(kind for kind, times in plain.items() if times > 1):
        yield PackInvalid(f"{at}, event {kind}", "both satisfies and withdraws, or lapses; keep one.")


def _check_match(at: str, item: str | Raw, events: Raw) -> Iterator[PackInvalid]:
    kind = item["event"] if isinstance(item, Mapping) else item
    if kind not in events:
        yield unknown(at, "event", kind, events)
        return
    data = events[kind].get("data", {})
    for name, word in (item.get("where", {}) if isinstance(item, Mapping) else {}).items():
        if name not in data:
            yield unknown(at, "data key", name, data)
        elif not isinstance(data[name], list):
            yield PackInvalid(f"{at}, data key {name}", "holds no words to choose by; list its words.")
        elif word not in data[name]:
            yield unknown(f"{at}, data key {name}", "word", word, data[name])


def _check_rules_named(at: str, rule: Raw, by_id: Mapping[str, Raw]) -> Iterator[PackInvalid]:
    yield from _check_known(f"{at}, key replaces", "rule", rule.get("replaces", []), by_id)
    if isinstance(rule["anchor"], Mapping) and "expiry_of" in rule["anchor"]:
        yield from _check_known(f"{at}, key anchor", "rule", [rule["anchor"]["expiry_of"]], by_id)
    for limb in _limbs(rule):
        yield from _check_known(f"{at}, key count", "rule", [limb], by_id)
        if limb in by_id and by_id[limb].get("limb_of") != rule["id"]:
            yield PackInvalid(f"{at}, key count, rule {limb}", f"is no limb; give it limb_of: {rule['id']}.")
    if "limb_of" in rule:
        yield from _check_known(f"{at}, key limb_of", "rule", [rule["limb_of"]], by_id)
        if rule["limb_of"] in by_id and rule["id"] not in _limbs(by_id[rule["limb_of"]]):
            yield PackInvalid(
                f"{at}, key limb_of", f"{rule['limb_of']} does not choose among it; name it there."
            )
        for key in (*CLOSING, "repeat", "replaces", "hour", "stalled_from"):
            if key in rule:
                yield PackInvalid(
                    f"{at}, key {key}", "a limb makes no deadline of its own; move it to the rule."
                )


def _limbs(rule: Raw) -> list[str]:
    count = rule["count"]
    if not isinstance(count, Mapping):
        return []
    return [*count.get("earlier_of", []), *count.get("later_of", [])]


def _check_known(at: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[PackInvalid]:
    known = list(known)
    for name in names:
        if name not in known:
            yield unknown(at, what, name, known)
