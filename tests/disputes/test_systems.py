"""Numbers of proceedings, as the authorities write them."""

import pytest

from clocks import PACK_OF_SYSTEM
from disputes.systems import NUMBERING, fault_of_number


@pytest.mark.parametrize(
    ("system", "number"),
    [
        ("wto-dsu", "DS27"),
        ("wto-dsu", "DS1"),
        ("us-301", "301-92"),
        ("us-301", "301-62a"),
        ("us-301", "USTR-2018-0005"),
        ("us-ad", "A-570-150"),
        ("us-ad", "731-TA-1618"),
        ("us-cvd", "C-570-151"),
        ("us-201", "TA-201-75"),
        ("us-337", "337-TA-794"),
        ("wto-dsu", ""),
        ("bilateral", "whatever they call it"),
    ],
)
def test_number_as_it_is_written(system: str, number: str) -> None:
    assert fault_of_number(system, number) is None


@pytest.mark.parametrize(
    ("system", "number"),
    [
        ("wto-dsu", "DS 27"),
        ("wto-dsu", "DS027"),
        ("wto-dsu", "WT/DS27"),
        ("us-301", "USTR-18-5"),
        ("us-ad", "C-570-151"),
        ("us-337", "337-794"),
    ],
)
def test_number_written_otherwise_is_told_with_an_example(system: str, number: str) -> None:
    fault = fault_of_number(system, number)
    assert fault is not None
    assert fault.startswith(f"“{number}” is no ")
    assert NUMBERING[system].example in fault


def test_every_numbering_is_of_a_system_with_rules() -> None:
    assert set(NUMBERING) <= set(PACK_OF_SYSTEM)
