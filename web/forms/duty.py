"""What would my goods pay? One code, or many pasted at once."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from tariffs.answers import Question
from tariffs.asking import Wrong, read_question

MANY = 10_000
PLACE = {
    "maxlength": "5",
    "size": "4",
    "autocapitalize": "characters",
    "autocomplete": "off",
    "spellcheck": "false",
}


class DutyForm(forms.Form):
    """One question; every fault is said at its field."""

    importer = forms.CharField(label="Importer", required=False, widget=forms.TextInput(attrs=PLACE))
    origin = forms.CharField(label="Origin", required=False, widget=forms.TextInput(attrs=PLACE))
    code = forms.CharField(
        label="Code", required=False, widget=forms.TextInput(attrs={"size": "14", "inputmode": "numeric"})
    )
    on = forms.CharField(label="Day of entry", required=False, widget=forms.TextInput(attrs={"type": "date"}))
    at = forms.CharField(
        label="Hour, if known", required=False, widget=forms.TextInput(attrs={"type": "time"})
    )
    exported_on = forms.CharField(
        label="Day of export, if known", required=False, widget=forms.TextInput(attrs={"type": "date"})
    )
    question: Question | None = None

    def clean(self) -> dict[str, Any]:
        """Read the question as a whole."""
        given = super().clean() or {}
        self.question, wrong = read_question(given)
        self._blame(wrong)
        return given

    def _blame(self, wrong: list[Wrong]) -> None:
        for one in wrong:
            said = one.detail.removeprefix(f"{one.field}: ")
            self.add_error(one.field, said[:1].upper() + said[1:])


class ManyForm(DutyForm):
    """The same question about many codes."""

    code = None  # type: ignore[assignment]  # Django's way to drop a field
    codes = forms.CharField(
        label="Codes",
        required=True,
        error_messages={"required": "Paste at least one code, such as 8517.62.00."},
        widget=forms.Textarea(attrs={"rows": "8", "spellcheck": "false"}),
        help_text="One on a line, or with commas, semicolons or tabs between; up to 10,000.",
    )
    asked: list[tuple[str, Question | None, list[Wrong]]]

    def clean(self) -> dict[str, Any]:
        """Read every code; what is wrong with one is said in its row, what is wrong with all at its field."""
        given = forms.Form.clean(self) or {}
        codes = [one.strip() for one in re.split(r"[\n,;\t]+", given.get("codes", "")) if one.strip()]
        if len(codes) > MANY:
            self.add_error("codes", f"{len(codes):,} codes; ask for {MANY:,} at a time.")
            codes = codes[:0]
        self._blame([one for one in read_question(given | {"code": "851762"})[1] if one.field != "code"])
        self.asked = [] if self.errors else [self._one(given, code) for code in codes]
        return given

    @staticmethod
    def _one(given: Mapping[str, str], code: str) -> tuple[str, Question | None, list[Wrong]]:
        question, wrong = read_question({**given, "code": code})
        return code, question, wrong
