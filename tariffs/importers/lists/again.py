"""The same file again: what is asked of it now, against the version that was made of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from tariffs.codes import canonical, display
from tariffs.importers.lists.options import Wanted
from tariffs.importers.lists.plan import Plan
from tariffs.importers.lists.rows import Draft
from tariffs.models import Effect, ListVersion

# Whose values may change after the publication, by other ways: compared only when they are said.
OPEN = ("visibility", "team")
FIELDS = {
    "announced": "announced_on", "published": "published_on", "effective": "effective_at", "zone": "zone",
    "edition": "edition", "rate": "stated_rate", "visibility": "visibility", "team": "team",
}  # fmt: skip
ITEM = {
    "printed_code": "printed code", "digits": "code", "description": "description", "stated_rate": "rate",
    "ad_valorem_percent": "per cent", "trade_value": "value", "trade_currency": "currency", "countries": "countries",
    "partial": "partial cover", "excepted_digits": "excepted codes", "claim_code": "claim code",
    "only_digits": "only codes", "part": "part", "nature": "nature", "confidence": "confidence", "note": "note",
}  # fmt: skip
PERCENT = Decimal("0.001")
MOSTLY, PAGE = 0.8, 5  # a list that stays mostly the same, and lines in a row that are no amendment


def said_of(wanted: Wanted) -> dict[str, Any]:
    """Return the fields of a version that the options say."""
    return {
        "announced_on": wanted.announced_on, "published_on": wanted.published_on,
        "effective_at": wanted.effective_at, "zone": wanted.zone, "edition": wanted.edition[:60],
        "stated_rate": wanted.rate.text if wanted.rate else "", "visibility": wanted.visibility, "team": wanted.team,
    }  # fmt: skip


def differences(version: ListVersion, plan: Plan, split: str, wanted: Wanted) -> list[tuple[str, str]]:
    """Return (option, what the version says and what is asked) for all that the same file would now say otherwise.

    What is not said asks for nothing of a published version; a draft that is not told something loses it.
    """
    asked, found = said_of(wanted), []
    for option, name in FIELDS.items():
        was, now_is = getattr(version, name), asked[name]
        told = option in wanted.said or not (version.is_published or option in OPEN)
        if told and was != now_is:
            what = f"{_shown(was, version.zone)}, not {_shown(now_is, wanted.zone or version.zone)}"
            found.append((option, f"“{version.ref}”, made of this file, says {option} {what}"))
    if wanted.is_draft and version.is_published:
        found.append(("draft", f"“{version.ref}” is published and becomes no draft again"))
    if version.is_published:
        found += _effect(version, wanted)
    return found + _lines(version, plan, plan.splits[split])


def _effect(version: ListVersion, wanted: Wanted) -> list[tuple[str, str]]:
    """Return what is asked of the effect beside its rate and its day, which the version states too."""
    if wanted.effective_at is None or not (wanted.rate or wanted.mode):
        return []
    made = Effect.objects.filter(tariff_list=version.tariff_list_id, ref=f"{version.ref}-effect").first()
    if made is None:
        return [("effective", f"no effect was made of “{version.ref}” then; record it by itself")]
    if wanted.mode and made.mode != wanted.mode:
        return [("mode", f"the effect “{made.ref}” says {_shown(made.mode, '')}, not {wanted.mode}")]
    return []


def _lines(version: ListVersion, plan: Plan, drafts: Sequence[Draft]) -> list[tuple[str, str]]:
    """Return how many lines read otherwise, and the first of them with its place."""
    stored: Iterable[tuple[Any, ...]] = version.items.order_by("position").values_list(*ITEM)
    pairs = zip_longest(stored, drafts)
    others = [(was, draft) for was, draft in pairs if was is None or draft is None or was != _row(draft)]
    if not others:
        return []
    was, draft = others[0]
    if was is None or draft is None:
        first = f"it has {version.items.count():,} lines, not {len(drafts):,}"
    else:
        cells = zip(ITEM.values(), was, _row(draft), strict=True)
        name, old, new = next(cell for cell in cells if cell[1] != cell[2])
        place = plan.table.place(draft.row)
        first = f"the first in {place}, whose {name} is {_shown(old, '')} on record, not {_shown(new, '')}"
    what = f"{len(others):,} line(s) of “{version.ref}”, made of this file, would read otherwise now: {first}"
    return [("columns" if plan.layout.how else "", what)]


def _row(draft: Draft) -> tuple[Any, ...]:
    percent = None if draft.percent is None else draft.percent.quantize(PERCENT, ROUND_HALF_UP)
    texts = (draft.printed, draft.digits, draft.description, draft.rate)
    printed, digits, description, rate = (text.replace("\x00", "") for text in texts)
    return (
        printed, digits, description, rate, percent, draft.value, draft.currency, list(draft.countries), draft.partial,
        list(draft.excepted), draft.claim, list(draft.only), draft.part, draft.nature, draft.confidence, draft.note,
    )  # fmt: skip


def _shown(value: object, zone: str) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return f"“{str(value)[:60]}”" if value not in {None, ""} else "nothing"


def since_last(version: ListVersion, drafts: Sequence[Draft]) -> list[str]:
    """Return how many lines of an earlier version of the list stand in the file, and which run of them does not."""
    old = [
        canonical(digits) for digits in version.items.order_by("position").values_list("digits", flat=True)
    ]
    new = {canonical(draft.digits) for draft in drafts if draft.digits}
    gone = [bool(digits) and digits not in new for digits in old]
    kept = sum(digits in new for digits in old)
    added = len(new - set(old))
    told = [
        f"Of the {len(old):,} lines of “{version.ref}” {kept:,} stand in this file, which adds {added:,} codes."
    ]
    if kept < MOSTLY * len(old):
        return told
    start, length = 0, 0
    for number, group in groupby(enumerate(gone), key=itemgetter(1)):
        run = [place for place, _ in group]
        if number and len(run) > length:
            start, length = run[0], len(run)
    if length >= PAGE:
        first, last = (display(old[place]) for place in (start, start + length - 1))
        told.append(
            f"{length:,} of its lines in a row, {first} to {last}, are missing here: is a page missing?"
        )
    return told
