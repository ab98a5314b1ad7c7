"""The view of a storey as a plan, of all storeys as a mosaic, and as a stack: drawn, clicked.

A drawing is made of a scene (``draw_plan``), can be pickled and cached, and is shown by a component
(``plan_view``), which answers what is selected and what was opened.
"""

from spaceplan.dashboard.plan_view.component import PlanEvents, plan_view
from spaceplan.dashboard.plan_view.drawing import draw_plan
from spaceplan.dashboard.plan_view.payload import Payload

__all__ = ["Payload", "PlanEvents", "draw_plan", "plan_view"]
