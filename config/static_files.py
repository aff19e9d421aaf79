"""When the static files have to be collected again."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders


def signature() -> str:
    """Return a digest of every static file's path, size and date.

    Hashing and compressing the files takes seconds, looking at them does not.
    """
    found = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    known = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in found)
    return hashlib.sha256(repr(known).encode()).hexdigest()
