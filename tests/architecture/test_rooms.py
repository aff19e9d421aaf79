"""Imports go down; nothing happens behind the reader's back."""

import ast
import sys
from pathlib import Path

from tests.architecture.source import DOMAIN, functions, imported, modules, place, run

HTTP = ("django.http", "django.views", "django.forms", "django.shortcuts")
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "celery.signals")
CLOCKS = {"datetime.now", "date.today", "timezone.now", "time.time", "datetime.utcnow"}


def imports_of(prefixes: tuple[str, ...], *rooms: str) -> list[str]:
    return [
        f"{place(path, node)} {name}"
        for path, tree in modules(*rooms).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
        for name in imported(node)
        if any(f"{name}.".startswith(f"{prefix}.") for prefix in prefixes)
    ]


def test_imports_go_down_only() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")

    assert run(sys.executable, str(lint_imports), "--no-cache") == ""


def test_domain_rooms_know_no_http() -> None:
    assert imports_of(HTTP, *DOMAIN) == []


def test_there_are_no_signals() -> None:
    assert imports_of(SIGNALS) == []


def test_imports_stand_at_the_top() -> None:
    inside = [
        place(path, node)
        for path, tree in modules().items()
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_save_does_nothing_of_our_own() -> None:
    methods = [
        place(path, node)
        for path, tree in modules().items()
        for node in functions(tree)
        if node.name == "save"
    ]

    assert methods == []


def test_only_one_place_of_the_domain_reads_the_clock() -> None:
    readers = {
        path.name
        for path, tree in modules(*DOMAIN).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS
    }

    assert readers <= {"now.py"}
