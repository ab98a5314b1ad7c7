"""A department must not hold more area of one category than its entitlement."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class DepartmentArea(FileModel):
    """Area held of one category <= entitlement of that category.

    Parameters
    ----------
    category
        Category of rooms.
    exempt_kinds
        Kinds of departments that have no entitlement, to which the rule does not apply.
    only_where_held
        Not applicable, instead of passed, where nothing of the category is held.
    """

    kind: Literal["department-area"] = "department-area"
    category: Literal["office", "service", "equipment"]
    exempt_kinds: tuple[str, ...] = ("contractor",)
    only_where_held: bool = False
