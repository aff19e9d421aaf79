"""Recording and correcting events over the API."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Team, User
from disputes.models import Deadline, Event, Proceeding
from history.models import Change
from tests.api.conftest import NOW, Case
from tests.api.conventions import body, codes
from tests.factories import record

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events"


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(ref="desk", name="Desk")


@pytest.fixture
def analyst(team: Team, make_user: Any) -> User:
    user: User = make_user(team)
    return user


@pytest.fixture
def key(analyst: User, make_key: Any) -> dict[str, str]:
    headers: dict[str, str] = make_key(analyst)
    return headers


@pytest.fixture
def track(case: Case) -> Proceeding:
    """Return a proceeding in which no clock runs."""
    return record.proceeding(case.dispute, ref="talks-track", system="talks")


@pytest.fixture
def talks(track: Proceeding) -> dict[str, Any]:
    """Return the body of an event that touches no deadline."""
    return {
        "proceeding": "talks-track", "kind": "talks_resumed", "on": "1995-02-13", "zone": "Asia/Shanghai",
        "text": "Talks resume in Beijing.", "actors": ["ustr", "moftec"],
        "citations": [{"source": "notice-1995", "quote": "talks resumed"}],
    }  # fmt: skip


@pytest.fixture
def agreement(talks: dict[str, Any]) -> dict[str, Any]:
    """Return the body of an event that averts the ultimatum."""
    return talks | {"kind": "agreement_signed", "on": "1995-02-01", "text": "An agreement is signed."}


@pytest.fixture
def ultimatum(track: Proceeding) -> Deadline:
    """Return an ultimatum that a signed agreement averts."""
    threat = record.event(track, ref="second-threat")
    return record.announced(
        threat, ref="second-ultimatum", kind="ultimatum", unless="agreement signed", unless_kinds=["agreement_signed"],
        then="list", then_kinds=["final_list_published"],
    )  # fmt: skip


def post(api: Client, asked: dict[str, Any], **headers: str) -> Any:
    return api.post(EVENTS, asked, content_type="application/json", headers=headers)


def patch(api: Client, ref: str, asked: dict[str, Any], **headers: str) -> Any:
    return api.patch(f"{EVENTS}/{ref}", asked, content_type="application/json", headers=headers)


def test_an_event_is_recorded_and_found(api: Client, talks: dict[str, Any], key: Any) -> None:
    response = post(api, talks, **key)
    assert (response.status_code, body(api.get(response["Location"]))["text"]) == (
        201,
        "Talks resume in Beijing.",
    )


def test_the_answer_holds_what_get_shows(api: Client, talks: dict[str, Any], key: Any) -> None:
    response = post(api, talks, **key)
    shown = api.get(response["Location"])
    assert (body(response)["event"], response["ETag"]) == (body(shown), shown["ETag"])


def test_an_announced_deadline_comes_back(api: Client, talks: dict[str, Any], key: Any) -> None:
    due = {"kind": "duty", "title": "Answer", "due_on": "1995-03-01", "legal_zone": "Asia/Shanghai"}
    (deadline,) = body(post(api, talks | {"deadlines": [due]}, **key))["deadlines"]
    assert (deadline["due_on"], deadline["basis"]) == ("1995-03-01", "announced")


def test_faults_come_at_once_with_pointers(api: Client, talks: dict[str, Any], key: Any) -> None:
    wrong = talks | {
        "on": "1995-02-30",
        "colour": "blue",
        "actors": ["nobody"],
        "deadlines": [{"kind": "duty"}],
    }
    found = {pointer for pointer, _ in codes(post(api, wrong, **key))}
    assert found >= {"/on", "/colour", "/actors/0", "/deadlines/0/due_on", "/deadlines/0/legal_zone"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"text": "\\u0000"}',
        b'{"text": "\\ud800"}',
        b"[" * 200_000,
        b"NaN",
    ],
)
def test_bodies_that_are_no_event_are_refused(api: Client, case: Case, key: Any, raw: bytes) -> None:
    response = api.post(EVENTS, raw, content_type="application/json", headers=key)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("on", "19950213"),
        ("on", "1995-W07-1"),
        ("end_on", "19950214"),
        ("at", "19950213T090000Z"),
        ("at", "1995-W07-1T09:00:00Z"),
        ("at", "1995-02-13T0900+08"),
    ],
)
def test_days_and_instants_have_one_spelling(
    api: Client, talks: dict[str, Any], key: Any, member: str, value: str
) -> None:
    assert (f"/{member}", "invalid") in codes(post(api, talks | {member: value}, **key))


def test_another_medium_is_a_415(api: Client, case: Case, key: Any) -> None:
    assert api.post(EVENTS, b"a: b", content_type="application/yaml", headers=key).status_code == 415


def test_a_ref_that_is_taken_is_a_conflict(api: Client, talks: dict[str, Any], key: Any, case: Case) -> None:
    response = post(api, talks | {"ref": case.threat.ref}, **key)
    assert (response.status_code, body(response)["type"]) == (409, "urn:demarche:problem:conflict")


class TestImpact:
    @pytest.fixture
    def averting(self, ultimatum: Deadline, agreement: dict[str, Any]) -> dict[str, Any]:
        return agreement

    def test_a_moved_deadline_is_shown_first(self, api: Client, averting: dict[str, Any], key: Any) -> None:
        response = post(api, averting, **key)
        (row,) = body(response)["rows"]
        assert (response.status_code, row["deadline"], row["old"]["state"]) == (
            409,
            "second-ultimatum",
            "open",
        )

    def test_the_mails_of_a_moved_deadline_are_counted(
        self, api: Client, averting: dict[str, Any], key: Any
    ) -> None:
        (row,) = body(post(api, averting, **key))["rows"]
        assert (row["mails_sent"], row["mails_late"]) == (0, 0)

    def test_nothing_is_saved_before_the_look(self, api: Client, averting: dict[str, Any], key: Any) -> None:
        post(api, averting, **key)
        assert not Event.objects.filter(kind="agreement_signed").exists()

    def test_the_token_saves(self, api: Client, averting: dict[str, Any], key: Any) -> None:
        token = post(api, averting, **key)["Impact-Token"]
        response = post(api, averting, **key, **{"Impact-Token": token})
        assert (response.status_code, Deadline.objects.get(ref="second-ultimatum").state != "open") == (
            201,
            True,
        )

    def test_a_stale_token_asks_again(self, api: Client, averting: dict[str, Any], key: Any) -> None:
        token = post(api, averting, **key)["Impact-Token"]
        response = post(api, averting | {"text": "Other words."}, **key, **{"Impact-Token": token})
        assert (response.status_code, response["Impact-Token"] != token) == (409, True)

    def test_a_409_is_not_stored(self, api: Client, averting: dict[str, Any], key: Any) -> None:
        once = {"Idempotency-Key": "k1"} | key
        token = post(api, averting, **once)["Impact-Token"]
        assert post(api, averting, **once, **{"Impact-Token": token}).status_code == 201


class TestIdempotency:
    def test_a_repeat_is_answered_not_done(self, api: Client, talks: dict[str, Any], key: Any) -> None:
        first, second = (post(api, talks, **key, **{"Idempotency-Key": "k1"}) for _ in range(2))
        assert (first.content, first["ETag"], Event.objects.filter(kind="talks_resumed").count()) == (
            second.content, second["ETag"], 1,
        )  # fmt: skip

    def test_a_repeat_says_so(self, api: Client, talks: dict[str, Any], key: Any) -> None:
        first, second = (post(api, talks, **key, **{"Idempotency-Key": "k1"}) for _ in range(2))
        assert (first.has_header("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (False, "true")

    def test_another_body_is_refused(self, api: Client, talks: dict[str, Any], key: Any) -> None:
        post(api, talks, **key, **{"Idempotency-Key": "k1"})
        response = post(api, talks | {"text": "Other."}, **key, **{"Idempotency-Key": "k1"})
        assert response.status_code == 422

    def test_a_fault_is_not_stored(self, api: Client, talks: dict[str, Any], key: Any) -> None:
        post(api, talks | {"on": "?"}, **key, **{"Idempotency-Key": "k1"})
        assert post(api, talks, **key, **{"Idempotency-Key": "k1"}).status_code == 201

    def test_a_key_is_one_users_own(
        self, api: Client, talks: dict[str, Any], key: Any, make_user: Any, make_key: Any, team: Team
    ) -> None:
        post(api, talks, **key, **{"Idempotency-Key": "k1"})
        other = make_key(make_user(team))
        assert not post(api, talks, **other, **{"Idempotency-Key": "k1"}).has_header("Idempotency-Replayed")

    def test_a_day_later_the_key_is_new(self, api: Client, talks: dict[str, Any], key: Any) -> None:
        with time_machine.travel(NOW, tick=False):
            post(api, talks, **key, **{"Idempotency-Key": "k1"})
        with time_machine.travel(NOW + timedelta(hours=24), tick=False):
            assert (
                post(api, talks | {"text": "Again."}, **key, **{"Idempotency-Key": "k1"}).status_code == 201
            )

    @pytest.mark.parametrize("name", ["", "a b", "x" * 201, "é"])
    def test_a_malformed_key_is_refused(
        self, api: Client, talks: dict[str, Any], key: Any, name: str
    ) -> None:
        assert post(api, talks, **key, **{"Idempotency-Key": name}).status_code == 400


class TestWhoMayWrite:
    def test_nobody_without_a_key(self, api: Client, talks: dict[str, Any]) -> None:
        assert post(api, talks).status_code == 401

    def test_nobody_without_the_scope(
        self, api: Client, talks: dict[str, Any], analyst: User, make_key: Any
    ) -> None:
        assert post(api, talks, **make_key(analyst, scopes=("read",))).status_code == 403

    def test_no_reader(
        self, api: Client, talks: dict[str, Any], team: Team, make_user: Any, make_key: Any
    ) -> None:
        response = post(api, talks, **make_key(make_user(team, role="reader")))
        assert (response.status_code, body(response)["type"]) == (403, "urn:demarche:problem:may_not_record")

    def test_nobody_in_a_proceeding_they_cannot_see(
        self, api: Client, talks: dict[str, Any], key: Any
    ) -> None:
        other = Team.objects.create(ref="other", name="Other")
        hidden = record.dispute("hidden", visibility="internal", team=other)
        record.proceeding(hidden, ref="hidden-track", visibility="internal", team=other)
        assert codes(post(api, talks | {"proceeding": "hidden-track"}, **key)) == [("/proceeding", "invalid")]

    def test_a_session_needs_its_csrf_token(self, api: Client, talks: dict[str, Any], analyst: User) -> None:
        api.force_login(analyst)
        assert post(api, talks).status_code == 403

    def test_a_session_with_its_csrf_token_may(self, talks: dict[str, Any], analyst: User) -> None:
        api = Client(enforce_csrf_checks=True)
        api.force_login(analyst)
        token = "a" * 32
        api.cookies["csrftoken"] = token
        assert post(api, talks, **{"X-CSRFToken": token}).status_code == 201

    def test_an_internal_event_belongs_to_the_writers_team(
        self, api: Client, talks: dict[str, Any], key: Any, team: Team
    ) -> None:
        post(api, talks | {"ref": "ours", "visibility": "internal"}, **key)
        assert Event.objects.get(ref="ours").team == team


class TestCorrection:
    CHANGE = {"reason": "correction", "text": "Better words."}

    @pytest.fixture
    def event(self, track: Proceeding) -> Event:
        return record.event(track, ref="to-correct", kind="statement_made")

    def test_a_correction_under_if_match_is_saved(self, api: Client, event: Event, key: Any) -> None:
        etag = api.get(f"{EVENTS}/to-correct")["ETag"]
        response = patch(api, "to-correct", self.CHANGE, **key, **{"If-Match": etag})
        assert (response.status_code, body(response)["event"]["text"]) == (200, "Better words.")

    def test_a_tag_read_compressed_works(self, api: Client, event: Event, key: Any) -> None:
        read = api.get(f"{EVENTS}/to-correct", headers={"Accept-Encoding": "gzip"} | key)
        response = patch(api, "to-correct", self.CHANGE, **key, **{"If-Match": read["ETag"]})
        assert response.status_code == 200

    def test_without_if_match_it_is_refused(self, api: Client, event: Event, key: Any) -> None:
        assert patch(api, "to-correct", self.CHANGE, **key).status_code == 428

    @pytest.mark.parametrize("tag", ['"0-0"', "x", 'W/"{etag}"'])
    def test_another_version_is_refused(self, api: Client, event: Event, key: Any, tag: str) -> None:
        etag = api.get(f"{EVENTS}/to-correct")["ETag"].strip('"')
        headers = {"If-Match": tag.format(etag=etag)}
        assert patch(api, "to-correct", self.CHANGE, **key, **headers).status_code == 412

    @pytest.mark.parametrize(
        ("asked", "pointer"),
        [
            ({"text": "No reason."}, "/reason"),
            ({"reason": "merge", "text": "A reason of machines."}, "/reason"),
            ({"reason": "correction"}, ""),
            ({"reason": "correction", "end_on": "1990-01-01"}, "/end_on"),
            ({"reason": "correction", "precision": "instant"}, "/at"),
            ({"reason": "correction", "proceeding": "us-cn-ipr-1994"}, "/proceeding"),
        ],
    )
    def test_faults_are_named(self, api: Client, event: Event, key: Any, asked: Any, pointer: str) -> None:
        response = patch(api, "to-correct", asked, **key, **{"If-Match": "*"})
        assert [found for found, _ in codes(response)] == [pointer]

    def test_why_is_kept(self, api: Client, event: Event, key: Any, analyst: User) -> None:
        patch(api, "to-correct", self.CHANGE | {"words": "typo"}, **key, **{"If-Match": "*"})
        change = Change.objects.filter(object_ref="to-correct").latest("id")
        assert (change.reason, change.words, change.actor_id) == ("correction", "typo", str(analyst.pk))


class TestPins:
    """A deadline may keep its day although a correction would move it."""

    MOVED = {"on": "1994-07-04", "reason": "correction", "words": "Misread"}

    @pytest.fixture
    def initiated(self, api: Client, case: Case, key: Any) -> str:
        facts = {"priority_foreign_country": True, "trade_agreement_involved": False}
        track = record.proceeding(case.dispute, ref="limits-track", pack="us-301", facts=facts)
        asked = {
            "ref": "initiated", "proceeding": track.ref, "kind": "investigation_initiated", "on": "1994-06-30",
            "zone": "America/New_York", "text": "The investigation opens.", "actors": [],
        }  # fmt: skip
        return str(body(post(api, asked, **key))["deadlines"][0]["ref"])

    def moved(self, api: Client, key: Any, pins: dict[str, str]) -> Any:
        token = patch(api, "initiated", self.MOVED, **key, **{"If-Match": "*"})["Impact-Token"]
        headers = {"If-Match": "*", "Impact-Token": token}
        return patch(api, "initiated", self.MOVED | {"pins": pins}, **key, **headers)

    def test_a_pinned_deadline_keeps_its_day(self, api: Client, initiated: str, key: Any) -> None:
        before = body(api.get(f"/api/v1/deadlines/{initiated}"))["due_on"]
        assert self.moved(api, key, {initiated: "The notice says so"}).status_code == 200
        after = body(api.get(f"/api/v1/deadlines/{initiated}"))
        assert (after["due_on"], after["first_due_on"] != before) == (before, True)

    @pytest.mark.parametrize("to", ["19950101", "1995-W01-1"])
    def test_the_new_day_of_a_move_has_one_spelling(
        self, api: Client, initiated: str, key: Any, to: str
    ) -> None:
        asked = {
            "proceeding": "limits-track", "kind": "deadline_pinned", "on": "1994-12-01", "zone": "America/New_York",
            "text": "Our reading.", "data": {"rule": "301.10", "to": to, "reason": "Our reading."},
        }  # fmt: skip
        assert [code for _, code in codes(post(api, asked, **key))] == ["incomplete_event"]

    def test_a_deadline_that_is_over_is_not_moved(
        self, api: Client, ultimatum: Deadline, agreement: dict[str, Any], key: Any
    ) -> None:
        token = post(api, agreement, **key)["Impact-Token"]
        post(api, agreement, **key, **{"Impact-Token": token})
        waived = agreement | {
            "kind": "deadline_waived", "on": "1995-02-02", "data": {"deadline": "second-ultimatum"}, "citations": [],
        }  # fmt: skip
        assert [code for _, code in codes(post(api, waived, **key))] == ["nothing_to_move"]

    def test_a_name_that_no_announced_deadline_has_is_a_fault_of_the_body(
        self, api: Client, ultimatum: Deadline, agreement: dict[str, Any], key: Any
    ) -> None:
        response = post(api, agreement | {"data": {"deadline": "second-ultimatun"}}, **key)
        assert codes(response) == [("/data/deadline", "unknown_deadline")]
        assert "did you mean second-ultimatum?" in response.content.decode()
        ultimatum.refresh_from_db()
        assert ultimatum.state == "open"

    def test_a_pin_of_what_does_not_move_is_refused(self, api: Client, initiated: str, key: Any) -> None:
        response = self.moved(api, key, {"nothing": "why"})
        assert response.status_code == 400 and "does not move" in response.content.decode()
