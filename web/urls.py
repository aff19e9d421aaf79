"""The addresses of the pages."""

from django.urls import path

from web import (
    account,
    alerts,
    calendars,
    check,
    clocks,
    closed_days,
    codes,
    composition,
    deadlines,
    disputes,
    duty,
    events,
    home,
    keys,
    list_diff,
    list_imports,
    lists,
    mail,
    moving,
    signin,
    unsubscribe,
    whatif,
)

app_name = "web"
LINES = "tariff-lists/<slug:ref>/versions/<int:number>/lines"
urlpatterns = [
    path("", home.home, name="home"),
    path("disputes/", disputes.index, name="disputes"),
    path("disputes/<slug:ref>/", disputes.detail, name="dispute"),
    path("disputes/<slug:ref>/follow/", disputes.follow, name="follow"),
    path("disputes/<slug:ref>/timeline.csv", disputes.timeline_csv, name="timeline-csv"),
    path("disputes/<slug:ref>/events/new/", events.new, name="event-new"),
    path("events/<slug:ref>/edit/", events.edit, name="event-edit"),
    path("tariff-lists/import/", list_imports.new, name="list-import"),
    path("deadlines/", deadlines.board, name="deadlines"),
    path("deadlines.csv", deadlines.board_csv, name="deadlines-csv"),
    path("deadlines/<str:ref>/move/", moving.move, name="deadline-move"),
    path("deadlines/<str:ref>/", deadlines.proof, name="deadline"),
    path("proceedings/<slug:ref>/what-if/", whatif.what_if, name="what-if"),
    path("tariff-lists/", lists.index, name="lists"),
    path("tariff-lists.csv", lists.index_csv, name="lists-csv"),
    path("tariff-lists/<slug:ref>/", lists.detail, name="list"),
    path("tariff-lists/<slug:ref>/diff/", list_diff.diff, name="list-diff"),
    *(
        path(f"tariff-lists/<slug:ref>/diff.{kind}", list_diff.file, {"kind": kind}, name=f"list-diff-{kind}")
        for kind in ("csv", "xlsx")
    ),
    *(
        path(f"{LINES}.{kind}", lists.lines, {"kind": kind}, name=f"lines-{kind}")
        for kind in ("csv", "xlsx", "json", "ndjson")
    ),
    path("codes/", codes.index, name="codes"),
    path("codes/<str:code>.csv", codes.history_csv, name="code-csv"),
    path("codes/<str:code>/", codes.detail, name="code"),
    path("clocks/", clocks.index, name="clocks"),
    path("clocks/<slug:name>/", clocks.pack, name="pack"),
    path("clocks/<slug:name>/<str:rule_id>/", clocks.rule, name="rule"),
    path("calendars/", closed_days.index, name="calendars"),
    path("calendars/<slug:name>/", closed_days.calendar, name="closed-days"),
    path("check/", check.check_list, name="check"),
    path("tariff-lists/<slug:ref>/composition/", composition.page, name="composition"),
    path("tariff-lists/<slug:ref>/composition.csv", composition.page_csv, name="composition-csv"),
    path("duty/", duty.index, name="duty"),
    path("duty/many/", duty.many, name="duty-many"),
    path("sign-in/", signin.sign_in, name="sign-in"),
    path("sign-in/link/", signin.use_link, name="sign-in-link"),
    path("sign-in/mail/", signin.mail_link, name="sign-in-mail"),
    path("sign-out/", signin.sign_out, name="sign-out"),
    path("account/", account.profile, name="account"),
    path("account/keys/", keys.index, name="keys"),
    path("account/keys/<slug:prefix>/rotate/", keys.rotate, name="key-rotate"),
    path("account/keys/<slug:prefix>/revoke/", keys.revoke, name="key-revoke"),
    path("account/calendar/", calendars.index, name="calendar"),
    path("account/calendar/end/", calendars.end, name="calendar-end"),
    path("calendar/<str:secret>.ics", calendars.feed, name="calendar-feed"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("alerts/", alerts.index, name="alerts"),
    path("mail/", mail.folder, name="mail"),
    path("mail/<str:name>", mail.letter, name="letter"),
]
