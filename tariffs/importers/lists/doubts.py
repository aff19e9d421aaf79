"""What is odd about lines that are read all the same: a digit may be wrong, a page may be missing."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tariffs.codes import display
from tariffs.importers.lists.layout import Layout
from tariffs.importers.lists.rows import Draft, Edition, Lines, Told
from tariffs.importers.lists.tables import Table, text_of

FEW = 0.02  # a larger share of unknown codes is another edition, and no slip
NUMBERED = re.compile(r"\d{1,6}\.?")
PAGE = re.compile(r"(?i)\b(?:page|seite)\s*(\d{1,4})\b")
COUNTED = re.compile(
    r"(?i)\b(\d{1,3}(?:[,. \u00a0]\d{3})+|\d{1,6})\s+(?:tariff\s+|hts\s+|hs\s+|cn\s+)?"
    r"(?:lines|items|codes|subheadings|entries|products|positions)\b"
)
IN_ALL = re.compile(
    r"(?i)\b(?:total|in all|list of|compris\w+|contain\w*|consist\w*|insgesamt|au total)\b|合计|共"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read, and where."""

    lines: Lines
    table: Table
    layout: Layout

    def odd(self, row: int, what: str, column: int | None = None) -> None:
        """Tell what is odd about the row with this index, at its code unless another column is named."""
        place = self.table.place(row, self.layout.key if column is None else column)
        self.lines.warnings.append(Told(place, what, row))


def tell(found: Found, splits: Iterable[Sequence[Draft]], schedule: Edition | None) -> None:
    """Add to the warnings of the lines everything that is odd about them."""
    for drafts in splits:
        _tell_disorder(drafts, found)
    _tell_strays(found)
    _tell_gaps(found)
    _tell_pages(found)
    _tell_counts(found)
    _tell_blanks(found)
    if schedule is not None:
        _tell_unknown(found, schedule)


def _tell_disorder(drafts: Sequence[Draft], found: Found) -> None:
    """Tell codes out of order in a list that is otherwise in order: a digit may be wrong."""
    codes = [draft.digits.ljust(10, "0") for draft in drafts]
    falls = [n for n in range(1, len(codes)) if codes[n] < codes[n - 1]]
    if not 0 < len(falls) <= 0.1 * len(codes):
        return
    for n in falls:
        # The one that does not fit between its neighbours is the odd one, not always the later one.
        odd = n - 1 if n >= 2 and codes[n - 2] <= codes[n] else n
        draft = drafts[odd]
        what = (
            f"{display(draft.digits)} is out of order in a list that is otherwise sorted: is a digit wrong?"
        )
        found.odd(draft.row, what)


def _tell_strays(found: Found) -> None:
    """Tell codes of chapter 98, and codes of another length than nearly all the others."""
    drafts = found.lines.drafts
    special = [draft for draft in drafts if draft.digits[:2] in {"98", "99"}]
    if special:
        what = f"{len(special)} of chapters 98 and 99 (special classification), the first here; kept"
        found.odd(special[0].row, what)
    lengths = Counter(len(draft.digits) for draft in drafts)
    usual, times = lengths.most_common(1)[0] if lengths else (0, 0)
    if usual == 9 and times == len(drafts):
        what = "all codes have nine digits, as only Japan's do: have codes of ten lost a leading zero?"
        found.odd(drafts[0].row, what)
    if times < 0.98 * len(drafts):
        return
    for draft in drafts:
        if len(draft.digits) != usual:
            what = f"{display(draft.digits)} has {len(draft.digits)} digits; nearly all others have {usual}"
            found.odd(draft.row, what)


def _tell_gaps(found: Found) -> None:
    """Tell gaps and repetitions in the column that numbers the rows, and a beginning that is not 1."""
    serial = found.layout.serial
    if serial is None:
        return
    start = 0 if found.layout.header is None else found.layout.header + 1
    before = 0
    for index, row in enumerate(found.table.rows[start:], start=start):
        text = text_of(row[serial]) if serial < len(row) else ""
        if not NUMBERED.fullmatch(text):
            continue
        number = int(text.rstrip("."))
        if not before and number > 1:
            found.odd(index, f"the rows are numbered from {number} on: are the first ones missing?", serial)
        elif before and number not in {before + 1, 1}:
            what = f"the rows are numbered, and {number} follows {before}: is something missing or twice?"
            found.odd(index, what, serial)
        before = number


def _tell_pages(found: Found) -> None:
    """Tell a gap in the numbers of pages that stand between the rows."""
    before: int | None = None
    for told in sorted(found.lines.passed_over, key=lambda one: one.row):
        text = " ".join(filter(None, map(text_of, found.table.rows[told.row])))
        page = PAGE.search(text)
        if page is None:
            continue
        number = int(page[1])
        if before is not None and number > before + 1:
            found.odd(told.row, f"page {number} follows page {before}: is a page missing?")
        before = number


def _tell_counts(found: Found) -> None:
    """Tell where a title or footnote says that the list has so many lines, and it has others."""
    for told in found.lines.passed_over:
        text = " ".join(filter(None, map(text_of, found.table.rows[told.row])))
        counts = {int(re.sub(r"\D", "", number)) for number in COUNTED.findall(text)}
        if IN_ALL.search(text) and len(counts) == 1 and counts != {len(found.lines.drafts)}:
            said = f"“{text[:60]}” stands here, and {len(found.lines.drafts):,} lines were read"
            found.odd(told.row, f"{said}: is something missing or twice?")


def _tell_blanks(found: Found) -> None:
    """Tell a blank row between two lines of a list that has hardly any: the line may have been lost."""
    table = found.table
    if not 0 < table.blank_rows <= max(FEW * len(table.rows), 1):
        return
    lines = {draft.row for draft in found.lines.drafts}
    for row in sorted(lines):
        whole = not any(isinstance(cell, str) and "\n" in cell for cell in table.rows[row])
        if row + 1 in lines and whole and table.numbers[row + 1] > table.numbers[row] + 1:
            found.odd(row + 1, "the row before it is blank: was there a line?")


def _tell_unknown(found: Found, schedule: Edition) -> None:
    """Tell codes that the schedule of the day lacks, one by one as long as they are few."""
    coded = [draft for draft in found.lines.drafts if draft.digits and draft.digits[:2] not in {"98", "99"}]
    unknown = [draft for draft in coded if schedule.lacks(draft.digits)]
    if len(unknown) > max(FEW * len(coded), 1):
        what = f"{len(unknown):,} of {len(coded):,} codes are not in {schedule.ref}, the first here"
        found.odd(unknown[0].row, f"{what}: do they speak another edition?")
        return
    for draft in unknown:
        found.odd(
            draft.row,
            f"{schedule.lacks(draft.digits)}: is a digit wrong, or is it a code of another edition?",
        )
