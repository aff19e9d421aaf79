"""An edition about to be loaded, against those loaded already."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Q

from tariffs.importers.reference.files import Fault, SourceFile
from tariffs.importers.reference.said import unfit
from tariffs.models import Nomenclature


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """What is said of an edition that its file does not say; valid over [valid_from, valid_until)."""

    ref: str
    authority: str
    schedule: str
    edition: str
    title: str
    valid_from: date
    valid_until: date | None = None
    source: str = ""


def already_loaded(draft: EditionDraft, source: SourceFile) -> Nomenclature | None:
    """Return the edition when this very file is loaded under this ref, saying the same of it."""
    found = Nomenclature.objects.filter(ref=draft.ref, sha256=source.sha256).first()
    return found if found and not _differences(draft, found) else None


def conflicts(draft: EditionDraft, source: SourceFile) -> list[Fault]:
    """Return why the edition cannot stand beside those loaded; none for one `already_loaded`."""
    place = f"edition {draft.ref}"
    said = ("ref", "authority", "schedule", "edition", "title")
    faults = unfit(Nomenclature(**asdict(draft)), said)
    if draft.valid_until and draft.valid_until <= draft.valid_from:
        faults.append(Fault(place, "it ends before it begins; --valid-until is the first day after it."))
    near = Q(edition=draft.edition) | Q(valid_from=draft.valid_from)
    others = Nomenclature.objects.filter(near, authority=draft.authority, schedule=draft.schedule)
    for other in others.exclude(ref=draft.ref):
        same = "name" if other.edition == draft.edition else "first day"
        message = (
            f"{other.ref} is an edition of {draft.authority} {draft.schedule} with that {same}; give another."
        )
        faults.append(Fault(place, message))
    loaded = Nomenclature.objects.filter(ref=draft.ref).first()
    if loaded is None:
        return faults
    if loaded.sha256 != source.sha256:
        message = (
            f"it is loaded from another file, {loaded.file_name}; give this one a ref and edition of its own."
        )
        return [*faults, Fault(place, message)]
    return faults + [
        Fault(place, f"it is loaded with {words}; say the same.") for words in _differences(draft, loaded)
    ]


def _differences(draft: EditionDraft, loaded: Nomenclature) -> list[str]:
    return [
        f"{name} “{getattr(loaded, name)}” instead of “{value}”"
        for name, value in asdict(draft).items()
        if getattr(loaded, name) != value
    ]
