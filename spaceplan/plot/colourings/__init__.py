"""What the colours of a storey can mean: one file a colouring."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from spaceplan.model import Storey
from spaceplan.plot.colourings.category import shade_by_category
from spaceplan.plot.colourings.department import shade_by_department
from spaceplan.plot.colourings.excess import shade_by_excess
from spaceplan.plot.colourings.finding import shade_by_finding
from spaceplan.plot.colourings.occupancy import shade_by_occupancy
from spaceplan.plot.colourings.vacancy import shade_by_vacancy
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading


class Colouring(StrEnum):
    """What the colours of a storey mean."""

    DEPARTMENT = "department"
    CATEGORY = "category"
    OCCUPANCY = "occupancy"
    EXCESS = "excess"
    FINDING = "finding"
    VACANCY = "vacancy"


_SHADES: dict[Colouring, Callable[[Scene, Storey], Shading]] = {
    Colouring.DEPARTMENT: shade_by_department,
    Colouring.CATEGORY: shade_by_category,
    Colouring.OCCUPANCY: shade_by_occupancy,
    Colouring.EXCESS: shade_by_excess,
    Colouring.FINDING: shade_by_finding,
    Colouring.VACANCY: shade_by_vacancy,
}


def shade(scene: Scene, storey: Storey, by: Colouring) -> Shading:
    """Return how a storey is coloured."""
    return _SHADES[by](scene, storey)
