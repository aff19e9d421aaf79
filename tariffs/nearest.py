"""Lists that do not reach the goods, and why; lists that are only proposed; the normal duty beneath them all."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import time
from functools import lru_cache

from tariffs.answers import Answer, Base, Layer, NotCovered, Question, WouldPay
from tariffs.blocs import UNION, members, reach
from tariffs.codes import SUBHEADING, canonical, display
from tariffs.duty import Bound, Desk
from tariffs.law import Edition, Law, Line, wall_of

FEW, MANY = 3, 20


def completed(desk: Desk, answer: Answer) -> Answer:
    """Return the answer with the lists that do not apply, may apply after all, or were only proposed by its day."""
    question = answer.question
    digits, names = canonical(question.digits), reach(question.origin, question.on)
    begun, aimed = desk.begun(names, wall_of(question.on, question.at))
    proposed = desk.proposed(question.on)
    would = _would_pay(desk, proposed, digits, names) if proposed else ()
    shown = {layer.law for layer in answer.layers}
    for branch in answer.branches:
        shown.update(layer.law for layer in branch.layers)
    found = _above(desk, begun, aimed, shown, question)
    shown.update([one.law for one in found])
    silent = {ref: bound for ref, bound in aimed.items() if bound[0] not in shown}
    if proposed:
        shown.update(one.law for one in would)
        silent |= {
            ref: bound
            for ref, bound in proposed.items()
            if bound[0] not in shown and bound[0].targets & names
        }
    if silent:
        found += _silent(desk, silent, digits, question)
    if len(found) > 1:
        found.sort(key=lambda one: desk.place[one.law])
    return Answer(question, answer.layers, answer.depends, answer.branches, tuple(found), would)


def _above(
    desk: Desk,
    begun: Mapping[str, Bound],
    aimed: Mapping[str, Bound],
    shown: Collection[Law],
    question: Question,
) -> list[NotCovered]:
    """Return the lists of which a line contains the code but leaves these goods out."""
    digits, names = canonical(question.digits), reach(question.origin, question.on)
    above: dict[str, list[Line]] = {}
    for line in desk.lines_above(digits):
        if line.edition in begun:
            above.setdefault(line.edition, []).append(line)
    found = []
    for ref, lines in above.items():
        bound = begun[ref]
        if bound[0] in shown or (ref in aimed and ref in desk.in_words):
            continue
        one = _carved_out(bound, lines, digits) or _elsewhere(desk, bound, lines, question, names)
        if one is not None:
            found.append(one)
    return found


def _silent(desk: Desk, silent: Mapping[str, Bound], digits: str, question: Question) -> Iterator[NotCovered]:
    """Yield what lists aimed at the origin say of a code that none of their lines covers."""
    beside: dict[str, list[Line]] = {}
    for line in desk.index.from_(digits[:SUBHEADING]):
        if line.edition in silent:
            beside.setdefault(line.edition, []).append(line)
    for ref, bound in silent.items():
        one = _not_listed(*bound, beside.get(ref, ())[:FEW], desk.in_words.get(ref, ()))
        if one is not None:
            yield _weighed(one, question) if one.reason != "code" else one


def _weighed(one: NotCovered, question: Question) -> NotCovered:
    """Return the same with whether the goods, should they be on the list, may have to pay."""
    if not one.edition.is_final:
        return one
    first, last = wall_of(question.on, question.at), wall_of(question.on, question.at or time(23, 59, 59))
    if one.law.may_be_due(first, last):
        return one._replace(applies=None)
    return one._replace(why=f"{one.why} Nothing of the list is due on that day.")


def _carved_out(bound: Bound, lines: list[Line], digits: str) -> NotCovered | None:
    for line in lines:
        if line.covers(digits):
            return None
    cut = lines[-1]
    said = cut.partial or "other digits only"
    why = f"The list has {display(cut.digits)} in part ({said}); these digits are outside."
    return NotCovered(*bound, "part_of_code", why, tuple(lines[-FEW:]))


def _elsewhere(
    desk: Desk, bound: Bound, lines: list[Line], question: Question, names: frozenset[str]
) -> NotCovered | None:
    law, edition = bound
    reached = law.targets
    if edition.ref in desk.index.scoped:
        reached = frozenset[str]().union(*(line.countries or law.targets for line in lines))
    if not reached.isdisjoint(names):
        return None
    partly = question.origin == UNION and bool(reached & members(UNION, question.on))
    return NotCovered(law, edition, "country", _for_others(reached, partly), tuple(lines[-FEW:]))


@lru_cache(maxsize=4096)
def _for_others(reached: frozenset[str], partly: bool) -> str:
    said = ", ".join(sorted(reached)) or "origins that this record does not name"
    if partly:
        return f"The code is on the list for goods of some states of the Union ({said}): ask for one of them."
    return f"The code is on the list, but for goods of {said}."


def _not_listed(law: Law, edition: Edition, near: Sequence[Line], words: Sequence[Line]) -> NotCovered | None:
    """Return that the list is recorded in part only, or names goods in words, else its nearest misses if any."""
    what = "list" if edition.is_final else "proposed list"
    nearest = (*near, *words[:MANY])
    if edition.is_partial:
        held = (
            f"only {edition.recorded:,} of its lines are"
            if edition.recorded > 1
            else "only one of its lines is"
        )
        held = held if edition.recorded else "none of its lines are"
        why = f"The code may be on the {what}: {held} recorded here. Look it up on paper."
        return NotCovered(law, edition, "not_recorded", why, nearest)
    if words:
        all_of = f"; the first {MANY} of {len(words):,} stand here" if len(words) > MANY else ""
        why = f"In words: the {what} names goods without codes{all_of}. Read whether yours are among them."
        return NotCovered(law, edition, "words", why, nearest)
    if near and edition.is_final:
        return NotCovered(
            law, edition, "code", "The code is not on the list; these are its neighbours.", nearest
        )
    return None


def _would_pay(
    desk: Desk, proposed: Mapping[str, Bound], digits: str, names: frozenset[str]
) -> tuple[WouldPay, ...]:
    found = []
    hits = [(line, True) for _, line in desk.above(digits) if line.covers(digits)]
    hits += [(line, False) for _, line in (*desk.worded(names), *desk.under(digits))]
    for line, whole in hits:
        bound = proposed.get(line.edition)
        if bound and (line.countries or bound[0].targets) & names:
            partly = any(one.startswith(digits) for one in (*line.excepted, *line.only))
            found.append(WouldPay(*bound, line, whole and not partly))
    return tuple(found)


def with_base(base: Base, layers: Iterable[Layer]) -> Base:
    """Return the normal duty as these layers leave it: replaced by one in lieu, or not known to be due."""
    if base.applies is False:
        return base
    due = [layer for layer in layers if layer.applies is not False]
    for layer in due:
        if layer.mode == "in_lieu" and layer.applies:
            return base._replace(applies=False, why=f"Replaced by the duty of “{layer.law.title}”.")
    if any(layer.mode != "additional" for layer in due):
        why = "It is not known whether a duty below is paid in its place."
        return base._replace(applies=None, why=f"{base.why} {why}".strip())
    return base
