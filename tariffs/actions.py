"""Every write of this room that touches more than one row."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from history.authorship import Author, authored
from history.models import Reason
from tariffs.importers.lists.apply import store_items
from tariffs.importers.lists.options import ImportRefused, Wanted
from tariffs.importers.lists.plan import Plan
from tariffs.importers.lists.record import effect, list_version, refs_of, why_not
from tariffs.importers.reference import editions, ledger
from tariffs.importers.reference.correlations import CorrelationPlan
from tariffs.importers.reference.editions import EditionDraft
from tariffs.importers.reference.files import Refused
from tariffs.importers.reference.plan import NomenclaturePlan
from tariffs.importers.reference.store import store_codes, store_pairs, store_values
from tariffs.importers.reference.trade import TradePlan, set_apart_loaded
from tariffs.importers.turns import wait_for
from tariffs.models import ListVersion, Nomenclature


@transaction.atomic
def load_nomenclature(*, draft: EditionDraft, plan: NomenclaturePlan) -> tuple[Nomenclature, bool]:
    """Store the edition and return it, and whether anything was written: the same file again writes nothing.

    Raises Refused with everything that is wrong when the plan has faults, or what was loaded since forbids it.
    """
    if plan.faults:
        raise Refused(plan.faults)
    wait_for(["nomenclatures"])
    if loaded := editions.already_loaded(draft, plan.source):
        return loaded, False
    if faults := editions.conflicts(draft, plan.source):
        raise Refused(faults)
    made = Nomenclature.objects.create(
        **asdict(draft), digits=plan.deepest, sha256=plan.source.sha256, file_name=plan.source.name
    )
    store_codes(made, plan.source.progress(plan.staged, "storing"))
    return made, True


@transaction.atomic
def load_correlation(*, plan: CorrelationPlan) -> bool:
    """Store the pairs of a correlation table; returns False when this file is loaded already.

    Raises Refused with everything that is wrong when the plan has faults, or another file was loaded since.
    """
    if plan.faults:
        raise Refused(plan.faults)
    wait_for([f"correlation {plan.ref}"])
    if ledger.already(plan.ref, plan.source):
        return False
    if faults := ledger.conflict(plan.ref, plan.source):
        raise Refused(faults)
    store_pairs(plan)
    ledger.remember(plan.ref, "correlation", plan.source, len(plan.rows))
    return True


@transaction.atomic
def load_trade_values(*, plan: TradePlan) -> bool:
    """Store the trade values; returns False when this file is loaded already.

    Partners that were loaded with the same values since the plan was made are left out of it. Raises Refused with
    everything that is wrong when the plan has faults, or what was loaded since forbids it.
    """
    if plan.faults:
        raise Refused(plan.faults)
    wait_for(["trade values"])
    if ledger.already(plan.draft.ref, plan.source):
        return False
    set_apart_loaded(plan)
    if faults := [*ledger.conflict(plan.draft.ref, plan.source), *plan.faults]:
        raise Refused(faults)
    store_values(plan)
    ledger.remember(plan.draft.ref, "trade_values", plan.source, len(plan.rows))
    return True


@dataclass(frozen=True, slots=True)
class ImportedVersion:
    """A version of a list and whether this import wrote it (or published its draft); else it stood already.

    `changed` are (option, message) pairs of what a draft said before that is written anew.
    """

    version: ListVersion
    written: bool
    changed: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def import_list(*, by: Author, now: datetime, plan: Plan, wanted: Wanted) -> list[ImportedVersion]:
    """Save the lines of a file as a new version of its list, or of one list per split, with the effect asked for.

    The same file again under the same stage writes nothing, but publishes its draft; an effect is made with the
    publication. Raises ImportRefused (nothing saved) when the plan may not be written, or the record forbids it.
    """
    refs = refs_of(plan, wanted)
    wait_for(f"tariff list {ref}" for ref in refs.values())
    if faults := why_not(plan, wanted):
        raise ImportRefused(faults)
    with authored(by, Reason.SOURCE_UPDATE, f"Imported from {plan.file_name}"):
        saved = {split: list_version(ref, plan, split, wanted, now) for split, ref in refs.items()}
        new = {split: one.version for split, one in saved.items() if one.needs_lines}
        stored = store_items({split: version.pk for split, version in new.items()}, plan) if new else 0
        if stored != sum(len(plan.splits[split]) for split in new):
            raise ImportRefused([("", f"only {stored:,} lines arrived in the database; nothing was saved")])
        for split, one in saved.items():
            if not wanted.is_draft and not one.version.is_published:
                effect(one.version, plan, split, wanted, now)
                one.version.is_published = True
                one.version.save(update_fields=["is_published"])
    return [
        ImportedVersion(one.version, one.needs_lines or one.was_draft, one.changed) for one in saved.values()
    ]
