"""Sizes that keep the house simple to read."""

import statistics

from config.management.commands.run import PROCESSES
from tests.architecture.source import ROOT, functions, modules, place


def percentile_95(sizes: list[int]) -> float:
    return statistics.quantiles(sizes, n=20)[-1]


def test_files_stay_short() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in modules()}

    assert {path: size for path, size in sizes.items() if size > 450} == {}
    assert percentile_95(list(sizes.values())) <= 300


def test_functions_stay_short() -> None:
    sizes = {
        f"{place(path, node)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, tree in modules().items()
        for node in functions(tree)
    }

    assert {name: size for name, size in sizes.items() if size > 60} == {}
    assert percentile_95(list(sizes.values())) <= 35


def test_the_embedded_servers_stay_small() -> None:
    assert len((ROOT / "config/embedded.py").read_text().splitlines()) < 250


def test_there_are_three_kinds_of_process() -> None:
    assert len(PROCESSES) == 3
