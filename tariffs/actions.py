"""Every write of this room that touches more than one row."""

from dataclasses import asdict

from django.db import transaction

from tariffs.importers.reference import editions, ledger
from tariffs.importers.reference.correlations import CorrelationPlan
from tariffs.importers.reference.editions import EditionDraft
from tariffs.importers.reference.files import Refused
from tariffs.importers.reference.plan import NomenclaturePlan
from tariffs.importers.reference.store import store_codes, store_pairs, store_values
from tariffs.importers.reference.trade import TradePlan
from tariffs.models import Nomenclature


@transaction.atomic
def load_nomenclature(*, draft: EditionDraft, plan: NomenclaturePlan) -> tuple[Nomenclature, bool]:
    """Store the edition and return it, and whether anything was written: the same file again writes nothing.

    Raises Refused with everything that is wrong when the plan has faults.
    """
    if plan.faults:
        raise Refused(plan.faults)
    if loaded := editions.already_loaded(draft, plan.source):
        return loaded, False
    made = Nomenclature.objects.create(
        **asdict(draft), digits=plan.deepest, sha256=plan.source.sha256, file_name=plan.source.name
    )
    store_codes(made, plan.staged)
    return made, True


@transaction.atomic
def load_correlation(*, plan: CorrelationPlan) -> bool:
    """Store the pairs of a correlation table; returns False when this file is loaded already.

    Raises Refused with everything that is wrong when the plan has faults.
    """
    if plan.faults:
        raise Refused(plan.faults)
    if ledger.already(plan.ref, plan.source):
        return False
    store_pairs(plan)
    ledger.remember(plan.ref, "correlation", plan.source, len(plan.rows))
    return True


@transaction.atomic
def load_trade_values(*, plan: TradePlan) -> bool:
    """Store the trade values; returns False when this file is loaded already.

    Raises Refused with everything that is wrong when the plan has faults.
    """
    if plan.faults:
        raise Refused(plan.faults)
    if ledger.already(plan.draft.ref, plan.source):
        return False
    store_values(plan)
    ledger.remember(plan.draft.ref, "trade_values", plan.source, len(plan.rows))
    return True
