"""What the rules of a dispute know: its kinds of event first, and what they ask of each."""

from collections.abc import Iterable, Iterator, Sequence

from django import forms

import clocks
from disputes.kinds import EventKind

HINT_OF_DATUM = {
    clocks.DatumType.WORD: "One of the words of the rule.",
    clocks.DatumType.DATE: "A date such as 1995-02-04.",
    clocks.DatumType.DAYS: "A number of days.",
    clocks.DatumType.NUMBER: "A number.",
    clocks.DatumType.PERIOD: "Such as “15 m 1 w” (d, bd, w, m, y).",
    clocks.DatumType.TEXT: "In words.",
}

Choices = list[tuple[str, str | list[tuple[str, str]]]]


def packs_named(names: Iterable[str]) -> tuple[clocks.Pack, ...]:
    """Return the packs of these names, each once and in order; '' names none."""
    return tuple(clocks.load_pack(name) for name in dict.fromkeys(names) if name)


def kind_choices(packs: Sequence[clocks.Pack]) -> Choices:
    """Return every kind of event: those the packs know under their titles, then the others."""
    known = {kind for pack in packs for kind in pack.events}
    grouped: Choices = [
        (pack.title, [(kind.value, kind.label) for kind in EventKind if kind in pack.events])
        for pack in packs
    ]
    others = [(kind.value, kind.label) for kind in EventKind if kind not in known]
    return [*grouped, ("Other events" if packs else "Events", others)]


def asked_by(packs: Sequence[clocks.Pack]) -> Iterator[tuple[str, forms.Field]]:
    """Yield a field for each thing the packs ask of an event beyond its date, such as an outcome."""
    asked: dict[str, list[clocks.Datum]] = {}
    for pack in packs:
        for kind in pack.events.values():
            for name, datum in kind.data.items():
                asked.setdefault(name, []).append(datum)
    for name, data in asked.items():
        label = name.replace("_", " ").capitalize()
        words = sorted({word for datum in data for word in datum.words})
        if all(datum.words for datum in data):
            choices = [("", "does not apply"), *((word, word.replace("_", " ")) for word in words)]
            yield f"data_{name}", forms.ChoiceField(label=label, required=False, choices=choices)
        else:
            hint = " or ".join(dict.fromkeys(HINT_OF_DATUM[datum.type] for datum in data))
            yield f"data_{name}", forms.CharField(label=label, required=False, max_length=200, help_text=hint)
