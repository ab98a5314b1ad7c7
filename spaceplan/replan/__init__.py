"""Planning again from a plan: what all good plans have in common, and how they differ."""

from spaceplan.replan.alternatives import Alternative, Alternatives, find_alternatives
from spaceplan.replan.backbone import Backbone, find_backbone
from spaceplan.replan.distance import Distance, distance_between

__all__ = [
    "Alternative",
    "Alternatives",
    "Backbone",
    "Distance",
    "distance_between",
    "find_alternatives",
    "find_backbone",
]
