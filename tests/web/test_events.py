"""Recording an event by hand, correcting one, and the impact step."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from disputes.models import Deadline, Event, Source
from history.models import Change
from tests.factories import record
from tests.web.cast import SECRET, Case

NEW = "/disputes/us-cn-ipr/events/new/"


def entered(case: Case, **values: Any) -> dict[str, Any]:
    """Return what a browser sends for the founding case's next event, with `values` changed."""
    return {
        "proceeding": case.proceeding.ref, "kind": "statement_made", "on": "1995-01-31", "precision": "day", "hour": "",
        "zone": "Asia/Shanghai", "text": "China agrees to resume talks.", "confidence": "certain", "stage": "",
        "visibility": "public", "end_on": "", "printed": "", "others": "", "source-kind": "press",
        "deadline-kind": "ultimatum",
    } | values  # fmt: skip


def test_the_next_event_is_recorded(alice: Client, case: Case) -> None:
    alice.post(NEW, entered(case, actors=["ustr"], others="china"))
    event = Event.objects.get(text="China agrees to resume talks.")
    assert [actor.ref for actor in event.actors.order_by("ref")] == ["cn", "ustr"]


def test_the_writer_is_led_to_the_event(alice: Client, case: Case) -> None:
    answer = alice.post(NEW, entered(case), follow=True)
    assert "Recorded." in answer.content.decode()


def test_the_same_event_sent_twice_is_recorded_once(alice: Client, case: Case) -> None:
    sent = entered(case, **{"source-title": "Xinhua, 31 January"})
    first, second = alice.post(NEW, sent), alice.post(NEW, sent, follow=True)
    assert Event.objects.filter(text="China agrees to resume talks.").count() == 1
    assert Source.objects.filter(title="Xinhua, 31 January").count() == 1
    assert second.redirect_chain[0][0] == first["Location"]
    assert "It is on record already" in second.content.decode()


def test_an_event_confirmed_twice_is_recorded_once(alice: Client, case: Case) -> None:
    sent = entered(case, kind="determination_made", data_outcome="affirmative")
    sent |= {"impact_token": alice.post(NEW, sent).context["token"]}
    assert [alice.post(NEW, sent).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(kind="determination_made").count() == 1


def test_another_event_of_the_day_is_recorded_beside_it(alice: Client, case: Case) -> None:
    alice.post(NEW, entered(case))
    alice.post(NEW, entered(case, text="China agrees to resume talks in Beijing."))
    assert Event.objects.filter(kind="statement_made").count() == 2


def test_an_hour_makes_the_date_an_instant(alice: Client, case: Case) -> None:
    alice.post(NEW, entered(case, hour="13:01"))
    event = Event.objects.get(text="China agrees to resume talks.")
    assert (event.precision, f"{event.at:%H:%M}") == ("instant", "05:01")


def test_the_outcome_a_rule_asks_for_is_recorded(alice: Client, case: Case) -> None:
    sent = entered(case, kind="determination_made", data_outcome="affirmative")
    seen = alice.post(NEW, sent)
    alice.post(NEW, sent | {"impact_token": seen.context["token"]})
    assert Deadline.objects.filter(rule="301.14", due_on="1995-03-02").exists()


def test_a_new_source_is_recorded_with_its_quote(alice: Client, case: Case) -> None:
    alice.post(NEW, entered(case, **{"source-title": "Xinhua, 31 January", "source-quote": "is willing"}))
    event = Event.objects.get(text="China agrees to resume talks.")
    assert [(c.source.title, c.quote) for c in event.citations.all()] == [
        ("Xinhua, 31 January", "is willing")
    ]


def test_an_ultimatum_is_recorded_with_its_branches(alice: Client, case: Case) -> None:
    ultimatum = {
        "deadline-title": "Answer by the 26th", "deadline-due_on": "1995-02-26", "deadline-due_time": "00:01",
        "deadline-legal_zone": "America/New_York", "deadline-unless": "talks resume",
        "deadline-unless_kinds": ["talks_resumed"], "deadline-then": "duties begin",
    }  # fmt: skip
    alice.post(NEW, entered(case, **ultimatum))
    deadline = Deadline.objects.get(title="Answer by the 26th")
    assert (deadline.unless_kinds, f"{deadline.latest_at:%d %H:%M}") == (["talks_resumed"], "26 05:01")


def test_a_zone_printed_out_of_season_is_kept_and_warned_about(alice: Client, case: Case) -> None:
    odd = {"deadline-title": "Comments close", "deadline-kind": "right_closes", "deadline-due_on": "1995-07-01",
        "deadline-due_time": "23:59", "deadline-legal_zone": "America/New_York",
        "deadline-printed": "11:59 p.m. EST on July 1", "printed": "noon EDT",
    }  # fmt: skip
    alice.post(NEW, entered(case, **odd))
    deadline = Deadline.objects.get(title="Comments close")
    assert f"{deadline.latest_at:%d %H:%M}" == "02 03:59"
    proof = alice.get(f"/deadlines/{deadline.ref}/").content.decode()
    assert "clocks there showed EDT, not EST" in proof
    assert "clocks there showed EST, not EDT" in alice.get(f"/disputes/{case.dispute.ref}/").content.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"text": ""}, "Say it in a sentence."),
        ({"on": "1995-02-30"}, "Enter a valid date, such as 1995-02-04."),
        ({"on": "02/20/1995"}, "Enter a valid date, such as 1995-02-04."),
        ({"precision": "month", "hour": "12:00"}, "An hour needs a known day"),
        ({"end_on": "1995-01-01"}, "It cannot end before it begins"),
        ({"others": "Nobody Known"}, "Nobody on record is called Nobody Known"),
        ({"others": f"{SECRET} agent"}, ""),
        ({"source-quote": "so"}, "Name the source this belongs to"),
        ({"source-url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"deadline-title": "Answer"}, "Say on which day."),
        ({"deadline-title": "A", "deadline-due_on": "1995-02-26"}, "An ultimatum says what averts it."),
    ],
)
def test_what_cannot_stand_is_refused(
    alice: Client, case: Case, values: dict[str, str], message: str
) -> None:
    answer = alice.post(NEW, entered(case, **values))
    assert message in answer.content.decode()


def test_all_errors_come_at_once(alice: Client, case: Case) -> None:
    bad = {"text": "", "kind": "", "source-quote": "so", "deadline-title": "Answer"}
    page = " ".join(alice.post(NEW, entered(case, **bad)).content.decode().split())
    assert "6 things to put right; nothing was saved" in page


def test_what_was_entered_is_kept_when_refused(alice: Client, case: Case) -> None:
    assert (
        "A long sentence" in alice.post(NEW, entered(case, text="A long sentence", kind="")).content.decode()
    )


def test_nothing_is_saved_before_the_impact_was_seen(alice: Client, case: Case) -> None:
    answer = alice.post(NEW, entered(case, kind="agreement_reached"))
    case.ultimatum.refresh_from_db()
    assert ("What this would change" in answer.content.decode(), case.ultimatum.state) == (True, "open")


def test_a_new_source_does_not_survive_an_unconfirmed_impact(alice: Client, case: Case) -> None:
    alice.post(NEW, entered(case, kind="agreement_reached", **{"source-title": "Early news"}))
    assert not Source.objects.filter(title="Early news").exists()


def test_confirming_the_impact_does_it(alice: Client, case: Case) -> None:
    sent = entered(case, kind="agreement_reached", **{"source-title": "Xinhua"})
    seen = alice.post(NEW, sent)
    alice.post(NEW, sent | {"impact_token": seen.context["token"]})
    case.ultimatum.refresh_from_db()
    assert case.ultimatum.state == "met"


def test_a_stale_token_shows_the_impact_anew(alice: Client, case: Case) -> None:
    answer = alice.post(NEW, entered(case, kind="agreement_reached", impact_token="old"))
    assert "The record moved while you looked" in answer.content.decode()


def test_the_impact_step_carries_what_was_entered(alice: Client, case: Case) -> None:
    page = alice.post(NEW, entered(case, kind="agreement_reached", actors=["ustr"])).content.decode()
    assert 'name="actors" value="ustr"' in page


def test_the_team_reader_may_not_record(bob: Client, case: Case) -> None:
    assert bob.get(NEW).status_code == 403


def test_a_stranger_is_led_to_sign_in(client: Client, case: Case) -> None:
    assert client.get(NEW).headers["Location"].startswith("/sign-in/")


def test_an_outsider_may_not_record_in_a_hidden_dispute(charlie: Client, case: Case) -> None:
    assert charlie.get("/disputes/hidden/events/new/").status_code == 404


def test_an_outsider_is_not_offered_the_teams_actors(charlie: Client, case: Case, cast: Any) -> None:
    other = cast.desk.__class__.objects.create(ref="other", name="Other desk")
    other.memberships.create(user=cast.charlie, role="analyst")
    assert SECRET not in charlie.get(NEW).content.decode()


def test_kinds_and_questions_of_the_rules_come_first(alice: Client, case: Case) -> None:
    page = alice.get(NEW).content.decode()
    assert page.index('<optgroup label="US Section 301">') < page.index('<optgroup label="Other events">')
    assert 'name="data_outcome"' in page
    assert 'name="data_basis"' not in page


def edit_of(event: Event) -> str:
    return f"/events/{event.ref}/edit/"


def as_shown(event: Event, **values: Any) -> dict[str, Any]:
    shown = {
        "kind": event.kind, "on": event.on.isoformat(), "precision": event.precision, "hour": "", "zone": event.zone,
        "end_on": "", "printed": "", "text": event.text, "stage": "", "confidence": "certain", "version": event.version,
    }  # fmt: skip
    return shown | values


def test_new_words_are_saved_as_a_correction(alice: Client, case: Case) -> None:
    event = case.list_published
    alice.post(edit_of(event), as_shown(event, text="A list of 23 categories is proposed."))
    assert Change.objects.filter(object_ref=event.ref).latest("id").reason == "correction"


def test_a_new_date_asks_why(alice: Client, case: Case) -> None:
    event = case.list_published
    answer = alice.post(edit_of(event), as_shown(event, on="1994-12-30"))
    assert "Why does it change?" in answer.content.decode()


def test_a_new_date_is_saved_with_its_reason(alice: Client, case: Case) -> None:
    event = case.list_published
    why = {"asked": "yes", "reason": "development", "words": "It was brought forward"}
    alice.post(edit_of(event), as_shown(event, on="1994-12-30") | why)
    change = Change.objects.filter(object_ref=event.ref).latest("id")
    assert (change.reason, change.words) == ("development", "It was brought forward")


def test_a_correction_of_something_changed_meanwhile_is_refused(alice: Client, case: Case) -> None:
    event = case.list_published
    answer = alice.post(edit_of(event), as_shown(event, text="Mine", version=7))
    assert "Somebody changed this event meanwhile" in answer.content.decode()


def test_an_unchanged_event_writes_no_history(alice: Client, case: Case) -> None:
    alice.post(edit_of(case.list_published), as_shown(case.list_published))
    assert Change.objects.filter(object_ref=case.list_published.ref).count() == 1


def test_a_reader_may_not_edit(bob: Client, case: Case) -> None:
    assert bob.get(edit_of(case.list_published)).status_code == 403


def test_a_correction_keeps_what_no_field_asks_for(alice: Client, case: Case) -> None:
    carrying = record.event(
        case.proceeding,
        date(1995, 1, 5),
        kind="notice_published",
        text="A notice.",
        data={"page": "60 FR 1829"},
    )
    alice.post(edit_of(carrying), as_shown(carrying, text="A notice is published."))
    carrying.refresh_from_db()
    assert (carrying.text, carrying.data) == ("A notice is published.", {"page": "60 FR 1829"})


def test_a_correction_that_leaves_a_named_deadline_unannounced_is_refused_with_its_name(
    alice: Client, case: Case
) -> None:
    threat = record.event(case.proceeding, date(1995, 1, 2), kind="threat_made", text="A threat.")
    record.announced(threat, date(1995, 2, 4), ref="the-answer")
    answered = record.event(
        case.proceeding, date(1995, 1, 5), text="An answer.", data={"deadline": "the-answer"}
    )
    why = {"asked": "yes", "reason": "correction", "words": "Misread"}
    page = alice.post(edit_of(answered), as_shown(answered, on="1995-01-01") | why).content.decode()
    assert "deadline the-answer: no deadline of this name was announced here before" in page
    answered.refresh_from_db()
    assert answered.on == date(1995, 1, 5)
