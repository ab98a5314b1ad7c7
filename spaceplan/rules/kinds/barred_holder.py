"""Some bodies may not occupy office space."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel
from spaceplan.rules.categories import Category


class BarredHolder(FileModel):
    """Area of the categories that a department of these kinds holds <= 0.

    Parameters
    ----------
    kinds
        Kinds of departments.
    categories
        Categories of rooms.
    """

    kind: Literal["barred-holder"] = "barred-holder"
    kinds: tuple[str, ...] = ("enterprise", "association")
    categories: tuple[Category, ...] = (Category.OFFICE, Category.SERVICE)
