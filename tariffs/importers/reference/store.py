"""Rows into PostgreSQL by COPY; ids come from the table's own sequence."""

import io
from collections.abc import Iterable, Sequence

from django.db import connection

from tariffs.importers.reference.correlations import CorrelationPlan
from tariffs.importers.reference.rows import StagedRow
from tariffs.importers.reference.trade import TradePlan
from tariffs.models import Nomenclature
from tariffs.partners import CENSUS

NULL = "\\N"
_STAGE = """
CREATE TEMPORARY TABLE staged_codes AS
SELECT 0::bigint AS id, position, 0 AS parent, digits, indent, description, units, general_rate, special_rate,
       other_rate, additional_duties, is_derived
FROM tariffs_commoditycode WITH NO DATA;
ALTER TABLE staged_codes ALTER id SET DEFAULT nextval(pg_get_serial_sequence('tariffs_commoditycode', 'id'));
"""
_COLUMNS = (
    "position, parent, digits, indent, description, units, general_rate, special_rate, other_rate, additional_duties,"
    " is_derived"
)
_INSERT = """
INSERT INTO tariffs_commoditycode (id, nomenclature_id, parent_id, position, digits, indent, description, units,
                                   general_rate, special_rate, other_rate, additional_duties, is_derived)
SELECT s.id, %s, p.id, s.position, s.digits, s.indent, s.description, s.units, s.general_rate, s.special_rate,
       s.other_rate, s.additional_duties, s.is_derived
FROM staged_codes s LEFT JOIN staged_codes p ON p.position = s.parent
ORDER BY s.position
"""


def store_codes(nomenclature: Nomenclature, staged: Iterable[StagedRow]) -> int:
    """Store the rows below a nomenclature already saved; returns how many. Runs in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy(cursor, f"staged_codes ({_COLUMNS})", map(_line, staged))
        cursor.execute(_INSERT, [nomenclature.pk])
        stored: int = cursor.rowcount
        cursor.execute("DROP TABLE staged_codes")
    return stored


def copy(cursor: object, target: str, lines: Iterable[str]) -> None:
    """COPY lines in PostgreSQL's text format into `target`, a table with its columns."""
    text = io.StringIO("".join(lines))
    cursor.copy_expert(f"COPY {target} FROM STDIN", text)  # type: ignore[attr-defined]


def field(text: str) -> str:
    """Return the text as a field of PostgreSQL's COPY text format."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text


def _array(texts: Sequence[str]) -> str:
    quoted = ('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts)
    return field("{" + ",".join(quoted) + "}")


def _line(row: StagedRow) -> str:
    printed = row.printed
    parent = NULL if row.parent is None else row.parent
    units = _array(printed.units) if printed.units else "{}"
    texts = "\t".join(map(field, (printed.general, printed.special, printed.other, printed.additional)))
    derived = "t" if row.is_derived else "f"
    return (
        f"{row.position}\t{parent}\t{printed.digits}\t{printed.indent}\t{field(printed.description)}\t{units}\t{texts}"
        f"\t{derived}\n"
    )


def store_pairs(plan: CorrelationPlan) -> None:
    """Store the pairs of a correlation table. Runs in the caller's transaction."""
    ends = f"{plan.from_edition.pk}\t{plan.to_edition.pk}"
    columns = "from_nomenclature_id, to_nomenclature_id, from_digits, to_digits, relationship"
    lines = (
        f"{ends}\t{row.old}\t{row.new}\t{row.relationship}\n"
        for row in plan.source.progress(plan.rows, "storing")
    )
    with connection.cursor() as cursor:
        copy(cursor, f"tariffs_correlation ({columns})", lines)
        cursor.execute("ANALYZE tariffs_correlation")


def store_values(plan: TradePlan) -> None:
    """Store trade values. Runs in the caller's transaction."""
    draft = plan.draft
    ends = f"{draft.reporter}\t{draft.year}\t{draft.flow}\t{draft.currency}\t{draft.ref}"
    columns = "reporter, year, flow, currency, source_ref, partner, partner_code, digits, value, duties"
    lines = (
        f"{ends}\t{CENSUS.get(row.partner_code, '')}\t{row.partner_code}\t{row.digits}\t{row.value}"
        f"\t{NULL if row.duties is None else row.duties}\n"
        for row in plan.source.progress(plan.rows, "storing")
    )
    with connection.cursor() as cursor:
        copy(cursor, f"tariffs_tradevalue ({columns})", lines)
        cursor.execute("ANALYZE tariffs_tradevalue")
