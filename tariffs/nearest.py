"""Lists that do not reach the goods, and why; lists that are only proposed; the normal duty beneath them all."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tariffs.answers import Answer, Base, Layer, NotCovered, Question, WouldPay
from tariffs.blocs import UNION, members, reach
from tariffs.codes import SUBHEADING, canonical, display
from tariffs.duty import Bound, Desk
from tariffs.law import Edition, Law, Line, wall_of

FEW = 3


def completed(desk: Desk, answer: Answer) -> Answer:
    """Return the answer with the lists that do not apply and those only proposed."""
    question = answer.question
    digits, names = canonical(question.digits), reach(question.origin, question.on)
    return Answer(
        question,
        answer.layers,
        answer.depends,
        answer.branches,
        _not_covered(desk, answer, digits, names),
        _would_pay(desk, question, digits, names) if desk.proposed(question.on) else (),
    )


def _not_covered(desk: Desk, answer: Answer, digits: str, names: frozenset[str]) -> tuple[NotCovered, ...]:
    question = answer.question
    begun, aimed = desk.begun(names, wall_of(question.on, question.at))
    shown = {layer.law for layer in answer.layers}
    for branch in answer.branches:
        shown.update(layer.law for layer in branch.layers)
    above: dict[str, list[Line]] = {}
    for line in desk.lines_above(digits):
        above.setdefault(line.edition, []).append(line)
    found = []
    for ref, lines in above.items():
        if (bound := begun.get(ref)) and bound[0] not in shown:
            one = _carved_out(bound, lines, digits) or _elsewhere(desk, bound, lines, question, names)
            if one is not None:
                found.append(one)
                shown.add(bound[0])
    silent = {ref: bound for ref, bound in aimed.items() if bound[0] not in shown}
    if silent:
        found += _silent(desk, silent, digits)
    found.sort(key=lambda one: desk.place[one.law])
    return tuple(found)


def _silent(desk: Desk, silent: Mapping[str, Bound], digits: str) -> Iterator[NotCovered]:
    """Yield what lists aimed at the origin say of a code that none of their lines contains."""
    beside: dict[str, list[Line]] = {}
    for line in desk.index.from_(digits[:SUBHEADING]):
        if line.edition in silent:
            beside.setdefault(line.edition, []).append(line)
    for ref, (law, edition) in silent.items():
        one = _not_listed(law, edition, beside.get(ref, []))
        if one is not None:
            yield one


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
    if reached & names:
        return None
    partly = question.origin == UNION and bool(reached & members(UNION, question.on))
    return NotCovered(law, edition, "country", _for_others(reached, partly), tuple(lines[-FEW:]))


@lru_cache(maxsize=4096)
def _for_others(reached: frozenset[str], partly: bool) -> str:
    said = ", ".join(sorted(reached)) or "origins that this record does not name"
    if partly:
        return f"The code is on the list for goods of some states of the Union ({said}): ask for one of them."
    return f"The code is on the list, but for goods of {said}."


def _not_listed(law: Law, edition: Edition, near: list[Line]) -> NotCovered | None:
    """Return the nearest misses, or that the list names goods in words, or is recorded in part only; else nothing."""
    if edition.is_partial:
        held = (
            f"only {edition.recorded:,} of its lines are"
            if edition.recorded > 1
            else "only one of its lines is"
        )
        held = held if edition.recorded else "none of its lines are"
        why = f"The code may be on the list: {held} recorded here. Look it up on paper."
        return NotCovered(law, edition, "not_recorded", why, tuple(near[:FEW]))
    if near:
        return NotCovered(
            law, edition, "code", "The code is not on the list; these are its neighbours.", tuple(near[:FEW])
        )
    if edition.has_words:
        why = "The list names goods in words without codes; read them yourself."
        return NotCovered(law, edition, "words", why)
    return None


def _would_pay(desk: Desk, question: Question, digits: str, names: frozenset[str]) -> tuple[WouldPay, ...]:
    found = []
    hits = [(law, line, True) for law, line in desk.above(digits) if line.covers(digits)]
    hits += [(law, line, False) for law, line in desk.under(digits)]
    proposed = desk.proposed(question.on)
    for law, line, whole in hits:
        if line.edition in proposed and (line.countries or law.targets) & names:
            partly = any(one.startswith(digits) for one in (*line.excepted, *line.only))
            found.append(WouldPay(law, proposed[line.edition][1], line, whole and not partly))
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
