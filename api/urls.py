"""The addresses below /api/."""

from django.urls import path, re_path

from api import (
    calendars,
    clock_run,
    clocks,
    codes,
    composition,
    deadlines,
    disputes,
    duty,
    events,
    list_diff,
    list_imports,
    list_lines,
    meta,
    schema,
    tariffs,
    timeline,
)
from api.edge import NoSuchAddress

app_name = "api"
LINES = "v1/tariff-lists/<str:key>/versions/<int:number>/lines"
urlpatterns = [
    path("v1/disputes", disputes.DisputeList.as_view(), name="disputes"),
    path("v1/disputes/<str:key>", disputes.DisputeDetail.as_view(), name="dispute"),
    path("v1/disputes/<str:key>/timeline", timeline.Timeline.as_view(), name="dispute-timeline"),
    path("v1/disputes/<str:key>/bundle", disputes.DisputeBundle.as_view(), name="dispute-bundle"),
    path("v1/events", events.EventList.as_view(), name="events"),
    path("v1/events/<str:key>", events.EventDetail.as_view(), name="event"),
    path("v1/deadlines", deadlines.DeadlineList.as_view(), name="deadlines"),
    path("v1/deadlines.ics", deadlines.DeadlineCalendar.as_view(), name="deadline-calendar"),
    path("v1/deadlines/<str:key>", deadlines.DeadlineDetail.as_view(), name="deadline"),
    path("v1/deadlines/<str:key>/proof", deadlines.DeadlineProof.as_view(), name="deadline-proof"),
    path("v1/calendars", calendars.CalendarList.as_view(), name="calendars"),
    path("v1/calendars/<str:key>/days", calendars.CalendarDays.as_view(), name="calendar-days"),
    path("v1/clocks", clocks.RuleList.as_view(), name="clocks"),
    path("v1/clocks/compute", clocks.Compute.as_view(), name="clocks-compute"),
    path("v1/clocks/run", clock_run.Run.as_view(), name="clocks-run"),
    path("v1/clocks/<str:key>", clocks.RuleDetail.as_view(), name="clock-rule"),
    path("v1/codes/<str:key>", codes.CodeDetail.as_view(), name="code"),
    path("v1/tariff-lists", tariffs.TariffListList.as_view(), name="tariff-lists"),
    path("v1/tariff-lists/<str:key>", tariffs.TariffListDetail.as_view(), name="tariff-list"),
    path("v1/tariff-lists/<str:key>/diff", list_diff.ListDiff.as_view(), name="list-diff"),
    path("v1/tariff-lists/<str:key>/diff.csv", list_diff.ListDiffCsv.as_view(), name="list-diff-csv"),
    path(
        "v1/tariff-lists/<str:key>/versions/<int:number>",
        tariffs.VersionDetail.as_view(),
        name="list-version",
    ),
    path(f"{LINES}", list_lines.LineList.as_view(), name="lines"),
    path(f"{LINES}.ndjson", list_lines.LinesNdjson.as_view(), name="lines-ndjson"),
    path(f"{LINES}.csv", list_lines.LinesCsv.as_view(), name="lines-csv"),
    path("v1/duty", duty.Duty.as_view(), name="duty"),
    path("v1/duty/batch", duty.DutyBatch.as_view(), name="duty-batch"),
    path("v1/tariff-lists/<str:key>/versions", list_imports.ListImport.as_view(), name="list-import"),
    path("v1/composition", composition.ListsComposition.as_view(), name="composition"),
    path(
        "v1/tariff-lists/<str:key>/versions/<int:number>/composition",
        composition.VersionComposition.as_view(),
        name="version-composition",
    ),
    path("docs/", schema.docs, name="docs"),
    path("v1/schema", schema.SchemaView.as_view(), name="schema"),
    path("v1/status", meta.Status.as_view(), name="status"),
    path("v1/me", meta.Me.as_view(), name="me"),
    re_path(r"", NoSuchAddress.as_view(), name="nothing"),
]
