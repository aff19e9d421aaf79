"""An event, its source and the deadline it announces, as people enter them; all errors at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet

import clocks
from accounts.models import Team
from accounts.querysets import Reader
from disputes.drafts import AnnouncedDraft, CitationDraft, EventDraft
from disputes.kinds import EventKind
from disputes.models import (
    Actor,
    DeadlineKind,
    Dispute,
    Event,
    Precision,
    Proceeding,
    Source,
    SourceKind,
    Stage,
    Visibility,
)
from disputes.moments import reckonable
from web.forms.asked import asked_by, kind_choices, packs_named
from web.forms.days import DayField
from web.forms.zones import legal_zone_choices

DATE_PRECISIONS = [
    (Precision.DAY, "the day is known"),
    (Precision.ABOUT, "about this day"),
    (Precision.MONTH, "only the month is known"),
    (Precision.YEAR, "only the year is known"),
]


def hour_input() -> forms.TimeInput:
    """Return an hour field of the browser's own."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def actors_of(dispute: Dispute, user: Reader) -> QuerySet[Actor]:
    """Return the actors the reader may see that the dispute's parties and events name."""
    events = Event.objects.visible_to(user).filter(proceeding__dispute=dispute)
    named = Q(disputes__dispute=dispute) | Q(events__in=events) | Q(owes__proceeding__dispute=dispute)
    return Actor.objects.visible_to(user).filter(named).distinct().order_by("name")


class WhenForm(forms.Form):
    """What happened and when; shared by recording and correcting."""

    kind = forms.ChoiceField(
        label="What happened",
        choices=[("", "Choose…"), *EventKind.choices],
        error_messages={"required": "Choose what happened."},
    )
    on = DayField(
        label="Date at the place of the act",
        error_messages={"required": "Give the date."},
    )
    precision = forms.ChoiceField(label="How exactly", choices=DATE_PRECISIONS, initial=Precision.DAY)
    hour = forms.TimeField(label="Hour there", required=False, widget=hour_input())
    zone = forms.ChoiceField(label="Place", choices=legal_zone_choices, initial="America/New_York")
    end_on = DayField(label="Until", required=False, help_text="For what lasted more than a day.")
    printed = forms.CharField(
        label="Date as printed", required=False, max_length=120, help_text="Such as “last December”."
    )
    text = forms.CharField(
        error_messages={"required": "Say it in a sentence."},
        label="In a sentence",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who did what, in your own words.",
    )
    stage = forms.ChoiceField(
        label="The dispute is now", required=False, choices=[("", "where it was"), *Stage.choices]
    )
    confidence = forms.ChoiceField(
        label="How sure", choices=[("certain", "certain"), ("likely", "likely"), ("unsure", "unverified")]
    )

    def __init__(self, *args: Any, packs: Sequence[clocks.Pack], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose…"), *kind_choices(packs)]  # type: ignore[attr-defined]
        self.packs = packs
        self.data_fields = dict(asked_by(packs))
        self.fields.update(self.data_fields)

    def asked(self) -> list[forms.BoundField]:
        """Return the fields the rules ask for."""
        return [self[name] for name in self.data_fields]

    def clean(self) -> dict[str, Any]:
        """Refuse an hour without a day, and an end before the beginning."""
        values = super().clean() or {}
        if values.get("hour") and values.get("precision") != Precision.DAY:
            self.add_error("hour", "An hour needs a known day; remove the hour or choose “the day is known”.")
        start, end = values.get("on"), values.get("end_on")
        if start and not reckonable(start):
            self.add_error("on", "No zone can be reckoned in that year; check the year.")
        if start and end and end < start:
            self.add_error("end_on", "It cannot end before it begins; write the same or a later date.")
        return values

    def data_kept(self) -> Mapping[str, Any]:
        """Return what the event carries that no field here asks for."""
        return {}

    def fields_of_event(self) -> dict[str, Any]:
        """Return the values of the event's own columns; an hour makes the date an instant."""
        values = dict(self.cleaned_data)
        hour = values.pop("hour")
        names = ("kind", "on", "precision", "zone", "end_on", "printed", "text", "stage", "confidence")
        answers = {name.removeprefix("data_"): values[name] for name in self.data_fields if values[name]}
        data = {**self.data_kept(), **answers}
        fields = {name: values[name] for name in names} | {"at": None, "data": data}
        if hour:
            at = datetime.combine(values["on"], hour, ZoneInfo(values["zone"]))
            fields |= {"at": at, "precision": Precision.INSTANT}
        return fields


class EventForm(WhenForm):
    """A new event of a dispute."""

    proceeding = forms.ModelChoiceField(Proceeding.objects.none(), label="Proceeding", to_field_name="ref")
    actors = forms.ModelMultipleChoiceField(
        Actor.objects.none(),
        label="Who acted",
        required=False,
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label="Others who acted",
        required=False,
        help_text="Names or refs of actors on record, with commas between.",
    )
    visibility = forms.ChoiceField(label="Who may see it", choices=Visibility.choices)

    def __init__(self, *args: Any, dispute: Dispute, user: Reader, teams: list[Team], **kwargs: Any) -> None:
        proceedings = (
            Proceeding.objects.visible_to(user).filter(dispute=dispute).order_by("-official_id", "ref")
        )
        packs = packs_named(proceeding.pack for proceeding in proceedings)
        super().__init__(*args, packs=packs, **kwargs)
        self.user, self.dispute, self.teams = user, dispute, teams
        self.fields["proceeding"].queryset = proceedings  # type: ignore[attr-defined]
        self.fields["actors"].queryset = actors_of(dispute, user)  # type: ignore[attr-defined]
        self.fields["visibility"].initial = dispute.visibility
        latest = (
            Event.objects.visible_to(user).filter(proceeding__dispute=dispute).order_by("-on", "-id").first()
        )
        self.fields["proceeding"].initial = latest.proceeding if latest else proceedings.first()
        if latest:
            self.fields["zone"].initial = latest.zone

    def clean_others(self) -> tuple[Actor, ...]:
        """Return the actors named in words; every unknown one is named in the error."""
        wanted = [name.strip() for name in self.cleaned_data["others"].split(",") if name.strip()]
        visible = Actor.objects.visible_to(self.user)
        found = [
            visible.filter(Q(ref=name) | Q(name__iexact=name) | Q(names__name__iexact=name)).first()
            for name in wanted
        ]
        unknown = [name for name, actor in zip(wanted, found, strict=True) if actor is None]
        if unknown:
            raise forms.ValidationError(
                f"Nobody on record is called {', '.join(unknown)}; check the spelling."
            )
        return tuple(actor for actor in found if actor)

    def clean_visibility(self) -> str:
        """Refuse to hide a row that no team of the writer's could own."""
        chosen = str(self.cleaned_data["visibility"])
        if chosen != Visibility.PUBLIC and not (self.dispute.team or self.teams):
            raise forms.ValidationError(
                "Only a member of a team can record something its team alone may see."
            )
        return chosen

    def draft(self, citations: Iterable[CitationDraft], deadlines: Iterable[AnnouncedDraft]) -> EventDraft:
        """Return the event to be recorded."""
        values = self.cleaned_data
        actors = dict.fromkeys([*values["actors"], *values["others"]])
        own_team = self.dispute.team or next(iter(self.teams), None)
        return EventDraft(
            proceeding=values["proceeding"],
            visibility=values["visibility"],
            team=own_team if values["visibility"] != Visibility.PUBLIC else self.dispute.team,
            actors=tuple(actors),
            citations=tuple(citations),
            deadlines=tuple(deadlines),
            **self.fields_of_event(),
        )


class SourceForm(forms.Form):
    """Who says so: a source on record, or a new one, with a short quote."""

    source = forms.ModelChoiceField(
        Source.objects.none(),
        label="Source on record",
        required=False,
        to_field_name="ref",
        empty_label="None, or a new one",
    )
    title = forms.CharField(label="New source: title", required=False, max_length=300)
    publisher = forms.CharField(label="Publisher", required=False, max_length=150)
    kind = forms.ChoiceField(label="Kind of source", choices=SourceKind.choices, initial=SourceKind.PRESS)
    published_on = DayField(label="Published on", required=False)
    url = forms.URLField(label="Address", required=False, max_length=500, assume_scheme="https")
    quote = forms.CharField(
        label="Quote",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Short, word for word, without quotation marks.",
    )
    page = forms.CharField(label="Page", required=False, max_length=60)

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.visible_to(user).order_by("-published_on", "title")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse two sources at once, and words without a source."""
        values = super().clean() or {}
        source, title = values.get("source"), values.get("title")
        if source and title:
            self.add_error("title", "Choose a source on record or name a new one, not both.")
        if not source and not title:
            for name in ("quote", "publisher", "url", "published_on"):
                if values.get(name):
                    self.add_error("title", "Name the source this belongs to, or choose one on record.")
                    break
        return values


class AnnouncedForm(forms.Form):
    """A deadline the event announces; empty when it announces none."""

    title = forms.CharField(label="What falls due", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=DeadlineKind.choices, initial=DeadlineKind.ULTIMATUM)
    due_on = DayField(label="Due on", required=False)
    due_time = forms.TimeField(label="Hour, if one is named", required=False, widget=hour_input())
    printed = forms.CharField(
        label="Day and hour as printed",
        required=False,
        max_length=120,
        help_text="Such as “11:59 p.m. EDT on May 10”.",
    )
    legal_zone = forms.ChoiceField(
        label="Place whose day counts",
        required=False,
        choices=lambda: [("", "as the event"), *legal_zone_choices()],
    )
    responsible = forms.ModelChoiceField(
        Actor.objects.none(),
        label="Who has to act",
        required=False,
        to_field_name="ref",
        empty_label="not said",
    )
    unless = forms.CharField(
        label="Unless", required=False, max_length=200, help_text="Such as “an agreement is signed”."
    )
    unless_kinds = forms.MultipleChoiceField(
        label="Events that avert it", required=False, choices=EventKind.choices
    )
    then = forms.CharField(
        label="Then", required=False, max_length=200, help_text="Such as “a final list is published”."
    )
    then_kinds = forms.MultipleChoiceField(
        label="Events that carry it out", required=False, choices=EventKind.choices
    )
    consequence = forms.CharField(
        label="What it would mean", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, dispute: Dispute, user: Reader, packs: Sequence[clocks.Pack], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = actors_of(dispute, user)  # type: ignore[attr-defined]
        for name in ("unless_kinds", "then_kinds"):
            self.fields[name].choices = kind_choices(packs)  # type: ignore[attr-defined]

    def is_filled(self) -> bool:
        """Return whether anything but a preset was entered."""
        return any(value for name, value in self.cleaned_data.items() if name not in {"kind", "legal_zone"})

    def clean(self) -> dict[str, Any]:
        """Once anything is entered, ask for what a deadline cannot do without."""
        values = super().clean() or {}
        if not self.is_filled():
            return values
        needed = {"title": "Say what falls due.", "due_on": "Say on which day."}
        if values.get("kind") == DeadlineKind.ULTIMATUM:
            needed |= {
                "unless": "An ultimatum says what averts it.",
                "then": "An ultimatum says what follows.",
            }
        for name, message in needed.items():
            if not values.get(name) and name not in self.errors:
                self.add_error(name, message)
        return values

    def drafts(self, event_zone: str) -> tuple[AnnouncedDraft, ...]:
        """Return the deadline, or nothing when the form was left empty."""
        if not self.is_filled():
            return ()
        values = dict(self.cleaned_data)
        values["legal_zone"] = values["legal_zone"] or event_zone
        values["unless_kinds"], values["then_kinds"] = (
            tuple(values["unless_kinds"]),
            tuple(values["then_kinds"]),
        )
        return (AnnouncedDraft(**values),)


class CorrectionForm(WhenForm):
    """An event on record, as it should read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, event: Event) -> None:
        at = event.at.astimezone(ZoneInfo(event.zone)) if event.at else None
        precision = Precision.DAY if event.at else event.precision
        names = ("kind", "on", "zone", "end_on", "printed", "text", "stage", "confidence", "version")
        initial = {name: getattr(event, name) for name in names}
        initial |= {"precision": precision, "hour": at.time() if at else None}
        initial |= {f"data_{name}": value for name, value in event.data.items()}
        super().__init__(data, initial=initial, packs=packs_named([event.proceeding.pack]))
        self.event = event

    def data_kept(self) -> Mapping[str, Any]:
        """Keep what the event carries beyond the fields, such as the day a deadline was moved to."""
        return {name: value for name, value in self.event.data.items() if f"data_{name}" not in self.fields}

    def clean_version(self) -> int:
        """Refuse a correction of what somebody else has changed meanwhile."""
        seen = int(self.cleaned_data["version"])
        if seen != self.event.version:
            raise forms.ValidationError(
                "Somebody changed this event meanwhile; reload the page and look again."
            )
        return seen

    def changes(self) -> dict[str, Any]:
        """Return the columns that would change."""
        return {
            name: value
            for name, value in self.fields_of_event().items()
            if value != getattr(self.event, name)
        }


class WhyForm(forms.Form):
    """Why a date or a kind changes."""

    reason = forms.ChoiceField(
        label="Why does it change?",
        choices=[
            ("development", "A development: the world changed, the old entry was right at its time"),
            ("correction", "A correction: the old entry was wrong"),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="In your words", required=False, max_length=300)
