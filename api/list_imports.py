"""Importing a list: the same plan, report and action as the command's."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.models import User
from accounts.permissions import author_of, may_write
from api import shapes
from api.base import ApiView, answer
from api.idempotency import once
from api.openapi import ApiSchema, ok
from api.plain import TEXT, object_of
from api.problems import Fault, Problem, bad_request
from api.serializers.lists import ImportShape, typed
from api.shapes import Json
from api.writing import read_body
from tariffs.actions import import_list
from tariffs.importers.lists.options import ImportRefused, Wanted, wanted_of
from tariffs.importers.lists.plan import Plan, plan_of
from tariffs.importers.lists.record import why_not
from tariffs.importers.lists.report import report
from tariffs.importers.lists.tables import ListFileError
from tariffs.permissions import may_import

TEXTS: Json = {"type": "array", "items": TEXT}
VERSION = object_of(
    ref=TEXT, tariff_list=TEXT, number={"type": "integer"}, written={"type": "boolean"}, changed=TEXTS
)
SHOWN = object_of(report={"type": "object"}, versions={"type": "array", "items": VERSION})


class ListImport(ApiView):
    """The versions of a list; POST imports a file as the next one."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the import."""
        shown = schema.component("ListImported", SHOWN)
        responses = {
            **ok(
                shown, told="A dry run, or the file was imported before: nothing was written.", tagged=False
            ),
            **ok(shown, status="201", told="Saved.", tagged=False),
        }
        responses.pop("304", None)
        body = schema.body(ImportShape(context={}))
        return {"parameters": [shapes.IDEMPOTENCY_KEY], "requestBody": body, "responses": responses}

    def post(self, request: Request, key: str) -> HttpResponse:
        """Import a file into the list with this ref, new or on record: 201, or 200 when nothing was to be written.

        `dry_run` tells the plan only. A row that is rejected, a total in `expect` that does not hold, or a published
        version of the same file that says otherwise, writes nothing: 400 with the whole `report`.
        """
        return once(request, self.now, lambda: self._import(request, key))

    def _import(self, request: Request, key: str) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not may_write(user):
            raise _forbidden()
        shape = read_body(ImportShape(context={}), request)
        try:
            wanted = wanted_of(typed(key, shape), reader=user)
            plan = plan_of(shape["data"], shape["file_name"], wanted.request)
        except ImportRefused as refused:
            raise bad_request(list(_faults(refused.faults))) from refused
        except ListFileError as error:
            raise bad_request([Fault("/text", "not_a_list", str(error))]) from error
        if not may_import(user, wanted):
            raise _forbidden()
        if shape["dry_run"]:
            return _shown(plan, wanted, [])
        if faults := why_not(plan, wanted):
            raise _refused(plan, wanted, faults)
        try:
            done = import_list(by=author_of(user), now=self.now, plan=plan, wanted=wanted)
        except ImportRefused as refused:
            raise _refused(plan, wanted, refused.faults) from refused
        versions = [
            {
                "ref": one.version.ref, "tariff_list": one.version.tariff_list.ref,
                "number": one.version.number, "written": one.written,
                "changed": [message for _, message in one.changed],
            }
            for one in done
        ]  # fmt: skip
        return _shown(plan, wanted, versions)


def _shown(plan: Plan, wanted: Wanted, versions: list[dict[str, Any]]) -> HttpResponse:
    body = json.dumps({"report": report(plan, wanted), "versions": versions}, ensure_ascii=False)
    return answer(body, status=201 if any(one["written"] for one in versions) else 200)


def _forbidden() -> Problem:
    detail = "Importing needs the role analyst or above in the team of the list or of its dispute."
    return Problem(403, "may_not_import", "You may not import into this list", detail)


def _refused(plan: Plan, wanted: Wanted, faults: Iterable[tuple[str, str]]) -> Problem:
    errors = list(_faults(faults))
    detail = "; ".join(fault.detail for fault in errors)
    extra = {"report": report(plan, wanted)}
    return Problem(400, "import_refused", "The file was not imported", detail, errors, extra=extra)


def _faults(faults: Iterable[tuple[str, str]]) -> Iterable[Fault]:
    for option, message in faults:
        name = option.replace("-", "_")
        yield Fault(f"/{name}" if name else "", "refused", f"{name}: {message}" if name else message)
