"""ETags: strong, made from versions and derived state, and usable when the body was compressed.

A compressed body is another sequence of bytes, so its strong tag must differ
(RFC 9110 8.8.3). Ours differs by the suffix `-gzip`, which comparisons ignore:
a tag read with `Accept-Encoding: gzip` works in If-Match.
"""

import hashlib
import re
from collections.abc import Iterable

GZIP = "-gzip"
_TAGS = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')


def etag_of(mark: str) -> str:
    """Return the tag, without quotes, of a row with this mark (id|version|what the version does not cover)."""
    version = mark.split("|", 2)[1]
    return f"{version}-{_short(mark)}"


def digest_of(marks: Iterable[str]) -> str:
    """Return the digest of a page's (id, ETag) pairs; `statements.digested` makes the same in the database."""
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


def etag_of_digest(digest: str, *shown: object) -> str:
    """Return the tag of a page: a hash of the digest of its rows and of what else is `shown`."""
    return _short(digest + repr(shown))


def etag_of_page(marks: Iterable[str], *shown: object) -> str:
    """Return the tag of a page of rows with these marks."""
    return etag_of_digest(digest_of(marks), *shown)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def quoted(tag: str) -> str:
    """Return the tag as a header value."""
    return f'"{tag}"'


def matched(header: str, tag: str) -> str | None:
    """Return the tag as If-None-Match names it, so that 304 is the answer (weak comparison), or None.

    The 304 repeats the name: a cache finds what it keeps by the very tag it was given with it.
    """
    if header.strip() == "*":
        return tag
    return next((opaque for _, opaque in _TAGS.findall(header) if _plain(opaque) == tag), None)


def matches(header: str, tag: str) -> bool:
    """Return whether If-Match names the tag (strong comparison)."""
    return header.strip() == "*" or any(
        _plain(opaque) == tag for weak, opaque in _TAGS.findall(header) if not weak
    )


def _plain(opaque: str) -> str:
    return opaque.removesuffix(GZIP)
