"""What a person says of a file, against what the record can hold."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model

from tariffs.countries import place_of
from tariffs.importers.reference.files import Fault

FIRST_YEAR, LAST_YEAR = 1900, 2200


def unfit(row: Model, names: Iterable[str]) -> list[Fault]:
    """Return a fault, by the option that gave it, for each of these fields whose value the table cannot hold."""
    others = {field.name for field in row._meta.concrete_fields} - set(names)
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        return [
            Fault(f"--{name.replace('_', '-')}", " ".join(told)) for name, told in error.message_dict.items()
        ]
    return []


def unfit_trade(reporter: str, year: int, currency: str) -> list[Fault]:
    """Return what is wrong with the reporter, the year and the currency of trade values."""
    faults = []
    try:
        if place_of(reporter) != reporter:
            faults.append(Fault("--reporter", f"write it in capitals: {place_of(reporter)}."))
    except ValueError as error:
        faults.append(Fault("--reporter", str(error)))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        faults.append(
            Fault("--year", f"{year} is no year of trade; give one from {FIRST_YEAR} to {LAST_YEAR}.")
        )
    if not re.fullmatch("[A-Z]{3}", currency):
        faults.append(
            Fault("--currency", f"“{currency}” is no currency; write its three letters, such as USD.")
        )
    return faults
