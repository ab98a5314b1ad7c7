"""Where buildings stand side by side: to scale, and so far apart that the names under them fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spaceplan.plot.bars import Stack
from spaceplan.plot.fonts import text_width
from spaceplan.plot.lines import break_lines, least_width
from spaceplan.plot.scene import Scene
from spaceplan.plot.wording import site_name, within_site

Sites = Sequence[tuple[str, tuple[Stack, ...]]]

#: Points left and right of all, between buildings and sites, and what a storey's number takes.
MARGIN, NUMBER = 30.0, 12.0
_BETWEEN_BUILDINGS, _BETWEEN_SITES = 12.0, 26.0
#: Size of a building's name and of a site's, points, and in how many lines they may stand.
NAME_SIZE, SITE_SIZE = 8.5, 9.5
_MOST_LINES = 3
#: The least that a building has, and from where on a name is cut, points.
_LEAST, _MOST = 12.0, 100.0


@dataclass(frozen=True)
class Standing:
    """A building where it stands: left edge of its bars, what is free under it, its name."""

    stack: Stack
    left: float
    place: float
    name: tuple[str, ...]


@dataclass(frozen=True)
class StandingSite:
    """A site where it stands, from ``left`` to ``right``; its name begins at ``start``."""

    site: str
    left: float
    right: float
    start: float
    name: tuple[str, ...]
    standings: tuple[Standing, ...]


class Ground:
    """The common ground of all buildings.

    ``scale`` is points a m² of office; ``sites`` are those that have buildings.
    """

    def __init__(self, scene: Scene, sites: Sites, width: float) -> None:
        self._scene = scene
        self._groups = [(site, stacks) for site, stacks in sites if stacks]
        self._stacks = [stack for _, group in self._groups for stack in group]
        self._need = {stack.building.id: self._least_of(stack) for stack in self._stacks}
        self.scale = self._fit(width)
        for site, group in self._groups[:-1]:
            self._widen(site, group)
        self.scale = self._fit(width)
        self.sites = tuple(self._stand(width))

    @property
    def building_lines(self) -> int:
        """In how many lines the longest name of a building stands."""
        return max((len(s.name) for site in self.sites for s in site.standings), default=1)

    @property
    def site_lines(self) -> int:
        """In how many lines the longest name of a site stands."""
        return max((len(site.name) for site in self.sites), default=1)

    def _name(self, stack: Stack) -> str:
        return within_site(self._scene.portfolio, stack.building, self._scene.language)

    def _site_name(self, site: str) -> str:
        return site_name(self._scene.portfolio, site, self._scene.language)

    def _least_of(self, stack: Stack) -> float:
        least = least_width(self._name(stack), NAME_SIZE, _MOST_LINES, _MOST)
        return max(least - NUMBER - _BETWEEN_BUILDINGS + 4.0, _LEAST)

    def _least_of_site(self, site: str) -> float:
        return least_width(self._site_name(site), SITE_SIZE, _MOST_LINES, _MOST)

    def _widen(self, site: str, group: Sequence[Stack]) -> None:
        """Give a site with a long name and little on it more than its buildings need."""
        short = self._least_of_site(site) + 6.0 - _BETWEEN_SITES - self._width_of(group)
        if short > 0:
            self._need[group[-1].building.id] = self._place(group[-1]) + short

    def _fit(self, width: float) -> float:
        """Return at which scale all buildings, and what names need beside them, fill a width."""
        gaps = _BETWEEN_BUILDINGS * (len(self._stacks) - len(self._groups))
        gaps += _BETWEEN_SITES * max(len(self._groups) - 1, 0) + NUMBER * len(self._stacks)
        free = width - 2 * MARGIN - gaps
        rest = list(self._stacks)
        while True:
            area = sum(stack.width for stack in rest) or 1.0
            taken = sum(self._need[s.building.id] for s in self._stacks if s not in rest)
            scale = max(free - taken, 50.0) / area
            wide = [s for s in rest if s.width * scale >= self._need[s.building.id]]
            if not wide or len(wide) == len(rest):
                return scale
            rest = wide

    def _place(self, stack: Stack) -> float:
        return max(stack.width * self.scale, self._need[stack.building.id])

    def _width_of(self, group: Sequence[Stack]) -> float:
        places = sum(NUMBER + self._place(stack) + _BETWEEN_BUILDINGS for stack in group)
        return places - NUMBER - _BETWEEN_BUILDINGS

    def _stand(self, width: float) -> list[StandingSite]:
        found: list[StandingSite] = []
        x, taken = MARGIN, 0.0
        for i, (site, group) in enumerate(self._groups):
            is_last = i + 1 == len(self._groups)
            left, right = x + NUMBER, x + NUMBER + self._width_of(group)
            most = right - left + (MARGIN - 8.0 if is_last else _BETWEEN_SITES - 6.0)
            if is_last and self._least_of_site(site) > most:
                most = width - 8.0 - taken  # nothing is to its right: its name moves left
            name = break_lines(self._site_name(site), SITE_SIZE, most, _MOST_LINES)
            widest = max(text_width(line, SITE_SIZE) for line in name)
            start = min(left, width - 8.0 - widest) if is_last else left
            taken = start + widest + 8.0
            found.append(StandingSite(site, left, right, start, name, self._buildings(group, x)))
            x = right + _BETWEEN_SITES
        return found

    def _buildings(self, group: Sequence[Stack], x: float) -> tuple[Standing, ...]:
        found: list[Standing] = []
        for stack in group:
            place = self._place(stack)
            most = place + NUMBER + _BETWEEN_BUILDINGS - 4.0
            name = break_lines(self._name(stack), NAME_SIZE, most, _MOST_LINES)
            found.append(Standing(stack, x + NUMBER, place, name))
            x += NUMBER + place + _BETWEEN_BUILDINGS
        return tuple(found)
