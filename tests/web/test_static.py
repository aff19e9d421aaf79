"""What a page makes the browser fetch: small, and from here alone."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from tests.web.cast import Case

CSS_LIMIT, SCRIPT_LIMIT = 20_000, 30_000


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))


def fetched(client: Client, suffix: str) -> list[Path]:
    """Return the files of one kind that a page asks for."""
    names = re.findall(
        rf'(?:href|src)="/static/([^"]+\.{suffix})"', client.get("/disputes/us-cn-ipr/").content.decode()
    )
    return [Path(str(finders.find(name))) for name in names]


def test_the_style_is_small(client: Client, case: Case) -> None:
    sheets = fetched(client, "css")
    assert len(sheets) == 5 and sum(packed(sheet) for sheet in sheets) < CSS_LIMIT


def test_the_script_is_small(client: Client, case: Case) -> None:
    scripts = fetched(client, "js")
    assert len(scripts) == 1 and sum(packed(script) for script in scripts) < SCRIPT_LIMIT


def test_nothing_comes_from_elsewhere(client: Client, case: Case) -> None:
    page = client.get("/disputes/us-cn-ipr/").content.decode()
    assert re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(?!/)[^"]*"', page) == []


def test_scripts_run_by_nonce_and_never_inline(client: Client, case: Case) -> None:
    answer = client.get("/")
    nonce = re.search(r'<script[^>]+nonce="([^"]+)"', answer.content.decode())
    assert nonce and f"'nonce-{nonce[1]}'" in answer.headers["Content-Security-Policy"]


def test_no_style_stands_in_the_page(client: Client, case: Case) -> None:
    assert not re.search(r"<style| style=", client.get("/disputes/us-cn-ipr/").content.decode())
