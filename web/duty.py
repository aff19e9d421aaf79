"""`/duty/`: what would my goods pay? One code, or many; nothing is kept, no account is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tariffs.answers import Answer, Base, Branch, Layer, NotCovered
from tariffs.asking import Wrong
from tariffs.codes import display
from tariffs.enquiry import NOTICE, Enquiry, ask, ask_many
from tariffs.law import Line, Wall, clock
from tariffs.models import TariffCitation
from tariffs.rates import Rate
from tariffs.shelf import Cited
from web.csv_files import csv_response
from web.forms.duty import DutyForm, ManyForm

FIRST = {"importer": "US", "origin": "CN"}
HEAD = (
    "code", "importer", "origin", "on", "exported_on", "condition", "duty", "authority", "line", "rate",
    "ad_valorem_percent", "mode", "applies", "state", "claim_code", "why", "not_applied",
)  # fmt: skip
SHOWN, NAMED = 500, 3
APPLIES = {True: "yes", False: "no", None: "not known"}
# What keeps a list from the goods, by the reason of `NotCovered`, in the order in which a reader needs it.
PASSED_BY = {
    "words": "Perhaps on, goods named in words",
    "not_recorded": "Perhaps on, not all lines recorded",
    "code": "Not on, but neighbours are",
    "part_of_code": "On for other digits only",
    "country": "On for other origins only",
}
TURNS_ON = {
    "code": "digits 9 and 10 of the code, or deeper ones than given",
    "entry_time": "the hour of entry",
    "exported_on": "the day of export",
    "exclusion": "whether the goods fit an exclusion",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A layer with its sources."""

    layer: Layer
    citations: Sequence[TariffCitation]


@dataclass(frozen=True, slots=True)
class Part:
    """One set of layers: the whole answer, or one branch with its condition in words."""

    when: str
    base: Base | None
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Asked:
    """One code of many: its parts and, in words, the lists not applied; or what is wrong with it."""

    code: str
    parts: Sequence[Part] = ()
    beside: Sequence[str] = ()
    wrong: Sequence[Wrong] = ()


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the form and, once it is filled in, the answer."""
    if not request.GET:
        return render(
            request, "duty/index.html", {"section": "duty", "form": DutyForm(initial=FIRST), "notice": NOTICE}
        )
    form = DutyForm(request.GET)
    context: dict[str, Any] = {"section": "duty", "form": form, "notice": NOTICE}
    if not form.is_valid() or form.question is None:
        return render(request, "duty/index.html", context, status=400)
    enquiry = ask(user=request.user, question=form.question)
    answer = enquiry.answer
    parts = list(_parts(enquiry))
    idle = [row for row in parts[0].rows if row.layer.applies is False] if not answer.branches else []
    context |= {
        "enquiry": enquiry, "answer": answer, "parts": parts, "idle": idle,
        "turns_on": [TURNS_ON[one] for one in answer.depends],
    }  # fmt: skip
    return render(request, "duty/index.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Return the form for many codes; after a POST the table, as a page or (`as=csv`) as a file."""
    if request.method != "POST":
        return render(
            request, "duty/many.html", {"section": "duty", "form": ManyForm(initial=FIRST), "notice": NOTICE}
        )
    form = ManyForm(request.POST)
    context: dict[str, Any] = {"section": "duty", "form": form, "notice": NOTICE}
    if not form.is_valid():
        return render(request, "duty/many.html", context, status=400)
    found = iter(ask_many(user=request.user, questions=[q for _, q, _ in form.asked if q is not None]))
    asked = [_asked(code, next(found)) if q else Asked(code, wrong=wrong) for code, q, wrong in form.asked]
    if request.POST.get("as") == "csv":
        return csv_response("duties.csv", HEAD, _lines(asked, form.cleaned_data))
    wrong = sum(bool(one.wrong) for one in asked)
    context |= {"asked": asked[:SHOWN], "count": len(asked), "wrong": wrong, "shown": SHOWN}
    return render(request, "duty/many.html", context)


def _asked(code: str, enquiry: Enquiry) -> Asked:
    return Asked(code, list(_parts(enquiry)), beside(enquiry.answer))


def beside(answer: Answer) -> list[str]:
    """Return the lists not applied, in words: "Not on, but neighbours are: List 3 (8517.61.00)"; one text a reason."""
    proposed: dict[str, list[str]] = {}
    for would in answer.would_pay:
        rate = would.line.rate.text if would.line.rate else would.edition.stated_rate
        said = f"{_line(would.line)}, {rate or 'rate not stated'}"
        proposed.setdefault(would.law.title, []).append(said)
    titles = [f"{title} ({'; '.join(said)})" for title, said in proposed.items()]
    told = [f"Only proposed: {', '.join(titles)}"] if titles else []
    for reason, words in PASSED_BY.items():
        titles = [_named(one) for one in answer.not_covered if one.reason == reason]
        told += [f"{words}: {', '.join(titles)}"] if titles else []
    return told


def _named(one: NotCovered) -> str:
    """Return the title of a list, with its neighbours or its words if these are all there is to say."""
    near = [_line(line) for line in one.nearest] if one.reason in {"code", "words"} else []
    said = ["; ".join(near[:NAMED]) + (f" and {len(near) - NAMED} more" if len(near) > NAMED else "")]
    if one.reason in {"words", "not_recorded"} and one.applies is False:
        said.append("only proposed" if not one.edition.is_final else "nothing of it due that day")
    told = ", ".join(filter(None, said))
    return f"{one.law.title} ({told})" if told else one.law.title


def _line(line: Line) -> str:
    """Return what a line names, in short."""
    return display(line.digits) or f"“{line.description}”"


def _parts(enquiry: Enquiry) -> Iterator[Part]:
    """Yield the branches, or the one answer there is."""
    for branch in enquiry.answer.branches:
        yield Part(condition(branch), enquiry.base_under(branch.layers), _rows(enquiry, branch.layers))
    if not enquiry.answer.branches:
        layers = enquiry.answer.layers
        yield Part("", enquiry.base_under(layers), _rows(enquiry, layers))


def _rows(enquiry: Enquiry, layers: Iterable[Layer]) -> list[Row]:
    rows = []
    for layer in layers:
        effect, exclusion = layer.standing.effect, layer.exclusion
        keys: list[Cited] = [("effect", effect.ref)] if effect else []
        keys += [("exclusion", exclusion.ref)] if exclusion else []
        found = [one for key in (*keys, ("line", layer.line.id)) for one in enquiry.sources.get(key, ())]
        rows.append(Row(layer, found or enquiry.sources.get(("version", layer.edition.ref), ())))
    return rows


def condition(branch: Branch) -> str:
    """Return the conditions of a branch in words: "8517.62.0010 or 8517.62.0020; exported before 10 May 2019"."""
    said = []
    if branch.codes or branch.other_digits:
        codes = [display(code) for code in branch.codes] + (
            ["any other digits"] if branch.other_digits else []
        )
        said.append(" or ".join(codes))
    said += _span("exported", branch.exported_from, branch.exported_before)
    said += _span("entered", branch.entered_from, branch.entered_before)
    if branch.fits_exclusion is not None:
        said.append("fitting the exclusion" if branch.fits_exclusion else "fitting no exclusion")
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _span(word: str, start: Wall | None, end: Wall | None) -> list[str]:
    said = [f"on or after {_moment(start)}"] if start is not None else []
    said += [f"before {_moment(end)}"] if end is not None else []
    return [f"{word} {' and '.join(said)}"] if said else []


def _moment(moment: Wall) -> str:
    """Return the day, with the hour unless it is the day's first minute."""
    at = clock(moment)
    day = f"{at.day} {at:%B %Y}"
    return day if (at.hour, at.minute) in {(0, 0), (0, 1)} else f"{at:%H:%M} on {day}"


def _lines(asked: Iterable[Asked], given: dict[str, Any]) -> Iterator[Sequence[object]]:
    for one in asked:
        head = (one.code, given["importer"], given["origin"], given["on"], given["exported_on"])
        last = "; ".join(one.beside)
        for wrong in one.wrong:
            yield (*head, "", "", "", "", "", "", "", "not answered", "", "", wrong.detail, last)
        for part in one.parts:
            if part.base is not None:
                base = part.base
                yield (
                    *head, part.when, "normal duty", base.title, display(base.digits), base.rate.text,
                    _percent(base.rate), "", APPLIES[base.applies], "", "", base.why, last,
                )  # fmt: skip
            for row in part.rows:
                layer, rate = row.layer, row.layer.rate
                yield (
                    *head, part.when, layer.law.title, layer.law.authority, layer.line.printed or _line(layer.line),
                    rate.text,
                    _percent(rate), layer.mode, APPLIES[layer.applies], layer.state.value, layer.claim_code,
                    layer.why, last,
                )  # fmt: skip
            if part.base is None and not part.rows:
                why = "No list in this record covers it, and no loaded edition knows the code."
                yield (*head, part.when, "", "", "", "", "", "", "", "", "", why, last)


def _percent(rate: Rate) -> str:
    """Return the percent without trailing zeros, "" where there is none."""
    return "" if rate.ad_valorem_percent is None else f"{rate.ad_valorem_percent.normalize():f}"
