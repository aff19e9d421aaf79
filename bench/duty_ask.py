"""`python -m bench.duty_ask batch|single KNOWN`: the measurements of bench.duty, over DATABASE_URL; prints JSON."""

import json
import sys
from functools import partial
from time import perf_counter, process_time
from typing import Any

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.duty import ASKED, QUESTIONS, questions, timed

django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402  # needs the apps

from api.told_duty import Teller  # noqa: E402
from tariffs.answers import Question  # noqa: E402
from tariffs.enquiry import ask, ask_many  # noqa: E402
from tariffs.models import ListItem  # noqa: E402

USER = AnonymousUser()


def batch(known: int) -> dict[str, Any]:
    """Return answers a second once the lines are kept: asked, and also written as JSON; `bytes` is one answer's."""
    asked = [Question(*one) for one in questions(QUESTIONS, known)]
    cold = timed(partial(ask_many, user=USER, questions=asked))
    best, wall, written = 0.0, 0.0, 0.0
    for _ in range(5):
        start, began = process_time(), perf_counter()
        found = ask_many(user=USER, questions=asked)
        best = max(best, len(found) / (process_time() - start))
        wall = max(wall, len(found) / (perf_counter() - began))
        teller = Teller()
        told = ", ".join([teller.result(number, one) for number, one in enumerate(found)])
        written = max(written, len(found) / (perf_counter() - began))
    layers = sum(len(one.answer.layers) for one in found) / len(found)
    beside = sum(len(one.answer.not_covered) for one in found) / len(found)
    return {
        "rate": wall, "processor_rate": best, "written": written, "cold": cold, "layers": layers, "beside": beside,
        "bytes": len(told.encode()) / len(found),
    }  # fmt: skip


def single(known: int) -> dict[str, Any]:
    """Return the seconds each answer took, the most reads one took, and how many lines there are."""
    asked = [Question(*one) for one in questions(ASKED, known)]
    reads = 0
    for one in asked[:50]:
        with CaptureQueriesContext(connection) as captured:
            ask(user=USER, question=one)
        reads = max(reads, len(captured))
    times = [timed(partial(ask, user=USER, question=one)) for one in asked]
    return {"times": times, "reads": reads, "lines": ListItem.objects.count()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"batch": batch, "single": single}[sys.argv[1]](int(sys.argv[2]))))
