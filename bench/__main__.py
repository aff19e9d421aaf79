"""`python -m bench [NAME…]`: run the named bench modules, or all."""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

from bench import harness

HELPERS = {
    "__main__",
    "duty_ask",
    "lists",
    "harness",
    "fill",
    "peer",
    "settings",
    "urls",
    "schedule",
    "list_file",
}


def main() -> int:
    """Run the modules; exit 1 when a claim does not hold."""
    known = sorted(
        m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.name not in HELPERS
    )
    parser = argparse.ArgumentParser(prog="bench", description="Measure what Demarche claims.")
    parser.add_argument("names", nargs="*", choices=[*known, []], help=f"of: {', '.join(known)}")
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of the rows, for trying the bench itself"
    )
    chosen = parser.parse_args()
    held = True
    for name in chosen.names or known:
        claims = importlib.import_module(f"bench.{name}").measure(quick=chosen.quick)
        held &= harness.report(name, claims, quick=chosen.quick)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
