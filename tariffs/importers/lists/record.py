"""The rows around the lines of an import: the list, its version, the effect. Runs in the caller's transaction."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from disputes.words import day
from tariffs.importers.lists.options import ImportRefused, Wanted
from tariffs.importers.lists.plan import Plan
from tariffs.models import (
    Effect,
    EffectState,
    ListVersion,
    RateMode,
    TariffList,
    TariffListTarget,
    VersionStage,
)

LONGEST_REF = 100
LAW = {VersionStage.FINAL, VersionStage.AMENDED}


@dataclass(frozen=True, slots=True)
class Saved:
    """A version of a list: new, or standing already (`was_draft`: its draft is published now)."""

    version: ListVersion
    is_new: bool
    was_draft: bool = False


def why_not(plan: Plan, wanted: Wanted) -> list[tuple[str, str]]:
    """Return why a plan may not be written."""
    faults = [("expect" if fault.startswith("Expected") else "", fault) for fault in plan.faults]
    rejected = len(plan.lines.rejected)
    if rejected > wanted.allow_rejected:
        fix = f"put them right, or allow them: --allow-rejected {rejected}"
        faults.append(("", f"{rejected:,} row(s) rejected, {wanted.allow_rejected:,} allowed; {fix}"))
    return faults


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
        _check_same(tariff_list, wanted)
        _check_ours(tariff_list, wanted)
    same = tariff_list.versions.filter(file_sha256=plan.sha256, stage=wanted.stage).first()
    if same is not None:
        return Saved(same, is_new=False, was_draft=not same.is_published and not wanted.is_draft)
    last = tariff_list.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    version = ListVersion.objects.create(
        ref=f"{ref}-v{number}", tariff_list=tariff_list, number=number, stage=wanted.stage,
        title=_title(wanted), announced_on=wanted.announced_on, published_on=wanted.published_on,
        effective_at=wanted.effective_at, recorded_at=now, zone=wanted.zone, edition=wanted.edition[:60],
        nomenclature=wanted.nomenclature, stated_rate=wanted.rate.text if wanted.rate else "",
        file_name=plan.file_name[-200:], file_sha256=plan.sha256,
        control_totals={**plan.expected.as_json(), "lines": len(plan.splits[split])},
        visibility=wanted.visibility, team=wanted.team,
    )  # fmt: skip
    return Saved(version, is_new=True)


def _new_list(ref: str, split: str, wanted: Wanted) -> TariffList:
    if wanted.imposing is None:
        raise ImportRefused([("imposing", f"there is no list “{ref}” yet; say who imposes it, such as US")])
    title = wanted.title or wanted.ref
    row = TariffList.objects.create(
        ref=ref, dispute=wanted.dispute, title=(f"{title} – {split}" if split else title)[:200],
        imposing=wanted.imposing, authority=wanted.authority, visibility=wanted.visibility, team=wanted.team,
    )  # fmt: skip
    TariffListTarget.objects.bulk_create(
        TariffListTarget(
            tariff_list=row, actor=actor, position=position, visibility=row.visibility, team=row.team
        )
        for position, actor in enumerate(wanted.targets)
    )
    return row


def _check_same(row: TariffList, wanted: Wanted) -> None:
    faults = []
    if wanted.imposing is not None and row.imposing_id != wanted.imposing.pk:
        faults.append(("imposing", f"the list “{row.ref}” on record is imposed by another actor"))
    if wanted.dispute is not None and row.dispute_id != wanted.dispute.pk:
        faults.append(("dispute", f"the list “{row.ref}” on record belongs to another dispute, or none"))
    if wanted.authority and row.authority != wanted.authority:
        faults.append(("authority", f"the list “{row.ref}” on record says “{row.authority}”"))
    targets = {actor.pk for actor in wanted.targets}
    if targets and targets != set(row.list_targets.values_list("actor", flat=True)):
        faults.append(("target", f"the list “{row.ref}” on record is aimed at others"))
    if faults:
        raise ImportRefused(faults)


def _check_ours(row: TariffList, wanted: Wanted) -> None:
    """Refuse a list that a split would name but that was not asked for: another team's, or another's to see."""
    if wanted.known is not None and row.pk == wanted.known.pk:
        return
    team = wanted.team.pk if wanted.team else None
    if (row.team_id, row.visibility) != (team, wanted.visibility):
        raise ImportRefused([("list", f"the ref “{row.ref}” is taken")])


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
