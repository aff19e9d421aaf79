"""Filters of the pages of tariff lists."""

from typing import Any

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.querysets import Reader
from casebook.lists import lines
from disputes.models import Actor, Dispute
from tariffs.codes import digits_of
from tariffs.models import (
    Effect,
    EffectState,
    ListItem,
    ListVersion,
    TariffList,
    TariffListTarget,
    VersionStage,
)
from web.forms.filters import ANY, FilterForm

SEARCH = forms.TextInput(attrs={"type": "search"})


class ListFilter(FilterForm):
    """Narrows the index of lists."""

    q = forms.CharField(label="Words", required=False, max_length=100, widget=SEARCH)
    imposing = forms.ModelChoiceField(
        Actor.objects.none(), label="Imposed by", required=False, to_field_name="ref", empty_label="Any"
    )
    target = forms.ModelChoiceField(
        Actor.objects.none(), label="Aimed at", required=False, to_field_name="ref", empty_label="Any"
    )
    dispute = forms.ModelChoiceField(
        Dispute.objects.none(), label="Dispute", required=False, to_field_name="ref", empty_label="Any"
    )
    stage = forms.ChoiceField(choices=[ANY, *VersionStage.choices], label="Latest version", required=False)
    law = forms.ChoiceField(choices=[ANY, *EffectState.choices], label="What the law did", required=False)

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        seen = TariffList.objects.visible_to(user)
        links = TariffListTarget.objects.visible_to(user)
        actors = Actor.objects.visible_to(user).order_by("name")
        choices: dict[str, QuerySet[Any]] = {
            "imposing": actors.filter(pk__in=seen.values("imposing")),
            "target": actors.filter(pk__in=links.values("actor")),
            "dispute": Dispute.objects.visible_to(user)
            .filter(pk__in=seen.values("dispute"))
            .order_by("title"),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[TariffList]) -> QuerySet[TariffList]:
        """Return the lists that fit."""
        if not self.is_valid():
            return rows.none()
        asked = self.chosen()
        for word in asked.get("q", "").split():
            rows = rows.filter(
                Q(title__icontains=word) | Q(ref__icontains=word) | Q(authority__icontains=word)
            )
        for name in {"imposing", "dispute"} & set(asked):
            rows = rows.filter(**{name: asked[name]})
        if "target" in asked:
            links = TariffListTarget.objects.visible_to(self.user).filter(actor=asked["target"])
            rows = rows.filter(pk__in=links.values("tariff_list"))
        if "stage" in asked:
            versions = ListVersion.objects.visible_to(self.user).filter(
                tariff_list=OuterRef("pk"), is_published=True
            )
            latest = versions.order_by("-number").values("stage")[:1]
            rows = rows.alias(latest=Subquery(latest)).filter(latest=asked["stage"])
        if "law" in asked:
            effects = Effect.objects.visible_to(self.user).filter(state=asked["law"])
            rows = rows.filter(pk__in=effects.values("tariff_list"))
        return rows


class LineFilter(FilterForm):
    """Searches within one version of a list."""

    q = forms.CharField(label="Words", required=False, max_length=100, widget=SEARCH)
    code = forms.CharField(
        label="Code or its beginning", required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "8517.62", "autocomplete": "off"}),
    )  # fmt: skip
    part = forms.ChoiceField(label="Annex or part", required=False)

    def __init__(self, *args: Any, parts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(part, part) for part in parts if part]
        if named:
            self.fields["part"].choices = [ANY, *named]  # type: ignore[attr-defined]
        else:
            del self.fields["part"]

    def clean_code(self) -> str:
        """Return the digits of the code, or refuse what is none (a ValueError of its own words)."""
        text: str = self.cleaned_data["code"]
        try:
            return digits_of(text) if text else ""
        except ValueError as bad:
            raise forms.ValidationError(str(bad)) from bad

    def apply(self, version: ListVersion) -> QuerySet[ListItem]:
        """Return the version's lines that fit."""
        if not self.is_valid():
            return version.items.none()
        asked = self.chosen()
        return lines(version, words=asked.get("q", ""), code=asked.get("code", ""), part=asked.get("part"))

    def without_code(self, version: ListVersion) -> QuerySet[ListItem]:
        """Return the lines that fit but for their code: what the index of chapters counts."""
        asked = self.chosen()
        return lines(version, words=asked.get("q", ""), part=asked.get("part"))
