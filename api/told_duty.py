"""Duty answers as JSON text: one by one or in a batch, in the same words."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from tariffs.answers import Base, Branch, Layer, NotCovered, Question, WouldPay
from tariffs.codes import display
from tariffs.enquiry import NOTICE, Enquiry
from tariffs.law import Edition, ExclusionOf, Law, Line, State, Wall, clock
from tariffs.models import TariffCitation
from tariffs.rates import Combination, Rate
from tariffs.shelf import Cited
from tariffs.standing import Standing

_json = json.JSONEncoder(ensure_ascii=False).encode
DECIDED = {True: "true", False: "false", None: "null"}


class Teller:
    """Writes answers whose enquiries share their sources; what recurs from one to the next is put into text once.

    What each answer says anew (the question, the goods, the lines) is written straight
    into the text: to build objects of it first takes three times as long.
    """

    def __init__(self) -> None:
        self._verdicts: dict[tuple[Standing, str, str, bool | None, str], str] = {}
        self._listed: dict[str, str] = {}
        self._quoted: dict[Cited, str] = {}

    def answer(self, enquiry: Enquiry) -> str:
        """Return one answer as a JSON object with all there is to say."""
        return f'{self._members(enquiry)}, "notice": {_json(NOTICE)}}}'

    def result(self, number: int, enquiry: Enquiry) -> str:
        """Return one result of a batch: the same answer; the notice stands once beside all of them."""
        return f'{{"index": {number}, "answer": {self._members(enquiry)}}}, "errors": []}}'

    def _members(self, enquiry: Enquiry) -> str:
        """Return the object up to its last member, still open."""
        answer = enquiry.answer
        branches = ", ".join(
            [
                f'{{"when": {when(one)}, "layers": [{self._layers(enquiry, one.layers)}]}}'
                for one in answer.branches
            ]
        )
        return (
            f'{{"question": {question(answer.question)}, "nomenclature": {nomenclature(enquiry.base)}, '
            f'"layers": [{self._layers(enquiry, answer.layers)}], "depends": {_json(answer.depends)}, '
            f'"branches": [{branches}], '
            f'"not_covered": [{", ".join([self._not_covered(one) for one in answer.not_covered])}], '
            f'"would_pay": [{", ".join([self._would_pay(one) for one in answer.would_pay])}]'
        )

    def _layers(self, enquiry: Enquiry, layers: Sequence[Layer]) -> str:
        told = [self._layer(one, enquiry) for one in layers]
        under = enquiry.base_under(layers)
        return ", ".join(told if under is None else [base(under), *told])

    def _layer(self, one: Layer, enquiry: Enquiry) -> str:
        key = (one.standing, one.edition.ref, one.claim_code, one.applies, one.why)
        # An exclusion gives the state; the verdict without it is another.
        verdict = None if one.exclusion else self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdict(one)
            if one.exclusion is None:
                self._verdicts[key] = verdict
        out = one.exclusion
        cited = [self._citations(("exclusion", out.ref), enquiry)] if out else []
        if one.standing.effect:
            cited.append(self._citations(("effect", one.standing.effect.ref), enquiry))
        cited += (
            self._citations(("version", one.edition.ref), enquiry),
            self._citations(("line", one.line.id), enquiry)
            if ("line", one.line.id) in enquiry.sources
            else "",
        )
        return (
            f'{{{verdict}, "rate": {rate(one.rate)}, "item": {item(one.line)}, '
            f'"exclusion": {_exclusion(out) if out else "null"}, "citations": [{", ".join(filter(None, cited))}]}}'
        )

    def _verdict(self, one: Layer) -> str:
        """Return the members of a layer that its line has no part in, without braces."""
        effect = one.standing.effect
        plain = {
            "kind": "list", "authority": one.law.authority, "mode": one.mode or None, "claim_code": one.claim_code,
            "state": one.state.value, "applies": one.applies, "why": one.why,
            "from_at": utc(effect.from_at) if effect else None, "until_at": utc(effect.until_at) if effect else None,
            "zone": effect.zone if effect else None, "effect": effect.ref if effect else None,
        }  # fmt: skip
        return f"{_json(plain)[1:-1]}, {self._list(one.law, one.edition)}"

    def _list(self, law: Law, edition: Edition) -> str:
        """Return the members that name a list and its version, without braces."""
        known = self._listed.get(edition.ref)
        if known is None:
            plain = {
                "list": {"ref": law.ref, "title": law.title, "dispute": law.dispute or None},
                "version": {
                    "ref": edition.ref, "number": edition.number, "stage": edition.stage, "title": edition.title
                },
            }  # fmt: skip
            known = self._listed[edition.ref] = _json(plain)[1:-1]
        return known

    def _citations(self, of: Cited, enquiry: Enquiry) -> str:
        """Return the citations of one thing, without brackets."""
        known = self._quoted.get(of)
        if known is None:
            rows = enquiry.sources.get(of, ())
            known = self._quoted[of] = ", ".join([citation(of[0], row) for row in rows])
        return known

    def _not_covered(self, one: NotCovered) -> str:
        nearest = ", ".join([item(line) for line in one.nearest])
        return (
            f'{{{self._list(one.law, one.edition)}, "reason": "{one.reason}", "applies": {DECIDED[one.applies]}, '
            f'"why": {_json(one.why)}, "nearest": [{nearest}]}}'
        )

    def _would_pay(self, one: WouldPay) -> str:
        known = one.line.rate or Rate(one.edition.stated_rate or "not known", None, None, Combination.UNKNOWN)
        announced = one.edition.announced_on
        return (
            f'{{{self._list(one.law, one.edition)}, "authority": {_json(one.law.authority)}, '
            f'"announced_on": {_json(announced.isoformat()) if announced else "null"}, '
            f'"item": {item(one.line)}, "rate": {rate(known)}, "whole": {DECIDED[one.whole]}}}'
        )


def question(one: Question) -> str:
    """Return the question as it was understood."""
    at = f'"{one.at.isoformat("minutes")}"' if one.at else "null"
    exported = f'"{one.exported_on.isoformat()}"' if one.exported_on else "null"
    return (
        f'{{"importer": "{one.importer}", "origin": "{one.origin}", "code": "{one.digits}", '
        f'"display_code": "{display(one.digits)}", "on": "{one.on.isoformat()}", "at": {at}, '
        f'"exported_on": {exported}}}'
    )


def nomenclature(one: Base | None) -> str:
    """Return the edition that knows the code, or null."""
    if one is None:
        return "null"
    return (
        f'{{"ref": {_json(one.nomenclature)}, "title": {_json(one.title)}, "edition": {_json(one.edition)}, '
        f'"digits": "{one.digits}", "description": {_json(one.description)}}}'
    )


def base(one: Base) -> str:
    """Return the normal duty as a layer."""
    state = State.UNKNOWN if one.applies is None else State.IN_FORCE
    return (
        f'{{"kind": "base", "authority": {_json(one.nomenclature)}, "mode": null, "claim_code": "", '
        f'"state": "{state.value}", "applies": {DECIDED[one.applies]}, "why": {_json(one.why)}, "from_at": null, '
        f'"until_at": null, "zone": null, "effect": null, "list": null, "version": null, "rate": {rate(one.rate)}, '
        '"item": null, "exclusion": null, "citations": []}'
    )


@lru_cache(maxsize=4096)
def rate(one: Rate) -> str:
    """Return a rate; percent and amounts are text, null where not known."""
    money = one.specific
    specific = (
        {"amount": number(money.amount), "currency": money.currency, "unit": money.unit} if money else None
    )
    percent = None if one.ad_valorem_percent is None else number(one.ad_valorem_percent)
    return _json(
        {
            "text": one.text, "ad_valorem_percent": percent, "specific": specific,
            "combination": one.combination.value,
        }
    )  # fmt: skip


def number(value: Decimal) -> str:
    """Return a decimal without trailing zeros: 7.500 as 7.5."""
    return f"{value.normalize():f}"


def utc(instant: datetime | None) -> str | None:
    """Return the instant in UTC."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None


def when(one: Branch) -> str:
    """Return the conditions of a branch; what is null is no condition."""
    plain = {
        "codes": one.codes, "other_digits": one.other_digits, "exported_from": _wall(one.exported_from),
        "exported_before": _wall(one.exported_before), "entered_from": _wall(one.entered_from),
        "entered_before": _wall(one.entered_before), "fits_exclusion": one.fits_exclusion,
    }  # fmt: skip
    return _json(plain)


def _wall(moment: Wall | None) -> str | None:
    return None if moment is None else clock(moment).strftime("%Y-%m-%dT%H:%M")


def item(one: Line) -> str:
    """Return a line as its document prints it."""
    return (
        f'{{"position": {one.position}, "printed_code": {_json(one.printed)}, "digits": "{one.digits}", '
        f'"display_code": "{display(one.digits)}", "description": {_json(one.description)}, '
        f'"partial": {_json(one.partial)}}}'
    )


def _exclusion(one: ExclusionOf) -> str:
    plain = {
        "ref": one.ref, "digits": one.digits, "description": one.description, "claim_code": one.claim_code,
        "from_at": utc(one.from_at), "until_at": utc(one.until_at), "retroactive": one.retroactive,
    }  # fmt: skip
    return _json(plain)


def citation(of: str, row: TariffCitation) -> str:
    """Return a citation and what it is of: effect, exclusion, version or line."""
    source = row.source
    plain = {
        "source": source.ref, "title": source.title, "publisher": source.publisher, "url": source.url,
        "page": row.page, "quote": row.quote, "claim": row.claim, "stance": row.stance, "of": of,
    }  # fmt: skip
    return _json(plain)
