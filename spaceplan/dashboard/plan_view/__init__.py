"""The view of a storey as a plan, of all storeys as a mosaic, and as a stack: drawn, clicked.

A drawing is made of a scene (``draw_plan``), can be pickled and cached, and is shown by a component
(``plan_view``), which answers what is selected and what was opened.
"""

from spaceplan.dashboard.plan_view.component import (
    Drop,
    PlanEvents,
    mosaic_view,
    plan_view,
    stack_view,
    take_drops,
)
from spaceplan.dashboard.plan_view.drawing import draw_plan
from spaceplan.dashboard.plan_view.layers import Layers
from spaceplan.dashboard.plan_view.mosaic import draw_mosaic
from spaceplan.dashboard.plan_view.payload import Payload
from spaceplan.dashboard.plan_view.pool import draw_pool
from spaceplan.dashboard.plan_view.stack import draw_stack

__all__ = [
    "Drop",
    "Layers",
    "Payload",
    "PlanEvents",
    "draw_mosaic",
    "draw_plan",
    "draw_pool",
    "draw_stack",
    "mosaic_view",
    "plan_view",
    "stack_view",
    "take_drops",
]
