"""The description of the API, its page, and whole disputes as YAML."""

import re

import pytest
import yaml
from django.test import Client

from tests.api.conftest import Case
from tests.api.conventions import body, unzipped

pytestmark = pytest.mark.django_db
BUNDLE = "/api/v1/disputes/us-cn-ipr/bundle"


def test_the_schema_is_openapi_3_1(api: Client) -> None:
    assert body(api.get("/api/v1/schema"))["openapi"].startswith("3.1")


def test_the_schema_is_compressed_on_request(api: Client) -> None:
    zipped = api.get("/api/v1/schema", headers={"Accept-Encoding": "gzip"})
    assert unzipped(zipped) == api.get("/api/v1/schema").content


@pytest.mark.parametrize("asked", ["", "identity", "gzip;q=0", "br"])
def test_who_does_not_ask_for_gzip_gets_none(api: Client, asked: str) -> None:
    assert not api.get("/api/v1/schema", headers={"Accept-Encoding": asked}).has_header("Content-Encoding")


def test_the_docs_page_runs_only_scripts_with_its_nonce(api: Client) -> None:
    page = api.get("/api/docs/")
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', page.content.decode()))
    assert f"'nonce-{nonce}'" in page["Content-Security-Policy"]


def test_the_docs_page_takes_everything_from_here(api: Client) -> None:
    page = api.get("/api/docs/").content.decode()
    assert not re.findall(r'(?:src|href)="(?!/)[^"]*"', page)


def test_a_dispute_comes_as_a_bundle(api: Client, case: Case) -> None:
    bundle = yaml.safe_load(api.get(BUNDLE).content)
    assert (bundle["bundle"], bundle["dispute"]["ref"]) == (1, "us-cn-ipr")


def test_a_bundle_may_be_asked_for_as_yaml(api: Client, case: Case) -> None:
    response = api.get(BUNDLE, headers={"Accept": "application/yaml"})
    assert response["Content-Type"] == "application/yaml"


def test_an_unchanged_bundle_is_a_304(api: Client, case: Case) -> None:
    assert api.get(BUNDLE, headers={"If-None-Match": api.get(BUNDLE)["ETag"]}).status_code == 304
