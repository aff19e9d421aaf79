"""Published cells as plain text: markup read or dropped, invisible signs dropped, spaces made one."""

import re

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_RAISED = re.compile(r"<sup\b[^>]*>(.*?)</sup>", re.DOTALL)
_LOWERED = re.compile(r"<sub\b[^>]*>(.*?)</sub>", re.DOTALL)
_BREAK = re.compile(r"<(?:br|nl|newline)\b[^>]*>", re.IGNORECASE)
_INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def plain(cell: str) -> str:
    """Return the words of a cell: `m<sup>3</sup>` becomes m³, `CO<sub>2</sub>` CO₂, other tags go.

    A “<” that begins no tag stays, as in “< 5 mm”; NBSP and line breaks become one space.
    """
    if "<" in cell:
        cell = _BREAK.sub(" ", cell.replace("<\\/", "</"))
        cell = _RAISED.sub(lambda found: found[1].translate(_SUPERSCRIPT), cell)
        cell = _LOWERED.sub(lambda found: found[1].translate(_SUBSCRIPT), cell)
        cell = _TAG.sub("", cell)
    if not cell.isascii():
        cell = cell.translate(_INVISIBLE)
    return " ".join(cell.split())
