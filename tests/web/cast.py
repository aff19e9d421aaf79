"""The cast, and a case with secrets."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Team
from disputes.models import Actor, ActorName, Deadline, Dispute, Event, Figure, Proceeding
from disputes.projection import refresh_deadlines
from history.authorship import authored
from history.models import Reason
from negotiations.models import Agreement, Commitment, Demand, Position
from tariffs.models import Effect, TariffList
from tests.factories import lists, record
from tests.factories.people import PASSWORD, Cast, cast

__all__ = ["FACTS", "PASSWORD", "SECRET", "Case", "Cast", "case", "cast"]

SECRET = "Zanzibar"  # no page may show this word to somebody outside the desk
FACTS = {
    "priority_foreign_country": True, "trade_agreement_involved": False, "trips_agreement_involved": False,
    "section_306_monitoring": False,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """What there is to read: a public dispute, internal rows inside it, and an internal dispute."""

    dispute: Dispute
    proceeding: Proceeding
    initiated: Event
    list_published: Event
    ultimatum: Deadline
    statutory: Deadline
    goods: TariffList
    hidden: Dispute
    hidden_deadline: Deadline
    ustr: Actor


def case(desk: Team) -> Case:
    """Return a small founding case, with internal rows of the desk that all say SECRET."""
    us, cn = (
        record.actor("us", name="United States", kind="state"),
        record.actor("cn", name="China", kind="state"),
    )
    ustr = record.actor("ustr", name="Trade Representative")
    dispute = record.dispute(
        "us-cn-ipr", title="United States – China: intellectual property", opened_on=date(1991, 4, 26)
    )
    record.party(dispute, us)
    record.party(dispute, cn, "respondent")
    track = record.proceeding(
        dispute, ref="us-cn-ipr-1994", official_id="301-92", title="Section 301 investigation", pack="us-301",
        facts=FACTS,
    )  # fmt: skip
    initiated = record.event(
        track, date(1994, 6, 30), kind="investigation_initiated", text="The investigation opens."
    )
    listed = record.event(
        track, date(1994, 12, 31), kind="proposed_list_published", text="A list is proposed."
    )
    record.event_actor(listed, ustr)
    notice = record.source(title="60 FR 1829", url="https://example.org/60-fr-1829")
    record.citation(listed, notice, quote="by February 4")
    record.citation(
        listed, record.source(title="A newspaper"), stance="contradicts", claim="The law sets the day."
    )
    ultimatum = record.announced(
        listed, ref="ultimatum", kind="ultimatum", title="Final list unless agreed", unless="an agreement is reached",
        then="a final list is published", unless_kinds=["agreement_reached"], then_kinds=["final_list_published"],
        responsible=cn,
    )  # fmt: skip
    record.event(
        track,
        date(1994, 12, 31),
        kind="extension_findings_published",
        text="Findings give it three months more.",
    )
    with authored(record.AUTHOR, Reason.DEVELOPMENT):
        refresh_deadlines(proceeding=track, now=record.NOW)
    statutory = track.deadlines.get(rule="301.11")
    _record_the_rest(dispute, listed, us, cn)
    goods = _record_goods(desk, us, cn)
    hidden, hidden_deadline = _record_secrets(desk, dispute, track, listed, us, cn)
    return Case(dispute, track, initiated, listed, ultimatum, statutory, goods, hidden, hidden_deadline, ustr)


def _record_goods(desk: Team, us: Actor, cn: Actor) -> TariffList:
    """Return a public list of two versions and an effect; a further version, effect and list are the desk's."""
    inside: dict[str, Any] = {"visibility": "internal", "team": desk}
    goods = lists.tariff_list("goods", us, cn, title="Goods of China")
    films = {"description": "Films: imports suspended", "nature": "import_suspension"}
    phones = {"digits": "85176200", "description": "Telephones", "part": "A"}
    lists.version(goods, 1, "01012100", phones | {"stated_rate": "10%"}, "02011005", films)
    horses = {"digits": "0101210000", "description": "Goods of 01012100"}
    lists.version(
        goods, 2, horses, phones | {"stated_rate": "25%", "part": "B"}, "8517620010", "04090000", films
    )
    lists.effect(goods, state="never_collected", rate_text="100 per cent")
    lists.version(goods, 3, "01012100", published=False, title=f"{SECRET} version", **inside)
    lists.effect(goods, part="B", note=SECRET, rate_text=f"{SECRET} rate", **inside)
    spies = lists.tariff_list("hidden-goods", us, cn, title=f"{SECRET} goods", **inside)
    lists.version(spies, 1, {"description": f"{SECRET} goods"}, published=False, **inside)
    return goods


def _record_the_rest(dispute: Dispute, listed: Event, us: Actor, cn: Actor) -> None:
    record.make(
        Figure, ref="fig", dispute=dispute, event=listed, kind="trade_covered", title="Final list",
        low="1080000000.00", currency="USD", claimant=us,
    )  # fmt: skip
    talks = record.round_(
        dispute,
        date(1995, 1, 18),
        number=9,
        ref="nine",
        starts_precision="about",
        printed="about 18–20 January 1995",
    )
    demand = record.make(Demand, ref="demand", dispute=dispute, side=us, title="Close the plants")
    record.make(
        Position,
        ref="pos",
        demand=demand,
        round=talks,
        actor=cn,
        stance="refused",
        on=date(1995, 1, 28),
        text="No.",
    )
    deal = record.make(
        Agreement, ref="deal", dispute=dispute, title="Action Plan", reached_on=date(1995, 2, 26)
    )
    record.make(Commitment, ref="vow", agreement=deal, obligor=cn, text="Raids go on.")
    films = {"description": "films", "nature": "import_suspension"}
    version = record.list_version(dispute, us, cn, films, title="Proposed list of 31 December")
    record.make(
        Effect, ref="eff", tariff_list=version.tariff_list, rate_text="100 per cent", ad_valorem_percent=100,
        state="never_collected", from_at=record.NOW, zone="America/New_York",
    )  # fmt: skip


def _record_secrets(
    desk: Team, dispute: Dispute, track: Proceeding, listed: Event, us: Actor, cn: Actor
) -> tuple[Dispute, Deadline]:
    inside: dict[str, Any] = {"visibility": "internal", "team": desk}
    spy = record.actor("spy", name=f"{SECRET} agent", kind="person", **inside)
    record.event_actor(listed, spy, **inside)
    record.make(ActorName, actor=cn, name=f"{SECRET} alias", kind="alias", **inside)
    record.party(dispute, spy, "mediator", **inside)
    memo = record.source(title=f"{SECRET} memo", **inside)
    record.citation(listed, memo, quote=f"{SECRET} quote", **inside)
    note = record.event(track, date(1995, 1, 29), text=f"{SECRET} event", **inside)
    record.announced(note, title=f"{SECRET} day", ref="inner", **inside)
    record.make(
        Figure,
        ref="s-fig",
        dispute=dispute,
        kind="count",
        title=f"{SECRET} figure",
        low=7,
        unit="spies",
        **inside,
    )
    record.round_(dispute, title=f"{SECRET} round", **inside)
    record.make(Demand, ref="s-demand", dispute=dispute, side=us, title=f"{SECRET} demand", **inside)
    record.make(
        Agreement,
        ref="s-deal",
        dispute=dispute,
        title=f"{SECRET} deal",
        reached_on=date(1995, 1, 1),
        **inside,
    )
    record.list_version(dispute, us, cn, title=f"{SECRET} list", **inside)
    hidden = record.dispute("hidden", title=f"{SECRET} dispute", **inside)
    hidden_event = record.event(
        record.proceeding(hidden, **inside), text=f"{SECRET} plan", ref="hidden-e", **inside
    )
    return hidden, record.announced(hidden_event, title=f"{SECRET} limit", ref="hidden-d", **inside)
