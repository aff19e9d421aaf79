"""Whether an edition knows a code, what stands above and below it there, and what rate its line has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection
from django.db.models import Q

from tariffs.codes import LINE, ancestors, canonical, range_of
from tariffs.models import CommodityCode, Nomenclature

BELOW = 500


class Standing(StrEnum):
    """How an edition knows a code; nothing is guessed."""

    PRINTED = "printed"
    DERIVED = "derived"
    LINE = "line"
    BEGINNING = "beginning"
    TOO_DEEP = "too_deep"
    UNKNOWN = "unknown"

    @property
    def is_known(self) -> bool:
        """Return whether the code exists in the edition."""
        return self not in {Standing.TOO_DEEP, Standing.UNKNOWN}


STANDING_WORDS = {
    Standing.PRINTED: "printed in this edition",
    Standing.DERIVED: "a line this edition prints only with a ten-digit number",
    Standing.LINE: "the ten-digit …00 of a line of this edition",
    Standing.BEGINNING: "not printed by itself; codes of this edition begin with it",
    Standing.TOO_DEEP: "deeper than this edition goes",
    Standing.UNKNOWN: "unknown in this edition",
}
_STANDINGS = """
SELECT n.id, asked.digits,
       CASE WHEN found.is_derived THEN 'derived' WHEN found.id IS NOT NULL THEN 'printed'
            WHEN line.id IS NOT NULL THEN 'line'
            WHEN EXISTS (SELECT 1 FROM tariffs_commoditycode below WHERE below.nomenclature_id = n.id
                         AND below.digits BETWEEN asked.digits AND rpad(asked.digits, 10, '9')) THEN 'beginning'
            WHEN length(asked.digits) > n.digits THEN 'too_deep' ELSE 'unknown' END
FROM unnest(%(digits)s::text[]) AS asked(digits)
CROSS JOIN tariffs_nomenclature n
LEFT JOIN tariffs_commoditycode found ON found.nomenclature_id = n.id AND found.digits = asked.digits
LEFT JOIN tariffs_commoditycode line ON line.nomenclature_id = n.id AND length(asked.digits) = 10
      AND asked.digits LIKE '%%00' AND line.digits = left(asked.digits, 8)
WHERE n.id = ANY(%(of)s)
"""
_DESCRIPTIONS = r"""
WITH RECURSIVE up AS (
  SELECT c.digits AS asked, c.parent_id, c.description, 0 AS steps FROM tariffs_commoditycode c
   WHERE c.nomenclature_id = %(of)s AND c.digits <> '' AND c.digits = ANY(%(digits)s)
   UNION ALL
  SELECT up.asked, c.parent_id, c.description, up.steps + 1
    FROM tariffs_commoditycode c JOIN up ON c.id = up.parent_id
   WHERE up.description ~* '^other\M.{0,12}$' OR up.description = '')
SELECT asked, array_agg(description ORDER BY steps DESC) FROM up WHERE description <> '' GROUP BY asked
"""


def standings(nomenclature: Nomenclature, digits: Iterable[str]) -> dict[str, Standing]:
    """Return how the edition knows each of the codes, in one query."""
    found = _standings([nomenclature], sorted(set(digits)))
    return {code: standing for (_, code), standing in found.items()}


def known_where(digits: str) -> list[tuple[Nomenclature, Standing]]:
    """Return every loaded edition with how it knows the code: knowing ones first, then the newest, then the deepest."""
    editions = list(Nomenclature.objects.order_by("-valid_from", "-digits", "ref"))
    found = _standings(editions, [digits])
    pairs = [(edition, found[edition.pk, digits]) for edition in editions]
    return sorted(pairs, key=lambda pair: not pair[1].is_known)


def _standings(editions: Sequence[Nomenclature], digits: list[str]) -> dict[tuple[int, str], Standing]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, {"of": [edition.pk for edition in editions], "digits": digits})
        return {(edition, code): Standing(standing) for edition, code, standing in cursor.fetchall()}


def edition_on(authority: str, schedule: str, on: date) -> Nomenclature | None:
    """Return the edition in force on the day: of those valid then, the one that began last."""
    valid = Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    editions = Nomenclature.objects.filter(valid, authority=authority, schedule=schedule)
    return editions.order_by("-valid_from").first()


@dataclass(frozen=True, slots=True)
class Rates:
    """The published rates of a code, and the code whose row states them ('' where no row does)."""

    stated_by: str
    general: str
    special: str
    other: str
    additional: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One code in one edition. `path` are the rows above as printed (texts without a number too), `above` those by
    prefix, `below` at most `BELOW` rows beneath it; `known_to` is the longest code above that the edition knows.
    """

    nomenclature: Nomenclature
    digits: str
    standing: Standing
    row: CommodityCode | None
    path: Sequence[CommodityCode]
    above: Sequence[CommodityCode]
    below: Sequence[CommodityCode]
    has_more_below: bool
    rates: Rates | None

    @property
    def known_to(self) -> str:
        """Return the longest known code that contains this one, or ''."""
        return self.digits if self.standing.is_known else self.above[-1].digits if self.above else ""


def look_up(nomenclature: Nomenclature, digits: str, standing: Standing | None = None) -> Entry:
    """Return what the edition says of the code; three queries, or two when its standing is known already."""
    standing = standing or standings(nomenclature, [digits])[digits]
    at = canonical(digits) if standing is Standing.LINE else digits
    codes = nomenclature.codes.all()
    around = codes.filter(Q(digits__in=[*ancestors(at), at]) | beneath(at)).order_by("digits")
    found = list(around[: BELOW + len(ancestors(at)) + 2])
    row = next((code for code in found if code.digits == at), None)
    above = [code for code in found if len(code.digits) < len(at)]
    below = [code for code in found if len(code.digits) > len(at)]
    return Entry(
        nomenclature, digits, standing, row, _path(row or (above[-1] if above else None), row is None),
        above, below[:BELOW], len(below) > BELOW, _rates([*above, row] if row else above),
    )  # fmt: skip


def descriptions(nomenclature: Nomenclature, digits: Iterable[str]) -> dict[str, str]:
    """Return the edition's words for each code it has any for, in one query; a bare “Other” follows what it is of.

    A US ten-digit …00 has the words of its line.
    """
    asked = set(digits)
    wanted = sorted(asked.union(map(canonical, asked)))
    with connection.cursor() as cursor:
        cursor.execute(_DESCRIPTIONS, {"of": nomenclature.pk, "digits": wanted})
        words = {code: " › ".join(text.rstrip(": ") for text in texts) for code, texts in cursor.fetchall()}
    found = {code: words.get(canonical(code)) or words.get(code) for code in asked}
    return {code: text for code, text in found.items() if text}


def beneath(digits: str) -> Q:
    """Return the condition that a row's digits lie strictly beneath the code."""
    low, high = range_of(digits)
    return Q(digits__gt=low, digits__lte=high)


def _path(row: CommodityCode | None, itself: bool) -> list[CommodityCode]:
    """Return the printed rows above, outermost first; the row itself too when `itself`."""
    if row is None:
        return []
    rows = CommodityCode.objects.raw(
        """WITH RECURSIVE up AS (
             SELECT c.*, 0 AS steps FROM tariffs_commoditycode c WHERE c.id = %s
             UNION ALL
             SELECT c.*, up.steps + 1 FROM tariffs_commoditycode c JOIN up ON c.id = up.parent_id)
           SELECT * FROM up ORDER BY steps DESC""",
        [row.pk],
    )
    found = list(rows)
    return found if itself else found[:-1]


def _rates(rows: Sequence[CommodityCode]) -> Rates | None:
    """Return the rates of the deepest row that states any; a statistical number has those of its line."""
    for row in reversed(rows):
        if row.general_rate or row.special_rate or row.other_rate:
            return Rates(
                row.digits, row.general_rate, row.special_rate, row.other_rate, row.additional_duties
            )
        if len(row.digits) < LINE:
            break
    return None
