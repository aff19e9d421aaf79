"""Insert, change or leave alone, and count which."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import DatabaseError, models

from accounts.models import Team
from disputes.models import Recorded

RowT = TypeVar("RowT", bound=models.Model)


class RowsRefused(Exception):
    """What the clocks or the database refuse: (ref of a row, place within it, what was expected) of each."""

    def __init__(self, refusals: Sequence[tuple[str, str, str]]) -> None:
        super().__init__("; ".join(said for _, _, said in refusals))
        self.refusals = tuple(refusals)


def said_by(error: DatabaseError) -> str:
    """Return why the database refused a row, in a sentence: the rule's name, and what it found where it says so."""
    diag = getattr(error.__cause__, "diag", None)
    rule = getattr(diag, "constraint_name", None)
    primary = getattr(diag, "message_primary", None) or str(error)
    if not rule:
        return f"The database refuses it: {primary}."
    found = getattr(diag, "message_detail", None) or ""
    key = f" {found.removesuffix('.')}." if found.startswith("Key ") else ""
    return f"It breaks the rule “{rule.replace('_', ' ')}”.{key}"


def picked(shape: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the named values of a shape."""
    return {name: shape[name] for name in names}


class Upsert:
    """Saves rows with the visibility and team of a bundle, and counts new, changed and unchanged ones.

    `at` is the ref of the row that is being saved, for the words about what is refused.
    """

    def __init__(self, visibility: str, team: Team | None, counts: Counter[tuple[str, str]]) -> None:
        self.visibility = visibility
        self.team = team
        self.counts = counts
        self.at = ""
        self._made: set[object] = set()
        self._keys: set[object] = set()

    def by_ref(self, model: type[RowT], shape: Mapping[str, Any], **links: Any) -> RowT:
        """Save the row named by the shape's ref with the shape's columns and `links` (resolved relations)."""
        self.at = shape["ref"]
        columns = {f.name for f in model._meta.concrete_fields if not f.is_relation} - {"id", "version"}
        values = {name: value for name, value in shape.items() if name in columns and name != "visibility"}
        seen = {"visibility": shape["visibility"] or self.visibility, "team": self.team}
        row = model._default_manager.filter(ref=shape["ref"]).first()
        if row is None:
            return self._new(model, values | links | seen)
        return self.write(row, values | links)

    def natural(
        self, model: type[RowT], key: Mapping[str, Any], values: Mapping[str, Any], *, like: models.Model
    ) -> RowT:
        """Save the row identified by `key`, as visible as the row it stands under (`like`)."""
        self.at = getattr(like, "ref", self.at)
        # Nothing stands yet under a row made just now, except what this load has put there.
        name = (model, *sorted((field, str(getattr(part, "pk", part))) for field, part in key.items()))
        bare = like.pk in self._made and name not in self._keys
        self._keys.add(name)
        row = None if bare else model._default_manager.filter(**key).first()
        if row is None:
            return self._new(model, {**key, **values, **seen_like(like, self)})
        return self.write(row, values)

    def write(self, row: RowT, values: Mapping[str, Any]) -> RowT:
        """Save those of `values` that are new."""
        news = [name for name, value in values.items() if getattr(row, name) != value]
        for name in news:
            setattr(row, name, values[name])
        if news:
            row.save(update_fields=news)
        self._count(type(row), "changed" if news else "unchanged")
        return row

    def _new(self, model: type[RowT], values: Mapping[str, Any]) -> RowT:
        self._count(model, "new")
        row = model._default_manager.create(**values)
        self._made.add(row.pk)
        return row

    def _count(self, model: type[models.Model], fate: str) -> None:
        self.counts[str(model._meta.verbose_name_plural), fate] += 1


def seen_like(row: models.Model, default: Upsert) -> dict[str, Any]:
    """Return the visibility and team of `row`, or the bundle's where the row has none of its own (list items)."""
    if isinstance(row, Recorded):
        return {"visibility": row.visibility, "team": row.team}
    return {"visibility": default.visibility, "team": default.team}
