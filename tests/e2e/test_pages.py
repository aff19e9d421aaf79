"""The pages in a real browser: with the keyboard, on a small screen, in the dark, and in three steps."""

import pytest
from playwright.sync_api import Page, expect

from disputes.models import Figure
from history.authorship import authored
from history.models import Reason
from tests.factories import record
from tests.web import cast as story

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/", "/disputes/", "/disputes/us-cn-ipr/", "/deadlines/", "/deadlines/ultimatum/", "/sign-in/", "/clocks/",
    "/clocks/us-301/", "/clocks/wto-dsu/DSU.20.appeal/?anchor=2020-09-15", "/calendars/china/?year=2018",
    "/check/?example", "/duty/?importer=US&origin=CN&code=6110.20.20&on=2019-09-15", "/codes/61102020/",
    "/proceedings/us-cn-ipr-1994/what-if/?0-kind=determination_made&0-on=1995-02-04&0-details=outcome%3Daffirmative",
    "/tariff-lists/", "/tariff-lists/goods/?version=1", "/tariff-lists/goods/diff/?from=1&to=2",
]  # fmt: skip
FORM = "/disputes/us-cn-ipr/events/new/"
UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
    .filter(e => !e.labels?.length && !e.ariaLabel).map(e => e.name)"""
SMALL = """() => [...document.querySelectorAll('button, .button, input, select, .nav a, .contents a, summary')]
    .filter(e => e.type !== 'hidden' && e.checkVisibility() && !e.closest('label'))
    .map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
    .filter(([_, box]) => box.height < 24 || box.width < 18)
    .map(([text, box]) => `${text} ${box.width}×${box.height}`)"""
FAINT = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgb = (colour, under) => {
        canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = c => c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const over = (colour, e) => rgb(colour, `rgb(${ground(e)})`);
    const ground = e => e ? over(getComputedStyle(e).backgroundColor, e.parentElement) : [255, 255, 255];
    return [...document.querySelectorAll('body *')]
        .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
        .filter(e => !e.closest('.visually-hidden, .skip, svg, option'))
        .map(e => {
            const [a, b] = [light(over(getComputedStyle(e).color, e)), light(ground(e))];
            const what = e.className + ': ' + e.textContent.trim().slice(0, 30);
            return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), what];
        })
        .filter(([ratio]) => ratio < 4.5).map(([ratio, what]) => ratio.toFixed(2) + ' ' + what);
}"""
FOCUSED = """() => {
    const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const at = document.elementFromPoint(box.x + Math.min(box.width, 8) / 2, box.y + Math.min(box.height, 8) / 2);
    return {name: e.tagName + ' ' + (e.textContent || e.name || '').trim().slice(0, 30),
            visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            free: box.bottom > 0 && box.top < innerHeight && (at === e || e.contains(at) || at?.contains(e))};
}"""


def sign_in(page: Page, to: str = "/") -> None:
    page.goto(f"/sign-in/?next={to}")
    page.get_by_role("textbox", name="E-mail address").first.fill("alice@example.org")
    page.get_by_role("textbox", name="Password").fill(story.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{to}")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_small_screen(page: Page, case: story.Case, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_range_of_amounts_fits_a_small_screen(page: Page, case: story.Case) -> None:
    with authored(record.AUTHOR, Reason.CORRECTION):
        Figure.objects.filter(ref="fig").update(
            low="1000000000", high="2000000000", qualifier="more_than", currency="USD"
        )
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/disputes/us-cn-ipr/")
    expect(page.get_by_text("USD 1 billion to more than USD 2 billion").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Page, case: story.Case, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_its_landmarks_and_labels(page: Page, case: story.Case, address: str) -> None:
    page.goto(address)
    counts = [page.locator(what).count() for what in ("h1", "main", "header.masthead", "footer")]
    assert (counts, page.evaluate(UNLABELLED)) == ([1, 1, 1, 1], [])


@pytest.mark.parametrize("address", PAGES)
def test_targets_are_large_enough(page: Page, case: story.Case, address: str) -> None:
    page.goto(address)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("address", PAGES)
def test_the_keyboard_reaches_everything_in_sight(page: Page, case: story.Case, address: str) -> None:
    page.goto(address)
    lost = []
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["name"].startswith("BODY"):
            break
        if not (at["visible"] and at["free"]):
            lost.append(at)
    assert lost == []


def test_the_first_stop_skips_to_the_content(page: Page, case: story.Case) -> None:
    page.goto("/disputes/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_form_is_labelled_and_fits_a_small_screen(page: Page, case: story.Case) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, FORM)
    assert (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(UNLABELLED)) == (320, [])


def test_the_filters_swap_the_results_in_place(page: Page, case: story.Case) -> None:
    page.goto("/deadlines/")
    page.get_by_label("Kind").select_option("ultimatum")
    expect(page.get_by_text("1 deadline", exact=True)).to_be_visible()
    assert "kind=ultimatum" in page.url


def test_an_event_is_recorded_with_its_impact(page: Page, case: story.Case) -> None:
    sign_in(page, FORM)
    page.get_by_label("What happened").select_option("agreement_reached")
    page.get_by_label("Date at the place of the act").fill("1995-02-03")
    page.get_by_label("In a sentence").fill("They agree a day early.")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    page.get_by_role("button", name="Save and change").click()
    expect(page.get_by_text("They agree a day early.")).to_be_visible()
