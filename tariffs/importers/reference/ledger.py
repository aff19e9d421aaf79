"""Which files of correlations and trade values are loaded, so that loading one again does nothing."""

from tariffs.importers.reference.files import Fault, SourceFile
from tariffs.models import LoadedFile


def already(ref: str, source: SourceFile) -> bool:
    """Return whether this very file is loaded under the ref."""
    return LoadedFile.objects.filter(ref=ref, sha256=source.sha256).exists()


def conflict(ref: str, source: SourceFile) -> list[Fault]:
    """Return a fault when another file is loaded under the ref."""
    other = LoadedFile.objects.filter(ref=ref).exclude(sha256=source.sha256).first()
    if other is None:
        return []
    return [
        Fault(
            source.name, f"{ref} is loaded from another file, {other.file_name}; loaded data is not replaced."
        )
    ]


def remember(ref: str, what: str, source: SourceFile, rows: int) -> None:
    """Note that the file is loaded."""
    LoadedFile.objects.create(ref=ref, what=what, file_name=source.name, sha256=source.sha256, rows=rows)
