"""A bundle file as data with line numbers; nothing is guessed from how a scalar looks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: where, and what was expected."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.key + ': ' if self.key else ''}{self.message}"


@dataclass(slots=True)
class Document:
    """One file: its data, the line of every place in it, and the faults found while reading."""

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, message: str) -> Fault:
        """Return a fault at `place`, on the nearest line known."""
        known = place
        while known and known not in self.lines:
            known = known[:-1]
        return Fault(self.name, self.lines.get(known, 0), shown(place), message)


class Scalars(yaml.SafeLoader):
    """YAML in which all but true, false, null and whole numbers is text: `on` is a key, 1995-02-30 stays."""


class FastScalars(yaml.CSafeLoader):
    """The same, ten times as fast; it places what is not YAML less exactly."""


Scalars.yaml_implicit_resolvers = {}
Scalars.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
Scalars.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
Scalars.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]*)$"), list("-0123456789")
)
FastScalars.yaml_implicit_resolvers = Scalars.yaml_implicit_resolvers


def read(path: Path) -> Document:
    """Return the file's document; what cannot be read is among its faults."""
    document = Document(path.name)
    try:
        root = _composed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        document.faults.append(Fault(path.name, 0, "", f"The file cannot be read: {error}."))
        return document
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        document.faults.append(Fault(path.name, line, "", f"This is not YAML: {error.problem}."))
        return document
    if not isinstance(root, yaml.MappingNode):
        document.faults.append(Fault(path.name, 1, "", "Expected a mapping with the keys of a bundle."))
        return document
    try:
        document.data = _value(document, root, ())
    except RecursionError:
        document.faults.append(Fault(path.name, 1, "", "It is nested too deeply, or an alias holds itself."))
    return document


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, FastScalars)
    except yaml.MarkedYAMLError:
        return yaml.compose(text, Scalars)


def _value(document: Document, node: yaml.Node, place: Place) -> Any:
    document.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(document, node, place))
    if isinstance(node, yaml.SequenceNode):
        return [_value(document, child, (*place, n)) for n, child in enumerate(node.value)]
    return SCALARS.get(node.tag, str)(node.value)


def _pairs(document: Document, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, child in node.value:
        key = str(key_node.value)
        here = (*place, key)
        if key in seen:
            line = key_node.start_mark.line + 1
            document.faults.append(Fault(document.name, line, shown(here), "This key stands twice."))
        seen.add(key)
        document.lines[here] = key_node.start_mark.line + 1
        yield key, _value(document, child, here)


SCALARS: Mapping[str, Any] = {
    "tag:yaml.org,2002:bool": lambda text: text == "true",
    "tag:yaml.org,2002:null": lambda text: None,
    "tag:yaml.org,2002:int": int,
}


def shown(place: Place) -> str:
    """Return events[3].on."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
