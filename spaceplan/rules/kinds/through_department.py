"""One reaches a department's rooms without walking through another department's."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel
from spaceplan.rules.categories import Category


class ThroughDepartment(FileModel):
    """Held rooms from which every way to circulation leads through another holder's room <= 0.

    Parameters
    ----------
    categories
        Categories of rooms.
    """

    kind: Literal["through-department"] = "through-department"
    categories: tuple[Category, ...] = (Category.OFFICE, Category.SERVICE)
