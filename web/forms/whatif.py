"""Assumed events, one form each, read from the address so that a question can be sent to somebody."""

from typing import Any

from django import forms

import clocks
from disputes.kinds import EventKind
from web.forms.days import DayField


class AssumptionForm(forms.Form):
    """One event that is assumed; an empty form assumes nothing."""

    kind = forms.ChoiceField(label="What happens", required=False)
    on = DayField(label="On", required=False)
    until = DayField(label="Or at the latest on", required=False)
    at_limit_of = forms.ChoiceField(label="Or on the last day of", required=False)
    details = forms.CharField(
        label="Details the rules ask for",
        required=False,
        max_length=200,
        help_text="Such as outcome=affirmative; several with semicolons between.",
    )

    def __init__(self, *args: Any, pack: clocks.Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted = [choice for choice in EventKind.choices if choice[0] in pack.events]
        others = [choice for choice in EventKind.choices if choice[0] not in pack.events]
        groups = [("Clocks run from these", counted), ("No clock here asks for these", others)]
        self.fields["kind"].choices = [("", "Choose…"), *groups]  # type: ignore[attr-defined]
        rules = [(rule.id, f"{rule.id} {rule.title}") for rule in pack.rules]
        self.fields["at_limit_of"].choices = [("", "no rule"), *sorted(rules)]  # type: ignore[attr-defined]

    @property
    def is_filled(self) -> bool:
        """Return whether anything was entered."""
        return any(self.cleaned_data.values())

    def clean(self) -> dict[str, Any]:
        """Ask for a kind and a day; refuse two days at once and details that cannot be read."""
        values = super().clean() or {}
        if not any(values.values()):
            return values
        if not values.get("kind"):
            self.add_error("kind", "Choose what is assumed to happen.")
        days = [name for name in ("on", "at_limit_of") if values.get(name)]
        if len(days) != 1 and "on" not in self.errors:
            self.add_error("on", "Give either a day or the rule on whose last day it happens.")
        if values.get("until") and not values.get("on"):
            self.add_error("until", "A latest day goes with an earliest; give both.")
        if values.get("until") and values.get("on") and values["until"] < values["on"]:
            self.add_error("until", "The latest day lies before the earliest; exchange them.")
        values["data"] = self._data(values.get("details", ""))
        return values

    def _data(self, text: str) -> dict[str, str]:
        data = {}
        for part in (part.strip() for part in text.split(";") if part.strip()):
            name, equals, word = (piece.strip() for piece in part.partition("="))
            if not (name and equals and word):
                self.add_error("details", f"“{part}” is not like outcome=affirmative.")
            data[name] = word
        return data

    def assumption(self) -> clocks.Assumption:
        """Return the assumed event."""
        values = self.cleaned_data
        return clocks.Assumption(
            kind=values["kind"],
            on=values["on"],
            until=values["until"],
            at_limit_of=values["at_limit_of"] or None,
            data=values["data"],
        )
