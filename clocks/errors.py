"""What the clocks refuse, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable code, and a message naming the place and the fix."""

    code: str
    message: str


class ClockErrors(Exception):
    """Everything wrong with a pack, or with the facts and events given to it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)
