"""Ids that a person can read, made from names in any language; unique and safe in file names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

LONGEST = 80
_FOREIGN = re.compile(r"[^\w.$]+")


def slug(text: str) -> str:
    """Return a name as an id: letters and digits of any script, ``_ - . $``; '' if none is left.

    Examples
    --------
    >>> slug("Büro 1.04"), slug("S-1/S-4 STOR"), slug("..-2.01"), slug("会议室（大）"), slug("?")
    ('Büro-1.04', 'S-1-S-4-STOR', '2.01', '会议室-大', '')
    """
    plain = unicodedata.normalize("NFC", text)
    return _FOREIGN.sub("-", plain).strip("-.")[:LONGEST].rstrip("-.")


def unique_ids(candidates: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return one id a thing: its first candidate that nothing else could be called by.

    Parameters
    ----------
    candidates
        For each thing what it may be called, the most readable first, all of one length; empty
        ones are passed over. Where even the last ones are shared, a number is added.

    Examples
    --------
    >>> unique_ids([("101", "A-101"), ("102", "A-102"), ("102", "B-102")])
    ('101', 'A-102', 'B-102')
    >>> unique_ids([("x",), ("x",)])
    ('x-1', 'x-2')
    """
    width = max((len(names) for names in candidates), default=0)
    common = [Counter(names[k] for names in candidates) for k in range(width)]
    wanted = Counter(name for names in candidates for name in set(names))
    chosen: list[str] = []
    taken: set[str] = set()
    for names in candidates:
        alone = (
            name
            for k, name in enumerate(names)
            if name and common[k][name] == 1 and wanted[name] == 1 and name not in taken
        )
        id = next(alone, "") or _numbered(next(filter(None, reversed(names)), "x"), taken)
        taken.add(id)
        chosen.append(id)
    return tuple(chosen)


def _numbered(name: str, taken: set[str]) -> str:
    number = 1
    while (id := f"{name[: LONGEST - 8]}-{number}") in taken:
        number += 1
    return id
