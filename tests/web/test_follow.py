"""Following a dispute, and the whole journey without a script."""

from django.test import Client

from alerts.models import Subscription
from tests.web.cast import PASSWORD, Case, Cast

PAGE = "/disputes/us-cn-ipr/"


def test_following_makes_a_subscription(alice: Client, case: Case, cast: Cast) -> None:
    alice.post(f"{PAGE}follow/")
    assert [(s.recipient, s.dispute) for s in Subscription.objects.all()] == [(cast.alice, case.dispute)]


def test_the_page_says_that_one_follows(alice: Client, case: Case) -> None:
    alice.post(f"{PAGE}follow/")
    assert "Following" in alice.get(PAGE).content.decode()


def test_unfollowing_ends_it(alice: Client, case: Case) -> None:
    alice.post(f"{PAGE}follow/")
    alice.post(f"{PAGE}follow/", {"end": "yes"})
    assert Subscription.objects.get().ended_at is not None


def test_the_ledger_names_what_one_follows(alice: Client, case: Case) -> None:
    alice.post(f"{PAGE}follow/")
    assert case.dispute.title in alice.get("/alerts/").content.decode()


def test_a_stranger_signs_in_first(client: Client, case: Case) -> None:
    assert client.post(f"{PAGE}follow/").headers["Location"] == f"/sign-in/?next={PAGE}"


def test_an_outsider_cannot_follow_what_they_cannot_see(charlie: Client, case: Case) -> None:
    assert charlie.post("/disputes/hidden/follow/").status_code == 404


def test_the_journey_without_a_script(client: Client, case: Case) -> None:
    """Sign in, follow, record an event that sets a day and settles another, and find both."""
    client.post("/sign-in/", {"username": "alice@example.org", "password": PASSWORD, "next": PAGE})
    client.post(f"{PAGE}follow/")
    entered = {
        "proceeding": case.proceeding.ref, "kind": "agreement_reached", "on": "1995-02-03", "precision": "day",
        "zone": "Asia/Shanghai", "text": "They agree.", "confidence": "certain", "visibility": "public",
        "source-kind": "press", "source-title": "Xinhua", "deadline-kind": "target", "deadline-title": "Sign the text",
        "deadline-due_on": "1995-02-10",
    }  # fmt: skip
    impact = client.post(f"{PAGE}events/new/", entered)
    client.post(f"{PAGE}events/new/", entered | {"impact_token": impact.context["token"]})
    home = client.get("/").content.decode()
    assert ("Sign the text" in home, "Final list unless agreed" in home) == (True, False)
