"""The rows around the lines of an import: the list, its version, the effect. Runs in the caller's transaction."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from disputes.models import Visibility
from disputes.words import day
from tariffs.importers.lists.again import differences, said_of, since_last
from tariffs.importers.lists.options import ImportRefused, Wanted
from tariffs.importers.lists.plan import Plan
from tariffs.models import (
    Effect,
    EffectState,
    ListVersion,
    RateMode,
    TariffCitation,
    TariffList,
    TariffListTarget,
    VersionStage,
)

LONGEST_REF = 100
LAW = {VersionStage.FINAL, VersionStage.AMENDED}


FIX = "A published version never changes: say the same as then, or import the file under another stage."


@dataclass(frozen=True, slots=True)
class Saved:
    """A version of a list; `needs_lines`: it is new, or a draft that is written anew.

    `was_draft`: it stood already, and is published now. `changed` says what a draft says otherwise than before.
    """

    version: ListVersion
    needs_lines: bool
    was_draft: bool = False
    changed: tuple[tuple[str, str], ...] = ()


def why_not(plan: Plan, wanted: Wanted) -> list[tuple[str, str]]:
    """Return why a plan may not be written, with all that a published version of the same file says otherwise."""
    faults = [("expect" if fault.startswith("Expected") else "", fault) for fault in plan.faults]
    rejected = len(plan.lines.rejected)
    if rejected > wanted.allow_rejected:
        fix = f"put them right, or allow them: --allow-rejected {rejected}"
        faults.append(("", f"{rejected:,} row(s) rejected, {wanted.allow_rejected:,} allowed; {fix}"))
    if faults:
        return faults
    try:
        refs = refs_of(plan, wanted)
    except ImportRefused as refused:
        return refused.faults
    for split, ref in refs.items():
        tariff_list = TariffList.objects.filter(ref=ref).first()
        version = (
            _made_of(tariff_list, plan, wanted) if tariff_list and _is_ours(tariff_list, wanted) else None
        )
        if version and version.is_published:
            faults += differences(version, plan, split, wanted)
    return [*faults, ("", FIX)] if faults else []


def since_last_versions(plan: Plan, wanted: Wanted) -> list[str]:
    """Return how the file stands to the last version on record, of each list it goes into."""
    told = []
    for split, drafts in plan.splits.items():
        found = TariffList.objects.filter(ref=f"{wanted.ref}-{split}" if split else wanted.ref).first()
        if found is None or not _is_ours(found, wanted):
            continue
        seen = Q(visibility=Visibility.PUBLIC) | Q(team=found.team_id)
        others = found.versions.filter(seen).exclude(file_sha256=plan.sha256).order_by("-number")
        last = others.annotate(n=Count("items")).filter(n__gt=0).first()
        told += since_last(last, drafts) if last else []
    return told


def refs_of(plan: Plan, wanted: Wanted) -> dict[str, str]:
    """Return the ref of the list of each split. Raises ImportRefused when two values make the same."""
    refs = {split: ref_of(wanted.ref, split) for split in plan.splits}
    if len(set(refs.values())) < len(refs):
        raise ImportRefused([("split-by", f"two values make the same ref: {', '.join(refs.values())}")])
    return refs


def ref_of(ref: str, split: str) -> str:
    """Return the ref of the list of a split: REF-VALUE, with what no ref may hold turned into hyphens."""
    if not split:
        return ref
    value = re.sub(r"[^A-Za-z0-9_-]+", "-", split).strip("-")
    if not value:
        raise ImportRefused([("split-by", f"“{split}” makes no ref; it needs a letter or a digit")])
    if len(ref) + 1 + len(value) > LONGEST_REF:
        raise ImportRefused([("split-by", f"“{ref}-{value}” is too long for a ref: at most {LONGEST_REF}")])
    return f"{ref}-{value}"


def list_version(ref: str, plan: Plan, split: str, wanted: Wanted, now: datetime) -> Saved:
    """Return the version of the list: the one on record that was made of this file, or a new one without its lines."""
    tariff_list = TariffList.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if tariff_list is None:
        tariff_list = _new_list(ref, split, wanted)
    else:
        _check_same(tariff_list, split, wanted)
        if not _is_ours(tariff_list, wanted):
            raise ImportRefused([("list", f"the ref “{tariff_list.ref}” is taken")])
    same = _made_of(tariff_list, plan, wanted)
    if same is not None:
        changed = () if same.is_published else tuple(differences(same, plan, split, wanted))
        if changed:
            _write_anew(same, plan, split, wanted)
        return Saved(same, bool(changed), not same.is_published and not wanted.is_draft, changed)
    last = tariff_list.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    version = ListVersion.objects.create(
        ref=f"{ref}-v{number}", tariff_list=tariff_list, number=number, stage=wanted.stage,
        recorded_at=now, file_sha256=plan.sha256, **_values(plan, split, wanted),
    )  # fmt: skip
    return Saved(version, needs_lines=True)


def _values(plan: Plan, split: str, wanted: Wanted) -> dict[str, Any]:
    return said_of(wanted) | {
        "title": _title(wanted), "nomenclature": wanted.nomenclature, "file_name": plan.file_name[-200:],
        "control_totals": {**plan.expected.as_json(), "lines": len(plan.splits[split])},
    }  # fmt: skip


def _made_of(tariff_list: TariffList, plan: Plan, wanted: Wanted) -> ListVersion | None:
    """Return the version of the list that was made of this file under this stage."""
    return tariff_list.versions.filter(file_sha256=plan.sha256, stage=wanted.stage).first()


def _write_anew(draft: ListVersion, plan: Plan, split: str, wanted: Wanted) -> None:
    """Give a draft what is asked of it now, and take its lines away; the caller stores them again."""
    if TariffCitation.objects.filter(item__list_version=draft).exists():
        fix = "its lines are cited; change it where it was recorded, or import the file under another stage"
        raise ImportRefused([("", f"the draft “{draft.ref}” says otherwise, and {fix}")])
    for name, value in _values(plan, split, wanted).items():
        setattr(draft, name, value)
    draft.save()
    draft.items.all().delete()


def _new_list(ref: str, split: str, wanted: Wanted) -> TariffList:
    if wanted.imposing is None:
        raise ImportRefused([("imposing", f"there is no list “{ref}” yet; say who imposes it, such as US")])
    row = TariffList.objects.create(
        ref=ref, dispute=wanted.dispute, title=_title_of_list(split, wanted),
        imposing=wanted.imposing, authority=wanted.authority, visibility=wanted.visibility, team=wanted.team,
    )  # fmt: skip
    TariffListTarget.objects.bulk_create(
        TariffListTarget(
            tariff_list=row, actor=actor, position=position, visibility=row.visibility, team=row.team
        )
        for position, actor in enumerate(wanted.targets)
    )
    return row


def _title_of_list(split: str, wanted: Wanted) -> str:
    title = wanted.title or wanted.ref
    return (f"{title} – {split}" if split else title)[:200]


def _check_same(row: TariffList, split: str, wanted: Wanted) -> None:
    faults = []
    if wanted.imposing is not None and row.imposing_id != wanted.imposing.pk:
        faults.append(("imposing", f"the list “{row.ref}” on record is imposed by another actor"))
    if wanted.dispute is not None and row.dispute_id != wanted.dispute.pk:
        faults.append(("dispute", f"the list “{row.ref}” on record belongs to another dispute, or none"))
    if "title" in wanted.said and row.title != _title_of_list(split, wanted):
        faults.append(("title", f"the list “{row.ref}” on record is called “{row.title}”"))
    if wanted.authority and row.authority != wanted.authority:
        faults.append(("authority", f"the list “{row.ref}” on record says “{row.authority}”"))
    targets = {actor.pk for actor in wanted.targets}
    if targets and targets != set(row.list_targets.values_list("actor", flat=True)):
        faults.append(("target", f"the list “{row.ref}” on record is aimed at others"))
    if faults:
        raise ImportRefused(faults)


def _is_ours(row: TariffList, wanted: Wanted) -> bool:
    """Return whether a list that a split names may be meant: it is no other team's, and no other's to see."""
    if wanted.known is not None and row.pk == wanted.known.pk:
        return True
    team = wanted.team.pk if wanted.team else None
    return (row.team_id, row.visibility) == (team, wanted.visibility)


def _title(wanted: Wanted) -> str:
    stage = VersionStage(wanted.stage).label
    on: date | None = wanted.published_on or wanted.announced_on
    return f"{stage} list of {day(on)}" if on else f"{stage} list"


def effect(version: ListVersion, plan: Plan, split: str, wanted: Wanted, now: datetime) -> Effect | None:
    """Save and return the effect asked for: from the day the law takes effect, with the rate or mode that was given."""
    if wanted.effective_at is None or (wanted.rate is None and not wanted.mode):
        return None
    rate = wanted.rate if wanted.rate and wanted.rate.is_known else None
    on_lines = rate is None and any(draft.rate for draft in plan.splits[split])
    known = rate is not None or on_lines
    law = wanted.stage in LAW and known and wanted.effective_at <= now
    claims = {draft.claim for draft in plan.splits[split]}
    _refuse_overlap(version.tariff_list, wanted.effective_at)
    specific = rate.specific if rate else None
    return Effect.objects.create(
        ref=f"{version.ref}-effect", tariff_list=version.tariff_list,
        ad_valorem_percent=rate.ad_valorem_percent if rate else None,
        specific_amount=specific.amount if specific else None,
        specific_currency=specific.currency if specific else "", specific_unit=specific.unit if specific else "",
        rate_on_lines=on_lines, rate_text=rate.text if rate else "as each line states" if on_lines else "not stated",
        mode=RateMode(wanted.mode) if wanted.mode else "", from_at=wanted.effective_at, zone=wanted.zone,
        state=EffectState.IN_FORCE if law else EffectState.SCHEDULED,
        claim_code=claims.pop() if len(claims) == 1 else "", visibility=version.visibility, team=version.team,
    )  # fmt: skip


def _refuse_overlap(tariff_list: TariffList, at: datetime) -> None:
    standing = tariff_list.effects.filter(part="", countries=[], exported_before=None, entered_before=None)
    other = standing.exclude(until_at__lte=at).first()
    if other is not None:
        fix = "end it on record before, or leave out --rate and --mode and record the step yourself"
        raise ImportRefused([("effective", f"the effect “{other.ref}” holds at that time already; {fix}")])
