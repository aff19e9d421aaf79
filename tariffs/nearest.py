"""Lists that do not reach the goods, and why; lists that are only proposed; the normal duty beneath them all."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tariffs.answers import Answer, Base, Layer, NotCovered, WouldPay
from tariffs.blocs import UNION, members, reach
from tariffs.codes import canonical, display
from tariffs.duty import Desk
from tariffs.law import Edition, Law, Line, wall_of

FEW = 3


def completed(desk: Desk, answer: Answer) -> Answer:
    """Return the answer with the lists that do not apply and those only proposed."""
    return replace(
        answer, not_covered=tuple(_not_covered(desk, answer)), would_pay=tuple(_would_pay(desk, answer))
    )


def _not_covered(desk: Desk, answer: Answer) -> Iterator[NotCovered]:
    question = answer.question
    digits, names = canonical(question.digits), reach(question.origin, question.on)
    moment = wall_of(question.on, question.at)
    shown = {layer.law for layer in answer.layers}
    shown |= {layer.law for branch in answer.branches for layer in branch.layers}
    for law in desk.laws:
        edition = law.edition_at(moment)
        if edition is None or edition.since > moment or law in shown:
            continue
        lines = [line for of, line in desk.above(digits) if of is law and line.edition == edition.ref]
        near = [line for of, line in desk.beside(digits) if of is law and line.edition == edition.ref]
        found = _carved_out(law, edition, lines, digits) or _elsewhere(law, edition, lines, answer)
        if found is None and law.targets & names:
            found = _not_listed(law, edition, near)
        if found is not None:
            yield found


def _carved_out(law: Law, edition: Edition, lines: list[Line], digits: str) -> NotCovered | None:
    if not lines or any(line.covers(digits) for line in lines):
        return None
    cut = lines[-1]
    said = cut.partial or "other digits only"
    why = f"The list has {display(cut.digits)} in part ({said}); these digits are outside."
    return NotCovered(law, edition, "part_of_code", why, tuple(lines[-FEW:]))


def _elsewhere(law: Law, edition: Edition, lines: list[Line], answer: Answer) -> NotCovered | None:
    if not lines:
        return None
    question = answer.question
    reached = frozenset[str]().union(*(line.countries or law.targets for line in lines))
    if reached & reach(question.origin, question.on):
        return None
    said = ", ".join(sorted(reached)) or "origins that this record does not name"
    why = f"The code is on the list, but for goods of {said}."
    if question.origin == UNION and reached & members(UNION, question.on):
        why = f"The code is on the list for goods of some states of the Union ({said}): ask for one of them."
    return NotCovered(law, edition, "country", why, tuple(lines[-FEW:]))


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


def _would_pay(desk: Desk, answer: Answer) -> Iterator[WouldPay]:
    question = answer.question
    digits, names = canonical(question.digits), reach(question.origin, question.on)
    hits = [(law, line, True) for law, line in desk.above(digits) if line.covers(digits)]
    hits += [(law, line, False) for law, line in desk.under(digits)]
    for law, line, whole in hits:
        edition = law.proposal
        if edition is None or edition.ref != line.edition:
            continue
        if edition.announced_on is not None and edition.announced_on > question.on:
            continue
        if (line.countries or law.targets) & names:
            partly = any(one.startswith(digits) for one in (*line.excepted, *line.only))
            yield WouldPay(law, edition, line, whole and not partly)


def with_base(base: Base, layers: Iterable[Layer]) -> Base:
    """Return the normal duty as these layers leave it: replaced by one in lieu, or not known to be due."""
    if base.applies is False:
        return base
    due = [layer for layer in layers if layer.applies is not False]
    for layer in due:
        if layer.mode == "in_lieu" and layer.applies:
            return replace(base, applies=False, why=f"Replaced by the duty of “{layer.law.title}”.")
    if any(layer.mode != "additional" for layer in due):
        why = "It is not known whether a duty below is paid in its place."
        return replace(base, applies=None, why=f"{base.why} {why}".strip())
    return base
