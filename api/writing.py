"""From a request's body to the actions, and from what the actions refuse to problems."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.db import IntegrityError, models
from rest_framework.request import Request

from api.problems import Fault, Problem, bad_request
from api.reading import Reading
from api.serializers.common import Shape
from casebook.consequences import SeenRow, seen_rows, with_sight
from clocks import ClockError, ClockErrors
from disputes.actions import RecordedEvent
from disputes.impact import ImpactRequired
from disputes.models import Proceeding

MANY = 2000


class VisibleRefs(Collection[str]):
    """The refs of one model that a reader may name; iterating, for hints, stops after MANY."""

    def __init__(self, model: type[models.Model], reading: Reading) -> None:
        rows = model._default_manager.visible_to(reading.user)  # type: ignore[attr-defined]
        self.rows = rows.select_related("dispute__team") if model is Proceeding else rows
        self.found: dict[str, Any] = {}

    def __contains__(self, ref: object) -> bool:
        """Return whether the reader may see a row with this ref."""
        if not isinstance(ref, str) or "\x00" in ref:
            return False
        if ref not in self.found and (row := self.rows.filter(ref=ref).first()):
            self.found[ref] = row
        return ref in self.found

    def __iter__(self) -> Iterator[str]:
        """Return refs to suggest."""
        return iter(self.rows.order_by("ref").values_list("ref", flat=True)[:MANY])

    def __len__(self) -> int:
        """Return how many refs there are to suggest."""
        return min(MANY, int(self.rows.count()))


class ReaderRefs:
    """The `Refs` of a request: what its body names must be visible to the writer."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.by_model: dict[type[models.Model], VisibleRefs] = {}

    def known(self, model: type[models.Model]) -> VisibleRefs:
        """Return every ref of the model that may be named."""
        return self.by_model.setdefault(model, VisibleRefs(model, self.reading))

    def get(self, model: type[models.Model], ref: str) -> Any:
        """Return the row; only refs that were found known are asked for."""
        return self.known(model).found[ref]


def read_body(shape: Shape, request: Request) -> dict[str, Any]:
    """Return the validated body; raises Problem (400) naming every fault by JSON pointer."""
    values, faults = parsed(shape, request)
    if faults:
        raise bad_request(faults)
    return values


def parsed(shape: Shape, request: Request) -> tuple[dict[str, Any], list[Fault]]:
    """Return the validated body, or nothing and every fault; raises Problem (400) for a body nested too deeply."""
    try:
        data = request.data
    except RecursionError:
        raise bad_request([Fault("", "too_deep", "The body is nested too deeply.")]) from None
    shape.initial_data = data
    if not shape.is_valid():
        return {}, list(faults_of(shape.errors))
    return dict(shape.validated_data), []


def faults_of(errors: Any, pointer: str = "") -> Iterator[Fault]:
    """Yield the faults of a serializer's nested errors, each with its JSON pointer (RFC 6901)."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            step = str(name).replace("~", "~0").replace("/", "~1")
            own = name in {"", "non_field_errors"}
            yield from faults_of(inner, pointer if own else f"{pointer}/{step}")
        return
    for number, inner in enumerate(errors):
        if isinstance(inner, str):
            code = str(getattr(inner, "code", "invalid"))
            yield Fault(pointer, code, f"{pointer.lstrip('/') or 'body'}: {inner}")
        else:
            yield from faults_of(inner, f"{pointer}/{number}")


ASKED_OF_AN_EVENT = re.compile(r"event .*\), (\w+)(?: .*)?")


def _pointer(error: ClockError) -> str:
    """Return the datum of the event that an error of the clocks names, else the body: the record may be at fault."""
    named = ASKED_OF_AN_EVENT.fullmatch(error.place)
    return f"/data/{named[1]}" if named else ""


def carried_out(act: Callable[[str], RecordedEvent], request: Request, reading: Reading) -> RecordedEvent:
    """Return what `act`, called with the impact token, recorded.

    Raises Problem: 409 `impact` when a deadline the caller may see would move,
    409 `conflict` when a ref is taken, 400 when the clocks refuse. An impact of
    which the caller may see nothing asks nothing of them.
    """
    token = request.META.get("HTTP_IMPACT_TOKEN", "")
    try:
        return with_sight(act, token, reading.user)
    except ImpactRequired as required:
        raise _impact(
            required, seen_rows(required.impact, reading.user, reading.now), stale=bool(token)
        ) from required
    except ClockErrors as refused:
        raise bad_request([Fault(_pointer(e), e.code, str(e)) for e in refused.errors]) from refused
    except IntegrityError as clash:
        detail = "A ref in the body is taken, or the rows contradict one another; nothing was saved."
        raise Problem(409, "conflict", "This contradicts the record", detail) from clash


def _impact(required: ImpactRequired, rows: list[SeenRow], *, stale: bool) -> Problem:
    token = required.impact.token
    detail = f"{len(rows)} existing deadline(s) would change. Look at `rows`, then repeat the call with Impact-Token."
    if stale:
        detail = f"The Impact-Token is of another impact. {detail}"
    extra = {"rows": [_row(seen) for seen in rows], "token": token}
    title = "Existing deadlines would change"
    return Problem(409, "impact", title, detail, extra=extra, headers={"Impact-Token": token})


def _row(seen: SeenRow) -> dict[str, Any]:
    row = seen.row
    return {
        "deadline": row.deadline_ref,
        "title": row.title,
        "old": {"due_on": str(row.old_due_on), "due_time": _hour(row.old_due_time), "state": row.old_state},
        "new": {"due_on": str(row.new_due_on), "due_time": _hour(row.new_due_time), "state": row.new_state},
        "reason": row.reason,
        "mails_sent": seen.sent,
        "mails_late": seen.late,
    }


def _hour(value: Any) -> str | None:
    return value.isoformat() if value else None
