"""Nobody has a place in rooms of a category that is not for offices."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel
from spaceplan.rules.categories import Category


class OccupiedCategory(FileModel):
    """Occupants of a room of the category <= 0.

    Parameters
    ----------
    category
        Category of rooms in which nobody may sit.
    exempt_uses
        Uses of the category in which people work (a duty room), to which the rule does not apply.
    """

    kind: Literal["occupied-category"] = "occupied-category"
    category: Category
    exempt_uses: tuple[str, ...] = ()
