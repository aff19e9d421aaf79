"""What the packs hold, counted: rules by how they are counted, examples by kind."""

from collections.abc import Iterator

from clocks import Pack, load_pack, packs


def every_pack() -> list[Pack]:
    """Return the packs that ship with the product."""
    return [load_pack(name) for name in packs()]


def report() -> str:
    """Return the tables of `docs/clocks.md` between its markers."""
    return "\n".join([*_counts(), "", *_by_hand(), "", *_offered()])


def _counts() -> Iterator[str]:
    yield "| pack | system | rules | counted by hand | offered only | history | arithmetic |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    total = [0] * 5
    for pack in every_pack():
        kinds = [vector.kind for rule in pack.rules for vector in rule.vectors]
        row = [
            len(pack.rules),
            sum(rule.count is None for rule in pack.rules),
            sum(rule.offered for rule in pack.rules),
            kinds.count("history"),
            kinds.count("arithmetic"),
        ]
        total = [so_far + more for so_far, more in zip(total, row, strict=True)]
        yield f"| `{pack.name}` | {pack.title} | {' | '.join(map(str, row))} |"
    yield f"| all | | {' | '.join(map(str, total))} |"


def _by_hand() -> Iterator[str]:
    yield "| rule counted by hand | what | citation |"
    yield "|---|---|---|"
    for pack in every_pack():
        for rule in sorted(pack.rules, key=lambda rule: rule.id):
            if rule.count is None:
                yield f"| `{rule.id}` | {rule.title} | {rule.citation} |"


def _offered() -> Iterator[str]:
    yield "| rule offered only | what | citation |"
    yield "|---|---|---|"
    for pack in every_pack():
        for rule in sorted(pack.rules, key=lambda rule: rule.id):
            if rule.offered:
                yield f"| `{rule.id}` | {rule.title} | {rule.citation} |"
