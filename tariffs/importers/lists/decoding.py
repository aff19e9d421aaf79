"""From the bytes of a text file to its text, also in the national encodings that lists are saved in."""

import re

from tariffs.importers.lists.tables import ListFileError
from tariffs.importers.lists.words import role_of

LOOKED_AT = 40
NATIONAL = {
    "cp1252": "Windows-1252", "gb18030": "GB 18030", "shift_jis": "Shift JIS", "euc_kr": "EUC-KR",
    "cp1251": "Windows-1251",
}  # fmt: skip
PAGE = re.compile(r"<(?:!doctype|html|head|body|table|\?xml)\b", re.IGNORECASE)
PARTED = re.compile(r"[,;\t|\"]+")


def decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Return the text of a file and what had to be decided. Raises ListFileError where it is no list in text."""
    text, notes = _decoded(data)
    if data.startswith(b"%PDF-"):
        raise ListFileError(f"{name} is a PDF; copy its table into a spreadsheet, or paste its text.")
    if PAGE.match(text.lstrip()):
        raise ListFileError(
            f"{name} is a web page; open it in a spreadsheet program and save it as XLSX or CSV."
        )
    if "\x00" in text:
        raise ListFileError(f"{name} is no text: it holds zero bytes. Save it as CSV in UTF-8.")
    return text, notes


def _decoded(data: bytes) -> tuple[str, list[str]]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        said = f"Not UTF-8 (byte {error.start + 1})"
    for encoding, called in NATIONAL.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        header = _header_in(text)
        if header:
            return text, [f"{said}; read as {called}, in which its header says “{header}”."]
    note = f"{said}; read as Windows-1252: check the accents in the descriptions."
    return data.decode("cp1252", errors="replace"), [note]


def _header_in(text: str) -> str:
    """Return the first known header that is not plain ASCII, '' when there is none: it tells the right encoding."""
    for line in text.splitlines()[:LOOKED_AT]:
        for cell in PARTED.split(line):
            if not cell.isascii() and role_of(cell):
                return cell.strip()
    return ""
