"""A plan into the database: staged by COPY, checked, then inserted in one statement."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from tariffs.importers.lists.plan import Plan
from tariffs.importers.lists.rows import Draft

_STAGE = """
CREATE TEMPORARY TABLE staged_items (
    list_version_id uuid, position int, printed_code text, digits text, description text, stated_rate text,
    ad_valorem_percent numeric, trade_value numeric, trade_currency text, countries text[], partial text,
    excepted_digits text[], claim_code text, only_digits text[], part text, nature text, confidence text, note text
) ON COMMIT DROP
"""
_COLUMNS = (
    "list_version_id, position, printed_code, digits, description, stated_rate, ad_valorem_percent, trade_value,"
    " trade_currency, countries, partial, excepted_digits, claim_code, only_digits, part, nature, confidence, note"
)
_INSERT = f"""
INSERT INTO tariffs_listitem ({_COLUMNS}) SELECT {_COLUMNS} FROM staged_items
"""  # noqa: S608 - our own column names
_SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def store_items(versions: Mapping[str, UUID], plan: Plan) -> int:
    """Store the lines of each split under its version; returns how many. Runs in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        text = io.StringIO("".join(_lines(versions, plan.splits)))
        raw: Any = cursor
        raw.copy_expert(f"COPY staged_items ({_COLUMNS}) FROM STDIN", text)
        cursor.execute(_INSERT)
        stored: int = cursor.rowcount
        cursor.execute("DROP TABLE staged_items")
    return stored


def _lines(versions: Mapping[str, UUID], splits: Mapping[str, Sequence[Draft]]) -> Iterable[str]:
    for name, version in versions.items():
        for position, draft in enumerate(splits[name], start=1):
            money = "\\N\t" if draft.value is None else f"{draft.value}\t{draft.currency}"
            percent = "\\N" if draft.percent is None else draft.percent
            yield (
                f"{version}\t{position}\t{_field(draft.printed)}\t{draft.digits}\t{_field(draft.description)}\t"
                f"{_field(draft.rate)}\t{percent}\t{money}\t{{{','.join(draft.countries)}}}\t{_field(draft.partial)}\t"
                f"{{{','.join(draft.excepted)}}}\t{draft.claim}\t{{{','.join(draft.only)}}}\t{_field(draft.part)}\t"
                f"{draft.nature}\t{draft.confidence}\t{_field(draft.note)}\n"
            )


def _field(text: str) -> str:
    return text if text.isalnum() else text.replace("\x00", "").translate(_SPECIAL)
