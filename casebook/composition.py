"""What lists a reader may see are made of: each by itself, and all together with overlap counted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.querysets import Reader, is_uuid
from tariffs.composition import By, Group
from tariffs.coverage import Composition, basis_of, compose
from tariffs.models import CommodityCode, ListVersion
from tariffs.sections import TITLES


@dataclass(frozen=True, slots=True)
class Asked:
    """How to measure: groups, year of the imports (None: the last loaded), partners (none: the lists' targets)."""

    by: By = By.CHAPTER
    year: int | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """Versions taken together, each by itself, and what is on more than one of them."""

    together: Composition
    each: Sequence[tuple[ListVersion, Composition]]

    @property
    def overlap_lines(self) -> int:
        """Return how many lines were counted on more than one list, and once together."""
        return sum(alone.lines for _, alone in self.each) - self.together.lines

    @property
    def overlap_value(self) -> Decimal | None:
        """Return the trade that more than one list covers, counted each further time; None where it is unknown."""
        values = [alone.value for _, alone in self.each]
        if self.together.value is None or None in values:
            return None
        return sum((value for value in values if value is not None), Decimal()) - self.together.value


def weigh(versions: Sequence[ListVersion], user: Reader, asked: Asked) -> Weighed:
    """Return the composition of versions already known to be visible to the reader."""
    together = _composed(versions, user, asked)
    if len(versions) == 1:
        return Weighed(together, [(versions[0], together)])
    return Weighed(together, [(version, _composed([version], user, asked)) for version in versions])


def _composed(versions: Sequence[ListVersion], user: Reader, asked: Asked) -> Composition:
    basis = basis_of(versions, user, year=asked.year, partners=asked.partners)
    return compose(versions, basis, asked.by)


def titles(groups: Sequence[Group], by: By) -> dict[str, str]:
    """Return what the groups are called: sections by name, codes as the newest edition that prints them says."""
    if by is By.SECTION:
        return dict(TITLES)
    rows = CommodityCode.objects.filter(digits__in=[group.code for group in groups])
    return dict(rows.order_by("nomenclature__valid_from").values_list("digits", "description"))


def versions_of(user: Reader, refs: Sequence[tuple[str, int | None]]) -> list[ListVersion] | None:
    """Return the version of each (list ref or id, number), the last without a number; None when one is hidden."""
    found = []
    for ref, number in refs:
        key = {"tariff_list": ref} if is_uuid(ref) else {"tariff_list__ref": ref}
        rows = ListVersion.objects.visible_to(user).filter(**key)
        if number is not None:
            rows = rows.filter(number=number)
        version = rows.select_related("tariff_list").order_by("-is_published", "-number").first()
        if version is None:
            return None
        found.append(version)
    return found
