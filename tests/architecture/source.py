"""The product's own source files, parsed once."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    "clocks", "history", "accounts", "disputes", "negotiations", "tariffs", "alerts", "casebook", "feeds", "api",
    "web", "config",
)  # fmt: skip
DOMAIN = ROOMS[:9]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules(*rooms: str) -> dict[Path, ast.Module]:
    """The parsed modules of these rooms (all when none is named) by path; migrations aside."""
    paths = (path for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return {path: ast.parse(path.read_text()) for path in paths if "migrations" not in path.parts}


def functions(tree: ast.AST) -> list[Function]:
    """Every function in the tree, methods and inner ones too."""
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def imported(node: ast.AST) -> list[str]:
    """The dotted names an import statement asks for; nothing for another node."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def place(path: Path, node: ast.stmt) -> str:
    """Where a statement stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def run(*command: str) -> str:
    """What the command printed when it failed; empty when it was content."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""
