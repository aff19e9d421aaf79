"""Lists of an importer from the record, as the plain values that duty answers are made of.

One answer reads at most six times: versions, lines of the code and its neighbours,
effects, exclusions, the code in the loaded editions, citations. Many answers share
an index of all published lines, which is kept: published versions never change.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from threading import Lock
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from accounts.querysets import Reader, visible_q
from tariffs.answers import Answer, Question
from tariffs.blocs import reach
from tariffs.codes import SUBHEADING, ancestors, canonical, range_of
from tariffs.columns import CHUNK, Columns, Kind, Told
from tariffs.duty import Desk
from tariffs.index import Index
from tariffs.law import NOWHERE, Edition, EffectOf, ExclusionOf, Law, wall, wall_of
from tariffs.models import (
    Effect,
    Exclusion,
    ListItem,
    ListVersion,
    MeasureNature,
    TariffCitation,
    TariffListTarget,
)
from tariffs.rates import Combination, Rate, RateError, Specific, parse_rate

Cited = tuple[str, str | int]
FEW_CODES = 300
KEPT_LINES = 2_000_000
_kept: OrderedDict[tuple[Any, ...], Index] = OrderedDict()
_lock = Lock()


def desk_of(*, user: Reader, importer: str, questions: Sequence[Question]) -> Desk:
    """Return the lists of `importer` that `user` may see, ready for these questions, all of which are about it."""
    names = NOWHERE.union(*{reach(importer, one.on) for one in questions})
    versions = list(_versions(user, names))
    codes = {canonical(one.digits) for one in questions}
    if len(codes) > FEW_CODES:
        return Desk(_laws(user, versions, None), _index_of_all(names))
    index = _index_for(versions, codes, NOWHERE.union(*{reach(one.origin, one.on) for one in questions}))
    return Desk(_laws(user, versions, index.editions), index)


def _versions(user: Reader, names: frozenset[str]) -> QuerySet[ListVersion]:
    """Return the published versions of lists these places imposed, with targets and how many lines are recorded."""
    targets = TariffListTarget.objects.visible_to(user).filter(
        visible_q(user, "actor__"), tariff_list=OuterRef("tariff_list")
    )
    lines = ListItem.objects.filter(list_version=OuterRef("pk")).order_by("-position").values("position")
    return (
        ListVersion.objects.visible_to(user)
        .filter(
            visible_q(user, "tariff_list__imposing__"),
            is_published=True,
            tariff_list__imposing__iso2__in=names,
        )
        .select_related("tariff_list", "tariff_list__dispute")
        .annotate(
            target_codes=ArraySubquery(targets.values("actor__iso2")),
            last_position=Subquery(lines[:1]),
        )
        .order_by("tariff_list__ref", "number")
    )


# --- lines --------------------------------------------------------------------------------------------------------


def _index_for(versions: Sequence[ListVersion], codes: Iterable[str], origins: frozenset[str]) -> Index:
    """Return the lines that contain one of the codes or stand in its subheading, and those in words for the origins."""
    wanted = Q(digits="") & (Q(countries=[]) | Q(countries__overlap=sorted(origins)))
    for code in codes:
        low, high = range_of(code[:SUBHEADING])
        wanted |= Q(digits__in=ancestors(code)) | Q(digits__gte=low, digits__lte=high)
    rows = ListItem.objects.filter(wanted, list_version__in=[one.pk for one in versions])
    rows = rows.filter(nature=MeasureNature.TARIFF).order_by("list_version", "position")
    return Index(
        _kind(tuple(told)).line(number, position, digits, printed, description)
        for number, position, digits, printed, description, *told in rows.values_list(*_columns())
    )


def _index_of_all(names: frozenset[str]) -> Index:
    """Return every published line of these places' lists, whoever may see it: a desk shows only its own versions."""
    published = ListVersion.objects.filter(is_published=True, tariff_list__imposing__iso2__in=names)
    key = tuple(published.order_by("pk").values_list("pk", flat=True))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
        columns = Columns(_kind)
        rows = ListItem.objects.filter(list_version__in=key, nature=MeasureNature.TARIFF)
        columns.extend(rows.values_list(*_columns()).iterator(chunk_size=CHUNK))
        _kept[key] = index = Index(columns)
        while len(_kept) > 1 and sum(map(len, _kept.values())) > KEPT_LINES:
            _kept.popitem(last=False)
        return index


def _columns() -> tuple[Any, ...]:
    """Return what is read of a line: number, place, codes, words, and the texts of its kind, which many share."""
    percent = Cast("ad_valorem_percent", TextField())
    joined = (
        Func(F(name), Value(","), function="array_to_string", output_field=TextField())
        for name in ("countries", "excepted_digits", "only_digits")
    )
    kind = ("list_version__ref", "part", "partial", "claim_code", "stated_rate", percent, *joined)
    return ("id", "position", "digits", "printed_code", "description", *kind)


@lru_cache(maxsize=4096)
def _kind(told: Told) -> Kind:
    edition, part, partial, claim, rate, percent, countries, out, only = told
    return Kind(
        edition, part, partial, claim, _line_rate(rate, percent), frozenset(filter(None, countries.split(","))),
        _codes(out), _codes(only),
    )  # fmt: skip


def _codes(joined: str) -> tuple[str, ...]:
    return tuple(map(canonical, filter(None, joined.split(","))))


def _line_rate(text: str, printed: str | None) -> Rate | None:
    """Return the rate a line prints, or None when it prints none that is understood."""
    if printed is not None:
        percent = Decimal(printed)
        return Rate(text or f"{percent.normalize():f}%", percent, None, Combination.AD_VALOREM)
    try:
        rate = parse_rate(text)
    except RateError:
        return Rate(text, None, None, Combination.UNKNOWN)
    return rate if rate.text else None


# --- lists --------------------------------------------------------------------------------------------------------


def _laws(user: Reader, versions: Sequence[ListVersion], named: set[str] | None) -> list[Law]:
    """Return the lists; effects and exclusions are read only for those with lines among `named` versions, if given."""
    lists = {one.tariff_list_id for one in versions if named is None or one.ref in named}
    effects = _grouped(
        Effect.objects.visible_to(user).filter(tariff_list__in=lists).order_by("from_at", "ref")
    )
    exclusions = _grouped(Exclusion.objects.visible_to(user).filter(tariff_list__in=lists).order_by("ref"))
    laws: dict[Any, list[ListVersion]] = {}
    for version in versions:
        laws.setdefault(version.tariff_list_id, []).append(version)
    return [
        Law(
            ref=own[0].tariff_list.ref, title=own[0].tariff_list.title, authority=own[0].tariff_list.authority,
            dispute=own[0].tariff_list.dispute.ref if own[0].tariff_list.dispute else "",
            targets=frozenset(filter(None, own[0].target_codes)),  # type: ignore[attr-defined]  # annotated
            editions=tuple(map(_edition, own)),
            effects=tuple(map(_effect, effects.get(key, ()))),
            exclusions=tuple(map(_exclusion, exclusions.get(key, ()))),
        )
        for key, own in laws.items()
    ]  # fmt: skip


def _grouped(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.tariff_list_id, []).append(row)
    return found


def _edition(version: Any) -> Edition:
    printed = version.announced_on or version.published_on
    since = wall(version.effective_at, version.zone) if version.effective_at else wall_of(printed)
    recorded = version.last_position or 0
    return Edition(
        version.ref, version.number, version.stage, version.title, since, printed, version.stated_rate,
        recorded=recorded,
        is_partial=recorded < max(version.control_totals.get("lines", 0), 1),
    )  # fmt: skip


def _effect(row: Effect) -> EffectOf:
    return EffectOf(
        ref=row.ref, state=row.state, rate=rate_of(row), start=wall(row.from_at, row.zone),
        end=wall(row.until_at, row.zone) if row.until_at else None, from_at=row.from_at, until_at=row.until_at,
        part=row.part, mode=row.mode, claim_code=row.claim_code, rate_on_lines=row.rate_on_lines,
        countries=frozenset(row.countries),
        exported_before=wall(row.exported_before, row.zone) if row.exported_before else None,
        entered_before=wall(row.entered_before, row.zone) if row.entered_before else None,
        zone=row.zone, note=row.note,
    )  # fmt: skip


def rate_of(row: Effect) -> Rate:
    """Return the rate of an effect from its columns; the text is what the law prints."""
    specific = None
    if row.specific_amount is not None:
        specific = Specific(row.specific_amount, row.specific_currency, row.specific_unit)
    if row.ad_valorem_percent is None:
        combination = Combination.SPECIFIC if specific else Combination.UNKNOWN
    else:
        combination = Combination.COMPOUND if specific else Combination.AD_VALOREM
    try:
        printed = parse_rate(row.rate_text).combination
    except RateError:
        printed = combination
    if printed in {Combination.MIXED_MAX, Combination.MIXED_MIN} and combination == Combination.COMPOUND:
        combination = printed
    return Rate(row.rate_text, row.ad_valorem_percent, specific, combination)


def _exclusion(row: Exclusion) -> ExclusionOf:
    return ExclusionOf(
        ref=row.ref, start=wall(row.from_at, row.zone), end=wall(row.until_at, row.zone) if row.until_at else None,
        from_at=row.from_at, until_at=row.until_at, part=row.part, digits=row.digits, description=row.description,
        claim_code=row.claim_code, retroactive=row.retroactive, zone=row.zone,
    )  # fmt: skip


# --- sources ------------------------------------------------------------------------------------------------------


def cited(*, user: Reader, answers: Sequence[Answer]) -> dict[Cited, list[TariffCitation]]:
    """Return the citations `user` may see of all layers, by what they are of: ("effect", its ref), ("line", its id)."""
    layers = [layer for answer in answers for layer in answer.layers]
    layers += [layer for answer in answers for branch in answer.branches for layer in branch.layers]
    found: dict[Cited, list[TariffCitation]] = {}
    if not layers:
        return found
    effects = {layer.standing.effect.ref for layer in layers if layer.standing.effect}
    exclusions = {layer.exclusion.ref for layer in layers if layer.exclusion}
    lines = sorted({layer.line.id for layer in layers})
    editions = {layer.edition.ref for layer in layers}
    citations = TariffCitation.objects.visible_to(user).filter(
        Q(effect__ref__in=effects)
        | Q(exclusion__ref__in=exclusions)
        | Q(item_id__in=RawSQL("SELECT unnest(%s::bigint[])", [lines]))  # ten thousand at once
        | Q(list_version__ref__in=editions)
    )
    for one in citations.select_related("source", "effect", "exclusion", "list_version").order_by("id"):
        found.setdefault(_cited(one), []).append(one)
    return found


def _cited(one: TariffCitation) -> Cited:
    if one.effect:
        return "effect", one.effect.ref
    if one.exclusion:
        return "exclusion", one.exclusion.ref
    return ("version", one.list_version.ref) if one.list_version else ("line", one.item_id or 0)
