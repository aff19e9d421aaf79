"""Filters as GET forms: every narrowed page has an address."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet

from accounts.querysets import Reader
from casebook.casefile import TimelineEntry
from casebook.timeline import EntryType
from disputes.kinds import EventKind
from disputes.models import Actor, Basis, Deadline, DeadlineKind, DeadlineState, Dispute, Event, Stage
from web.forms.days import DayField

ANY = ("", "Any")
ENTRY_TYPES = [
    (EntryType.EVENT, "Events"), (EntryType.DEADLINE, "Deadlines"), (EntryType.ROUND, "Rounds"),
    (EntryType.LIST_VERSION, "Lists"),
]  # fmt: skip


class FilterForm(forms.Form):
    """A form whose empty fields narrow nothing. While a field cannot be read, nothing fits and the page says why."""

    def chosen(self) -> dict[str, Any]:
        """Return the readable, filled-in fields."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class DisputeFilter(FilterForm):
    """Narrows the list of disputes."""

    q = forms.CharField(
        label="Words", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    party = forms.ModelChoiceField(
        Actor.objects.none(), label="Party", required=False, to_field_name="ref", empty_label="Any"
    )
    stage = forms.ChoiceField(choices=[ANY, *Stage.choices], label="Stage", required=False)

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = Actor.objects.visible_to(user).filter(
            disputes__dispute__in=Dispute.objects.visible_to(user)
        )
        self.fields["party"].queryset = parties.distinct().order_by("name")  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Dispute]) -> QuerySet[Dispute]:
        """Return the disputes that fit."""
        if not self.is_valid():
            return rows.none()
        chosen = self.chosen()
        for word in chosen.get("q", "").split():
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(ref__icontains=word)
                | Q(subject__icontains=word)
                | Q(summary__icontains=word)
            )
        if "party" in chosen:
            rows = rows.filter(parties__actor=chosen["party"]).distinct()
        return rows.filter(stage=chosen["stage"]) if "stage" in chosen else rows


def _says_little(entry: TimelineEntry) -> bool:
    """Return whether an entry is the day of a mere target, or of a deadline replaced or withdrawn before it came."""
    gone = {DeadlineState.SUPERSEDED, DeadlineState.WITHDRAWN}
    return entry.due is not None and (entry.due.deadline.state in gone or not entry.due.binds)


class TimelineFilter(FilterForm):
    """Narrows one dispute's timeline, and turns it round."""

    show = forms.ChoiceField(choices=[("", "Everything"), *ENTRY_TYPES], label="Show", required=False)
    kind = forms.ChoiceField(choices=[ANY, *EventKind.choices], label="Kind of event", required=False)
    order = forms.ChoiceField(
        choices=[("", "Earliest first"), ("latest", "Latest first")], label="Order", required=False
    )

    def apply(self, entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
        """Return the entries that fit, in the chosen order."""
        if not self.is_valid():
            return []
        chosen = self.chosen()
        if "show" in chosen:
            fits = [entry for entry in entries if entry.type == chosen["show"]]
        else:
            fits = [entry for entry in entries if not (entry.told_by_event or _says_little(entry))]
        if "kind" in chosen:
            fits = [
                entry for entry in fits if isinstance(entry.row, Event) and entry.row.kind == chosen["kind"]
            ]
        return fits[::-1] if "order" in chosen else fits


class DeadlineFilter(FilterForm):
    """Narrows the board of deadlines."""

    dispute = forms.ModelChoiceField(
        Dispute.objects.none(), label="Dispute", required=False, to_field_name="ref", empty_label="Any"
    )
    state = forms.ChoiceField(choices=[ANY, *DeadlineState.choices], label="State", required=False)
    kind = forms.ChoiceField(choices=[ANY, *DeadlineKind.choices], label="Kind", required=False)
    basis = forms.ChoiceField(choices=[ANY, *Basis.choices], label="Basis", required=False)
    due_from = DayField(label="Due from", required=False)
    due_to = DayField(label="Due up to", required=False)

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dispute"].queryset = Dispute.objects.visible_to(user).order_by("title")  # type: ignore[attr-defined]

    def api_query(self) -> str:
        """Return the query string that narrows the API's deadlines alike."""
        names = {"due_from": "due_on__gte", "due_to": "due_on__lte"}
        return urlencode(
            {
                names.get(name, name): value.ref if isinstance(value, Dispute) else value
                for name, value in self.chosen().items()
            }
        )

    def apply(self, rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
        """Return the deadlines that fit."""
        if not self.is_valid():
            return rows.none()
        paths = {
            "dispute": "proceeding__dispute", "state": "state", "kind": "kind", "basis": "basis",
            "due_from": "due_on__gte", "due_to": "due_on__lte",
        }  # fmt: skip
        return rows.filter(**{paths[name]: value for name, value in self.chosen().items()})
