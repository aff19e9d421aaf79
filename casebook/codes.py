"""What is known of one commodity code: in every loaded edition, beside other editions, and on every visible list."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.querysets import Reader
from tariffs.lookup import Entry, Standing, known_where, look_up
from tariffs.mapping import correlated
from tariffs.models import Correlation, Nomenclature
from tariffs.on_lists import History, history_of

PAIRS = 200


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A code as one reader sees it; `entry` is what the chosen edition says, None when no edition is loaded.

    At most `PAIRS` pairs of correlation tables are kept; `has_more_pairs` says when there are others.
    """

    digits: str
    editions: Sequence[tuple[Nomenclature, Standing]]
    entry: Entry | None
    pairs: Sequence[Correlation]
    has_more_pairs: bool
    history: History


def codefile(digits: str, user: Reader, *, edition: str = "") -> CodeFile | None:
    """Return the file in the edition named (None when it is not loaded), or in the newest that knows the code."""
    editions = known_where(digits)
    chosen = next((pair for pair in editions if edition in {"", pair[0].ref}), None)
    if edition and chosen is None:
        return None
    pairs = list(correlated(digits)[: PAIRS + 1])
    return CodeFile(
        digits,
        editions,
        look_up(chosen[0], digits, chosen[1]) if chosen else None,
        pairs[:PAIRS],
        len(pairs) > PAIRS,
        history_of(digits, user),
    )
