"""No page, and no count on it, tells an outsider that hidden rows exist."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django.fixtures import Settings

from alerts.models import Delivery, Subscription
from history.authorship import authored
from history.models import Reason
from tariffs.models import ListVersion, TariffList
from tests.factories import lists, record
from tests.web.cast import SECRET, Case, Cast

PUBLIC_PAGES = [
    "/", "/disputes/", "/disputes/?q=a", "/disputes/us-cn-ipr/", "/disputes/us-cn-ipr/?show=event&order=latest",
    "/disputes/us-cn-ipr/timeline.csv", "/deadlines/", "/deadlines/?dispute=us-cn-ipr", "/deadlines.csv",
    "/deadlines/ultimatum/", "/deadlines/us-cn-ipr-301.11-1994-06-30/", "/sign-in/", "/nowhere/",
    "/codes/", "/codes/0101/", "/codes/0101.csv", "/codes/nowhere/",
    "/clocks/",
    "/clocks/us-301/", "/clocks/us-301/301.10/?anchor=1994-06-30", "/calendars/us-federal/?year=2018",
    "/calendars/", "/calendars/dsb/", "/check/", "/check/?example",
    "/tariff-lists/nothing/composition/",
    "/duty/", "/duty/?importer=US&origin=CN&code=8517.62.00&on=2019-09-15", "/duty/many/",
    "/tariff-lists/", "/tariff-lists/?q=goods&law=in_force", "/tariff-lists.csv", "/tariff-lists/goods/",
    "/tariff-lists/goods/?version=1&code=85&q=telephones", "/tariff-lists/goods/diff/?from=1&to=2",
    "/tariff-lists/goods/diff/", "/tariff-lists/goods/diff.csv?from=1&to=2", "/tariff-lists/goods/versions/2/lines.csv",
    "/tariff-lists/goods/versions/2/lines.json", "/tariff-lists/goods/versions/2/lines.ndjson",
]  # fmt: skip
HIDDEN_PAGES = [
    "/disputes/hidden/",
    "/disputes/hidden/timeline.csv",
    "/deadlines/hidden-d/",
    "/deadlines/inner/",
]
DRAFT_PAGES = [
    "/tariff-lists/hidden-goods/",
    "/tariff-lists/hidden-goods/versions/1/lines.csv",
    "/tariff-lists/goods/?version=3",
    "/tariff-lists/goods/diff/?from=2&to=3",
]


def text(client: Client, page: str) -> str:
    """Return the page without what differs from one request to the next."""
    response = client.get(page)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", content.decode())


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_the_public_sees_no_secret(client: Client, case: Case, page: str) -> None:
    assert SECRET not in text(client, page)


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_an_outsider_sees_no_secret(charlie: Client, case: Case, page: str) -> None:
    assert SECRET not in text(charlie, page)


@pytest.mark.parametrize("page", [*HIDDEN_PAGES, *DRAFT_PAGES])
def test_a_hidden_page_is_not_there_for_an_outsider(charlie: Client, case: Case, page: str) -> None:
    assert charlie.get(page).status_code == 404


@pytest.mark.parametrize("page", HIDDEN_PAGES)
def test_a_hidden_page_is_there_for_the_team(bob: Client, case: Case, page: str) -> None:
    assert SECRET in text(bob, page)


@pytest.mark.parametrize("visibility", ["internal", "public"])
@pytest.mark.parametrize("page", DRAFT_PAGES)
def test_a_draft_is_there_for_analysts_alone(
    alice: Client, bob: Client, client: Client, case: Case, page: str, visibility: str
) -> None:
    drafts = ListVersion.objects.filter(is_published=False)
    record.saved(lambda: drafts.update(visibility=visibility))
    record.saved(lambda: TariffList.objects.filter(ref="hidden-goods").update(visibility=visibility))
    assert SECRET in text(alice, page)
    assert [one.get(page).status_code for one in (bob, client)] == [404, 404]


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_nobody_but_analysts_sees_a_public_draft(bob: Client, client: Client, case: Case, page: str) -> None:
    before = text(bob, page), text(client, page)
    spies = lists.tariff_list("spies", case.goods.imposing, title="Drafted", dispute=case.dispute)
    for of in (case.goods, spies):
        lists.version(of, 8, "01012100", published=False, title="Drafted")
    assert (text(bob, page), text(client, page)) == before


@pytest.mark.parametrize(
    "page", [page for page in PUBLIC_PAGES if "sign-in" not in page and "nowhere" not in page]
)
def test_an_outsiders_page_does_not_change_when_the_secrets_go(
    charlie: Client, case: Case, page: str
) -> None:
    before = text(charlie, page)
    with authored(record.AUTHOR, Reason.REDACTION, "gone"):
        case.hidden_deadline.proceeding.dispute.delete()
        TariffList.objects.filter(ref="hidden-goods").delete()
        case.goods.versions.filter(visibility="internal").delete()
        case.goods.effects.filter(visibility="internal").delete()
        case.proceeding.events.filter(visibility="internal").delete()
        for rows in (
            case.dispute.figures,
            case.dispute.rounds,
            case.dispute.demands,
            case.dispute.agreements,
        ):
            rows.filter(visibility="internal").delete()
    assert text(charlie, page) == before


def test_closed_instances_show_strangers_nothing(client: Client, case: Case, settings: Settings) -> None:
    settings.PUBLIC_READ = False
    assert client.get("/disputes/us-cn-ipr/").status_code == 404


@pytest.mark.parametrize("page", ["/", "/alerts/", "/account/"])
def test_somebody_who_left_the_team_sees_no_more_of_what_they_followed(
    charlie: Client, cast: Cast, case: Case, page: str
) -> None:
    followed = record.saved(
        lambda: Subscription.objects.create(
            recipient=cast.charlie, dispute=case.hidden, created_at=record.NOW
        )
    )
    Delivery.objects.create(
        subscription=followed, recipient=cast.charlie, deadline=case.hidden_deadline, offset=3,
        due_on=case.hidden_deadline.due_on, send_at=record.NOW, planned_at=record.NOW,
    )  # fmt: skip
    assert SECRET not in text(charlie, page)


def test_every_page_is_walked() -> None:
    """A page added to `web.urls` must be added to the lists above, or said here to need an account or a token."""
    walked = {page.split("?")[0].strip("/").split("/")[0].split(".")[0] for page in PUBLIC_PAGES}
    elsewhere = {
        "sign-out",
        "account",
        "mail",
        "alerts",
        "events",
        "unsubscribe",
        "calendar",
        "proceedings",
        "tariff-lists",
    }
    patterns = [p for p in get_resolver("web.urls").url_patterns if isinstance(p, URLPattern)]
    assert {str(p.pattern).split("/", maxsplit=1)[0].split(".")[0] for p in patterns} <= walked | elsewhere
