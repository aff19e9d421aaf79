"""How a list's composition is to be shown."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from casebook.composition import Asked
from tariffs.composition import By
from tariffs.models import ListVersion

# The first is what an empty choice means.
GROUPS = [(By.CHAPTER, "Chapters"), (By.SECTION, "Sections"), (By.HEADING, "Headings")]


class CompositionForm(forms.Form):
    """Version, grouping, year of the imports, countries of origin, and lists to add; all may be left out."""

    version = forms.TypedChoiceField(label="Version", required=False, coerce=int, empty_value=None)
    by = forms.ChoiceField(label="By", required=False, choices=GROUPS)
    year = forms.IntegerField(label="Imports of", required=False, min_value=1900, max_value=2999)
    partners = forms.CharField(label="From", required=False, max_length=300)
    beside = forms.CharField(label="Together with", required=False, max_length=1000)

    def __init__(self, *args: Any, versions: Sequence[ListVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (version.number, f"{version.number}: {version.get_stage_display()}") for version in versions
        ]
        field = self.fields["version"]
        field.choices = [("", "The last"), *choices]  # type: ignore[attr-defined]
        self.fields["year"].widget.attrs["placeholder"] = "last year"
        self.fields["partners"].widget.attrs["placeholder"] = "the targets"
        self.fields["beside"].widget.attrs["placeholder"] = "other lists"

    def clean_partners(self) -> tuple[str, ...]:
        """Return the ISO codes; raises ValidationError."""
        found = tuple(
            part for part in re.split(r"[\s,]+", str(self.cleaned_data["partners"]).upper()) if part
        )
        if not all(re.fullmatch(r"[A-Z]{2}", part, re.ASCII) for part in found):
            raise forms.ValidationError("Write ISO codes such as CN, MX; EU is the Union.")
        return found

    def clean_beside(self) -> tuple[str, ...]:
        """Return the refs; raises ValidationError when there are too many."""
        found = tuple(
            dict.fromkeys(part for part in re.split(r"[\s,]+", self.cleaned_data["beside"]) if part)
        )
        if len(found) > 19 or not all(re.fullmatch(r"[-\w]{1,100}", part, re.ASCII) for part in found):
            raise forms.ValidationError("Write the refs of at most 19 lists, with commas between.")
        return found

    def asked(self) -> Asked:
        """Return how to measure; what cannot be read is as if left out, and is said beside the field."""
        values = self._values()
        by = values.get("by") or By.CHAPTER
        return Asked(By(by), values.get("year"), values.get("partners") or ())

    def number(self) -> int | None:
        """Return the number of the version, None for the last."""
        number: int | None = self._values().get("version")
        return number

    def others(self) -> tuple[str, ...]:
        """Return the refs of the lists to add."""
        found: tuple[str, ...] = self._values().get("beside") or ()
        return found

    def _values(self) -> dict[str, Any]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})
