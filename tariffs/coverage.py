"""The trade that list versions cover, from the items and the trade values in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Max

from accounts.querysets import Reader
from disputes.models import Actor
from tariffs.codes import canonical
from tariffs.composition import By, Cover, Group, fold, once, percent
from tariffs.models import Flow, ListItem, ListVersion, TariffListTarget, TradeValue
from tariffs.partners import Overlapping, refuse_overlap

_LINE = "CASE WHEN length({0}) = 10 AND {0} LIKE '%%00' THEN left({0}, 8) ELSE {0} END"
_COVERED = """
WITH scope AS (
    SELECT version_id, string_to_array(partners, ',') AS partners
    FROM unnest(%(versions)s::uuid[], %(partners)s::text[]) AS given(version_id, partners)
), item AS MATERIALIZED (
    SELECT canonical(i.digits) AS code, i.excepted_digits, i.only_digits,
           CASE WHEN i.countries = '{}' THEN s.partners
                WHEN %(chosen)s THEN ARRAY(SELECT unnest(i.countries) INTERSECT SELECT unnest(s.partners))
                ELSE i.countries::text[] END AS partners
    FROM tariffs_listitem i JOIN scope s ON s.version_id = i.list_version_id WHERE i.digits <> ''
), trade AS MATERIALIZED (
    SELECT t.id, t.digits, t.value, t.partner FROM tariffs_tradevalue t
    WHERE t.reporter = %(reporter)s AND t.year = %(year)s AND t.flow = %(flow)s AND t.partner = ANY(%(counted)s)
), hit AS MATERIALIZED (
    SELECT t.id, t.digits, t.value, i.code
    FROM trade t
    CROSS JOIN LATERAL unnest(ARRAY[left(t.digits, 2), left(t.digits, 4), left(t.digits, 6), left(t.digits, 8),
                                    t.digits]) AS beginning(code)
    JOIN item i ON i.code = beginning.code
    WHERE t.partner = ANY(i.partners)
      AND NOT EXISTS (SELECT 1 FROM unnest(i.excepted_digits) e WHERE t.digits LIKE canonical(e) || '%%')
      AND (i.only_digits = '{}'
           OR EXISTS (SELECT 1 FROM unnest(i.only_digits) o WHERE t.digits LIKE canonical(o) || '%%'))
)
SELECT 'value', left(digits, 4), sum(value) FROM (SELECT DISTINCT id, digits, value FROM hit) AS h GROUP BY 2
UNION ALL SELECT 'code', code, 0 FROM hit GROUP BY code
UNION ALL SELECT 'trade', left(digits, 4), sum(value) FROM trade GROUP BY 2
"""
for _code in ("i.digits", "e", "o"):
    _COVERED = _COVERED.replace(f"canonical({_code})", _LINE.format(_code))


@dataclass(frozen=True, slots=True)
class Basis:
    """Whose imports of which year are looked at: partners by version, and those of them with values.

    `missing` are partners of the lists without values; `refused` says why nothing is added, or ''.
    """

    reporter: str
    year: int | None
    partners: Mapping[str, Sequence[str]]
    counted: Sequence[str]
    missing: Sequence[str]
    currency: str = ""
    sources: Sequence[str] = ()
    refused: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """Versions taken together: each code and each import counted once. Amounts are None where unknown.

    `lines_in_part` cover only a part of their code that words describe, so `value` is at most so much;
    `lines_without_value` met no imports in the year.
    """

    basis: Basis
    by: By
    lines: int
    lines_in_words: int
    lines_in_part: int
    lines_without_value: int | None
    value: Decimal | None
    trade: Decimal | None
    groups: Sequence[Group]
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def covered_percent(self) -> Decimal | None:
        """Return how much of all imports from the partners the lines cover."""
        return percent(self.value, self.trade)


def basis_of(
    versions: Sequence[ListVersion], user: Reader, *, year: int | None = None, partners: Sequence[str] = ()
) -> Basis:
    """Return what the versions' trade is measured by: imports of the imposing country from the lists' targets.

    `partners` (ISO codes) replaces the targets, `year` the last year loaded.
    """
    seen = Actor.objects.visible_to(user).filter(imposes__versions__in=versions)
    shown = dict(seen.values_list("imposes__pk", "iso2"))
    reporters = {shown.get(version.tariff_list_id, "") for version in versions}
    if len(reporters) != 1 or "" in reporters:
        told = "the lists are of different importers; their trade is not added"
        return Basis(
            "", year, {}, (), (), refused=told if len(reporters) > 1 else "the importer has no country code"
        )
    reporter = reporters.pop()
    aimed = {str(version.pk): list(partners) or _targets(version, user) for version in versions}
    named = {partner for found in aimed.values() for partner in found}
    if not partners:
        named |= _countries(versions)
    return _measured(reporter, year, aimed, sorted(named), is_chosen=bool(partners))


def _targets(version: ListVersion, user: Reader) -> list[str]:
    rows = TariffListTarget.objects.visible_to(user).filter(tariff_list=version.tariff_list_id)
    return sorted(set(rows.exclude(actor__iso2="").values_list("actor__iso2", flat=True)))


def _countries(versions: Sequence[ListVersion]) -> set[str]:
    scopes = ListItem.objects.filter(list_version__in=versions).exclude(countries=[])
    return {country for found in scopes.values_list("countries", flat=True).distinct() for country in found}


def _measured(
    reporter: str,
    year: int | None,
    aimed: Mapping[str, Sequence[str]],
    named: Sequence[str],
    *,
    is_chosen: bool,
) -> Basis:
    imports = TradeValue.objects.filter(reporter=reporter, flow=Flow.IMPORTS_CONSUMPTION)
    if year is None:
        year = imports.aggregate(last=Max("year"))["last"]
    loaded = list(
        imports.filter(year=year, partner__in=named)
        .order_by("partner", "source_ref")
        .values_list("partner", "currency", "source_ref")
        .distinct()
        if year
        else ()
    )
    counted = sorted({partner for partner, _, _ in loaded})
    currencies = {currency for _, currency, _ in loaded}
    refused = ""
    if not counted:
        refused = (
            f"no trade values are loaded for imports of {reporter} from {', '.join(named) or 'the targets'}"
        )
        refused += f" in {year}" if year else ""
    elif len(currencies) > 1:
        refused = f"the values are in {', '.join(sorted(currencies))}; currencies are not added"
    else:
        try:
            refuse_overlap(counted, year or 0)
        except Overlapping as overlapping:
            refused = str(overlapping).rstrip(".")
    return Basis(
        reporter, year, aimed, counted, sorted(set(named) - set(counted)),
        "".join(currencies) if len(currencies) == 1 else "", sorted({ref for _, _, ref in loaded}), refused, is_chosen,
    )  # fmt: skip


def compose(versions: Sequence[ListVersion], basis: Basis, by: By) -> Composition:
    """Return the versions' lines and trade taken together, in groups; two queries."""
    covers: list[Cover] = []
    in_words = in_part = 0
    items = ListItem.objects.filter(list_version__in=versions)
    for digits, excepted, only, partial in items.values_list(
        "digits", "excepted_digits", "only_digits", "partial"
    ).iterator():
        in_words += not digits
        in_part += bool(digits and partial and not excepted and not only)
        if digits:
            covers.append(Cover(canonical(digits), not (excepted or only or partial)))
    codes = once(covers)
    value = trade = None
    met: set[str] | None = None
    if not basis.refused:
        value, trade, met = _read(versions, basis)
    return Composition(
        basis, by, len(codes), in_words, in_part,
        None if met is None else len({cover.code for cover in covers} - met),
        None if value is None else sum(value.values(), Decimal()),
        None if trade is None else sum(trade.values(), Decimal()),
        fold(codes, value, trade, by), _notes(basis, in_part),
    )  # fmt: skip


def _read(
    versions: Sequence[ListVersion], basis: Basis
) -> tuple[dict[str, Decimal], dict[str, Decimal], set[str]]:
    """Return covered and all trade by heading, and the codes that met any."""
    asked: dict[str, Any] = {
        "versions": [str(version.pk) for version in versions],
        "partners": [",".join(basis.partners[str(version.pk)]) for version in versions],
        "chosen": basis.is_chosen, "reporter": basis.reporter, "year": basis.year,
        "flow": Flow.IMPORTS_CONSUMPTION.value, "counted": list(basis.counted),
    }  # fmt: skip
    found: dict[str, dict[str, Decimal]] = {"value": {}, "code": {}, "trade": {}}
    with connection.cursor() as cursor:
        cursor.execute(_COVERED, asked)
        for what, code, amount in cursor.fetchall():
            found[what][code] = amount
    return found["value"], found["trade"], set(found["code"])


def _notes(basis: Basis, in_part: int) -> tuple[str, ...]:
    notes = []
    if basis.refused:
        notes.append(f"{basis.refused[0].upper()}{basis.refused[1:]}.")
    elif basis.missing:
        named = ", ".join(basis.missing)
        notes.append(f"No values are loaded for {named}: the trade covered is at least so much.")
    if in_part:
        notes.append(
            f"{in_part} lines cover a part of their code that words describe: counted with the whole code."
        )
    return tuple(notes)
