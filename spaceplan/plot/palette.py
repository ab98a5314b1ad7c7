"""Colours of departments: a hue family a branch, inside it lightness and pattern by neighbourhood.

144 hues cannot be told apart. A department's family says what it is; which of the family's fills it
gets is chosen so that departments that meet on a plan differ, for every kind of eye and in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_
from spaceplan.model import Allocation, Department, Portfolio
from spaceplan.plot.colours import (
    CONTRACTOR_FILL,
    UNHELD_FILL,
    Fill,
    FloatArray,
    darker,
    distances,
    lighter,
    oklch,
)

CONTRACTOR = "contractor"
#: Hues (OKLCH degrees) and chroma of the branches; larger branches get more hues.
FAMILIES: dict[str, tuple[tuple[float, ...], float]] = {
    "party": ((12.0, 30.0), 0.070),
    "government": ((250.0, 212.0, 282.0), 0.062),
    "congress": ((95.0, 80.0), 0.080),
    "judiciary": ((335.0, 312.0), 0.060),
    "mass": ((62.0, 48.0), 0.080),
    "institution": ((158.0, 130.0, 182.0), 0.062),
}
FAMILY_NAMES = {
    "party": N_("Party organs"),
    "government": N_("Government"),
    "congress": N_("Congress and consultative conference"),
    "judiciary": N_("Courts and procuratorate"),
    "mass": N_("Mass organisations"),
    "institution": N_("Institutions"),
    CONTRACTOR: N_("Contractors"),
}
#: Lightness of the fills of a family; lighter ones have less chroma, so that none glares.
LIGHTNESSES = (0.90, 0.81, 0.71)
_CHROMA_SHARES = (0.75, 1.0, 1.0)
HATCHES = ("", "\\\\\\", "---", "|||")
#: Other words that data use for the branches.
_SYNONYMS = {
    "cppcc": "congress",
    "people_congress": "congress",
    "npc": "congress",
    "consultative": "congress",
    "court": "judiciary",
    "procuratorate": "judiciary",
    "judicial": "judiciary",
    "mass_organisation": "mass",
    "mass_organization": "mass",
    "public_institution": "institution",
    "bureau": "government",
    "党委": "party",
    "党": "party",
    "政府": "government",
    "人大": "congress",
    "政协": "congress",
    "法检": "judiciary",
    "司法": "judiciary",
    "群团": "mass",
    "事业单位": "institution",
}
_FAMILY_OF_KIND = {"institution": "institution", "enterprise": "institution", "association": "mass"}
#: How much it matters that two departments differ: for each wall or door between their rooms, each
#: storey that they share, each storey on which one lies above the other.
_WALL, _STOREY, _ABOVE = 1.0, 0.5, 0.1
_SAME_FILL = 50.0
_PATTERN_COST = 0.30
_USED_COST = 0.001
#: Difference in OKLab at which two fills stop being confused, and what another pattern adds.
_CLEAR, _PATTERN_DIFFERENCE = 0.05, 0.06
#: Difference below which two fills without different patterns count as alike, and what that costs.
_HARDLY_SEEN, _ALIKE, _ALIKE_IN_GREY = 0.042, 3.0, 0.5


def family_of(department: Department) -> str:
    """Return the hue family of a department: by its kind if a contractor, else by its branch."""
    if department.kind == CONTRACTOR:
        return CONTRACTOR
    branch = department.branch.strip().lower().replace("-", "_").replace(" ", "_")
    branch = _SYNONYMS.get(branch, branch)
    if branch in FAMILIES:
        return branch
    return _FAMILY_OF_KIND.get(department.kind, "government")


def lighter_fill(fill: Fill) -> Fill:
    """Return the fill for a department's rooms that are not offices."""
    return Fill(lighter(fill.face, 0.55), fill.hatch, lighter(fill.ink, 0.45), fill.weight)


@dataclass(frozen=True)
class Palette:
    """The fill of every department; unknown ones get the fill of what nobody holds."""

    fills: tuple[tuple[str, Fill], ...]

    @cached_property
    def _by_department(self) -> dict[str, Fill]:
        return dict(self.fills)

    def fill(self, department: str) -> Fill:
        """Return the fill of a department's offices."""
        return self._by_department.get(department, UNHELD_FILL)


@dataclass(frozen=True)
class _Styles:
    """All fills of all families, and how easily any two are confused (1: the same)."""

    fills: tuple[Fill, ...]
    families: tuple[str, ...]
    confusion: FloatArray
    cost: FloatArray

    def of(self, family: str) -> list[int]:
        return [i for i, name in enumerate(self.families) if name == family]


@cache
def _styles() -> _Styles:
    fills: list[Fill] = []
    families: list[str] = []
    for family, (hues, chroma) in FAMILIES.items():
        for hatch in HATCHES:
            for lightness, share in zip(LIGHTNESSES, _CHROMA_SHARES, strict=True):
                for hue in hues:
                    face = oklch(lightness, share * chroma, hue)
                    fills.append(Fill(face, hatch, darker(face, 0.32), 0.45))
                    families.append(family)
    cost = np.array([_PATTERN_COST if fill.hatch else 0.0 for fill in fills])
    return _Styles(tuple(fills), tuple(families), _confusion(fills), cost)


def _confusion(fills: Sequence[Fill]) -> FloatArray:
    """Return how easily fills are taken for each other (n, n), by the worst of several eyes."""
    faces = [fill.face for fill in fills]
    hatches = np.array([fill.hatch for fill in fills])
    same_pattern = hatches[:, None] == hatches[None, :]
    normal, grey = distances(faces, "normal"), distances(faces, "greyscale")
    eyes = np.minimum(distances(faces, "protanopia"), distances(faces, "deuteranopia"))
    eyes = np.minimum(normal, eyes)
    seen = 0.4 * normal + 0.6 * np.minimum(eyes, grey) + _PATTERN_DIFFERENCE * ~same_pattern
    confusion: FloatArray = np.exp(-seen / _CLEAR)
    confusion += _ALIKE * (same_pattern & (eyes < _HARDLY_SEEN))
    confusion += _ALIKE_IN_GREY * (same_pattern & (grey < _HARDLY_SEEN))
    np.fill_diagonal(confusion, _SAME_FILL)
    return confusion


def department_palette(
    portfolio: Portfolio, graph: SpatialGraph | None, *allocations: Allocation
) -> Palette:
    """Give every department a fill, so that those that meet in any of the allocations differ.

    The neighbourhood graph is coloured greedily, departments with most neighbours first, and then
    improved one department at a time; the same input gives the same colours.
    """
    departments = portfolio.departments
    weights = _neighbourhood(portfolio, graph, allocations)
    styles = _styles()
    order = sorted(range(len(departments)), key=lambda d: (-weights[d].sum(), departments[d].id))
    chosen = np.full(len(departments), -1)
    for _ in range(3):
        for d in order:
            family = family_of(departments[d])
            if family != CONTRACTOR:
                chosen[d] = _best_style(d, styles.of(family), chosen, weights[d], styles)
    return Palette(
        tuple(
            (department.id, styles.fills[style] if style >= 0 else CONTRACTOR_FILL)
            for department, style in zip(departments, chosen, strict=True)
        )
    )


def _best_style(
    d: int, candidates: Sequence[int], chosen: np.ndarray, weights: FloatArray, styles: _Styles
) -> int:
    """Return the candidate that is least confused with the fills of d's neighbours."""
    others = np.flatnonzero(chosen >= 0)
    others = others[others != d]
    used = np.bincount(chosen[others], minlength=len(styles.fills))
    clash = styles.confusion[np.ix_(candidates, chosen[others])] @ weights[others]
    total = clash / max(float(weights.sum()), 1.0) + styles.cost[candidates]
    total = total + _USED_COST * used[candidates]
    return candidates[int(np.argmin(total.round(9)))]


def _neighbourhood(
    portfolio: Portfolio, graph: SpatialGraph | None, allocations: Iterable[Allocation]
) -> FloatArray:
    """Return the weights (n, n) of pairs of departments that must not be confused."""
    index = {department.id: i for i, department in enumerate(portfolio.departments)}
    weights = np.zeros((len(index), len(index)))
    for allocation in allocations:
        holders: dict[str, list[int]] = {}
        for line in allocation.lines:
            if line.department in index:
                holders.setdefault(line.room, []).append(index[line.department])
        if graph is not None:
            _join_walls(weights, graph, holders)
        _join_storeys(weights, portfolio, holders)
    weights = weights + weights.T
    np.fill_diagonal(weights, 0.0)
    return weights


def _join_walls(
    weights: FloatArray, graph: SpatialGraph, holders: Mapping[str, Sequence[int]]
) -> None:
    for table in (graph.walls, graph.doors):
        for a, b in zip(table.a.tolist(), table.b.tolist(), strict=True):
            one = holders.get(graph.rooms[a], ())
            other = holders.get(graph.rooms[b], ())
            for d in one:
                for e in other:
                    weights[d, e] += _WALL


def _join_storeys(
    weights: FloatArray, portfolio: Portfolio, holders: Mapping[str, Sequence[int]]
) -> None:
    for building in portfolio.buildings:
        below: set[int] = set()
        for storey in sorted(building.storeys, key=lambda s: s.number):
            here = {d for room in storey.rooms for d in holders.get(room.id, ())}
            for d in here:
                weights[d, list(here)] += _STOREY / 2
                weights[d, list(below)] += _ABOVE
            below = here
