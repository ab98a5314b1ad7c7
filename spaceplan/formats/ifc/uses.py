"""What a space is for: from its names, its classification, its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spaceplan.formats.ifc.properties import PropertySets, text_of
from spaceplan.formats.use_words import use_of_words

#: What an unknown room is taken for: a service room is never given to people as an office.
UNKNOWN_USE = "storage"
#: OmniClass Table 13 (Spaces by Function), edition of 2006 as Revit wrote it, by the start of the
#: code; where the code comes with its title, the title's words count instead.
_OMNICLASS = {
    "13-11 19 11": "kitchen",
    "13-11 21": "meeting",
    "13-15 11 34": "office",
    "13-41 11 14 11": "toilet",
    "13-41 11 14": "cleaning",
    "13-41 41": "medical",
    "13-51 11 21": "pantry",
    "13-75 11": "storage",
    "13-81 21 17": "plant",
    "13-81 21 21": "electrical",
    "13-81 21 24": "telecom",
    "13-81 21 31": "lift",
    "13-81": "plant",
    "13-85 11": "corridor",
    "13-85 21 11": "stair",
    "13-85 31": "lobby",
}


@dataclass(frozen=True)
class UseFound:
    """The use of a space and what it was concluded from.

    Parameters
    ----------
    coded
        What the classification alone would say, where it says anything else.
    known
        False where nothing said anything.
    """

    use: str
    coded: str | None = None
    known: bool = True


def use_of_space(space: Any, sets: PropertySets) -> UseFound:
    """Return what a space is for.

    The name that somebody gave this room comes before the class that was picked from a list:
    real models have the battery room classified as a telecommunications room.
    """
    coded = _coded_use(space, sets)
    named = use_of_words(space.LongName or "") or use_of_words(space.Name or "")
    if named is not None:
        return UseFound(named, coded if coded not in (None, named) else None)
    typed = use_of_words(f"{space.ObjectType or ''} {space.Description or ''}")
    parking = "car_park" if getattr(space, "PredefinedType", None) == "PARKING" else None
    use = coded or typed or parking
    return UseFound(use) if use else UseFound(UNKNOWN_USE, known=False)


def classification_of(space: Any, sets: PropertySets) -> tuple[str, str]:
    """Return code and title of a space's class, '' for what is missing."""
    code = text_of(sets, ("Category Code",))
    title = text_of(sets, ("Category Description",))
    whole = text_of(sets, ("OmniClass Table 13 Category", "OmniClass Number"))
    if not code and whole:
        code, _, title = (part.strip() for part in whole.partition(":"))
    if code or title:
        return code, title
    return _reference_of(space)


def _reference_of(space: Any) -> tuple[str, str]:
    for relation in getattr(space, "HasAssociations", None) or ():
        if relation.is_a("IfcRelAssociatesClassification"):
            reference = relation.RelatingClassification
            code = getattr(reference, "Identification", None) or getattr(
                reference, "ItemReference", None
            )
            return code or "", getattr(reference, "Name", None) or ""
    return "", ""


def _coded_use(space: Any, sets: PropertySets) -> str | None:
    code, title = classification_of(space, sets)
    by_title = use_of_words(title)
    if by_title is not None:
        return by_title
    groups = code.split()
    starts = (" ".join(groups[:end]) for end in range(len(groups), 0, -1))
    return next((_OMNICLASS[start] for start in starts if start in _OMNICLASS), None)
