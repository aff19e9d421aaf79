"""A real browser, driven by Playwright: the machine's own Chromium."""

import os
import shutil
from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.factories import record
from tests.web import cast as story

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
MISSING = "BROWSER TESTS DID NOT RUN: there is no Chromium here (Debian: apt-get install chromium)."

# Playwright keeps an event loop in this thread; Django would take our plain queries for async ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that a part of the suite was left out."""
    if CHROMIUM is None:
        terminalreporter.write_line(MISSING, red=True, bold=True)


def is_ours(said: ConsoleMessage) -> bool:
    """Whether the browser reports an error of the page; the admin has no icon, and that is fine."""
    return said.type == "error" and not str(said.location.get("url")).endswith("/favicon.ico")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and os.environ.get("CI") == "true":
        pytest.fail(MISSING)
    if CHROMIUM is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A fresh page on the running site; it fails the test when the browser reports an error."""
    context = browser.new_context(base_url=live_server.url)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if is_ours(said) else None)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def people() -> Iterator[story.Cast]:
    with time_machine.travel(record.NOW, tick=True):
        yield story.cast()


@pytest.fixture
def case(people: story.Cast) -> story.Case:
    return story.case(people.desk)
