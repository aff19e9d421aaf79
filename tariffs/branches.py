"""Answers under each set of assumptions, reduced to the branches that differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tariffs.answers import Branch, Layer
from tariffs.law import State, Wall

# (code, moment of entry, moment of export, whether the goods fit the exclusions in words)
Case = tuple[str, Wall, Wall | None, bool]
Identity = tuple[int, int, State, bool | None]


def same(layers: Iterable[Layer]) -> tuple[Identity, ...]:
    return tuple((id(one.line), id(one.standing.effect), one.state, one.applies) for one in layers)


def has(branch: Branch, layer: Layer) -> bool:
    return same((layer,))[0] in same(branch.layers)


def turns_on(axis: int, cases: Mapping[Case, tuple[Layer, ...]]) -> bool:
    """Return whether any answer changes when only this axis does."""
    seen: dict[tuple[object, ...], tuple[Identity, ...]] = {}
    for case, layers in cases.items():
        rest = (*case[:axis], *case[axis + 1 :])
        if seen.setdefault(rest, same(layers)) != same(layers):
            return True
    return False


def branches_of(
    cases: Mapping[Case, tuple[Layer, ...]],
    axes: Sequence[int],
    digits: str,
    moments: Sequence[Wall],
    exports: Sequence[Wall | None],
) -> tuple[Branch, ...]:
    """Return one branch for each answer that differs; codes with the same answer share one."""
    grouped: dict[tuple[object, ...], tuple[Case, tuple[Layer, ...], list[str]]] = {}
    for case, layers in cases.items():
        if any(
            axis not in axes and value != first
            for axis, (value, first) in enumerate(zip(case, next(iter(cases)), strict=True))
        ):
            continue
        key = (case[1:], same(layers))
        grouped.setdefault(key, (case, layers, []))[2].append(case[0])
    branches = []
    for case, layers, codes in grouped.values():
        at, out = moments.index(case[1]), exports.index(case[2])
        branches.append(
            Branch(
                layers,
                tuple(code for code in codes if code != digits and 0 in axes),
                digits in codes and 0 in axes,
                exported_from=case[2] if 2 in axes and out else None,
                exported_before=exports[out + 1] if 2 in axes and out + 1 < len(exports) else None,
                entered_from=case[1] if 1 in axes and at else None,
                entered_before=moments[at + 1] if 1 in axes and at + 1 < len(moments) else None,
                fits_exclusion=case[3] if 3 in axes else None,
            )
        )
    return tuple(_joined(branches))


def _joined(branches: Iterable[Branch]) -> list[Branch]:
    """Return the branches with those joined that differ only in neighbouring spans of export."""
    found: list[Branch] = []
    for one in branches:
        for number, other in enumerate(found):
            whole = replace(other, exported_before=one.exported_before)
            if (
                same(other.layers) == same(one.layers)
                and replace(one, layers=other.layers, exported_from=other.exported_from) == whole
                and other.exported_before == one.exported_from
            ):
                found[number] = whole
                break
        else:
            found.append(one)
    return found
