"""What somebody decided about a deadline's day: extended, pinned, set free again, or waived."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from disputes import words
from disputes.actions import move_data
from disputes.drafts import EventDraft
from disputes.kinds import EventKind
from disputes.models import Deadline
from web.forms.days import DayField

KINDS = [
    (EventKind.DEADLINE_EXTENDED, "The day was extended or moved by those who may"),
    (EventKind.DEADLINE_PINNED, "We keep to another day than the rule gives"),
    (EventKind.DEADLINE_UNPINNED, "Back to the day of the rule"),
    (EventKind.DEADLINE_WAIVED, "It was waived"),
]
WITH_DAY = (EventKind.DEADLINE_EXTENDED, EventKind.DEADLINE_PINNED)
SENTENCES = {
    EventKind.DEADLINE_EXTENDED: "{title}: moved from {old} to {new}.",
    EventKind.DEADLINE_PINNED: "{title}: kept on {new}, not {old}.",
    EventKind.DEADLINE_UNPINNED: "{title}: back to the day of the rule.",
    EventKind.DEADLINE_WAIVED: "{title}: waived.",
}


class MoveForm(forms.Form):
    """A move of one deadline; the day it had stays on record."""

    kind = forms.ChoiceField(label="What was decided", choices=KINDS)
    to = DayField(label="New day", required=False)
    on = DayField(
        label="Decided on",
        help_text="At the legal place.",
        error_messages={"required": "Give the day of the decision."},
    )
    by = forms.CharField(label="By whom", required=False, max_length=120)
    reason = forms.CharField(
        label="On what basis, or why",
        max_length=300,
        error_messages={"required": "Say on what basis, or why."},
    )

    def __init__(self, data: Any, *, deadline: Deadline, now: datetime) -> None:
        here = now.astimezone(ZoneInfo(deadline.legal_zone)).date()
        super().__init__(data, initial={"on": here})
        self.deadline, self.today = deadline, here

    def clean_on(self) -> date:
        """Refuse a decision that has not been taken yet."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("That day is still to come; give the day of the decision.")
        return on

    def clean(self) -> dict[str, Any]:
        """Ask for a new day where one is needed, and only there."""
        values = super().clean() or {}
        kind, to = values.get("kind"), values.get("to")
        if kind in WITH_DAY and not to and "to" not in self.errors:
            self.add_error("to", "Give the new day.")
        if kind and kind not in WITH_DAY and to:
            self.add_error("to", "Nothing is moved to a new day here; leave it empty.")
        if to and to == self.deadline.due_on:
            self.add_error("to", "That is the day it has already.")
        return values

    def draft(self) -> EventDraft:
        """Return the event that says so."""
        values, deadline = self.cleaned_data, self.deadline
        extended = values["kind"] == EventKind.DEADLINE_EXTENDED
        data = move_data(deadline) | {"basis" if extended else "reason": values["reason"]}
        if values["to"]:
            data["to"] = values["to"].isoformat()
        if values["by"] and extended:
            data["by"] = values["by"]
        if extended and values["on"] > deadline.due_on and deadline.rule:
            data["after_expiry"] = "yes"
        said = SENTENCES[EventKind(values["kind"])].format(
            title=deadline.title,
            old=words.day(deadline.due_on),
            new=words.day(values["to"]) if values["to"] else "",
        )
        return EventDraft(
            proceeding=deadline.proceeding, kind=values["kind"], on=values["on"], zone=deadline.legal_zone,
            text=f"{said} {values['reason']}", data=data, visibility=deadline.visibility, team=deadline.team,
        )  # fmt: skip
