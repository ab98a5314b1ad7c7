"""Walks between departments that no plan can avoid: those that must lie on different sites."""

from __future__ import annotations

from collections.abc import Sequence

from spaceplan.allocate.geometry import Geometry
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.ortools_models.sites_model import SitesModel
from spaceplan.allocate.problem import Problem

_WORK = 1.0


def least_affinity_cm(
    problem: Problem,
    geometry: Geometry,
    pairs: Sequence[dict[int, int]],
    seated: Sequence[bool],
    seconds: float,
) -> tuple[float, float]:
    """Return a lower bound on Σ people × walk from hub to hub in person-cm, and its work.

    Each department that surely holds an office has its hub on one of its sites; from one site to
    another the walk is at least the shortest between any offices there, on the same site it counts
    as 0.

    Parameters
    ----------
    pairs
        By department: the others it works with, and how many people do.
    seated
        By department: whether it holds an office in every plan that counts.
    """
    table = problem.storeys
    sites_of = [
        sorted({table.site[problem.offices.storey[r]] for r in problem.may_hold[d].nonzero()[0]})
        for d in range(len(problem.departments))
    ]
    counted = [
        (d, e, people)
        for d, others in enumerate(pairs)
        for e, people in others.items()
        if d < e
        and seated[d]
        and seated[e]
        and (len(sites_of[d]) > 1 or sites_of[d] != sites_of[e])
    ]
    if not counted:
        return 0.0, 0.0
    wanted = {(s, t) for d, e, _ in counted for s in sites_of[d] for t in sites_of[e] if s != t}
    walks = {(s, t): geometry.least_walk_between_sites(s, t) for s, t in wanted}
    model = SitesModel(sites_of, counted, walks)
    return model.bound(Limits(_WORK, seconds))
