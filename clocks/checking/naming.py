"""Which rule somebody means: its id, or words that fit one rule only."""

import re
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from clocks.loading import load_pack, packs
from clocks.rules import Pack, Rule

SHOWN = 5


class Known(NamedTuple):
    """A rule with the words by which it may be called."""

    pack: Pack
    rule: Rule
    title: str
    citation: str
    words: frozenset[str]


@cache
def known_rules() -> tuple[Known, ...]:
    """Return every rule of every pack with its words."""
    loaded = [load_pack(name) for name in packs()]
    return tuple(
        Known(
            pack,
            rule,
            plain(rule.title),
            plain(rule.citation),
            frozenset(plain(f"{rule.id} {rule.title} {rule.citation} {pack.title} {pack.name}").split()),
        )
        for pack in loaded
        for rule in pack.rules
    )


def rule_meant(words: str) -> tuple[Pack, Rule]:
    """Return the rule that `words` name: an id, a title, a citation, or words that fit one rule only.

    Raises ValueError when they fit none (with the nearest) or several (with their ids).
    """
    said = plain(words)
    if not said:
        raise ValueError("no rule; write its id, such as 301.14.")
    for fits in (_by_id(words), _by_name(said), _by_words(said)):
        if len(fits) == 1:
            return fits[0].pack, fits[0].rule
        if fits:
            ids = [one.rule.id for one in fits]
            more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
            raise ValueError(f"“{words}” fits {', '.join(ids[:SHOWN])}{more}; write the id of one.")
    raise ValueError(f"“{words}” names no rule we know; {nearest(words)}.")


def nearest(words: str) -> str:
    """Return a hint at the rules whose id or title comes nearest to `words`."""
    ids = {one.rule.id.casefold(): one.rule.id for one in known_rules()}
    titles = {one.title: one.rule.id for one in known_rules()}
    near = [ids[found] for found in get_close_matches(words.casefold(), ids, n=3, cutoff=0.6)]
    near += [titles[found] for found in get_close_matches(plain(words), titles, n=3, cutoff=0.5)]
    return f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "look for its id under Clocks"


def plain(text: str) -> str:
    """Return the letters and numbers of `text` as small words."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _by_id(words: str) -> list[Known]:
    said = {part.strip(":;,()[]").casefold() for part in words.split()}
    return [one for one in known_rules() if one.rule.id.casefold() in said]


def _by_name(said: str) -> list[Known]:
    return [one for one in known_rules() if said in (one.title, one.citation)]


def _by_words(said: str) -> list[Known]:
    wanted = set(said.split())
    return [one for one in known_rules() if wanted <= one.words]
