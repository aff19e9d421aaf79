"""From JSON and JSON lines to a table: a list of objects or codes, or the longest list in an object."""

import json
import re
from typing import Any

from tariffs.importers.lists.exports import OURS
from tariffs.importers.lists.tables import ListFileError, Raw, Table, table_of

LIKE_JSON = re.compile(r"\s*[\[{]\s*[\"\[{]")


def records(text: str, name: str) -> Table | None:
    """Return the table of a JSON or JSON-lines text, None when it is neither.

    Raises ListFileError when it begins like JSON and breaks off, or holds no list.
    """
    try:
        found: Any = json.loads(text)
    except json.JSONDecodeError as error:
        found = _by_line(text, name, error)
        if found is None:
            return None
    rows = _list_in(found)
    if rows is None:
        raise ListFileError("The JSON holds no list of records; give a list of objects or of codes.")
    keys: dict[str, int] = {}
    for row in rows:
        if isinstance(row, dict):
            for key in row:
                keys.setdefault(str(key), len(keys))
    cells = [_record(row, list(keys)) for row in rows]
    return table_of(cells, "records", keys=tuple(keys))


def _by_line(text: str, name: str, whole: json.JSONDecodeError) -> list[Any] | None:
    """Return the values of JSON lines; None when the text only begins with a bracket."""
    found: list[Any] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            found += [json.loads(line)] if line.strip() else []
        except json.JSONDecodeError as error:
            if not LIKE_JSON.match(text):
                return None
            at, why = (number, error.msg) if found else (whole.lineno, whole.msg)
            said = f"{name} begins like JSON but breaks off or is wrong in line {at} ({why}); fetch it again."
            raise ListFileError(said) from error
    return found


def _list_in(found: Any) -> list[Any] | None:
    if isinstance(found, list):
        return found
    if not isinstance(found, dict) or not found:
        return None
    if found.keys() >= OURS:
        return [found]
    lists = [value for value in found.values() if isinstance(value, list) and value]
    return max(lists, key=len) if lists else [found]


def _record(row: Any, keys: list[str]) -> list[Raw]:
    if isinstance(row, dict):
        return [_cell(row.get(key)) for key in keys]
    return list(map(_cell, row if isinstance(row, list) else [row]))


def _cell(value: Any) -> Raw:
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return "; ".join(map(str, value))
    cell: Raw = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
    return cell
