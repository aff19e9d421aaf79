"""Random questions over random lists agree with a brute force written apart."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tariffs.oracle import disagreement, question, world


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_answers_agree_with_the_brute_force(seed: int) -> None:
    chance = random.Random(seed)
    rows, asked = world(chance), question(chance)
    assert disagreement(rows, asked, rows.desk().answer(asked)) == ""
