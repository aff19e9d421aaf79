"""A case everybody may read, and callers of each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.actions import create_key
from accounts.models import Team, TeamMember, User
from disputes.models import Actor, Deadline, Dispute, Event, Proceeding
from tariffs.models import TariffList
from tests.factories import lists, record

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """The founding case in small."""

    dispute: Dispute
    proceeding: Proceeding
    threat: Event
    ustr: Actor
    announced: Deadline
    computed: Deadline
    goods: TariffList


@pytest.fixture
def case(db: None) -> Case:
    return make_case()


def make_case() -> Case:
    """Return the case, saved and public."""
    dispute = record.dispute("us-cn-ipr", title="Copyright piracy in China", opened_on=date(1991, 4, 26))
    ustr, moftec = record.actor("ustr"), record.actor("moftec")
    record.party(dispute, ustr)
    record.party(dispute, moftec, "respondent")
    proceeding = record.proceeding(dispute, ref="us-cn-ipr-1994", official_id="301-92")
    threat = record.event(proceeding, ref="us-cn-ipr-threat", text="A list of tariffs is threatened.")
    record.event_actor(threat, ustr)
    record.citation(threat, record.source(ref="notice-1995"))
    announced = record.announced(
        threat, ref="ultimatum", kind="ultimatum", unless="agreement signed", then="list", responsible=moftec
    )
    computed = record.computed(threat, ref="us-cn-ipr-301.14", responsible=ustr, sentence="Twelve months.")
    record.round_(dispute, ref="round-7")
    record.list_version(dispute, ustr, moftec, ref="list-v1")
    return Case(dispute, proceeding, threat, ustr, announced, computed, make_goods(ustr, moftec))


def make_goods(imposing: Actor, target: Actor) -> TariffList:
    """Return a list of no dispute, proposed and final: a line kept, one raised, one dropped, one new, and words."""
    goods = lists.tariff_list("goods", imposing, target, title="Goods of China")
    old = {
        "digits": "85176200",
        "printed_code": "8517.62.00",
        "description": "Telephones",
        "stated_rate": "10%",
    }
    new = {
        "digits": "8517620000",
        "printed_code": "8517.62.0000",
        "description": "Telephones",
        "stated_rate": "25%",
    }
    films = {"description": "Films: imports suspended", "nature": "import_suspension"}
    lists.version(goods, 1, "01012100", old, "02011005", films)
    lists.version(goods, 2, "01012100", new | {"part": "B"}, "04090000", films, stage="final")
    lists.effect(goods)
    return goods


MakeUser = Callable[..., User]
MakeKey = Callable[..., dict[str, str]]


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Return a maker of users, members of `team` in `role` if given."""

    def make(team: Team | None = None, role: str = "analyst", **values: Any) -> User:
        user = User.objects.create_user(f"user{record.number()}@example.org", name="Ann Alyst", **values)
        if team:
            TeamMember.objects.create(team=team, user=user, role=role)
        return user

    return make


@pytest.fixture
def make_key(make_user: MakeUser) -> MakeKey:
    """Return a maker of Authorization headers: a new key of `user` (a new one if none) with `scopes`."""

    def make(user: User | None = None, scopes: tuple[str, ...] = ("read", "write")) -> dict[str, str]:
        _, text = create_key(user=user or make_user(), name="test", scopes=scopes, now=NOW)
        return {"Authorization": f"Bearer {text}"}

    return make


@pytest.fixture
def api() -> Client:
    """Return a client whose sessions are checked for CSRF, as a browser's are."""
    return Client(enforce_csrf_checks=True)
