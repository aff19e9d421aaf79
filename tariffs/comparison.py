"""Lines of recorded versions as plain values, and two versions compared."""

from decimal import Decimal

from django.db.models.functions import Left

from tariffs.diff import Diff, diff
from tariffs.lines import Line
from tariffs.models import CommodityCode, ListVersion

COLUMNS = (
    "position", "digits", "printed_code", "description", "stated_rate", "ad_valorem_percent", "part", "countries",
    "excepted_digits", "only_digits", "partial",
)  # fmt: skip


def lines_of(version: ListVersion) -> list[Line]:
    """Return a version's lines in their order; a line that states no rate has the one its version states for all."""
    rows = version.items.order_by("position").values_list(*COLUMNS)
    return [_line(version.stated_rate, *row) for row in rows.iterator(chunk_size=2000)]


def _line(  # noqa: PLR0917 - the columns of one row, in their order
    stated: str, position: int, digits: str, printed: str, description: str, rate: str, percent: Decimal | None,
    part: str, countries: list[str], excepted: list[str], only: list[str], partial: str,
) -> Line:  # fmt: skip
    if not rate and percent is None:
        rate = stated
    words = "" if excepted or only else partial
    return Line(
        position, digits, printed, description, rate, percent, part, tuple(countries), tuple(excepted), tuple(only),
        words,
    )  # fmt: skip


def compare_versions(old: ListVersion, new: ListVersion) -> Diff:
    """Return what changed; where both speak one loaded edition, its codes tell whether all of a line is covered."""
    before, after = lines_of(old), lines_of(new)
    found = diff(before, after)
    recut = {line.digits[:4] for row in found.rows if "cover" in row.fields for line in (*row.old, *row.new)}
    if old.nomenclature_id is None or old.nomenclature_id != new.nomenclature_id or not recut:
        return found
    codes = CommodityCode.objects.filter(nomenclature=old.nomenclature_id).exclude(digits="")
    if all(len(heading) == 4 for heading in recut):
        codes = codes.annotate(heading=Left("digits", 4)).filter(heading__in=recut)
    return diff(before, after, edition=list(codes.values_list("digits", flat=True)))
