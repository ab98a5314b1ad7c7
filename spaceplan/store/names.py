"""Names of scenarios, and the folder names that are made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from spaceplan.i18n import N_
from spaceplan.store.errors import no_name
from spaceplan.store.scenario import STATUS_QUO

LONGEST_NAME = 120
#: A folder name is at most so many bytes: what file systems take, less some for a number.
_LONGEST_BYTES = 120
#: Names of devices on Windows, which are no folders there.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_SLUG = re.compile(r"[\w$][\w$-]*")


def checked_name(name: str) -> str:
    """Return a scenario's name as it is kept: composed Unicode, no space around it.

    Raises
    ------
    StoreError
        If it is empty, too long, or cannot be written.
    """
    composed = unicodedata.normalize("NFC", name).strip()
    if not composed:
        raise no_name(N_("a scenario needs a name"))
    if len(composed) > LONGEST_NAME:
        raise no_name(N_("the name is longer than 120 characters; choose a shorter one"))
    if any(unicodedata.category(character) in ("Cs", "Cc") for character in composed):
        raise no_name(N_("the name has characters that cannot be written; choose another one"))
    return composed


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same to a reader: capitals and widths do not count."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def slug_of(name: str, there: Collection[str]) -> str:
    """Return a folder name for a scenario: letters and digits of any script, not one of ``there``.

    Examples
    --------
    >>> slug_of("方案 一：少搬迁", ()), slug_of("../../etc/passwd", ()), slug_of("A", ("a",))
    ('方案-一-少搬迁', 'etc-passwd', 'A-2')
    """
    plain = re.sub(r"[^\w$]+", "-", unicodedata.normalize("NFKC", name)).strip("-_")
    cut = plain.encode()[:_LONGEST_BYTES].decode(errors="ignore").strip("-_") or "scenario"
    if cut.casefold() in _DEVICES:
        cut += "-plan"
    taken = {other.casefold() for other in (*there, STATUS_QUO)}
    number, slug = 1, cut
    while slug.casefold() in taken:
        number += 1
        slug = f"{cut}-{number}"
    return slug


def is_slug(text: str) -> bool:
    """Return whether a text can be a scenario's folder name: it names nothing outside.

    Examples
    --------
    >>> is_slug("方案-一"), is_slug("../x"), is_slug(".trash"), is_slug("a/b")
    (True, False, False, False)
    """
    return len(text.encode(errors="replace")) <= 255 and _SLUG.fullmatch(text) is not None


def free_name(name: str, there: Collection[str]) -> str:
    """Return a name, with a number behind it where it is taken.

    Examples
    --------
    >>> free_name("Plan", ("plan", "Plan (2)"))
    'Plan (3)'
    """
    number, free = 1, name
    while any(same_name(free, other) for other in there):
        number += 1
        free = f"{name} ({number})"
    return free
