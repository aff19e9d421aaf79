"""A bundle as it stood on a day: what came later is left out, with everything that needs it.

Works on the raw data before it is checked. Days are ISO text, which compares in
order of time.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]
Later = Callable[[Any], bool]


def stood(data: Mapping[str, Any], day: str) -> Row:
    """Return the bundle as it stood at the end of `day` (ISO)."""

    def later(value: Any) -> bool:
        return isinstance(value, str) and value[:10] > day

    bundle: Row = dict(data)
    gone = {row.get("ref") for row in _rows(bundle, "sources") if later(row.get("published_on"))}
    bundle["sources"] = [row for row in _rows(bundle, "sources") if row.get("ref") not in gone]
    bundle = _without_sources(bundle, gone)
    bundle["events"] = [row for row in _rows(bundle, "events") if not later(row.get("on"))]
    events = {row.get("ref") for row in bundle["events"]}
    bundle["figures"] = [row for row in _rows(bundle, "figures") if _figure_stood(row, data, events, later)]
    _actors(bundle, later)
    _tracks(bundle, data)
    _talks(bundle, data, events, later)
    _lists(bundle, events, later)
    dispute = dict(bundle.get("dispute") or {})
    if later(dispute.get("closed_on")):
        del dispute["closed_on"]
    _parties(dispute, bundle, data)
    bundle["dispute"] = dispute
    return bundle


def begun(data: Mapping[str, Any]) -> bool:
    """Return whether anything of the dispute had happened; before that there is no dispute to record."""
    return bool(_rows(data, "events"))


def _rows(holder: Mapping[str, Any], key: str) -> list[Row]:
    found = holder.get(key)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _without_sources(value: Any, gone: set[Any]) -> Any:
    """Return the data without citations of the sources that are gone."""
    if isinstance(value, Mapping):
        return {
            key: [c for c in inner if not (isinstance(c, Mapping) and c.get("source") in gone)]
            if key == "citations" and isinstance(inner, list)
            else _without_sources(inner, gone)
            for key, inner in value.items()
        }
    return [_without_sources(inner, gone) for inner in value] if isinstance(value, list) else value


def _only_known_later(row: Row, original: Sequence[Row]) -> bool:
    """Return whether every source of the row came later."""
    before = next((o for o in original if o.get("ref") == row.get("ref")), row)
    return bool(before.get("citations")) and not row.get("citations")


def _figure_stood(row: Row, data: Mapping[str, Any], events: set[Any], later: Later) -> bool:
    if later(row.get("stated_on")) or (row.get("event") and row["event"] not in events):
        return False
    return not _only_known_later(row, _rows(data, "figures"))


def _actors(bundle: Row, later: Later) -> None:
    for actor in _rows(bundle, "actors"):
        for key in ("names", "affiliations"):
            if key in actor:
                actor[key] = [row for row in _rows(actor, key) if not later(row.get("valid_from"))]


def _tracks(bundle: Row, data: Mapping[str, Any]) -> None:
    """Drop proceedings of which every event came later."""
    had = {row.get("proceeding") for row in _rows(data, "events")}
    have = {row.get("proceeding") for row in bundle["events"]}
    bundle["proceedings"] = [
        row for row in _rows(bundle, "proceedings") if row.get("ref") in have or row.get("ref") not in had
    ]


def _parties(dispute: Row, bundle: Row, data: Mapping[str, Any]) -> None:
    """Drop the roles in proceedings that are not there yet."""
    ahead, there = ({row.get("ref") for row in _rows(holder, "proceedings")} for holder in (data, bundle))
    if "parties" in dispute:
        parties = _rows(dispute, "parties")
        dispute["parties"] = [row for row in parties if row.get("proceeding") not in ahead - there]


def _talks(bundle: Row, data: Mapping[str, Any], events: set[Any], later: Later) -> None:
    bundle["rounds"] = [row for row in _rows(bundle, "rounds") if not later(row.get("starts_on"))]
    for row in bundle["rounds"]:
        if later(row.get("ends_on")):
            row.pop("ends_on")
            row.pop("outcome", None)
            row["state"] = "under_way"
    rounds = {row.get("ref") for row in bundle["rounds"]}
    demands = []
    for demand in _rows(bundle, "demands"):
        positions = _rows(demand, "positions")
        demand["positions"] = [row for row in positions if not later(row.get("on"))]
        for row in demand["positions"]:
            if row.get("round") not in rounds:
                row.pop("round", None)
        spoken = demand["positions"] or not positions
        if spoken and not _only_known_later(demand, _rows(data, "demands")):
            demands.append(demand)
    bundle["demands"] = demands
    bundle["agreements"] = [
        row
        for row in _rows(bundle, "agreements")
        if not later(row.get("reached_on")) and (not row.get("event") or row["event"] in events)
    ]
    for row in bundle["agreements"]:
        if later(row.get("signed_on")):
            row.pop("signed_on")


def _lists(bundle: Row, events: set[Any], later: Later) -> None:
    figures = {row.get("ref") for row in bundle["figures"]}
    kept = []
    for tariff_list in _rows(bundle, "tariff_lists"):
        versions = [
            row
            for row in _rows(tariff_list, "versions")
            if not later(row.get("announced_on") or row.get("published_on"))
            and (not row.get("event") or row["event"] in events)
        ]
        for row in versions:
            if row.get("value") not in figures:
                row.pop("value", None)
            for key in ("published_on", "loaded_on"):
                if later(row.get(key)):
                    row.pop(key)
        if not versions:
            continue
        tariff_list["versions"] = versions
        is_final = any(row.get("stage") in {"final", "amended"} for row in versions)
        tariff_list["effects"] = [
            effect
            for row in _rows(tariff_list, "effects")
            if (effect := _effect(row, events, later, is_final=is_final)) is not None
        ]
        tariff_list["effects"] = _first_scheduled(tariff_list["effects"], later)
        tariff_list["exclusions"] = [
            row
            for row in _rows(tariff_list, "exclusions")
            if not later(row.get("from_at")) and (not row.get("cause") or row["cause"] in events)
        ]
        kept.append(tariff_list)
    bundle["tariff_lists"] = kept


def _first_scheduled(effects: Sequence[Row], later: Later) -> list[Row]:
    """Leave out what would start after an effect whose end was not yet known: that change was not yet known either."""
    keys = ("part", "countries", "exported_before", "entered_before")
    kept: list[Row] = []
    for row in sorted(effects, key=lambda row: str(row.get("from_at"))):
        goods = [row.get(key) for key in keys]
        open_ended = any(not one.get("until_at") and [one.get(key) for key in keys] == goods for one in kept)
        if not (open_ended and later(row.get("from_at"))):
            kept.append(row)
    return kept


def _effect(row: Row, events: set[Any], later: Later, *, is_final: bool) -> Row | None:
    """Return the effect as it stood: a later cause was not yet known, a later start was only scheduled."""
    unknown_cause = bool(row.get("cause")) and row["cause"] not in events
    if unknown_cause and not is_final:
        return None
    stood_so = dict(row)
    if unknown_cause:
        stood_so.pop("cause")
    if later(row.get("until_at")):
        stood_so.pop("until_at")
    if unknown_cause or later(row.get("until_at")):
        stood_so["state"] = "scheduled" if later(row.get("from_at")) else "in_force"
    return stood_so
