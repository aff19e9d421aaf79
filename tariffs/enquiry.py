"""Ask the record what goods would pay: one question with all there is to say, or many at once."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from accounts.querysets import Reader
from tariffs.answers import Answer, Base, Layer, Question
from tariffs.blocs import reach
from tariffs.models import TariffCitation
from tariffs.nearest import completed, with_base
from tariffs.normal import schedules
from tariffs.shelf import Cited, cited, desk_of

NOTICE = (
    "Demarche is not a customs broker: this is no binding advice, and no refund claim is filed here. "
    "Only lists and measures in this record are counted; antidumping and countervailing duties, quotas, "
    "preferences and chapter 98 are not."
)


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An answer with the normal duty (None: no loaded edition knows the code) and the sources of its layers.

    `sources` are those of `tariffs.shelf.cited`; answers given together share them.
    """

    answer: Answer
    base: Base | None
    sources: Mapping[Cited, list[TariffCitation]]

    def base_under(self, layers: Sequence[Layer]) -> Base | None:
        """Return the normal duty as these layers leave it."""
        return with_base(self.base, layers) if self.base else None


def ask(*, user: Reader, question: Question) -> Enquiry:
    """Return what the lists that `user` may see say of one question. Reads at most six times."""
    desk = desk_of(user=user, importer=question.importer, questions=[question])
    loaded = schedules(importer=question.importer, on=[question.on], codes=[question.digits])
    base, leaves = loaded.base(question)
    answer = completed(desk, desk.answer(question, leaves))
    return Enquiry(answer, base, cited(user=user, answers=[answer]))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the cyclic collector from walking the kept lines over and over while answers, which have no cycles, grow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def ask_many(*, user: Reader, questions: Sequence[Question]) -> list[Enquiry]:
    """Return the answers in order, each as it is alone; reads a fixed number of times for each importer."""
    found: dict[int, tuple[Answer, Base | None]] = {}
    groups: dict[tuple[str, frozenset[str]], list[int]] = {}
    for number, one in enumerate(questions):  # a member of a union has the union's lists while it is one
        groups.setdefault((one.importer, reach(one.importer, one.on)), []).append(number)
    for (importer, _), numbers in groups.items():
        days = {questions[n].on for n in numbers}
        codes = sorted({questions[n].digits for n in numbers})
        desk = desk_of(user=user, importer=importer, questions=[questions[n] for n in numbers])
        loaded = schedules(importer=importer, on=days, codes=codes)
        for number in numbers:
            base, leaves = loaded.base(questions[number])
            found[number] = completed(desk, desk.answer(questions[number], leaves)), base
    sources = cited(user=user, answers=[answer for answer, _ in found.values()])
    return [Enquiry(*found[number], sources) for number in range(len(questions))]
