"""What every list and every detail must do; a test module subclasses these and names its address."""

import gzip
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.api.conftest import Case


def body(response: Any) -> Any:
    return json.loads(response.content)


def codes(response: Any) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in body(response)["errors"]]


class ListConventions:
    """`path` is the address, with room for the case's names; at least two rows must be visible there."""

    path: str
    default_sort: str

    @pytest.fixture
    def url(self, case: Case) -> str:
        return self.path.format(dispute=case.dispute.ref)

    def ask(self, api: Client, url: str, **query: Any) -> Any:
        return api.get(f"{url}?{urlencode(query)}")

    def test_a_page_has_results_and_links(self, api: Client, url: str) -> None:
        assert set(body(api.get(url))) == {"results", "next", "previous"}

    def test_pages_forward_give_every_row_once(self, api: Client, url: str) -> None:
        whole = body(api.get(url))["results"]
        seen, following = [], f"{url}?limit=1"
        while following:
            page = body(api.get(following))
            seen += page["results"]
            following = page["next"]
        assert seen == whole

    def test_previous_leads_back(self, api: Client, url: str) -> None:
        first = body(self.ask(api, url, limit=1))
        second = body(api.get(first["next"]))
        assert body(api.get(second["previous"]))["results"] == first["results"]

    def test_reverse_order_is_the_reverse(self, api: Client, url: str) -> None:
        there = body(self.ask(api, url, sort=self.default_sort))["results"]
        assert body(self.ask(api, url, sort=f"-{self.default_sort}"))["results"] == there[::-1]

    def test_count_on_demand(self, api: Client, url: str) -> None:
        page = body(self.ask(api, url, count="exact", limit=1))
        assert page["count"] == len(body(api.get(url))["results"])

    def test_a_cursor_of_other_filters_is_refused(self, api: Client, url: str) -> None:
        following = body(self.ask(api, url, limit=1))["next"]
        response = api.get(f"{following}&sort=-{self.default_sort}")
        assert codes(response) == [("?cursor", "cursor_of_another_list")]

    @pytest.mark.parametrize("cursor", ["x", "bm9uc2Vuc2U", "W10", "%00", "=====", "é"])
    def test_an_invented_cursor_is_refused(self, api: Client, url: str, cursor: str) -> None:
        assert codes(api.get(f"{url}?cursor={cursor}")) == [("?cursor", "bad_cursor")]

    @pytest.mark.parametrize("limit", ["0", "501", "-1", "ten", "1.5", "٣"])
    def test_a_bad_limit_is_refused(self, api: Client, url: str, limit: str) -> None:
        assert codes(self.ask(api, url, limit=limit)) == [("?limit", "bad_limit")]

    def test_an_unknown_parameter_is_named_with_the_nearest(self, api: Client, url: str) -> None:
        response = self.ask(api, url, limt="3")
        assert "did you mean limit?" in body(response)["errors"][0]["detail"]

    def test_all_faults_come_at_once(self, api: Client, url: str) -> None:
        response = self.ask(api, url, limit="0", colour="blue", count="roughly")
        assert {code for _, code in codes(response)} == {"bad_limit", "unknown_parameter", "bad_count"}

    def test_a_repeated_parameter_is_refused(self, api: Client, url: str) -> None:
        assert codes(api.get(f"{url}?limit=1&limit=2")) == [("?limit", "repeated")]

    def test_an_unchanged_page_is_a_304_without_body(self, api: Client, url: str) -> None:
        etag = api.get(url)["ETag"]
        response = api.get(url, headers={"If-None-Match": etag})
        assert (response.status_code, response.content) == (304, b"")

    def test_another_page_has_another_etag(self, api: Client, url: str) -> None:
        assert self.ask(api, url, limit=1)["ETag"] != api.get(url)["ETag"]

    def test_a_tag_survives_compression(self, api: Client, url: str) -> None:
        zipped = api.get(url, headers={"Accept-Encoding": "gzip"})
        again = api.get(url, headers={"If-None-Match": zipped["ETag"]})
        assert (again.status_code, again["ETag"]) == (304, zipped["ETag"])

    def test_a_304_has_no_type(self, api: Client, url: str) -> None:
        response = api.get(url, headers={"If-None-Match": api.get(url)["ETag"]})
        assert "Content-Type" not in response

    def test_head_has_the_headers_and_no_body(self, api: Client, url: str) -> None:
        response = api.head(url)
        assert (response["ETag"], response.content) == (api.get(url)["ETag"], b"")

    def test_other_origins_may_read(self, api: Client, url: str) -> None:
        assert api.get(url, headers={"Origin": "https://example.org"})["Access-Control-Allow-Origin"] == "*"

    def test_a_preflight_opens_reading_only(self, api: Client, url: str) -> None:
        response = api.options(url, headers={"Origin": "https://example.org"})
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"

    def test_a_closed_instance_asks_who(self, api: Client, url: str, settings: Any) -> None:
        settings.PUBLIC_READ = False
        response = api.get(url)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="demarche"')


class DetailConventions:
    """`path` is the address with {key}; `key_of` names the row."""

    path: str

    def key_of(self, case: Case) -> tuple[str, str]:
        """Return the (ref, id) of the row."""
        raise NotImplementedError

    @pytest.fixture
    def url(self, case: Case) -> str:
        return self.path.format(key=self.key_of(case)[0])

    def test_id_and_ref_name_the_same_row(self, api: Client, case: Case) -> None:
        ref, row_id = self.key_of(case)
        assert api.get(self.path.format(key=row_id)).content == api.get(self.path.format(key=ref)).content

    @pytest.mark.parametrize("key", ["nobody", "00000000-0000-7000-8000-000000000000", "%00", "é"])
    def test_nothing_is_a_404_problem(self, api: Client, case: Case, key: str) -> None:
        response = api.get(self.path.format(key=key))
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")

    def test_unchanged_is_a_304(self, api: Client, url: str) -> None:
        response = api.get(url, headers={"If-None-Match": api.get(url)["ETag"]})
        assert (response.status_code, response.content) == (304, b"")

    def test_fields_narrow(self, api: Client, url: str) -> None:
        assert list(body(api.get(f"{url}?fields=ref"))) == ["ref"]

    def test_an_unknown_field_is_refused(self, api: Client, url: str) -> None:
        assert codes(api.get(f"{url}?fields=reff")) == [("?fields", "unknown_field")]

    def test_an_unknown_parameter_is_refused(self, api: Client, url: str) -> None:
        assert codes(api.get(f"{url}?colour=blue")) == [("?colour", "unknown_parameter")]


def unzipped(response: Any) -> bytes:
    """Return the body a client sees after gzip."""
    return gzip.decompress(response.content)
