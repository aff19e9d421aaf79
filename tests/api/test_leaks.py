"""No byte of a hidden row reaches a reader who may not see it: not in a body, a count, a tag or a header."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Team
from api.urls import urlpatterns
from disputes.models import Actor, DisputeLink, Event, Figure
from tariffs.models import TariffListTarget
from tests.api.conftest import NOW, Case
from tests.factories import lists, record

pytestmark = pytest.mark.django_db
MARK = "zqsecret"
Headers = dict[str, str]
Answers = dict[str, tuple[int, str, str]]
QUERIES = (
    "", "?count=exact", "?limit=1", "?limit=1&sort=-{sort}", "?q=" + MARK, "?expand={expand}",
)  # fmt: skip
FILTERS = {
    "disputes": ("ref={mark}-dispute", "stage__in=watching,threatened", "opened_on__gte=1990-01-01"),
    "events": ("dispute={mark}-dispute", "proceeding={mark}-track", "kind=threat_made", "ref={mark}-child"),
    "deadlines": (
        "dispute={mark}-dispute", "proceeding={mark}-track", "responsible={mark}-actor", "beneficiary={mark}-actor",
        "closed_by={mark}-child", "anchor={mark}-child", "missed=true", "state=open",
        "responsible__in={mark}-actor,ustr",
    ),
    "tariff-lists": (
        "ref={mark}-goods", "imposing={mark}-actor", "targets={mark}-actor", "targets__in={mark}-actor,moftec",
        "dispute={mark}-dispute", "authority=us-301",
    ),
}  # fmt: skip
GOODS = ("diff?from=1&to=2", "diff?from=1&to=3", "diff.csv?from=1&to=2", "diff.csv?from=2&to=3", "diff")
NUMBERS = ("1", "2", "3", "4", "5", "6", "99999")
SORTS = {
    "disputes": ("ref", ""),
    "events": ("on", "dispute"),
    "deadlines": ("due_on", "responsible,closed_by,dispute"),
    "tariff-lists": ("ref", "imposing,dispute"),
}


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(ref="desk", name="Desk")


def hide(case: Case, team: Team, visibility: str) -> None:
    """Add hidden rows of every kind: a dispute of its own, and children, actors and links of the public one."""
    seen: dict[str, Any] = {"visibility": visibility, "team": team}
    mark = f"{MARK}-{visibility}"
    ghost = record.actor(f"{mark}-actor", **seen)
    dispute = record.dispute(f"{mark}-dispute", title=mark, **seen)
    track = record.proceeding(dispute, **seen | {"ref": f"{mark}-track"})
    event = record.event(track, **seen | {"ref": f"{mark}-event", "text": mark})
    record.announced(event, **seen | {"ref": f"{mark}-deadline", "title": mark, "responsible": case.ustr})
    child = record.event(case.proceeding, **seen | {"ref": f"{mark}-child", "text": mark})
    record.announced(child, **seen | {"ref": f"{mark}-child-deadline", "title": mark})
    record.computed(
        case.threat,
        rule="301.10" if visibility == "internal" else "301.11",
        **seen | {"ref": f"{mark}-computed", "title": mark},
    )
    record.party(case.dispute, ghost, "mediator")
    record.party(case.dispute, record.actor(), "interested", **seen)
    record.event_actor(case.threat, ghost)
    record.citation(case.threat, record.source(**seen | {"ref": f"{mark}-source"}))
    record.citation(case.threat, record.source(ref=f"plain-source-{visibility}"), **seen | {"quote": mark})
    record.round_(case.dispute, **seen | {"ref": f"{mark}-round", "title": mark})
    record.list_version(case.dispute, case.ustr, ghost, **seen | {"ref": f"{mark}-list", "title": mark})
    _hide_goods(case, mark, ghost, seen)
    record.make(DisputeLink, dispute=case.dispute, to=dispute, kind="follows", **seen)
    record.make(
        Figure, dispute=case.dispute, kind="count", title=mark, low=1, unit="lists", **seen | {"ref": f"{mark}-figure"}
    )  # fmt: skip


def _hide_goods(case: Case, mark: str, ghost: Actor, seen: dict[str, Any]) -> None:
    number = 3 if seen["visibility"] == "internal" else 4
    lists.version(case.goods, number, {"description": mark}, **seen, title=mark)
    lists.version(case.goods, number + 2, {"description": mark}, published=False, **seen, title=mark)
    lists.effect(case.goods, part=mark, note=mark, **seen)
    record.make(TariffListTarget, tariff_list=case.goods, actor=ghost, position=number)
    record.make(TariffListTarget, tariff_list=case.goods, actor=record.actor(), position=number + 2, **seen)
    hidden = lists.tariff_list(f"{mark}-goods", case.ustr, ghost, title=mark, **seen)
    lists.version(hidden, 1, {"description": mark}, **seen)
    lists.version(lists.tariff_list(f"{mark}-by-ghost", ghost, case.ustr, **seen), 1, "01012100", **seen)


def addresses(case: Case) -> Iterator[str]:
    """Yield every address below /api/ with every key there is, and the lists with queries."""
    keys = ["nothing", *map(str, _keys(case))]
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if "<str:key>" in route:
            routes = (
                [route.replace("<int:number>", number) for number in NUMBERS] if "<int" in route else [route]
            )
            yield from (f"/api/{way.replace('<str:key>', key)}" for way in routes for key in keys)
        elif "<" not in route and route:
            yield f"/api/{route}"
    for name, (sort, expand) in SORTS.items():
        for query in QUERIES:
            yield f"/api/v1/{name}" + query.format(sort=sort, expand=expand or "nothing")
        for visibility in ("internal", "restricted"):
            yield from (f"/api/v1/{name}?{f.format(mark=f'{MARK}-{visibility}')}" for f in FILTERS[name])
    yield from (
        f"/api/v1/deadlines.ics?dispute={ref}" for ref in (case.dispute.ref, f"{MARK}-internal-dispute")
    )
    yield f"/api/v1/disputes/{case.dispute.ref}/timeline?count=exact&limit=2"
    yield "/api/v1/duty?importer=US&origin=CN&code=85176200&on=2019-09-15"
    for ref in ("goods", *(f"{MARK}-{visibility}-goods" for visibility in ("internal", "restricted"))):
        yield from (f"/api/v1/tariff-lists/{ref}/{asked}" for asked in GOODS)


def _keys(case: Case) -> Iterator[Any]:
    for row in (case.dispute, case.threat, case.announced, case.computed, case.goods):
        yield from (row.ref, row.pk)
    for visibility in ("internal", "restricted"):
        yield from (
            f"{MARK}-{visibility}-{name}"
            for name in ("dispute", "event", "deadline", "child", "computed", "goods")
        )
    yield from Event.objects.filter(ref__contains=MARK).values_list("pk", flat=True)


def about_rows(answers: Answers) -> set[tuple[int, str, str]]:
    """Return the answers of all addresses but those of the description and its page, and of what answers no GET."""
    silent = (
        "/api/v1/schema",
        "/api/docs",
        "/api/v1/clocks/compute",
        "/api/v1/clocks/run",
        "/api/v1/duty/batch",
    )
    return {
        told
        for address, told in answers.items()
        if not address.startswith(silent) and not address.endswith("/versions")  # those take POST alone
    }


def walk(case: Case, headers: Headers) -> Answers:
    """Return (status, ETag, body) by address; what merely repeats the address or names the call is left out."""
    api = Client()
    answers = {}
    with time_machine.travel(NOW, tick=False):
        for address in addresses(case):
            response = api.get(address, headers=headers)
            answers[address] = (response.status_code, response.headers.get("ETag", ""), _plain(response))
    return answers


def _plain(response: Any) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    if response["Content-Type"] != "application/problem+json":
        return re.sub('nonce="[^"]*"', "", response.content.decode())
    told = json.loads(response.content)
    return json.dumps({name: told[name] for name in told if name not in {"instance", "trace_id"}})


def common(before: Answers, after: Answers) -> tuple[Answers, Answers]:
    """Return both at the addresses of the second; an address new in it must look like one of nothing."""
    kind = {
        address: address.replace(address.split("/")[4].split("?")[0], "nothing")
        for address in after
        if address not in before
    }
    return {a: before.get(a) or before[kind[a]] for a in after}, after


@pytest.fixture(params=["anonymous", "outsider"])
def stranger(request: Any, make_key: Callable[..., Headers]) -> Headers:
    return make_key() if request.param == "outsider" else {}


def test_strangers_see_no_difference(case: Case, team: Team, stranger: Headers) -> None:
    before = walk(case, stranger)
    hide(case, team, "internal")
    hide(case, team, "restricted")
    was, now_is = common(before, walk(case, stranger))
    assert {a for a in now_is if was[a] != now_is[a]} == set()


def test_a_reader_of_the_team_sees_no_difference_by_restricted_rows(
    case: Case, team: Team, make_user: Any, make_key: Any
) -> None:
    headers = make_key(make_user(team, role="reader"))
    hide(case, team, "internal")
    before = walk(case, headers)
    hide(case, team, "restricted")
    was, now_is = common(before, walk(case, headers))
    assert {a for a in now_is if was[a] != now_is[a]} == set()


@pytest.mark.parametrize(
    ("role", "seen"), [("reader", {"internal"}), ("analyst", {"internal", "restricted"})]
)
def test_members_see_what_is_theirs(
    case: Case, team: Team, make_user: Any, make_key: Any, role: str, seen: set[str]
) -> None:
    hide(case, team, "internal")
    hide(case, team, "restricted")
    told = json.dumps(list(walk(case, make_key(make_user(team, role=role))).values()))
    assert {kind for kind in ("internal", "restricted") if f"{MARK}-{kind}-deadline" in told} == seen


def test_a_row_that_turns_hidden_disappears_from_relations(case: Case, team: Team) -> None:
    Client().get("/api/v1/deadlines/ultimatum")
    responsible = case.announced.responsible
    assert responsible is not None
    responsible.visibility, responsible.team = "internal", team
    record.saved(lambda: responsible.save() or responsible)  # type: ignore[func-returns-value]
    assert b"moftec" not in Client().get("/api/v1/deadlines/ultimatum?expand=responsible").content


def test_a_closed_instance_tells_anonymous_callers_nothing(case: Case, team: Team, settings: Any) -> None:
    settings.PUBLIC_READ = False
    hide(case, team, "internal")
    assert {status for status, _, _ in about_rows(walk(case, {}))} == {401}


def test_a_closed_instance_tells_every_anonymous_caller_the_same(
    case: Case, team: Team, settings: Any
) -> None:
    settings.PUBLIC_READ = False
    hide(case, team, "internal")
    assert len(about_rows(walk(case, {}))) == 1


def draft(case: Case) -> None:
    """Add public drafts: a version beside published ones, a list of a dispute that is one, and one of no dispute."""
    lists.version(case.goods, 3, "01012100", published=False, title=MARK)
    of_dispute = lists.tariff_list(f"{MARK}-draft", case.ustr, case.ustr, dispute=case.dispute)
    lists.version(of_dispute, 1, "01012100", published=False, title=MARK)
    alone = lists.tariff_list(f"{MARK}-internal-goods", case.ustr, case.ustr, title=MARK)
    lists.version(alone, 1, "01012100", {"description": MARK}, published=False)
    lists.version(alone, 2, "01012100", published=False)


@pytest.mark.parametrize("of_a_team", [False, True])
def test_those_who_write_nothing_see_no_difference_by_public_drafts(
    case: Case, team: Team, of_a_team: bool, make_user: Any, make_key: Any
) -> None:
    headers = make_key(make_user(team, role="reader")) if of_a_team else {}
    before = walk(case, headers)
    draft(case)
    was, now_is = common(before, walk(case, headers))
    assert {a for a in now_is if was[a] != now_is[a]} == set()


@pytest.mark.parametrize(
    "address",
    [
        "goods/versions/3", "goods/versions/3/lines", "goods/versions/3/lines.csv", "goods/versions/3/lines.ndjson",
        "goods/versions/3/composition", "goods/diff?from=2&to=3", "goods/diff.csv?from=2&to=3", f"{MARK}-draft",
        f"{MARK}-internal-goods",
    ],
)  # fmt: skip
def test_an_analyst_sees_a_public_draft(
    api: Client, case: Case, team: Team, address: str, make_user: Any, make_key: Any
) -> None:
    draft(case)
    response = api.get(f"/api/v1/tariff-lists/{address}", headers=make_key(make_user(team)))
    assert response.status_code == 200
