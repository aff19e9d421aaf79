"""Asking one rule, one year of a calendar, or a whole list of deadlines."""

from datetime import date
from typing import Any

from django import forms

from clocks import Pack, Rule
from clocks.checking import BYTE_LIMIT, Order, Table, decode, read_table
from clocks.rules import Choice, Stated
from web.forms.days import DayField

ORDERS = [
    (Order.UNSAID.value, "not said: such dates are not checked"),
    (Order.DAY_FIRST.value, "day first, 3 April 2020"),
    (Order.MONTH_FIRST.value, "month first, 4 March 2020"),
]


class TryForm(forms.Form):
    """What a rule needs to be counted: its day 0, the period where it is stated, the days of its limbs."""

    def __init__(self, *args: Any, pack: Pack, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limbs = {
            f"limb-{number}": limb
            for number, limb in enumerate(rule.count.limbs if isinstance(rule.count, Choice) else ())
        }
        self.fields["anchor"] = DayField(label="Day 0")
        if isinstance(rule.count, Stated):
            self.fields["period"] = forms.CharField(
                label="Period stated", max_length=40, help_text="such as 15 m 1 w, or 90 d"
            )
        for name, limb in self.limbs.items():
            self.fields[name] = DayField(
                label=f"Day 0 of {limb}", required=False, help_text=pack.rule(limb).title
            )

    def question(self) -> tuple[date, dict[str, Any]]:
        """Return the day and the options as `clocks.compute` takes them; the form must be valid."""
        given = self.cleaned_data
        limbs = {limb: given[name] for name, limb in self.limbs.items() if given[name]}
        return given["anchor"], {"period": given.get("period"), "limbs": limbs}


class CheckForm(forms.Form):
    """A table of deadlines, pasted or as a file, and how its ambiguous dates are meant."""

    table = forms.CharField(
        label="Your table",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
        help_text=(
            "Three columns: the rule (its id, or words that name one), the trigger date, the date you have; "
            "a fourth, headed Period, where a rule runs as long as stated."
        ),
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text=f"CSV or TSV in UTF-8, at most {BYTE_LIMIT // 1000} kB",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.tsv,.txt,text/csv,text/tab-separated-values"}
        ),
    )
    order = forms.ChoiceField(
        label="Dates such as 03/04/2020 are",
        choices=ORDERS,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def clean(self) -> dict[str, Any]:
        """Read the table from whichever was given; one of the two."""
        given = super().clean() or {}
        text, upload = given.get("table") or "", given.get("file")
        if text.strip() and upload:
            self.add_error("file", "You pasted a table and chose a file; give one of them.")
            return given
        try:
            given["text"] = self._uploaded(upload) if upload else text
            given["read"] = read_table(given["text"])
        except ValueError as error:
            self.add_error("file" if upload else "table", str(error))
        return given

    def _uploaded(self, upload: Any) -> str:
        if upload.size > BYTE_LIMIT:
            raise ValueError(f"The file has more than {BYTE_LIMIT // 1000} kB; split it.")
        return decode(upload.read())

    @property
    def read(self) -> Table:
        """The table; the form must be valid."""
        table: Table = self.cleaned_data["read"]
        return table

    @property
    def said(self) -> Order:
        """What the writer said of ambiguous dates."""
        return Order(self.cleaned_data["order"])
