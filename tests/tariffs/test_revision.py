"""What changed between two editions: a partition of the codes, and its mirror image backwards."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from tariffs.revision import Change, Printing, compare
from tests.factories import goods

PRINTINGS = st.builds(
    Printing,
    description=st.sampled_from(["a", "b"]),
    units=st.sampled_from([(), ("kg",)]),
    general_rate=st.sampled_from(["", "Free"]),
    is_derived=st.booleans(),
)
EDITIONS = st.dictionaries(st.sampled_from(["01", "02", "03", "04"]), PRINTINGS)


@given(EDITIONS, EDITIONS)
def test_every_code_is_added_removed_changed_or_unchanged(
    old: dict[str, Printing], new: dict[str, Printing]
) -> None:
    summary = compare(old, new).summary()

    assert sum(summary[name] for name in ("added", "removed", "changed", "unchanged")) == len(
        old.keys() | new.keys()
    )


@given(EDITIONS, EDITIONS)
def test_backwards_is_the_mirror_image(old: dict[str, Printing], new: dict[str, Printing]) -> None:
    there, back = compare(old, new), compare(new, old)

    assert (there.added, there.removed, there.unchanged) == (back.removed, back.added, back.unchanged)
    assert [(c.digits, c.field, c.new, c.old) for c in there.changed] == [
        (c.digits, c.field, c.old, c.new) for c in back.changed
    ]  # fmt: skip


@given(EDITIONS)
def test_an_edition_does_not_differ_from_itself(edition: dict[str, Printing]) -> None:
    assert compare(edition, edition).summary() == {
        "added": 0, "removed": 0, "changed": 0, "unchanged": len(edition),
    }  # fmt: skip


def test_changes_are_told_by_field() -> None:
    revision = compare(
        {"01": Printing("Horses", ("No.",), "Free")}, {"01": Printing("Horses", ("No.", "kg"), "4.5%")}
    )

    assert revision.changed == (
        Change("01", "units", "No.", "No., kg"), Change("01", "general_rate", "Free", "4.5%"),
    )  # fmt: skip


@pytest.mark.django_db
def test_the_command_reports_a_revision() -> None:
    goods.nomenclature("us-hts-2024", "8517", "8518")
    goods.nomenclature("us-hts-2025", "8517", "8519")
    out = StringIO()

    call_command("diff_nomenclature", "us-hts-2024", "us-hts-2025", "--report=json", stdout=out)

    told = json.loads(out.getvalue())
    assert (told["added"], told["removed"], told["summary"]["unchanged"]) == (["8519"], ["8518"], 1)


@pytest.mark.django_db
def test_the_command_writes_a_table() -> None:
    goods.nomenclature("us-hts-2024", "8517")
    goods.nomenclature("us-hts-2025", "8519")
    out = StringIO()

    call_command("diff_nomenclature", "us-hts-2024", "us-hts-2025", "--report=csv", stdout=out)

    assert out.getvalue().splitlines() == ["digits,what,field,old,new", "8519,added,,,", "8517,removed,,,"]


@pytest.mark.django_db
def test_an_edition_that_is_not_loaded_is_named_with_those_that_are() -> None:
    goods.nomenclature("us-hts-2024")

    with pytest.raises(CommandError, match="No edition “us-hts-2025” is loaded; there are: us-hts-2024"):
        call_command("diff_nomenclature", "us-hts-2024", "us-hts-2025")
