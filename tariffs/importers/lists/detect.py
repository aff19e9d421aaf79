"""Which row is the header and which columns hold what, found from words and contents and told for confirmation."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from tariffs.importers.lists.codecells import PLAIN, BadCell, Facts, facts_of, read_cell
from tariffs.importers.lists.exports import layout_of_export
from tariffs.importers.lists.layout import LOOKED_AT, Asked, Layout, column
from tariffs.importers.lists.tables import ListFileError, Raw, Table, text_of
from tariffs.importers.lists.words import Role, is_serial, money_of, role_of

SAMPLE = 300
DIGIT = re.compile(r"\d")
NONE = "-"
WITHOUT_CODES = "--columns code=-,scope=COL,rate=COL"
ENOUGH = 0.6
ALSO = 0.9
NINETY_NINE = re.compile(r"99\d{2}\.?\d{2}\.?\d{2}")
DAYS = (
    ("2026-04-06", re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*")),
    ("06/04/2026", re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")),
    ("6.4.2026", re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")),
    ("6 April 2026", re.compile(r"\d{1,2}[ -][A-Za-zéûäç]{3,9}\.?[ -]\d{2,4}")),
    ("April 6, 2026", re.compile(r"[A-Za-zéûäç]{3,9}\.? \d{1,2}, \d{4}")),
)


def best_table(tables: Sequence[Table], asked: Asked) -> tuple[Table, Layout]:
    """Return the one table with codes, and its layout. Raises ListFileError when it is none or several."""
    found: list[tuple[Table, Layout]] = []
    faults: list[ListFileError] = []
    for table in tables:
        try:
            found.append((table, layout_of(table, asked)))
        except ListFileError as error:
            faults.append(error)
    if not found:
        raise faults[0]
    if len(found) > 1:
        names = ", ".join(table.sheet for table, _ in found)
        raise ListFileError(f"Several sheets hold codes: {names}. Say which one: the sheet option.")
    return found[0]


def layout_of(table: Table, asked: Asked) -> Layout:
    """Return where the table's header and columns stand. Raises ListFileError, naming the columns there are."""
    if ours := layout_of_export(table, asked):
        return ours
    header = _header(table, asked)
    names = tuple(table.keys) if header is None else tuple(text_of(cell) for cell in table.rows[header])
    body = table.rows[(0 if header is None else header + 1) :]
    if not body:
        raise ListFileError("There is no row below the header.")
    found = {Role.CODE: 0} if table.form == "prose" and any(row[0] for row in body) else {}
    layout = Layout(header, names, found, how=dict.fromkeys(found, "codes in running text"))
    layout = _asked(layout, asked, table)
    denied = {Role(name) for name, wanted in asked.columns.items() if wanted == NONE}
    layout = _by_words(layout, denied)
    if Role.CODE in denied:
        return _of_countries(layout, body, table)
    layout = _by_content(layout, body, table, denied)
    if not layout.names_codes:
        known = ", ".join(layout.name(number) for number in range(table.width))
        fix = f"say which: --columns code=COL; of countries and rates without codes, say {WITHOUT_CODES}"
        raise ListFileError(f"No column of codes was found among {known}; {fix}.")
    return _rest(layout, body, table.width)


def _of_countries(layout: Layout, body: Sequence[Sequence[Raw]], table: Table) -> Layout:
    """Return the layout of a list that is said to name countries and rates, and no codes."""
    if not {Role.SCOPE, Role.RATE} <= layout.columns.keys():
        raise ListFileError(f"A list without codes needs its columns scope and rate: {WITHOUT_CODES}.")
    texts = tuple(n for n in [layout.columns.get(Role.DESCRIPTION)] if n is not None)
    return _rest(replace(layout, texts=texts), body, table.width)


def _header(table: Table, asked: Asked) -> int | None:
    """Return the index of the header row."""
    if asked.header_row == 0 or (table.keys and asked.header_row is None) or table.form == "prose":
        return None
    if asked.header_row is not None:
        if asked.header_row not in table.numbers:
            raise ListFileError(f"Row {asked.header_row} is blank or not there; it cannot be the header.")
        return table.numbers.index(asked.header_row)
    if asked.columns.get(Role.CODE) == NONE:
        return _header_of_words(table)
    best: tuple[int, int] = (0, 0)
    for index, row in enumerate(table.rows[:LOOKED_AT]):
        roles = [role_of(text) for cell in row if isinstance(cell, str) and (text := text_of(cell))]
        known = len({role for role in roles if role})
        if Role.CODE in roles and known > best[0] and not _has_code(row):
            best = (known, index)
    return best[1] if best[0] else _header_above_codes(table)


def _header_above_codes(table: Table) -> int | None:
    """Return the row just above the first code, where all its cells are words and it says something above the code."""
    for index, row in enumerate(table.rows[:LOOKED_AT]):
        codes = [number for number, cell in enumerate(row) if _is_code(cell)]
        if not codes:
            continue
        above = table.rows[index - 1] if index else []
        filled = [cell for cell in above if text_of(cell)]
        wide = len(filled) == len([cell for cell in row if text_of(cell)])
        stands = codes[0] < len(above) and text_of(above[codes[0]])
        return index - 1 if wide and stands and all(isinstance(cell, str) for cell in filled) else None
    return None


def _header_of_words(table: Table) -> int | None:
    """Return the first row of two cells or more of which none holds a digit."""
    for index, row in enumerate(table.rows[:LOOKED_AT]):
        filled = [text for cell in row if (text := text_of(cell))]
        if len(filled) > 1 and not any(DIGIT.search(text) for text in filled):
            return index
    return None


def _has_code(row: Sequence[Raw]) -> bool:
    return any(_is_code(cell) for cell in row)


def _is_code(cell: Raw) -> bool:
    text = text_of(cell)
    if sum(map(str.isdigit, text)) < 6:
        return False
    try:
        read_cell(cell, facts_of([cell]))
    except BadCell:
        return False
    return True


def _asked(layout: Layout, asked: Asked, table: Table) -> Layout:
    columns, how = dict(layout.columns), dict(layout.how)
    currency = ""
    for name, wanted in asked.columns.items():
        if name not in set(Role):
            raise ListFileError(f"“{name}” is no kind of column; known: {', '.join(Role)}.")
        if wanted == NONE:
            continue
        of = wanted
        if name == Role.VALUE and ":" in wanted:
            of, _, currency = wanted.rpartition(":")
            if not re.fullmatch("[A-Z]{3}", currency):
                raise ListFileError(f"“{currency}” is no currency; write its three letters, such as USD.")
        number = column(of, layout, table)
        other = next((role for role, taken in columns.items() if taken == number), None)
        if other:
            raise ListFileError(
                f"Both {other} and {name} are said to be {layout.name(number)}; take another."
            )
        columns[Role(name)], how[name] = number, "as you said"
    split = column(asked.split_by, layout, table) if asked.split_by else None
    return replace(layout, columns=columns, how=how, split=split, currency=currency)


def _by_words(layout: Layout, denied: Collection[Role]) -> Layout:
    columns, how = dict(layout.columns), dict(layout.how)
    for number, name in enumerate(layout.names):
        role = role_of(name)
        if role and role not in denied and role not in columns and number not in columns.values():
            columns[role] = number
            how[role] = f"header “{name}”"
    serial = next((n for n, name in enumerate(layout.names) if is_serial(name)), None)
    return replace(layout, columns=columns, how=how, serial=serial)


def _by_content(
    layout: Layout, body: Sequence[Sequence[Raw]], table: Table, denied: Collection[Role]
) -> Layout:
    """Find the column of codes, of claims and of texts by what stands in them, where no word says so."""
    columns, how, notes = dict(layout.columns), dict(layout.how), list(layout.notes)
    cells = {number: list(_cells(body, number)) for number in range(table.width)}
    scores = {number: _score(found) for number, found in cells.items()}
    claims = {number: _share_of_claims(found) for number, found in cells.items()}
    if Role.CLAIM not in columns and Role.CLAIM not in denied:
        claim = next((n for n, share in claims.items() if share > ENOUGH and n not in columns.values()), None)
        if claim is not None:
            columns[Role.CLAIM], how[Role.CLAIM] = claim, "headings of chapter 99"
    free = [n for n in scores if n not in columns.values() and n != layout.serial and claims[n] <= ENOUGH]
    known = columns.get(Role.CODE)
    if known is None or (how[Role.CODE] != "as you said" and scores[known] < 0.2):
        best = max(free, key=lambda n: (round(scores[n], 2), -n), default=None)
        if best is not None and scores[best] >= ENOUGH:
            columns[Role.CODE], how[Role.CODE] = best, "most of its cells are codes"
        elif known is not None and not any(_length(cell, facts_of(cells[known])) for cell in cells[known]):
            del columns[Role.CODE]
    others = [n for n in free if n not in {columns.get(Role.CODE), layout.split} and scores[n] >= ALSO]
    notes += [
        f"{layout.name(n)} also looks like codes and is not read." for n in others if not _counts_up(cells[n])
    ]
    if layout.header is None and not layout.names:
        notes.append("No header row was found: the columns were told by what stands in them.")
    made = replace(layout, columns=columns, how=how, notes=tuple(notes))
    return made if Role.DESCRIPTION in denied else _texts(made, cells)


def _texts(layout: Layout, cells: Mapping[int, Sequence[Raw]]) -> Layout:
    """Without a header, every column of words is the description, joined in order."""
    serial = layout.serial
    if serial is None:
        serial = next(
            (n for n, found in cells.items() if n != layout.columns.get(Role.CODE) and _counts_up(found)),
            None,
        )
    if Role.DESCRIPTION in layout.columns or layout.names:
        texts = tuple(n for n in [layout.columns.get(Role.DESCRIPTION)] if n is not None)
        return replace(layout, texts=texts, serial=serial)
    taken = {*layout.columns.values(), layout.split, serial}
    texts = tuple(n for n, found in cells.items() if n not in taken and _is_words(found))
    how = dict(layout.how)
    if texts:
        how[Role.DESCRIPTION] = "its cells are words"
    return replace(layout, texts=texts, how=how, serial=serial)


def _rest(layout: Layout, body: Sequence[Sequence[Raw]], width: int) -> Layout:
    notes, currency, scale = list(layout.notes), layout.currency, layout.scale
    columns = dict(layout.columns)
    value = columns.get(Role.VALUE)
    if value is not None:
        named, scale = money_of(layout.names[value] if value < len(layout.names) else "")
        currency = currency or named
        if not currency:
            del columns[Role.VALUE]
            notes.append(
                f"{layout.name(value)} may hold values, but names no currency: not read; say --columns value=COL:USD."
            )
    read = {*columns.values(), *layout.texts, layout.split, layout.serial}
    unread = [number for number in range(width) if number not in read and any(_cells(body, number))]
    for number in unread:
        forms = _day_forms(_cells(body, number))
        if len(forms) > 1:
            notes.append(
                f"{layout.name(number)} writes dates in {len(forms)} ways ({', '.join(forms)}): not read."
            )
    return replace(
        layout,
        columns=columns,
        currency=currency,
        scale=scale,
        unread=tuple(map(layout.name, unread)),
        notes=tuple(notes),
    )


def _cells(body: Sequence[Sequence[Raw]], number: int) -> Iterator[Raw]:
    for row in body[:SAMPLE]:
        if number < len(row) and row[number] not in {"", None}:
            yield row[number]


def _score(cells: Sequence[Raw]) -> float:
    """Return which share of the cells are codes; short numbers count only among longer ones."""
    facts = facts_of(cells)
    lengths = [length for cell in cells if (length := _length(cell, facts))]
    if sum(length >= 6 for length in lengths) < 0.4 * len(cells):
        return 0.0
    return len(lengths) / len(cells) if cells else 0.0


def _length(cell: Raw, facts: Facts) -> int:
    """Return how many digits the code of a cell has, 0 when there is none."""
    if isinstance(cell, str):
        if PLAIN.fullmatch(cell):
            return len(cell) - cell.count(".")
        if not DIGIT.search(cell):
            return 0
    try:
        return len(read_cell(cell, facts)[0][0].digits)
    except BadCell:
        return 0


def _share_of_claims(cells: Sequence[Raw]) -> float:
    found = sum(bool(isinstance(cell, str) and NINETY_NINE.fullmatch(cell.strip())) for cell in cells)
    return found / len(cells) if cells else 0.0


def _counts_up(cells: Sequence[Raw]) -> bool:
    """Return whether the cells number the rows: whole numbers that mostly go up by one."""
    numbers = [
        int(text) for cell in cells if (text := text_of(cell)).isascii() and text.isdigit() and len(text) < 7
    ]
    if len(numbers) < 3 or len(numbers) < 0.9 * len(cells):
        return False
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return steps >= 0.7 * (len(numbers) - 1)


def _is_words(cells: Sequence[Raw]) -> bool:
    words = sum(isinstance(cell, str) and bool(re.search(r"[^\W\d_]{2}", cell)) for cell in cells)
    return bool(cells) and words >= 0.5 * len(cells)


def _day_forms(cells: Iterator[Raw]) -> list[str]:
    forms: dict[str, None] = {}
    for cell in cells:
        if isinstance(cell, date | datetime):
            forms["dates"] = None
        else:
            text = text_of(cell)
            forms.update({name: None for name, form in DAYS if form.fullmatch(text)})
    return list(forms)
