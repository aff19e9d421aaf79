"""`/clocks/`: the packs, the rules of one, and one rule as a lawyer reads it, to try on a day."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import clocks
from clocks import Computed, Confidence, Pack, Rule
from clocks.telling import (
    examples,
    say_anchor,
    say_count_of,
    say_matches,
    say_month_end,
    say_roll,
)
from clocks.words import say_day, say_period
from disputes.models import DeadlineKind
from web.forms.clocks import TryForm

Pairs = Iterator[tuple[str, str]]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the packs with how many rules each has."""
    rows = [_pack_row(clocks.load_pack(name)) for name in clocks.packs()]
    context = {
        "section": "clocks",
        "rows": rows,
        "rules": sum(row["rules"] for row in rows),
    }
    return render(request, "clocks/index.html", context)


@require_safe
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """Return the rules of one pack."""
    found = _pack(name)
    rules = [_rule_row(found, rule) for rule in sorted(found.rules, key=_by_number)]
    context = {"section": "clocks", "pack": found, "rules": rules}
    return render(request, "clocks/pack.html", context)


@require_safe
def rule(request: HttpRequest, name: str, rule_id: str) -> HttpResponse:
    """Return one rule; with `?anchor=` also the day it gives and the proof, or what is wrong with the question."""
    found = _pack(name)
    try:
        of = found.rule(rule_id)
    except KeyError:
        raise Http404 from None
    form = None if of.count is None else TryForm(request.GET or None, pack=found, rule=of)
    context: dict[str, Any] = {
        "section": "clocks",
        "pack": found,
        "rule": of,
        "kind": DeadlineKind(of.kind.value).label,
        "count": say_count_of(of),
        "anchor": say_anchor(found, of),
        "pairs": [pair for pair in _pairs(found, of) if pair[1]],
        "examples": examples(found.name, of.id),
        "form": form,
        "calendar_confidence": _confidence(of.calendar) if of.calendar else "",
    }
    if form and form.is_bound and form.is_valid():
        context |= _tried(of, form)
    return render(request, "clocks/rule.html", context)


def _pack(name: str) -> Pack:
    if name not in clocks.packs():
        raise Http404
    return clocks.load_pack(name)


def _tried(of: Rule, form: TryForm) -> dict[str, Computed | list[str]]:
    day, options = form.question()
    try:
        return {"computed": clocks.compute(of.id, day, clocks.shipped(), **options)}
    except clocks.ClockErrors as refused:
        return {"faults": [str(error) for error in refused.errors]}


def _by_number(of: Rule) -> list[tuple[int, str]]:
    """Return a key that puts 301.9 before 301.10, whatever the engine's own order."""
    return [(int(part or 0), word) for part, word in re.findall(r"(\d*)(\D*)", of.id)]


def _confidence(calendar: str) -> str:
    """Return how sure a calendar is where all its years are alike, else ""."""
    alike = {span.confidence for span in clocks.shipped().named(calendar).coverage}
    return alike.pop() if len(alike) == 1 else ""


def _pack_row(found: Pack) -> dict[str, Any]:
    by_hand = sum(rule.count is None for rule in found.rules)
    vectors = [vector for rule in found.rules for vector in rule.vectors]
    return {
        "pack": found,
        "rules": len(found.rules),
        "by_hand": by_hand,
        "unsure": sum(rule.confidence is Confidence.UNSURE for rule in found.rules),
        "history": sum(vector.kind == "history" for vector in vectors),
        "arithmetic": sum(vector.kind == "arithmetic" for vector in vectors),
    }


def _rule_row(found: Pack, of: Rule) -> dict[str, Any]:
    return {
        "rule": of,
        "kind": DeadlineKind(of.kind.value).label,
        "count": say_count_of(of),
        "anchor": say_anchor(found, of),
    }


def _pairs(found: Pack, of: Rule) -> Pairs:
    """Yield what a rule says beside its words, in the order in which a case meets it; empty values are left out."""
    yield "In force", _force(of)
    yield "Applies if", _answers(found, of.applies_if)
    yield "Not if", _answers(found, of.excepted_if)
    yield "Needs also", _list(say_matches(found, of.requires))
    yield "Only while not recorded", _list(say_matches(found, of.absent))
    yield "A limb of", of.limb_of or ""
    yield "Replaces", _list(of.replaces)
    yield "Halved if", _answers(found, of.halved_if)
    if of.opens:
        yield "Opens", f"{say_period(of.opens)} {'before' if of.opens.backward else 'after'} the same day 0"
    if of.repeat:
        until = f", until {_list([found.words(kind) for kind in of.repeat.until])}" if of.repeat.until else ""
        after = (
            f", only after {_list([found.words(kind) for kind in of.repeat.only_after])}"
            if of.repeat.only_after
            else ""
        )
        yield "Comes again", f"every {say_period(of.repeat.every)}{after}{until}"
    if of.suspended_by:
        start, end = found.words(of.suspended_by.start), found.words(of.suspended_by.end)
        yield "Stands still", f"from {start} to {end}"
    yield "Lengthened by", _list([found.words(kind) for kind in of.lengthened_by])
    if of.count is not None:
        yield "Month ends", say_month_end(of)
        yield "Closed last day", say_roll(of)
    if of.hour:
        yield "Hour", f"{of.hour:%H:%M} in {found.zone}"
    if of.by_act:
        yield "Comes about", f"only by an act of {of.who_acts}, not by the passing of the day"
    yield "Met by", _list(say_matches(found, of.satisfied_by))
    yield "Falls away with", _list(say_matches(found, of.withdrawn_by))
    within = f", in the last {say_period(of.lapsed_within)}" if of.lapsed_within else ""
    yield "Lapses with", f"{_list(say_matches(found, of.lapsed_by))}{within}"
    if of.stalled_from:
        yield "Stalled", f"unmet and due from {say_day(of.stalled_from)} on"
    yield "Extension", of.extension
    yield "If it is missed", of.consequence


def _force(of: Rule) -> str:
    since = f"from {say_day(of.valid_from)}" if of.valid_from else ""
    until = f"until {say_day(of.valid_to)}" if of.valid_to else ""
    return " ".join(filter(None, (since, until)))


def _answers(found: Pack, answers: Any) -> str:
    said = {True: "yes", False: "no"}
    return "; ".join(
        f"{found.facts[name].question} {said.get(answer, answer) if isinstance(answer, bool) else answer}"
        for name, answer in answers.items()
    )


def _list(words: Any) -> str:
    return "; ".join(words)
