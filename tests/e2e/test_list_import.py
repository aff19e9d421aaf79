"""A list comes in by hand in a real browser: upload, look, save, read; the page on a small screen and in the dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tariffs.models import ListItem, ListVersion
from tests.e2e.test_pages import FAINT, SMALL, UNLABELLED, sign_in
from tests.tariffs.list_files import HEADER, ROWS, xlsx
from tests.web import cast as story

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/tariff-lists/import/"


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    path = tmp_path / "annex.xlsx"
    path.write_bytes(xlsx([["Annex A"], HEADER, *ROWS]))
    return path


def fill(page: Page, annex: Path, expected: str = "lines=3") -> None:
    page.get_by_label("File").set_input_files(annex)
    page.get_by_label("List", exact=True).fill("goods")
    page.get_by_label("The document is").select_option("final")
    page.get_by_label("Published").fill("1995-02-07")
    page.get_by_label("Control totals").fill(expected)
    page.get_by_role("button", name="Show what would be written").click()


def test_a_workbook_is_looked_at_saved_and_read(page: Page, case: story.Case, annex: Path) -> None:
    sign_in(page, FORM)
    fill(page, annex)
    expect(page.get_by_role("heading", name="This would be written")).to_be_visible()
    rows = page.get_by_role("region", name="Columns").locator("tbody tr")
    assert [row.split("\t")[:2] for row in rows.all_inner_texts()] == [
        ["code", "“HTS code”"], ["description", "“Description”"], ["rate", "“Rate”"]
    ]  # fmt: skip
    expect(page.get_by_text("The header is in")).to_contain_text("row 2")
    assert not ListItem.objects.filter(digits="94032000").exists()
    page.get_by_role("button", name="Save 3 lines").click()
    expect(page.get_by_text("Saved 1 version.")).to_be_visible()
    page.get_by_role("link", name="Goods of China, version 4").click()
    expect(page.get_by_role("table").get_by_text("Machines for voice, images")).to_be_visible()
    assert ListVersion.objects.get(file_name="annex.xlsx").items.count() == 3


def test_a_total_that_does_not_hold_is_told_and_mended(page: Page, case: story.Case, annex: Path) -> None:
    sign_in(page, FORM)
    fill(page, annex, "lines=4")
    expect(page.get_by_role("alert")).to_contain_text("4")
    assert page.get_by_role("button", name="Save").count() == 0
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_text("annex.xlsx is still here")).to_be_visible()
    page.get_by_label("Control totals").fill("lines=3")
    page.get_by_role("button", name="Show what would be written").click()
    expect(page.get_by_role("button", name="Save 3 lines")).to_be_visible()


def test_a_file_too_large_to_be_carried_is_chosen_again(
    page: Page, case: story.Case, annex: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.forms.list_import.MOST_CARRIED", 10)
    sign_in(page, FORM)
    fill(page, annex)
    page.get_by_label("To save, choose the same file again").set_input_files(annex)
    page.get_by_role("button", name="Save 3 lines").click()
    expect(page.get_by_text("Saved 1 version.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_and_preview_fit_a_small_screen_and_are_readable(
    page: Page, case: story.Case, annex: Path, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, FORM)
    for step in ("form", "preview"):
        found = [page.evaluate(what) for what in (FAINT, SMALL, UNLABELLED)]
        assert (step, page.evaluate("document.documentElement.scrollWidth"), *found) == (
            step,
            320,
            [],
            [],
            [],
        )
        if step == "form":
            fill(page, annex)
            expect(page.get_by_role("heading", name="This would be written")).to_be_visible()
            page.wait_for_load_state()
